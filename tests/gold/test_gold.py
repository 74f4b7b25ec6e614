"""Quality is pinned: figures on the hand-read articles may rise and must not fall.

The floors stand in ``floors.json``; ``python -m lunargraph evaluate tests/gold/*.jsonl --floors tests/gold/floors.json
--update-floors`` pins them anew when a figure has risen for good.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from lunargraph.evaluation import Names, check_floors, read_gold, score, sheet_of
from lunargraph.extraction import to_object

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
GOLD = sorted(HERE.glob("*.jsonl"))


@pytest.fixture(scope="module")
def names(lexicon):
    return Names(lexicon)


@pytest.fixture(scope="module", params=GOLD, ids=lambda path: path.stem)
def measured(request, extractor, lexicon, names):
    """A gold file, what the rules tell of its articles (as ``extract`` prints it), and their figures."""
    gold = read_gold(request.param, report=pytest.fail)
    told = {row.article.id: to_object(row.article, extractor.read(row.article), lexicon) for row in gold}
    figures = score(gold, {key: sheet_of(row) for key, row in told.items()}, names)
    return request.param, told, figures


def test_no_figure_fell(measured):
    """Each figure is at or above its floor, and the gold is the one that the floors were measured on."""
    path, _, figures = measured
    assert check_floors(FLOORS, {path: figures}).trouble == []
    assert figures.missing_articles == 0


def test_every_pinned_gold_file_is_there():
    """No floor is held by a file that is gone."""
    assert set(json.loads(FLOORS.read_text(encoding="utf-8"))["gold"]) <= {path.name for path in GOLD}


def scorer():
    spec = importlib.util.spec_from_file_location("score", HERE / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_plain_scorer_gives_the_same_figures(measured, tmp_path):
    """score.py, which knows nothing of the lexicon, counts what this package counts."""
    path, told, figures = measured
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(row) + "\n" for row in told.values()), encoding="utf-8")
    plain = scorer()
    report, *_ = plain.report(plain.read(path), plain.read(predicted))
    for key, row in report.items():
        if isinstance(row, dict) and "f1" in row:
            mine = figures.rows[key]
            assert (mine.right, mine.spurious, mine.missed) == (row["tp"], row["fp"], row["fn"]), key
            ratios = [round(value, 4) for value in (mine.precision, mine.recall, mine.f1)]
            assert ratios == [row["precision"], row["recall"], row["f1"]], key
    assert figures.macro_f1 == pytest.approx(report["claims_macro_f1"], abs=1e-4)
    assert (figures.dates_right, figures.dates) == (report["dates"]["right"], report["dates"]["of"])
    assert figures.quiet == report["hard_negatives"]["articles"]
    assert figures.false_claims == report["hard_negatives"]["false_claims"]
    assert figures.articles == report["articles"]
