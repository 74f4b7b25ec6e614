"""The cache: bounded, shared, replaceable, and never a reason for a run to fail."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from lunargraph.engine import Cache, default_cache
from lunargraph.engine import cache as caches

DAY = 86_400


def never(sentence):
    pytest.fail(sentence)


def keys(start, stop):
    return [number.to_bytes(32, "big") for number in range(start, stop)]


def entries(start, stop, size=900):
    """Results that cannot be packed, so that sizes are known."""
    return {key: os.urandom(size) for key in keys(start, stop)}


def on(monkeypatch, day):
    monkeypatch.setattr(caches.time, "time", lambda: day * DAY)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "made" / "cache"


def test_what_is_kept_is_found(folder):
    """By this run and the next, under its own key alone, whatever it is; a thousand keys at once."""
    things = entries(0, 1203) | {b"x": b"", b"y" * 32: b"\0" * 99_999}
    with Cache(folder, never) as cache:
        assert cache.find([b"x"]) == {}
        cache.keep(things)
        cache.keep({})
        assert cache.find(list(things)) == things
    with Cache(folder, never) as cache:
        assert cache.find([*things, b"z"]) == things
        assert cache.size().articles == len(things)
        cache.keep({b"x": b"new"})
        assert cache.find([b"x"]) == {b"x": b"new"}
    assert [path.name for path in folder.iterdir()] == ["readings.sqlite"]


def test_what_was_not_asked_for_longest_goes_first(folder, monkeypatch):
    """A question counts as use, and so does writing; within the limit afterwards, the file itself as well."""
    on(monkeypatch, 10)
    with Cache(folder, never) as cache:
        cache.keep(entries(0, 300))
    on(monkeypatch, 11)
    with Cache(folder, never) as cache:
        cache.keep(entries(300, 400))
    on(monkeypatch, 12)
    with Cache(folder, never) as cache:
        cache.find(keys(0, 100))
    with Cache(folder, never) as cache:
        limit = cache.size().bytes // 2
        cache.prune(limit)
        assert cache.size().bytes <= limit
        assert (folder / "readings.sqlite").stat().st_size <= limit
        left = set(cache.find(keys(0, 400)))
        assert set(keys(0, 100)) <= left
        assert left.isdisjoint(keys(100, 290))
        cache.prune(0)
        assert cache.size().articles == 0


def test_it_stays_bounded_while_one_run_brings_more_than_it_may_hold(folder):
    """Not only at the end; and what came last is there."""
    limit = 400_000
    with Cache(folder, never, limit=limit) as cache:
        for start in range(0, 2000, 100):
            cache.keep(entries(start, start + 100))
            assert (folder / "readings.sqlite").stat().st_size <= limit + 150_000
        assert 100 < cache.size().articles < 400
    assert (folder / "readings.sqlite").stat().st_size <= limit


def damages():
    return {
        "no database": lambda path: path.write_bytes(b"This is no database, but a letter." * 300),
        "empty": lambda path: path.write_bytes(b""),
        "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
        "zeros": lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096)),
        "noise": lambda path: path.write_bytes(path.read_bytes()[:4096] + os.urandom(path.stat().st_size - 4096)),
        "another version": lambda path: rewritten(path, "CREATE TABLE readings (a, b)"),
        "another program's": lambda path: rewritten(path, "CREATE TABLE other (a, b)"),
    }


def rewritten(path, table):
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute(table)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("how", damages())
def test_a_damaged_file_costs_time_alone(folder, how):
    """Whether that shows when it is opened or only in use: told at most once, and the next run has a whole one."""
    things = entries(0, 400)
    with Cache(folder, never) as cache:
        cache.keep(things)
    damages()[how](folder / "readings.sqlite")
    told = []
    with Cache(folder, told.append) as cache:
        found = cache.find(list(things))
        assert all(things[key] == data for key, data in found.items())
        cache.keep(things)
    assert len(told) <= 1
    assert all("damaged" in sentence for sentence in told)
    with Cache(folder, never) as cache:
        cache.keep(things)
        assert cache.find(list(things)) == things


def test_a_damaged_cell_is_a_missing_one(folder):
    """The others are found."""
    with Cache(folder, never) as cache:
        cache.keep({b"a": b"1", b"b": b"2"})
    connection = sqlite3.connect(folder / "readings.sqlite")
    connection.execute("UPDATE readings SET data = x'0102' WHERE key = x'61'")
    connection.commit()
    connection.close()
    with Cache(folder, never) as cache:
        assert cache.find([b"a", b"b"]) == {b"b": b"2"}


@pytest.mark.parametrize("what", ["a file", "a file above", "a folder"])
def test_where_there_can_be_none_the_run_goes_on(tmp_path, what):
    """One sentence, with what is in the way."""
    place = tmp_path / "c"
    if what == "a folder":
        (place / "readings.sqlite").mkdir(parents=True)
    else:
        place.write_text("mine")
    told = []
    with Cache(place / "deep" if what == "a file above" else place, told.append) as cache:
        cache.keep(entries(0, 3))
        assert cache.find(keys(0, 3)) == {}
        assert cache.size().articles == 0
    assert len(told) == 1
    assert told[0].startswith(f"The cache {place}")
    assert "cannot be used" in told[0]


def test_what_may_only_be_read_is_read(folder, monkeypatch):
    """A shared file, or a medium that is full or locked: told once, nothing new is remembered, all else is found."""
    things = entries(0, 3)
    with Cache(folder, never) as cache:
        cache.keep(things)
    honest = sqlite3.connect

    def reading_only(*args, **options):
        connection = honest(*args, **options)
        connection.execute("PRAGMA query_only = ON")
        return connection

    monkeypatch.setattr(caches.sqlite3, "connect", reading_only)
    told = []
    with Cache(folder, told.append) as cache:
        assert cache.find(list(things)) == things
        for start in (10, 20, 30):
            cache.keep(entries(start, start + 3))
        assert cache.find(list(things)) == things
    assert [("cannot be written" in sentence) for sentence in told] == [True]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting a small disk needs root on Linux")
def test_a_full_disk(tmp_path):
    """What does not fit is not remembered; what was is still found, and the file is whole."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        told = []
        first = entries(0, 50)
        with Cache(disk, told.append) as cache:
            cache.keep(first)
            assert told == []
            for start in range(100, 1000, 50):
                cache.keep(entries(start, start + 50))
            assert len(told) == 1
            assert "cannot be written" in told[0]
            assert cache.find(list(first)) == first
        with Cache(disk, told.append) as cache:
            assert cache.find(list(first)) == first
        assert len(told) == 1
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def write_much(folder, start):
    with Cache(Path(folder), _raise) as cache:
        for number in range(start, start + 400, 20):
            cache.keep({key: key * 9 for key in keys(number, number + 20)})
            found = cache.find(keys(start, number + 20))
            assert found == {key: key * 9 for key in keys(start, number + 20)}


