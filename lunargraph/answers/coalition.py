"""A coalition as a set of actors that keeps dates and evidence through ``&``, ``|``, ``-`` and ``^``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.model import Kind
from lunargraph.partial_dates import later, span
from lunargraph.queries import NAMED, find, find_node, members, named
from lunargraph.tables import frame_of
from lunargraph.timelines import precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from lunargraph.finished import Build

COALITION_COLUMNS = (
    "subject", *NAMED, "programs", "since", "precision", "certainty", "support", "said_by", "confidence", "sure",
    "disputed", "claim_ids",
)  # fmt: skip
MEMBERSHIP_COLUMNS = (
    "subject", "name", "program", "role", "since", "until", "precision", "certainty", "support", "said_by",
    "confidence", "sure", "disputed", "claim_ids",
)  # fmt: skip
_SURENESS = ("sure", "perhaps", "undated")
_Row = dict[str, Any]


class Coalition:
    """The members of a program on a date, or what set algebra makes of several such.

    ``len``, iteration (ids, by since and name) and ``in`` (any name, alias, ISO code or id) work as on a set;
    ``ids`` is the plain set. ``&``, ``|``, ``-`` and ``^`` are those of sets of ids; each actor keeps the
    memberships that put it there, with their claims.
    """

    def __init__(self, build: Build, title: str, rows: Mapping[str, _Row]) -> None:
        """Hold the rows of each actor; :func:`coalition_of` makes them."""
        self.build = build
        self.title = title
        ordered = sorted(rows.items(), key=lambda item: (not item[1]["since"], span(item[1]["since"]), item[0]))
        self._rows = dict(ordered)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the actors."""
        return frozenset(self._rows)

    def __len__(self) -> int:
        """How many actors there are."""
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids, by since; those without a date come last."""
        return iter(self._rows)

    def __contains__(self, who: object) -> bool:
        """Say whether an actor, by whatever name, is in.

        Raises:
            QueryError: where the name is not known, for a misspelt one would only seem to be out.
        """
        return isinstance(who, str) and (who in self._rows or find_node(self.build, who) in self._rows)

    def __eq__(self, other: object) -> bool:
        """Say whether the same actors are in."""
        return isinstance(other, Coalition) and self.ids == other.ids

    __hash__ = None  # type: ignore[assignment]  # equal by its actors, of which there is more to tell

    def __repr__(self) -> str:
        """Tell the title and how many there are."""
        return f"<Coalition {self.title}: {len(self)}>"

    def __and__(self, other: Coalition) -> Coalition:
        """Return who is in both: since the later of the dates, as surely as the less sure of the two."""
        rows = {who: _both(row, other._rows[who]) for who, row in self._rows.items() if who in other._rows}
        return Coalition(self.build, f"({self.title} & {other.title})", rows)

    def __or__(self, other: Coalition) -> Coalition:
        """Return who is in either: since the earlier of the dates, as surely as the surer of the two."""
        theirs = other._rows
        rows = {who: _either(row, theirs[who]) if who in theirs else row for who, row in self._rows.items()}
        return Coalition(self.build, f"({self.title} | {other.title})", {**theirs, **rows})

    def __sub__(self, other: Coalition) -> Coalition:
        """Return who is in this one and not in the other."""
        rows = {who: row for who, row in self._rows.items() if who not in other.ids}
        return Coalition(self.build, f"({self.title} - {other.title})", rows)

    def __xor__(self, other: Coalition) -> Coalition:
        """Return who is in one of them and not in both."""
        both = self.ids & other.ids
        rows = {who: row for who, row in {**self._rows, **other._rows}.items() if who not in both}
        return Coalition(self.build, f"({self.title} ^ {other.title})", rows)

    def only(self, *, kind: str = "", certainty: str = "", region: str = "") -> Coalition:
        """Return those of one kind (country, agency, organization), certainty or region, each where it is given."""
        wanted = {"kind": kind, "region": region}
        rows = {
            who: row
            for who, row in self._rows.items()
            if certainty in {"", row["certainty"]}
            and all(not value or named(self.build, who)[key] == value for key, value in wanted.items())
        }
        told = ", ".join(text for text in (kind, certainty, region) if text)
        return Coalition(self.build, f"{self.title} ({told})" if told else self.title, rows)

    def dated(self) -> Coalition:
        """Return those that are not "undated": on a date, those of whom something says since when they are in."""
        rows = {who: row for who, row in self._rows.items() if row["certainty"] != "undated"}
        return Coalition(self.build, self.title, rows)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per actor, with ``COALITION_COLUMNS``, by since.

        ``programs`` are the labels of those that put it here, joined by "; "; since, certainty, support, confidence
        and sure follow the algebra (see the operators), and ``claim_ids`` are all behind it. The other columns are
        those of :func:`lunargraph.queries.members`.
        """
        rows = [{**row, "subject": who, **named(self.build, who)} for who, row in self._rows.items()]
        told = [{**row, "programs": _labels(self.build, row), "precision": precision(row["since"])} for row in rows]
        return frame_of(told, COALITION_COLUMNS)

    def memberships(self) -> pd.DataFrame:
        """Return one row per actor and program, with ``MEMBERSHIP_COLUMNS``: what each is in, and since when."""
        rows = [each for row in self._rows.values() for each in row["memberships"]]
        return frame_of(rows, MEMBERSHIP_COLUMNS)


