"""Fields of the input under names of their own."""

from __future__ import annotations

import json

import pytest

from lunargraph.articles import parse_map, read_articles
from lunargraph.errors import InputError


@pytest.fixture
def read(tmp_path):
    """Read rows of a JSON-lines file by a map, and return articles and problems."""

    def run(fields, *rows):
        (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
        problems = []
        return list(read_articles([tmp_path], report=problems.append, fields=parse_map(fields))), problems

    return run


def test_fields_are_taken_by_name_and_by_the_way_of_their_dots(read):
    """A mapped field goes before the usual names; a name that has a dot in it is found whole."""
    row = {"content": {"Body": "Oman signed.", "when": {"day": "2026-01-26"}}, "text": "teaser", "a.b": "Oman"}
    (article,), problems = read("text=content.body,published=content.when.day,title=a.b", row)
    assert (article.text, article.published, article.title) == ("Oman signed.", "2026-01-26", "Oman")
    assert problems == []


def test_a_record_without_the_field_falls_back_on_the_usual_names(read):
    """Mixed inputs: each record is read by what it has."""
    articles, problems = read(
        "text=corpo", {"corpo": "A", "text": "teaser"}, {"text": "B"}, {"corpo": None, "text": "C"}
    )
    assert ([a.text for a in articles], problems) == (["A", "B", "C"], [])


def test_a_field_under_the_parts_own_name_in_other_letters_gives_way(read):
    """The mapped value must win over `Text`."""
    (article,), _ = read("text=corpo", {"corpo": "A", "Text": "teaser"})
    assert article.text == "A"


def test_a_field_that_no_record_has_is_told_once_with_those_that_are_there(read):
    """A slip of the pen must not go unnoticed where the usual names happen to be there."""
    articles, (problem,) = read("published=dat,text=body", {"body": "A", "date": "2024"}, {"body": "B"})
    assert len(articles) == 2
    assert (problem.path, problem.kind) == ("--map", "error")
    assert "'dat'" in problem.reason
    assert "body, date" in problem.reason


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text", "PART=FIELD"),
        ("=a", "PART=FIELD"),
        ("text=", "PART=FIELD"),
        ("body=x", "it has id, text"),
        ("id=a,id=b", "twice"),
    ],
)
def test_a_map_that_means_nothing_is_one_sentence(text, message):
    """Told before anything is read."""
    with pytest.raises(InputError, match=message):
        parse_map(text)


def test_no_map_is_no_map():
    """An empty option changes nothing."""
    assert parse_map(" , ") == {}
