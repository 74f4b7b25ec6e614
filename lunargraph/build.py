"""The one orchestrator: articles to tables, graph and page, written together or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shutil
import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from lunargraph.articles import Problem, in_english, read_articles
from lunargraph.claims import claims_to_frame, write_claims
from lunargraph.confidence import sure_from
from lunargraph.curation import Curation, counted
from lunargraph.engine import Cache, Engine, Recipe
from lunargraph.engine.results import WORKING
from lunargraph.errors import InputError
from lunargraph.explorer import write_page
from lunargraph.extraction import DEFAULT_MODEL, ExternalReader, Extractor
from lunargraph.extras import require
from lunargraph.files import digest_of, lexicon_digest, rules_digest
from lunargraph.graph import build_graph, write_graphml, write_json
from lunargraph.harvest import Harvest
from lunargraph.lexicon import load_lexicon
from lunargraph.model import Extraction, Kind
from lunargraph.release import __version__
from lunargraph.staging import held, staged
from lunargraph.tables import frame_of, write_arrow, write_table
from lunargraph.ties import weigh
from lunargraph.unchanged import as_it_was, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import networkx as nx
    import pandas as pd

    from lunargraph.engine.dask_engine import DaskEngine
    from lunargraph.extraction import ArticleReader
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor, Article

COUNT_COLUMNS = ("article", "program", "value", "qualifier", "start", "end", "sentence", "rule")
MILESTONE_COLUMNS = ("article", "program", "what", "date", "status", "start", "end", "sentence", "rule")
#: The name of the engine that reads on a cluster.
DASK = "dask"
ACTOR_COLUMNS = ("id", "kind", "name", "label", "country", "aliases")
#: How every problem ends that is a fault of the program and not of what it reads.
_OURS = "please report it"
_NO_PROGRESS: Callable[[int], None] = lambda _: None  # noqa: E731 - a default that does nothing


@dataclass(slots=True)
class Summary:
    """What a build read, found and wrote; ``python -m lunargraph build`` prints it.

    ``silent`` articles state nothing, ``known`` ones were read before. ``unchanged_since`` is when an earlier build was
    made that stands, because nothing has changed; of what it found the summary then has the numbers alone. ``engine``
    is what read them, and ``partitions`` how many parts it read them in. ``notes`` are sentences about the run itself.
    """

    output: Path
    articles: int = 0
    stories: int = 0
    silent: int = 0
    known: int = 0
    engine: str = "local"
    partitions: int = 1
    model: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    claims: int = 0
    by_relation_status: dict[tuple[str, str], int] = field(default_factory=dict)
    ties: int = 0
    disputed: int = 0
    sure_from: float = 0.0
    less_sure: int = 0
    new_actors: int = 0
    coalitions: list[tuple[str, int]] = field(default_factory=list)
    curation: Curation = field(default_factory=Curation)
    seconds: float = 0.0
    signature: str = ""
    unchanged_since: str = ""

    @property
    def set_aside(self) -> dict[str, int]:
        """How many articles were understood and yet not taken, by why: "language es", "superseded"."""
        causes = sorted({problem.cause for problem in self.problems if problem.cause})
        return {cause: sum(p.times for p in self.problems if p.cause == cause) for cause in causes}


def build(  # noqa: PLR0913 - inputs, output, and the ways to differ from the default
    inputs: Sequence[Path],
    output: Path,
    *,
    model: str = DEFAULT_MODEL,
    claims: Path | None = None,
    reader: ArticleReader | None = None,
    min_confidence: float | None = None,
    decisions: Path | None = None,
    fields: Mapping[str, str] | None = None,
    form: str = "",
    jobs: int | None = None,
    cache: Path | None = None,
    engine: str = "local",
    scheduler: str | None = None,
    partition_size: int | None = None,
    progress: Callable[[int], None] = _NO_PROGRESS,
) -> Summary:
    """Read the inputs and write every table, the graph, the page and the manifest into ``output``.

    Files are made in a folder of their own and moved into place at the end, so that a build that fails
    leaves an earlier build as it was. ``progress`` is called with the number of articles read so far. The rules
    read with the pipeline ``model``; ``claims`` is a file of what another extractor read in the same articles, and
    ``reader`` any other reader of text, each in place of the rules. Ties are marked as sure from ``min_confidence``
    up, or else from where claims are sure by the map that ships; all are kept. ``decisions`` is a file of reviewed
    decisions (see ``lunargraph.curation.reader``); those that do not fit are told in the summary and the manifest.
    Articles that are not in English are set aside, unless another reader reads them.
    ``fields`` and ``form`` say how the inputs are to be read (see ``lunargraph.articles.read_articles``).
    The rules read in ``jobs`` processes, one if left out, and what they read is kept in the folder ``cache``, where one
    is given, so that the next build reads only what is new or changed; neither changes the result. Where a cache is
    given and nothing at all has changed since the build that lies in ``output``, that is left as it is. With the
    ``engine`` "dask" the rules read on the Dask cluster of a ``scheduler``, or on one of ``jobs`` processes here (one a
    core if left out), in partitions of ``partition_size`` bytes of text (see ``lunargraph.engine.partitions``): the
    result is the same, and a run that was stopped goes on where it was.

    Raises:
        ClusterError: where the Dask cluster cannot be reached or used.
        DecisionError: where the file of decisions cannot be read, or breaks a rule of its format.
        InputError: where a path does not exist or no article at all can be read.
        MissingExtraError: where Dask is asked for and not installed.
        ModelError: where the spaCy pipeline is missing.
        OutputError: where the folder cannot be written, or another build is at work in it.
        RuleError: where the rules or the map of confidences are malformed.
    """
    started = time.monotonic()
    curation = Curation.from_file(decisions)
    lexicon = curation.lexicon(load_lexicon())
    summary = Summary(output=output, curation=curation)
    report = summary.problems.append
    if engine == DASK and (claims is not None or reader is not None):
        raise InputError("Only the rules read on a cluster; leave the engine out to read with something else.")
    with held(output), contextlib.ExitStack() as stack:
        if reader is None and cache is not None:
            summary.signature = signature(
                inputs, decisions, claims, options=[str(output), model, min_confidence, fields, form]
            )
            if earlier := as_it_was(output, summary.signature):
                return _unchanged(summary, earlier)
        given: Iterable[Article] = filter(
            curation.counts, read_articles(inputs, report=report, fields=fields, form=form)
        )
        if claims is not None:
            reader = ExternalReader(claims, lexicon, report=report)
        cluster: DaskEngine | None = None
        if engine == DASK:
            recipe = Recipe(lexicon, model)
            cluster = _dask_engine(inputs)(
                recipe=recipe,
                output=output,
                jobs=jobs,
                scheduler=scheduler,
                fields=fields or {},
                retracted=frozenset(curation.decisions.retracted),
                cache=cache,
                size=partition_size,
                progress=progress,
            )
            harvest, summary.model = _read_there(stack.enter_context(cluster), inputs, summary), recipe.meta
        elif reader is None:
            recipe = Recipe(lexicon, model)
            harvest, summary.model = _read(given, recipe, summary, jobs or 1, cache, progress), recipe.meta
        else:
            if isinstance(reader, Extractor):
                # other readers know themselves what they can read
                given = in_english(given, report=report)
            harvest, summary.model = _read_with(given, reader, summary, progress), _model(reader)
        if not harvest.articles and not harvest.silent:
            raise InputError(_nothing_read(inputs, summary))
        harvest.settle(report)
        if any(problem.reason.endswith(_OURS) for problem in summary.problems):
            # it may have been for want of memory: the next build tries again
            summary.signature = ""
        _write(harvest, lexicon, summary, inputs, min_confidence, started, cluster)
        # another run may have been stopped here before
        shutil.rmtree(output / WORKING, ignore_errors=True)
    return summary


def _dask_engine(inputs: Iterable[str | Path]) -> type[DaskEngine]:
    for module in ("dask.dataframe", "distributed"):
        require(module, extra="cluster", purpose="The engine dask")
    from lunargraph.engine.dask_engine import DaskEngine  # noqa: PLC0415 - few builds need it
    from lunargraph.engine.partitions import shareable  # noqa: PLC0415 - as above

    # told before a cluster is started for nothing
    shareable(inputs)
    return DaskEngine


def _read_there(cluster: DaskEngine, inputs: Sequence[Path], summary: Summary) -> Harvest:
    """Read by the rules on a cluster."""
    harvest = Harvest()
    for readings, silent in cluster.read(inputs, report=summary.problems.append, counts=summary.curation.counts):
        for reading in readings:
            harvest.add(reading.article, reading.extraction)
        harvest.add_silent(silent)
    summary.engine, summary.partitions, summary.known = DASK, cluster.partitions, cluster.known
    summary.notes += cluster.notes
    return harvest


def _read(  # noqa: PLR0913, PLR0917 - the ways to read
    given: Iterable[Article],
    recipe: Recipe,
    summary: Summary,
    jobs: int,
    cache: Path | None,
    progress: Callable[[int], None],
) -> Harvest:
    """Read by the rules."""
    harvest = Harvest()
    # what is missing is told before anything is read
    _ = recipe.digest
    with contextlib.ExitStack() as stack:
        kept = stack.enter_context(Cache(cache, summary.notes.append)) if cache else None
        engine = Engine(recipe, jobs=jobs, cache=kept)
        # closed here, whatever happens: its processes end before anything else does
        readings = stack.enter_context(contextlib.closing(engine.read(given, report=summary.problems.append)))
        for number, reading in enumerate(readings, 1):
            harvest.add(reading.article, reading.extraction)
            progress(number)
        summary.known = engine.known
    return harvest


def _read_with(
    given: Iterable[Article], reader: ArticleReader, summary: Summary, progress: Callable[[int], None]
) -> Harvest:
    """Read with another reader, one article at a time."""
    harvest = Harvest()
    for number, article in enumerate(given, 1):
        try:
            extraction = next(iter(reader.extract([article])))
        except Exception as error:  # noqa: BLE001 - whatever one article does, the others are read
            reason = f"extraction failed on article {article.id!r} ({type(error).__name__}); please report it"
            summary.problems.append(Problem(path=article.url or article.id, reason=reason))
            extraction = Extraction(article=article.id)
        harvest.add(article, extraction)
        progress(number)
    return harvest


def _write(  # noqa: PLR0913, PLR0917 - all that a build writes
    harvest: Harvest,
    lexicon: Lexicon,
    summary: Summary,
    inputs: Sequence[Path],
    min_confidence: float | None,
    started: float,
    cluster: DaskEngine | None,
) -> None:
    """Weigh what was read, and write all that is made of it."""
    curation = summary.curation
    articles = harvest.article_frame()
    read = claims_to_frame(c for e in harvest.extractions for c in e.claims)
    silent = harvest.silent_among(curation.decisions.named)
    curated = curation.claims(read, harvest.articles, harvest.actors, lexicon, silent)
    table, actors, lexicon = curated.claims, curated.actors, curated.lexicon
    summary.sure_from = sure_from() if min_confidence is None else min_confidence
    sure = summary.sure_from
    if cluster is None:
        ties = weigh(counted(table), articles, min_confidence=sure)
    else:
        ties = cluster.weigh(table, articles, min_confidence=sure, as_read=not len(curation.decisions))
    ties = curation.ties(ties)
    graph = build_graph(ties, table, articles, lexicon, actors.values())
    graph.graph["articles"] = len(articles) + harvest.silent
    with staged(summary.output) as folder:
        write_claims(table, folder)
        write_table(ties, folder, "ties")
        write_arrow(harvest.all_articles(articles), folder, "articles")
        counts, milestones = _write_details(harvest, actors, folder)
        write_graphml(graph, folder / "graph.graphml")
        write_json(graph, folder / "graph.json")
        page = folder / "lunargraph.html"
        write_page(graph, table, articles, page, built=_today(), surely=sure, counts=counts, milestones=milestones)
        _count(summary, harvest, counted(table), ties, articles, lexicon)
        summary.new_actors = len(actors)
        summary.seconds = time.monotonic() - started
        _write_manifest(folder, inputs, summary, graph)


def _unchanged(summary: Summary, earlier: Mapping[str, Any]) -> Summary:
    """Return the numbers of an earlier build that stands."""
    read = earlier["articles"]
    summary.articles, summary.stories, summary.silent = read["read"], read["stories"], read["without_claims"]
    summary.by_relation_status = {(k.split()[0], k.split()[1]): n for k, n in earlier["claims"].items()}
    summary.claims = sum(summary.by_relation_status.values())
    summary.ties, summary.disputed, summary.less_sure = earlier["ties"], earlier["disputed"], earlier["less_sure"]
    summary.sure_from, summary.model = earlier["sure_from"], earlier["model"]
    summary.problems = [Problem(**each) for each in earlier["problems"]["list"]]
    summary.unchanged_since = earlier["built_at"]
    return summary


def _nothing_read(inputs: Sequence[Path], summary: Summary) -> str:
    reasons = [f" {p.path}: {p.reason}" for p in summary.problems if p.kind != "note"][:3]
    places = ", ".join(str(path) for path in inputs)
    return f"No article could be read from {places}; give files or folders of articles.{''.join(reasons)}"


def _write_details(harvest: Harvest, actors: Mapping[str, Actor], folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write counts, milestones and new actors; return the tables of the first two."""
    counts = frame_of((_flat(asdict(count)) for e in harvest.extractions for count in e.counts), COUNT_COLUMNS)
    steps = frame_of((_flat(asdict(step)) for e in harvest.extractions for step in e.milestones), MILESTONE_COLUMNS)
    write_table(counts, folder, "counts")
    write_table(steps, folder, "milestones")
    bodies = [
        {**asdict(replace(a, groups=())), "aliases": list(a.aliases)}
        for a in sorted(actors.values(), key=lambda a: a.id)
    ]
    write_table(frame_of(bodies, ACTOR_COLUMNS), folder, "actors")
    return counts, steps


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **row.pop("evidence")}


