"""Figures: what counts as right, spurious and missed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.evaluation import Score, score, sheet_of
from lunargraph.model import STATED_RELATIONS, Kind, Status

ENDS = ["BLR", "CHN", "CNSA", "Moon Goods Ltd", "Nasa"]
PROGRAMS = ["ILRS", "ARTEMIS", "CHANGE_6"]
CLAIMS = st.builds(
    lambda s, r, o, status, date: {"s": s, "r": r, "o": o, "status": status, "date": date},
    st.sampled_from(ENDS),
    st.sampled_from([r.value for r in STATED_RELATIONS]),
    st.sampled_from(PROGRAMS),
    st.sampled_from([s.value for s in Status]),
    st.sampled_from([None, "2023", "2024-02-29"]),
)
SHEETS = st.fixed_dictionaries({
    "claims": st.lists(CLAIMS, max_size=5, unique_by=lambda c: (c["s"], c["r"], c["o"], c["status"])),
    "optional_claims": st.lists(CLAIMS, max_size=2),
    "counts": st.lists(st.builds(lambda p, v: {"program": p, "value": v}, st.sampled_from(PROGRAMS), st.integers(0, 99))),
    "milestones": st.lists(st.builds(lambda p: {"program": p, "date": "2030"}, st.sampled_from(PROGRAMS))),
    "entities": st.dictionaries(st.sampled_from([k.value for k in Kind]), st.lists(st.sampled_from(ENDS))),
})  # fmt: skip


@given(sheets=st.lists(SHEETS, min_size=1, max_size=4))
def test_gold_against_itself_is_perfect(make_gold, names, sheets):
    """P = R = F1 = 1 in every row with something in it, every date right, nothing false."""
    gold = [make_gold(article=str(n), **sheet) for n, sheet in enumerate(sheets)]
    figures = score(gold, {row.article.id: row.sheet for row in gold}, names)
    for key, row in figures.rows.items():
        assert row.empty or (row.precision, row.recall, row.f1) == (1, 1, 1), key
    assert figures.macro_f1 == 1
    assert figures.date_accuracy in {None, 1.0}
    assert (figures.false_claims, figures.missing_articles) == (0, 0)


@given(gold=SHEETS, told=SHEETS)
def test_the_rows_of_a_partition_add_up(make_gold, names, gold, told):
    """Relations, and statuses, add up to all claims."""
    figures = score([make_gold(**gold)], {"a": sheet_of({"id": "a", **told})}, names)
    for keys in ([r.value for r in STATED_RELATIONS], [f"status_{s}" for s in Status]):
        assert sum((figures.rows[key] for key in keys), start=Score()) == figures.rows["claims"]


def test_the_status_counts_and_is_left_out_where_asked(make_gold, names, make_claim):
    """A claim with another status is spurious and missed; without status it is right."""
    gold = [make_gold(claims=[make_claim("BLR member_of ILRS planned")])]
    told = {"a": sheet_of({"id": "a", "claims": [make_claim("Belarus member_of ILRS current")]})}
    rows = score(gold, told, names).rows
    assert rows["claims"] == Score(spurious=1, missed=1)
    assert rows["claims_without_status"] == Score(right=1)
    assert (rows["status_current"], rows["status_planned"]) == (Score(spurious=1), Score(missed=1))


def test_cooperation_has_no_direction(make_gold, names, make_claim):
    """Either end may stand first."""
    gold = [make_gold(claims=[make_claim("CNSA cooperates_with ROSCOSMOS current")])]
    told = {"a": sheet_of({"id": "a", "claims": [make_claim("Roskosmos cooperates_with CNSA current")]})}
    assert score(gold, told, names).rows["claims"] == Score(right=1)


def test_optional_readings_count_neither_way(make_gold, names, make_claim):
    """Told or not told, an optional claim changes nothing."""
    gold = [make_gold(claims=[], optional_claims=[make_claim("BLR member_of ILRS planned")])]
    told = {"a": sheet_of({"id": "a", "claims": [make_claim("BLR member_of ILRS planned")]})}
    assert score(gold, told, names).rows["claims"].empty
    assert score(gold, {}, names).rows["claims"].empty


def test_an_article_not_read_is_one_found_silent(make_gold, names, make_claim):
    """Its claims are missed, and it is counted."""
    figures = score([make_gold(claims=[make_claim("BLR leads ILRS current")])], {}, names)
    assert (figures.rows["leads"], figures.missing_articles) == (Score(missed=1), 1)


@pytest.mark.parametrize(
    ("dates", "right"),
    [(("2023-10", "2023-10"), 1), (("2023-10", "2023-10-23"), 0), (("2023", None), 0), ((None, "2023"), None)],
)
def test_a_date_is_right_if_it_is_the_same(make_gold, names, make_claim, dates, right):
    """Only claims that are right and dated in the gold are asked for their date."""
    gold = [make_gold(claims=[make_claim("BLR leads ILRS current", date=dates[0])])]
    sheet = sheet_of({"id": "a", "claims": [make_claim("BLR leads ILRS current", date=dates[1])]})
    figures = score(gold, {"a": sheet}, names)
    assert figures.date_accuracy == right


def test_false_claims_are_counted_in_quiet_articles_alone(make_gold, names, make_claim):
    """An article with two gold claims is not there to test silence."""
    two = [make_claim("BLR member_of ILRS current"), make_claim("CHN leads ILRS current")]
    gold = [make_gold(article="quiet", claims=[]), make_gold(article="loud", claims=two)]
    wrong = [make_claim("EGY member_of ILRS current")]
    told = {name: sheet_of({"id": name, "claims": wrong}) for name in ("quiet", "loud")}
    figures = score(gold, told, names)
    assert (figures.quiet, figures.false_claims, figures.macro_f1) == (1, 1, 0)


def test_evaluation_loads_no_parser_and_no_tables():
    """Importing it needs neither spaCy nor pandas."""
    code = "import sys, lunargraph.evaluation; sys.exit(bool({'spacy', 'pandas'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
