"""The data that ship: briefs that are news and not templates, rosters that the build agrees with."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from lunargraph.articles import read_articles
from lunargraph.build import build

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "data" / "articles"
REFERENCE = ROOT / "data" / "reference"


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def briefs():
    """All briefs, read without a single problem."""
    problems = []
    articles = list(read_articles([ARTICLES], report=problems.append))
    # a brief tells of a day in its own words; the page that it cites may be of another
    assert [p for p in problems if "the date in its address" not in p.reason] == []
    return articles


@pytest.fixture(scope="module")
def ties(tmp_path_factory):
    """The ties of a build of the briefs."""
    folder = tmp_path_factory.mktemp("build")
    build([ARTICLES], folder)
    return pd.read_parquet(folder / "ties.parquet")


def current(ties, program):
    """Who is in a program now, with the dates given (an actor can both lead and be a member)."""
    chosen = ties[
        (ties["object"] == program) & (ties["status"] == "current") & ties["relation"].isin(["member_of", "leads"])
    ]
    found = {}
    for row in chosen.to_dict("records"):
        found.setdefault(row["subject"], set()).add(row["since"])
    return found


def test_briefs_are_many_and_complete(briefs):
    """At least 120, each with a day, a source and our own outlet."""
    assert len(briefs) >= 120
    for brief in briefs:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", brief.published), brief.id
        assert brief.url.startswith("http"), brief.title
        assert brief.outlet == "lunargraph brief"
        assert brief.title
        assert 15 <= len(brief.text.split()) <= 200, brief.title


def test_no_two_briefs_share_a_sentence_pattern(briefs, lexicon):
    """With names, numbers and dates masked, a long sentence stands once."""
    names = sorted({n.surface for n in lexicon.names if len(n.surface) > 2}, key=len, reverse=True)
    mask = re.compile("|".join(rf"\b{re.escape(n)}\b" for n in names))
    months = re.compile(
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    )
    patterns = Counter()
    for brief in briefs:
        for sentence in re.split(r"(?<=[.!?])\s+", brief.text):
            plain = re.sub(r"\d+\w*", "0", months.sub("M", mask.sub("N", sentence)))
            if len(plain.split()) >= 8:
                patterns[plain] += 1
    assert [p for p, n in patterns.items() if n > 1] == []


def test_accords_roster_comes_out(ties):
    """At least 95 % of the confirmed signatories with the right day, and nobody who is not on the roster."""
    found = current(ties, "program:ARTEMIS_ACCORDS")
    roster = rows("artemis_accords.csv")
    confirmed = [r for r in roster if r["confidence"] == "confirmed"]
    right = [r for r in confirmed if r["date_signed"] in found.get(f"country:{r['iso3']}", ())]
    assert len(right) >= 0.95 * len(confirmed)
    sure = {f"country:{r['iso3']}" for r in roster if r["confidence"] != "uncertain"}
    assert set(found) <= sure


def test_ilrs_roster_comes_out(ties):
    """All confirmed countries with the date to the precision given, and no country that has not joined."""
    found = current(ties, "program:ILRS")
    members = [r for r in rows("ilrs_members.csv") if r["kind"] == "country" and r["status"] in {"member", "founder"}]
    for row in members:
        if row["confidence"] == "confirmed":
            assert row["date"] in found[f"country:{row['iso3_or_org']}"], row["name"]
    joined = {f"country:{r['iso3_or_org']}" for r in members}
    assert {n for n in found if n.startswith("country:")} <= joined


def test_reference_rosters_carry_their_sources():
    """Each confirmed row names where it comes from."""
    for name in ("artemis_accords.csv", "ilrs_members.csv"):
        for row in rows(name):
            assert row["source_url"].startswith("http") or row["confidence"] != "confirmed", row


def test_the_default_answers_hold_back_little(ties, lexicon):
    """Of the confirmed signatories nine in ten are sure with the right day, of the countries in the ILRS all."""
    sure = ties[ties["sure"]]
    confirmed = [r for r in rows("artemis_accords.csv") if r["confidence"] == "confirmed"]
    found = current(sure, "program:ARTEMIS_ACCORDS")
    right = [r for r in confirmed if r["date_signed"] in found.get(f"country:{r['iso3']}", ())]
    assert len(right) >= 0.9 * len(confirmed)
    countries = {node for node in current(ties, "program:ILRS") if node.startswith("country:")}
    assert countries <= set(current(sure, "program:ILRS"))
