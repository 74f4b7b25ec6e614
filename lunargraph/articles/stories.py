"""One story, many copies: syndicated articles share a story and count once."""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from lunargraph.articles.copies import Likeness, likeness, overlap
from lunargraph.articles.fingerprints import Fingerprints
from lunargraph.articles.words import fingerprints_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lunargraph.model import Article

#: What has more parts than this that share nothing is a collection for sure.
_MOST_PARTS = 20
#: Texts whose words are kept at hand, at some 40 kB each.
_AT_HAND = 1024


def find_stories(
    articles: Iterable[Article], fingerprints: Mapping[str, bytes] = MappingProxyType({})
) -> dict[str, str]:
    """Return the story id of each article id: that of the earliest article with (nearly) the same text.

    Copies may differ in title, dateline, paragraphs, quotation marks and boilerplate, may be cut, and may have another
    lead. Two reports in their own words, two texts made from one form, an update and a round-up are different stories.
    The result does not depend on the order of the input; an article without a date counts as later than any with one.
    ``fingerprints`` are those of :func:`lunargraph.articles.words.fingerprints_of`, by article id, as far as they were
    taken before.
    """
    order = sorted(articles, key=lambda a: (a.published is None, a.published or "", a.id))
    prints = Fingerprints()
    words = lru_cache(maxsize=_AT_HAND)(lambda number: words_of(order[number]))
    taken = iter(fingerprints_of(article for article in order if not fingerprints.get(article.id)))
    prints.add([fingerprints.get(article.id) or next(taken) for article in order])
    heads = group(prints, words)
    return {article.id: order[heads.get(number, number)].id for number, article in enumerate(order)}


def group(prints: Fingerprints, words: Callable[[int], Sequence[str]]) -> dict[int, int]:
    """Return the first text of each text's story, by place, for those that are copies of an earlier one.

    ``words`` looks up the words of a text; only those of candidates are asked for.
    """
    together = _Groups()
    parts: dict[int, set[int]] = defaultdict(set)
    for first, second in prints.candidates():
        if together.head(first) == together.head(second):
            continue
        found = likeness(words(first), words(second))
        if found is Likeness.SAME:
            together.join(first, second)
        elif found is Likeness.PART:
            short, long = sorted((first, second), key=lambda number: (len(words(number)), number))
            parts[long].add(short)
    cuts = [
        (long, short)
        for long, some in sorted(parts.items())
        if not _collects(long, some, together, words)
        for short in some
    ]
    for long, short in sorted(cuts):
        together.join(long, short)
    return together.found()


def _collects(long: int, parts: set[int], together: _Groups, words: Callable[[int], Sequence[str]]) -> bool:
    """Say whether a text is a collection: earlier texts stand in it that share nothing, as cuts of one story would."""
    one_each = sorted({together.head(part): part for part in sorted(parts) if part < long}.values())
    if len(one_each) > _MOST_PARTS:
        return True
    near = _Groups()
    for first, second in itertools.combinations(one_each, 2):
        if near.head(first) != near.head(second) and overlap(words(first), words(second)):
            near.join(first, second)
    return len({near.head(part) for part in one_each}) > 1


class _Groups:
    """Numbers that were joined; the least of a group is its head."""

    def __init__(self) -> None:
        self._up: dict[int, int] = {}

    def head(self, number: int) -> int:
        head = number
        while (up := self._up.get(head, head)) != head:
            head = up
        while number != head:
            self._up[number], number = head, self._up[number]
        return head

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.head(one), self.head(other)))
        if low != high:
            self._up[high] = low

    def found(self) -> dict[int, int]:
        return {number: self.head(number) for number in sorted(self._up)}
