"""The facts that the page shows, as plain JSON values: nodes, ties, the claims behind them and their articles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lunargraph.addresses import is_web_address
from lunargraph.claims import DECISION_COLUMNS
from lunargraph.confidence import sure_from
from lunargraph.curation import decision_in_words
from lunargraph.errors import InputError
from lunargraph.explorer.evidence import readings, sides_of
from lunargraph.explorer.programs import cited_in, counts_of, milestones_of
from lunargraph.model import STATED_RELATIONS
from lunargraph.spells import spells_of
from lunargraph.tables import plain_rows

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

NODE_TEXTS = ("kind", "name", "label", "country", "region", "continent", "type", "coalition")
TIE_TEXTS = (
    "relation", "status", "since", "until", "first_seen", "last_seen", "role", "about", "decision", "said_by",
)  # fmt: skip
#: The programs whose members are coloured, with the value that their members have in ``coalition``.
COALITIONS = {"program:ILRS": "ILRS", "program:ARTEMIS_ACCORDS": "ARTEMIS_ACCORDS"}
TIE_FLAGS = ("disputed", "since_conflict")
CLAIM_TEXTS = ("article", "status", "date", "role", "about", "attributed_to", "sentence", "rule", "cue", "decision")
ARTICLE_TEXTS = ("title", "author", "outlet", "published", "language", "url", "story")


def page_data(  # noqa: PLR0913 - five tables and what the heading says
    graph: nx.MultiDiGraph[str],
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    built: str = "",
    surely: float | None = None,
    counts: pd.DataFrame | None = None,
    milestones: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Collect what the page needs: ``nodes``, ``ties``, the ``claims`` and ``articles`` that the ties cite, ``meta``.

    ``meta`` tells when the page was ``built``, from how many articles, the newest of when, and from which confidence
    ties are sure: ``surely``, or else where claims are by the map that ships. Nodes and ties are sorted by id; missing
    values are empty strings. Every article carries ``link``, true only where its address is safe to follow, every claim
    ``decided``, what a reviewer decided about it in words, ``marks`` and ``read`` (``evidence.readings``; the lines by
    their places in ``lines``). A claim that was rejected is shown with its tie, though the tie does not rest on it.
    Ties that are disputed, or given different dates, carry the ``sides`` of ``evidence.sides_of``. ``counts`` and
    ``milestones`` are what articles state about programs, by program, ``papers`` the articles that only they cite.

    Raises:
        InputError: where a tie cites a claim, or a claim, count or milestone an article, that the tables lack.
        OutputError: where the reading of a claim is damaged.
    """
    nodes = [_node(node, graph.nodes[node]) for node in sorted(graph)]
    ties = _ties(graph)
    rows = plain_rows(claims)
    counted = {claim for tie in ties for claim in tie["claims"]}
    _demand("ties", "claim", counted, {str(row["id"]): row for row in rows})
    sides = sides_of(ties, claims, articles)
    _add_rejected(ties, rows)
    cited = {claim for tie in ties for claim in tie["claims"]}
    names = {node["id"]: node["name"] for node in nodes}
    read = readings(claims, cited, lambda node: names.get(node, node))
    found = {str(row["id"]): _claim(row, names, read) for row in rows if str(row["id"]) in cited}
    telling = {claim["article"] for claim in found.values()}
    numbers, steps = counts_of(counts, names), milestones_of(milestones, names)
    printed = {str(row["id"]): row for row in plain_rows(articles)}
    _demand("claims", "article", telling, printed)
    stating = cited_in(numbers, steps)
    _demand("counts and milestones", "article", stating, printed)
    papers = {key: _article(printed[key]) for key in telling}
    others = {key: _article(printed[key]) for key in stating - telling}
    # claims are read in few ways, and their lines are much of a page
    lines = sorted({line for claim in found.values() for line in claim["read"]})
    places = {line: place for place, line in enumerate(lines)}
    for claim in found.values():
        claim["read"] = [places[line] for line in claim["read"]]
    for tie in ties:
        tie["sides"] = sides.get(tie["id"], [])
        # the newest word first; undated ones last
        tie["claims"].sort()
        tie["claims"].sort(key=lambda claim: papers[found[claim]["article"]]["published"], reverse=True)
    return {
        "nodes": nodes,
        "ties": ties,
        "claims": {key: found[key] for key in sorted(found)},
        "lines": lines,
        "counts": numbers,
        "milestones": steps,
        "papers": {key: others[key] for key in sorted(others)},
        "articles": {key: papers[key] for key in sorted(papers)},
        "meta": {
            "built": built,
            "articles": len(articles),
            "until": max((paper["published"] for paper in papers.values()), default=""),
            "sure_from": round(sure_from() if surely is None else surely, 3),
        },
    }


