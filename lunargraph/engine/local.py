"""From articles to readings on one machine: what can state nothing is never parsed, what is known is looked up."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lunargraph.articles.language import English, language_of, probably_english
from lunargraph.articles.lines import SilentArticle
from lunargraph.articles.problems import Problem
from lunargraph.engine.codec import from_bytes
from lunargraph.engine.remembered import Known, Remembered
from lunargraph.engine.work import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from lunargraph.engine.cache import Cache
    from lunargraph.engine.recipe import Recipe
    from lunargraph.engine.silent_lines import SilentLines
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

    ``trouble`` is told where extraction failed. ``fingerprint`` is that of the article's words; it may be empty.
    """

    article: Article
    extraction: Extraction | None
    trouble: Problem | None = None
    fingerprint: bytes = b""


@dataclass(slots=True)
class _Row:
    """An article that is taken; without a key where it can state nothing."""

    article: Article
    key: bytes | None = None
    language: str = ""
    known: Known | None = None


@dataclass(slots=True)
class _Batch:
    """Articles in a row; ``todo`` are those to be parsed and ``foreign`` those that are not taken, by their keys."""

    rows: list[_Row] = field(default_factory=list)
    todo: dict[bytes, _Row] = field(default_factory=dict)
    foreign: dict[bytes, str] = field(default_factory=dict)
    signs: int = 0

    @property
    def full(self) -> bool:
        return len(self.rows) + len(self.foreign) >= _ARTICLES or self.signs >= _SIGNS


class Engine:
    """Reads articles by a recipe, in one process or several; ``known`` and ``parsed`` count what had to be done.

    The result does not depend on the number of ``jobs``, on what the cache holds, or on which process dies.
    """

    def __init__(
        self, recipe: Recipe, *, jobs: int = 1, cache: Cache | None = None, silent: SilentLines | None = None
    ) -> None:
        """Read in so many processes, and look up and keep results in a cache where there is one.

        ``silent`` is told of articles that can state nothing.
        """
        self._silent = silent
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
                waiting.append((batch, workers.begin([row.article for row in batch.todo.values()])))
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
            if isinstance(article, SilentArticle):
                batch.rows.append(_Row(article))
            elif gate.admits(article):
                self._admit(article, english, batch)
            elif probably_english(article.text):
                # enough for what will not be read, and many times as fast
                batch.rows.append(_Row(article))
                if self._silent is not None:
                    self._silent.learn(article)
            elif (taken := english.takes(article)) is not None:
                batch.rows.append(_Row(taken))
            if batch.full:
                yield batch
                batch = _Batch()
        if batch.rows or batch.foreign:
            yield batch

    def _admit(self, article: Article, english: English, batch: _Batch) -> None:
        """Look an article up, or have it parsed; one in another language is not taken."""
        key = self._recipe.key(article)
        known = self._remembered.find(key)
        language = language_of(article.text) if known is None else known.language
        taken = english.judged(article, language)
        if taken is None:
            if known is None:
                batch.foreign[key] = language
            return
        row = _Row(taken, key, language, known)
        batch.rows.append(row)
        if known is not None:
            self.known += 1
        elif key not in batch.todo:
            batch.todo[key] = row
            batch.signs += len(taken.text)
            self.parsed += 1

    def _finished(self, batch: _Batch, results: Callable[[], list[Done]], troubles: list[Problem]) -> Iterator[Reading]:
        done = dict(zip(batch.todo, results(), strict=True))
        new = {key: Known(batch.todo[key].language, from_bytes(d.data), d.fingerprint) for key, d in done.items()}
        kept = {key: (new[key], each.data) for key, each in done.items() if not each.trouble}
        self._remembered.keep(kept | {key: (Known(language), b"") for key, language in batch.foreign.items()})
        for row in batch.rows:
            if row.key is None:
                yield Reading(row.article, None)
                continue
            trouble = None
            if row.key in done and done[row.key].trouble:
                trouble = Problem(path=row.article.url or row.article.id, reason=done[row.key].trouble)
                troubles.append(trouble)
            found = row.known or new[row.key]
            yield Reading(row.article, found.extraction, trouble, found.fingerprint)
