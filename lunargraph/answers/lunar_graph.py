"""The object that ``lunargraph.load`` gives: one method per question."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lunargraph import queries
from lunargraph.answers import (
    bridges,
    coalition,
    communities,
    hypergraphs,
    networks,
    news,
    pages,
    paths,
    reports,
    similarity,
)
from lunargraph.coalitions import firm
from lunargraph.finished import Build, find_node
from lunargraph.growth import growth_of
from lunargraph.model import Kind, Status
from lunargraph.tables import frame_of
from lunargraph.timelines import EVENT_COLUMNS, events_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import networkx as nx
    import pandas as pd

TIMELINE_COLUMNS = (
    "date", "precision", "event", "subject", "subject_name", "relation", "object", "object_name", *EVENT_COLUMNS[6:],
)  # fmt: skip


class LunarGraph(Build):
    """A finished build, to be asked. Actors and programs go by id, name, alias, acronym or ISO code.

    Conditions mean the same everywhere:

    - ``as_of`` (YYYY, YYYY-MM or YYYY-MM-DD, standing for its last day) asks what held then, whenever it was told.
    - ``known_by`` asks what articles that had surely appeared by that day told, whenever it held.
    - ``status`` is current, planned, denied or ended; ``role`` lead, founder, member, signatory, participant or
      contributor.
    - ``min_confidence`` asks for ties of that confidence at least, 0 for all; left out, for those that are sure.

    Every row has ``claim_ids``, and :meth:`evidence` shows the sentences behind them. Dates are partial, as far as
    texts tell; ``precision`` says how far, and where nothing tells a date it is missing, "unknown", and never counted
    as dated. A name that is not known raises a ``QueryError`` that says what may be meant.
    """

    def __repr__(self) -> str:
        """Tell where the build is and how many ties it has."""
        return f"<LunarGraph {self.folder.name}: {len(self.ties)} ties>"

    def find(self, name: str) -> str:
        """Return the id of the actor or program that a name means, as :func:`lunargraph.finished.find_node`."""
        return find_node(self, name)

    def known(self, by: str | None) -> LunarGraph:
        """Return what the articles that had appeared by a date told, to be asked in its turn; itself if None.

        Raises:
            QueryError: where it is no date.
        """
        return self if by is None else _as_known(self, by)

    # who is where

    def members(
        self,
        program: str,
        as_of: str | None = None,
        *,
        status: str = Status.CURRENT.value,
        role: str | None = None,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> pd.DataFrame:
        """Return who is in a program, leaders included, by since and name (``queries.MEMBER_COLUMNS``).

        ``certainty`` is sure, perhaps (dates are too vague to tell) or undated; ``support`` is the number of
        independent stories, ``said_by`` who is quoted for it where no article says it in its own words.
        """
        asked = self.known(known_by)
        return queries.members(asked, program, as_of, status, role=role, min_confidence=min_confidence)

    def coalition(
        self,
        program: str,
        as_of: str | None = None,
        *,
        status: str = Status.CURRENT.value,
        role: str | None = None,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> coalition.Coalition:
        """Return the same as a set with ``&``, ``|``, ``-``, ``^`` and ``in`` that keeps dates and evidence."""
        asked = self.known(known_by)
        return coalition.coalition_of(asked, program, as_of, status=status, role=role, min_confidence=min_confidence)

    def overlap(
        self,
        first: str,
        second: str,
        as_of: str | None = None,
        *,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> pd.DataFrame:
        """Return who is in both programs (``queries.OVERLAP_COLUMNS``); ``since`` is the later of the two dates.

        The columns of the first program end in ``_first``, those of the second in ``_second``. How well each side is
        supported tells strong cases from weak ones: ``support`` counts independent stories, ``said_by`` names who is
        quoted where nobody says it in their own words.
        """
        return queries.overlap(self.known(known_by), first, second, as_of, min_confidence=min_confidence)

    def programs(
        self,
        actor: str,
        as_of: str | None = None,
        *,
        status: str = Status.CURRENT.value,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> pd.DataFrame:
        """Return the programs that an actor is in, leads or contributes to (``queries.PROGRAM_COLUMNS``)."""
        return queries.programs_of(self.known(known_by), actor, as_of, status, min_confidence=min_confidence)

    def partners(
        self,
        actor: str,
        as_of: str | None = None,
        *,
        status: str = Status.CURRENT.value,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> pd.DataFrame:
        """Return who cooperates with an actor (``queries.PARTNER_COLUMNS``); to share a program is no cooperation."""
        return queries.partners_of(self.known(known_by), actor, as_of, status, min_confidence=min_confidence)

    # over time

    def timeline(self, name: str, *, min_confidence: float | None = None, known_by: str | None = None) -> pd.DataFrame:
        """Return what happened to a program or an actor, by date (``TIMELINE_COLUMNS``), undated events last.

        ``event`` is joined, left, began to lead, planned to join, said not to be in, and the like; ``date`` is when it
        took effect and ``first_seen`` when an article first told of the tie. Who left and joined again did both twice.
        """
        asked = self.known(known_by)
        ties = firm(asked.ties, min_confidence)
        rows = events_of(ties, find_node(asked, name)).to_dict("records")
        named = [{f"{end}_name": asked.name(row[end]) for end in ("subject", "object")} for row in rows]
        told = [{**{str(k): v for k, v in row.items()}, **names} for row, names in zip(rows, named, strict=True)]
        return frame_of(told, TIMELINE_COLUMNS)

    def growth(
        self,
        program: str,
        by: str = "month",
        *,
        kind: str = Kind.COUNTRY.value,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> pd.DataFrame:
        """Return how a program grew, by month or by year (``growth.GROWTH_COLUMNS``): joined, left, members, perhaps.

        ``members`` is the number surely in at the end of the month, ``who`` names those that joined in it, and
        ``undated`` counts the members of whom nothing says since when; they are in no other number.
        """
        asked = self.known(known_by)
        node = queries.find(asked, program, (Kind.PROGRAM,))
        frame = growth_of(asked.ties, node, by=by, kind=kind, min_confidence=min_confidence)
        frame["who"] = ["; ".join(asked.name(who) for who in told.split("; ") if who) for told in frame["who"]]
        return frame

    def changes(
        self, since: str, about: str | None = None, *, min_confidence: float | None = None, known_by: str | None = None
    ) -> pd.DataFrame:
        """Return what articles published since a date changed (``news.CHANGES_COLUMNS``).

        ``kind`` is joined, left, confirmed, planned, denied, disputed, settled, dated, gone or updated.
        """
        return news.changes(self.known(known_by), since, about, min_confidence=min_confidence)

    # how it hangs together

    def bridges(
        self,
        first: str,
        second: str,
        as_of: str | None = None,
        *,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> pd.DataFrame:
        """Return the actors that tie two coalitions, as :func:`lunargraph.answers.bridges.bridges`."""
        return bridges.bridges(self.known(known_by), first, second, as_of, min_confidence=min_confidence)

    def path(
        self,
        start: str,
        end: str,
        as_of: str | None = None,
        *,
        relations: Collection[str] | None = None,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> pd.DataFrame:
        """Return the shortest chain of ties between two nodes, as :func:`lunargraph.answers.paths.path`."""
        asked = self.known(known_by)
        return paths.path(asked, start, end, as_of, relations=relations, min_confidence=min_confidence)

    def communities(
        self,
        as_of: str | None = None,
        *,
        kind: str = "",
        seed: int = 0,
        resolution: float = 1.0,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> communities.Communities:
        """Return communities found by seeded Louvain, as :func:`lunargraph.answers.communities.communities`."""
        return communities.communities(
            self.known(known_by), as_of, kind=kind, seed=seed, resolution=resolution, min_confidence=min_confidence
        )

    def similarity(
        self,
        actor: str | None = None,
        as_of: str | None = None,
        *,
        kind: str = Kind.COUNTRY.value,
        min_confidence: float | None = None,
        known_by: str | None = None,
    ) -> pd.DataFrame:
        """Return who is in the same programs as whom, as :func:`lunargraph.answers.similarity.similarity`."""
        return similarity.similarity(self.known(known_by), actor, as_of, kind=kind, min_confidence=min_confidence)

    # the evidence

    def evidence(
        self,
        about: str | Collection[str],
        relation: str | None = None,
        object: str | None = None,  # noqa: A002
    ) -> pd.DataFrame:
        """Return claims with sentence, outlet, date and address (``queries.EVIDENCE_COLUMNS``), the newest first.

        ``about`` is the name of a node, alone or with a relation and the other end; or claim ids, as any answer has
        them in ``claim_ids``.

        Raises:
            QueryError: where a name, the relation or a claim id is not known.
        """
        if isinstance(about, str):
            return queries.evidence_for(self, about, relation, object)
        return queries.evidence_of(self, about)

    def claims_between(self, one: str, other: str, relation: str | None = None) -> pd.DataFrame:
        """Return every claim about two nodes, in either direction (``queries.EVIDENCE_COLUMNS``), the newest first."""
        return queries.evidence_for(self, one, relation, other)

    def disputes(self, about: str | None = None, *, known_by: str | None = None) -> pd.DataFrame:
        """Return the sides of every dispute over a status or a date, with stories, outlets and dates of each.

        The columns are ``news.DISPUTES_COLUMNS``; ``why`` says which side the tie shows, and by which rule.
        """
        return news.disputes(self.known(known_by), about)

    # to look at

    def show(
        self,
        height: int = 720,
        *,
        view: str = "graph",
        as_of: str | None = None,
        about: str | None = None,
        compare: tuple[str, str] | None = None,
        min_confidence: float | None = None,
    ) -> pages.Shown:
        """Return the explorer page of the whole build, for a notebook to show in a frame of so many pixels.

        It opens with a ``view`` (graph, map, matrix, table), a date, and what is asked ``about`` or two programs to
        ``compare`` in its panel. Where scripts do not run (GitHub, PDF), a chart of the largest programs stands in
        its place, of the same date.

        Raises:
            OutputError: where the build has no page, or it cannot be read.
            QueryError: where the view, the date, a name or the confidence is not known.
        """
        opening = pages.Opening(view=view, as_of=as_of, about=about, compare=compare, min_confidence=min_confidence)
        return pages.show(self, height, opening)

    # for anything else

    def to_networkx(
        self,
        as_of: str | None = None,
        *,
        status: str | None = Status.CURRENT.value,
        min_confidence: float | None = None,
        undated: bool = True,
        known_by: str | None = None,
    ) -> nx.MultiDiGraph[str]:
        """Return what holds (on a date) as a networkx graph, as :func:`lunargraph.answers.networks.to_networkx`."""
        asked = self.known(known_by)
        return networks.to_networkx(asked, as_of, status=status, min_confidence=min_confidence, undated=undated)

    def bipartite(
        self, as_of: str | None = None, *, kind: str = "", min_confidence: float | None = None
    ) -> nx.Graph[str]:
        """Return actors and programs as a two-mode graph, as :func:`lunargraph.answers.networks.bipartite`."""
        return networks.bipartite(self, as_of, kind=kind, min_confidence=min_confidence)

    def projection(
        self, onto: str = "actors", as_of: str | None = None, *, kind: str = "", min_confidence: float | None = None
    ) -> nx.Graph[str]:
        """Return its projection, evidence kept, as :func:`lunargraph.answers.networks.projection`."""
        return networks.projection(self, onto, as_of, kind=kind, min_confidence=min_confidence)

    def hypergraph(
        self, as_of: str | None = None, *, kind: str = "", min_confidence: float | None = None
    ) -> dict[str, Any]:
        """Return coalitions as hyperedges, a dict in HIF, as :func:`lunargraph.answers.hypergraphs.hypergraph`."""
        return hypergraphs.hypergraph(self, as_of, kind=kind, min_confidence=min_confidence)

    def to_xgi(self, as_of: str | None = None, *, kind: str = "", min_confidence: float | None = None) -> Any:  # noqa: ANN401
        """Return coalitions as an ``xgi.Hypergraph`` (``pip install 'lunargraph[hypergraph]'``)."""
        return hypergraphs.to_xgi(self, as_of, kind=kind, min_confidence=min_confidence)


def load(folder: str | Path = "outputs") -> LunarGraph:
    """Read a build back, to be asked.

    Raises:
        OutputError: where there is none, or it is damaged.
    """
    return LunarGraph.load(folder)


@lru_cache(maxsize=8)
def _as_known(build: LunarGraph, by: str) -> LunarGraph:
    return reports.as_known(build, by)
