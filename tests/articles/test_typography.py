"""Signs that print alike are one; words broken by a line end are whole; nothing else changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles import typography
from lunargraph.articles.records import to_article
from lunargraph.articles.typography import bare, normalise, whole_words

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
    assert normalise(text) == expected


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


def plainly(text):
    """Return a text normalised as its rules are told, one after the other, each over the whole text."""
    controls = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in {0x09, 0x0A}}
    controls |= dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85), "\n")
    signs = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    signs |= dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000", " ") | {chr(code): " " for code in range(0x2000, 0x200B)}
    signs |= dict.fromkeys("\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
    signs |= {"\u2010": "-", "\u2011": "-", "\u2028": "\n", "\u2029": "\n\n"}
    text = re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\r\n", "\n").translate(controls))
    text = re.sub("\u00ad(?!\\s*\n)", "", text.translate(str.maketrans(signs)))
    text = re.sub("(?<![\u0600-\u1cff\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f])[\u200c\u200d]", "", text)
    text = re.sub(r"(?<=[^\W\d_])[`´ʼ＇](?=[^\W\d_])", "'", text)
    return re.sub(r"``(.{1,400}?)''", r'"\1"', text, flags=re.DOTALL)


ODD = "".join(map(chr, (*range(0x20), *range(0x7F, 0xB0), *range(0x2000, 0x2070), *range(0xFB00, 0xFB07))))
ODD += "\u1680\u3000\ufeff\ufe0f\ud800\udc00\udfffʼ＇´`'’-“”—é漢ب🌙"


@given(st.text(alphabet=ODD + "aZ 1_", max_size=40) | st.text(max_size=40))
def test_the_quick_way_is_the_plain_one(text):
    """Looking first for what there is to do leaves the same as doing everything."""
    assert normalise(text) == plainly(text)


@given(st.lists(st.sampled_from(["``", "''", "`", "'", "a", "b" * 390, "\n"]), max_size=12).map("".join))
def test_typed_quotation_marks(text):
    """Pairs that are near each other are, whatever stands around them."""
    assert normalise(text) == plainly(text)


def test_marks_without_end_are_no_endless_work():
    """Three million of them took eight seconds once; the time is in benchmarks/limits.py."""
    text = "``" * 400_000 + "''"
    assert normalise(text) == "`" * 799_598 + '"' + "`" * 400 + '"'


def test_bare_letters_are_those_that_python_takes_for_such():
    """Both ways, that of ASCII and the other, sign by sign."""
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        text = f"a{chr(code)}_B"
        assert bare(text) == "".join(c for c in text.casefold() if c.isalnum())


def test_every_sign_alone_and_between_letters():
    """Each sign of the first plane, so that none is forgotten that the rules name."""
    for code in range(0x10000):
        text = f"{chr(code)} a{chr(code)}b"
        assert normalise(text) == plainly(text)


@given(st.text(alphabet="ab'’_-\u00ad\n \t1é", max_size=40))
def test_a_broken_word_is_found_by_its_line_end(text):
    """The search begins at line ends, which are few; it finds what a search from every letter finds."""
    plain = re.search("[\\w'’][-\u00ad]\n[^\\S\n]*(?=\\w)", text)
    quick = typography._BROKEN.search(text)
    assert (plain is None) == (quick is None)


def test_evidence_counts_in_what_is_stored():
    """An article's text is the normalised one."""
    article, _ = to_article({"text": f"{LONG} memo-\nrandum in the\u00a0oﬃce."})
    assert article.text == f"{LONG} memorandum\nin the office."
