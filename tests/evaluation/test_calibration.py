"""What confidences are worth: matching, bands, intervals, and the fit."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.confidence import HIGHEST, LOWEST
from lunargraph.errors import InputError
from lunargraph.evaluation import sheet_of
from lunargraph.evaluation.calibration import (
    LEAST_IN_BIN,
    SURE_SHARE,
    Band,
    Judged,
    calibration,
    fit,
    judge,
    left_out,
    mapped,
    pooled,
)
from lunargraph.evaluation.calibration_report import (
    BAND_COLUMNS,
    Measured,
    band_rows,
    calibration_lines,
    calibration_object,
    reliability_svg,
)


@st.composite
def judgements(draw, least=0):
    """Claims of any confidence: for each of some, how many are right and wrong."""
    groups = draw(
        st.lists(st.tuples(st.integers(0, 100), st.integers(0, 30), st.integers(0, 30)), max_size=9).map(
            lambda found: [claims(n / 100, right, wrong) for n, right, wrong in found]
        )
    )
    judged = [j for group in groups for j in group]
    return judged if len(judged) >= least else [*judged, *claims(0.5, least)]


def claims(confidence, right, wrong=0, article="a"):
    """So many claims of one confidence."""
    return [Judged(article=article, confidence=confidence, right=n < right) for n in range(right + wrong)]


def test_claims_are_matched_as_scores_match_them(names, make_gold, make_claim):
    """Right where the gold has them, neither where they are optional, and each meaning once, by its surest."""
    gold = make_gold(
        claims=[make_claim("BLR member_of ILRS current")], optional_claims=[make_claim("THA member_of ILRS planned")]
    )
    told = sheet_of(
        {
            "id": "a",
            "claims": [
                make_claim("BLR member_of ILRS current", confidence=0.6),
                make_claim("Belarus member_of ILRS current", confidence=0.7),
                make_claim("BLR member_of ILRS denied", confidence=0.8),
                make_claim("THA member_of ILRS planned", confidence=0.9),
                make_claim("NOR member_of ILRS planned"),
            ],
        }
    )
    assert judge([gold], {"a": told}, names) == [
        Judged(article="a", confidence=0.7, right=True),
        Judged(article="a", confidence=0.8, right=False),
    ]
    assert judge([gold], {}, names) == []


def test_bands_say_what_is_said_and_what_is_right():
    """The mean of what is said, the share that is right, and how far they lie apart."""
    found = calibration([*claims(0.62, 20, 10), *claims(0.97, 30)])
    low, high = found.bands
    assert (low.low, low.high, low.claims, low.right) == (0.0, 0.7, 30, 20)
    assert (high.high, high.claims, high.precision) == (1.0, 30, 1.0)
    assert low.said == pytest.approx(0.62)
    assert found.error == pytest.approx((abs(0.62 - 2 / 3) + 0.03) / 2)


@given(judgements())
def test_bands_hold_every_claim_once_and_are_not_too_small(judged):
    """Bands follow each other without a gap; only a lone band may be small."""
    found = calibration(judged)
    assert found.claims == len(judged)
    assert sum(band.right for band in found.bands) == sum(j.right for j in judged)
    assert all(one.high <= other.low for one, other in pairwise(found.bands))
    assert len(found.bands) <= 1 or all(band.claims >= 25 for band in found.bands)
    assert 0 <= found.error <= 1


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share(n, data):
    """Between 0 and 1, around what was observed, and narrower with more claims."""
    right = data.draw(st.integers(0, n))
    low, high = Band(low=0, high=1, claims=n, right=right, said=0.5).interval
    assert 0 <= low <= right / n <= high <= 1
    wide = Band(low=0, high=1, claims=10 * n, right=10 * right, said=0.5).interval
    assert wide[1] - wide[0] < high - low


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).filter(any), max_size=12))
def test_pools_rise(bins):
    """However the shares of the bins lie, those of the pools rise, and no claim is lost."""
    given_bins = [claims(0.1, right, wrong) for right, wrong in bins]
    pools = pooled(given_bins)
    shares = [sum(j.right for j in pool) / len(pool) for pool in pools]
    assert all(one < other for one, other in pairwise(shares))
    assert [j for pool in pools for j in pool] == [j for each in given_bins for j in each]


@given(judgements(LEAST_IN_BIN))
def test_a_fit_rises_and_its_threshold_keeps_its_word(judged):
    """Every map is monotone and in range; where claims are sure, nine in ten are right, if any threshold gives that."""
    fitted = fit(judged)
    assert all(one.raw < other.raw and one.right < other.right for one, other in pairwise(fitted.knots))
    assert all(LOWEST <= knot.right <= HIGHEST and knot.claims >= LEAST_IN_BIN for knot in fitted.knots)
    result = mapped(judged, fitted)
    sure = [j.right for j in result if j.confidence >= fitted.shown_from]
    assert sure
    if sum(sure) < SURE_SHARE * len(sure):
        assert fitted.shown_from == max(j.confidence for j in result)
    assert fit(list(reversed(judged))) == fitted


def test_a_fit_gives_the_shares():
    """Weak claims are worth what weak claims were worth; what would fall is pooled."""
    fitted = fit([*claims(0.6, 28, 12), *claims(0.8, 38, 2), *claims(0.9, 34, 6)])
    assert [(knot.raw, knot.right, knot.claims) for knot in fitted.knots] == [(0.6, 0.7, 40), (0.85, 0.9, 80)]
    assert fitted.of(0.6) == 0.7
    # 0.86 is what the pool's weaker half is worth: from there on 72 of 80 are right
    assert (fitted.shown_from, fitted.claims, fitted.right) == (0.86, 120, 100)


def test_where_no_claims_are_sure_only_the_surest_are():
    """A threshold above all would show nothing at all."""
    fitted = fit([*claims(0.6, 20, 20), *claims(0.8, 30, 20)])
    assert fitted.shown_from == 0.6


def test_too_few_claims_are_refused():
    """With the way out."""
    with pytest.raises(InputError, match="needs 40 claims at least and the gold gives 39; add gold files"):
        fit(claims(0.8, 39))


def test_left_out_claims_get_the_confidence_of_the_others():
    """A claim is not judged by a map that has seen its article."""
    judged = [*(j for n in range(4) for j in claims(0.8, 20, article=f"a{n}")), *claims(0.8, 0, 20, article="a4")]
    left = left_out(judged)
    assert len(left) == len(judged)
    assert {j.confidence for j, _ in left if j.article == "a4"} == {HIGHEST}
    assert {j.confidence for j, _ in left if j.article != "a4"} == {0.75}
    assert left_out(claims(0.8, 60)) == []


@pytest.fixture
def measured():
    """A reader whose name and gold are hostile."""
    found = calibration([*claims(0.62, 20, 10), *claims(0.97, 30)])
    return Measured(gold="<b>&.jsonl", reader="rules", articles=3, calibration=found)


def test_the_table_has_a_row_per_band(measured):
    """Confidence, claims, said, right, interval; then the calibration error."""
    lines = list(calibration_lines(measured))
    assert lines[0] == "<b>&.jsonl: 3 articles; rules: 60 claims with a confidence"
    assert lines[3].split() == ["<", "0.70", "30", "0.62", "0.67", "0.49", "to", "0.81"]
    assert lines[-1].startswith("expected calibration error 0.0")


def test_rows_and_objects_hold_the_same(measured):
    """One row per band and one for all; the object has them under bands."""
    rows = list(band_rows(measured))
    assert [row["band"] for row in rows] == ["< 0.70", ">= 0.70", "all"]
    assert set().union(*rows) == set(BAND_COLUMNS)
    found = calibration_object(measured)
    assert (found["claims"], found["bands"][0]["right"]) == (60, 20)
    assert found["calibration_error"] == rows[-1]["calibration_error"]


def test_one_band_of_all_is_named_so():
    """Too few claims for two bands."""
    measured = Measured(gold="g", reader="r", articles=1, calibration=calibration(claims(0.9, 3)))
    assert [row["band"] for row in band_rows(measured)] == ["any", "all"]


@given(judgements())
def test_the_plot_is_sound_xml_within_its_frame(judged):
    """Whatever was measured, also nothing; hostile names stay text, and every point lies inside."""
    measured = Measured(gold="<script>&", reader="r", articles=1, calibration=calibration(judged))
    root = ET.fromstring(reliability_svg(measured))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    circles = root.findall(f"{space}circle")
    assert len(circles) == len(measured.calibration.bands)
    assert root.find(f"{space}script") is None
    for circle in circles:
        assert 56 <= float(circle.get("cx")) <= 376
        assert 40 <= float(circle.get("cy")) <= 360
