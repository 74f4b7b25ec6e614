"""Floors hold what was reached: a figure may rise, and falls only if someone says that it may."""

from __future__ import annotations

import json

import pytest

from lunargraph.errors import InputError, OutputError
from lunargraph.evaluation import check_floors, score, sheet_of, update_floors
from lunargraph.evaluation.floors import pinned


@pytest.fixture
def measure(make_gold, names, make_claim):
    """Figures of a reader that told so many of three gold claims."""

    def run(right):
        claims = [make_claim(f"{c} member_of ILRS current") for c in ("BLR", "EGY", "NOR")]
        told = {"a": sheet_of({"id": "a", "claims": claims[:right]})}
        return score([make_gold(claims=claims)], told, names)

    return run


@pytest.fixture
def gold(tmp_path):
    """A gold file; what stands in it matters only to its digest."""
    path = tmp_path / "dev.jsonl"
    path.write_text("gold")
    return path


@pytest.fixture
def floors(tmp_path, gold, measure):
    """Floors pinned where two of three claims were told."""
    path = tmp_path / "floors.json"
    assert update_floors(path, {gold: measure(2)}).trouble == []
    return path


def test_figures_are_rounded_down(measure):
    """0.8 stays 0.80 (also where a float is a hair below it), and 2 in 3 is 0.66; empty rows have no floor."""
    figures = pinned(measure(2))
    assert figures["claims.f1"] == 0.8
    assert pinned(measure(1))["member_of.f1"] == 0.5
    assert figures["claims.precision"] == 1
    assert "leads.f1" not in figures
    assert "date_accuracy" not in figures


def test_the_same_figures_and_better_ones_pass(floors, gold, measure):
    """A floor is no ceiling."""
    for right in (2, 3):
        verdict = check_floors(floors, {gold: measure(right)})
        assert (verdict.trouble, verdict.notes) == ([], [])


def test_each_figure_that_fell_is_named(floors, gold, measure):
    """With its value now and its floor."""
    trouble = check_floors(floors, {gold: measure(1)}).trouble
    assert "dev.jsonl: claims.f1 fell to 0.50; its floor is 0.80." in trouble
    assert not any("precision" in line for line in trouble)


def test_false_claims_have_a_ceiling(tmp_path, gold, make_gold, names, make_claim):
    """In articles that state next to nothing, each new false claim is trouble."""
    path, quiet = tmp_path / "f.json", [make_gold(claims=[])]
    update_floors(path, {gold: score(quiet, {}, names)})
    noise = {"a": sheet_of({"id": "a", "claims": [make_claim("BLR leads ILRS current")]})}
    trouble = check_floors(path, {gold: score(quiet, noise, names)}).trouble
    assert "dev.jsonl: false_claims rose to 1; its ceiling is 0." in trouble


def test_changed_gold_is_trouble_until_it_is_pinned_anew(floors, gold, measure):
    """Figures on other gold are other figures."""
    gold.write_text("other gold")
    [line] = check_floors(floors, {gold: measure(2)}).trouble
    assert "the gold has changed" in line
    assert "--update-floors" in line
    update_floors(floors, {gold: measure(2)})
    assert check_floors(floors, {gold: measure(2)}).trouble == []


def test_changed_rules_are_only_told(floors, gold, measure):
    """Rules change to make figures rise."""
    data = json.loads(floors.read_text())
    floors.write_text(json.dumps({**data, "rules_sha256": "0" * 64}))
    verdict = check_floors(floors, {gold: measure(2)})
    assert (verdict.trouble, verdict.notes) == ([], ["The rules changed since the floors were pinned."])


def test_gold_without_floors_is_trouble(floors, tmp_path, measure):
    """A gold file that nobody pinned is held by nothing."""
    other = tmp_path / "own.jsonl"
    other.write_text("gold")
    [line] = check_floors(floors, {other: measure(3)}).trouble
    assert "own.jsonl has no floors" in line


def test_no_floor_is_lowered_by_mistake(floors, gold, measure):
    """The refusal names what fell and changes nothing; leave to fall must be given."""
    before = floors.read_text()
    verdict = update_floors(floors, {gold: measure(1)})
    assert any("claims.f1 fell" in line for line in verdict.trouble)
    assert "--allow-regression" in verdict.trouble[-1]
    assert floors.read_text() == before
    assert update_floors(floors, {gold: measure(1)}, allow_regression=True).trouble == []
    assert check_floors(floors, {gold: measure(1)}).trouble == []


def test_pinning_one_file_leaves_the_others(floors, tmp_path, gold, measure):
    """Floors are per gold file."""
    other = tmp_path / "own.jsonl"
    other.write_text("gold")
    update_floors(floors, {other: measure(3)})
    assert check_floors(floors, {gold: measure(2), other: measure(3)}).trouble == []
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "make it with --update-floors"),
        ("{oops", "not valid JSON"),
        ("[]", "no 'gold'"),
        ('{"gold": {"dev.jsonl": {"floors": {}}}}', "needs 'sha256' and 'floors'"),
        ('{"gold": {"dev.jsonl": {"sha256": "", "floors": {"clams.f1": 1}}}}', "'clams.f1', which is no figure"),
        ('{"gold": {"dev.jsonl": {"sha256": "", "floors": {"claims.f1": "1"}}}}', "give a number"),
    ],
)
def test_a_file_that_holds_no_floors_is_an_error(tmp_path, gold, measure, text, says):
    """A misspelt floor would hold nothing, and nobody would notice."""
    path = tmp_path / "floors.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(InputError, match=says):
        check_floors(path, {gold: measure(2)})


def test_floors_that_cannot_be_written_are_an_error(tmp_path, gold, measure):
    """The sentence names the option."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="give another --floors file"):
        update_floors(tmp_path / "taken" / "floors.json", {gold: measure(2)})
