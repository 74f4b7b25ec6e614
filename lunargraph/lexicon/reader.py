"""One validating reader for the lexicon's data files.

Domain knowledge is data, and data go wrong silently: a misspelt key becomes a default, one acronym
shared by two agencies becomes a false claim. So everything is checked when it is read.
"""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from lunargraph.errors import LexiconError
from lunargraph.lexicon.entries import (
    DATA,
    PROGRAM_TYPES,
    TABLES,
    Ambiguity,
    Table,
    check_entry,
    read_ambiguity,
)
from lunargraph.model import Actor, Kind, Program

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Node = TypeVar("Node", Actor, Program)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A printed form and the node it names; ``form`` as in :class:`lunargraph.model.Mention`."""

    surface: str
    node: str
    form: str


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Who and what exists: nodes by id, every printed name, and the rules for ambiguous names."""

    actors: Mapping[str, Actor]
    programs: Mapping[str, Program]
    names: tuple[Name, ...]
    ambiguities: Mapping[str, Ambiguity]
    space_agencies: Mapping[str, str]

    def node(self, node_id: str) -> Actor | Program:
        """Return the actor or program with this id.

        Raises:
            KeyError: where the lexicon has none.
        """
        actor = self.actors.get(node_id)
        return self.programs[node_id] if actor is None else actor

    def find(self, text: str) -> list[str]:
        """Return the ids that an id, label, name or alias equals, case and accents aside, best first.

        >>> load_lexicon().find("türkiye")
        ['country:TUR']
        """
        hits = self._called.get(fold(text), {})
        return sorted(hits, key=lambda node_id: (hits[node_id], node_id))

    @cached_property
    def _called(self) -> Mapping[str, Mapping[str, int]]:
        """The nodes that go by each folded name, ranked: by their id, label, name or, all alike, an alias."""
        table: dict[str, dict[str, int]] = {}
        nodes: list[Actor | Program] = [*self.actors.values(), *self.programs.values()]
        for node in nodes:
            for rank, key in enumerate((node.id, node.label, node.name, *node.aliases)):
                table.setdefault(fold(key), {}).setdefault(node.id, min(rank, 3))
        return table


def fold(text: str) -> str:
    """Reduce a name to what a search compares: no accents, no case, straight apostrophes, no "the".

    >>> fold("The Chang’e-6")
    "chang'e-6"
    """
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()
    return plain.removeprefix("the ")


@functools.cache
def load_lexicon() -> Lexicon:
    """Read and check the lexicon that lunargraph ships; the result is shared and never changes.

    Raises:
        LexiconError: where a data file breaks a rule of its format.
    """
    return read_lexicon(DATA)


def read_lexicon(folder: Path) -> Lexicon:
    """Read a folder of lexicon files (countries, agencies, organizations, programs, ambiguities).

    Raises:
        LexiconError: on unknown keys, dangling ids, ids given twice, or a name shared without a rule.
    """
    raw = {table.name: _entries(folder, table) for table in TABLES}
    actors = _index([*map(_country, raw["country"]), *map(_agency, raw["agency"])])
    actors |= _index(map(_organization, raw["organization"]), known=actors)
    programs = _index(map(_program, raw["program"]))
    ambiguities: dict[str, Ambiguity] = {}
    for path in sorted(folder.glob("ambiguities*.toml")):
        for entry in _parse(path).get("ambiguity", []):
            rule = read_ambiguity(path.name, entry)
            if rule.name in ambiguities:
                raise LexiconError(f"{path.name}: {rule.name!r} has two ambiguity rules; keep one.")
            ambiguities[rule.name] = rule
    agencies: dict[str, str] = {}
    for entry in raw["agency"]:
        agencies.setdefault(f"country:{entry.get('country', '')}", f"agency:{entry['id']}")
    lexicon = Lexicon(
        actors=actors,
        programs=programs,
        names=tuple(_names(raw)),
        ambiguities=ambiguities,
        space_agencies=agencies,
    )
    check_lexicon(lexicon)
    return lexicon


