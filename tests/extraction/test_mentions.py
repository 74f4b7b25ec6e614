"""The words that spare a search for the names of bodies stand in whatever there is to be found."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunargraph.extraction.mentions import BODIES


@pytest.mark.parametrize(("pattern", "signs"), BODIES, ids=[signs[0] for _, signs in BODIES])
def test_whatever_a_pattern_fits_has_one_of_its_signs(pattern, signs):
    """Texts made by the pattern itself."""

    @settings(
        max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
    )
    @given(st.from_regex(pattern))
    def has_sign(text):
        assert pattern.search(text)
        assert any(sign in text for sign in signs)

    has_sign()
