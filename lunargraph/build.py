"""The one orchestrator: articles to tables, graph and page, written together or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.articles import Problem, find_stories, in_english, read_articles
from lunargraph.claims import claims_to_frame, write_claims
from lunargraph.confidence import sure_from
from lunargraph.curation import Curation, counted
from lunargraph.errors import InputError, OutputError
from lunargraph.explorer import write_page
from lunargraph.extraction import DEFAULT_MODEL, ExternalReader, Extractor
from lunargraph.files import digest_of, lexicon_digest, rules_digest
from lunargraph.graph import build_graph, write_graphml, write_json
from lunargraph.lexicon import load_lexicon
from lunargraph.model import Extraction, Kind
from lunargraph.release import __version__
from lunargraph.tables import frame_of, write_table
from lunargraph.ties import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import networkx as nx
    import pandas as pd

    from lunargraph.extraction import ArticleReader
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor, Article

ARTICLE_COLUMNS = (
    "id", "url", "title", "author", "outlet", "published", "published_from", "modified", "retrieved", "language",
    "story",
)  # fmt: skip
COUNT_COLUMNS = ("article", "program", "value", "qualifier", "start", "end", "sentence", "rule")
MILESTONE_COLUMNS = ("article", "program", "what", "date", "status", "start", "end", "sentence", "rule")
ACTOR_COLUMNS = ("id", "kind", "name", "label", "country", "aliases")
_NO_PROGRESS: Callable[[int], None] = lambda _: None  # noqa: E731 - a default that does nothing


@dataclass(slots=True)
class Summary:
    """What a build read, found and wrote; ``python -m lunargraph build`` prints it."""

    output: Path
    articles: int = 0
    stories: int = 0
    silent: int = 0
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

    @property
    def set_aside(self) -> dict[str, int]:
        """How many articles were understood and yet not taken, by why: "language es", "superseded"."""
        causes = sorted({problem.cause for problem in self.problems if problem.cause})
        return {cause: sum(p.times for p in self.problems if p.cause == cause) for cause in causes}


@dataclass(slots=True)
class _Harvest:
    """What extraction gathered, article by article."""

    articles: list[Article] = field(default_factory=list)
    extractions: list[Extraction] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)


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

    Raises:
        DecisionError: where the file of decisions cannot be read, or breaks a rule of its format.
        InputError: where a path does not exist or no article at all can be read.
        ModelError: where the spaCy pipeline is missing.
        OutputError: where the folder cannot be written.
        RuleError: where the rules or the map of confidences are malformed.
    """
    started = time.monotonic()
    curation = Curation.from_file(decisions)
    lexicon = curation.lexicon(load_lexicon())
    summary = Summary(output=output, curation=curation)
    if claims is not None:
        reader = ExternalReader(claims, lexicon, report=summary.problems.append)
    reader = Extractor(lexicon, model) if reader is None else reader
    given: Iterable[Article] = read_articles(inputs, report=summary.problems.append, fields=fields, form=form)
    if isinstance(reader, Extractor):
        # other readers know themselves what they can read
        given = in_english(given, report=summary.problems.append)
    harvest = _harvest(given, reader, summary, progress)
    if not harvest.articles:
        raise InputError(_nothing_read(inputs, summary))
    articles = _article_frame(harvest.articles)
    read = claims_to_frame(c for e in harvest.extractions for c in e.claims)
    curated = curation.claims(read, harvest.articles, harvest.actors, lexicon)
    table, harvest.actors, lexicon = curated.claims, curated.actors, curated.lexicon
    summary.sure_from = sure_from() if min_confidence is None else min_confidence
    ties = curation.ties(weigh(counted(table), articles, min_confidence=summary.sure_from))
    graph = build_graph(ties, table, articles, lexicon, harvest.actors.values())
    with _staged(output) as folder:
        write_claims(table, folder)
        write_table(ties, folder, "ties")
        write_table(articles, folder, "articles")
        counts, milestones = _write_details(harvest, folder)
        write_graphml(graph, folder / "graph.graphml")
        write_json(graph, folder / "graph.json")
        page = folder / "lunargraph.html"
        sure = summary.sure_from
        write_page(graph, table, articles, page, built=_today(), surely=sure, counts=counts, milestones=milestones)
        _count(summary, harvest, counted(table), ties, articles, lexicon)
        summary.seconds = time.monotonic() - started
        _write_manifest(folder, inputs, reader, summary, graph)
    return summary