def check_lexicon(lexicon: Lexicon) -> None:
    """Refuse dangling ids and names that two nodes share without a rule for telling them apart.

    Raises:
        LexiconError: naming what dangles or clashes.
    """
    for actor in lexicon.actors.values():
        if actor.country and actor.country not in lexicon.actors:
            raise LexiconError(f"{actor.id} belongs to {actor.country}, which the lexicon does not have.")
    for program in lexicon.programs.values():
        _check_program(lexicon, program)
    for rule in lexicon.ambiguities.values():
        for node in (rule.default, *(reading.node for reading in rule.readings)):
            if node and node not in lexicon.actors and node not in lexicon.programs:
                raise LexiconError(f"The ambiguity rule for {rule.name!r} names {node}, which does not exist.")
    owners: dict[str, str] = {}
    for name in lexicon.names:
        owner = owners.setdefault(name.surface, name.node)
        if owner != name.node and name.surface not in lexicon.ambiguities:
            raise LexiconError(
                f"{name.surface!r} names both {owner} and {name.node}; add an ambiguity rule that tells them apart."
            )


def _check_program(lexicon: Lexicon, program: Program) -> None:
    if program.part_of and program.part_of not in lexicon.programs:
        raise LexiconError(f"{program.id} is part of {program.part_of}, which the lexicon does not have.")
    for country in program.countries:
        if country not in lexicon.actors:
            raise LexiconError(f"{program.id} is a program of {country}, which the lexicon does not have.")
    if program.type not in PROGRAM_TYPES:
        legal = ", ".join(sorted(PROGRAM_TYPES))
        raise LexiconError(f"{program.id} has the type {program.type!r}; legal types are {legal}.")


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"The lexicon file {path.name} is missing; reinstall lunargraph.") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name} is not valid TOML: {error}.") from None


def _entries(folder: Path, table: Table) -> list[dict[str, Any]]:
    data = _parse(folder / table.file)
    if unknown := sorted(set(data) - {table.name}):
        raise LexiconError(f"{table.file}: unknown table {unknown[0]!r}; only [[{table.name}]] is legal here.")
    entries: list[dict[str, Any]] = data.get(table.name, [])
    for entry in entries:
        check_entry(table, entry)
    return entries


def _index(nodes: Iterable[Node], known: Mapping[str, Node] | None = None) -> dict[str, Node]:
    index: dict[str, Node] = {}
    for node in nodes:
        if node.id in index or node.id in (known or {}):
            raise LexiconError(f"The id {node.id} is given twice; ids are unique.")
        index[node.id] = node
    return index


def _aliases(entry: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for key in keys for value in entry.get(key, ())))


def _country(entry: Mapping[str, Any]) -> Actor:
    return Actor(
        id=f"country:{entry['iso3']}",
        kind=Kind.COUNTRY,
        name=entry["name"],
        label=entry["iso3"],
        iso2=entry["iso2"],
        region=entry["region"],
        continent=entry["continent"],
        groups=tuple(entry.get("groups", ())),
        aliases=_aliases(entry, "names", "adjectives", "seats"),
    )


def _agency(entry: Mapping[str, Any]) -> Actor:
    return Actor(
        id=f"agency:{entry['id']}",
        kind=Kind.AGENCY,
        name=entry["name"],
        label=entry.get("label", entry["id"]),
        country=f"country:{entry['country']}" if entry.get("country") else "",
        aliases=_aliases(entry, "acronyms", "names"),
    )


def _organization(entry: Mapping[str, Any]) -> Actor:
    return Actor(
        id=f"organization:{entry['id']}",
        kind=Kind.ORGANIZATION,
        name=entry["name"],
        label=entry["name"],
        country=f"country:{entry['country']}" if entry.get("country") else "",
        groups=(entry["type"],),
        aliases=_aliases(entry, "acronyms", "names"),
    )


def _program(entry: Mapping[str, Any]) -> Program:
    return Program(
        id=f"program:{entry['id']}",
        name=entry["name"],
        label=entry["id"],
        type=entry["type"],
        part_of=f"program:{entry['part_of']}" if entry.get("part_of") else "",
        countries=tuple(f"country:{iso3}" for iso3 in entry.get("countries", ())),
        place=entry.get("place", ""),
        # the descriptions are for reading; a search needs no more than the first few
        aliases=(*_aliases(entry, "names"), *_aliases(entry, "descriptions")[:8]),
    )


_FORMS = {
    "names": "name",
    "acronyms": "name",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "seats": "seat",
    "descriptions": "description",
}


def _names(raw: Mapping[str, list[dict[str, Any]]]) -> Iterable[Name]:
    for table, entries in raw.items():
        for entry in entries:
            node = f"{table}:{entry.get('iso3') or entry['id']}"
            yield Name(surface=entry["name"], node=node, form="name")
            for key, form in _FORMS.items():
                for surface in entry.get(key, ()):
                    if surface != entry["name"]:
                        yield Name(surface=surface, node=node, form=form)
