"""A first look at a raw text: whether any of some names can stand in it at all, in a fraction of the time to find them.

A name is found in plain signs and small letters, and to bring a text into these takes longer than all the rest. But its
longest word stands in the raw text in one of few forms: where none of them does, or only in or between other words
than its own, the name is missing, too.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import ahocorasick_rs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

#: What has a letter of ASCII for its small letter: the sign of Kelvin, and a capital I with a dot.
_ODD: Final = ("\u212a", "\u0130")
_BEYOND_ASCII: Final = 0x80


class Glance:
    """Looks for names, given in small letters, plain signs and single spaces.

    ``same`` tells for signs of a text which plain ones they stand for. Words in ``telling`` are looked for before
    longer ones of a name.
    """

    def __init__(self, names: Iterable[str], same: Mapping[str, str], telling: Collection[str]) -> None:
        sides: dict[bytes, set[tuple[int, int]]] = defaultdict(set)
        for name in names:
            words = name.split()
            word = max(words, key=lambda each: (each in telling, len(each), each))
            place = words.index(word)
            start = len(" ".join([*words[:place], ""]).encode())
            own = _sides(" ".join(words).encode(), start, start + len(word.encode()))
            for form in _forms(word, same):
                sides[form].add(own)
        self._sides = tuple(frozenset(each) for each in sides.values())
        # without the full table of states it takes twice as long
        implementation = ahocorasick_rs.Implementation.DFA
        self._finder = ahocorasick_rs.BytesAhoCorasick(list(sides), implementation=implementation)

    def may_hold(self, text: str) -> bool:
        """Say whether one of the names may stand in a text; where it says no, none does."""
        if not text.isascii() and any(sign in text for sign in _ODD):
            return True
        try:
            data = text.encode("utf-8").lower()
        except UnicodeEncodeError:
            # half of a pair, which damaged files have
            return True
        return any(
            is_whole(data, start, end) and _fits(self._sides[number], *_sides(data, start, end))
            for number, start, end in self._finder.find_matches_as_indexes(data, overlapping=True)
        )


def _forms(word: str, same: Mapping[str, str]) -> Iterator[bytes]:
    """Yield how a word may stand in a text of which the letters of ASCII, and no others, were made small."""
    signs: dict[str, set[str]] = defaultdict(set)
    for sign, plain in same.items():
        signs[plain].add(sign)
    ways = ({sign, *signs[sign], *(() if sign.isascii() else (sign.upper(), sign.title()))} for sign in word)
    for form in itertools.product(*map(sorted, ways)):
        yield "".join(form).encode()


def is_whole(text: str | bytes, start: int, end: int) -> bool:
    """Say whether a place in a text is no part of a longer word; of bytes, letters beyond ASCII are none."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _sides(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the letter or digit next to a place on either side."""
    return _beside(data, range(start - 1, -1, -1)), _beside(data, range(end, len(data)))


def _fits(sides: frozenset[tuple[int, int]], before: int, after: int) -> bool:
    return any(
        (not wanted or not before or wanted == before) and (not needed or not after or needed == after)
        for wanted, needed in sides
    )


def _beside(data: bytes, places: range) -> int:
    """Return the first letter or digit on the way through a text; 0 where it is beyond ASCII, or there is none."""
    for place in places:
        if data[place] >= _BEYOND_ASCII:
            return 0
        if data[place : place + 1].isalnum():
            return data[place]
    return 0
