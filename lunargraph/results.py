"""What is made of a harvest: claims weighed into ties, and every table, the graph, the page and the manifest."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections import Counter
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from lunargraph.claims import claims_to_frame, write_claims
from lunargraph.confidence import sure_from
from lunargraph.curation import counted
from lunargraph.explorer import write_page
from lunargraph.files import lexicon_digest, rules_digest
from lunargraph.graph import build_graph, write_graphml, write_json
from lunargraph.model import Kind
from lunargraph.release import __version__
from lunargraph.staging import staged
from lunargraph.tables import frame_of, write_arrow, write_table
from lunargraph.ties import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import networkx as nx
    import pandas as pd

    from lunargraph.curation import Curation
    from lunargraph.engine.dask_engine import DaskEngine
    from lunargraph.harvest import Harvest
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor
    from lunargraph.summary import Summary

COUNT_COLUMNS = ("article", "program", "value", "qualifier", "start", "end", "sentence", "rule")
MILESTONE_COLUMNS = ("article", "program", "what", "date", "status", "start", "end", "sentence", "rule")
ACTOR_COLUMNS = ("id", "kind", "name", "label", "country", "aliases")


def write_results(  # noqa: PLR0913 - all that a build writes
    harvest: Harvest,
    lexicon: Lexicon,
    curation: Curation,
    summary: Summary,
    *,
    inputs: Sequence[Path],
    min_confidence: float | None,
    started: float,
    cluster: DaskEngine | None,
) -> None:
    """Weigh what was read, on a cluster where there is one, and write all that is made of it.

    ``summary`` is told the numbers; ``started`` is when the build began, on the monotonic clock.

    Raises:
        OutputError: where the folder cannot be written.
    """
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
        _write_manifest(folder, inputs, summary, curation, graph)


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


def _write_manifest(
    folder: Path, inputs: Sequence[Path], summary: Summary, curation: Curation, graph: nx.MultiDiGraph[str]
) -> None:
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
        "decisions": curation.to_object(),
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


def _today() -> str:
    """Return the day of the build; SOURCE_DATE_EPOCH, where set, says which, so that builds can be reproduced."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(given) if given.isdecimal() else None))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
