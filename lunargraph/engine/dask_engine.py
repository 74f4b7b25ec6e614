"""The same reading on a Dask cluster: partitions are read by its workers, and claims weighed where they are.

Workers share a file system: they read the inputs there, and write what they read into a hidden folder in that of the
build. A run that was stopped, however it was, finds there what is done and does the rest.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
import warnings
from collections import deque
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, Self

import dask
import dask.dataframe as dd
import distributed

from lunargraph.articles.problems import Problem, shown_path
from lunargraph.engine.dask_cluster import Knowing, connected, read_there
from lunargraph.engine.merging import Merging
from lunargraph.engine.partitions import Partition, count, numbered, partitions_of, uncounted
from lunargraph.engine.results import WORKING, Job, digest_of_all, read_facts, write_result
from lunargraph.engine.weighing import TIE, all_ties, claims_in, stories_of, to_be_weighed, weigh_part
from lunargraph.errors import ClusterError, InputError
from lunargraph.tables import frame_of
from lunargraph.ties import TIE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from lunargraph.engine.local import Reading
    from lunargraph.engine.recipe import Recipe
    from lunargraph.engine.results import Facts
    from lunargraph.model import Article

#: Partitions that the scheduler is given at once: more than its workers do in a minute, and nothing to its memory.
_AT_ONCE: Final = 256
#: Seconds between two looks at the workers, and how long all of them may be gone.
_LOOK: Final = 10
_GONE: Final = 60
#: Where this process reads itself, others read beside it, so that none of them takes it along.
_APART: Final = 2
_KILLS = "reading it ended its process each time, so it was left out; please report it"
_SCHEDULER_GONE = "The Dask scheduler is gone; what was read is kept, and the next run goes on from there."


@dataclass(kw_only=True)
class DaskEngine:
    """Reads inputs on a cluster: of processes on this machine, or that of a ``scheduler``.

    ``jobs`` is the number of processes, one for each core if None. ``output`` is the folder of the build, which is
    held; ``fields``, ``retracted`` and ``cache`` are as in :class:`Job`, and ``size`` is that of partitions.
    ``progress`` is called with the number of articles read so far.
    """

    recipe: Recipe
    output: Path
    jobs: int | None = None
    scheduler: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    retracted: frozenset[str] = frozenset()
    cache: Path | None = None
    size: int | None = None
    progress: Callable[[int], None]
    known: int = 0
    notes: list[str] = field(default_factory=list)
    partitions: int = 0
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    _merging: Merging | None = None
    _done: int = 0

    def __enter__(self) -> Self:
        """Find the cluster, or make one.

        Raises:
            ClusterError: where it cannot be reached, or has no workers.
        """
        with contextlib.ExitStack() as stack:
            self._client = stack.enter_context(connected(self.scheduler, self.jobs))
            self._run = uuid.uuid4().hex
            folder = self.output.resolve() / WORKING
            folder.mkdir(exist_ok=True)
            self._job = Job(
                recipe=self.recipe,
                folder=folder,
                fields=dict(self.fields),
                retracted=self.retracted,
                digest=digest_of_all(self.recipe),
                # a cache is one file, which machines cannot share
                cache=None if self.scheduler else self.cache,
            )
            self._told(self._client.register_plugin, Knowing(self._run, self._job))
            stack.callback(self._forget)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Leave the cluster; what was read goes with a build that is done, and is kept for the next run else."""
        self._stack.close()
        if kind is None or issubclass(kind, InputError):
            shutil.rmtree(self._job.folder, ignore_errors=True)

    def read(
        self, inputs: Iterable[str | Path], *, report: Callable[[Problem], None], counts: Callable[[Article], bool]
    ) -> Iterator[tuple[list[Reading], pa.Table]]:
        """Yield, partition by partition, what was read, and the rows of articles that can state nothing.

        Articles, their order and what is told to ``report`` are as :class:`lunargraph.engine.Engine` has them.
        ``counts`` says of an article whether it counts at all.

        Raises:
            ClusterError: where workers are gone, do not see the files, or read by another recipe.
            InputError: where an input does not exist.
            OutputError: where what was read cannot be written.
        """
        partitions = partitions_of(inputs, size=self.size)
        parts = uncounted(partitions)
        if parts:
            counted = self._told(self._client.gather, self._client.map(count, parts, pure=False))
            partitions = numbered(partitions, dict(zip(parts, counted, strict=True)))
        results = [each for group in self._all_read(partitions) for each in group]
        self.partitions = len(results)
        merging = self._merging = Merging(
            [(partition, self._job.result(partition)) for partition in results], self.fields, report, counts
        )
        yield from merging.read()
        self.known, self.notes = merging.known, merging.notes

    def weigh(
        self, claims: pd.DataFrame, articles: pd.DataFrame, *, min_confidence: float, as_read: bool
    ) -> pd.DataFrame:
        """Weigh claims as :func:`lunargraph.ties.weigh` does, by workers that each take all claims of some ties.

        Claims that are ``as_read`` are taken from the results of partitions and not from here.
        """
        stories = stories_of(articles)
        with dask.config.set({"dataframe.convert-string": False}), warnings.catch_warnings():
            # each worker needs the stories of its articles
            warnings.filterwarnings("ignore", message="Sending large graph")
            none = to_be_weighed(claims.iloc[:0], {})
            spread = self._spread(stories, none) if as_read else dd.from_pandas(to_be_weighed(claims, stories), 1)
            parts = max(1, min(spread.npartitions, 2 * len(self._workers())))
            shuffled = spread.shuffle(on=TIE, npartitions=parts, shuffle_method="tasks")
            ties = shuffled.map_partitions(weigh_part, min_confidence, meta=frame_of([], TIE_COLUMNS))
            return all_ties(self._told(self._client.gather, self._client.compute(ties.to_delayed())))

    def _spread(self, stories: Mapping[str, tuple[str | None, str]], none: pd.DataFrame) -> Any:  # noqa: ANN401 - no types
        stating = self._merging.stating if self._merging else {}
        paths = [path for path, ids in stating.items() if any(article in stories for article in ids)]
        if not paths:
            return dd.from_pandas(none, 1)
        own = [{article: stories[article] for article in stating[path] if article in stories} for path in paths]
        return dd.from_map(claims_in, paths, own, meta=none)

    def _all_read(self, partitions: list[Partition]) -> list[list[Partition]]:
        """Read what was not read before; return the partitions, in place of one that ends its reader smaller ones."""
        results = {self._job.result(partition) for partition in partitions}
        for path in self._job.folder.iterdir():
            # of other inputs or another version, or begun by a process that was killed
            if path not in results:
                path.unlink(missing_ok=True)
        todo: deque[tuple[int, Partition]] = deque()
        for place, partition in enumerate(partitions):
            facts = read_facts(self._job.result(partition))
            if facts is None:
                todo.append((place, partition))
            else:
                self._count(facts)
        groups = [[partition] for partition in partitions]
        for place in self._read_by_workers(todo):
            groups[place] = list(self._read_here(partitions[place]))
        return groups

    def _read_by_workers(self, todo: deque[tuple[int, Partition]]) -> list[int]:
        """Have partitions read; return the places of those that end their worker each time."""
        running: dict[distributed.Future, tuple[int, Partition]] = {}
        deadly: list[int] = []
        try:
            while todo or running:
                while todo and len(running) < _AT_ONCE:
                    place, partition = todo.popleft()
                    key = f"read-{self._run}-{place}"
                    running[self._client.submit(read_there, self._run, partition, key=key)] = place, partition
                for future in self._some_done(running):
                    place, partition = running.pop(future)
                    try:
                        facts = self._told(future.result)
                    except distributed.KilledWorker:
                        deadly.append(place)
                        continue
                    self._check(partition, facts)
                    self._count(facts)
        finally:
            self._client.cancel(list(running))
        return deadly

    def _some_done(self, running: Iterable[distributed.Future]) -> set[distributed.Future]:
        """Wait until some are done.

        Raises:
            ClusterError: where no worker is left.
        """
        lonely = 0.0
        while True:
            try:
                return set(distributed.wait(list(running), timeout=_LOOK, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                lonely = 0.0 if self._workers() else lonely + _LOOK
            except CancelledError:
                raise ClusterError(_SCHEDULER_GONE) from None
            if lonely >= _GONE:
                raise ClusterError(
                    f"All workers have been gone for {_GONE} seconds; what was read is kept, and the next run goes on "
                    "from there."
                )

    def _read_here(self, partition: Partition) -> Iterator[Partition]:
        """Read a partition that ends workers, in processes of its own; yield what it was read as."""
        if self._survives(partition):
            yield partition
            return
        if len(partition.pieces) > 1:
            for piece in partition.pieces:
                yield from self._read_here(Partition((piece,)))
            return
        (piece,) = partition.pieces
        problem = Problem(path=shown_path(piece.path or ""), reason=_KILLS)
        without = Partition((replace(piece, path=None, told=(*piece.told, problem)),))
        write_result(self._job, without)
        yield without

    def _survives(self, partition: Partition) -> bool:
        # a process that was forked here would have the client's threads
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                self._count(pool.submit(write_result, self._job, partition, jobs=_APART).result())
            except BrokenProcessPool:
                return False
        return True

    def _check(self, partition: Partition, facts: Facts) -> None:
        """Make sure that a worker saw what is seen here."""
        result = self._job.result(partition)
        unseen = [path for path in facts.missing if os.path.lexists(path)]
        if unseen or not result.exists():
            result.unlink(missing_ok=True)
            where = unseen[0] if unseen else self._job.folder
            raise ClusterError(
                f"A worker does not see {where} as it is here; inputs and -o must lie in folders that all share."
            )

    def _count(self, facts: Facts) -> None:
        self._done += facts.articles
        self.progress(self._done)

    def _workers(self) -> Mapping[str, Any]:
        workers: Mapping[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return workers

    def _forget(self) -> None:
        # a cluster that is gone has forgotten
        with contextlib.suppress(Exception):
            self._client.unregister_worker_plugin(f"lunargraph-{self._run}")

    def _told(self, ask: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401 - what clusters give has no types
        """Ask the cluster, and tell what is wrong with it in a sentence."""
        try:
            return ask(*given)
        except ImportError as error:
            raise ClusterError(
                f"A worker lacks a library ({error}); install lunargraph with its extra `cluster` on all machines."
            ) from None
        except CancelledError:
            raise ClusterError(_SCHEDULER_GONE) from None
