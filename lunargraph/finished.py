"""A finished build, read back, and the names by which one can ask about it."""

from __future__ import annotations

import difflib
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from lunargraph.claims import CLAIM_COLUMNS, read_claims
from lunargraph.errors import OutputError, QueryError
from lunargraph.graph import node_attributes, read_json
from lunargraph.lexicon import fold, load_lexicon
from lunargraph.model import Actor, Kind
from lunargraph.staging import moment, settled
from lunargraph.tables import check_table, read_rows, read_table
from lunargraph.ties import TIE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import networkx as nx
    import pandas as pd

    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Program

Read = TypeVar("Read")

#: How often a folder is read anew that changes under the read.
_TRIES = 5
_ARTICLE_COLUMNS = ("id", "url", "title", "outlet", "published", "story")


class Build:
    """A finished build, read back: five tables, the graph, and the lexicon for what the build does not name.

    Ties are what most questions are put to. Claims, which are many, are read when first asked for, and those behind
    an answer alone where that is enough; so are articles.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - five tables
        self,
        folder: Path,
        claims: pd.DataFrame | None,
        ties: pd.DataFrame,
        articles: pd.DataFrame | None,
        counts: pd.DataFrame,
        milestones: pd.DataFrame,
    ) -> None:
        """Hold the tables; claims and articles that are None are read from the folder when they are needed."""
        self.folder = folder
        self.ties = ties
        self.counts = counts
        self.milestones = milestones
        self.moment: object = None
        given = {"claims": claims, "articles": articles}
        self.__dict__.update({name: frame for name, frame in given.items() if frame is not None})

    @classmethod
    def load(cls, folder: str | Path = "outputs") -> Self:
        """Read a build back.

        Raises:
            OutputError: where there is none, or it is damaged.
        """
        place = Path(folder)
        for _ in range(_TRIES):
            settled(place)
            begun = moment(place)
            try:
                made = cls._read(place)
            except OutputError:
                if begun is not None and moment(place) == begun:
                    raise
                continue
            if begun is not None and moment(place) == begun:
                made.moment = begun
                return made
        raise OutputError(f"{place} is built anew again and again; read it when that is done.")

    @classmethod
    def _read(cls, place: Path) -> Self:
        check_table(place, "claims", CLAIM_COLUMNS)
        check_table(place, "articles", _ARTICLE_COLUMNS)
        return cls(
            place,
            claims=None,
            ties=read_table(place, "ties", TIE_COLUMNS),
            articles=None,
            counts=read_table(place, "counts"),
            milestones=read_table(place, "milestones"),
        )

    def _same(self, found: Read) -> Read:
        """Return what was read from the folder just now, if that still holds the build that was loaded.

        Raises:
            OutputError: where it was built anew.
        """
        if self.moment is not None and moment(self.folder) != self.moment:
            raise OutputError(f"{self.folder} was built anew since it was loaded; load it again.")
        return found

    @cached_property
    def claims(self) -> pd.DataFrame:
        """All claims, with ``CLAIM_COLUMNS``; read when first asked for."""
        return self._same(read_claims(self.folder))

    @cached_property
    def articles(self) -> pd.DataFrame:
        """All articles; read when first asked for."""
        return self._same(read_table(self.folder, "articles", _ARTICLE_COLUMNS))

    def claims_about(self, ends: Sequence[str], relations: Sequence[str]) -> pd.DataFrame:
        """Return the claims of these relations that have all of these ids as ends, in the order of the table."""
        if self._in_memory("claims"):
            claims = self.claims
            chosen = claims["relation"].isin(relations)
            for end in ends:
                chosen &= (claims["subject"] == end) | (claims["object"] == end)
            return claims[chosen]
        where = pc.field("relation").isin([str(relation) for relation in relations])
        for end in ends:
            where &= (pc.field("subject") == end) | (pc.field("object") == end)
        return self._same(read_rows(self.folder, "claims", where))

    def claims_with(self, ids: Collection[str]) -> pd.DataFrame:
        """Return the claims with these ids, in the order of the table."""
        return self._with_ids("claims", ids)

    def articles_with(self, ids: Collection[str]) -> pd.DataFrame:
        """Return the articles with these ids, in the order of the table."""
        return self._with_ids("articles", ids)

    def articles_of(self, stories: Collection[str]) -> pd.DataFrame:
        """Return the articles that print these stories, in the order of the table."""
        return self._with_ids("articles", stories, "story")

    def _with_ids(self, table: str, ids: Collection[str], column: str = "id") -> pd.DataFrame:
        if self._in_memory(table):
            frame: pd.DataFrame = getattr(self, table)
            return frame[frame[column].isin(list(ids))]
        return self._same(read_rows(self.folder, table, pc.field(column).isin(pa.array(sorted(ids), pa.string()))))

    def _in_memory(self, table: str) -> bool:
        return table in self.__dict__ or not (self.folder / f"{table}.parquet").exists()

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The networkx graph of the build; read when first asked for."""
        return self._same(read_json(self.folder / "graph.json"))

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
        return self._same(told) if isinstance(told, dict) else {}

    @property
    def sure_from(self) -> float | None:
        """The confidence from which the build held ties to be sure; None where it does not say."""
        told = self.manifest.get("sure_from")
        return float(told) if isinstance(told, int | float) else None

    @property
    def nodes(self) -> Mapping[str, Mapping[str, Any]]:
        """The attributes of every node of the graph, by id; known without the graph's edges, which may be many."""
        return self.graph.nodes if "graph" in self.__dict__ else self._nodes

    @cached_property
    def _nodes(self) -> Mapping[str, Mapping[str, Any]]:
        if self.manifest.get("decisions", {}).get("decisions"):
            # names that reviewers gave stand in the graph alone
            return self.graph.nodes
        try:
            return node_attributes(self.ties, self.lexicon, self.new_actors)
        except OutputError:
            # made with another lexicon
            return self.graph.nodes

    @cached_property
    def new_actors(self) -> list[Actor]:
        """The actors that articles named and the lexicon does not know."""
        try:
            rows = read_table(self.folder, "actors", ("id", "kind", "name", "label", "country", "aliases"))
        except OutputError:
            return []
        return [
            Actor(
                id=row["id"],
                kind=Kind(row["kind"]),
                name=row["name"],
                label=row["label"],
                country=row["country"],
                aliases=tuple(row["aliases"]),
            )
            for row in self._same(rows).to_dict("records")
        ]

    def name(self, node: str) -> str:
        """Return the printed name of a node; its id where neither build nor lexicon has it."""
        if node in self.nodes:
            return str(self.nodes[node]["name"])
        try:
            return self.lexicon.node(node).name
        except KeyError:
            return node