def _raise(sentence):
    raise AssertionError(sentence)


def test_several_processes_at_once(folder):
    """Each finds what it kept; at the end all of it is there."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=write_much, args=(folder, 1000 * n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with Cache(folder, never) as cache:
        assert cache.size().articles == 1200


def test_a_damaged_file_is_replaced_under_another_run(folder):
    """Who has it open reads on, or is told that it cannot write; nobody is given what is not so."""
    things, others = entries(0, 50), entries(50, 99)
    told = []
    with Cache(folder, told.append) as first:
        first.keep(things)
        shutil.copyfile(folder / "readings.sqlite", folder / "copy")
        (folder / "copy").write_bytes(b"noise" * 3000)
        (folder / "copy").replace(folder / "readings.sqlite")
        with Cache(folder, lambda _: None) as second:
            second.keep(others)
            first.keep(entries(200, 250))
            assert second.find(list(others)) == others
        assert first.find(list(things)) in ({}, things)
    assert len(told) <= 1
    with Cache(folder, never) as cache:
        assert cache.find(list(others)) == others


def fill(folder):
    with Cache(Path(folder), _raise) as cache:
        for number in range(0, 10**6, 50):
            cache.keep({key: key * 30 for key in keys(number, number + 50)})


def test_killed_while_writing(folder):
    """Whatever the moment: all that is found is right, and the next run can write."""
    context = multiprocessing.get_context("fork")
    for pause in (0.05, 0.11, 0.17):
        process = context.Process(target=partial(fill, folder))
        process.start()
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        with Cache(folder, never) as cache:
            found = cache.find(keys(0, 2000))
            assert all(data == key * 30 for key, data in found.items())
            cache.keep({b"k": b"v"})
            assert cache.find([b"k"]) == {b"k": b"v"}


def test_the_folder(monkeypatch, tmp_path):
    """As the environment says, or else where this system keeps caches."""
    monkeypatch.setenv("LUNARGRAPH_CACHE", str(tmp_path))
    assert default_cache() == tmp_path
    for value in ("", None):
        monkeypatch.setenv("LUNARGRAPH_CACHE", value) if value is not None else monkeypatch.delenv("LUNARGRAPH_CACHE")
        assert default_cache().name == "lunargraph"
