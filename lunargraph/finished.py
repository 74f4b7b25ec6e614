"""A finished build, read back, and the names by which one can ask about it."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.claims import read_claims
from lunargraph.errors import QueryError
from lunargraph.graph import read_json
from lunargraph.lexicon import fold, load_lexicon
from lunargraph.tables import read_table
from lunargraph.ties import TIE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    import pandas as pd

    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor, Program

_ARTICLE_COLUMNS = ("id", "url", "title", "outlet", "published", "story")


@dataclass(frozen=True)
class Build:
    """A finished build, read back: five tables, the graph, and the lexicon for what the build does not name."""

    folder: Path
    claims: pd.DataFrame
    ties: pd.DataFrame
    articles: pd.DataFrame
    counts: pd.DataFrame
    milestones: pd.DataFrame

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The networkx graph of the build; read when first asked for."""
        return read_json(self.folder / "graph.json")

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon that lunargraph ships; read when first asked for."""
        return load_lexicon()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the build wrote about itself; empty where that is missing or damaged."""
        try:
            told = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    @property
    def sure_from(self) -> float | None:
        """The confidence from which the build held ties to be sure; None where it does not say."""
        told = self.manifest.get("sure_from")
        return float(told) if isinstance(told, int | float) else None

    def name(self, node: str) -> str:
        """Return the printed name of a node; its id where neither build nor lexicon has it."""
        if node in self.graph:
            return str(self.graph.nodes[node]["name"])
        try:
            return self.lexicon.node(node).name
        except KeyError:
            return node


def load(folder: str | Path = "outputs") -> Build:
    """Read a build back.

    Raises:
        OutputError: where there is none, or it is damaged.
    """
    place = Path(folder)
    return Build(
        folder=place,
        claims=read_claims(place),
        ties=read_table(place, "ties", TIE_COLUMNS),
        articles=read_table(place, "articles", _ARTICLE_COLUMNS),
        counts=read_table(place, "counts"),
        milestones=read_table(place, "milestones"),
    )


def find_node(build: Build, text: str) -> str:
    """Return the id of the node that a text names: by id, label, name or alias, case and accents aside.

    An id goes before labels and names, these before aliases, and nodes of the build before those that
    only the lexicon knows.

    Raises:
        QueryError: where nothing or more than one thing answers to it; the sentence lists what does.
    """
    wanted = fold(text)
    nodes = build.graph.nodes(data=True)
    hits = _best(wanted, ((node, data["label"], data["name"], data["aliases"]) for node, data in nodes))
    if not hits:
        entries: list[Actor | Program] = [*build.lexicon.actors.values(), *build.lexicon.programs.values()]
        hits = _best(wanted, ((entry.id, entry.label, entry.name, entry.aliases) for entry in entries))
    if not hits:
        raise QueryError(f"{text!r} names nothing in this build; {_hint(build, wanted)}")
    if len(hits) > 1:
        listed = ", ".join(f"{node} ({build.name(node)})" for node in sorted(hits))
        raise QueryError(f"{text!r} can be {listed}; give one of these ids.")
    return hits[0]


def _best(wanted: str, nodes: Iterable[tuple[str, str, str, Iterable[str]]]) -> list[str]:
    """Return the ids of the nodes that answer to a name best: by id, else by label or name, else by alias."""
    ranked: dict[int, list[str]] = {}
    for node, label, name, aliases in nodes:
        keys = [{fold(node)}, {fold(label), fold(name)}, {fold(alias) for alias in aliases}]
        rank = next((rank for rank, names in enumerate(keys) if wanted and wanted in names), None)
        if rank is not None:
            ranked.setdefault(rank, []).append(node)
    return ranked[min(ranked)] if ranked else []


def _hint(build: Build, wanted: str) -> str:
    names: dict[str, str] = {}
    for node, data in build.graph.nodes(data=True):
        names |= dict.fromkeys([fold(data["name"]), fold(data["label"]), *map(fold, data["aliases"])], node)
    close = dict.fromkeys(names[n] for n in difflib.get_close_matches(wanted, sorted(names), n=5, cutoff=0.6))
    return f"did you mean {', '.join(list(close)[:3])}?" if close else "ties.csv lists what is."
