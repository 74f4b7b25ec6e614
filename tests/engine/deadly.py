"""Articles and files that end the process which reads them; imported by workers, so a module of its own."""

from __future__ import annotations

import os

from distributed.diagnostics.plugin import WorkerPlugin

from lunargraph.engine import results, work

_WORK = work.work


def work_or_die(recipe, articles):
    """Read articles, if none of them is deadly."""
    if any("DEADLY" in article.text for article in articles):
        os._exit(9)
    return _WORK(recipe, articles)


class Deadly(WorkerPlugin):
    """Makes every worker mortal, also one that takes the place of another."""

    name = "deadly"

    def setup(self, worker):  # noqa: ARG002 - the interface of plugins
        work.work = work_or_die

    def teardown(self, worker):  # noqa: ARG002 - the same
        work.work = _WORK


def write_mortally(job, partition, *, jobs=1):
    """Write a result in a process that a deadly article ends."""
    work.work = work_or_die
    return results.write_result(job, partition, jobs=jobs)


def write_or_die(job, partition, *, jobs=1):
    """Write a result, if none of the files is deadly."""
    if any(piece.path and "deadly" in piece.path.name for piece in partition.pieces):
        os._exit(9)
    return results.write_result(job, partition, jobs=jobs)
