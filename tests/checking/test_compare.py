"""A build beside the rosters: missing, extra, wrong date, and counts with the sentence that gives them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lunargraph.build import build
from lunargraph.checking import FINDING_COLUMNS, check_build, read_reference
from lunargraph.finished import load

FOLDER = Path(__file__).parents[2] / "data" / "reference"
TEXTS = {
    "2023-10-24": "The Artemis Accords have nearly 30 signatories.",
    "2024-05-31": "Peru signed the Artemis Accords on 30 May 2024. The accords have 50 signatories.",
    "2025-11-03": "Latvia became the 60th country to sign the Artemis Accords on 31 October 2025.",
    "2025-11-04": "Egypt joined the International Lunar Research Station in 2023. Peru joined the International Lunar Research Station.",
    "2025-11-05": "Türkiye has joined the International Lunar Research Station. Roscosmos joined the International Lunar Research Station.",
    "2026-04-30": "Morocco has not signed the Artemis Accords.",
    "2026-05-30": "Mexico joined the Lunar Gateway. The Lunar Gateway has 40 member countries.",
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory, lexicon):
    """A small build compared with the rosters that ship."""
    folder = tmp_path_factory.mktemp("check")
    rows = [{"id": day, "text": text, "published": day, "outlet": "The Paper"} for day, text in TEXTS.items()]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build([folder / "a.jsonl"], folder / "out")
    return check_build(load(folder / "out"), read_reference(FOLDER, lexicon))


def told(findings, **wanted):
    rows = findings
    for key, value in wanted.items():
        rows = rows[rows[key] == value]
    return rows.to_dict("records")


def test_columns_and_order(findings):
    """Disagreements come first, each row has every column."""
    assert tuple(findings.columns) == FINDING_COLUMNS
    ranks = [("disagrees", "open", "agrees").index(verdict) for verdict in findings["verdict"]]
    assert ranks == sorted(ranks)


def test_members_and_dates_that_agree(findings):
    """Peru signed on that day, and Egypt joined in that year."""
    agreed = {(row["check"], row["subject"]) for row in told(findings, verdict="agrees")}
    assert {
        ("member", "country:PER"),
        ("date", "country:PER"),
        ("member", "country:EGY"),
        ("date", "country:EGY"),
    } <= agreed


def test_missing_members(findings):
    """A signatory of whom no article tells is missing; one of whom the roster itself is unsure stays open."""
    (chile,) = told(findings, subject="country:CHL", program="program:ARTEMIS_ACCORDS")
    assert (chile["check"], chile["verdict"], chile["build"]) == ("missing", "disagrees", "no tie")
    assert chile["reference"] == "signatory since 2024-10-25"
    (morocco,) = told(findings, subject="country:MAR")
    assert (morocco["verdict"], morocco["build"], len(morocco["claim_ids"])) == ("open", "denied", 1)


def test_extra_members(findings):
    """A country that is not on the roster is extra; one that is near is, too, with what the roster says of it."""
    (peru,) = told(findings, check="extra", subject="country:PER")
    assert (peru["verdict"], peru["program"], peru["reference"]) == ("disagrees", "program:ILRS", "not on the roster")
    (turkey,) = told(findings, check="extra", subject="country:TUR")
    assert (turkey["verdict"], turkey["reference"]) == ("disagrees", "applied")
    assert len(turkey["claim_ids"]) == 1
    (agency,) = told(findings, subject="agency:ROSCOSMOS", program="program:ILRS")
    assert (agency["check"], agency["verdict"]) == ("member", "agrees")


def test_wrong_dates_and_counts(findings):
    """Latvia was counted as the 60th half a year before it signed as the 62nd."""
    (date,) = told(findings, check="date", subject="country:LVA")
    assert (date["verdict"], date["build"]) == ("disagrees", "since 2025-10-31")
    counts = {row["published"]: row for row in told(findings, check="count")}
    assert (counts["2025-11-03"]["verdict"], counts["2025-11-03"]["reference"]) == ("disagrees", "Latvia has place 62")
    assert (counts["2024-05-31"]["verdict"], counts["2024-05-31"]["reference"]) == ("disagrees", "42 in fact")
    assert (counts["2023-10-24"]["verdict"], counts["2023-10-24"]["outlet"]) == ("agrees", "The Paper")
    assert counts["2023-10-24"]["sentence"] == TEXTS["2023-10-24"]
    assert counts["2026-05-30"]["verdict"] == "open"


def test_parts_in_other_programs_are_never_wrong(findings):
    """No list of them is complete, so what is missing stays open."""
    other = findings[~findings["program"].isin(["program:ILRS", "program:ARTEMIS_ACCORDS"])]
    assert set(other["verdict"]) <= {"open", "agrees"}
