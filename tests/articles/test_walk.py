"""Whatever lies in a folder: each file is read once or told of, in a stable order, and nothing is waited for."""

from __future__ import annotations

import os
import socket

import pytest

from lunargraph.articles import read_articles
from lunargraph.articles.limits import NAMED
from lunargraph.articles.problems import Problem, Telling, shown_path


def read(*paths):
    """Return the articles' texts and the problems."""
    problems = []
    return [a.text for a in read_articles(paths, report=problems.append)], problems


def test_a_tree_of_five_thousand_folders_is_read(tmp_path):
    """Neither Python's calls nor the system's longest path end the walk."""
    (tmp_path / "a.txt").write_text("Top.")
    handle = os.open(tmp_path, os.O_RDONLY)
    try:
        for _ in range(5_000):
            os.mkdir("d", dir_fd=handle)
            deeper = os.open("d", os.O_RDONLY, dir_fd=handle)
            os.close(handle)
            handle = deeper
        file = os.open("z.txt", os.O_CREAT | os.O_WRONLY, dir_fd=handle)
        os.write(file, b"Bottom.")
        os.close(file)
    finally:
        os.close(handle)
    assert read(tmp_path) == (["Top.", "Bottom."], [])
    # pytest's own tidying would fall over the tree
    import shutil  # noqa: PLC0415

    while (tmp_path / "d").exists():
        shutil.move(tmp_path / "d", tmp_path / "x")
        chain = tmp_path / "x"
        for _ in range(400):
            if not (chain / "d").exists():
                break
            chain /= "d"
        if (chain / "d").exists():
            shutil.move(chain / "d", tmp_path / "d")
        shutil.rmtree(tmp_path / "x")


def test_very_many_files_are_read_in_order(tmp_path):
    """Four thousand files in one folder come by name; those that cannot be read are named once each up to a limit."""
    for i in range(4_000):
        (tmp_path / f"{i:05}.{'jpg' if i % 2 else 'txt'}").write_text(f"Text {i}.")
    texts, problems = read(tmp_path)
    assert texts == [f"Text {i}." for i in range(0, 4_000, 2)]
    assert [p.times for p in problems] == [1] * NAMED + [2_000 - NAMED]
    assert problems[-1].path.endswith("03999.jpg")
    assert "1,900 more had the same trouble" in problems[-1].reason
    assert "legal endings" in problems[-1].reason


def test_rare_troubles_are_not_hidden_by_many(tmp_path):
    """What only one file has is named, however many others had something else."""
    for i in range(2 * NAMED):
        (tmp_path / f"{i:05}.txt").write_text("")
    (tmp_path / "z.json").write_text("{oops")
    _, problems = read(tmp_path)
    assert [p.path.rpartition("/")[2] for p in problems if "JSON" in p.reason] == ["z.json"]
    assert sum(p.times for p in problems) == 2 * NAMED + 1


def test_sorts_of_trouble_are_bounded():
    """Reasons without end do not fill the memory."""
    told = []
    telling = Telling(told.append)
    for i in range(5_000):
        telling(Problem(path="a", reason=chr(0x4E00 + i)))
    telling.rest()
    assert sum(p.times for p in told) == 5_000
    assert len(told) < 3 * NAMED + 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_pipes_sockets_and_devices_are_not_waited_for(tmp_path):
    """A pipe that nobody writes to would hold the run for ever."""
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "c.txt"))
        (tmp_path / "d.txt").write_text("Good.")
        texts, problems = read(tmp_path)
        # given by name, they are the same
        assert read(tmp_path / "a.txt", tmp_path / "c.txt")[0] == []
    assert texts == ["Good."]
    assert [(p.path.rpartition("/")[2], p.kind) for p in problems] == [(f"{n}.txt", "error") for n in "abc"]
    assert {p.reason for p in problems} == {
        "it is a pipe, socket or device, not a file; save what comes out of it as a file"
    }


def test_links_to_folders_are_told_and_links_to_files_read(tmp_path):
    """Circles end; nothing is left out silently."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "me.txt").symlink_to("me.txt")
    (tmp_path / "real.text").write_text("Real.")
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "real.text")
    texts, problems = read(tmp_path / "in")
    assert texts == ["Real."]
    assert [(p.path.rpartition("/")[2], p.kind) for p in problems] == [("up", "skipped"), ("me.txt", "error")]


def test_a_file_that_grows_under_the_read_is_told(tmp_path):
    """Its articles are kept, with a word."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two."}\n')
    problems = []
    articles = read_articles([path], report=problems.append)
    texts = [next(articles).text]
    with path.open("a") as file:
        file.write('{"text": "Three."')
    texts += [a.text for a in articles]
    assert texts == ["One.", "Two."]
    assert [p.kind for p in problems][-1] == "note"
    assert "changed while it was read" in problems[-1].reason


def test_a_file_that_vanishes_before_the_read_is_told(tmp_path):
    """The run goes on with the next."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)
    problems = []
    articles = read_articles([tmp_path], report=problems.append)
    texts = [next(articles).text]
    (tmp_path / "b.txt").unlink()
    texts += [a.text for a in articles]
    assert texts == ["a", "c"]
    assert "it is gone" in problems[0].reason


def test_hostile_file_names_are_shown_harmlessly(tmp_path):
    """Line breaks, escapes, bidirectional controls and bytes that are no text do no harm to what is printed."""
    for name in (b"a\nerror: all lost.txt", b"b\x1b[2J.txt", "c\u202etxt.exe.txt".encode(), b"d\xff.txt"):
        (tmp_path / os.fsdecode(name)).touch()
    _, problems = read(tmp_path)
    assert len(problems) == 4
    assert all(p.path.isprintable() for p in problems)
    assert shown_path("x\udcff\n") == "x\ufffd\ufffd"


def test_a_path_that_is_far_too_long_is_the_users_mistake():
    """It is one sentence."""
    from lunargraph.errors import InputError  # noqa: PLC0415

    with pytest.raises(InputError, match="does not exist"):
        read_articles(["x" * 100_000, "a\0b"], report=print)
