"""docs/answers.md names every question of the object that ``load`` gives, and the columns of each answer."""

import inspect
from pathlib import Path

import pytest

from lunargraph import growth, queries
from lunargraph.answers import LunarGraph, bridges, coalition, communities, lunar_graph, news, paths, similarity

PAGE = (Path(__file__).parents[2] / "docs" / "answers.md").read_text(encoding="utf-8")
MODULES = (queries, growth, lunar_graph, bridges, coalition, communities, news, paths, similarity)
#: Those that stand in other tables, or become columns under other names.
PARTS = {"CLAIM_COLUMNS", "DECISION_COLUMNS", "DISPUTE_COLUMNS", "EVENT_COLUMNS"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_columns_are_those_that_answers_have(module):
    """Each table of columns stands on the page as it is."""
    for name, columns in vars(module).items():
        if name.endswith("_COLUMNS") and name not in PARTS and not name.startswith("_"):
            assert f"`{' '.join(columns)}`" in PAGE, name


def test_every_question_is_on_the_page():
    """Methods, but for those that only help."""
    methods = {name for name, _ in inspect.getmembers(LunarGraph, inspect.isfunction) if not name.startswith("_")}
    helpers = {"find", "known", "name", "claims_about", "claims_with", "articles_with", "articles_of"}
    assert [name for name in sorted(methods - helpers) if f"`{name}(" not in PAGE] == []
