"""Made news in any number, the same for each seed: general news, and a stated share of it about lunar partnerships.

    python benchmarks/corpora.py --articles 10000 --relevant 0.02 --seed 1 --form jsonl OUT
    forms: jsonl (OUT is a file), parquet (a file), warc (a file, gzipped), folder (of Markdown files)

General news is put together from the sentences and words of ``news.toml``: sixteen desks, no two articles alike, one in
``DISTRACTED_EVERY`` with a phrase that a search for lunar news trips over ("over the moon", "Gateway Building"), one
desk of spaceflight that has nothing to do with the Moon. What is relevant is made of four of the hand-read texts in
``tests/gold`` each: the first paragraph and about half of the others, with countries and common words in each other's
place and a closing line of its own, so that nothing can be looked up from an earlier article and none is a copy. Both
kinds have ``MEAN`` characters on average. Article ``n`` is the same however many are asked for; one is made at a time.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import random
import re
import tomllib
from datetime import date, timedelta
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEAN = 3500
DISTRACTED_EVERY = 25
#: One in so many has curly quotation marks and long dashes; the others are typed on a plain keyboard.
CURLY_EVERY = 3
FORMS = ("jsonl", "parquet", "warc", "folder")
FIELDS = ("id", "url", "title", "outlet", "author", "published", "text")
_GOLD = ("dev", "own", "plain")
_SPREAD = 0.45
_SHORTEST, _LONGEST = 1200, 12_000
_PARAGRAPHS = (8, 25)
_CHARACTERS_OF_A_PARAGRAPH = 240
#: Of how many texts what is relevant is made, and which share of their paragraphs after the first is taken.
_TEXTS, _TAKEN = 4, 0.5
_MILLION = 1_000_000
_DAYS = 2400
_PER_FOLDER = 1000
#: "a engineer", as slots leave it
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeioAEIO])(?!one|eu|Eu)")
_SLOT = re.compile(r"\{([^{}]+)\}")
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})


def main() -> None:
    """Write a corpus in one of the forms and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--relevant", type=float, default=0.02, help="the share of relevant articles, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=FORMS, default="jsonl")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    count, characters = write(given.articles, given.relevant, given.out, seed=given.seed, form=given.form)
    print(f"{count:,} articles, {characters:,} characters: {given.out}")


def write(number: int, relevant: float, out: Path, *, seed: int = 1, form: str = "jsonl") -> tuple[int, int]:
    """Write a corpus; return how many articles and characters of text it has."""
    told = [0, 0]

    def counted() -> Iterator[dict[str, str]]:
        for article in articles(number, relevant, seed):
            told[0] += 1
            told[1] += len(article["text"])
            yield article

    out.parent.mkdir(parents=True, exist_ok=True)
    {"jsonl": _jsonl, "parquet": _parquet, "warc": _warc, "folder": _folder}[form](counted(), out)
    return told[0], told[1]


