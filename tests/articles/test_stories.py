"""Syndicated copies are one story, and the order of files is nobody's business."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles import find_stories
from lunargraph.model import Article

TEXT = " ".join(f"word{i}" for i in range(60))


def article(name, text, published=None):
    return Article(id=name, text=text, published=published)


def test_near_copies_share_the_story_of_the_earliest():
    """Another dateline, case and a dropped sentence leave the story the same."""
    articles = [
        article("late", f"PARIS (Agency) - {TEXT.upper()} and more words at the end", "2024-05-02"),
        article("early", TEXT, "2024-05-01"),
        article("other", " ".join(f"other{i}" for i in range(60)), "2024-04-01"),
    ]
    assert find_stories(articles) == {"late": "early", "early": "early", "other": "other"}


def test_undated_copies_follow_dated_ones():
    """An article without a date does not claim to be first."""
    assert find_stories([article("a", TEXT), article("b", TEXT, "2024")]) == {"a": "b", "b": "b"}


@given(
    st.permutations([("a", TEXT, "2024"), ("b", TEXT + " x", "2023"), ("c", TEXT[:200], None), ("d", "short", "2022")])
)
def test_order_does_not_matter(rows):
    """Any order of input gives the same stories."""
    assert find_stories([article(*row) for row in rows]) == find_stories(
        [article(*row) for row in sorted(rows, key=str)]
    )
