"""A folder of results is the one build or the other, whatever ends a build, and whenever."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lunargraph import staging
from lunargraph.errors import OutputError
from lunargraph.finished import Build, load
from lunargraph.staging import held, moment, settled, staged
from tests import builds

ROOT = Path(__file__).parents[1]
NAMES = ("a.csv", "b.csv", "manifest.json", "z.csv")
OLD, NEW = dict.fromkeys(NAMES, "old"), dict.fromkeys((*NAMES, "more.csv"), "new")


class Killed(BaseException):
    """Stands for a kill: nothing in the program catches it."""


def fill(folder, files):
    for name, text in files.items():
        (folder / name).write_text(text)


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def build(output, files=NEW):
    with held(output), staged(output) as folder:
        fill(folder, files)


@pytest.fixture
def output(tmp_path):
    """A folder with the results of an earlier build."""
    folder = tmp_path / "out"
    folder.mkdir()
    fill(folder, OLD)
    return folder


STEPS = ("mkdtemp", "fsync", "replace", "rmdir")


def failing(patch, step, number, error):
    """Let a step fail when it is taken for the n-th time; no step is taken after it, as after a kill."""
    place = {"mkdtemp": (staging.tempfile, "mkdtemp"), "rmdir": (Path, "rmdir")}.get(step, (os, step))
    count, dead = iter(range(1, 99)), []

    def counted(*args, **kwargs):
        if next(count) == number:
            dead.append(True)
            raise error
        return honest(*args, **kwargs)

    honest = getattr(*place)
    patch.setattr(*place, counted)
    if isinstance(error, Killed):
        # who is killed tidies nothing up
        patch.setattr(staging.shutil, "rmtree", lambda *_, **__: None)
    return dead


@pytest.mark.parametrize("reader", [settled, build], ids=["a reader", "the next build"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step(output, step, reader, monkeypatch):
    """Old or new afterwards, as a whole; nothing else is left once another build has passed."""
    outcomes = []
    for number in range(1, 20):
        fill(output, OLD)
        (output / "more.csv").unlink(missing_ok=True)
        with monkeypatch.context() as patch:
            died = failing(patch, step, number, Killed())
            with contextlib.suppress(Killed):
                build(output)
        if not died:
            break
        if reader is settled:
            settled(output)
            seen = {name: text for name, text in contents(output).items() if not name.startswith(".")}
            assert seen in (OLD, NEW)
            outcomes.append(seen == NEW)
        with held(output):
            pass
        assert contents(output) in (OLD, NEW)
        outcomes.append(contents(output) == NEW)
    assert outcomes
    # what is begun before the moment is dropped, what is begun after it is ended
    assert outcomes == sorted(outcomes)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails(output, step, monkeypatch):
    """One sentence; the files are as they were, or new as soon as they can be moved."""
    for number in range(1, 20):
        fill(output, OLD)
        (output / "more.csv").unlink(missing_ok=True)
        with monkeypatch.context() as patch:
            failed = failing(patch, step, number, OSError(28, "No space left on device"))
            told = ""
            try:
                build(output)
            except OutputError as error:
                told = str(error)
        if not failed:
            break
        if "unchanged" in told:
            assert contents(output) == OLD
            continue
        # tidying up an empty folder may fail
        assert "cannot be moved" in told or (step == "rmdir" and not told)
        settled(output)
        assert contents(output) == NEW


def test_who_writes_may_fail(output):
    """With any error of the system."""
    with pytest.raises(OutputError, match=r"\(Input/output error\); the earlier files are unchanged"):
        failing_writer(output)
    assert contents(output) == OLD


def failing_writer(output):
    with held(output), staged(output) as folder:
        fill(folder, NEW)
        raise OSError(5, "Input/output error")


def test_something_in_the_way(output):
    """A folder with the name of a file: told, whoever asks, until it is gone; then the new files are in place."""
    (output / "b.csv").unlink()
    (output / "b.csv" / "mine").mkdir(parents=True)
    for ask in (build, settled, build):
        with pytest.raises(OutputError, match=r"b\.csv"):
            ask(output)
    (output / "b.csv" / "mine").rmdir()
    (output / "b.csv").rmdir()
    settled(output)
    assert contents(output) == NEW


def test_what_was_killed_leaves_nothing(output):
    """Folders half made are removed by the next build, the lock is no file that stays."""
    for name in (".building-x", ".building-y"):
        (output / name).mkdir()
        (output / name / "a.csv").write_text("half")
    (output / ".lunargraph.lock").touch()
    build(output)
    assert contents(output) == NEW


def test_a_folder_made_for_nothing_goes(tmp_path):
    """With those above it; one that was there before stays."""
    with pytest.raises(ZeroDivisionError):
        nothing(tmp_path / "a" / "b" / "out")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").mkdir()
    with pytest.raises(ZeroDivisionError):
        nothing(tmp_path / "mine")
    assert (tmp_path / "mine").is_dir()


def nothing(output):
    with held(output):
        raise ZeroDivisionError


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be(tmp_path, place):
    """One sentence."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="cannot be written"):
        build(tmp_path / place)
    assert (tmp_path / "file").read_text() == "mine"


