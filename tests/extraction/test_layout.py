"""Rules that are code carry their proof as data too: examples give their claims, counterexamples give none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lunargraph.errors import RuleError
from lunargraph.extraction import layout
from lunargraph.extraction.layout import load_coded_rules, read_coded_rule

RULES = load_coded_rules()
PACKAGE = Path(layout.__file__).parent


def cases(kind):
    return [pytest.param(r.id, c, id=f"{r.id}-{i}") for r in RULES for i, c in enumerate(getattr(r, kind))]


@pytest.mark.parametrize(("rule", "case"), cases("examples"))
def test_example(told, read, rule, case):
    """An example gives the claims, counts and milestones it names, by this rule."""
    assert set(case["claims"]) <= told(case["text"], by=rule)
    found = read(case["text"])
    counts = {f"{c.program.partition(':')[2]} {c.value} {c.qualifier}" for c in found.counts}
    steps = {f"{m.program.partition(':')[2]} {m.date} {m.status}" for m in found.milestones}
    assert set(case.get("counts", ())) <= counts
    assert set(case.get("milestones", ())) <= steps


@pytest.mark.parametrize(("rule", "case"), cases("counterexamples"))
def test_counterexample(told, read, rule, case):
    """A counterexample gives nothing by this rule."""
    assert told(case["text"], by=rule) == set(), case["why"]
    found = read(case["text"])
    assert rule not in {e.evidence.rule for e in (*found.counts, *found.milestones)}, case["why"]


def test_every_rule_that_code_names_has_its_proof():
    """No rule id stands in the code without a table in one of the rule files, and none in a table without code."""
    named = set()
    for path in PACKAGE.glob("*.py"):
        named |= set(re.findall(r'"([a-z]+\.[a-z]+\.v\d+)"', path.read_text(encoding="utf-8")))
    proved = {rule.id for rule in RULES}
    tables = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "rules").glob("*.toml"))
    assert proved <= named
    assert all(f'id = "{rule}"' in tables for rule in named)


@pytest.mark.parametrize(
    ("change", "message"),
    [({"colour": "red"}, "unknown key 'colour'"), ({"example": []}, "'example' is missing"), ({"note": ""}, "'note'")],
)
def test_a_rule_without_its_proof_does_not_load(change, message):
    """Unknown keys and missing parts are refused."""
    raw = {"id": "x.y.v1", "module": "m", "note": "n", "example": [{}], "counterexample": [{}]}
    with pytest.raises(RuleError, match=message):
        read_coded_rule({**raw, **change})
