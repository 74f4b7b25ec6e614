"""How many characters of news a second: from a file on disk to claims, beside plain spaCy and textacy on the same news.

    python benchmarks/throughput.py                      corpora of 0.1 %, 2 % and 100 % relevant articles, five rounds
    python benchmarks/throughput.py --quick              smaller corpora, two rounds
    python benchmarks/throughput.py --shares 1 --scale 0.5 --runs 9

lunargraph reads JSON lines from disk, tells the language, passes what can hold no claim, and extracts; one process, no
parallel work. Plain spaCy is ``nlp.pipe`` of the same pipeline with all of its components, as it loads, on texts that
are in memory already; textacy adds its subject-verb-object triples to that. Each measurement is a fresh process; the
ways take turns within a round. Time is that of the processor, which other work on the machine does not change much;
what passes before the first article (imports, lexicon, models) is told apart as start-up. Where little is relevant the
peers take an even sample of the same corpus, at least ``LEAST`` articles: what they do for a character is the same
everywhere. A ratio is lunargraph's speed by the peer's of the same round.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora import write
from measuring import machine, measure, progress, spread, table

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS = ("lunargraph", "spacy", "textacy")
#: Articles of a corpus by the share of relevant ones.
ARTICLES = {0.001: 20_000, 0.02: 5000, 1.0: 400}
LEAST = 150
_QUICK = 0.25


def main() -> None:
    """Make the corpora, let the ways take turns on each, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shares", type=float, nargs="+", default=sorted(ARTICLES))
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0, help="how much larger or smaller the corpora are")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--sample", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(run(given.way, given.corpus, given.sample)))
        return
    if "textacy" in given.ways and find_spec("textacy") is None:
        progress("textacy is not installed and not measured; pip install '.[bench]' brings it.")
        given.ways.remove("textacy")
    print(
        "\n".join(
            report(given.shares, given.ways, 2 if given.quick else given.runs, _QUICK if given.quick else given.scale)
        )
    )


def report(shares: list[float], ways: list[str], runs: int, scale: float) -> list[str]:
    """Return the lines of the report."""
    lines = [f"Throughput on {machine()}.", ""]
    rows = []
    starts: dict[str, list[float]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as scratch:
        for share in shares:
            corpus = Path(scratch) / f"{share}.jsonl"
            number = max(2, round(ARTICLES.get(share, 2000) * scale))
            count, characters = write(number, share, corpus)
            corpus_rows = compare(corpus, share, ways, runs, starts)
            rows += [[f"{share:.1%}", f"{count:,} ({characters / 1e6:.1f} M)", *row] for row in corpus_rows]
    heads = [
        "relevant",
        "articles (characters)",
        "way",
        "articles read",
        "characters/s",
        "lunargraph is faster by",
        "claims",
    ]
    lines += [table(heads, rows), ""]
    told = [f"{way} {spread(starts[way], '.1f', ' s')}" for way in ways]
    return [*lines, f"Start-up, not counted above: {', '.join(told)}. Medians of {runs} rounds, (least-most)."]


def compare(corpus: Path, share: float, ways: list[str], runs: int, starts: dict[str, list[float]]) -> list[list[str]]:
    """Let the ways take turns; return a row for each: way, articles, speed, ratio, claims."""
    speeds: dict[str, list[float]] = {way: [] for way in ways}
    told: dict[str, dict[str, Any]] = {}
    for number in range(runs):
        for way in ways:
            progress(f"{share:.1%} relevant, round {number + 1} of {runs}: {way}")
            sample = 0 if way == "lunargraph" or share >= 1 else LEAST
            command = [sys.executable, __file__, "--way", way, "--corpus", str(corpus), "--sample", str(sample)]
            # one core each: what the peers' libraries do on more is not what is compared
            found = json.loads(measure(command, env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}).stdout)
            speeds[way].append(found["characters"] / found["seconds"])
            starts[way].append(found["start"])
            told[way] = found
    rows = []
    for way in ways:
        ratios = [ours / theirs for ours, theirs in zip(speeds.get("lunargraph", []), speeds[way], strict=False)]
        ratio = (
            ""
            if way == "lunargraph" or not ratios
            else spread(ratios, ".2f" if statistics.median(ratios) < 10 else ".0f", " x")
        )
        rows.append(
            [way, f"{told[way]['articles']:,}", spread(speeds[way], ",.0f"), ratio, str(told[way]["claims"] or "")]
        )
    return rows


def run(way: str, corpus: Path, sample: int) -> dict[str, Any]:
    """Go through a corpus in one way; return seconds of start-up and of work, articles, characters and claims."""
    return {"lunargraph": of_lunargraph, "spacy": of_spacy, "textacy": of_textacy}[way](corpus, sample)


def of_lunargraph(corpus: Path, _: int) -> dict[str, Any]:
    """From the file on disk to claims in memory, as a build does it in one process."""
    from lunargraph.articles import read_articles  # noqa: PLC0415 - the import is start-up
    from lunargraph.engine import Engine, Recipe  # noqa: PLC0415
    from lunargraph.extraction import DEFAULT_MODEL  # noqa: PLC0415
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415

    recipe = Recipe(load_lexicon(), DEFAULT_MODEL)
    recipe.extractor()
    recipe.gate()
    _ = recipe.digest
    started = _cpu()
    articles = characters = 0
    claims = []
    for reading in Engine(recipe).read(read_articles([corpus], report=print), report=print):
        articles += 1
        characters += len(reading.article.text)
        claims += reading.extraction.claims if reading.extraction else ()
    return _told(started, articles, characters, len(claims))


def of_spacy(corpus: Path, sample: int) -> dict[str, Any]:
    """The same pipeline with all components, on texts in memory; nothing is asked of what it returns."""
    return _peer(corpus, sample, lambda _: None)


def of_textacy(corpus: Path, sample: int) -> dict[str, Any]:
    """The same pipeline, and textacy's triples of subject, verb and object."""
    from textacy.extract import subject_verb_object_triples  # noqa: PLC0415 - only this way needs it

    return _peer(corpus, sample, lambda doc: list(subject_verb_object_triples(doc)))


def _peer(corpus: Path, sample: int, work: Callable[[Any], Any]) -> dict[str, Any]:
    import spacy  # noqa: PLC0415 - the import is start-up

    from lunargraph.extraction import DEFAULT_MODEL  # noqa: PLC0415

    nlp = spacy.load(DEFAULT_MODEL)
    texts = [json.loads(line)["text"] for line in corpus.read_text(encoding="utf-8").split("\n") if line]
    if 0 < sample < len(texts):
        texts = [texts[number * len(texts) // sample] for number in range(sample)]
    started = _cpu()
    for doc in nlp.pipe(texts):
        work(doc)
    return _told(started, len(texts), sum(map(len, texts)), None)


def _told(started: float, articles: int, characters: int, claims: int | None) -> dict[str, Any]:
    seconds = _cpu() - started
    return {
        "start": started,
        "seconds": seconds,
        "articles": articles,
        "characters": characters,
        "claims": claims,
    }


def _cpu() -> float:
    """Return the seconds of processor of this process and of its children that have ended."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


if __name__ == "__main__":
    main()
