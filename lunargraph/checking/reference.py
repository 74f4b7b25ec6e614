"""The reference rosters: who is in which coalition since when, how sure that is, and how many were in on a day."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.errors import InputError
from lunargraph.model import Kind
from lunargraph.partial_dates import UNKNOWN, Span, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lunargraph.lexicon import Lexicon

ACCORDS, ILRS = "program:ARTEMIS_ACCORDS", "program:ILRS"
#: What makes a row of ilrs_members.csv a member; all other rows are near the station and not in it.
_MEMBERS = frozenset({"founder", "member"})
_FILES = ("artemis_accords.csv", "ilrs_members.csv", "other_programs.csv")
#: Rows of other_programs.csv that go by another name in the lexicon.
_PROGRAMS = {
    "artemis-program": "ARTEMIS",
    "artemis-2-cubesats": "ARTEMIS_II",
    "rashid-1": "RASHID",
    "ilrs-power-plant": "LUNAR_NUCLEAR_POWER_PLANT",
}
_PARTS = re.compile(r"\s*(?:[/,;()]|\bwith\b|\band\b)\s*")
_ASIDE = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of a roster.

    ``node`` is the id of the actor. ``when`` are the first and last day on which it can have joined, ``public`` the
    same for the day since which it is publicly counted. ``date`` is the date as the roster writes it, ``order`` its
    place by order of signature (0 where the roster gives none). ``member`` is false for those that are only near.
    ``doubtful`` says that the roster itself calls the row uncertain.
    """

    node: str
    name: str
    date: str
    when: Span
    public: Span
    order: int = 0
    status: str = "member"
    member: bool = True
    founder: bool = False
    doubtful: bool = False
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One actor's part in another program; ``nodes`` are all actors that the row names."""

    program: str
    nodes: tuple[str, ...]
    name: str
    role: str
    date: str
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everyone in, or near, one coalition; complete for countries."""

    program: str
    places: tuple[Place, ...]

    def at(self, node: str) -> Place | None:
        """Return the row of an actor."""
        return next((place for place in self.places if place.node == node), None)

    @property
    def countries(self) -> tuple[Place, ...]:
        """The states that are members."""
        return tuple(p for p in self.places if p.member and p.node.startswith(f"{Kind.COUNTRY}:"))

    def sizes(self, day: Span) -> dict[str, Span]:
        """Return how many were in on a day, as the least and the most that dates and doubts leave open.

        Keys say how that was counted: ``in fact`` and, where it differs, ``in public`` (without those whose joining
        was not known yet, with those that were counted too early); for a roster without order of signature also
        ``without the founders`` and ``with organizations``.
        """
        countries = self.countries
        least, most = _size(countries, day)
        sizes = {"in fact": (least, most)}
        shift = [_in(countries, edge, public=True) - _in(countries, edge, public=False) for edge in day]
        if any(shift):
            sizes["in public"] = (least + shift[0], most + shift[1])
        if not any(place.order for place in countries):
            sizes["without the founders"] = _size([p for p in countries if not p.founder], day)
            sizes["with organizations"] = (least, _size([p for p in self.places if p.member], day)[1])
        return sizes

    def place_of(self, place: Place) -> Span:
        """Return which place an actor can have had by order of joining, from the first to the last possible."""
        if place.order and not place.doubtful:
            # who signed on one day has the places of that day
            same = [p.order for p in self.countries if p.when == place.when and not p.doubtful]
            return min(same), max(same)
        others = [p for p in self.countries if p.node != place.node]
        before = sum(p.when[1] < place.when[0] and not p.doubtful for p in others)
        return 1 + before, 1 + sum(p.when[0] <= place.when[1] for p in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The rosters by program, and the parts in other programs, of which no list is complete."""

    rosters: Mapping[str, Roster]
    parts: tuple[Part, ...]


