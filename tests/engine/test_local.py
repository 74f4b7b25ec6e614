"""The engine: one result, whatever the number of processes, the state of the cache, or what goes wrong on the way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lunargraph.articles.words import fingerprints_of
from lunargraph.build import build
from lunargraph.engine import Engine, local, work
from lunargraph.engine import recipe as recipes
from lunargraph.model import Article
from tests.articles.languages import FOREIGN
from tests.engine.conftest import TEXTS, made, readings


def test_one_result_however_it_is_read(recipe, cache, monkeypatch):
    """In one process and in two, with and without a cache, empty, half full and full, in batches of any size."""
    articles = [replace(a, id=f"{a.id}-{n}", outlet=str(n)) for n in range(3) for a in made()]
    articles[5:5] = [Article(id="rain", text="Rain fell on the capital.", language="en")]
    expected, (known, parsed), _ = readings(recipe, articles)
    assert [each.article for each in expected] == articles
    assert [each.article.id for each in expected if each.extraction is None] == ["rain"]
    assert (known, parsed) == (0, len(articles) - 1)
    assert readings(recipe, articles[:9], cache=cache)[0] == expected[:9]
    for size in (1, 7, 256):
        monkeypatch.setattr(local, "_ARTICLES", size)
        assert readings(recipe, articles, jobs=2)[0] == expected
    assert readings(recipe, articles, jobs=2, cache=cache)[:2] == (expected, (8, len(articles) - 9))
    for jobs in (1, 2):
        assert readings(recipe, articles, jobs=jobs, cache=cache)[:2] == (expected, (len(articles) - 1, 0))


def test_long_articles_fill_a_batch(recipe, monkeypatch):
    """By signs as well as by number."""
    monkeypatch.setattr(local, "_SIGNS", 100)
    batches = []
    honest = local.Engine._finished

    def finished(self, batch, results, troubles):
        batches.append([row.article.id for row in batch.rows])
        return honest(self, batch, results, troubles)

    monkeypatch.setattr(local.Engine, "_finished", finished)
    readings(recipe)
    assert [name for batch in batches for name in batch] == [a.id for a in made()]
    assert 1 < len(batches) < len(made())


def test_one_article_twice(recipe, cache):
    """Read once in a batch, yielded twice."""
    twice = [made()[0], made()[1], made()[0]]
    found, (_, parsed), _ = readings(recipe, twice, cache=cache)
    assert found[0] == found[2] != found[1]
    assert parsed == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_is_told_and_not_remembered(recipe, cache, jobs, monkeypatch, extractor):
    """The next run tries it again."""
    honest = type(extractor)._finish

    def finish(self, draft, parses):
        if draft.article.id == "a2":
            raise ZeroDivisionError
        return honest(self, draft, parses)

    monkeypatch.setattr(recipes, "_EXTRACTORS", {(recipe.model, recipe._lexicon): extractor})
    with monkeypatch.context() as patch:
        patch.setattr(type(extractor), "_finish", finish)
        for known in (0, len(TEXTS) - 1):
            found, counts, problems = readings(recipe, jobs=jobs, cache=cache)
            assert counts == (known, len(TEXTS) - known)
            assert [p.reason for p in problems] == [
                "extraction failed on article 'a2' (ZeroDivisionError); please report it"
            ]
            assert found[2].extraction.claims == ()
    found, counts, problems = readings(recipe, jobs=jobs, cache=cache)
    assert (counts, problems) == ((len(TEXTS) - 1, 1), [])
    assert found[2].extraction.claims


def test_a_kill_costs_no_more_than_what_was_at_work(recipe, cache, monkeypatch):
    """What was yielded is remembered."""
    monkeypatch.setattr(local, "_ARTICLES", 2)
    engine = Engine(recipe, cache=cache)
    reading = engine.read(made(), report=pytest.fail)
    for _ in range(4):
        next(reading)
    reading.close()
    assert readings(recipe, cache=cache)[1] == (4, len(TEXTS) - 4)


def test_other_languages_are_told(recipe):
    """And not yielded."""
    german = Article(id="g", text=f"{FOREIGN['de'][1]} Artemis Accords")
    found, _, problems = readings(recipe, [made()[0], german])
    assert [each.article.id for each in found] == ["a0"]
    assert [p.cause for p in problems] == ["language de"]


def test_the_language_of_what_was_read_is_not_told_twice(recipe, cache, monkeypatch):
    """Known articles, foreign ones too, are looked up with theirs; what is told of it stays."""
    german = Article(id="g", text=f"{FOREIGN['de'][1]} Artemis Accords")
    declared = replace(made()[1], language="de")
    given = [made()[0], german, declared]
    expected, counts, told = readings(recipe, given, cache=cache)
    assert counts == (0, 2)
    assert [p.kind for p in told] == ["skipped", "note"]
    monkeypatch.setattr(local, "language_of", lambda _: pytest.fail("it was known"))
    again, counts, retold = readings(recipe, given, cache=cache)
    assert (again, retold) == (expected, told)
    assert counts == (2, 0)


def test_fingerprints_are_taken_once(recipe, cache, monkeypatch):
    """Where articles are read, in whichever process; they are those that finding copies would take."""
    expected = fingerprints_of(made())
    for jobs in (1, 2):
        assert [each.fingerprint for each in readings(recipe, jobs=jobs)[0]] == expected
    readings(recipe, cache=cache)
    monkeypatch.setattr(work, "fingerprints_of", lambda _: pytest.fail("it was known"))
    assert [each.fingerprint for each in readings(recipe, cache=cache)[0]] == expected


def test_builds_are_the_same_bytes(tmp_path):
    """All files but the manifest, and in that the digests of all files."""
    source = tmp_path / "a.jsonl"
    rows = [{"id": f"x{n}", "text": text, "date": "2024-06-03"} for n, text in enumerate(TEXTS)]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ways = [{}, {"jobs": 2}, {"cache": tmp_path / "c"}, {"cache": tmp_path / "c"}, {"cache": tmp_path / "c", "jobs": 2}]
    summaries = [build([source], tmp_path / str(n), **way) for n, way in enumerate(ways)]
    assert [summary.known for summary in summaries] == [0, 0, 0, len(TEXTS), len(TEXTS)]
    first = {path.name: path.read_bytes() for path in (tmp_path / "0").iterdir()}
    for number in range(1, len(ways)):
        other = {path.name: path.read_bytes() for path in (tmp_path / str(number)).iterdir()}
        assert first.keys() == other.keys()
        assert [name for name in first if first[name] != other[name]] == ["manifest.json"]
        manifests = [json.loads(each["manifest.json"]) for each in (first, other)]
        assert manifests[0]["files"] == manifests[1]["files"]


def test_a_cache_that_cannot_be_used_is_told_in_the_summary(tmp_path):
    """And the build is whole."""
    source = tmp_path / "a.txt"
    source.write_text(TEXTS[0], encoding="utf-8")
    (tmp_path / "c").write_text("in the way")
    summary = build([source], tmp_path / "out", cache=tmp_path / "c")
    assert [note.startswith("The cache ") for note in summary.notes] == [True]
    assert summary.claims > 0
    assert (tmp_path / "out" / "manifest.json").is_file()
