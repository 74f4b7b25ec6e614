"""One story, many copies: syndicated articles share a story and count once."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lunargraph.model import Article

_SHINGLE = 5
#: Share of the shorter text's shingles that must stand in the longer one, too.
_SAME = 0.8
#: A shingle in more texts than this is a stock phrase and links nothing.
_COMMON = 50


def find_stories(articles: Iterable[Article]) -> dict[str, str]:
    """Return the story id of each article id: that of the earliest article with (nearly) the same text.

    Copies may differ in case, punctuation, dateline and a sentence or two. The result does not depend
    on the order of the input; an article without a date counts as later than any with one.
    """
    order = sorted(articles, key=lambda a: (a.published is None, a.published or "", a.id))
    stories: dict[str, str] = {}
    shingles: dict[str, frozenset[str]] = {}
    where: dict[str, list[str]] = defaultdict(list)
    for article in order:
        own = _shingles(article.text)
        shared: dict[str, int] = defaultdict(int)
        for shingle in own:
            for other in where[shingle]:
                shared[other] += 1
        best = min(
            (o for o, n in shared.items() if n >= _SAME * min(len(own), len(shingles[o]))),
            default=article.id,
            key=lambda o: (-shared[o], o),
        )
        stories[article.id] = stories.get(best, article.id)
        shingles[article.id] = own
        for shingle in own:
            if len(where[shingle]) < _COMMON:
                where[shingle].append(article.id)
    return stories


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) <= _SHINGLE:
        return frozenset([" ".join(words)])
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
