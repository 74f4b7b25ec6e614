"""A corrected page takes the place of what it corrects, and of nothing else."""

from __future__ import annotations

import pytest

from lunargraph.articles.versions import canonical, superseded
from lunargraph.model import Article

TEXT = " ".join(f"word{i}" for i in range(60))
OTHER = " ".join(f"other{i}" for i in range(60))
PAGE = "https://example.org/news/peru"


def taken(*rows):
    """Return what was superseded, in either order of input, and how many problems told of it."""
    articles = [Article(**{"url": PAGE, "text": TEXT, **row}) for row in rows]
    told = []
    found = superseded(articles, report=told.append)
    assert superseded(articles[::-1], report=lambda _: None) == found
    assert [(p.kind, p.cause) for p in told] == [("skipped", "superseded")] * len(found)
    return found


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/news/peru/", "https://EXAMPLE.org/news/peru#top", f"{PAGE}?utm_source=x&UTM_medium=y&fbclid=1",
        "https://example.org:443/news/peru",
    ],
)  # fmt: skip
def test_variants_of_an_address_mean_one_page(url):
    """Scheme, www, case of the host, port, fragment, slash and tracking make no difference."""
    assert canonical(url) == canonical(PAGE)


@pytest.mark.parametrize(
    "url", ["", "peru.html", "ftp://example.org/news/peru", "https://[bad", "https://example.org:x/"]
)
def test_what_is_no_web_address_has_no_other_versions(url):
    """Files and nonsense are no pages, and end no run."""
    assert canonical(url) == ""


def test_other_pages_stay_apart():
    """Other paths and other parameters are other pages."""
    pages = {
        canonical(url) for url in (PAGE, f"{PAGE}?id=1", f"{PAGE}?id=2", f"{PAGE}/2", "https://example.net/news/peru")
    }
    assert len(pages) == 5


def test_the_later_version_wins():
    """By publication or change, else by retrieval; of three the last stands for all."""
    corrected = TEXT.replace("word7", "word8")
    assert taken({"id": "a", "published": "2024-01-01"}, {"id": "b", "published": "2024-01-02", "text": corrected}) == {
        "a": "b"
    }
    assert taken(
        {"id": "a", "published": "2024-01-01", "modified": "2024-01-03T10:00:00Z"},
        {"id": "b", "published": "2024-01-01", "modified": "2024-01-03T09:00:00Z", "text": corrected},
    ) == {"b": "a"}
    assert taken(
        {"id": "a", "retrieved": "2024-01-01"},
        {"id": "b", "retrieved": "2024-01-02"},
        {"id": "c", "retrieved": "2024-01-03"},
    ) == {"a": "c", "b": "c"}


def test_nothing_is_superseded_without_reason():
    """Not at the same age, not where the texts share nothing, and not at a home page for a shared tail."""
    assert taken({"id": "a"}, {"id": "b", "text": f"{TEXT} more"}) == {}
    assert taken({"id": "a", "published": "2024-01-01"}, {"id": "b", "published": "2024-01-02", "text": OTHER}) == {}
    home = {"url": "https://example.org/"}
    half = f"{OTHER} {TEXT[: len(TEXT) // 2]}"
    assert (
        taken(
            {"id": "a", "published": "2024-01-01", **home}, {"id": "b", "published": "2024-01-02", "text": half, **home}
        )
        == {}
    )
