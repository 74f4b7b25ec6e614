"""Counts and milestones on the page: by program, with the articles that only they cite."""

import json

import pytest

from lunargraph.errors import InputError
from lunargraph.explorer.data import page_data
from lunargraph.explorer.programs import cited_in, counts_of, milestones_of
from lunargraph.tables import frame_of
from tests.explorer.newsroom import newsroom

COUNT = {"article": "a00", "program": "program:ILRS", "value": 7, "qualifier": "exact", "sentence": "Seven are in it."}
STEP = {
    "article": "a01",
    "program": "program:ILRS",
    "what": "base",
    "date": "2035",
    "status": "planned",
    "sentence": "S.",
}


def _counts(*rows):
    return frame_of([{**COUNT, **row} for row in rows], tuple(COUNT))


def test_rows_stand_under_their_program_and_unknown_ones_are_left_out():
    """What the page has no node for has no panel to stand in."""
    found = counts_of(_counts({}, {"value": 8}, {"program": "program:OTHER"}), {"program:ILRS"})
    assert [row["value"] for row in found["program:ILRS"]] == [7, 8]
    assert list(found) == ["program:ILRS"]
    assert counts_of(None, {"program:ILRS"}) == milestones_of(None, set()) == {}
    assert cited_in(found, {}) == {"a00"}


def test_the_page_carries_them_as_plain_json():
    """With numbers as numbers, and articles of ties only once."""
    data = page_data(*newsroom().page(), counts=_counts({}), milestones=frame_of([STEP], tuple(STEP)))
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["counts"]["program:ILRS"][0]["value"] == 7
    assert data["milestones"]["program:ILRS"][0]["what"] == "base"
    assert data["papers"] == {}


def test_an_article_that_only_a_count_cites_is_kept_apart():
    """It is no article of a tie, and is there for its link."""
    graph, claims, articles = newsroom().page()
    more = frame_of(
        [*articles.to_dict("records"), {**articles.iloc[0].to_dict(), "id": "only"}], tuple(articles.columns)
    )
    data = page_data(graph, claims, more, counts=_counts({"article": "only"}))
    assert list(data["papers"]) == ["only"]
    assert "only" not in data["articles"]


def test_an_article_that_the_table_lacks_is_refused():
    """A number without its source is no evidence."""
    with pytest.raises(InputError, match="cite the article gone"):
        page_data(*newsroom().page(), counts=_counts({"article": "gone"}))
