"""How long the web pages take that are just within the limits: made to be as slow as a page may be.

    python benchmarks/limits.py [--only NAME ...] [--runs 3]

Each page is read (and cleaned) in a process of its own, so that one that never ends costs only itself. The table gives
the median of the processor's time, the memory at its peak, and what came of the page. Exit 1 where one took over 5 s.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from lunargraph.articles import clean  # noqa: E402 - the path comes first
from lunargraph.articles.files import FileReading  # noqa: E402
from lunargraph.articles.limits import ARTICLE_SIGNS, DENSE_SIGNS, DENSE_TAGS, MIB, PAGE_TAGS, TAG_ATTRIBUTES  # noqa: E402
from lunargraph.articles.mapping import FieldMap  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lunargraph.articles.problems import Problem

#: Seconds of the processor that reading one page may take.
PATIENCE = 5.0
#: Seconds after which a page is given up.
_GIVEN_UP = 120
_SENTENCE = "The two agencies said on Monday that they had signed the agreement on a base. "
#: Tags and signs a little below the limits: the page's own frame needs a few.
_TAGS, _SIGNS, _MOST = DENSE_TAGS - 10, DENSE_SIGNS - 2000, PAGE_TAGS - 10
_ARTICLE = ARTICLE_SIGNS - 1000


def _framed(body: str, head: str = "") -> str:
    head = f'<meta charset="utf-8"><title>Two sign</title>{head}'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def _around(opening: str, closing: str, inner: str, times: int) -> str:
    return opening * times + inner + closing * times


def _filled(opening: str, closing: str = "", inner: str = _SENTENCE, times: int = _TAGS) -> str:
    """Return as many elements as there may be, each with as much text as there may be."""
    room = max(1, (_SIGNS // times - len(opening) - len(closing)) // len(inner))
    return f"{opening}{inner * room}{closing}" * times


def _cells() -> str:
    return f"<table>{('<tr>' + '<td>Cell 1</td>' * 9 + '</tr>') * (_TAGS // 10)}</table>"


def _endless(word: str) -> str:
    return _framed(f"<p>{word * (_SIGNS // len(word))}</p>")


def _attributed() -> str:
    many = " ".join(f'data-a{n}="{n}"' for n in range(TAG_ATTRIBUTES - 5))
    return _framed(f"<p {many}>{_SENTENCE}</p>" * (_SIGNS // (len(many) + 100)))


PAGES: Mapping[str, Callable[[], str]] = {
    "paragraphs": lambda: _framed(_filled("<p>", "</p>")),
    "paragraphs without end tags": lambda: _framed(_filled("<p>")),
    "short paragraphs": lambda: _framed("<p>Yes. Oman signed it.</p>" * _TAGS),
    "the same paragraph in articles": lambda: _framed(_filled("<article><p>", "</p></article>", times=_TAGS // 2)),
    "spans": lambda: _framed(_filled("<span>", "</span>")),
    "spans in each other": lambda: _framed(_around("<span>", "</span>", _SENTENCE, _TAGS)),
    "spans left open": lambda: _framed(_filled("<span>")),
    "divs": lambda: _framed(_filled("<div>", "</div>")),
    "divs in each other": lambda: _framed(_around("<div>", "</div>", _SENTENCE, _TAGS)),
    "divs in each other, each with text": lambda: _framed(_around(f"<div>{_SENTENCE}", "</div>", "", _TAGS)),
    "divs left open, each with a sentence": lambda: _framed(f"<div>{_SENTENCE}" * _TAGS),
    "divs left open, 1 MB": lambda: _framed("<div>" * _TAGS + _SENTENCE * (MIB // len(_SENTENCE))),
    "divs 2,000 deep, then paragraphs": lambda: _framed("<div>" * 2000 + f"<p>{_SENTENCE}</p>" * (_TAGS - 2100)),
    "divs 2,000 deep, each with a sentence, then spans": lambda: _framed(
        f"<div>{_SENTENCE}" * 2000 + f"<div><span>{_SENTENCE}</span></div>" * ((_TAGS - 2100) // 2)
    ),
    "quotes in each other": lambda: _framed(_around(f"<blockquote><p>{_SENTENCE}", "</blockquote>", "", _TAGS // 2)),
    "tables in each other": lambda: _framed(_around("<table><tr><td>", "</td></tr></table>", _SENTENCE, _TAGS // 3)),
    "tables in each other, each with text": lambda: _framed(
        _around(f"<table><tr><td>{_SENTENCE}", "</td></tr></table>", "", _TAGS // 3)
    ),
    "tables": lambda: _framed(f"<table><tr><td>{_SENTENCE}</td></tr></table>" * (_TAGS // 3)),
    "a table of cells": lambda: _framed(_cells()),
    "a row of cells": lambda: _framed(f"<table><tr>{'<td>Cell 1' * _TAGS}</tr></table>"),
    "links": lambda: _framed(_filled('<a href="/news/2024/05/30/oman">', "</a>", "Oman signs the Accords ")),
    "links in paragraphs": lambda: _framed(f'<p>{_SENTENCE}<a href="/x">here</a></p>' * (_TAGS // 2)),
    "links in each other": lambda: _framed(f'<a href="/x">{_SENTENCE}' * _TAGS),
    "items": lambda: _framed("<ul>" + _filled("<li>") + "</ul>"),
    "lists in each other": lambda: _framed(_around(f"<ul><li>{_SENTENCE}", "</ul>", "", _TAGS // 2)),
    "headings": lambda: _framed(_filled("<h2>", "</h2>")),
    "headings that are the title": lambda: _framed("<h1>Two sign</h1>" * (_TAGS // 2) + "<p>Two sign" * (_TAGS // 2)),
    "bold in italic, crossed": lambda: _framed(f"<b><i>{_SENTENCE}</b>" * (_TAGS // 2)),
    "line breaks": lambda: _framed(f"<p>{_filled('<br>')}</p>"),
    "classes": lambda: _framed(_filled('<div class="nav-menu share Story__body c123">', "</div>")),
    "hidden": lambda: _framed(_filled('<div style="display : none" role="main">', "</div>")),
    "forms": lambda: _framed(_filled("<form><input>", "</form>", times=_TAGS // 2)),
    "metas": lambda: _framed(f"<p>{_SENTENCE * 20}</p>", '<meta name="author" content="By A. Quispe, B. Rao">' * _TAGS),
    "links in the head": lambda: _framed(f"<p>{_SENTENCE * 20}</p>", '<link rel="tag" href="/x/y">' * _TAGS),
    "linked data": lambda: _framed(
        f"<p>{_SENTENCE * 20}</p>", '<script type="application/ld+json">{"@type":"NewsArticle","a":1}</script>' * _TAGS
    ),
    "long linked data": lambda: _framed(
        f"<p>{_SENTENCE * 20}</p>",
        '<script type="application/ld+json">{"author": [' + '{"name": "A"},' * 180_000 + "1]}</script>",
    ),
    "deep linked data": lambda: _framed(
        f"<p>{_SENTENCE * 20}</p>", f'<script type="application/ld+json">{"[" * 1_000_000}</script>'
    ),
    "dates": lambda: _framed(_filled("<time>", "</time>", "30 May 2024, 2024-05-30, 30/05/2024 ")),
    "lines that look like dates": lambda: _framed(
        "".join(f'<p class="date">Q{n:x} the {n % 28 + 1} of Fooember 2023</p>' for n in range(_TAGS // 2))
    ),
    "datelines": lambda: _endless("Published: 30 May 2024 by A. Quispe. "),
    "years": lambda: _endless("2023/10/24 2024-05-30 20240530 12.05.2024 "),
    "bylines": lambda: _framed(
        _filled('<p class="byline author">', "</p>", "By Ana Quispe and Bo Rao, Updated 30 May. ")
    ),
    "one word": lambda: _endless("a"),
    "one number": lambda: _endless("9"),
    "one word of letters and signs": lambda: _endless("a-b.c@d/e_"),
    "one paragraph": lambda: _endless(_SENTENCE),
    "one sentence": lambda: _endless("and the Moon "),
    "spaces": lambda: _framed(f"<p>{' ' * (_SIGNS // 2)}{_SENTENCE}{' ' * (_SIGNS // 2 - 200)}</p>"),
    "spaces that do not break": lambda: _endless("\u00a0"),
    "lines": lambda: _framed("<pre>" + "a\n" * (_SIGNS // 2 - 200) + "</pre>"),
    "ticks": lambda: _endless("``"),
    "full stops": lambda: _endless("."),
    "addresses": lambda: _endless("https://example.org/a?b=c "),
    "entities": lambda: _endless("&amp;"),
    "entities of numbers": lambda: _endless("&#x2019;"),
    "half tags": lambda: _endless("< "),
    "comments": lambda: _framed(f"<p>{_SENTENCE * 20}</p>{'<!-- x -->' * (_SIGNS // 10 - 500)}"),
    "comments left open": lambda: _framed(f"<p>{_SENTENCE * 20}</p>{'<!-- x ' * (_SIGNS // 7 - 500)}"),
    "one attribute": lambda: _framed(f'<p title="{"x" * (_SIGNS - 200)}">{_SENTENCE}</p>'),
    "one attribute of words": lambda: _framed(f'<p class="{"nav-a " * (_SIGNS // 6 - 200)}">{_SENTENCE}</p>'),
    "one attribute of hyphens": lambda: _framed(f'<p class="{"-" * (_SIGNS - 200)}">{_SENTENCE}</p>'),
    "one style": lambda: _framed(f'<p style="{"color : red; " * (_SIGNS // 13 - 200)}">{_SENTENCE}</p>'),
    "one address": lambda: _framed(f'<p>{_SENTENCE}</p><a href="{"/2024" * (_SIGNS // 5 - 200)}">{_SENTENCE}</a>'),
    "one canonical address": lambda: _framed(
        f"<p>{_SENTENCE}</p>", f'<link rel="canonical" href="https://a.b/{"2024/" * (_SIGNS // 5 - 200)}">'
    ),
    "one title": lambda: _framed(
        f"<h1>{_SENTENCE}</h1><p>{_SENTENCE * 20}</p>",
        f'<meta property="og:title" content="{"Oman - The Page | " * (_SIGNS // 18 - 200)}">',
    ),
    "one author": lambda: _framed(f"<p>{_SENTENCE * 20}</p>", f'<meta name="author" content="{"A B and " * 370_000}">'),
    "one stated date": lambda: _framed(
        f"<p>{_SENTENCE * 20}</p>", f'<meta property="article:published_time" content="{"2024-05-" * 370_000}">'
    ),
    "pictures as data": lambda: _framed(
        f'<img src="data:image/png;base64,{"A" * 1000}">' * 2900 + f"<p>{_SENTENCE * 20}</p>"
    ),
    "attributes": _attributed,
    "a long article: paragraphs": lambda: _framed(f"<p>{_SENTENCE * 5}</p>" * (_ARTICLE // (5 * len(_SENTENCE) + 2))),
    "a long article: sentences": lambda: _framed(f"<p>{_SENTENCE}</p>" * (_TAGS - 5)),
    "a long article: one paragraph": lambda: _framed(f"<p>{_SENTENCE * (_ARTICLE // len(_SENTENCE))}</p>"),
    "a long article: one word": lambda: _framed(f"<p>{'a' * _ARTICLE}</p>"),
    "a long article: one number": lambda: _framed(f"<p>{'9' * _ARTICLE}</p>"),
    "a long article: short lines": lambda: _framed("<pre>" + "Ab c\n" * (_ARTICLE // 6) + "</pre>"),
    "a long article: words of one letter": lambda: _framed("<p>" + "a " * (_ARTICLE // 2) + "</p>"),
    "a long article: items": lambda: _framed("<ul>" + f"<li>{_SENTENCE}" * (_TAGS - 5) + "</ul>"),
    "a long article: dates": lambda: _framed("<p>" + "30 May 2024, " * (_ARTICLE // 13) + "</p>"),
    "a long article: ticks": lambda: _framed("<p>" + "``a " * (_ARTICLE // 4) + "</p>"),
    "a long article: quotes": lambda: _framed("<p>" + "“a ‘b " * (_ARTICLE // 6) + "</p>"),
    "a long article: brackets": lambda: _framed("<p>" + "(a [b " * (_ARTICLE // 6) + "</p>"),
    "a long article: full stops": lambda: _framed("<p>" + "." * _ARTICLE + "</p>"),
    "a long article: names": lambda: _framed("<p>" + "Ana Quispe " * (_ARTICLE // 11) + "</p>"),
    "a long article: broken words": lambda: _framed(
        "<pre>" + "the two agencies have signed an agree-\nment\n" * (_ARTICLE // 50) + "</pre>"
    ),
    "beyond: paragraphs": lambda: _framed(f"<p>{_SENTENCE}</p>" * _MOST),
    "beyond: divs in each other": lambda: _framed(_around("<div>", "</div>", _SENTENCE, _MOST)),
    "beyond: spans in each other, with text": lambda: _framed(f"<span>{_SENTENCE}" * _MOST),
    "beyond: tables in each other": lambda: _framed(f"<table><tr><td>{_SENTENCE}" * (_MOST // 3)),
    "beyond: bold in italic, crossed": lambda: _framed("<b><i>Yes</b>" * (_MOST // 2)),
    "beyond: one paragraph of 30 MB": lambda: _framed(f"<p>{_SENTENCE * (30 * MIB // len(_SENTENCE))}</p>"),
    "beyond: one word of 30 MB": lambda: _framed(f"<p>{'a' * (30 * MIB)}</p>"),
    "beyond: one attribute of 30 MB": lambda: _framed(f'<p title="{"x" * (30 * MIB)}">{_SENTENCE}</p>'),
    "beyond: half tags, 30 MB": lambda: _framed(f"<p>{'< ' * (15 * MIB)}</p>"),
    "beyond: metas": lambda: _framed(f"<p>{_SENTENCE * 20}</p>", '<meta name="author" content="A">' * _MOST),
}


def main() -> int:
    """Read every page in a process of its own, or with ``--one`` a single one and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], help="names of pages, or the beginnings of names")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", default="")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_measured(PAGES[given.one](), given.runs)))
        return 0
    slow = 0
    print("| page | tags | MB | s | peak MiB | what came of it |\n|---|---|---|---|---|---|", flush=True)
    for name in PAGES:
        if given.only and not name.startswith(tuple(given.only)):
            continue
        slow += not _told(name, given.runs)
    return 1 if slow else 0