HOLD = """
import sys, time
from pathlib import Path
from lunargraph.staging import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_another_build_is_at_work(output, monkeypatch):
    """The second is told and changes nothing; when the first is killed, the next is let in at once."""
    monkeypatch.setattr(staging, "_MOMENT", 0.2)
    command = [sys.executable, "-c", HOLD, str(output)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(OutputError, match=r"Another build is at work in .*; wait until it is done, or choose"):
            build(output)
        settled(output)
        other.kill()
    assert {name: text for name, text in contents(output).items() if name != ".lunargraph.lock"} == OLD
    build(output)
    assert contents(output) == NEW


def test_a_reader_waits_for_the_move_and_no_longer(output):
    """Not for the end of a build that goes on after it."""
    (output / ".ready").mkdir()
    fill(output / ".ready", NEW)
    begun, done = threading.Event(), threading.Event()

    def other():
        with held(output):
            begun.set()
            done.wait(20)

    thread = threading.Thread(target=other)
    with staging._locked(output, 1):
        thread.start()
        time.sleep(0.1)
        asked = threading.Thread(target=settled, args=(output,))
        asked.start()
    asked.join(20)
    assert not asked.is_alive()
    assert begun.wait(20)
    seen = {name: text for name, text in contents(output).items() if not name.startswith(".")}
    done.set()
    thread.join()
    assert seen == NEW


def test_what_is_read_is_of_one_build(tmp_path, monkeypatch):
    """A build that changes under the read is read again; one that was built anew later is no longer asked."""
    folder = tmp_path / "out"
    builds.camps(folder)
    (folder / "manifest.json").write_text("{}")
    before = load(folder)
    assert before.moment == moment(folder)
    reads = []
    honest = Build._read

    def changing(place):
        reads.append(place)
        if len(reads) < 3:
            (place / "new.json").write_text("{}")
            (place / "new.json").replace(place / "manifest.json")
            if len(reads) == 2:
                raise OutputError("a file of the old build is gone")
        return honest(place)

    monkeypatch.setattr(Build, "_read", changing)
    after = load(folder)
    assert (len(reads), len(after.ties)) == (3, len(before.ties))
    monkeypatch.undo()
    (folder / "new.json").write_text(json.dumps({"built_at": "later"}))
    (folder / "new.json").replace(folder / "manifest.json")
    for ask in (lambda: before.claims, lambda: before.articles, lambda: before.graph, lambda: before.manifest):
        with pytest.raises(OutputError, match="built anew since it was loaded; load it again"):
            ask()
    assert len(load(folder).claims) > 0
