"""What is known of addresses, kept for the next run."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest

from lunargraph.articles.fetching.state import STATE_NAME, Row, State
from lunargraph.errors import OutputError

ROW = Row(
    url="https://x.example/a",
    final_url="https://x.example/b",
    etag='"1"',
    article="0" * 16,
    status="fetched",
    checked="2026-11-26T12:00:00Z",
)


def test_a_row_is_there_in_the_next_run(tmp_path):
    """By its address and by the one that it led to; later facts take the place of earlier ones."""
    with State(tmp_path) as state:
        assert state.get(ROW.url) is None
        state.put(Row(url=ROW.url, status="failed"))
        state.put(ROW)
        state.leave_note("told", "x")
    with State(tmp_path) as state:
        assert state.get(ROW.url) == state.get(ROW.final_url) == ROW
        assert (state.note("told"), state.note("other")) == ("x", "")


def test_a_killed_run_leaves_what_it_knew_and_no_lock(tmp_path):
    """The end comes without a word: what was kept is kept."""
    code = "import os, sys, pathlib; from lunargraph.articles.fetching.state import Row, State\n"
    code += "s = State(pathlib.Path(sys.argv[1])); s.put(Row(url='https://x.example/a', status='gone')); os.kill(os.getpid(), 9)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=False).returncode == -9
    with State(tmp_path) as state:
        assert state.get(ROW.url).status == "gone"


def test_two_runs_at_once(tmp_path):
    """The second is told, and the first goes on."""
    with State(tmp_path) as state:
        with pytest.raises(OutputError, match="Another run is at work"):
            State(tmp_path)
        state.put(ROW)
    State(tmp_path).close()


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_told(tmp_path, content):
    """With the way out; it is not thrown away for the user."""
    (tmp_path / STATE_NAME).write_bytes(content)
    with pytest.raises(OutputError, match="damaged"):
        State(tmp_path)
    assert (tmp_path / STATE_NAME).read_bytes() == content


def test_a_file_of_another_release_and_a_folder_that_is_a_file(tmp_path):
    """Both are sentences."""
    with sqlite3.connect(tmp_path / STATE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(OutputError, match="another release"):
        State(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be made"):
        State(tmp_path / "file")