def _harvest(
    given: Iterable[Article], reader: ArticleReader, summary: Summary, progress: Callable[[int], None]
) -> _Harvest:
    harvest = _Harvest()

    def passing() -> Iterator[Article]:
        for article in filter(summary.curation.counts, given):
            harvest.articles.append(article)
            yield article

    for article in passing():
        try:
            extraction = next(iter(reader.extract([article])))
        except Exception as error:  # noqa: BLE001 - whatever one article does, the others are read
            reason = f"extraction failed on article {article.id!r} ({type(error).__name__}); please report it"
            summary.problems.append(Problem(path=article.url or article.id, reason=reason))
            extraction = Extraction(article=article.id)
        harvest.extractions.append(extraction)
        harvest.actors.update({actor.id: actor for actor in extraction.actors})
        progress(len(harvest.extractions))
    # only the order of the text may matter, not the order of the files
    order = sorted(range(len(harvest.articles)), key=lambda i: harvest.articles[i].id)
    harvest.articles = [harvest.articles[i] for i in order]
    harvest.extractions = [harvest.extractions[i] for i in order]
    return harvest


def _nothing_read(inputs: Sequence[Path], summary: Summary) -> str:
    reasons = [f" {p.path}: {p.reason}" for p in summary.problems if p.kind != "note"][:3]
    places = ", ".join(str(path) for path in inputs)
    return f"No article could be read from {places}; give files or folders of articles.{''.join(reasons)}"


def _article_frame(articles: Sequence[Article]) -> pd.DataFrame:
    stories = find_stories(articles)
    rows = [{**{name: getattr(a, name, None) for name in ARTICLE_COLUMNS}, "story": stories[a.id]} for a in articles]
    return frame_of(rows, ARTICLE_COLUMNS)


def _write_details(harvest: _Harvest, folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write counts, milestones and new actors; return the tables of the first two."""
    counts = frame_of((_flat(asdict(count)) for e in harvest.extractions for count in e.counts), COUNT_COLUMNS)
    steps = frame_of((_flat(asdict(step)) for e in harvest.extractions for step in e.milestones), MILESTONE_COLUMNS)
    write_table(counts, folder, "counts")
    write_table(steps, folder, "milestones")
    actors = [
        {**asdict(replace(a, groups=())), "aliases": list(a.aliases)}
        for a in sorted(harvest.actors.values(), key=lambda a: a.id)
    ]
    write_table(frame_of(actors, ACTOR_COLUMNS), folder, "actors")
    return counts, steps


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **row.pop("evidence")}


def _count(  # noqa: PLR0913, PLR0917 - the whole harvest is counted
    summary: Summary,
    harvest: _Harvest,
    claims: pd.DataFrame,
    ties: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
) -> None:
    summary.articles = len(harvest.articles)
    summary.stories = int(articles["story"].nunique())
    summary.silent = sum(not e.claims for e in harvest.extractions)
    summary.claims = len(claims)
    pairs = zip(claims["relation"], claims["status"], strict=True)
    summary.by_relation_status = dict(sorted(Counter((str(r), str(s)) for r, s in pairs).items()))
    summary.ties = len(ties)
    summary.disputed = int(ties["disputed"].sum())
    summary.less_sure = int((~ties["sure"]).sum())
    summary.new_actors = len(harvest.actors)
    current = ties[ties["sure"] & (ties["status"] == "current") & ties["relation"].isin(["member_of", "leads"])]
    countries = current[current["subject"].str.startswith(f"{Kind.COUNTRY}:")]
    members = countries.groupby("object")["subject"].nunique()
    names = ((lexicon.programs[str(program)].name, int(n)) for program, n in members.items())
    summary.coalitions = sorted(names, key=lambda item: (-item[1], item[0]))[:6]


def _kinds(summary: Summary) -> set[str]:
    return {problem.kind for problem in summary.problems}


def _write_manifest(
    folder: Path, inputs: Sequence[Path], reader: ArticleReader, summary: Summary, graph: nx.MultiDiGraph[str]
) -> None:
    manifest: Mapping[str, Any] = {
        "lunargraph": __version__,
        "built_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "seconds": round(summary.seconds, 2),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in ("spacy", "networkx", "pandas", "pyvis")},
        "model": _model(reader),
        "lexicon_sha256": lexicon_digest(),
        "rules_sha256": rules_digest(),
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
    """Return what read the articles: the rules' pipeline, another extractor's file, or a reader plugged in."""
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


@contextlib.contextmanager
def _staged(output: Path) -> Iterator[Path]:
    """Give a fresh folder beside the results; move its files into place only if nothing went wrong."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".building-", dir=output))
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise OutputError(f"The folder {output} cannot be written ({reason}); choose another with -o.") from None
    try:
        yield staging
        for path in sorted(staging.iterdir()):
            os.replace(path, output / path.name)  # noqa: PTH105 - the atomic move itself
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise OutputError(f"Writing to {output} failed ({reason}); the earlier files are unchanged.") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
