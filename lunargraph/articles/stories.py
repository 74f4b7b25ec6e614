"""One story, many copies: syndicated articles share a story and count once."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from lunargraph.articles.clean import clean
from lunargraph.articles.copies import Likeness, likeness, overlap
from lunargraph.articles.fingerprints import Fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lunargraph.model import Article

#: A text of fewer words ("Read more.") says too little to be told apart without its title.
_SHORT = 12
#: What has more parts than this that share nothing is a collection for sure.
_MOST_PARTS = 20
#: Texts whose words are kept at hand, at some 40 kB each.
_AT_HAND = 1024
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w.'’-]*[A-Z][\w.'’-]*[ ,/]*){1,4}(?:[A-Z][a-z]+\.?,? *){0,3}(?:\d{1,2},? *(?:\d{4})?)?"
    r"\s*(?:\([^()\n]{2,40}\))?\s*(?:--|[-—–:])\s+"
)


def find_stories(articles: Iterable[Article]) -> dict[str, str]:
    """Return the story id of each article id: that of the earliest article with (nearly) the same text.

    Copies may differ in title, dateline, paragraphs, quotation marks and boilerplate, may be cut, and may have another
    lead. Two reports in their own words, two texts made from one form, an update and a round-up are different stories.
    The result does not depend on the order of the input; an article without a date counts as later than any with one.
    """
    order = sorted(articles, key=lambda a: (a.published is None, a.published or "", a.id))
    prints = Fingerprints()
    words = lru_cache(maxsize=_AT_HAND)(lambda number: words_of(order[number]))
    prints.add(words(number) for number in range(len(order)))
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


def words_of(article: Article) -> list[str]:
    """Return the words of an article's own prose, case kept: no boilerplate, no dateline; the title of a short text."""
    body = "\n".join(article.text[p.start : p.end] for p in clean(article)) or article.text
    words = _words(_DATELINE.sub("", body, count=1) if _DATELINE.match(body) else body)
    if len(words) < _SHORT:
        words = [*_words(article.title), *words]
    return words or [article.text.strip()]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


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
