"""Ctrl-C and SIGTERM: one sentence, an exit code that says so, no traceback, and no process left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from lunargraph.cli.stopping import STOPPED

ROOT = Path(__file__).parents[2]
TEXT = "Peru signed the Artemis Accords on 30 May 2024. "


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"])
def test_a_build_is_stopped(tmp_path, number, code):
    """In the midst of reading, with its processes; an earlier build stays as it was."""
    rows = [{"id": str(n), "text": f"{TEXT} {n} " * 60} for n in range(400)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "claims.csv").write_text("earlier")
    command = [sys.executable, "-m", "lunargraph", "build", "a.jsonl", "-o", "out", "--jobs", "2", "--no-cache"]
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as build:
        process = psutil.Process(build.pid)
        until = time.monotonic() + 60
        while len(workers := process.children()) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        build.send_signal(number)
        assert build.wait(60) == code
        assert build.stderr.read() == f"lunargraph: {STOPPED}\n"
    assert psutil.wait_procs(workers, timeout=10)[1] == []
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"claims.csv"}
    assert (tmp_path / "out" / "claims.csv").read_text() == "earlier"


def test_signals_are_as_they_were_after_a_command(run):
    """A program that calls the command line keeps its own ways."""
    before = signal.getsignal(signal.SIGTERM)
    assert run("query", "members", "nothing", "-o", "nowhere").exit_code == 2
    assert signal.getsignal(signal.SIGTERM) is before
