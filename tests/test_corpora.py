"""The made news that the benchmarks measure on: the same for each seed, relevant as asked, and no two articles alike."""

import importlib.util
import itertools
import json
import re
import statistics
import sys
from pathlib import Path

import pytest

from lunargraph.articles import read_articles

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def corpora():
    spec = importlib.util.spec_from_file_location("corpora", ROOT / "benchmarks" / "corpora.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpora"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def some(corpora):
    return list(corpora.articles(1000, 0.02, seed=5))


def test_a_corpus_is_the_same_each_time_and_begins_as_a_smaller_one(corpora, some):
    assert list(corpora.articles(300, 0.02, seed=5)) == some[:300]
    assert next(corpora.articles(1, 0.02, seed=6))["text"] != some[0]["text"]


@pytest.mark.parametrize(("share", "number", "expected"), [(0.02, 1500, 30), (0, 40, 0), (1, 40, 40), (0.001, 999, 0)])
def test_the_share_of_relevant_articles_is_as_asked(corpora, share, number, expected):
    assert sum(map(corpora.is_relevant, corpora.articles(number, share))) == expected


def test_a_share_beyond_all_is_refused(corpora):
    with pytest.raises(ValueError, match="between 0 and 1, not at 2"):
        next(corpora.articles(1, 2))


def test_no_two_articles_say_the_same(corpora, some):
    moon = list(corpora.articles(500, 1, seed=5))
    for made in (some, moon):
        assert len({article["id"] for article in made}) == len(made)
        assert len({article["text"] for article in made}) == len(made)
        assert len({article["text"].rsplit("\n\n", 1)[0] for article in made}) == len(made)


def test_articles_have_the_length_and_the_look_of_news(corpora, some):
    moon = list(corpora.articles(400, 1, seed=5))
    news = [article for article in some if not corpora.is_relevant(article)]
    for made in (news, moon):
        assert statistics.mean(len(article["text"]) for article in made) == pytest.approx(corpora.MEAN, rel=0.05)
    assert {8 <= article["text"].count("\n\n") + 1 <= 25 for article in news} == {True}
    curly = sum("“" in article["text"] for article in news) / len(news)
    assert curly == pytest.approx(1 / 3, abs=0.05)
    text = "\n".join(article["text"] for article in news)
    assert not re.search(r"[{}|]|\b[Aa] [aio]\w", text)
    lunar = re.compile(r"\b(moon|honeymoon|gateway|artemis|apollo|lunar|luna)", re.IGNORECASE)
    told = [article for article in news if lunar.search(article["text"])]
    assert 0.02 <= len(told) / len(news) <= 0.06


@pytest.mark.parametrize("form", ["jsonl", "parquet", "warc", "folder"])
def test_every_form_is_read_back(corpora, tmp_path, form):
    """What lunargraph reads from each form is what was made, down to the day."""
    out = tmp_path / {"jsonl": "c.jsonl", "parquet": "c.parquet", "warc": "c.warc.gz", "folder": "c"}[form]
    count, characters = corpora.write(12, 0.5, out, form=form)
    made = list(corpora.articles(12, 0.5))
    assert (count, characters) == (12, sum(len(article["text"]) for article in made))
    problems = []
    read = sorted(read_articles([out], report=problems.append), key=lambda article: article.url)
    made.sort(key=lambda article: article["url"])
    assert problems == []
    for article, original in itertools.zip_longest(read, made):
        assert (article.url, article.published) == (original["url"], original["published"])
        assert article.title.split() == original["title"].split()
        assert " ".join(original["text"].split("\n\n")[3].split()) in " ".join(article.text.split())


def test_the_script_writes_lines_of_json(corpora, tmp_path, monkeypatch, capsys):
    out = tmp_path / "made.jsonl"
    monkeypatch.setattr("sys.argv", ["corpora.py", "--articles", "5", "--relevant", "0.4", str(out)])
    corpora.main()
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [corpora.is_relevant(row) for row in rows] == [False, False, True, False, True]
    assert capsys.readouterr().out.startswith("5 articles, ")