def _demand(citing: str, noun: str, wanted: set[str], found: Mapping[str, Any]) -> None:
    if missing := sorted(wanted - found.keys()):
        raise InputError(
            f"The {citing} cite the {noun} {missing[0]}, which the {noun}s lack; take both from the same build."
        )


def _node(node: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: text(attributes.get(name)) for name in NODE_TEXTS}
    texts["name"] = texts["name"] or node
    # the two programs stand for their coalitions, though they belong to none
    texts["coalition"] = COALITIONS.get(node, texts["coalition"])
    return {"id": node, **texts, "aliases": texts_of(attributes.get("aliases"))}


def _ties(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    edges = sorted(graph.edges(keys=True, data=True), key=lambda e: (str(e[2]), e[0], e[1]))
    uses = Counter(str(key) for _, _, key, _ in edges)
    # ties of the lexicon have their relation for a key, which many share
    return [
        _tie(str(key) if uses[str(key)] == 1 else f"{key}|{subject}|{object_}", subject, object_, attributes)
        for subject, object_, key, attributes in edges
    ]


def _tie(identity: str, subject: str, object_: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": identity,
        "subject": subject,
        "object": object_,
        **{name: text(attributes.get(name)) for name in TIE_TEXTS},
        "support": int(number(attributes.get("support"), 0)),
        "confidence": round(number(attributes.get("confidence"), 1), 3),
        # ties of a graph that does not say are shown
        "sure": _missing(attributes.get("sure")) or bool(attributes.get("sure")),
        **{name: not _missing(attributes.get(name)) and bool(attributes.get(name)) for name in TIE_FLAGS},
        "topics": texts_of(attributes.get("topics")),
        "spells": _spells(attributes),
        "claims": sorted(set(texts_of(attributes.get("claim_ids")))),
    }


def _spells(attributes: Mapping[str, Any]) -> list[list[str | bool]]:
    """Return when a tie held, oldest first: since, until, whether it still does, and by when it was over."""
    if attributes.get("relation") not in STATED_RELATIONS:
        return []
    dates = {name: text(attributes.get(name)) or None for name in ("status", "since", "until", "last_seen")}
    spells = spells_of({**dates, "earlier": texts_of(attributes.get("earlier"))})
    return [[s.since or "", s.until or "", s.open, s.over_by or ""] for s in spells]


def _add_rejected(ties: Iterable[dict[str, Any]], rows: Iterable[Mapping[Any, Any]]) -> None:
    rejected: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        if row.get("decision") == "reject":
            key = tuple(text(row.get(part)) for part in ("subject", "relation", "object"))
            rejected.setdefault(key, []).append(str(row["id"]))
    for tie in ties:
        tie["claims"] += rejected.get((tie["subject"], tie["relation"], tie["object"]), [])


def _claim(row: Mapping[Any, Any], names: Mapping[str, str], read: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: text(row.get(name)) for name in CLAIM_TEXTS}
    decided = {name: text(row.get(name)) for name in DECISION_COLUMNS}
    words = decision_in_words(decided, lambda node: names.get(node, node))
    marks, lines = read.get(str(row["id"]), ([], []))
    told = {"decided": words, "marks": marks, "read": lines}
    return {**texts, **told, "confidence": round(number(row.get("confidence"), 1), 3)}


def _article(row: Mapping[Any, Any]) -> dict[str, Any]:
    texts = {name: text(row.get(name)) for name in ARTICLE_TEXTS}
    return {**texts, "link": is_web_address(texts["url"])}


def text(value: object) -> str:
    """Return the value as text, missing values as the empty text.

    >>> text(None), text(float("nan")), text("2024-05")
    ('', '', '2024-05')
    """
    if type(value) is str:
        return value
    return "" if _missing(value) else str(value)


def texts_of(value: object) -> list[str]:
    """Return a list of texts from a list, an array, or text joined with semicolons; empty where missing."""
    if isinstance(value, str):
        return [part for part in value.split("; ") if part]
    if isinstance(value, Iterable):
        return [text(item) for item in value if not _missing(item)]
    return []


def number(value: object, missing: float) -> float:
    """Return the value as a finite number, ``missing`` where it is none."""
    try:
        found = float(str(value))
    except ValueError:
        return missing
    return found if math.isfinite(found) else missing


def _missing(value: object) -> bool:
    # pandas.NA is not equal to itself either, but refuses to be taken as true or false
    return (
        value is None
        or type(value).__name__ in {"NAType", "NaTType"}
        or (isinstance(value, float) and math.isnan(value))
    )
