"""Rules are data with their proof: every example must give its claims, every counterexample must stay silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lunargraph.errors import RuleError
from lunargraph.extraction.frames import load_frames, read_frame
from lunargraph.extraction.milestones import load_steps
from lunargraph.extraction.senses import load_senses
from lunargraph.extraction.status import StatusReader, load_cues, read_cue

RULES = [*load_frames(), *load_cues()]
FRAME = {
    "id": "x.v1",
    "relation": "member_of",
    "trigger": "verb",
    "sense": "join",
    "subject": ["agent"],
    "object": ["patient"],
    "note": "n",
    "example": [{"text": "t", "claims": []}],
    "counterexample": [{"text": "t", "why": "w"}],
}
CUE = {
    "id": "x.v1",
    "effect": "denied",
    "place": "neg",
    "lemmas": ["not"],
    "example": [{"text": "t", "claims": []}],
    "counterexample": [{"text": "t", "why": "w"}],
}


def cases(kind):
    return [pytest.param(r.id, c, id=f"{r.id}-{i}") for r in RULES for i, c in enumerate(getattr(r, kind))]


@pytest.mark.parametrize(("rule", "case"), cases("examples"))
def test_example(told, rule, case):
    """A rule's example gives exactly the claims it names."""
    found = told(case["text"])
    assert set(case["claims"]) <= found
    assert case["claims"] or not found


@pytest.mark.parametrize(("rule", "case"), cases("counterexamples"))
def test_counterexample(told, rule, case):
    """A rule or cue does not decide its counterexamples."""
    assert told(case["text"], by=rule) == set(), case["why"]


def weakenings():
    """Each frame with one of its constraints taken away."""
    for frame in load_frames():
        for name in ("types", "governor", "words", "unless", "patient", "dep"):
            if getattr(frame, name):
                yield pytest.param(frame, replace(frame, **{name: frozenset()}), id=f"{frame.id}-{name}")
        if len(frame.kinds) < 3:
            every = frozenset({"country", "agency", "organization"})
            yield pytest.param(frame, replace(frame, kinds=every), id=f"{frame.id}-kinds")
        if frame.size:
            yield pytest.param(frame, replace(frame, size=0), id=f"{frame.id}-size")


@pytest.mark.parametrize(("frame", "weaker"), list(weakenings()))
def test_every_constraint_is_needed(told, extractor, frame, weaker, monkeypatch):
    """Without a constraint some counterexample fires or some example fails; what nothing pins is deleted."""
    others = tuple(weaker if f.id == frame.id else f for f in load_frames())
    monkeypatch.setattr(extractor, "_reader", replace(extractor._reader, frames=others))
    fires = any(told(case["text"], by=frame.id) for case in frame.counterexamples)
    fails = any(not set(case["claims"]) <= told(case["text"]) for case in frame.examples)
    assert fires or fails


@pytest.mark.parametrize("cue", load_cues(), ids=lambda cue: cue.id)
def test_every_cue_is_needed(read, extractor, cue, monkeypatch):
    """Without a cue, one of its examples is read otherwise."""
    texts = [example["text"] for example in cue.examples]

    def outcome():
        return [{(c.subject, c.object, c.status, c.attributed_to) for c in read(text).claims} for text in texts]

    whole = outcome()
    fewer = StatusReader(tuple(c for c in load_cues() if c.id != cue.id))
    monkeypatch.setattr(extractor._reader, "status", fewer)
    assert outcome() != whole


@pytest.mark.parametrize("step", load_steps(), ids=lambda step: step.id)
def test_milestone_steps_hold_their_own_proof(step):
    """A step's words are in its examples and not in its counterexamples."""
    assert all(step.pattern.search(text) for text in step.examples)
    assert not any(step.pattern.search(text) for text in step.counterexamples)


def test_every_sense_is_used_by_a_rule_or_in_code():
    """A table of words that no rule refers to is dead weight."""
    used = {f.sense for f in load_frames()} | {s for f in load_frames() for s in (*f.governor, *f.patient)}
    in_code = {"echo", "gain", "payload", "place", "headship", "make", "outside"}
    assert load_senses().names - used <= in_code


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"example": []}, "at least one example"),
        ({"counterexample": []}, "at least one example"),
        ({"sense": "dance"}, "not in senses.toml"),
        ({"relation": "likes"}, "relation must be one of"),
        ({"trigger": "adverb"}, "trigger must be one of"),
        ({"kinds": ["planet"]}, "unknown kind 'planet'"),
        ({"note": ""}, "'note' is missing"),
    ],
)
def test_a_bad_frame_does_not_load(change, message):
    """A rule without its proof, or with a word that nobody knows, is refused."""
    with pytest.raises(RuleError, match=message):
        read_frame({**FRAME, **change})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"effect": "maybe"}, "effect must be one of"),
        ({"place": "moon"}, "place must be one of"),
        ({"example": []}, "at least one example"),
    ],
)
def test_a_bad_cue_does_not_load(change, message):
    """The same holds for status cues."""
    with pytest.raises(RuleError, match=message):
        read_cue({**CUE, **change})
