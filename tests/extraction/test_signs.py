"""What is looked for before a long search begins never hides what the search would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.extraction.date_words import ANY, SOURCES, has_date
from lunargraph.extraction.numbers import CARDINAL, ORDINAL, has_number, to_number


@pytest.mark.parametrize("pattern", [CARDINAL, ORDINAL], ids=["cardinal", "ordinal"])
@given(data=st.data())
def test_every_number_shows_signs_of_one(pattern, data):
    """In digits and words, small and capital letters."""
    text = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE)))
    assert has_number(text) or to_number(re.search(pattern, text, re.IGNORECASE)["n"]) is None


@pytest.mark.parametrize("kind", SOURCES)
@given(data=st.data())
def test_every_date_shows_signs_of_one(kind, data):
    """Of each kind."""
    assert has_date(data.draw(st.from_regex(re.compile(SOURCES[kind]))))


def test_most_sentences_show_none():
    """Else looking for signs first spares nothing."""
    told = "Peru has joined the International Lunar Research Station, the ministry said."
    assert not has_date(told)
    assert not ANY.search(told)
    assert not has_number("The members are not told.")
