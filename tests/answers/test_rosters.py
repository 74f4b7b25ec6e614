"""The articles that ship answer as the reference rosters do: growth of the Accords, dates of the ILRS, who is in both."""

import csv
from pathlib import Path

import pytest

import lunargraph
from lunargraph.build import build
from lunargraph.partial_dates import span, within

ROOT = Path(__file__).parents[2]
#: Signatories that the growth table lacks, and why.
GAPS = {
    "MAR": "no brief: day and place are not confirmed",
    "MLT": "no brief: no text states it",
    "ALB": "announced, not signed",
}


def _reference(name):
    with (ROOT / "data" / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The build of data/articles."""
    folder = tmp_path_factory.mktemp("shipped")
    build([ROOT / "data" / "articles"], folder)
    return lunargraph.load(folder)


def test_growth_reproduces_the_signatories_of_every_year(graph):
    """Every year has those of the roster, but for the gaps above; nobody is counted in another year, and nobody else."""
    roster = {row["iso3"]: row["date_signed"][:4] for row in _reference("artemis_accords.csv")}
    joined = {}
    for row in graph.growth("ARTEMIS_ACCORDS", "year", min_confidence=0).to_dict("records"):
        joined |= dict.fromkeys([graph.find(name).partition(":")[2] for name in row["who"].split("; ")], row["year"])
        missing = {iso3 for iso3, year in roster.items() if year and year <= row["year"] and iso3 not in joined}
        assert missing <= set(GAPS), row["year"]
        assert row["members"] + len(missing) == sum(bool(year) and year <= row["year"] for year in roster.values())
    assert set(joined) >= set(roster) - set(GAPS)
    assert {iso3: roster[iso3] for iso3 in joined} == joined


def test_growth_has_the_day_where_the_roster_is_sure_of_it(graph):
    """Of dated signatories, at least as many as now have the very day."""
    roster = {f"country:{row['iso3']}": row["date_signed"] for row in _reference("artemis_accords.csv")}
    dated = graph.timeline("ARTEMIS_ACCORDS", min_confidence=0)
    dated = dated[(dated["event"] == "joined") & (dated["precision"] != "unknown")]
    agreeing = [within(span(roster[row["subject"]]), span(row["date"])) for row in dated.to_dict("records")]
    assert len(agreeing) >= 67
    assert all(agreeing)


def test_ilrs_dates_agree_with_the_roster(graph):
    """Every state that is a founder or member there is one here, with a date that says the same as far as both go."""
    roster = {
        f"country:{row['iso3_or_org']}": row["date"]
        for row in _reference("ilrs_members.csv")
        if row["kind"] == "country" and row["status"] in {"founder", "member"}
    }
    frame = graph.members("ILRS")
    found = {row["subject"]: row["since"] for row in frame.to_dict("records") if row["kind"] == "country"}
    assert set(found) == set(roster)
    for who, since in found.items():
        days, told = span(roster[who]), span(since)
        assert within(days, told) or within(told, days), (who, since)
    growth = graph.growth("ILRS", "year").set_index("year")["members"]
    for year, members in growth.items():
        assert members == sum(date[:4] <= str(year) for date in roster.values())


def test_who_is_in_both(graph):
    """Thailand, Senegal, Serbia, and Djibouti, whose place in the ILRS rests on the word of Roscosmos."""
    rows = graph.overlap("ILRS", "ARTEMIS_ACCORDS", "2026-11-23").to_dict("records")
    assert [row["iso3"] for row in rows] == ["THA", "SEN", "SRB", "DJI"]
    assert [row["iso3"] for row in rows if row["said_by_first"]] == ["DJI"]
    assert min(rows, key=lambda row: row["support_first"])["iso3"] == "DJI"
    assert {row["certainty_first"] for row in rows} == {row["certainty_second"] for row in rows} == {"sure"}
    assert (graph.coalition("ILRS") & graph.coalition("Artemis Accords")).ids == {row["subject"] for row in rows}


@pytest.mark.parametrize("day", ["2024-04-30", "2024-12-15"])
def test_nobody_is_in_both_before_signing(graph, day):
    """Thailand was the first, on 2024-12-16; as of a day before, nobody that signed later shows."""
    assert graph.overlap("ILRS", "ARTEMIS_ACCORDS", day, min_confidence=0).empty
    assert graph.overlap("ILRS", "ARTEMIS_ACCORDS", "2024-12-16")["iso3"].tolist() == ["THA"]


def test_every_row_has_its_evidence(graph):
    """No number without its claims, and every claim is there."""
    for frame in (
        graph.members("ILRS"),
        graph.overlap("ILRS", "ARTEMIS_ACCORDS"),
        graph.timeline("China"),
        graph.bridges("ILRS", "ARTEMIS_ACCORDS"),
        graph.similarity("Thailand"),
        graph.communities().frame,
    ):
        assert len(frame)
        assert all(frame["claim_ids"])
        assert len(graph.evidence({claim for claims in frame["claim_ids"] for claim in claims}))
