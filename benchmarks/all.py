"""All benchmarks of speed, memory and scale, one after the other, printed as Markdown for the README.

    python benchmarks/all.py                        some hours
    python benchmarks/all.py --quick                some twenty minutes: small inputs, few runs
    python benchmarks/all.py --only scale throughput

What each part measures, and on what, its own script tells. A part that fails, or whose peer or browser is not
installed, is named at the end, and the others are run all the same. How well the reader reads is not measured here
but by ``python -m lunargraph evaluate``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What each script is asked for, in full and in a hurry.
PARTS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "throughput": ((), ("--quick",)),
    "scale": ((), ("--quick",)),
    "cluster": ((), ("--articles", "600", "--relevant", "0.05")),
    "explorer": (("--peer-runs", "1"), ("--nodes", "200", "--ties", "600", "--runs", "2", "--peer-runs", "1")),
    "answers": ((), ("--claims", "50000")),
    "gate": ((), ("--articles", "400", "--parse", "15")),
    "stories": ((), ("--texts", "20000")),
    "inputs": ((), ("--megabytes", "5", "--files", "2000")),
    "limits": ((), ("--runs", "1", "--only", "dates", "lines that look like dates", "one paragraph")),
    "fuzz_readers": ((), ("--inputs", "100")),
    "faults": ((), ("--kills", "10", "--few")),
}


def main() -> int:
    """Run the scripts; return how many failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=", ".join(PARTS))
    given = parser.parse_args()
    failed = []
    for part in given.only:
        print(f"## {part}\n", flush=True)
        command = [sys.executable, str(Path(__file__).with_name(f"{part}.py")), *PARTS[part][given.quick]]
        started = time.monotonic()
        if subprocess.run(command, check=False).returncode:
            failed.append(part)
        print(f"\n{part}.py took {time.monotonic() - started:,.0f} s.\n", flush=True)
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
