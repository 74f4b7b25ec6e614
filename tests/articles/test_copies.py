"""Copies are told by their words: what is shared, and what stands in its place."""

from __future__ import annotations

import pytest

from lunargraph.articles.copies import Likeness, likeness, overlap

TEXT = (
    "Peru signed the Artemis Accords on 30 May during a small ceremony at the headquarters of the agency in Washington. "
    "The minister, Rosa Quispe, said that her country would share the data of its observatories with all partners. "
    "Work on a first joint study of lunar dust begins in October, and the United States will pay for half of it."
)
TAIL = " ".join(f"word{i}" for i in range(60))


def alike(one, other):
    return likeness(one.split(), other.split())


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (TEXT, Likeness.SAME),
        (f"A lead in other words stands here. {TEXT}", Likeness.SAME),
        (TEXT.replace("October", "Oct").replace("United States", "US"), Likeness.SAME),
        (TEXT.replace("half of it", "half"), Likeness.SAME),
        (f"{TEXT} {TAIL} {TAIL.upper()}", Likeness.PART),
        (TEXT.replace("Peru", "Norway"), Likeness.NONE),
        (TEXT.replace("30 May", "9 June").replace("Rosa Quispe", "Signe Dahl"), Likeness.NONE),
        (TAIL, Likeness.NONE),
        (f"{TEXT[:150]} {TAIL}", Likeness.NONE),
    ],
)
def test_what_is_a_copy(other, found):
    """A new lead, a cut and an abbreviation leave a copy one; another country or other names and dates do not."""
    assert alike(TEXT, other) is found
    assert alike(other, TEXT) is found


def test_one_corrected_number_is_the_same_story():
    """A single other number or spelling is a correction, not a form letter."""
    assert alike(f"{TEXT} {TAIL}", f"{TEXT.replace('30 May', '31 May')} {TAIL}") is Likeness.SAME


def test_stock_phrases_are_no_overlap():
    """A long name in both is not a shared text."""
    name = "the International Lunar Research Station"
    assert not overlap(f"{TEXT} {name}".split(), f"{TAIL} {name}".split())
    assert overlap(TEXT.split(), TEXT[: len(TEXT) // 2].split())
