"""``check``: the data that ship, a build against the rosters, and a count in a text."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


def test_without_a_build_only_the_own_data_are_checked(run, tmp_path, monkeypatch):
    """Lexicon and every kind of rule; that nothing was compared is told."""
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 0
    assert "coded rules" in result.stdout
    assert "nothing was compared" in result.stderr


def test_disagreements_are_listed_and_end_with_1(run, built):
    """The small build lacks most members; as CSV and JSON the same rows."""
    result = run("check", "-o", built, "--reference", REFERENCE)
    assert result.exit_code == 1
    assert "missing" in result.stdout
    assert "Compared with the reference:" in result.stderr
    as_json = run("check", "-o", built, "--reference", REFERENCE, "--format", "json")
    rows = json.loads(as_json.stdout)
    assert {row["verdict"] for row in rows} == {"disagrees"}
    as_csv = run("check", "-o", built, "--reference", REFERENCE, "--format", "csv", "--all")
    table = pd.read_csv(StringIO(as_csv.stdout))
    assert set(table["verdict"]) == {"agrees", "disagrees", "open"}
    assert "All valid" in as_csv.stderr


def test_missing_members_may_be_allowed(run, built):
    """A few articles of one's own cannot name everyone."""
    result = run("check", "-o", built, "--reference", REFERENCE, "--allow-missing")
    assert (result.exit_code, "missing" in result.stdout) == (0, False)


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("The Artemis Accords have nearly 30 signatories.", "2023-10-24", 0),
        ("The Artemis Accords have 35 signatories.", "2023-10-24", 1),
        ("Rain fell.", "2023-10-24", 0),
    ],
)
def test_a_text_is_compared_on_the_spot(run, text, day, code):
    """Is this number right?"""
    result = run("check", "--text", text, "--published", day, "--reference", REFERENCE)
    assert result.exit_code == code
    assert ("agrees" in result.stdout) is ("Accords" in text)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--text", "x", "-o", "out"], "not both"),
        (["--published", "2024"], "goes with --text"),
        (["--text", "x", "--published", "May"], "is not a date"),
        (["--reference", "nowhere", "--text", "x"], "--reference"),
        (["-o", "nowhere", "--reference", str(REFERENCE)], "run `python -m lunargraph build` first"),
    ],
)
def test_what_makes_no_sense_is_refused(run, args, words):
    """One sentence, exit code 2, no traceback."""
    result = run("check", *args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_disputes_can_be_asked_for(run, built):
    """A build without one says so."""
    result = run("query", "disputes", "-o", built, "--format", "csv")
    assert (result.exit_code, result.stdout.startswith("tie,subject,")) == (0, True)
