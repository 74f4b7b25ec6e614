"""``review`` in a terminal, and ``build`` with what was decided."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from lunargraph.cli import main
from lunargraph.curation import read_decisions


@pytest.fixture
def place(built, tmp_path):
    """A copy of the small build, with its articles beside it."""
    shutil.copytree(built, tmp_path / "out")
    shutil.copy(built.parent / "a.jsonl", tmp_path / "a.jsonl")
    return tmp_path


@pytest.fixture
def review(place):
    """Answer the questions of a review."""

    def call(*answers, options=("--reviewer", "A. Analyst", "--below", "1")):
        return CliRunner().invoke(main, ["review", "-o", str(place / "out"), *options], input="\n".join((*answers, "")))

    return call


def test_a_review_notes_decisions_and_the_next_build_applies_them(run, place, review):
    """Accept one, reject one, correct one, skip one, quit; all at once in the file."""
    result = review("a", "", "r", "It says otherwise.", "c", "planned", "2025-01", "A plan.", "s", "q")
    assert result.exit_code == 0, result.output
    assert "Noted 3 decisions" in result.stderr
    accept, reject, correct = sorted(read_decisions(place / "decisions.toml").claims, key=lambda d: d.verb != "accept")
    assert (accept.verb, accept.signed.reason, accept.signed.reviewer) == (
        "accept",
        "The sentence says so.",
        "A. Analyst",
    )
    assert {reject.verb, correct.verb} == {"reject", "correct"}
    told = run("build", place / "a.jsonl", "-o", place / "out")
    assert f"Applied 3 reviewed decisions from {place / 'decisions.toml'}." in told.stderr
    manifest = json.loads((place / "out" / "manifest.json").read_text())
    assert manifest["decisions"]["conflicts"] == []
    again = review("s")
    assert "[1 of " in again.stdout
    assert accept.claim not in again.stdout


def test_nothing_in_doubt_is_told(review):
    """Also where all in doubt is decided."""
    result = review(options=("--below", "0"))
    assert (result.exit_code, "nothing to review" in result.stderr) == (0, True)
    assert review(*["a", ""] * 20).exit_code in {0, 1}
    assert "nothing to review" in review().stderr


def test_who_stops_halfway_keeps_what_was_decided(place, review):
    """The end of input is the end of the review."""
    result = review("r", "No.")
    assert result.exit_code == 1
    assert len(read_decisions(place / "decisions.toml")) == 1


def test_answers_that_make_no_sense_are_asked_again(place, review):
    """And a correction that corrects nothing is an acceptance."""
    result = review(
        "x", "c", "", "May", "", "Fine.", "q", options=("--reviewer", "A", "--below", "1", "--about", "Peru")
    )
    assert result.exit_code == 0, result.output
    assert "'May' is no date" in result.stderr
    assert "noted as accepted" in result.stderr
    (decision,) = read_decisions(place / "decisions.toml").claims
    assert decision.verb == "accept"


def test_the_name_is_asked_for(place, review):
    """Who decides must be known."""
    review("B. Editor", "a", "", "q", options=("--below", "1"))
    assert read_decisions(place / "decisions.toml").claims[0].signed.reviewer == "B. Editor"


def test_a_build_tells_which_decisions_do_not_fit(run, place):
    """In one line each; a file that is named must be there."""
    signed = 'reviewer = "A"\ndate = 2026-11-25\nreason = "why"\n'
    (place / "mine.toml").write_text(f'[[retract]]\narticle = "gone"\n{signed}')
    told = run("build", place / "a.jsonl", "-o", place / "out", "--decisions", place / "mine.toml")
    assert "1 of them needs a look:" in told.stderr
    assert "retract gone (A, 2026-11-25): it is not among the articles, so this decision can go." in told.stderr
    told = run("build", place / "a.jsonl", "-o", place / "out", "--decisions", place / "none.toml")
    assert (told.exit_code, "Traceback" in told.stderr) == (2, False)
    (place / "decisions.toml").write_text("[[nonsense]]")
    for command in (["build", place / "a.jsonl"], ["review"]):
        told = run(*command, "-o", place / "out")
        assert (told.exit_code, "unknown kind of decision" in told.stderr) == (2, True)
