"""A build that is made anew: articles are read, in one of several ways, and all results written, or none."""

from __future__ import annotations

import contextlib
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.articles import Problem, in_english, read_articles
from lunargraph.curation import Curation
from lunargraph.engine import Cache, Engine, Recipe
from lunargraph.engine.results import WORKING
from lunargraph.engine.silent_lines import SilentLines
from lunargraph.errors import InputError
from lunargraph.extraction import ExternalReader, Extractor
from lunargraph.extras import require
from lunargraph.files import digest_of
from lunargraph.harvest import Harvest
from lunargraph.lexicon import load_lexicon
from lunargraph.model import Extraction
from lunargraph.results import write_results
from lunargraph.staging import held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from lunargraph.engine.dask_engine import DaskEngine
    from lunargraph.extraction import ArticleReader
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Article
    from lunargraph.summary import Summary

#: How every problem ends that is a fault of the program and not of what it reads.
_OURS = "please report it"


@dataclass(frozen=True, slots=True)
class Making:
    """What is asked for, as :func:`lunargraph.build.build` explains it; ``summary`` is told what was done."""

    summary: Summary
    inputs: Sequence[Path]
    progress: Callable[[int], None]
    model: str
    claims: Path | None = None
    reader: ArticleReader | None = None
    min_confidence: float | None = None
    decisions: Path | None = None
    fields: Mapping[str, str] | None = None
    form: str = ""
    jobs: int | None = None
    cache: Path | None = None
    on_cluster: bool = False
    scheduler: str | None = None
    partition_size: int | None = None

    def make(self) -> None:
        """Read, weigh and write; the errors are those of ``build``."""
        started = time.monotonic()
        summary = self.summary
        curation = Curation.from_file(self.decisions)
        lexicon = curation.lexicon(load_lexicon())
        summary.curation = curation
        with held(summary.output), contextlib.ExitStack() as stack:
            cluster = stack.enter_context(self._cluster(lexicon, curation)) if self.on_cluster else None
            harvest = self._read(lexicon, curation) if cluster is None else self._read_there(cluster, curation)
            if not harvest.articles and not harvest.silent:
                raise InputError(_nothing_read(self.inputs, summary))
            harvest.settle(summary.problems.append)
            if any(problem.reason.endswith(_OURS) for problem in summary.problems):
                # it may have been for want of memory: the next build tries again
                summary.signature = ""
            write_results(
                harvest,
                lexicon,
                curation,
                summary,
                inputs=self.inputs,
                min_confidence=self.min_confidence,
                started=started,
                cluster=cluster,
            )
            # another run may have been stopped here before
            shutil.rmtree(summary.output / WORKING, ignore_errors=True)

    def _cluster(self, lexicon: Lexicon, curation: Curation) -> DaskEngine:
        for module in ("dask.dataframe", "distributed"):
            require(module, extra="cluster", purpose="The engine dask")
        from lunargraph.engine.dask_engine import DaskEngine  # noqa: PLC0415 - few builds need it
        from lunargraph.engine.partitions import shareable  # noqa: PLC0415 - as above

        # told before a cluster is started for nothing
        shareable(self.inputs)
        return DaskEngine(
            recipe=Recipe(lexicon, self.model),
            output=self.summary.output,
            jobs=self.jobs,
            scheduler=self.scheduler,
            fields=self.fields or {},
            retracted=frozenset(curation.decisions.retracted),
            cache=self.cache,
            size=self.partition_size,
            progress=self.progress,
        )

    def _read_there(self, cluster: DaskEngine, curation: Curation) -> Harvest:
        """Read by the rules on a cluster."""
        harvest, summary = Harvest(), self.summary
        for readings, silent in cluster.read(self.inputs, report=summary.problems.append, counts=curation.counts):
            for reading in readings:
                harvest.add(reading.article, reading.extraction, reading.fingerprint)
            harvest.add_silent(silent)
        summary.engine, summary.partitions, summary.known = "dask", cluster.partitions, cluster.known
        summary.notes += cluster.notes
        summary.model = cluster.recipe.meta
        return harvest

    def _read(self, lexicon: Lexicon, curation: Curation) -> Harvest:
        """Read here, by the rules or with another reader."""
        report = self.summary.problems.append
        reader = self.reader
        if self.claims is not None:
            reader = ExternalReader(self.claims, lexicon, report=report)
        if reader is None:
            return self._read_by_rules(curation, Recipe(lexicon, self.model))
        self.summary.model = _model(reader)
        given = self._given(curation)
        if isinstance(reader, Extractor):
            # other readers know themselves what they can read
            given = in_english(given, report=report)
        return self._read_with(given, reader)

    def _given(self, curation: Curation, known: SilentLines | None = None) -> Iterable[Article]:
        """Return the articles that count."""
        report = self.summary.problems.append
        read = read_articles(self.inputs, report=report, fields=self.fields, form=self.form, known=known)
        return filter(curation.counts, read)

    def _read_by_rules(self, curation: Curation, recipe: Recipe) -> Harvest:
        harvest, summary = Harvest(), self.summary
        # what is missing is told before anything is read
        _ = recipe.digest
        with contextlib.ExitStack() as stack:
            kept = stack.enter_context(Cache(self.cache, summary.notes.append)) if self.cache else None
            silent = SilentLines(recipe, kept) if kept else None
            given = self._given(curation, silent)
            engine = Engine(recipe, jobs=self.jobs or 1, cache=kept, silent=silent)
            # closed here, whatever happens: its processes end before anything else does
            readings = stack.enter_context(contextlib.closing(engine.read(given, report=summary.problems.append)))
            for number, reading in enumerate(readings, 1):
                harvest.add(reading.article, reading.extraction, reading.fingerprint)
                self.progress(number)
            summary.known, summary.model = engine.known, recipe.meta
        return harvest

    def _read_with(self, given: Iterable[Article], reader: ArticleReader) -> Harvest:
        """Read with another reader, one article at a time."""
        harvest = Harvest()
        for number, article in enumerate(given, 1):
            try:
                extraction = next(iter(reader.extract([article])))
            except Exception as error:  # noqa: BLE001 - whatever one article does, the others are read
                reason = f"extraction failed on article {article.id!r} ({type(error).__name__}); {_OURS}"
                self.summary.problems.append(Problem(path=article.url or article.id, reason=reason))
                extraction = Extraction(article=article.id)
            harvest.add(article, extraction)
            self.progress(number)
        return harvest


def _nothing_read(inputs: Sequence[Path], summary: Summary) -> str:
    reasons = [f" {p.path}: {p.reason}" for p in summary.problems if p.kind != "note"][:3]
    places = ", ".join(str(path) for path in inputs)
    return f"No article could be read from {places}; give files or folders of articles.{''.join(reasons)}"


def _model(reader: ArticleReader) -> dict[str, str]:
    """Return what read the articles in place of the rules: another extractor's file, or a reader plugged in."""
    if isinstance(reader, Extractor):
        return {"name": reader.nlp.meta["name"], "version": reader.nlp.meta["version"]}
    if isinstance(reader, ExternalReader):
        return {"name": reader.path.name, "version": digest_of([reader.path])}
    return {"name": type(reader).__name__, "version": ""}