def articles(number: int, relevant: float, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield ``number`` articles; the share ``relevant`` (0 to 1, spread evenly) is about lunar partnerships."""
    if not 0 <= relevant <= 1:
        message = f"The share of relevant articles lies between 0 and 1, not at {relevant}."
        raise ValueError(message)
    return islice(_endless(round(relevant * _MILLION), seed), number)


def is_relevant(article: dict[str, str]) -> bool:
    """Say whether an article was made of hand-read texts; its id tells."""
    return article["id"].startswith("moon-")


def _endless(per_million: int, seed: int) -> Iterator[dict[str, str]]:
    grammar, moon = Grammar(), Relevant()
    number = 0
    while True:
        chance = random.Random(seed * 10_000_019 + number)  # noqa: S311 - no secret
        lunar = (number + 1) * per_million // _MILLION > number * per_million // _MILLION
        made = moon.article(grammar, chance, number) if lunar else grammar.article(chance)
        made["text"] = _ARTICLE.sub(r"\1n ", made["text"])
        name = f"{'moon' if lunar else 'news'}-{number:07d}"
        made |= {"id": name, "url": f"https://news.example/{made['published'][:4]}/{name}"}
        yield {field: made[field] for field in FIELDS}
        number += 1


class Grammar:
    """Sentences with slots, and the lists that fill them."""

    def __init__(self) -> None:
        read = _words()
        self.lists: dict[str, list[tuple[Any, ...]]] = {}
        entries = {name: text.split("|") for name, text in read["lists"].items()}
        entries |= {"outlet": read["outlets"]["names"].split("|")}
        self._names = set(entries)
        self.lists = {name: [self.parse(entry) for entry in some] for name, some in entries.items()}
        self.common = [self.parse(each) for each in read["common"]["sentences"]]
        self.distractors = [self.parse(each) for each in read["common"]["distractors"]]
        self.closings = [self.parse(each) for each in read["relevant"]["closings"]]
        self.desks = [
            ([self.parse(t) for t in desk["titles"]], [self.parse(s) for s in desk["sentences"]])
            for desk in read["desks"].values()
            for _ in range(desk["weight"])
        ]
        self._dateline = self.parse("{city1}, ")
        self._outlet = self.parse("{outlet1}")
        self._author = self.parse("{person}")

    def parse(self, text: str) -> tuple[Any, ...]:
        """Cut a sentence at its slots: literal text, (least, most, form) for numbers, (list, once an article)."""
        parts: list[Any] = []
        for place, piece in enumerate(_SLOT.split(text)):
            if place % 2 == 0:
                if piece:
                    parts.append(piece)
            elif numbers := re.fullmatch(r"(\d+)-(\d+)", piece):
                low, high = numbers.groups()
                parts.append((int(low), int(high), f"0{len(low)}d" if low[0] == "0" and len(low) > 1 else ","))
            elif piece not in self._names and piece.rstrip("0123456789") not in self._names | {"n"}:
                message = f"news.toml: no list is named {piece!r} ({text})"
                raise ValueError(message)
            else:
                parts.append((piece, piece[-1].isdigit()))
        return tuple(parts)

    def fill(self, parts: tuple[Any, ...], known: dict[str, str], draw: Callable[[], float]) -> str:
        """Return the sentence with its slots filled; ``known`` keeps what stays the same within an article."""
        out = []
        for part in parts:
            if isinstance(part, str):
                out.append(part)
            elif len(part) == 3:
                low, high, form = part
                out.append(format(low + int(draw() * (high - low + 1)), form))
            else:
                name, once = part
                if name in known:
                    out.append(known[name])
                    continue
                some = self.lists.get(name) or self.lists[name.rstrip("0123456789")]
                found = self.fill(some[int(draw() * len(some))], known, draw)
                if once:
                    known[name] = found
                out.append(found)
        return "".join(out)

    def article(self, chance: random.Random) -> dict[str, str]:
        """Return an article of general news."""
        draw, known = chance.random, dict[str, str]()
        titles, sentences = self.desks[int(draw() * len(self.desks))]
        opening, *own = chance.sample(sentences, len(sentences))
        common = chance.sample(self.common, len(self.common))
        rest = own + common[: len(common) // 2]
        chance.shuffle(rest)
        rest += common[len(common) // 2 :]
        if draw() * DISTRACTED_EVERY < 1:
            rest.insert(int(draw() * 8), self.distractors[int(draw() * len(self.distractors))])
        size = math.exp(chance.gauss(math.log(MEAN) - _SPREAD**2 / 2, _SPREAD))
        size = min(max(size, _SHORTEST), _LONGEST)
        number = min(max(round(size / _CHARACTERS_OF_A_PARAGRAPH), _PARAGRAPHS[0]), _PARAGRAPHS[1])
        day = _day(chance)
        place = self.fill(self._dateline, known, draw).upper()
        dateline = f"{place}{day:%B} {day.day} — " if draw() < 0.5 else ""
        paragraphs, length, place = [], 0, 0
        for paragraph in range(1, number + 1):
            told: list[str] = []
            while not told or length < size * paragraph / number - 60:
                parts = opening if not place else rest[(place - 1) % len(rest)]
                sentence = self.fill(parts, known, draw)
                told.append(sentence[0].upper() + sentence[1:])
                length += len(sentence) + 1
                place += 1
            paragraphs.append(" ".join(told))
        text = dateline + "\n\n".join(paragraphs)
        title = self.fill(titles[int(draw() * len(titles))], known, draw)
        made = self.byline(known, draw) | {"title": title[0].upper() + title[1:], "text": text, "published": str(day)}
        return made if draw() * CURLY_EVERY < 1 else {name: value.translate(_PLAIN) for name, value in made.items()}

    def byline(self, known: dict[str, str], draw: Callable[[], float]) -> dict[str, str]:
        """Return an outlet and an author."""
        return {"outlet": self.fill(self._outlet, known, draw), "author": self.fill(self._author, known, draw)}


class Relevant:
    """What the hand-read texts are made into."""

    def __init__(self) -> None:
        folder = Path(__file__).parents[1] / "tests" / "gold"
        self.texts = [
            json.loads(line)
            for name in _GOLD
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
            if line
        ]
        read = _words()["relevant"]
        self._countries = [each.split("/") for each in read["countries"].split("|")]
        self._alike = [each.split("|") for each in read["alike"]]
        names = [name for each in self._countries for name in each]
        words = [word for group in self._alike for word in group]
        self._found = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names + words, key=len)[::-1])) + r")\b")

    def article(self, grammar: Grammar, chance: random.Random, number: int) -> dict[str, str]:
        """Return an article of parts of some texts, on the day of the first."""
        some = chance.sample(self.texts, _TEXTS)
        swaps = self._swaps(chance)
        known = {"n": str(number)}
        made = grammar.byline(known, chance.random)
        closing = grammar.fill(chance.choice(grammar.closings), known | {"outlet": made["outlet"]}, chance.random)
        told = [
            paragraph
            for each in some
            for place, paragraph in enumerate(each["text"].split("\n\n"))
            if not place or chance.random() < _TAKEN
        ]
        text = self._found.sub(lambda found: swaps(found[0]), "\n\n".join(told))
        title = self._found.sub(lambda found: swaps(found[0]), some[0]["title"])
        return made | {
            "title": title,
            "text": f"{text}\n\n{closing}",
            "published": some[0]["date"] or str(_day(chance)),
        }

    def _swaps(self, chance: random.Random) -> Callable[[str], str]:
        """Return what stands for each word in one article: a country always for the same, a common word for any."""
        others = chance.sample(self._countries, len(self._countries))
        fixed = {
            name: instead
            for country, other in zip(self._countries, others, strict=True)
            for name, instead in zip(country, other, strict=True)
        }
        groups = {word: group for group in self._alike for word in group}
        return lambda word: fixed[word] if word in fixed else chance.choice(groups[word])


def _day(chance: random.Random) -> date:
    return date(2019, 6, 3) + timedelta(days=chance.randrange(_DAYS))


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "news.toml").read_text(encoding="utf-8"))


def _jsonl(made: Iterator[dict[str, str]], out: Path) -> None:
    with out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in made)


def _parquet(made: Iterator[dict[str, str]], out: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - only this form needs it
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(field, pa.string()) for field in FIELDS])
    with pq.ParquetWriter(out, schema) as writer:
        while rows := list(islice(made, 5000)):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _warc(made: Iterator[dict[str, str]], out: Path) -> None:
    from io import BytesIO  # noqa: PLC0415

    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    with out.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for article in made:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            body = BytesIO(_page(article).encode())
            day = f"{article['published']}T12:00:00Z"
            record = writer.create_warc_record(
                article["url"], "response", payload=body, http_headers=headers, warc_headers_dict={"WARC-Date": day}
            )
            writer.write_record(record)
            record.raw_stream.close()


def _page(article: dict[str, str]) -> str:
    told = {name: escape(value, quote=True) for name, value in article.items()}
    body = "\n".join(f"<p>{escape(each, quote=False)}</p>" for each in article["text"].split("\n\n"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f"<title>{told['title']} - {told['outlet']}</title>\n"
        f'<meta property="og:title" content="{told["title"]}"><meta name="author" content="{told["author"]}">\n'
        f'<meta property="og:site_name" content="{told["outlet"]}">\n'
        f'<meta property="article:published_time" content="{told["published"]}T08:00:00Z"></head>\n'
        '<body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>\n'
        f"<article><h1>{told['title']}</h1>\n<p>By {told['author']}</p>\n{body}\n</article>\n"
        "<footer><p>Terms of use. Subscribe to our newsletter.</p></footer></body></html>\n"
    )


def _folder(made: Iterator[dict[str, str]], out: Path) -> None:
    for number, article in enumerate(made):
        folder = out / f"{number // _PER_FOLDER:04d}"
        if number % _PER_FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        front = "\n".join(f"{name}: {json.dumps(article[name], ensure_ascii=False)}" for name in FIELDS[:-1])
        (folder / f"{article['id']}.md").write_text(f"---\n{front}\n---\n\n{article['text']}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
