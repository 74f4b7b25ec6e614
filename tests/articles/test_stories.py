"""Syndicated copies are one story, and the order of files is nobody's business."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles import find_stories
from lunargraph.articles.fingerprints import FINGERPRINT_BYTES, Fingerprints, fingerprints_of_words
from lunargraph.articles.words import fingerprints_of
from lunargraph.model import Article
from tests.articles.newsroom import pairs_of, printed

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


def test_copies_of_a_newsroom_are_found_and_what_only_looks_alike_is_not():
    """200 stories with 600 copies, beside form letters, own reports with the same quotes, round-ups and updates."""
    room = printed()
    wanted, found = pairs_of(room.story_of), pairs_of(find_stories(room.articles))
    assert sum(story < 200 for story in room.story_of.values()) == 800
    assert len(wanted & found) / len(found) >= 0.98
    assert len(wanted & found) / len(wanted) >= 0.95


def test_order_of_a_newsroom_does_not_matter():
    """Neither buckets nor chains of copies depend on which article is read first."""
    room = printed(seed=5, stories=30)
    assert find_stories(room.articles) == find_stories(sorted(room.articles, key=lambda a: a.id))


def test_furniture_of_a_site_makes_no_copies():
    """Two briefs of one site share its prompts and links, and are two stories."""
    links = ("Ten ways to look at a comet", "Why rovers sleep at night", "A tour of six craters", "Who pays for dust")
    furniture = "\n\n".join(["", "Sign up for our newsletter", "Related stories", *links])
    one = "Peru has joined a station on the Moon, its ministry said on Monday after long talks with the hosts in May."
    two = "A rocket left Kourou before dawn with four small satellites that will look for ice at both poles."
    assert len(set(find_stories([article("a", one + furniture), article("b", two + furniture)]).values())) == 2


def test_a_collection_joins_nothing():
    """A round-up that prints two stories whole is neither of them, and they stay apart."""
    one, two = (" ".join(f"{word}{i}" for i in range(60)) for word in ("one", "two"))
    rows = [("a", one, "2024-01-01"), ("b", two, "2024-01-02"), ("c", f"{one}\n\n{two}", "2024-01-05")]
    assert len(set(find_stories([article(*row) for row in rows]).values())) == 3


def test_fingerprints_that_were_taken_before_are_used_as_they_are():
    """Those of other texts make other stories; what is missing is taken."""
    rows = [("a", TEXT, "2024-01-01"), ("b", TEXT, "2024-01-02"), ("c", " ".join(f"other{i}" for i in range(60)))]
    articles = [article(*row) for row in rows]
    a, b, c = fingerprints_of(articles)
    assert a == b != c
    assert {len(a), len(c)} == {FINGERPRINT_BYTES}
    assert find_stories(articles, {"a": a}) == find_stories(articles) == {"a": "a", "b": "a", "c": "c"}
    assert find_stories(articles, {"b": c}) == {"a": "a", "b": "b", "c": "c"}


def test_a_crowd_of_form_letters_is_no_square():
    """Hundreds of texts from one form fall into the same buckets; pairs to look at grow with their number."""
    prints = Fingerprints()
    form = " ".join(f"word{i}" for i in range(120))
    prints.add(fingerprints_of_words(f"number{i} {form} end{i}".split() for i in range(600)))
    assert len(prints.candidates()) < 600 * 150
