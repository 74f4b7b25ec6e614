"""What a build gathers: one table whatever the order in which articles come, and little kept of those that state nothing."""

from __future__ import annotations

import pyarrow as pa
import pytest

from lunargraph import harvest as harvests
from lunargraph.harvest import ARTICLE_COLUMNS, Harvest
from lunargraph.model import Actor, Article, Extraction, Kind

REST = "The minister spoke of dust, of water and of the long way to a station near the south pole of the Moon."


def article(name, text="", **more):
    return Article(id=name, text=text or f"{name} {REST}", **more)


def gathered(*entries):
    """A harvest of articles, each with whether it may state something."""
    made = Harvest()
    for each, states in entries:
        made.add(each, Extraction(article=each.id) if states else None)
    problems = []
    made.settle(problems.append)
    return made, problems


def table(made):
    return made.all_articles(made.article_frame())


@pytest.mark.parametrize("loose", [1, 2, 3, 1000])
def test_the_order_of_articles_does_not_count(monkeypatch, loose):
    """Nor how many are packed at a time."""
    monkeypatch.setattr(harvests, "_LOOSE", loose)
    entries = [(article(f"a{n}", outlet=f"o{n}"), n % 3 == 0) for n in range(10)]
    tables = [table(gathered(*some)[0]) for some in (entries, entries[::-1], entries[5:] + entries[:5])]
    assert tables[0] == tables[1] == tables[2]
    assert tables[0].column_names == list(ARTICLE_COLUMNS)
    assert tables[0]["id"].to_pylist() == [f"a{n}" for n in range(10)]
    assert tables[0]["outlet"].to_pylist() == [f"o{n}" for n in range(10)]


def test_what_can_state_nothing_is_counted_and_told_in_the_table_alone():
    """A story of its own each, and no text kept."""
    made, _ = gathered((article("b"), True), (article("a"), False), (article("c"), False))
    assert (made.silent, [each.id for each in made.articles]) == (2, ["b"])
    told = table(made)
    assert told["id"].to_pylist() == ["a", "b", "c"]
    assert told["story"].to_pylist() == ["a", "b", "c"]
    assert made.silent == 2
    assert table(made) == told


@pytest.mark.parametrize("loose", [1, 2, 1000])
def test_asked_which_articles_can_state_nothing(monkeypatch, loose):
    """Packed or not, also where none was taken."""
    monkeypatch.setattr(harvests, "_LOOSE", loose)
    made, _ = gathered((article("b"), True), (article("a"), False), (article("c"), False), (article("d"), False))
    assert made.silent_among(frozenset({"a", "b", "d", "never"})) == {"a", "d"}
    assert Harvest().silent_among(frozenset({"a"})) == frozenset()


def test_of_two_versions_the_later_stays():
    """With what was read out of it; the table tells which it took the place of."""
    old = article("old", f"Peru signed. {REST}", url="https://example.org/p", published="2024-06-01")
    new = article("new", f"Chile signed. {REST}", url="https://example.org/p", published="2024-06-02")
    for entries in ([(old, True), (new, True)], [(new, True), (old, True)]):
        made, problems = gathered(*entries, (article("z"), False))
        assert [each.id for each in made.articles] == ["new"]
        assert [each.article for each in made.extractions] == ["new"]
        assert [p.cause for p in problems] == ["superseded"]
        assert table(made)["supersedes"].to_pylist() == [["old"], []]


def test_a_version_that_can_state_nothing_takes_no_place():
    """Only what may state something is compared."""
    old = article("old", url="https://example.org/p", published="2024-06-01")
    new = article("new", url="https://example.org/p", published="2024-06-02")
    made, problems = gathered((old, True), (new, False))
    assert ([each.id for each in made.articles], problems) == (["old"], [])


def test_new_actors_are_gathered_once():
    """By id, from all articles."""
    actor = Actor(id="organization:x", kind=Kind.ORGANIZATION, name="X", label="X")
    made = Harvest()
    for name in ("a", "b"):
        made.add(article(name), Extraction(article=name, actors=(actor,)))
    assert made.actors == {actor.id: actor}


def test_hostile_fields_and_nothing_at_all():
    """Signs that no file can hold become signs that it can; no articles are an empty table of the same columns."""
    made, _ = gathered((article("a", title="lone \ud800", outlet="=1+1"), False), (article("b", title="\udfff"), True))
    assert table(made)["title"].to_pylist() == ["lone \ufffd", "\ufffd"]
    empty = table(gathered()[0])
    assert (len(empty), empty.schema) == (0, table(made).schema)
    assert isinstance(empty, pa.Table)
