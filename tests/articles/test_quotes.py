"""Where a quotation stands in an article, and the sentence around it."""

from __future__ import annotations

import pytest

from lunargraph.articles.quotes import locate, sentence_around

TEXT = "MINSK, 23 Oct. — Belarus\nhas joined the “ILRS”.\n\nDr. Li of the U.S. side left. It rained."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Belarus has joined", "Belarus\nhas joined"),
        ('the "ILRS"', "the “ILRS”"),
        ("Oct. - Belarus", "Oct. — Belarus"),
        ("larus has", None),
        ("Belarus has left", None),
        ("", None),
        ("  ", None),
        (".*", None),
    ],
)
def test_a_quote_is_found_whatever_its_white_space_and_signs(quote, found):
    """But only as whole words, and never what the text does not say."""
    place = locate(TEXT, quote)
    assert (TEXT[slice(*place)] if place else None) == found


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("has joined", "MINSK, 23 Oct. — Belarus\nhas joined the “ILRS”."),
        ("side left", "Dr. Li of the U.S. side left."),
        ("left. It", "Dr. Li of the U.S. side left. It rained."),
        ("rained", "It rained."),
    ],
)
def test_the_sentence_around_some_words(words, sentence):
    """Abbreviations end no sentence, an empty line does; words across a full stop give both sentences."""
    start = TEXT.index(words)
    assert sentence_around(TEXT, start, start + len(words)) == sentence