def load(folder: str | Path = "outputs") -> Build:
    """Read a build back.

    Raises:
        OutputError: where there is none, or it is damaged.
    """
    return Build.load(folder)


def find_node(build: Build, text: str) -> str:
    """Return the id of the node that a text names: by id, label, name or alias, case and accents aside.

    An id goes before labels and names, these before aliases, and nodes of the build before those that
    only the lexicon knows.

    Raises:
        QueryError: where nothing or more than one thing answers to it; the sentence lists what does.
    """
    wanted = fold(text)
    nodes = build.nodes.items()
    hits = _best(wanted, ((node, data["label"], data["name"], data["aliases"]) for node, data in nodes))
    if not hits:
        entries: list[Actor | Program] = [*build.lexicon.actors.values(), *build.lexicon.programs.values()]
        hits = _best(wanted, ((entry.id, entry.label, entry.name, (*entry.aliases, _iso2(entry))) for entry in entries))
    if not hits:
        raise QueryError(f"{text!r} names nothing in this build; {_hint(build, wanted)}")
    if len(hits) > 1:
        listed = ", ".join(f"{node} ({build.name(node)})" for node in sorted(hits))
        raise QueryError(f"{text!r} can be {listed}; give one of these ids.")
    return hits[0]


def _iso2(entry: Actor | Program) -> str:
    return entry.iso2 if isinstance(entry, Actor) else ""


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
    for node, data in build.nodes.items():
        names |= dict.fromkeys([fold(data["name"]), fold(data["label"]), *map(fold, data["aliases"])], node)
    close = dict.fromkeys(names[n] for n in difflib.get_close_matches(wanted, sorted(names), n=5, cutoff=0.6))
    listed = ", ".join(f"{build.name(node)} ({node})" for node in list(close)[:3])
    return f"did you mean {listed}?" if close else "ties.csv lists what is."
