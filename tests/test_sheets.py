"""The one shape in which gold, rules and other extractors note what an article says."""

from __future__ import annotations

import pytest

from lunargraph.errors import InputError
from lunargraph.sheets import sheet_of, unknown_keys

CLAIM = {"s": "BLR", "r": "member_of", "o": "ILRS"}


def test_a_full_record_is_kept_as_it_is():
    """Every field that a claim can have comes through; a status left out is current."""
    sheet = sheet_of({
        "id": 7,
        "claims": [{**CLAIM, "date": "2023-10", "role": "member", "topics": ["rover"], "start": 3, "confidence": 0.5}],
        "optional_claims": [{**CLAIM, "status": "planned"}],
        "counts": [{"program": "ILRS", "value": 13, "qualifier": "about"}],
        "milestones": [{"program": "ILRS", "what": "station", "date": "203X"}],
        "entities": {"country": ["BLR"]},
    })  # fmt: skip
    claim = sheet.claims[0]
    assert sheet.article == "7"
    assert (str(claim), claim.date, claim.role, claim.topics) == (
        "BLR member_of ILRS, current",
        "2023-10",
        "member",
        ("rover",),
    )
    assert (claim.start, claim.confidence, sheet.optional[0].status) == (3, 0.5, "planned")
    assert (sheet.counts[0].value, sheet.milestones[0].date) == (13, "203X")
    assert sheet.entities == {"country": ("BLR",)}


def test_no_list_of_names_is_not_an_empty_one():
    """A reader that lists no names is told from one that found none."""
    assert sheet_of({"id": "a"}).entities is None
    assert sheet_of({"id": "a", "entities": {}}).entities == {}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"r": "agency_of"}, "legal relations are member_of, leads, cooperates_with"),
        ({"r": None}, "legal relations"),
        ({"status": "rumoured"}, "legal statuses are current, planned, denied, ended"),
        ({"status": ["current"]}, "legal statuses"),
        ({"date": "October 2023"}, "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"date": "2023-02-30"}, "2023-02-30"),
        ({"date": 2023}, "YYYY"),
        ({"s": ""}, "has no 's'"),
        ({"o": 5}, "has no 'o'"),
        ({"evidence": ["x"]}, "'evidence' that is no string"),
        ({"topics": "rover"}, "no list of strings"),
        ({"confidence": 2}, "from 0 to 1"),
        ({"confidence": True}, "from 0 to 1"),
    ],
)
def test_a_bad_claim_says_what_is_legal(change, says):
    """What a claim may hold is said in the sentence that refuses it."""
    with pytest.raises(InputError, match=says):
        sheet_of({"id": "a", "claims": [{**CLAIM, **change}]})


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({}, "no id"),
        ({"id": " "}, "no id"),
        ({"id": True}, "no id"),
        ({"id": "a", "claims": {}}, "'claims' is no list of objects"),
        ({"id": "a", "claims": ["x"]}, "'claims' is no list of objects"),
        ({"id": "a", "counts": [{"program": "ILRS", "value": "30"}]}, "whole number"),
        ({"id": "a", "counts": [{"program": "ILRS", "value": True}]}, "whole number"),
        ({"id": "a", "milestones": [{"date": "2030"}]}, "a milestone has no 'program'"),
        ({"id": "a", "entities": []}, "'entities' is no object"),
        ({"id": "a", "entities": {"planet": []}}, "legal kinds are country, agency, organization, program"),
        ({"id": "a", "entities": {"country": "BLR"}}, "no list of names"),
    ],
)
def test_a_bad_record_says_what_is_wrong(record, says):
    """So is what a record may hold."""
    with pytest.raises(InputError, match=says):
        sheet_of(record)


def test_misspelt_keys_of_claims_are_found():
    """A key that no claim has would be lost without a word."""
    record = {"id": "a", "claims": [{**CLAIM, "staus": "planned"}], "optional_claims": [{**CLAIM, "Date": "2023"}]}
    assert unknown_keys(record) == ["Date", "staus"]