def _count(  # noqa: PLR0913, PLR0917 - the whole harvest is counted
    summary: Summary,
    harvest: Harvest,
    claims: pd.DataFrame,
    ties: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
) -> None:
    summary.articles = len(harvest.articles) + harvest.silent
    summary.stories = int(articles["story"].nunique()) + harvest.silent
    summary.silent = sum(not e.claims for e in harvest.extractions) + harvest.silent
    summary.claims = len(claims)
    pairs = zip(claims["relation"], claims["status"], strict=True)
    summary.by_relation_status = dict(sorted(Counter((str(r), str(s)) for r, s in pairs).items()))
    summary.ties = len(ties)
    summary.disputed = int(ties["disputed"].sum())
    summary.less_sure = int((~ties["sure"]).sum())
    current = ties[ties["sure"] & (ties["status"] == "current") & ties["relation"].isin(["member_of", "leads"])]
    countries = current[current["subject"].str.startswith(f"{Kind.COUNTRY}:")]
    members = countries.groupby("object")["subject"].nunique()
    names = ((lexicon.programs[str(program)].name, int(n)) for program, n in members.items())
    summary.coalitions = sorted(names, key=lambda item: (-item[1], item[0]))[:6]


def _kinds(summary: Summary) -> set[str]:
    return {problem.kind for problem in summary.problems}


