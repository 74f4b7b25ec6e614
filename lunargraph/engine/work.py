"""The work itself, in this process or in several of them; one that dies loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import TYPE_CHECKING, Self

from lunargraph.articles.words import fingerprints_of
from lunargraph.engine.codec import to_bytes
from lunargraph.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from lunargraph.engine.recipe import Recipe
    from lunargraph.extraction import Extractor
    from lunargraph.model import Article

#: How often processes may be started for a batch that end at once.
_DEATHS = 2
#: How often an article may end a process that reads nothing else before it is given up: a machine that is short of
#: memory, or a hand at the kill command, does not hit the same one so often.
_DEATHS_ALONE = 5
_RECIPE: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was read out of an article, as bytes; where that failed, ``trouble`` says how and nothing was read.

    ``fingerprint`` is that of its words, by which copies are found; empty where reading failed.
    """

    data: bytes
    trouble: str = ""
    fingerprint: bytes = b""


def work(recipe: Recipe, articles: Sequence[Article]) -> list[Done]:
    """Read articles with the extractor that this process keeps; whatever one article does, the others are read."""
    extractor = recipe.extractor()
    try:
        read = [to_bytes(extraction) for extraction in extractor.extract(articles)]
        return [Done(data, fingerprint=taken) for data, taken in zip(read, fingerprints_of(articles), strict=True)]
    except Exception:  # noqa: BLE001 - which of them it was shows when each is read alone
        return [_alone(extractor, article) for article in articles]


def _alone(extractor: Extractor, article: Article) -> Done:
    try:
        return Done(to_bytes(extractor.read(article)), fingerprint=fingerprints_of([article])[0])
    except Exception as error:  # noqa: BLE001 - a fault of one article
        return _failed(article, type(error).__name__)


def _failed(article: Article, how: str) -> Done:
    reason = f"extraction failed on article {article.id!r} ({how}); please report it"
    return Done(to_bytes(Extraction(article=article.id)), reason)


@dataclass(slots=True, eq=False)
class _Task:
    """A batch at work; without a future where no process could be started for it."""

    articles: list[Article]
    future: Future[list[Done]] | None


@dataclass(slots=True)
class Workers:
    """So many processes; a single one is this process itself. They start when there is work and end with the block."""

    recipe: Recipe
    jobs: int
    _pool: ProcessPoolExecutor | None = None
    _open: list[_Task] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the processes; where something went wrong, or the run was stopped, in the midst of their work."""
        if self._pool is not None:
            _end(self._pool, at_once=kind is not None)
            self._pool = None

    def begin(self, articles: Sequence[Article]) -> Callable[[], list[Done]]:
        """Begin to read articles; the result, one for each, is had by a call, which waits for it."""
        todo = list(articles)
        if not todo:
            return list
        if self.jobs < 2:
            return lambda: work(self.recipe, todo)
        task = _Task(todo, self._submitted(todo))
        self._open.append(task)
        return lambda: self._result(task)

    def _result(self, task: _Task) -> list[Done]:
        try:
            return work(self.recipe, task.articles) if task.future is None else task.future.result()
        except BrokenProcessPool:
            # which of the articles at work it was is not known: these are read one by one, the others go on
            self._pool = None
            for other in self._open:
                if other is not task and _is_lost(other.future):
                    other.future = self._submitted(other.articles)
            return self._one_by_one(task.articles)
        finally:
            self._open.remove(task)

    def _submitted(self, articles: list[Article]) -> Future[list[Done]] | None:
        for _ in range(_DEATHS):
            if self.jobs > 1:
                try:
                    return self._into_pool(articles)
                except BrokenProcessPool:
                    self._pool = None
                except OSError:
                    # the system has no process or memory left
                    break
        # the rest is done here
        if self._pool is not None:
            _end(self._pool, at_once=True)
        self._pool, self.jobs = None, 1
        return None

    def _into_pool(self, articles: list[Article]) -> Future[list[Done]]:
        if self._pool is None:
            self._pool = _pool(self.recipe, self.jobs)
        return self._pool.submit(_work, articles)

    def _one_by_one(self, articles: Sequence[Article]) -> list[Done]:
        """Read articles in a process that nothing else is at work in; whichever ends it each time is given up."""
        done: list[Done] = []
        pool: ProcessPoolExecutor | None = None
        try:
            for article in articles:
                for _ in range(_DEATHS_ALONE):
                    pool = pool or _pool(self.recipe, 1)
                    try:
                        done += pool.submit(_work, [article]).result()
                        break
                    except BrokenProcessPool:
                        pool = None
                else:
                    done.append(_failed(article, "its process died each time"))
        finally:
            if pool is not None:
                _end(pool, at_once=True)
        return done


def _is_lost(future: Future[list[Done]] | None) -> bool:
    return future is not None and (not future.done() or isinstance(future.exception(), BrokenProcessPool))


def _end(pool: ProcessPoolExecutor, *, at_once: bool) -> None:
    if at_once:
        # as the kill_workers of Python 3.14 does
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 - there is no other way before it
            process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


def _pool(recipe: Recipe, jobs: int) -> ProcessPoolExecutor:
    # where processes can be forked they share the pipeline that is loaded here; elsewhere each loads its own
    forks = sys.platform == "linux"
    if forks:
        recipe.extractor()
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(recipe,))


def _begin(recipe: Recipe) -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends."""
    global _RECIPE  # noqa: PLW0603 - a process of a pool reads by one recipe, which is large to send each time
    _RECIPE = recipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # what the parent does when it is asked to end is no business of its copies
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _work(articles: Sequence[Article]) -> list[Done]:
    if _RECIPE is None:
        raise RuntimeError("this process was not begun by a pool")
    return work(_RECIPE, articles)


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
