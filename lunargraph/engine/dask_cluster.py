"""Dask itself: a cluster to work on, and what its workers do."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import threading
from typing import TYPE_CHECKING, Final

import distributed
from distributed.diagnostics.plugin import WorkerPlugin

from lunargraph.engine.recipe import Recipe
from lunargraph.engine.results import digest_of_all, write_result
from lunargraph.errors import ClusterError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.engine.partitions import Partition
    from lunargraph.engine.results import Facts, Job

#: How often a partition may end its worker before it is given up to whoever asked for it.
_DEATHS: Final = 2
#: How often a cluster on this machine is begun.
_STARTS: Final = 3
#: Seconds to wait for a scheduler, and for its first worker.
_PATIENCE: Final = 20
#: What a worker has to know for each run that it works for.
_JOBS: dict[str, Job] = {}
_SAME: set[str] = set()
#: An extractor reads one article at a time, however many threads a worker has.
_ONE_AT_A_TIME: Final = threading.Lock()


@contextlib.contextmanager
def connected(scheduler: str | None, jobs: int | None) -> Iterator[distributed.Client]:
    """Give a client of the cluster at an address, or of one made here of so many processes (one a core if None).

    Raises:
        ClusterError: where there is no scheduler at the address, or it has no worker; or where none can be started.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(_quiet())
        if scheduler is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="lunargraph-", ignore_cleanup_errors=True))
            cluster = stack.enter_context(_made_here(jobs or os.cpu_count() or 1, folder))
            yield stack.enter_context(distributed.Client(cluster))
            return
        yield stack.enter_context(_client(scheduler))


def _made_here(workers: int, folder: str) -> distributed.LocalCluster:
    # a worker that dies later is replaced by the cluster; one that dies before it has begun ends its making
    for _ in range(_STARTS):
        with contextlib.suppress(RuntimeError, OSError):
            return distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
                local_directory=folder,
                scheduler_kwargs={"allowed_failures": _DEATHS},
            )
    raise ClusterError(
        f"The {workers} workers of a Dask cluster do not start on this machine; give fewer --jobs, or no --engine."
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from telling every lost connection on stderr: what matters is told by who asked."""
    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextlib.contextmanager
def _client(address: str) -> Iterator[distributed.Client]:
    try:
        client = distributed.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TypeError):
        raise ClusterError(
            f"There is no Dask scheduler at {address}; start one with `dask scheduler`, or leave --scheduler out to "
            "work on this machine."
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise ClusterError(
                f"The scheduler at {address} has no workers; start some with `dask worker {address} --nthreads 1`."
            ) from None
        yield client


class Knowing(WorkerPlugin):  # type: ignore[misc]  # the library is not typed
    """Tells every worker, also one that comes later, what a run is about."""

    def __init__(self, run: str, job: Job) -> None:
        """Know a job by the name of the run."""
        self.name = f"lunargraph-{run}"
        self._run, self._job = run, job

    def setup(self, worker: distributed.Worker) -> None:  # noqa: ARG002 - the interface of plugins
        """Keep the job in this process."""
        _JOBS[self._run] = self._job

    def teardown(self, worker: distributed.Worker) -> None:  # noqa: ARG002 - the interface of plugins
        """Forget it."""
        _JOBS.pop(self._run, None)


def read_there(run: str, partition: Partition) -> Facts:
    """Read a partition in a worker, and write its result.

    Raises:
        ClusterError: where this worker would not read as the others do, or does not see the folder of the build.
        OutputError: where the result cannot be written.
    """
    job = _JOBS[run]
    _check(job)
    with _ONE_AT_A_TIME:
        return write_result(job, partition)


def _check(job: Job) -> None:
    address = _address()
    if not job.folder.is_dir():
        raise ClusterError(
            f"The worker at {address} does not see the folder {job.folder}; give -o in a folder that all share."
        )
    if job.digest not in _SAME:
        # made anew, so that nothing comes along that was found out elsewhere
        if digest_of_all(Recipe(job.recipe.lexicon, job.recipe.model)) != job.digest:
            raise ClusterError(
                f"The worker at {address} would read by other code, rules or libraries than those here; install the "
                "same version of lunargraph and its libraries on all machines."
            )
        _SAME.add(job.digest)


def _address() -> str:
    try:
        return str(distributed.get_worker().address)
    except ValueError:
        return "this machine"
