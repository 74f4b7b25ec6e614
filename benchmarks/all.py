"""All benchmarks of speed, memory and scale, one after the other, printed as Markdown for the README.

    python benchmarks/all.py               an hour or two
    python benchmarks/all.py --quick       a few minutes, small corpora, few runs

What every part measures, and on what, its own script tells: throughput.py, scale.py, and beside them answers.py,
explorer.py, gate.py, inputs.py, limits.py and stories.py, which are run by themselves.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

_SCRIPTS = ("throughput.py", "scale.py")


def main() -> int:
    """Run the scripts; return how many failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    failed = 0
    for script in _SCRIPTS:
        command = [sys.executable, str(Path(__file__).with_name(script)), *(["--quick"] if given.quick else [])]
        failed += subprocess.run(command, check=False).returncode != 0
        print(flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
