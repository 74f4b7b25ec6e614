"""A build that would change nothing leaves what is there; whatever changes, it is built anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lunargraph.build import build
from lunargraph.unchanged import as_it_was, signature

TEXT = "Peru signed the Artemis Accords on 30 May 2024."


@pytest.fixture
def place(tmp_path):
    """A folder of one article, and the places of build and cache."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    return tmp_path


def built(place, **asked):
    return build([place / "in"], place / "out", cache=place / "cache", **asked)


def files_of(folder):
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_nothing_changed_leaves_every_file_as_it_is(place):
    """The second build writes nothing and has the numbers of the first."""
    first = built(place)
    before = files_of(place / "out")
    second = built(place)
    assert files_of(place / "out") == before
    assert second.unchanged_since == json.loads((place / "out" / "manifest.json").read_text())["built_at"]
    numbers = (
        "articles",
        "stories",
        "silent",
        "claims",
        "ties",
        "disputed",
        "less_sure",
        "sure_from",
        "by_relation_status",
    )
    assert [getattr(second, name) for name in numbers] == [getattr(first, name) for name in numbers]
    assert second.problems == first.problems


def more(place):
    (place / "in" / "b.txt").write_text("Egypt joined the International Lunar Research Station.")


def edited(place):
    (place / "in" / "a.txt").write_text(TEXT.replace("30 May", "31 May"))


def renamed(place):
    (place / "in" / "a.txt").rename(place / "in" / "c.txt")


def damaged(place):
    (place / "out" / "ties.csv").write_text("oops")


def lost(place):
    (place / "out" / "lunargraph.html").unlink()


def no_manifest(place):
    (place / "out" / "manifest.json").write_text("[]")


@pytest.mark.parametrize("change", [more, edited, renamed, damaged, lost, no_manifest])
def test_whatever_changes_is_built_anew(place, change):
    """Inputs and results alike: a file more, another text, another name, a result that is not whole."""
    built(place)
    change(place)
    assert not built(place).unchanged_since
    assert built(place).unchanged_since


@pytest.mark.parametrize(
    "asked", [{"min_confidence": 0.5}, {"fields": {"text": "body"}}, {"decisions": Path("d.toml")}]
)
def test_other_options_build_anew(place, asked):
    """So does a file of decisions, by its content."""
    if "decisions" in asked:
        asked = {"decisions": place / "d.toml"}
        (place / "d.toml").write_text("")
    built(place)
    assert not built(place, **asked).unchanged_since
    assert built(place, **asked).unchanged_since


def test_code_counts(place, monkeypatch, tmp_path):
    """Another version of the package gives another signature."""
    inputs = [place / "in"]
    one = signature(inputs, options=[])
    (tmp_path / "package").mkdir()
    monkeypatch.setattr("lunargraph.unchanged._PACKAGE", tmp_path / "package")
    two = signature(inputs, options=[])
    (tmp_path / "package" / "rule.toml").write_text("a = 1")
    assert len({one, two, signature(inputs, options=[])}) == 3


def test_standard_input_and_missing_files_have_no_signature(tmp_path):
    """What cannot be looked at twice is always read."""
    assert signature([Path("-")], options=[]) == signature([tmp_path / "nowhere"], options=[]) == ""
    (tmp_path / "manifest.json").write_text('{"signature": "", "files": {}}')
    assert as_it_was(tmp_path, "") is None


def test_without_a_cache_nothing_is_compared(place):
    """--no-cache builds in any case."""
    built(place)
    assert not build([place / "in"], place / "out").unchanged_since


def test_an_article_that_failed_is_tried_again(place, monkeypatch):
    """It may have failed for want of memory, say; the next build reads it."""
    from lunargraph.extraction import Extractor  # noqa: PLC0415 - patched here

    def read(self, article):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "read", read)
        assert built(place).claims == 0
    again = built(place)
    assert (again.claims, again.unchanged_since) == (1, "")
    assert built(place).unchanged_since


def test_what_stands_is_found_without_loading_what_reads(place):
    """To say that nothing has changed takes no parser, no tables and no page."""
    script = "import sys; from lunargraph.cli import main; main(standalone_mode=False); print(*sys.modules)"
    command = [sys.executable, "-c", script, "build", str(place / "in"), "-o", str(place / "out")]
    settings = {**os.environ, "LUNARGRAPH_CACHE": str(place / "cache")}
    ran = [subprocess.run(command, capture_output=True, text=True, check=True, env=settings) for _ in range(2)]
    loaded = [set(each.stdout.split()) for each in ran]
    heavy = {"spacy", "pandas", "networkx", "trafilatura", "pyvis"}
    assert "Nothing has changed" in ran[1].stderr
    assert heavy <= loaded[0]
    assert not heavy & loaded[1]
