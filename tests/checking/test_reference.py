"""The reference rosters: what is read from them, and what is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunargraph.checking import read_reference
from lunargraph.checking.reference import ACCORDS, ILRS
from lunargraph.errors import InputError
from lunargraph.partial_dates import span

FOLDER = Path(__file__).parents[2] / "data" / "reference"
ROW = "order,iso3,country,date_signed,confidence,date_earliest,date_latest\n"


@pytest.fixture(scope="module")
def reference(lexicon):
    """The rosters that ship."""
    return read_reference(FOLDER, lexicon)


def test_rosters_name_actors_of_the_lexicon(reference, lexicon):
    """Every row has an actor, organizations included; only what is no actor has none."""
    nodes = {place.node for roster in reference.rosters.values() for place in roster.places}
    assert {node for node in nodes if node and node not in lexicon.actors} == set()
    assert [p.name for p in reference.rosters[ILRS].places if not p.node] == [
        "International Lunar Research Station Cooperation Organization"
    ]
    assert len(reference.parts) >= 120


def test_only_members_are_members(reference):
    """An application or a talk is none."""
    roster = reference.rosters[ILRS]
    assert not roster.at("country:TUR").member
    assert roster.at("country:SEN").member
    assert roster.at("country:PER") is None
    assert [p.name for p in roster.places if p.founder] == ["China", "Russia"]


@pytest.mark.parametrize(
    ("year", "size"), [("2020", 9), ("2021", 14), ("2022", 23), ("2023", 33), ("2024", 52), ("2025", 59)]
)
def test_sizes_at_the_end_of_each_year(reference, year, size):
    """The numbers that the signatories' own list gives."""
    assert reference.rosters[ACCORDS].sizes(span(f"{year}-12-31"))["in fact"] == (size, size)


def test_one_file_will_do(tmp_path, lexicon):
    """Own rosters need not come with the others."""
    (tmp_path / "artemis_accords.csv").write_text(ROW + "1,PER,Peru,2024-05,likely,,\n")
    place = read_reference(tmp_path, lexicon).rosters[ACCORDS].at("country:PER")
    assert (place.when, place.public) == (span("2024-05"), span("2024-05"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "none of artemis_accords.csv"),
        ("iso3,country\nPER,Peru\n", "line 2: the column order is missing"),
        (ROW + "1,PER,Peru,May,likely,,\n", "line 2: date_signed is 'May'"),
        (ROW + "one,PER,Peru,2024-05,likely,,\n", "order is 'one'"),
        (b"\xff\xfe\x00", "no CSV in UTF-8"),
    ],
)
def test_what_is_no_roster_is_refused(tmp_path, lexicon, text, words):
    """One sentence with file, line and way out."""
    if text is not None:
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "artemis_accords.csv").write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_reference(tmp_path, lexicon)