def coalition_of(  # noqa: PLR0913 - one parameter per condition
    build: Build,
    program: str,
    as_of: str | None = None,
    *,
    status: str = "current",
    role: str | None = None,
    min_confidence: float | None = None,
) -> Coalition:
    """Return the members of a program as a :class:`Coalition`; the conditions are those of ``queries.members``.

    Raises:
        QueryError: where the program, the date, the status, the role or the confidence is not known.
    """
    node = find(build, program, (Kind.PROGRAM,))
    frame = members(build, node, as_of, status, role=role, min_confidence=min_confidence)
    rows = {}
    for record in frame.to_dict("records"):
        row = {**{str(k): v for k, v in record.items()}, "program": node}
        rows[row["subject"]] = {**row, "memberships": [row]}
    title = build.name(node) + (f" {as_of}" if as_of else "") + (f" {status}" if status != "current" else "")
    return Coalition(build, title, rows)


def _both(one: _Row, other: _Row) -> _Row:
    quoted = [row["said_by"] for row in (one, other) if row["said_by"]]
    return {
        **_shared(one, other),
        "since": later(one["since"], other["since"]),
        "certainty": max(one["certainty"], other["certainty"], key=_SURENESS.index),
        "support": min(one["support"], other["support"]),
        "said_by": "; ".join(sorted(set(quoted))),
        "confidence": min(one["confidence"], other["confidence"]),
        "sure": one["sure"] and other["sure"],
    }


def _either(one: _Row, other: _Row) -> _Row:
    given = [row["since"] for row in (one, other) if row["since"]]
    quoted = [row["said_by"] for row in (one, other)]
    return {
        **_shared(one, other),
        "since": min(given, key=lambda date: (span(date)[1], date), default=None),
        "certainty": min(one["certainty"], other["certainty"], key=_SURENESS.index),
        "support": max(one["support"], other["support"]),
        "said_by": "; ".join(sorted(set(quoted))) if all(quoted) else "",
        "confidence": max(one["confidence"], other["confidence"]),
        "sure": one["sure"] or other["sure"],
    }


def _shared(one: _Row, other: _Row) -> _Row:
    seen = [*one["memberships"]]
    seen += [row for row in other["memberships"] if row not in seen]
    return {
        "memberships": seen,
        "disputed": one["disputed"] or other["disputed"],
        "claim_ids": sorted({*one["claim_ids"], *other["claim_ids"]}),
    }


def _labels(build: Build, row: _Row) -> str:
    programs = dict.fromkeys(each["program"] for each in row["memberships"])
    return "; ".join(str(build.nodes[node]["label"]) if node in build.nodes else node for node in programs)
