"""Whether two texts are copies of one story, decided on their words: what they share, and what stands in its place."""

from __future__ import annotations

import bisect
import enum
import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lunargraph.articles.fingerprints import shingles
from lunargraph.lexicon import fold, load_lexicon
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: From this share of the shorter text on, the two are one text; the rest may be a new lead.
_SAME = 0.6
#: From this share of the longer text on, nothing but a lead or a tail is new. From this share of the shorter text on,
#: that one is a part of the other.
_WHOLE = 0.75
#: A copy that was cut keeps at least this share of the longer text. Less is an item in a round-up of many.
_PART = 0.22
#: Texts that share at least this share of the shorter one overlap.
_OVERLAP = 0.25
#: Words of a new lead.
_LEAD = 22
_ANCHOR = 4
_LONGEST_SWAP = 10
_LONGEST_NAME = 4
#: Words per swapped fact: copies have fewer, form letters more.
_SWAP_EVERY = 80
_COUNTRY_SWAP_EVERY = 300


class Likeness(enum.Enum):
    """How two texts relate: one story, one a part of the other (a cut, or an item of a collection), or neither."""

    SAME = "same"
    PART = "part"
    NONE = "none"


def likeness(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Say whether two texts, given as their words with case, are copies of one story.

    They are where most of the shorter one's shingles stand in the longer one, however it was cut, titled, quoted or
    cut into paragraphs. They are not where facts are swapped: texts made from one form with another country or other
    names, dates and numbers in the same places tell two events.
    """
    ours, theirs = shingles(one), shingles(other)
    shared, sizes = len(ours & theirs), sorted((len(ours), len(theirs)))
    if shared < _SAME * sizes[0] or shared < _PART * sizes[1] or _swapped(one, other):
        return Likeness.NONE
    if shared >= _WHOLE * sizes[1]:
        return Likeness.SAME
    # both have much that the other has not: an update, which keeps the background
    cut = shared >= _WHOLE * sizes[0] or sizes[0] - shared <= _LEAD
    return Likeness.PART if cut else Likeness.NONE


def overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two texts share more than stock phrases."""
    ours, theirs = shingles(one), shingles(other)
    return len(ours & theirs) >= _OVERLAP * min(len(ours), len(theirs))


def _swapped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether facts stand in each other's place too often for a copy."""
    anchors = _anchors(one, other)
    pairs: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    countries = 0
    for ours, theirs in _gaps(one, other, anchors):
        here, there = _countries(ours), _countries(theirs)
        countries += bool(here - there and there - here)
        mine, yours = _facts(ours, theirs), _facts(theirs, ours)
        if mine and yours and not (_abbreviates(mine, yours) or _abbreviates(yours, mine)):
            pairs.append((mine, yours))
    # anchors overlap, and each stands for about one word
    words = len(anchors)
    if countries and countries * _COUNTRY_SWAP_EVERY >= words:
        return True
    several = len(set(pairs)) > 1 or len(pairs) > 2
    return several and len(pairs) * _SWAP_EVERY >= words


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of runs of words that both texts have once, in an order that is the same in both."""
    ours, theirs = _unique(one), _unique(other)
    places = sorted((place, theirs[run]) for run, place in ours.items() if run in theirs)
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(places):
        at = bisect.bisect_left(ends, place)
        before.append(tops[at - 1] if at else -1)
        ends[at : at + 1] = [place]
        tops[at : at + 1] = [number]
    chain = []
    number = tops[-1] if tops else -1
    while number >= 0:
        chain.append(places[number])
        number = before[number]
    return chain[::-1]


def _unique(words: Sequence[str]) -> Mapping[tuple[str, ...], int]:
    folded = [word.casefold() for word in words]
    runs: dict[tuple[str, ...], int] = {}
    for place in range(len(folded) - _ANCHOR + 1):
        run = tuple(folded[place : place + _ANCHOR])
        runs[run] = -1 if run in runs else place
    return {run: place for run, place in runs.items() if place >= 0}


def _gaps(
    one: Sequence[str], other: Sequence[str], anchors: Sequence[tuple[int, int]]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield what stands between the same words in both texts, where that is short and not the same."""
    edges = [(-_ANCHOR, -_ANCHOR), *anchors, (len(one), len(other))]
    for (a, b), (c, d) in itertools.pairwise(edges):
        ours, theirs = one[a + _ANCHOR : c], other[b + _ANCHOR : d]
        if ours and theirs and max(len(ours), len(theirs)) <= _LONGEST_SWAP:
            yield ours, theirs


def _facts(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return the names and numbers of a run of words that are not in another."""
    known = {word.casefold() for word in others}
    return tuple(w for w in words if (w[0].isupper() or w[0].isdigit()) and w.casefold() not in known)


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Say whether names are the initials or the beginnings of others: US, Oct., United States, October."""
    initials = "".join(word[0] for word in long).casefold()
    joined = "".join(short).casefold()
    if joined == initials:
        return True
    return len(short) == len(long) and all(
        len(a) > 2 and b.casefold().startswith(a.casefold()) for a, b in zip(short, long, strict=True)
    )


def _countries(words: Sequence[str]) -> set[str]:
    names = _country_names()
    found = set()
    for start, word in enumerate(words):
        if not word[0].isupper():
            continue
        for length in range(1, _LONGEST_NAME + 1):
            if country := names.get(fold(" ".join(words[start : start + length]))):
                found.add(country)
    return found


@lru_cache(maxsize=1)
def _country_names() -> Mapping[str, str]:
    countries = [actor for actor in load_lexicon().actors.values() if actor.kind is Kind.COUNTRY]
    names = {}
    for country in countries:
        for name in (country.name, *country.aliases):
            words = " ".join(re.findall(r"\w+", name))
            if len(words) > 2:
                names[fold(words)] = country.id
    return names
