"""``explain`` as an analyst meets it: how a claim was read, and what a text states and does not."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from lunargraph.cli import main
from lunargraph.confidence import load_confidence


def test_explain_shows_how_a_claim_was_read(run, built):
    """The evidence: sentence with its words marked, date reasoning, outlet, date, rule."""
    result = run("explain", "Peru", "Artemis Accords", "-o", built)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Peru — member_of — Artemis Accords: current since 2024-05-30, as signatory",
        "  “[Peru]=subject «signed»=rule sign.verb.v1 the [Artemis Accords]=object {on Thursday}=date.”",
        "  subject: named as “Peru”",
        "  object: named as “Artemis Accords”",
        "  status: current, as the rule sign.verb.v1 has it; no cue changes that",
        "  date: 2024-05-30: “on Thursday”, counted from the day of publication, 2024-06-03",
        f"  confidence: {load_confidence().of(0.95):.2f} of claims read as surely are right (0.95, that of the rule)",
        "  from: The <b>Paper, 2024-06-03",
    ]


def test_explain_takes_a_relation_and_gives_json(run, built):
    """The same as values, the reading among them."""
    (claim,) = json.loads(
        run("explain", "Peru", "member_of", "ARTEMIS_ACCORDS", "-o", built, "--format", "json").stdout
    )["claims"]
    assert (claim["subject_name"], claim["status"], claim["published"]) == ("Peru", "current", "2024-06-03")
    assert claim["reading"]["date"] == {"how": "published", "words": [32, 43, "on Thursday"], "base": "2024-06-03"}
    assert "subject: named as “Peru”" in claim["in_words"]


def test_explain_without_a_claim_is_exit_code_1(run, built):
    """No tie between the two is an answer, not a mistake."""
    result = run("explain", "Peru", "China", "-o", built)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No article" in result.stderr


def test_explain_reads_a_text_on_the_spot(run):
    """What was found, what was rejected and why, and whom the text names."""
    result = run("explain", "--text", "Norway but not Thailand signed the Accords.", "--published", "2024-06")
    assert result.exit_code == 0
    assert "Found 2 claims" in result.stdout
    assert "“[Norway]=subject but not Thailand «signed»=rule sign.verb.v1 the [Accords]=object.”" in result.stdout
    assert "denied, because the words except it" in result.stdout
    assert "sign.bare.v1: “signed” has an object of its own" in result.stdout
    assert "country: Norway (“Norway”); Thailand (“Thailand”)" in result.stdout


@pytest.mark.parametrize("args", [["-"], [], ["--text", "-"]])
def test_explain_reads_a_piped_text(args):
    """From stdin with "-", or when something is piped in."""
    result = CliRunner().invoke(
        main, ["explain", *args, "--format", "json"], input="Would Peru sign the Artemis Accords?"
    )
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["claims"] == []
    assert "a question states nothing" in {c["reason"] for c in found["considered"]}
    assert [e["id"] for e in found["entities"]] == ["country:PER", "program:ARTEMIS_ACCORDS"]


def test_explain_takes_the_title_as_context(run):
    """The title says what "joined" is about, and the explanation says so."""
    result = run("explain", "--text", "Peru has joined.", "--title", "Artemis Accords grow")
    assert "the program in focus is Artemis Accords, named in the title “Artemis Accords grow”" in result.stdout


def test_explain_never_lets_a_text_steer_the_terminal(run):
    """Control characters, direction marks and broken bytes of a text are not printed."""
    hostile = (
        "Peru \x1b[2J\x9b2J\u202esigned the Artemis Accords.\nThe \x1b]0;x\x07 Space Agency joined the ILRS. \udcff"
    )
    for form in ("text", "json"):
        result = run("explain", "--text", hostile, "--title", hostile, "--format", form)
        assert result.exit_code in {0, 1}
        assert "\x1b" not in result.stdout
    assert "\u202e" not in run("explain", "--text", hostile).stdout


@pytest.mark.parametrize(
    ("args", "given", "message"),
    [
        (["-"], b"", "The text is empty"),
        (["--text", " "], b"", "The text is empty"),
        (["-"], b"\x00\xff\x00", "cannot be read: it is a binary file"),
        (["--text", "Peru", "--published", "yesterday"], b"", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        (["Peru", "ILRS", "--text", "Peru"], b"", "not both"),
        (["Peru", "ILRS", "--title", "Peru"], b"", "--title goes with --text"),
        (["Peru"], b"", "Give a subject"),
        (["Peru", "member_of", "ILRS", "ILRS"], b"", "Give a subject"),
        (["--text", "Peru", "--model", "xx_none"], b"", "not installed"),
    ],
)
def test_explain_asked_badly_says_what_would_do(args, given, message):
    """One sentence and exit code 2, no traceback."""
    result = CliRunner().invoke(main, ["explain", *args], input=given)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


WEAK = "Bulgaria praised the Artemis Accords. It signed them on Monday. Peru signed the Artemis Accords."


def test_explain_labels_what_is_less_sure(run, monkeypatch):
    """All claims are shown; those below the threshold say so, as text and as values."""
    weakest = run("explain", "--text", WEAK, "--format", "json")
    claims = json.loads(weakest.stdout)["claims"]
    low, high = sorted(claim["confidence"] for claim in claims)
    monkeypatch.setattr("lunargraph.explaining.sure_from", lambda: high)
    lines = run("explain", "--text", WEAK).stdout.splitlines()
    assert [line.endswith(" (less sure)") for line in lines if " — member_of — " in line] == [True, False]
    claims = json.loads(run("explain", "--text", WEAK, "--format", "json").stdout)["claims"]
    assert {claim["confidence"]: claim["sure"] for claim in claims} == {low: False, high: True}


def test_explain_leaves_out_what_is_too_weak(run, built):
    """And says how much; that a text states nothing is said of the text, not of what is left."""
    result = run("explain", "--text", WEAK, "--min-confidence", 1)
    assert (result.exit_code, "Found 0 claims" in result.stdout) == (0, True)
    assert "2 claims below 1.0 left out" in result.stderr
    result = run("explain", "Peru", "Artemis Accords", "-o", built, "--min-confidence", 1)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 claim below 1.0 left out" in result.stderr