def _told(name: str, runs: int) -> bool:
    """Print the row of a page and tell whether it was fast enough."""
    command = [sys.executable, __file__, "--one", name, "--runs", str(runs)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_GIVEN_UP * runs)
    except subprocess.TimeoutExpired:
        print(f"| {name} | | | over {_GIVEN_UP} | | |", flush=True)
        return False
    if done.returncode:
        print(f"| {name} | | | | | ended with {done.returncode}: {done.stderr[-100:]!r} |", flush=True)
        return False
    found = json.loads(done.stdout.splitlines()[-1])
    cells = [f"{found['tags']:,}", f"{found['size'] / 1e6:.1f}", f"{found['seconds']:.2f}", str(found["peak"])]
    print(f"| {name} | {' | '.join(cells)} | {found['outcome'][:70]} |", flush=True)
    return bool(found["seconds"] <= PATIENCE)


def _measured(page: str, runs: int) -> dict[str, object]:
    data = page.encode()
    _read(_framed(f"<p>{_SENTENCE * 20}</p>").encode())
    taken, outcome = [], ""
    for _ in range(runs):
        started = time.process_time()
        outcome = _read(data)
        taken.append(time.process_time() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = {"tags": page.count("<"), "size": len(data), "seconds": statistics.median(taken), "peak": peak}
    return {**figures, "outcome": outcome}


def _read(data: bytes) -> str:
    told: list[Problem] = []
    articles = [a for _, _, a in FileReading(told.append, FieldMap({})).within("a.html", io.BytesIO(data), len(data))]
    kept = sum(passage.end - passage.start for article in articles for passage in clean(article))
    return f"{len(articles[0].text):,} characters, {kept:,} kept" if articles else told[0].reason


if __name__ == "__main__":
    sys.exit(main())