def read_reference(folder: Path, lexicon: Lexicon) -> Reference:
    """Read ``artemis_accords.csv``, ``ilrs_members.csv`` and ``other_programs.csv``, of which one may do.

    Raises:
        InputError: where none of them is there, or one lacks a column or holds a date that is none.
    """
    if not any((folder / name).is_file() for name in _FILES):
        raise InputError(f"There is none of {', '.join(_FILES)} in {folder}; give their folder with --reference.")
    rosters: dict[str, Roster] = {}
    readers: dict[str, tuple[str, Callable[[_Row], Place]]] = {
        _FILES[0]: (ACCORDS, _signatory),
        _FILES[1]: (ILRS, lambda row: _member(row, lexicon)),
    }
    for name, (program, read) in readers.items():
        if (folder / name).is_file():
            rosters[program] = Roster(program=program, places=tuple(map(read, _rows(folder / name))))
    other = folder / _FILES[2]
    rows = _rows(other) if other.is_file() else iter(())
    parts = tuple(part for row in rows if (part := _part(row, lexicon)))
    return Reference(rosters=rosters, parts=parts)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a file; a column that it lacks is told with file and line."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        if self.cells.get(column) is None:
            raise InputError(
                f"{self.path}, line {self.line}: the column {column} is missing; give it as the rosters that come "
                "with lunargraph do."
            )
        return self.cells[column].strip()

    def get(self, column: str) -> str:
        return (self.cells.get(column) or "").strip()

    def days(self, column: str) -> Span:
        """Return what a date can mean; unknown where the cell is empty or not there."""
        text = self.get(column)
        if text and span(text) == UNKNOWN:
            raise InputError(
                f"{self.path}, line {self.line}: {column} is {text!r}, no date; write YYYY, YYYY-MM or YYYY-MM-DD."
            )
        return span(text)


def _rows(path: Path) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file, restval=""))
    except (OSError, ValueError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is no CSV in UTF-8"
        raise InputError(f"{path} cannot be read ({reason}); give another folder with --reference.") from None
    for number, cells in enumerate(lines, start=2):
        yield _Row(path, number, cells)


def _signatory(row: _Row) -> Place:
    signed = row.days("date_signed")
    earliest, latest = row.days("date_earliest"), row.days("date_latest")
    when = (earliest[0] or signed[0], latest[1] or signed[1])
    public = row.days("date_public")
    order = row["order"]
    if not order.isdecimal():
        raise InputError(f"{row.path}, line {row.line}: order is {order!r}; write the place as a number.")
    return Place(
        node=f"{Kind.COUNTRY}:{row['iso3']}",
        name=row["country"],
        date=row["date_signed"],
        when=when,
        public=when if public == UNKNOWN else public,
        order=int(order),
        status="signatory",
        doubtful=row["confidence"] == "uncertain",
        source=row.get("source_url"),
        note=row.get("note"),
    )


def _member(row: _Row, lexicon: Lexicon) -> Place:
    when = row.days("date")
    code, name = row["iso3_or_org"], row["name"]
    node = f"{Kind.COUNTRY}:{code}" if row["kind"] == Kind.COUNTRY else _body(name, lexicon)
    return Place(
        node=node,
        name=name,
        date=row["date"],
        when=when,
        public=when,
        status=row["status"],
        member=row["status"] in _MEMBERS,
        founder=row["status"] == "founder",
        doubtful=row["confidence"] != "confirmed",
        source=row.get("source_url"),
        note=row.get("note"),
    )


def _body(name: str, lexicon: Lexicon) -> str:
    """Return the id of an agency or organization; "" where the lexicon has none of that name."""
    found = [*lexicon.find(name), *lexicon.find(_ASIDE.sub("", name))]
    return next((node for node in found if node in lexicon.actors), "")


def _part(row: _Row, lexicon: Lexicon) -> Part | None:
    key = row["program_id"]
    program = f"{Kind.PROGRAM}:{_PROGRAMS.get(key, key.upper().replace('-', '_'))}"
    nodes = [n for text in _PARTS.split(row["actor"]) if text for n in lexicon.find(text) if n in lexicon.actors]
    row.days("date")
    if program not in lexicon.programs or not nodes:
        return None
    return Part(
        program=program,
        nodes=tuple(dict.fromkeys(nodes)),
        name=row["actor"],
        role=row["role"],
        date=row["date"],
        status=row["status"],
        source=row.get("source_url"),
    )


def _size(places: Sequence[Place], day: Span) -> Span:
    """Return the least and the most that were in: by order of signature where there is one, else by number."""
    surely = [p for p in places if p.when[1] <= day[0] and not (p.doubtful and not p.date)]
    maybe = [p for p in places if p.when[0] <= day[1]]
    if any(p.order for p in places):
        # the place of the last one counts those before it whose own day is open
        return max((p.order for p in surely), default=0), max((p.order for p in maybe), default=0)
    return sum(not p.doubtful for p in surely), len(maybe)


def _in(places: Sequence[Place], day: int, *, public: bool) -> int:
    return sum((place.public if public else place.when)[1] <= day for place in places)
