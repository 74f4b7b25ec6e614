"""Floors under the cleaning of made pages; ``tests/cleaning/score.py --errors`` shows what is wrong."""

from __future__ import annotations

import json

import pytest

from tests.cleaning.score import FIELDS, pages_of, read_page, score

#: As measured: text F1 over all pages, then over plain-text scrapes alone.
FLOORS = {"tune": (0.985, 0.985), "held": (0.96, 0.95)}


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls(name):
    """What is kept of a page is its story."""
    pages = [read_page(path) for path in pages_of(name)]
    plain = [page for page in pages if page.name.endswith(".txt")]
    assert (score(pages).f1 >= FLOORS[name][0], score(plain).f1 >= FLOORS[name][1]) == (True, True)


@pytest.mark.parametrize("path", pages_of("tune") + pages_of("held"), ids=lambda path: path.stem)
def test_pages_are_marked_in_full(path):
    """Each page has a story, something that is none of it or a fault to mend, and its fields."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert len(gold["keep"]) >= 3
    assert set(gold) == {*FIELDS, "keep", "drop", "free"}
    assert not {t for t in gold["keep"] if len(t) > 40} & set(gold["drop"])


def test_sets_are_large_enough_and_apart():
    """No page is tuned and held, and each set has pages and scrapes."""
    names = {name: {path.stem for path in pages_of(name)} for name in FLOORS}
    assert not names["tune"] & names["held"]
    assert len(names["tune"]) >= 25
    assert len(names["held"]) >= 15
    assert all(pages_of(name, ending) for name in names for ending in ("html", "txt"))


def test_the_measure_counts_what_comes_through_in_error(tmp_path):
    """Furniture that is listed nowhere costs precision, a lost sentence costs recall, an invented author is named."""
    prose = "Peru signed the Artemis Accords on Monday in the capital. The ceremony lasted for an hour, they said."
    (tmp_path / "a.txt").write_text(
        f"Author: Ann Lee\n\n{prose}\n\nBuy three lamps for two this week and none later.\n"
    )
    told = {**dict.fromkeys(FIELDS, ""), "keep": [prose, "A sentence that is not there."], "drop": [], "free": []}
    (tmp_path / "a.json").write_text(json.dumps(told))
    page = read_page(tmp_path / "a.txt")
    assert page.spurious == ["Buy three lamps for two this week and none later."]
    assert page.lost == ["A sentence that is not there."]
    assert score([page]).precision < 0.75
    assert score([page]).recall < 0.85
    assert score([page]).invented["author"] == 1
