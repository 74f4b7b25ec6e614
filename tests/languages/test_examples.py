"""What docs/queries.md shows runs, and names what there is."""

import re
from pathlib import Path

import pytest

from lunargraph.languages import LABELS, TYPES, cypher, sql
from lunargraph.languages.cypher import NODE_PROPERTIES, TIE_PROPERTIES
from lunargraph.relational import tables_of

PAGE = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sql|cypher)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("language", "query"), BLOCKS)
def test_the_examples_find_something(camps, language, query):
    """Each has rows in a build of both camps, where it can."""
    answer = {"sql": sql, "cypher": cypher}[language](camps, query)
    assert len(answer)


def test_the_names_are_those_there_are(camps):
    """Tables, labels, types and properties."""
    for name in (*tables_of(camps), *LABELS, *TYPES):
        assert f"`{name}`" in PAGE
    assert f"`{' '.join(NODE_PROPERTIES)}`" in PAGE
    assert f"`{' '.join(TIE_PROPERTIES)}`" in PAGE
