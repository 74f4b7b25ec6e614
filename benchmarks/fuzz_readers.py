"""Damage real files of every format ten thousand times and read them: no crash, no hang, bounded memory.

    python benchmarks/fuzz_readers.py --inputs 10000

Each format runs in a process of its own. An input fails where anything but an ordinary refusal comes out of the
reader, or where it takes longer than 5 s of the processor; failing inputs are kept. Exit 1 where any failed.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import hashlib
import io
import json
import os
import resource
import subprocess
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from lunargraph.articles.files import BROKEN, FileReading  # noqa: E402 - the path comes first
from lunargraph.articles.mapping import FieldMap  # noqa: E402
from tests.articles.readers.fuzzing import edits, fuzzed, seeds  # noqa: E402

#: Seconds of the processor that reading one damaged file may take; those of the clock depend on who else works there.
PATIENCE = 5.0
_HEAD = ("format", "inputs", "refused", "read", "failed", "slowest s", "mean ms", "peak MiB")


def main() -> int:
    """Run every format, or with ``--one`` a single one and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="damaged files for each format")
    parser.add_argument("--only", nargs="*", default=[], help="endings, such as .pdf .zip")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--one", default="")
    given_ = parser.parse_args()
    if given_.one:
        print(json.dumps(_run(given_.one, given_.inputs, given_.seed, given_.keep)))
        return 0
    print("| " + " | ".join(_HEAD) + " |\n" + "|---" * len(_HEAD) + "|", flush=True)
    failed = 0
    for ending in given_.only or seeds():
        command = [
            sys.executable,
            __file__,
            "--one",
            ending,
            "--inputs",
            str(given_.inputs),
            "--seed",
            str(given_.seed),
        ]
        done = subprocess.run([*command, "--keep", str(given_.keep)], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            print(f"| {ending} | ended with {done.returncode} |", flush=True)
            failed += 1
            continue
        figures = json.loads(done.stdout.splitlines()[-1])
        failed += figures["failed"]
        print("| " + " | ".join(str(figures[name]) for name in _HEAD) + " |", flush=True)
    return 1 if failed else 0


def _run(ending: str, inputs: int, number: int, keep: Path) -> dict[str, object]:
    files = seeds()[ending]
    counts = {"inputs": 0, "refused": 0, "read": 0, "failed": 0}
    slowest = total = 0.0

    @seed(number)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, len(files) - 1), edits, st.booleans())
    def one(which: int, steps: list[tuple[str, int, int, int]], inside: bool) -> None:  # noqa: FBT001 - drawn
        nonlocal slowest, total
        data = fuzzed(ending, which, steps, inside=inside)
        counts["inputs"] += 1
        # a hang that no clock of ours would end
        faulthandler.dump_traceback_later(60, exit=True)
        started = _processor()
        try:
            articles = read(ending, data)
            counts["read" if articles else "refused"] += 1
            why = ""
        except Exception:  # noqa: BLE001 - what is looked for
            why = traceback.format_exc()
        took = _processor() - started
        faulthandler.cancel_dump_traceback_later()
        slowest, total = max(slowest, took), total + took
        if why or took > PATIENCE:
            counts["failed"] += 1
            keep.mkdir(parents=True, exist_ok=True)
            name = f"{hashlib.sha256(data).hexdigest()[:12]}{ending}"
            (keep / name).write_bytes(data)
            (keep / f"{name}.why").write_text(why or f"it took {took:.1f} s\n", encoding="utf-8")

    # libraries that compile their patterns at the first page are not slow on that page
    for data in files:
        read(ending, data)
    one()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    slow = {"slowest s": round(slowest, 2), "mean ms": round(1000 * total / max(1, counts["inputs"]), 1)}
    return {"format": ending, **counts, **slow, "peak MiB": peak // 1024}


def _processor() -> float:
    """Return the seconds of the processor that this process has used, and those that have ended under it."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def read(ending: str, data: bytes) -> int:
    """Return how many articles come out of a file; every trouble must be told, none may be raised."""
    told: list[Any] = []
    reading = FileReading(told.append, FieldMap({}))
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()) as said:
        warnings.simplefilter("error", ResourceWarning)
        found = sum(1 for _ in reading.within(f"a{ending}", io.BytesIO(data), len(data)))
    if broken := [p.reason for p in told if BROKEN in p.reason]:
        raise AssertionError(broken[0])
    if said.getvalue():
        raise AssertionError("something was printed: " + said.getvalue()[:200])
    if not found and not told:
        raise AssertionError("nothing was read and nothing told")
    return found


if __name__ == "__main__":
    sys.exit(main())
