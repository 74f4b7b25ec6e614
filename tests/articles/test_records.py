"""The loose fields of a record become an article; what is not understood is told."""

from __future__ import annotations

from lunargraph.articles.records import to_article


def test_dates_are_kept_with_how_they_were_found():
    """A given date is metadata unless the record says otherwise; times of change and retrieval keep the hour, in UTC."""
    record = {
        "text": "Peru signed.",
        "date": "24 October 2023",
        "modified": "2023-10-25T01:30:00+02:00",
        "retrieved_at": "2023-11-01",
    }
    article, notes = to_article(record)
    assert (article.published, article.published_from) == ("2023-10-24", "metadata")
    assert (article.modified, article.retrieved) == ("2023-10-24T23:30:00Z", "2023-11-01")
    assert notes == []
    assert to_article(record | {"published_from": "url"})[0].published_from == "url"


def test_nonsense_is_told_and_left_out():
    """A date that nobody understands is a note, and there is no word on how a missing date was found."""
    article, notes = to_article({"text": "Peru signed.", "date": "soon", "retrieved": "yesterday", "updated": "25:99"})
    assert (article.published, article.published_from, article.modified, article.retrieved) == (None, "", None, None)
    assert [note.split(" was ")[0] for note in notes] == [
        "its date 'soon'",
        "its date of change '25:99'",
        "its date of retrieval 'yesterday'",
    ]
