"""Damaged files of every format: refused in a sentence or read, never a crash (the long run is in benchmarks)."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunargraph.articles import read_articles
from lunargraph.articles.files import BROKEN, FileReading
from lunargraph.articles.mapping import FieldMap
from lunargraph.articles.readers import READERS
from lunargraph.articles.readers.packed import ARCHIVES, COMPRESSED
from tests.articles.readers.fuzzing import edits, fuzzed, seeds

#: Inputs that once failed, in the format that their ending says.
FAILED = sorted((Path(__file__).parent / "failed").glob("*.*"))


def read(ending, data):
    """Return the articles of a file and the problems told."""
    told = []
    found = list(FileReading(told.append, FieldMap({})).within(f"a{ending}", io.BytesIO(data), len(data)))
    assert not [p for p in told if BROKEN in p.reason]
    return found, told


def test_every_format_has_seeds():
    """A new reader is fuzzed, too; .text, .markdown, .htm, .ndjson and .wet are others' readers by another name."""
    fuzzed_ = {part for ending in seeds() for part in ("." + ending.rpartition(".")[2],)}
    seen = {READERS[ending] for ending in fuzzed_ & READERS.keys()}
    assert set(READERS.values()) == seen
    assert {*ARCHIVES, *COMPRESSED} <= fuzzed_


@pytest.mark.parametrize("ending", seeds())
def test_seeds_are_read(ending):
    """What is damaged below is whole."""
    for data in seeds()[ending]:
        articles, told = read(ending, data)
        assert articles
        assert [p for p in told if p.kind != "note"] == []


@pytest.mark.parametrize("ending", [e for e in seeds() if e != ".pdf"])
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(data=st.data(), steps=edits, inside=st.booleans())
def test_damage_is_refused_or_read(ending, data, steps, inside):
    """Every trouble is told, none is raised, and nothing passes silently."""
    which = data.draw(st.integers(0, len(seeds()[ending]) - 1))
    articles, told = read(ending, fuzzed(ending, which, steps, inside=inside))
    assert articles or told
    assert all(p.reason.isprintable() for p in told)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(steps=edits)
def test_damaged_pdf_is_refused_or_read(steps):
    """Each takes a process of its own, so they are few here."""
    articles, told = read(".pdf", fuzzed(".pdf", 0, steps, inside=False))
    assert articles or told


@pytest.mark.parametrize("path", FAILED, ids=lambda path: path.name)
def test_what_once_failed_is_refused_or_read(path):
    """Kept from fuzzing."""
    articles, told = read("." + path.name.partition(".")[2], path.read_bytes())
    assert articles or told


def test_a_reader_that_breaks_costs_one_file(tmp_path, monkeypatch):
    """Whatever one file does to a parser, the others are read."""

    def broken(file, note):
        raise KeyError(file.read())
        yield

    monkeypatch.setitem(FileReading._records.__globals__, "READERS", {**READERS, ".md": broken})
    (tmp_path / "a.md").write_text("A")
    (tmp_path / "b.txt").write_text("B")
    problems = []
    assert [a.text for a in read_articles([tmp_path], report=problems.append)] == ["B"]
    assert problems[0].reason == "it breaks its reader (KeyError); please report it"
