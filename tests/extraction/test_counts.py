"""The signs that spare a search for counts stand in whatever there is to be found."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunargraph.extraction.counts import in_small_letters, load_count_rules, may_fit

RULES = load_count_rules()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_whatever_a_pattern_fits_has_a_sign_of_its_rule(rule):
    """Texts made by the pattern, in any letters that count for the same."""

    @settings(
        max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
    )
    @given(st.from_regex(rule.pattern))
    def has_sign(text):
        assert rule.pattern.search(text)
        assert may_fit(rule, in_small_letters(text))

    has_sign()


def test_a_sentence_without_signs_is_searched_only_for_what_has_none():
    """Numbers alone lead to no search by a rule that has signs; one of its signs does."""
    assert [r.id for r in RULES if may_fit(r, "seven of them flew on 14 days")] == [r.id for r in RULES if not r.signs]
    assert all(may_fit(rule, f"seven {sign} flew") for rule in RULES for sign in rule.signs)
