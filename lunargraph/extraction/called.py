"""What exactly a body that the lexicon lacks is called: where its name begins and ends in a run of capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.names import Match
    from lunargraph.lexicon import Lexicon

_CAP = r"[A-ZÀ-Ý][\w.\-]*"
_OWNER = re.compile(rf"(?:{_CAP}\s+){{0,2}}(?P<last>{_CAP})(?:'s|’s|s['’])\s+(?=[A-Z])")
#: Owners that belong to a name: "King's College", "People's Friendship University".
_NAMED_FOR = frozenset("King Queen People Children Women Men Workers John Mary Peter Andrews Xi".split())
_AND = re.compile(r"(?:,?\s+(?:and|or|with|of|for|the)|,)*\s*\Z")
#: "the universities of Warsaw and Aalborg"
_SEVERAL = re.compile(rf"\b[Uu]niversities of (?P<places>{_CAP}(?:, {_CAP})*,? and {_CAP})(?![\w'’-])")
#: What is left of a name must still be that of a body.
_HEAD = re.compile(r"\b(?:Universit|Institut|Academ|Laborator|Observator|Polytechnic|Agency|Cent(?:re|er)|Technolog)")
_PLACE = re.compile(_CAP)
#: "Federal University of Technology, Akure": without its town such a name says nothing.
_TOWN = re.compile(rf",\s(?:{_CAP}\s)?{_CAP}(?=[,.;:)]|\s+(?:and|is|was|has|have|will|would|are|in|for|to|said)\b)")
_TOWNLESS = re.compile(
    r"(?:(?:Federal|State|National|City) )?University of "
    r"(?:Technology|Agriculture|California|Wisconsin|Texas|Maryland)\Z"
)


def own_start(text: str, start: int, end: int) -> int:
    """Return where a name begins that a run of capitals holds: in "Hungary's Puli Space" after the owner."""
    hit = _OWNER.match(text, start, end)
    if hit is None or hit.group("last") in _NAMED_FOR or " " not in text[hit.end() : end].strip():
        return start
    return hit.end()


def own_end(text: str, start: int, end: int, known: Sequence[Match]) -> int:
    """Return where a name ends: before the next known body, and with the town that tells it from others."""
    others = [m.start for m in known if start < m.start < end and not m.node.startswith("country:")]
    if others:
        cut = _AND.search(text, start, min(others))
        last = cut.start() if cut else min(others)
        return last if _HEAD.search(text, start, last) else end
    if _TOWNLESS.fullmatch(text[start:end]) and (town := _TOWN.match(text, end)):
        return town.end()
    return end


def by_acronym(lexicon: Lexicon, acronym: str, country: str) -> str:
    """Return the body of the lexicon that an acronym after a name stands for; it must be of the country named."""
    found = [
        a.id
        for a in lexicon.actors.values()
        if a.kind != "country" and (acronym in a.aliases or acronym == a.label) and country and a.country == country
    ]
    return found[0] if len(found) == 1 else ""


def universities(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and name of each university in "the universities of Warsaw and Aalborg"."""
    for hit in _SEVERAL.finditer(text, start, end):
        first = hit.start()
        for place in _PLACE.finditer(text, hit.start("places"), hit.end("places")):
            yield first, place.end(), place.group()
            first = place.end()
            while first < hit.end() and not text[first].isupper():
                first += 1
