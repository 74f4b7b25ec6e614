"""The page and the Python answers tell the same numbers: for the articles that ship, on a dozen dates, with and without what is less sure."""

import pytest

import lunargraph

pytestmark = pytest.mark.browser

DATES = [
    None, "2016", "2017-03-15", "2020", "2020-10-13", "2021-06", "2022", "2023-10", "2023-10-16", "2024-04-05", "2024-12-31", "2025-07", "2026",
]  # fmt: skip
CAMPS = ("program:ILRS", "program:ARTEMIS_ACCORDS")
#: As the address has it, and as Python is asked.
SURENESS = [
    ("", {}),
    ("confidence=0&unsure=1", {"min_confidence": 0}),
    ("confidence=0.9&unsure=1", {"min_confidence": 0.9}),
]


@pytest.fixture(scope="module")
def moon(shipped):
    return lunargraph.load(shipped)


@pytest.fixture(scope="module")
def address(shipped):
    """The shipped page stands in for that of the sample."""
    return (shipped / "lunargraph.html").as_uri()


def told(date, more="", **parts):
    chosen = [f"{name}={value}" for name, value in parts.items()]
    return "#" + "&".join([*([f"date={date}"] if date else []), *([more] if more else []), *chosen])


def countries(coalition, certainty=""):
    return set(coalition.only(kind="country", certainty=certainty).ids)


def choose(page, fragment):
    """Bring the open page to what an address says."""
    page.evaluate("(hash) => State.set(State.fromHash(hash), { always: true })", fragment)


def test_members_of_every_program(reader, moon):
    """Who, how surely and since when."""
    page = reader.open()
    programs = sorted({end for end in moon.ties["object"] if end.startswith("program:")})
    assert len(programs) > 20
    for date in DATES:
        found = page.evaluate(
            """([programs, date]) => programs.map((program) =>
            [...lunargraph.members(program, date)].map(([id, row]) => [id, row.certainty, row.since || ""]).sort())""",
            [programs, date or ""],
        )
        for program, shown in zip(programs, found, strict=True):
            rows = moon.members(program, as_of=date)[["subject", "certainty", "since"]].to_numpy().tolist()
            assert shown == sorted([who, how, since if isinstance(since, str) else ""] for who, how, since in rows), (
                program,
                date,
            )
    assert sum(map(len, found)) > 100


def test_counters_of_the_bar(reader, moon):
    page = reader.open()
    for date in DATES:
        counts = page.evaluate("(date) => lunargraph.counts(date)", date or "")
        ilrs, accords = (moon.coalition(camp, as_of=date) for camp in CAMPS)
        for camp, coalition in (("ILRS", ilrs), ("ARTEMIS_ACCORDS", accords)):
            assert counts[camp] == {how: len(countries(coalition, how)) for how in ("sure", "perhaps", "undated")}, date
        both = countries(ilrs & accords)
        dated = both - countries(ilrs, "undated") - countries(accords, "undated")
        assert counts["both"] == {"dated": len(dated), "undated": len(both - dated)}, date


@pytest.mark.parametrize(("more", "asked"), SURENESS)
def test_two_coalitions(reader, moon, more, asked):
    """The panel's three lists are the sets of Python's algebra, and their headings tell their sizes."""
    page = reader.open()
    for date in DATES:
        choose(page, told(date, more, compare=",".join(CAMPS)))
        ilrs, accords = (moon.coalition(camp, as_of=date, **asked) for camp in CAMPS)
        wanted = [ilrs - accords, ilrs & accords, accords - ilrs]
        panel = page.locator("#details-body")
        lists = [set(found.locator("button.link").all_inner_texts()) for found in panel.locator("h3 + ul.ties").all()]
        numbers = [int(text.rpartition("(")[2].rstrip(")")) for text in panel.locator("h3").all_inner_texts()]
        assert numbers == [len(coalition) for coalition in wanted], date
        assert lists == [{moon.name(who) for who in coalition} for coalition in wanted], date


@pytest.mark.parametrize(("more", "asked"), SURENESS)
def test_ties_that_are_shown(reader, moon, more, asked):
    """With every status, and with each alone."""
    page = reader.open()
    for date in DATES:
        for status in ("current", "planned", "denied", "ended", "current,planned,denied,ended"):
            choose(page, told(date, more, status=status))
            shown = page.evaluate(
                "() => [...lunargraph.visible().ties.keys()].filter((id) => !Words.isStructural(Facts.tie.get(id)))"
            )
            graph = moon.to_networkx(date, status=None if "," in status else status, **asked)
            held = {key for *_, key in graph.edges(keys=True) if key not in {"agency_of", "part_of"}}
            assert set(shown) == held, (date, status)


PAIRS = [
    ("agency:NASA", "agency:CNSA"), ("country:THA", "country:USA"), ("country:PER", "country:BLR"), ("agency:ESA", "program:ILRS"),
    ("agency:ROSCOSMOS", "program:ARTEMIS_ACCORDS"),
]  # fmt: skip


def test_paths(reader, moon):
    """A chain is as long as Python's."""
    page = reader.open()
    lengths = set()
    for date in DATES:
        for one, other in PAIRS:
            choose(page, told(date, "status=current&undated=0", path=f"{one},{other}"))
            rows = moon.path(one, other, as_of=date)
            assert page.locator("#details ol.steps > li").count() == len(rows), (date, one, other)
            lengths.add(len(rows))
    assert len(lengths) > 3


@pytest.mark.parametrize("typed", ["BY", "by", "BLR"])
def test_a_country_is_found_by_its_codes(reader, typed):
    page = reader.open()
    page.get_by_role("combobox", name="Find a country").fill(typed)
    page.keyboard.press("Enter")
    assert page.locator("#details-title").inner_text() == "Belarus"
