"""Missions that are counted rather than named: "the second Blue Ghost", "Intuitive Machines' fourth lander"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lunargraph.extraction.names import Match

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunargraph.model import Program

_ORDINALS = {
    **{word: i for i, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh"), 1)},
    **{f"{i}{end}": i for i, end in enumerate(("st", "nd", "rd", "th", "th", "th", "th"), 1)},
}
_ORDINAL = "|".join(_ORDINALS)
#: "its second Griffin flight": the number stands before the family's name.
_BEFORE = re.compile(rf"\b(?P<ordinal>{_ORDINAL}|next)\s+(?:lunar\s+|moon\s+)?\Z", re.IGNORECASE)
#: "Intuitive Machines' fourth lander", "the third mission of ispace"
_AFTER = re.compile(
    rf"(?:'s|’s|'|’)\s+(?P<ordinal>{_ORDINAL})\s+(?:lunar\s+|moon\s+|CLPS\s+|commercial\s+)?"
    r"(?:lander|mission|moon lander|landing mission|landing)\b(?!\s+(?:site|attempt|team|contract))",
    re.IGNORECASE,
)
#: Whose landers are known by their number, and how the ids go.
FLEETS = {
    "organization:intuitive-machines": "IM_{}",
    "organization:firefly-aerospace": "BLUE_GHOST_{}",
    "organization:ispace": "ISPACE_M{}",
    "organization:spaceil": "BERESHEET_{}",
}
_NUMBERED = re.compile(r"(?P<family>program:[A-Z_]+?)(?:_(?P<number>\d))?\Z")


def number_missions(matches: Sequence[Match], text: str, programs: Mapping[str, Program]) -> list[Match]:
    """Return the matches with counted missions put in: a family's name with an ordinal is that mission."""
    named = {m.node for m in matches}
    found: list[Match] = []
    for match in matches:
        found.append(_by_number(match, text, programs, named))
        fleet = FLEETS.get(match.node)
        hit = _AFTER.match(text, match.end) if fleet else None
        if fleet and hit:
            node = _member(f"program:{fleet.removesuffix('_{}').removesuffix('{}')}", fleet, hit["ordinal"], programs)
            if node:
                found.append(Match(hit.start("ordinal"), hit.end(), node, "name"))
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _by_number(match: Match, text: str, programs: Mapping[str, Program], named: set[str]) -> Match:
    family = _NUMBERED.fullmatch(match.node)
    # "Blue Ghost Mission 2" has its number
    if family is None or any(c.isdigit() for c in text[match.start : match.end]):
        return match
    before = _BEFORE.search(text, max(match.start - 20, 0), match.start)
    if before is None:
        return match
    if before["ordinal"].lower() == "next":
        others = [n for n in named if n != match.node and n.startswith(f"{family['family']}_") and n in programs]
        return replace(match, node=others[0]) if len(others) == 1 else match
    node = _member(family["family"], f"{family['family'].partition(':')[2]}_{{}}", before["ordinal"], programs)
    return replace(match, node=node) if node else match


def _member(family: str, pattern: str, ordinal: str, programs: Mapping[str, Program]) -> str:
    number = _ORDINALS[ordinal.lower()]
    for node in (f"program:{pattern.format(number)}", family if number == 1 else ""):
        if node in programs:
            return node
    return ""
