"""From articles to readings on one machine: what can state nothing is never parsed, what is known is looked up."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lunargraph.articles.language import English
from lunargraph.articles.problems import Problem
from lunargraph.engine.codec import from_bytes
from lunargraph.engine.remembered import Remembered
from lunargraph.engine.work import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from lunargraph.engine.cache import Cache
    from lunargraph.engine.recipe import Recipe
    from lunargraph.engine.work import Done
    from lunargraph.model import Article, Extraction

#: A batch is so many articles, or so many characters to be parsed: a second of work or less.
_ARTICLES = 256
_SIGNS = 40_000
#: Batches that wait for each process: enough that none is idle, few enough that memory stays flat.
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and what was read out of it; None where the gate saw that it can state nothing.

    ``trouble`` is told where extraction failed.
    """

    article: Article
    extraction: Extraction | None
    trouble: Problem | None = None


@dataclass(slots=True)
class _Batch:
    """Articles in a row, with what is known of them; ``todo`` are those to be parsed, by their keys."""

    rows: list[tuple[Article, bytes | None]] = field(default_factory=list)
    known: dict[bytes, Extraction] = field(default_factory=dict)
    todo: dict[bytes, Article] = field(default_factory=dict)
    signs: int = 0


class Engine:
    """Reads articles by a recipe, in one process or several; ``known`` and ``parsed`` count what had to be done.

    The result does not depend on the number of ``jobs``, on what the cache holds, or on which process dies.
    """

    def __init__(self, recipe: Recipe, *, jobs: int = 1, cache: Cache | None = None) -> None:
        """Read in so many processes, and look up and keep results in a cache where there is one."""
        self._recipe, self._jobs, self._remembered = recipe, jobs, Remembered(recipe, cache)
        self.known = self.parsed = 0

    def read(
        self, articles: Iterable[Article], *, report: Callable[[Problem], None], each: bool = False
    ) -> Generator[Reading]:
        """Yield every article that is in English with what was read out of it, in order.

        ``report`` is told of articles in other languages, of very many the first and their number, or of ``each``; and
        at the end of those at which extraction failed: they state nothing, and the others are read.
        """
        english = English(report, each=each)
        troubles: list[Problem] = []
        with Workers(self._recipe, self._jobs) as workers:
            waiting: deque[tuple[_Batch, Callable[[], list[Done]]]] = deque()
            for batch in self._batches(articles, english):
                waiting.append((batch, workers.begin(list(batch.todo.values()))))
                if len(waiting) > (self._jobs > 1) * self._jobs * _AHEAD:
                    yield from self._finished(*waiting.popleft(), troubles)
            while waiting:
                yield from self._finished(*waiting.popleft(), troubles)
        english.rest()
        # when they were noticed depends on the number of processes, and what is told does not
        for trouble in troubles:
            report(trouble)

    def _batches(self, articles: Iterable[Article], english: English) -> Iterator[_Batch]:
        gate = self._recipe.gate()
        batch = _Batch()
        for article in articles:
            admitted = gate.admits(article)
            taken = english.takes(article, closely=admitted)
            if taken is None:
                continue
            batch.rows.append((taken, self._recipe.key(taken) if admitted else None))
            batch.signs += len(taken.text) if admitted else 0
            if len(batch.rows) >= _ARTICLES or batch.signs >= _SIGNS:
                yield self._looked_up(batch)
                batch = _Batch()
        if batch.rows:
            yield self._looked_up(batch)

    def _looked_up(self, batch: _Batch) -> _Batch:
        wanted = {key: article for article, key in batch.rows if key is not None}
        batch.known = self._remembered.find(list(wanted))
        batch.todo = {key: article for key, article in wanted.items() if key not in batch.known}
        self.known += len(batch.known)
        self.parsed += len(batch.todo)
        return batch

    def _finished(self, batch: _Batch, results: Callable[[], list[Done]], troubles: list[Problem]) -> Iterator[Reading]:
        done = dict(zip(batch.todo, results(), strict=True))
        read = {key: from_bytes(each.data) for key, each in done.items()}
        self._remembered.keep({key: (read[key], each.data) for key, each in done.items() if not each.trouble})
        for article, key in batch.rows:
            if key is None:
                yield Reading(article, None)
                continue
            trouble = None
            if key in done and done[key].trouble:
                trouble = Problem(path=article.url or article.id, reason=done[key].trouble)
                troubles.append(trouble)
            yield Reading(article, read[key] if key in done else batch.known[key], trouble)
