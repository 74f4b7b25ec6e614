"""Whether a count of members fits the roster of its day: one stated rule for each way of counting.

The roster of a day is a range, because dates can be vague and one can count by what had happened or by what was
known (:meth:`lunargraph.checking.reference.Roster.sizes`). A count fits where some number in one of these ranges does:

- ``exact`` ("56 states"): the number itself.
- ``almost`` ("nearly 30"): a number below it, by a tenth of it at most and at least by one.
- ``over`` ("more than 50"): any number above it.
- ``at_least`` ("no fewer than 50"): the number itself or any above it.
- ``about`` ("some 50"): a number that differs by a tenth at most, or by one.
- ``ordinal`` ("the 55th"): where the sentence says who it was, the place that the roster gives that country;
  else there were that many, so the number itself or any above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.partial_dates import UNKNOWN, span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lunargraph.checking.reference import Roster
    from lunargraph.partial_dates import Span

QUALIFIERS = ("exact", "almost", "over", "at_least", "about", "ordinal")
_TOLERANCE = 10
_UNITS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a count: ``fits``, None where it cannot be compared, and the roster's own figures in words."""

    fits: bool | None
    roster: str


def judge_count(roster: Roster | None, value: int, qualifier: str, day: str | None, subject: str = "") -> Judged:
    """Judge a count by the roster of a day (a partial date); ``subject`` is who an ordinal is about, "" for nobody.

    Raises:
        ValueError: where the qualifier is none of ``QUALIFIERS``.
    """
    if qualifier not in QUALIFIERS:
        raise ValueError(f"{qualifier!r} is no qualifier; qualifiers are {', '.join(QUALIFIERS)}.")
    if roster is None:
        return Judged(None, "there is no roster of this program")
    if span(day) == UNKNOWN:
        return Judged(None, "the article has no date, so there is no day to count on")
    place = roster.at(subject) if qualifier == "ordinal" and subject else None
    if place is not None and place.member:
        first, last = roster.place_of(place)
        return Judged(first <= value <= last, f"{place.name} has {'place' if first == last else 'a place of'} "
                      f"{_range((first, last))}")  # fmt: skip
    sizes = roster.sizes(span(day))
    return Judged(any(_fits(value, qualifier, size) for size in sizes.values()), _in_words(sizes))


def _fits(value: int, qualifier: str, size: Span) -> bool:
    least, most = size
    slack = max(1, value // _TOLERANCE)
    if qualifier == "almost":
        return least < value and most >= value - slack
    if qualifier == "over":
        return most > value
    if qualifier in {"at_least", "ordinal"}:
        return most >= value
    if qualifier == "about":
        return least <= value + slack and most >= value - slack
    return least <= value <= most


def _in_words(sizes: Mapping[str, Span]) -> str:
    return ", ".join(f"{_range(size)} {counted}" for counted, size in sizes.items())


def _range(size: Span) -> str:
    return str(size[0]) if size[0] == size[1] else f"{size[0]} to {size[1]}"


def find_ordinal(sentence: str, value: int) -> int:
    """Return where a sentence writes a number as a place in an order, -1 where it does not.

    >>> find_ordinal("Oman is the 61st.", 61), find_ordinal("The sixty-first is Oman.", 61), find_ordinal("No. 61", 61)
    (12, 4, 0)
    """
    forms = [rf"{value}(?:st|nd|rd|th)", rf"(?:no\.|number)\s*{value}"]
    tens, unit = divmod(value, 10)
    if value < len(_UNITS):
        forms.append(_UNITS[value])
    elif value < 100:
        word = _TENS[tens - 2]
        forms.append(rf"{word}[\s-]{_UNITS[unit]}" if unit else f"{word[:-1]}ieth")
    found = re.search(rf"\b(?:{'|'.join(forms)})\b", sentence, re.IGNORECASE)
    return found.start() if found else -1
