"""Killing builds on Dask, whole or a worker of them: what was read stays read, and the files are those of one process.

python benchmarks/fault_cluster.py FOLDER OUT     one such build, in small partitions; the suite begins and kills it
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from fault_lab import ROOT, phase

sys.path.insert(0, str(ROOT))

from lunargraph.build import build
from lunargraph.engine.cache import default_cache

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from fault_lab import Lab, Run

#: Bytes of text in a partition, so that sixteen articles make several.
_SIZE = 8000
_LOOK = 0.002


def clusters(lab: Lab, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Kill builds on Dask at any moment, and workers of them; run the former again."""
    out = lab.fresh()
    run = _begin(lab, out)
    if run.wait():
        lab.lost(f"a build on Dask: {run.words()}")
    lab.check_whole(out, "a build on Dask")
    seconds = time.monotonic() - run.begun
    for count in range(number):
        out = lab.fresh()
        run = _begin(lab, out)
        until = run.begun + chance.uniform(0, 1.05 * seconds)
        if count % 2:
            yield "Dask worker killed", _worker_killed(lab, run, out, until, chance)
            continue
        row = "Dask build killed"
        while run.poll() is None and time.monotonic() < until:
            time.sleep(_LOOK)
        run.send(signal.SIGKILL)
        met = "done" if run.wait() == 0 else phase(out)
        if not run.is_gone():
            lab.lost(f"{row}: processes were left behind")
        if lab.check(out, row) == "new" and met == "writing":
            lab.lost(f"{row}: reported as done while writing")
        again = _begin(lab, out)
        if again.wait() or not again.is_gone():
            lab.lost(f"{row}: the next run failed: {again.words()}")
        lab.check_whole(out, row)
        yield row, met


def _worker_killed(lab: Lab, run: Run, out: Path, until: float, chance: random.Random) -> str:
    row = "Dask worker killed"
    hit = 0
    while run.poll() is None and not hit:
        if (workers := _workers(run.pid)) and time.monotonic() >= until:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
                hit += 1
        time.sleep(_LOOK)
    if run.wait():
        lab.lost(f"{row}: the build ended with {run.code}: {run.words()}")
    if not run.is_gone():
        lab.lost(f"{row}: processes were left behind")
    lab.check_whole(out, row)
    return f"{hit} kills"


def _workers(pid: int) -> list[int]:
    """Return the processes of the workers of a build."""
    found = []
    # each thread has children of its own
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            children = map(int, told.read_text(encoding="ascii").split())
            found += [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return found


def _begin(lab: Lab, out: Path) -> Run:
    return lab.begin([str(lab.folder / "new"), str(out)], program=Path(__file__))


if __name__ == "__main__":
    build([Path(sys.argv[1])], Path(sys.argv[2]), engine="dask", jobs=2, partition_size=_SIZE, cache=default_cache())
