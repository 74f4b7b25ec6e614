"""Lines of the page's own: what spares a search for them never hides one."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunargraph.articles import furniture

WITHIN = furniture.table("sentence").within


@pytest.mark.parametrize("pattern", WITHIN, ids=range(len(WITHIN)))
def test_whatever_is_looked_for_within_a_line_has_one_of_the_signs(pattern):
    """Texts made by the pattern itself, in small letters, in capitals and as it has them."""

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
    @given(st.from_regex(re.compile(pattern, re.DOTALL), fullmatch=True))
    def is_seen(text):
        assert furniture.table("sentence").fits(text)

    is_seen()


@pytest.mark.parametrize(
    "text",
    [
        "THIS WEBSITE USES COOKIES to improve.",
        "The Opinions expressed are personal.",
        "Comments are MODERATED; be kind in comments.",
    ],
)
def test_capitals_do_not_matter(text):
    """Neither to the signs nor to the patterns."""
    assert furniture.table("sentence").fits(text)


def test_a_sign_alone_is_not_enough():
    """News has views, cookies and newsletters, too."""
    for text in ("Their views on the treaty differ.", "The cookie was baked in orbit.", "A newsletter told of it."):
        assert not furniture.table("sentence").fits(text)
