"""What the gate before the parser costs, whom it lets in, and what is lost by it.

    python benchmarks/gate.py [--articles 4000] [--parse 150] [FOLDER ...]

Made news of ``corpora.py``, general and lunar, the hand-read articles of ``tests/gold``, and all articles in the
folders given are put to the gate. For each kind of text the table tells how many articles are let in, how long the gate
and the first look at the language take for a thousand characters (of processor time), how much of the text of those let
in is near enough to a word of the Moon to be parsed, and how long the rules take for a thousand characters of an even
sample. What is lost is counted on the sample read in full: statements (claims, counts, milestones) in articles that
the gate shuts out, partners alone apart, and those in passages that are passed over. With no gate, partners of any
matter would be told of as partners on the Moon: those are counted, too.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpora import articles as made
from corpora import is_relevant

from lunargraph.articles import read_articles
from lunargraph.articles.language import probably_english
from lunargraph.evaluation import read_gold
from lunargraph.extraction import Extractor, Gate, extractor
from lunargraph.lexicon import load_lexicon
from lunargraph.model import Article, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lunargraph.extraction.nlp import Passage
    from lunargraph.model import Claim, Count, Extraction, Milestone

ROOT = Path(__file__).parents[1]
HEAD = (
    "text", "articles", "let in", "share", "gate us", "language us", "rules us", "parsed",
    "lost: gate", "lost: far", "partners of other matters",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Losses:
    """What a sample states in full reading and is not told where the gate and the choice of passages work."""

    by_gate: int
    by_distance: int
    partners: int
    microseconds: float
    parsed: float


def main() -> None:
    """Print one row for each kind of text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=4000, help="of made news")
    parser.add_argument("--parse", type=int, default=150, help="how many articles of each kind are read in full")
    parser.add_argument("folders", type=Path, nargs="*")
    given = parser.parse_args()
    lexicon = load_lexicon()
    gate, reader = Gate(lexicon), Extractor(lexicon)
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", flush=True)
    for name, texts in kinds(given.articles, given.folders):
        print(f"| {' | '.join(row(name, texts, gate, reader, given.parse))} |", flush=True)


def kinds(number: int, folders: Sequence[Path]) -> Iterator[tuple[str, list[Article]]]:
    """Yield kinds of text by name."""
    news = list(made(number, 0.05))
    for lunar, name in ((False, "made general news"), (True, "made lunar news")):
        rows = [row for row in news if is_relevant(row) is lunar]
        yield name, [Article(id=r["id"], text=r["text"], title=r["title"], published=r["published"]) for r in rows]
    for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl")):
        yield f"gold {path.stem}", [row.article for row in read_gold(path, report=print)]
    for folder in (ROOT / "data" / "articles", *folders):
        yield folder.name, list(read_articles([folder], report=lambda _: None))


def row(name: str, texts: Sequence[Article], gate: Gate, reader: Extractor, most: int) -> list[str]:
    """Return the cells of one row."""
    admitted = [article for article in texts if gate.admits(article)]
    losses = lost(texts[:: -(-len(texts) // most)], gate, reader)
    return [
        name,
        f"{len(texts):,}",
        f"{len(admitted):,}",
        f"{len(admitted) / len(texts):.2%}",
        f"{cost(texts, gate.admits):.1f}",
        f"{cost(texts, lambda article: probably_english(article.text)):.1f}",
        f"{losses.microseconds:,.0f}",
        f"{losses.parsed:.0%}",
        str(losses.by_gate),
        str(losses.by_distance),
        str(losses.partners),
    ]


def cost(texts: Sequence[Article], work: Callable[[Article], object]) -> float:
    """Return the processor time for a thousand characters, in microseconds: the middle of five runs."""
    times = []
    for _ in range(5):
        started = time.process_time()
        for article in texts:
            work(article)
        times.append(time.process_time() - started)
    return sorted(times)[2] * 1e9 / sum(len(article.text) for article in texts)


def lost(sample: Sequence[Article], gate: Gate, reader: Extractor) -> Losses:
    """Read a sample in full and by choice."""
    choose = extractor.far_off
    by_gate = by_distance = partners = read = passed = whole = 0
    seconds = 0.0

    def counting(article: Article, passages: Sequence[Passage], *rest: object) -> frozenset[Passage]:
        nonlocal read, passed
        far = choose(article, passages, *rest)
        read += sum(p.end - p.start for p in passages if p not in far)
        passed += sum(p.end - p.start for p in far)
        return far

    for article in sample:
        extractor.far_off = lambda *_, **__: frozenset()
        started = time.process_time()
        full = stated(reader.read(article))
        seconds += time.process_time() - started
        whole += len(article.text)
        if not gate.admits(article):
            by_gate += sum(not is_partnership(each) for each in full)
            partners += sum(map(is_partnership, full))
            continue
        extractor.far_off = counting
        gone = full - stated(reader.read(article))
        by_distance += sum(not is_partnership(each) for each in gone)
        partners += sum(map(is_partnership, gone))
    extractor.far_off = choose
    return Losses(by_gate, by_distance, partners, seconds * 1e9 / whole, read / max(read + passed, 1))


def stated(extraction: Extraction) -> set[Claim | Count | Milestone]:
    """Return all that an article states."""
    return {*extraction.claims, *extraction.counts, *extraction.milestones}


def is_partnership(each: Claim | Count | Milestone) -> bool:
    """Say whether a statement joins two actors and no program."""
    return getattr(each, "relation", None) is Relation.COOPERATES_WITH


if __name__ == "__main__":
    main()
