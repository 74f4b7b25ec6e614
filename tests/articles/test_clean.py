"""Boilerplate is set aside; what the article says is kept, to the letter."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lunargraph.articles
from lunargraph.articles import clean
from lunargraph.model import Article

PATTERNS = tomllib.loads((Path(lunargraph.articles.__file__).parent / "boilerplate.toml").read_text(encoding="utf-8"))
PROSE = (
    "Peru signed the text on Monday, and the ceremony in the capital lasted for an hour in all, officials said later."
)


def kept(text):
    return [text[p.start : p.end] for p in clean(Article(id="a", text=text))]


@pytest.mark.parametrize("line", [line for name in PATTERNS for line in PATTERNS[name]["example"]])
def test_examples_are_set_aside(line):
    """Each pattern's examples are boilerplate after an article's prose."""
    assert kept(f"{PROSE}\n\n{PROSE}\n\n{line}") == [PROSE, PROSE]


@pytest.mark.parametrize("line", [line for name in PATTERNS for line in PATTERNS[name]["counterexample"]])
def test_counterexamples_are_kept(line):
    """Each pattern's counterexamples are article text."""
    assert kept(f"{PROSE}\n\n{line}") == [PROSE, line]


def test_all_after_a_link_list_is_set_aside():
    """Teasers under "Related Stories" may be long; they belong to other articles."""
    assert kept(f"{PROSE}\n\nRelated Stories\n\nOman joins the station\n\n{PROSE}") == [PROSE]


def test_menus_go_and_tables_stay():
    """Many short parts without a number are a menu; rows with names and dates are content."""
    text = "Weekly | News | Events | Log in\n\nTable 1\n\nCanada | 13 October 2020\nFrance | 7 June 2022\n\n" + PROSE
    assert kept(text) == ["Table 1", "Canada | 13 October 2020", "France | 7 June 2022", PROSE]


def test_kinds():
    """Headings, items and paragraphs are told apart."""
    text = f"Partners\n\n- a camera from Italy\n- a rover from Peru\n\n{PROSE}"
    assert [p.kind for p in clean(Article(id="a", text=text))] == ["heading", "item", "item", "paragraph"]


def test_hard_wrapped_lines_are_one_paragraph():
    """Lines broken by width are joined, with the break inside the span."""
    text = "Peru signed the Artemis Accords on Monday in the\ncapital, and the ceremony lasted for an hour."
    assert kept(text) == [text]


@given(st.text(alphabet="ab |-.\n\r:•*Z©é", max_size=120))
def test_passages_are_in_order_and_inside_the_text(text):
    """Spans never overlap, never leave the text, and begin and end with ink."""
    position = 0
    for passage in clean(Article(id="a", text=text)):
        assert position <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        position = passage.end
