"""A coalition is a set of actors that keeps dates and evidence."""

import pytest

from lunargraph.answers import Coalition
from lunargraph.answers.coalition import COALITION_COLUMNS, MEMBERSHIP_COLUMNS
from lunargraph.errors import QueryError

ACCORDS = "program:ARTEMIS_ACCORDS"


@pytest.fixture(scope="module")
def ilrs(graph):
    """China, Belarus and Thailand."""
    return graph.coalition("ILRS")


@pytest.fixture(scope="module")
def accords(graph):
    """Thailand, Norway, and Türkiye, which is undated."""
    return graph.coalition("Artemis Accords")


def test_a_coalition_is_a_set(ilrs):
    """len, iteration by date, and in by any name."""
    assert len(ilrs) == 3
    assert list(ilrs) == ["country:CHN", "country:BLR", "country:THA"]
    assert "Belarus" in ilrs
    assert "BLR" in ilrs
    assert "Norway" not in ilrs
    assert 7 not in ilrs
    with pytest.raises(QueryError, match="did you mean Belarus"):
        assert "Belaruss" in ilrs
    assert repr(ilrs) == "<Coalition International Lunar Research Station: 3>"


def test_and_keeps_both_memberships(ilrs, accords):
    """Since the later of the two, with the claims of both."""
    (row,) = (ilrs & accords).to_frame().to_dict("records")
    assert tuple((ilrs & accords).to_frame().columns) == COALITION_COLUMNS
    assert (row["subject"], row["since"], row["programs"]) == ("country:THA", "2024-12-16", "ILRS; ARTEMIS_ACCORDS")
    assert (row["support"], len(row["claim_ids"]), row["certainty"]) == (1, 2, "sure")
    told = (ilrs & accords).memberships()
    assert tuple(told.columns) == MEMBERSHIP_COLUMNS
    assert told["since"].tolist() == ["2024-04-05", "2024-12-16"]


def test_or_has_everybody_once(ilrs, accords):
    """Since the earlier date; who is undated comes last and stays so."""
    frame = (ilrs | accords).to_frame()
    assert frame["iso3"].tolist() == ["CHN", "BLR", "THA", "NOR", "TUR"]
    assert frame["since"].tolist()[2:] == ["2024-04-05", "2025-05-15", None]
    assert frame["precision"].tolist()[-1] == "unknown"
    assert frame["said_by"].tolist()[-1] == "a minister"


def test_minus_and_xor_leave_out_who_is_in_both(ilrs, accords):
    """Each with its own claims."""
    assert list(ilrs - accords) == ["country:CHN", "country:BLR"]
    assert (ilrs ^ accords).ids == {"country:CHN", "country:BLR", "country:NOR", "country:TUR"}
    assert all((ilrs ^ accords).to_frame()["claim_ids"])


def test_dates_statuses_and_roles_narrow_it(graph):
    """As members do."""
    assert list(graph.coalition("ILRS", "2023-10-15")) == ["country:CHN", "country:BLR"]
    assert graph.coalition("Artemis Accords", "2020").ids == {"country:TUR"}
    assert graph.coalition("Artemis Accords", "2020").dated().ids == frozenset()
    assert graph.coalition("ILRS", "2023-10-15").only(certainty="sure").ids == {"country:CHN"}
    assert graph.coalition("ILRS", status="denied").ids == {"country:NOR"}
    assert graph.coalition("ILRS", role="lead").ids == {"country:CHN"}
    assert graph.coalition("ILRS").only(kind="agency").ids == frozenset()
    assert graph.coalition("ILRS").only(region="Eastern Europe").ids == {"country:BLR"}


def test_combining_with_itself_changes_nothing(ilrs, accords):
    """Nor does combining twice."""
    assert ilrs & ilrs == ilrs
    assert (ilrs & ilrs).to_frame().equals(ilrs.to_frame())
    assert (ilrs | accords) & ilrs == ilrs
    assert len(((ilrs | accords) & ilrs).memberships()) == 4
    assert ilrs != accords
    assert isinstance(ilrs - ilrs, Coalition)
    assert (ilrs - ilrs).to_frame().empty
    assert ilrs != ilrs.ids
