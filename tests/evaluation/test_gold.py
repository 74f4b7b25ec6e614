"""Gold files are read strictly: a figure over half a file would look like one over the whole."""

from __future__ import annotations

import json

import pytest

from lunargraph.errors import InputError
from lunargraph.evaluation import read_gold, read_predicted

ROW = {"id": "a", "text": "Belarus joined the ILRS.", "date": "2023-10-24", "claims": []}
CLAIM = {"s": "BLR", "r": "member_of", "o": "ILRS"}


@pytest.fixture
def write(tmp_path):
    """Write rows (objects, or lines as they are) as a gold file."""

    def run(*rows):
        path = tmp_path / "gold.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return run


def test_articles_come_in_the_order_of_the_file(write):
    """Blank lines are no articles, and a mark at the start of a file is no letter."""
    path = write("\ufeff" + json.dumps({**ROW, "claims": [CLAIM]}), "", {**ROW, "id": "b", "date": None})
    rows = read_gold(path, report=pytest.fail)
    assert [row.article.id for row in rows] == ["a", "b"]
    assert (rows[0].article.published, len(rows[0].sheet.claims)) == ("2023-10-24", 1)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{oops", r"gold.jsonl, line 2: it is not valid JSON"),
        ("[]", r"line 2: it is not an object"),
        ('{"id": ' + "1" * 5000 + "}", "line 2: its JSON holds a number too long"),
        ({**ROW, "id": "a"}, r"line 2: the id 'a' stands in line 1 already; give each article its own"),
        ({"id": "b", "text": "x"}, r"line 2: it has no 'claims'; write \[\]"),
        ({**ROW, "id": "b", "date": "24 October"}, "line 2: its date is '24 October'; write YYYY"),
        ({**ROW, "id": "b", "text": ""}, "line 2: its text is empty"),
        ({**ROW, "id": "b", "claims": [{**CLAIM, "r": "joins"}]}, "line 2: .* legal relations are member_of"),
        ({**ROW, "id": "b", "claims": [{**CLAIM, "status": "past"}]}, "line 2: .* legal statuses are current"),
    ],
)
def test_a_bad_line_is_one_sentence_with_its_place(write, row, says):
    """File, line, what is wrong and the way out."""
    with pytest.raises(InputError, match=says) as caught:
        read_gold(write(ROW, row), report=pytest.fail)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_key_that_means_nothing_is_told(write):
    """A misspelt key of a claim ends nothing and is not passed over in silence."""
    told = []
    read_gold(write({**ROW, "claims": [{**CLAIM, "staus": "planned"}]}), report=told.append)
    assert len(told) == 1
    assert "line 1" in told[0]
    assert "'staus'" in told[0]


@pytest.mark.parametrize("make", ["missing", "empty", "folder", "latin"])
def test_a_file_that_is_none_is_an_error(tmp_path, make):
    """Missing, empty, a folder, another encoding: one sentence each."""
    path = tmp_path / "gold.jsonl"
    if make == "empty":
        path.write_text("\n")
    elif make == "folder":
        path.mkdir()
    elif make == "latin":
        path.write_bytes('{"id": "Perú"}'.encode("latin-1"))
    with pytest.raises(InputError, match=r"gold\.jsonl.*; |gold\.jsonl.* UTF-8"):
        read_gold(path, report=pytest.fail)


def test_predictions_need_no_text(write):
    """Another extractor's file holds ids and what it noted."""
    told = read_predicted(str(write({"id": "a", "claims": [CLAIM]})), report=pytest.fail)
    assert [str(claim) for claim in told["a"].claims] == ["BLR member_of ILRS, current"]
