"""The file of decisions: what it may hold, what is refused with a sentence, and how one is added."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from lunargraph.curation import append_decision, parse_decisions, read_decisions
from lunargraph.errors import DecisionError, OutputError
from tests.strategies import days, texts

SIGNED = 'reviewer = "A"\ndate = 2026-11-25\nreason = "why"\n'
ABOUT = 'claim = "0123456789abcdef"\nevidence = "Peru  signed"\n'
ALL = f"""
[[accept]]
{ABOUT}{SIGNED}
[[reject]]
claim = "1123456789abcdef"
evidence = "x"
article = "a"
subject = "country:PER"
{SIGNED}
[[correct]]
claim = "2123456789abcdef"
evidence = "x"
set = {{status = "planned", date = "", subject = "country:THA"}}
{SIGNED}
[[retract]]
article = "a1"
{SIGNED}
[[merge]]
from = ["organization:b"]
into = "organization:a"
{SIGNED}
[[split]]
actor = "organization:a"
into = "organization:c"
articles = ["a1"]
name = "C"
{SIGNED}
[[alias]]
name = "The Azeri agency"
node = "agency:AZERCOSMOS"
{SIGNED}
[[pin]]
subject = "country:ISL"
relation = "member_of"
object = "program:ARTEMIS_ACCORDS"
since = 2023-10-10
{SIGNED}
"""


def test_all_kinds_are_read():
    """Each with who, when and why."""
    decisions = parse_decisions(ALL, "d.toml")
    assert len(decisions) == 8
    accept, reject, correct = decisions.claims
    assert (accept.verb, accept.evidence, accept.signed.date) == ("accept", "Peru signed", "2026-11-25")
    assert (reject.article, reject.subject, reject.object) == ("a", "country:PER", "")
    assert correct.changes == {"status": "planned", "date": None, "subject": "country:THA"}
    assert decisions.retracted == {"a1"}
    assert (decisions.merges[0].actors, decisions.splits[0].name) == (("organization:b",), "C")
    assert (decisions.aliases[0].node, decisions.pins[0].since, decisions.pins[0].until) == (
        "agency:AZERCOSMOS",
        "2023-10-10",
        None,
    )
    assert len(parse_decisions("", "d.toml")) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[accept]\n", "d.toml is no TOML"),
        ("[[approve]]\n", "unknown kind of decision 'approve'; there are accept, reject"),
        ("[accept]\nclaim = 1\n", "a table of its own, [[accept]]"),
        ("accept = 1\n", "a table of its own"),
        (f"[[accept]]\n{SIGNED}", "[[accept]] number 1: 'claim' is missing"),
        (f"[[accept]]\n{ABOUT}", "'reviewer' is missing"),
        (f"[[accept]]\n{ABOUT}{SIGNED}sure = true\n", "unknown key 'sure'; there are claim, evidence"),
        (f'[[accept]]\nclaim = "xyz"\nevidence = "x"\n{SIGNED}', "16 hex digits"),
        (f'[[accept]]\nclaim = "0123456789abcdef"\nevidence = "  "\n{SIGNED}', "'evidence' must be text"),
        (f'[[accept]]\nclaim = "0123456789abcdef"\nevidence = 7\n{SIGNED}', "'evidence' must be text"),
        (f'[[accept]]\n{ABOUT}reviewer = "A"\ndate = "soon"\nreason = "x"\n', "'date' is no date"),
        (f"[[accept]]\n{ABOUT}{SIGNED}[[reject]]\n{ABOUT}{SIGNED}", "has two decisions"),
        (f"[[correct]]\n{ABOUT}{SIGNED}", "'set' is missing"),
        (f"[[correct]]\n{ABOUT}set = 1\n{SIGNED}", "'set' must say what is right"),
        (f'[[correct]]\n{ABOUT}set = {{state = "x"}}\n{SIGNED}', "set: unknown key 'state'"),
        (f'[[correct]]\n{ABOUT}set = {{status = "maybe"}}\n{SIGNED}', "one of current, planned, denied, ended"),
        (f'[[correct]]\n{ABOUT}set = {{relation = "part_of"}}\n{SIGNED}', "one of member_of"),
        (f'[[correct]]\n{ABOUT}set = {{date = "May"}}\n{SIGNED}', "'date' is no date"),
        (f'[[correct]]\n{ABOUT}set = {{subject = "Peru"}}\n{SIGNED}', "no id such as"),
        (f'[[merge]]\nfrom = "organization:b"\ninto = "organization:a"\n{SIGNED}', "must be a list"),
        (f'[[merge]]\nfrom = ["program:ILRS"]\ninto = "organization:a"\n{SIGNED}', "no id such as country:BLR."),
        (f'[[merge]]\nfrom = ["organization:a"]\ninto = "organization:a"\n{SIGNED}', "into itself"),
        (f'[[split]]\nactor = "agency:a"\ninto = "agency:a"\narticles = ["x"]\n{SIGNED}', "another actor"),
        (f'[[alias]]\nname = "x"\nnode = "x"\n{SIGNED}', "no id such as"),
        (f'[[pin]]\nsubject = "country:ISL"\nrelation = "member_of"\nobject = "program:ILRS"\n{SIGNED}', "'since' or 'until'"),
        (f'[[pin]]\nsubject = "country:ISL"\nrelation = "in"\nobject = "program:ILRS"\nsince = "2023"\n{SIGNED}', "one of member_of"),
        (f'[[retract]]\narticle = "a"\n{SIGNED}[[retract]]\narticle = "a"\n{SIGNED}', "retracted twice"),
    ],
)  # fmt: skip
def test_what_breaks_the_format_is_refused(text, words):
    """One sentence with the file, the decision and the way out."""
    with pytest.raises(DecisionError) as caught:
        parse_decisions(text, "d.toml")
    assert words in str(caught.value)
    assert str(caught.value).startswith("d.toml")
    assert str(caught.value).endswith(".")


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    """Missing, or not UTF-8."""
    with pytest.raises(DecisionError, match="--decisions"):
        read_decisions(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff")
    with pytest.raises(DecisionError, match="not UTF-8"):
        read_decisions(tmp_path / "bad.toml")


@given(texts, texts, days)
def test_whatever_a_person_types_is_written_and_read_back(reason, reviewer, day):
    """Quotes, line breaks and signs that no file likes."""
    entry = {"claim": "0123456789abcdef", "evidence": "x", "set": {"role": f"x{reason}y"}}
    entry |= {"reviewer": f"x{reviewer}y", "date": day, "reason": f"x{reason}y"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.toml"
        append_decision(path, "correct", entry)
        append_decision(
            path, "retract", {"article": f"x{reason}y", **{k: entry[k] for k in ("reviewer", "date", "reason")}}
        )
        decisions = read_decisions(path)
    (decision,) = decisions.claims
    assert (decision.signed.reviewer, decision.signed.date, decision.signed.reason) == (
        f"x{reviewer}y",
        day,
        f"x{reason}y",
    )
    assert decision.changes == {"role": f"x{reason}y"}
    assert decisions.retracted == {f"x{reason}y"}


def test_a_decision_is_added_to_what_stands_there(tmp_path):
    """Comments and all; a broken file, or a decision that would break it, leaves it as it is."""
    path = tmp_path / "decisions.toml"
    path.write_text(f'# mine\n[[retract]]\narticle = "a"\n{SIGNED}')
    before = path.read_text()
    entry = {"article": "b", "reviewer": "B", "date": "2026-11-25", "reason": "x"}
    append_decision(path, "retract", entry)
    assert path.read_text().startswith(before)
    assert read_decisions(path).retracted == {"a", "b"}
    after = path.read_text()
    with pytest.raises(DecisionError, match="retracted twice"):
        append_decision(path, "retract", entry)
    assert path.read_text() == after
    path.write_text("broken")
    with pytest.raises(DecisionError, match="no TOML"):
        append_decision(path, "retract", entry)
    assert path.read_text() == "broken"
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="--decisions"):
        append_decision(tmp_path / "file" / "decisions.toml", "retract", entry)


def test_the_documented_file_is_one():
    """Every kind of decision in docs/decisions.md is read."""
    text = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text(encoding="utf-8")
    block = text.partition("```toml\n")[2].partition("```")[0]
    assert len(parse_decisions(block, "docs")) == 8
