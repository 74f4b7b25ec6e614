"""Of a file that has grown, what is new is read; whatever was done to it, the result is as if nothing was known."""

from __future__ import annotations

import json
import random

import pytest

from lunargraph.articles import files
from lunargraph.build import build
from lunargraph.engine import Cache, silent_lines
from lunargraph.engine.silent_lines import SilentLines
from lunargraph.extraction import Gate
from tests.articles.languages import FOREIGN
from tests.engine.conftest import TEXTS

RAIN = "The mayor of the town opened the new market hall on the square, and the people of the town came to see it."


def rows(number, start=0):
    """News of the town, and now and then of the Moon."""
    return [
        {"id": f"n{n}", "text": TEXTS[n % len(TEXTS)] if n % 7 == 3 else f"{RAIN} {n}", "date": "2024-06-03"}
        for n in range(start, start + number)
    ]


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Every file is large, and pieces are small."""
    monkeypatch.setattr(files, "_LARGE", 0)
    monkeypatch.setattr(silent_lines, "_ROWS", 5)


@pytest.fixture
def shown(monkeypatch):
    """The ids of the articles that are shown to the gate."""
    honest, found = Gate.admits, []

    def admits(self, article):
        found.append(article.id)
        return honest(self, article)

    monkeypatch.setattr(Gate, "admits", admits)
    return found


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Build a file of these rows with the cache; all files that the build makes, and what it told."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    count = iter(range(1000))

    def run(some, name="a.jsonl", *, cached=True, **options):
        path = tmp_path / name
        lines = [row if isinstance(row, str) else json.dumps(row) for row in some]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        out = tmp_path / f"out{next(count)}"
        summary = build([path], out, cache=tmp_path / "cache" if cached else None, **options)
        tables = {p.name: p.read_bytes() for p in out.iterdir() if p.name != "manifest.json"}
        return tables, [(p.line, p.reason, p.kind) for p in summary.problems], summary

    return run


def silent(some):
    return [row["id"] for row in some if row["text"].startswith(RAIN)]


def test_only_what_is_new_is_shown_to_the_gate(built, shown):
    """Also under another name of the file; what may state something is looked up as ever."""
    old, new = rows(40), rows(4, 40)
    first = built(old)
    assert shown == [row["id"] for row in old]
    shown.clear()
    assert built(old)[:2] == first[:2]
    assert shown == [row["id"] for row in old if row["id"] not in silent(old)]
    shown.clear()
    grown = built([*old, *new], "b.jsonl")
    assert set(shown) & set(silent(old)) == set()
    assert set(shown) >= set(silent(new))
    assert grown[:2] == built([*old, *new], "b.jsonl", cached=False)[:2]


def test_lines_may_come_first_or_go(built, shown):
    """A few before all others, and of the others some."""
    old = rows(40)
    built(old)
    shown.clear()
    changed = [*rows(3, 100), *old[:10], *old[13:]]
    found = built(changed)
    assert set(shown) & set(silent(old)) == set()
    assert found[:2] == built(changed, cached=False)[:2]
    shown.clear()
    built(changed)
    assert set(shown) & set(silent(changed)) == set()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_to_a_file_the_result_is_right(built, seed):
    """Lines are added, edited, moved, doubled and removed, time after time."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    some = rows(30)
    for step in range(4):
        assert built(some)[:2] == built(some, cached=False)[:2]
        for _ in range(chance.randrange(1, 12)):
            place = chance.randrange(len(some))
            act = chance.randrange(5)
            if act == 0:
                some[place:place] = rows(chance.randrange(1, 9), 1000 * (step + 1) + 10 * place)
            elif act == 1:
                some[place] = {**some[place], "text": f"{RAIN} Edited."}
            elif act == 2:
                some.append(some.pop(place))
            elif act == 3:
                some.append(some[place])
            elif len(some) > 5:
                del some[place]


def test_what_is_told_of_a_line_is_told_each_time(built):
    """Of dates, languages, damage and ids that came before."""
    odd = {"id": "odd", "text": RAIN, "date": "31 Octember"}
    german = {"id": "g", "text": FOREIGN["de"][1], "date": "2024-06-03"}
    given = [*rows(9), odd, german, "{", rows(1)[0], {**rows(1)[0], "text": "Another text of the town."}, *rows(9, 20)]
    _, first, _ = built(given, cached=False)
    assert [line for line, *_ in first if line] == [10, 12, 13, 14]
    for _ in range(3):
        assert built(given)[1] == first


def test_articles_that_are_retracted_or_named_otherwise(built, tmp_path, shown):
    """A decision on a silent article is heard, and with fields of one's own all is read."""
    old = rows(20)
    built(old)
    decisions = tmp_path / "decisions.toml"
    signed = 'reviewer = "A. Analyst"\ndate = 2026-11-25\nreason = "withdrawn"'
    decisions.write_text(f'[[retract]]\narticle = "n5"\n{signed}\n', encoding="utf-8")
    assert built(old, decisions=decisions)[2].articles == 19
    shown.clear()
    built(old, fields={"title": "date"})
    assert set(shown) == {row["id"] for row in old}


def test_it_holds_for_one_version_alone(built, shown, monkeypatch):
    """Whatever changes in the package, all is read anew."""
    old = rows(20)
    built(old)
    monkeypatch.setattr(silent_lines, "digest_of_all", lambda _: "another")
    shown.clear()
    built(old)
    assert set(shown) == {row["id"] for row in old}


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"[[]]", b"\xff", b'[["a"]]', b"null"])
def test_a_damaged_piece_is_one_that_is_missing(recipe, tmp_path, data):
    """Its lines are not known."""
    with Cache(tmp_path / "c", pytest.fail) as cache:
        memory = SilentLines(recipe, cache)
        memory.begin(tmp_path / "a.jsonl")
        assert memory.find(b"one") is None
        cache.keep({memory._key("piece", memory._name.hex(), 0): data})
        again = SilentLines(recipe, cache)
        again.begin(tmp_path / "a.jsonl")
        assert again.find(b"one") is None


def test_pieces_are_not_counted_as_articles(built, tmp_path):
    """The size of the cache tells how many articles can be looked up."""
    old = rows(20)
    built(old)
    with Cache(tmp_path / "cache", pytest.fail) as cache:
        assert cache.size().articles == len(old) - len(silent(old))
