"""The benchmark runs, on few claims, and its ways agree where they ask the same."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_benchmark_prints_a_table(tmp_path):
    """Each way answers; the table tells load, memory and questions."""
    command = [sys.executable, str(ROOT / "benchmarks" / "answers.py"), "--claims", "2000", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
    rows = {line.split("|")[1].strip(): line for line in done.stdout.splitlines() if line.startswith("|")}
    assert {"load", "memory after loading", "members", "overlap", "timeline", "evidence of one member"} <= set(rows)
    assert "lunargraph | pandas | networkx" in rows[""]
