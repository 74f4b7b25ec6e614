"""The file that lists feeds."""

from __future__ import annotations

import pytest

from lunargraph.errors import InputError
from lunargraph.watching import Plan, WatchedFeed, read_plan


@pytest.fixture
def write(tmp_path):
    """Write a plan; return its path."""

    def run(text):
        path = tmp_path / "feeds.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return run


def test_a_plan_with_everything(write, tmp_path):
    """Paths are relative to the file."""
    told = """folder = "news"\noutput = "/srv/site"\ninputs = ["mine", "../more.jsonl"]\ncontact = "desk@example.org"\ndelay = 2\nrecheck = 0.5
    [[feed]]\nurl = "https://x.example/rss"\noutlet = "The Paper"\n[[feed]]\nurl = "https://y.example/atom"\n"""
    plan = read_plan(write(told))
    assert plan.feeds == (
        WatchedFeed(url="https://x.example/rss", outlet="The Paper"),
        WatchedFeed(url="https://y.example/atom"),
    )
    assert plan.folder == tmp_path / "news"
    assert str(plan.output) == "/srv/site"
    assert plan.inputs == (tmp_path / "mine", tmp_path / "../more.jsonl")
    assert (plan.contact, plan.delay, plan.recheck) == ("desk@example.org", 2, 0.5)


def test_a_plan_with_little(write, tmp_path):
    """A feed is enough."""
    feeds = (WatchedFeed(url="https://x.example/rss"),)
    plan = read_plan(write('[[feed]]\nurl = "https://x.example/rss"'))
    assert plan == Plan(feeds=feeds, folder=tmp_path / "fetched", output=tmp_path / "outputs")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lists no feed"),
        ("feed = 3", "feed in it must be a list"),
        ("feed = [3]", "as a table"),
        ("[feed]\nurl = 'x'", "feed in it must be a list"),
        ("[[feed]]\noutlet = 'x'", "feed 1 has no url"),
        ("[[feed]]\nurl = 'x'\n[[feed]]\nurl = 3", "url in feed 2 must be a text"),
        ("[[feed]]\nurl = 'x'\nuotlet = 'y'", "'uotlet'"),
        ("foldre = 'x'", "legal are feed, folder"),
        ("delay = -1", "delay in it must be a number, 0 or more"),
        ("delay = nan", "delay in it must be a number"),
        ("recheck = true", "recheck in it must be a number"),
        ("inputs = [3]\n[[feed]]\nurl = 'x'", "inputs is a list"),
        ("[[feed", "no valid TOML"),
        (b"\xff", "no UTF-8"),
    ],
)
def test_what_is_no_plan(write, text, said):
    """A sentence that says where."""
    with pytest.raises(InputError) as caught:
        read_plan(write(text))
    assert said in str(caught.value)


def test_a_plan_that_is_not_there(tmp_path):
    """The same."""
    with pytest.raises(InputError, match="cannot be read"):
        read_plan(tmp_path / "none.toml")
