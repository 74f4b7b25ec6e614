"""How lunargraph grows: with processors, articles, claims, and when little or nothing has changed.

    python benchmarks/scale.py                           all parts, on corpora up to 100,000 articles
    python benchmarks/scale.py --quick                   small corpora, one run each: a few minutes
    python benchmarks/scale.py --parts start jobs --runs 5

    start     seconds until the first answer: --version, a query, a build of one article
    jobs      a build of relevant articles only in two processes, against one
    articles  seconds and peak memory of builds of more and more articles, of which 2 % and 0.1 % are relevant
    again     a first build, the same once more, and once more with one article added
    claims    weighing, graph and page of made claims, each size twice the one before, against n log n
    dask      a build with --engine dask, against one without

Builds are commands in processes of their own, with a cache of their own that begins empty. Memory is that of the
process and all of its children.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import corpora
from measuring import FailedError, Run, lunargraph, machine, measure, progress, spread, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARTS = ("start", "jobs", "articles", "again", "claims", "dask")
_SHARES = (0.02, 0.001)
#: From this many articles on a size is measured once, and from a tenth of it three times at most.
_ONCE = 100_000


class Scale:
    """What is measured, how large and how often; ``rows`` gathers what was found."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.folder = folder
        self.runs: int = given.runs
        self.sizes: list[int] = given.sizes
        self.shares: list[float] = given.shares
        self.claims: list[int] = given.claims
        self.relevant: int = given.relevant
        self.mixed: int = given.mixed
        self.rows: list[tuple[str, str, str]] = []
        self._made = 0

    def tell(self, what: str, found: str, remark: str = "") -> None:
        """Keep a row of the table."""
        self.rows.append((what, found, remark))

    def corpus(self, number: int, share: float) -> Path:
        """Return a corpus of so many articles, made at the first time."""
        path = self.folder / f"made-{number}-{share}.jsonl"
        if not path.exists():
            corpora.write(number, share, path)
        return path

    def build(self, corpus: Path, *options: str, kept: str = "") -> Run:
        """Build anew, with an empty cache; or over an earlier build and with its cache, where it is ``kept``."""
        self._made += 1
        place = self.folder / (kept or f"build-{self._made}")
        progress(f"build of {corpus.name} {' '.join(options)}{' again' if place.exists() else ''}")
        settings = {"LUNARGRAPH_CACHE": str(place / "cache"), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return measure(lunargraph("build", corpus, "-o", place / "out", *options), env=settings)

    def start(self) -> None:
        """Measure how long a person waits before anything is read."""
        corpus = self.corpus(1, 1)
        self.build(corpus, kept="small")
        asked = lunargraph("query", "members", "ARTEMIS_ACCORDS", "-o", self.folder / "small" / "out")
        ways: dict[str, Callable[[], Run]] = {
            "`--version`": lambda: measure(lunargraph("--version")),
            "`query members` on a small build": lambda: measure(asked),
            "`build` of one article": lambda: self.build(corpus),
        }
        for name, way in ways.items():
            found = [way().seconds for _ in range(self.runs)]
            self.tell(f"start: {name}", spread(found, ".2f", " s"))

    def jobs(self) -> None:
        """Measure two processes against one, in turns."""
        corpus = self.corpus(self.relevant, 1)
        pairs = [(self.build(corpus, "--jobs", "1"), self.build(corpus, "--jobs", "2")) for _ in range(self.runs)]
        one, two = [run.seconds for run, _ in pairs], [run.seconds for _, run in pairs]
        found = spread([a / b for a, b in zip(one, two, strict=True)], ".2f", " x")
        remark = f"{self.relevant:,} relevant articles: {spread(one, '.1f', ' s')}, {spread(two, '.1f', ' s')}"
        self.tell("two processes, faster than one by", found, remark)

    def articles(self) -> None:
        """Measure seconds and memory of larger and larger corpora."""
        for share in self.shares:
            each: list[float] = []
            peaks: list[float] = []
            for size in self.sizes:
                corpus = self.corpus(size, share)
                runs = 1 if size >= _ONCE else min(self.runs, 3) if size * 10 >= _ONCE else self.runs
                found = [self.build(corpus) for _ in range(runs)]
                each.append(statistics.median(run.cpu / size * 1000 for run in found))
                peaks.append(statistics.median(run.memory for run in found))
                seconds = spread([run.seconds for run in found], ".1f", " s")
                remark = f"{each[-1]:.2f} ms of processor an article; {runs} runs"
                self.tell(f"{size:,} articles, {share:.1%} relevant", f"{seconds}, {peaks[-1]:.0f} MB", remark)
                corpus.unlink()
            sizes = f"{self.sizes[0]:,} to {self.sizes[-1]:,}"
            self.tell(f"time per article, {sizes}, {share:.1%} relevant", f"{each[-1] / each[0]:.2f} x")
            self.tell(f"peak memory, {sizes}, {share:.1%} relevant", f"{peaks[-1] / peaks[0]:.2f} x")

    def again(self) -> None:
        """Measure builds of what was built before, against the first build and against that of a single article."""
        alone = statistics.median(self.build(self.corpus(1, 1)).seconds for _ in range(self.runs))
        for number, share in ((self.mixed, _SHARES[0]), (self.relevant, 1.0)):
            corpus, more, kept = self.corpus(number, share), self.folder / "more.jsonl", f"again-{share}"
            # another each time: none was read before
            extras = list(corpora.articles(number + self.runs, 1))[-self.runs :]
            first = self.build(corpus, kept=kept)
            same, one = [], []
            for extra in extras:
                more.write_text(corpus.read_text(encoding="utf-8") + json.dumps(extra) + "\n", encoding="utf-8")
                same.append(self.build(corpus, kept=kept).seconds)
                one.append(self.build(more, kept=kept).seconds)
                # it has changed again, so it is no measurement
                self.build(corpus, kept=kept)
                progress("the next round begins")
            about = f"{number:,} articles, {share:.0%} relevant"
            self.tell(f"first build, {about}", f"{first.seconds:.1f} s", f"one relevant article alone: {alone:.2f} s")
            self.tell("again, nothing changed", spread(same, ".2f", " s"), self._by(first, same))
            over = f"{statistics.median(one) - alone:.2f} s over one article alone"
            self.tell("again, one article more", spread(one, ".2f", " s"), f"{self._by(first, one)}; {over}")

    @staticmethod
    def _by(first: Run, later: list[float]) -> str:
        return f"{statistics.median(each / first.seconds for each in later):.1%} of the first"

    def claims_doubled(self) -> None:
        """Measure each step from claims to page, on sizes that double, in one process."""
        found = {size: doubled(size, self.runs) for size in self.claims}
        for step in found[self.claims[0]]:
            ratios = []
            for less, more in zip(self.claims, self.claims[1:], strict=False):
                grown = more * math.log(more) / (less * math.log(less))
                ratios.append(statistics.median(found[more][step]) / statistics.median(found[less][step]) / grown)
            last = spread([each * 1000 for each in found[self.claims[-1]][step]], ".0f", " ms")
            told = ", ".join(f"{ratio:.2f}" for ratio in ratios)
            self.tell(f"{step}, claims doubled, against n log n", told, f"{last} at {self.claims[-1]:,} claims")

    def dask(self) -> None:
        """Measure Dask against the local engine, in turns."""
        corpus = self.corpus(self.relevant, 1)
        jobs = ("--jobs", "2")
        try:
            pairs = [
                (self.build(corpus, *jobs), self.build(corpus, "--engine", "dask", *jobs)) for _ in range(self.runs)
            ]
        except FailedError as error:
            self.tell("Dask", "not measured", str(error).rpartition(": ")[2])
            return
        ratios = [local.seconds / dask.seconds for local, dask in pairs]
        self.tell("Dask, faster than two local processes by", spread(ratios, ".2f", " x"))


def doubled(number: int, runs: int) -> dict[str, list[float]]:
    """Return seconds of processor of each step from claims to page, on so many made claims."""
    import answers  # noqa: PLC0415 - it loads pandas

    from lunargraph.explorer import write_page  # noqa: PLC0415
    from lunargraph.graph import build_graph  # noqa: PLC0415
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415
    from lunargraph.ties import weigh  # noqa: PLC0415

    progress(f"{number:,} claims")
    claims, articles = answers.made(number)
    lexicon = load_lexicon()
    found: dict[str, list[float]] = {"weigh": [], "graph": [], "page": []}
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(runs):
            with _timed(found["weigh"]):
                ties = weigh(claims, articles)
            with _timed(found["graph"]):
                graph = build_graph(ties, claims, articles, lexicon)
            with _timed(found["page"]):
                write_page(graph, claims, articles, Path(scratch) / "page.html")
    return found


class _timed:  # noqa: N801 - reads as a statement
    """Adds the seconds of processor that a block takes to a list."""

    def __init__(self, into: list[float]) -> None:
        self._into = into

    def __enter__(self) -> None:
        self._started = time.process_time()

    def __exit__(self, *_: object) -> None:
        self._into.append(time.process_time() - self._started)


def main() -> None:
    """Measure the parts that are asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000, 200_000])
    parser.add_argument("--shares", type=float, nargs="+", default=_SHARES, help="of relevant articles, for articles")
    parser.add_argument("--relevant", type=int, default=2000, help="articles of jobs, again and dask, all relevant")
    parser.add_argument("--mixed", type=int, default=10_000, help="articles of again, of which 2 %% are relevant")
    parser.add_argument("--claims", type=int, nargs="+", default=[2500, 5000, 10_000, 20_000, 40_000])
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if given.quick:
        given.runs, given.sizes, given.relevant, given.mixed = 1, [500, 5000], 150, 1000
        given.claims = [2500, 5000, 10_000]
    print("\n".join(report(given)))


def report(given: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"Scale on {machine()}.\n"
    with tempfile.TemporaryDirectory() as scratch:
        scale = Scale(Path(scratch), given)
        steps = {part: getattr(scale, part) for part in PARTS if part != "claims"} | {"claims": scale.claims_doubled}
        for part in PARTS:
            if part in given.parts:
                steps[part]()
        yield table(("what", "measured", "remark"), scale.rows)
    yield f"\nMedians of {given.runs} runs (least-most) where no other number is told; a size is twice the one before."


if __name__ == "__main__":
    sys.exit(main())
