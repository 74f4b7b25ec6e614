"""A few of the faults of ``benchmarks/faults.py``, which has hundreds: nothing is lost."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(sys.platform != "linux", reason="it forks, and mounts small disks")
def test_nothing_is_lost():
    """Builds killed and stopped, their processes killed, feeds watched; what else there is has tests of its own."""
    kinds = ["kills", "workers", "stops", "watch"]
    command = [sys.executable, str(ROOT / "benchmarks" / "faults.py"), "--kills", "6", "--few", "--only", *kinds]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
    rows = dict(re.findall(r"^\| (.*?) \| (\d+) \|", done.stdout, re.MULTILINE))
    assert int(rows["build killed, jobs 2"]) == 2
    assert {"worker killed", "build stopped by SIGTERM", "watch killed"} <= set(rows)
    assert done.stdout.endswith("\n0 losses.\n")
