"""The shapes of the lexicon's data files: which keys a table may have, and what each must hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One kind of table in the data files: its file, its TOML name and the keys that it may hold."""

    file: str
    name: str
    text: tuple[str, ...]
    lists: tuple[str, ...]
    required: tuple[str, ...]


TABLES = (
    Table(
        file="countries.toml",
        name="country",
        text=("iso3", "iso2", "name", "region", "continent"),
        lists=("names", "adjectives", "demonyms", "seats", "descriptions", "groups"),
        required=("iso3", "iso2", "name", "region", "continent"),
    ),
    Table(
        file="agencies.toml",
        name="agency",
        text=("id", "label", "name", "country", "url"),
        lists=("acronyms", "names"),
        required=("id", "name"),
    ),
    Table(
        file="organizations.toml",
        name="organization",
        text=("id", "name", "country", "type", "url"),
        lists=("acronyms", "names"),
        required=("id", "name", "type"),
    ),
    Table(
        file="programs.toml",
        name="program",
        text=("id", "name", "type", "part_of", "place", "url"),
        lists=("names", "descriptions", "countries"),
        required=("id", "name", "type"),
    ),
)

#: What a program can be. A ``treaty`` is known only to keep it apart from lunar programs; an ``element`` is a part
#: or vehicle of a mission or station.
PROGRAM_TYPES = frozenset({"agreement", "programme", "station", "mission", "element", "organization", "treaty"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to take an ambiguous name: the node (empty: no mention at all) and when to take it so.

    A reading holds when any of its conditions does: the next or the previous word, or a word that
    stands anywhere in the article.
    """

    node: str
    next: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """A name that several nodes share or that is also an ordinary word; readings are tried in order."""

    name: str
    default: str
    readings: tuple[Reading, ...] = field(default=())


def check_entry(table: Table, entry: Mapping[str, Any]) -> None:
    """Refuse unknown keys, missing keys and values of the wrong type in one table of a data file.

    Raises:
        LexiconError: naming the file, the entry and the key.
    """
    label = entry.get("id") or entry.get("iso3") or entry.get("name") or "?"
    place = f"{table.file}, [[{table.name}]] {label}"
    if unknown := sorted(set(entry) - set(table.text) - set(table.lists)):
        legal = ", ".join((*table.text, *table.lists))
        raise LexiconError(f"{place}: unknown key {unknown[0]!r}; legal keys are {legal}.")
    for key in table.required:
        if not entry.get(key):
            raise LexiconError(f"{place}: the key {key!r} is missing or empty.")
    for key in table.text:
        if key in entry and not isinstance(entry[key], str):
            raise LexiconError(f"{place}: {key!r} must be a string.")
    for key in table.lists:
        values = entry.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
            raise LexiconError(f"{place}: {key!r} must be a list of non-empty strings.")


def read_ambiguity(file: str, entry: Mapping[str, Any]) -> Ambiguity:
    """Turn one ``[[ambiguity]]`` table into an :class:`Ambiguity`.

    Raises:
        LexiconError: on an unknown key or a reading without a condition.
    """
    place = f"{file}, [[ambiguity]] {entry.get('name', '?')}"
    if unknown := sorted(set(entry) - {"name", "default", "note", "reading"}):
        raise LexiconError(f"{place}: unknown key {unknown[0]!r}; legal keys are name, default, note, reading.")
    readings = []
    for raw in entry.get("reading", []):
        if unknown := sorted(set(raw) - {"node", "next", "previous", "near"}):
            raise LexiconError(f"{place}: unknown key {unknown[0]!r} in a reading.")
        reading = Reading(
            node=raw["node"],
            next=tuple(raw.get("next", ())),
            previous=tuple(raw.get("previous", ())),
            near=tuple(raw.get("near", ())),
        )
        if not (reading.next or reading.previous or reading.near):
            raise LexiconError(f"{place}: a reading needs 'next', 'previous' or 'near'.")
        readings.append(reading)
    return Ambiguity(name=entry["name"], default=entry.get("default", ""), readings=tuple(readings))
