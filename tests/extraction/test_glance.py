"""What the first look shuts out holds no name, however that may be printed; and it shuts out nearly all other news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.extraction import Gate
from lunargraph.extraction.gate import _plain, _topics_of
from lunargraph.extraction.glance import Glance
from lunargraph.extraction.lunar import MOON
from lunargraph.extraction.names import SAME_SIGNS
from lunargraph.lexicon import load_lexicon

NAMES = ("chang'e-6", "im-1", "long march 10", "international habitat", "máni", "lunar base", "garatéa-l mission")
_GATE = Gate(load_lexicon())
_TOPICS = sorted(_topics_of(load_lexicon()))
_SPACES = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", "\u2009 "])
_AROUND = st.text(st.sampled_from("aA1é’'- .,(\n\u2019\u02bc\u0130\u212a\ud800"), max_size=3)


@pytest.fixture(scope="module")
def glance():
    """One for a few names."""
    return Glance(NAMES, SAME_SIGNS, telling=MOON)


@pytest.mark.parametrize(
    "text",
    [
        "Chang’e-6 landed.",
        "(CHANG'E‑6)",
        "the changʼe–6 probe",
        "IM-1",
        "a Long\nMarch  10",
        "Long\u00a0March 10",
        "an International\r\nHabitat",
        "MÁNI",
        "Máni,",
        "Garatéa\u2011L\u2009mission",
        "GARATÉA-L MISSION",
        "the LUNAR Base",
    ],
)
def test_a_name_is_seen_however_it_is_printed(glance, text):
    """In capitals, with other signs, over the end of a line."""
    assert glance.may_hold(text)
    assert glance.may_hold(f"Rain fell. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "He told him-1 of it.",
        "In March 10 people came.",
        "a long March 20",
        "international talks",
        "manikin",
        "Sublunarian",
        "Change-6",
        "",
    ],
)
def test_its_words_alone_or_between_others_are_not_it(glance, text):
    """Nor is a part of a longer word."""
    assert not glance.may_hold(text)


@pytest.mark.parametrize("text", ["\ud800", "\u212ael", "\u0130M-1"])
def test_what_it_cannot_tell_is_let_through(glance, text):
    """Half a pair of a damaged file, and letters whose small form is one of ASCII."""
    assert glance.may_hold(text)


@given(st.sampled_from(_TOPICS), st.data())
def test_nothing_that_the_gate_would_see_is_shut_out(name, data):
    """Names as the gate itself finds them: whole, in plain signs and small letters."""
    words = name.split()
    text = words[0]
    for word in words[1:]:
        text += data.draw(_SPACES) + word
    for plain in ("'", "-"):
        text = text.replace(
            plain, data.draw(st.sampled_from([plain, *(s for s, p in SAME_SIGNS.items() if p == plain)]))
        )
    text = data.draw(st.sampled_from([str.upper, str.title, str, str.swapcase]))(text)
    text = data.draw(_AROUND) + text + data.draw(_AROUND)
    low = _plain(text).lower()
    found = _GATE._finder.find_matches_as_indexes(low, overlapping=True)
    seen = any(not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum()) for _, start, end in found)
    assert _GATE._glance.may_hold(text) or not seen
