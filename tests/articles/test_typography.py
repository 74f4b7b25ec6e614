"""Signs that print alike are one; words broken by a line end are whole; nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles.records import normalise, to_article
from lunargraph.articles.typography import plain_signs, whole_words

LONG = "The two agencies, it was said, have signed a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ﬁrst oﬃce, ﬂight", "first office, flight"),
        ("agree\u00adment and zero\u200bwidth", "agreement and zerowidth"),
        ("the\u00a0Moon\u2009base", "the Moon base"),
        ("Chang\u00b4e\u20117 and Chang`e-6", "Chang'e-7 and Chang'e-6"),
        ("``a door,'' she said", '"a door," she said'),
        ("\u202eevil\u202c and\ufeff plain", "evil and plain"),
        ("n\u200cotes", "notes"),
        ("“a door” – ‘not a room’ — he said…", "“a door” – ‘not a room’ — he said…"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Zürich, Türkiye, 4 m² and CO₂", "Zürich, Türkiye, 4 m² and CO₂"),
    ],
)
def test_signs(text, expected):
    """Quotation marks, dashes, accents and joiners of other scripts stay."""
    assert plain_signs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG} memo-\nrandum with each other.", f"{LONG} memorandum\nwith each other."),
        (f"{LONG} paper aboard Chang'e-\n7 in May.", f"{LONG} paper aboard Chang'e-7\nin May."),
        (f"{LONG} long-\nterm plan.", f"{LONG} long-term\nplan."),
        (
            f"{LONG} co-\noperation\ntreaty, a co-operation of years.",
            f"{LONG} co-operation\ntreaty, a co-operation of years.",
        ),
        (f"{LONG} spectro\u00ad\nmeter deal.", f"{LONG} spectrometer\ndeal."),
        ("Short list:\n- one -\n- two", "Short list:\n- one -\n- two"),
        (f"{LONG} pact -\nand left.", f"{LONG} pact -\nand left."),
        (f"{LONG} memo-\n\nRandom end.", f"{LONG} memo-\n\nRandom end."),
    ],
)
def test_words_at_line_ends(text, expected):
    """The hyphen goes where it is the printer's; paragraphs stay apart."""
    assert whole_words(text) == expected


@given(st.text(alphabet="ab-\u00ad\n ﬁ\u200b\u00a0`'´", max_size=60))
def test_normalised_text_stays_as_it_is(text):
    """What was stored is not changed when it is read again, so offsets hold."""
    once = whole_words(normalise(text))
    assert normalise(once) == once


def test_evidence_counts_in_what_is_stored():
    """An article's text is the normalised one."""
    article, _ = to_article({"text": f"{LONG} memo-\nrandum in the\u00a0oﬃce."})
    assert article.text == f"{LONG} memorandum\nin the office."