def _write_manifest(folder: Path, inputs: Sequence[Path], summary: Summary, graph: nx.MultiDiGraph[str]) -> None:
    manifest: Mapping[str, Any] = {
        "lunargraph": __version__,
        "built_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "seconds": round(summary.seconds, 2),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in ("spacy", "networkx", "pandas", "pyvis")},
        "signature": summary.signature,
        "model": summary.model,
        "lexicon_sha256": lexicon_digest(),
        "rules_sha256": rules_digest(),
        "engine": {"name": summary.engine, "partitions": summary.partitions},
        "inputs": [path.name for path in inputs],
        "articles": {"read": summary.articles, "stories": summary.stories, "without_claims": summary.silent},
        "set_aside": summary.set_aside,
        "decisions": summary.curation.to_object(),
        "problems": {
            "counts": {k: sum(p.times for p in summary.problems if p.kind == k) for k in sorted(_kinds(summary))},
            "list": [asdict(p) for p in summary.problems],
        },
        "claims": {f"{r} {s}": n for (r, s), n in summary.by_relation_status.items()},
        "ties": summary.ties,
        "disputed": summary.disputed,
        "less_sure": summary.less_sure,
        "sure_from": summary.sure_from,
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, allow_nan=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _model(reader: ArticleReader) -> dict[str, str]:
    """Return what read the articles in place of the rules: another extractor's file, or a reader plugged in."""
    if isinstance(reader, Extractor):
        return {"name": reader.nlp.meta["name"], "version": reader.nlp.meta["version"]}
    if isinstance(reader, ExternalReader):
        return {"name": reader.path.name, "version": digest_of([reader.path])}
    return {"name": type(reader).__name__, "version": ""}


def _today() -> str:
    """Return the day of the build; SOURCE_DATE_EPOCH, where set, says which, so that builds can be reproduced."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(given) if given.isdecimal() else None))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
