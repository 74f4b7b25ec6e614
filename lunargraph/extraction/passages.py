"""Which passages of an article are read: those from which a word of the Moon or a lunar program is not far.

A long page of many matters, a newsletter or a market report, may name the Moon once. Whatever is stated of it there
stands near: of 2,900 claims, counts and milestones in 480 hand-read articles and briefs none is further than 670
characters from a name of a program or a word of the Moon, and what a text refers back to lies at most a dozen
sentences behind. So passages further away are passed over, lists and tables aside, which may be long; and so is one
that names neither a sign nor a country, agency or organisation and follows another that names none: who or what it
speaks of was named too long ago to be told, and in those texts nothing was stated by one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from lunargraph.extraction.lunar import MOON
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lunargraph.extraction.nlp import Passage
    from lunargraph.model import Article, Mention

#: How many characters from a sign of the Moon a passage is read: half as many again as any statement was found at.
REACH = 1000
_MOON = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(MOON))})(?![^\W_])", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*(?:\s|\Z)")


def far_off(
    article: Article,
    passages: Sequence[Passage],
    titled: Iterable[Mention],
    is_row: Callable[[Passage], bool],
) -> frozenset[Passage]:
    """Return the passages that are too far from any sign of the Moon or name; ``titled`` are the title's mentions.

    None are where the title has such a sign, for then all is about it; nor where there is none anywhere: who gives
    such an article to be read wants it read.
    """
    if len(article.text) <= REACH or _MOON.search(article.title) or any(m.kind is Kind.PROGRAM for m in titled):
        return frozenset()
    signs = [m.start for passage in passages for m in passage.mentions if m.kind is Kind.PROGRAM]
    signs += [hit.start() for hit in _MOON.finditer(article.text)]
    signs.sort()
    far: set[Passage] = set()
    near, named = False, True
    for passage in passages if signs else ():
        row = is_row(passage)
        # the rows of a list stand or fall with what they stand under
        near = (near and row) or _has_within(signs, passage.start - REACH, passage.end + REACH)
        before, named = named, bool(passage.mentions) or row or _has_within(signs, passage.start, passage.end)
        if not (near and (named or before)):
            far.add(passage)
    return frozenset(far)


def _has_within(places: Sequence[int], start: int, end: int) -> bool:
    place = bisect_left(places, start)
    return place < len(places) and places[place] < end


def sentences_in(text: str) -> int:
    """Return how many sentences a passage has, about; one at least.

    >>> sentences_in("It rained. It poured!"), sentences_in("Weather")
    (2, 1)
    """
    return max(len(_SENTENCE_ENDS.findall(text)), 1)
