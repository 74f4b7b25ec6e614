"""A small build in memory, to be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunargraph.answers import LunarGraph
from lunargraph.graph import build_graph
from lunargraph.ties import weigh
from tests.strategies import Desk, small_lexicon

ACCORDS = "program:ARTEMIS_ACCORDS"


def in_memory(desk):
    """What a build of this news would be, with the small lexicon in place of the one that ships."""
    claims, articles = desk.frames()
    ties = weigh(claims, articles)
    made = LunarGraph(Path("nowhere"), claims, ties, articles, claims.iloc[:0], claims.iloc[:0])
    made.__dict__["lexicon"] = small_lexicon()
    made.__dict__["graph"] = build_graph(ties, claims, articles, small_lexicon())
    return made


@pytest.fixture(scope="session")
def ask():
    """Make a build of news written by hand."""
    return in_memory


@pytest.fixture(scope="session")
def graph():
    """China leads and is in, Belarus and Thailand joined, Thailand and Norway signed, Türkiye is undated, CNSA works with ESA."""
    desk = Desk().says("2021-07-01", subject="country:CHN", relation="leads", date="2021-06")
    desk.says("2021-07-02", subject="country:CHN", role="founder", date="2021-06-16")
    desk.says("2023-10-25", date="2023-10").says("2024-04-06", subject="country:THA", date="2024-04-05")
    desk.says("2024-12-17", subject="country:THA", object=ACCORDS, date="2024-12-16", role="signatory")
    desk.says("2025-05-16", subject="country:NOR", object=ACCORDS, date="2025-05-15", role="signatory")
    desk.says("2026-01-05", subject="country:TUR", object=ACCORDS, attributed_to="a minister")
    desk.says("2024-01-01", subject="agency:CNSA", relation="cooperates_with", object="agency:ESA", topics=("rover",))
    desk.says("2024-02-01", subject="agency:ESA", relation="cooperates_with", object="country:NOR", date="2024")
    desk.says("2022-01-01", subject="agency:CNSA", object="program:CHANGE_8", role="contributor")
    desk.says("2024-05-05", "denied", subject="country:NOR").says(
        "2024-05-06", "planned", subject="country:TUR", date="2030"
    )
    return in_memory(desk)
