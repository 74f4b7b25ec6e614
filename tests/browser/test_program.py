"""The panel of a program in a real browser: its numbers are those of the Python API, its tables and curve can be read by all."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from lunargraph.coalitions import members_of
from lunargraph.explorer import write_page
from lunargraph.growth import growth_of
from lunargraph.model import Status
from lunargraph.tables import frame_of
from tests.browser.conftest import Reader
from tests.browser.test_accessibility import DEVICES, LEVELS, RUN, SCHEMES
from tests.builds import COUNT_COLUMNS, MILESTONE_COLUMNS, camps
from tests.explorer.newsroom import DISPUTED, newsroom

pytestmark = pytest.mark.browser

ILRS = "program:ILRS"
DATES = [
    "",
    "2020-06",
    "2021-06",
    "2021-06-16",
    "2022-03",
    "2023",
    "2023-10",
    "2023-10-20",
    "2024-04",
    "2024-12-16",
    "2026-09",
]
KINDS = {"country": 0, "agency": 1, "organization": 2}


def _count(article, value, qualifier="exact", program=ILRS, sentence="It has members."):
    place = {"start": 0, "end": len(sentence), "rule": "count.v1"}
    return {
        "article": article,
        "program": program,
        "value": value,
        "qualifier": qualifier,
        "sentence": sentence,
        **place,
    }


def _step(article, what, date, status="planned", sentence="It will land."):
    place = {"start": 0, "end": len(sentence), "rule": "milestone.v1"}
    return {
        "article": article,
        "program": ILRS,
        "what": what,
        "date": date,
        "status": status,
        "sentence": sentence,
        **place,
    }


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """A build of both camps."""
    return camps(tmp_path_factory.mktemp("camps"))


@pytest.fixture(scope="module")
def address(build, tmp_path_factory):
    """The address of its page, with counts and milestones, some of them hostile."""
    at = dict(zip(build.articles["published"], build.articles["id"], strict=False))
    counts = [
        _count(at["2021-06-20"], 2, "ordinal"),
        _count(at["2023-10-20"], 22, "ordinal"),
        _count(at["2024-02-01"], 30, "almost", sentence="<b>Nearly</b> 30."),
        _count(at["2024-02-02"], 13, "over"),
        _count(at["2024-04-06"], 3, "at_least"),
        _count(at["2024-12-17"], 111, "ordinal"),
        _count(at["2026-09-01"], 5, "about"),
        _count(at["2024-12-17"], 9, program="program:UNKNOWN"),
    ]
    steps = [
        _step(at["2021-06-20"], "base", "2035"),
        _step(at["2024-02-01"], "<img src=x onerror=alert(1)>", "2028", "missed"),
    ]
    path = tmp_path_factory.mktemp("page") / "lunargraph.html"
    tables = {"counts": frame_of(counts, COUNT_COLUMNS), "milestones": frame_of(steps, MILESTONE_COLUMNS)}
    write_page(build.graph, build.claims, build.articles, path, surely=build.sure_from, **tables)
    return path.as_uri()


def _expected(ties, date, *, every):
    found = {}
    for status in Status:
        rows = members_of(ties, ILRS, as_of=date or None, status=status.value, min_confidence=0 if every else None)
        kinds = {kind: dict.fromkeys(("sure", "perhaps", "undated"), 0) for kind in KINDS}
        for row in rows.to_dict("records"):
            kinds[row["subject"].split(":")[0]][row["certainty"]] += 1
        found[status.value] = kinds
    return found


@pytest.mark.parametrize("every", [False, True])
def test_numbers_of_members_are_those_of_python_on_any_date(reader, build, every):
    """By status, kind and certainty, now and on ten dates, for sure ties and for all."""
    page = reader.open(f"#node={ILRS}")
    for date in DATES:
        page.evaluate("([date, unsure]) => lunargraph.set({ date, unsure })", [date, every])
        told = page.evaluate("(id) => Program.counts(id, lunargraph.state())", ILRS)
        assert told == _expected(build.ties, date, every=every), date


def test_the_table_of_members_shows_these_numbers(reader, build):
    """Each row a status, each column a kind; what is vague or undated is told apart from what is sure."""
    page = reader.open(f"#node={ILRS}&date=2024-04")
    table = page.get_by_role("table", name="Members as of 2024-04, leaders included")
    expected = _expected(build.ties, "2024-04", every=False)
    for status, kinds in expected.items():
        row = table.get_by_role("row").filter(has=page.locator(f".status-{status}"))
        if not any(sum(of.values()) for of in kinds.values()):
            expect(row).to_have_count(0)
            continue
        for kind, column in KINDS.items():
            of = kinds[kind]
            words = [str(of["sure"]), *(f"{of[name]} {name}" for name in ("perhaps", "undated") if of[name])]
            expect(row.get_by_role("cell").nth(column)).to_have_text(" + ".join(words))


def test_growth_is_that_of_python_and_stands_in_a_table_too(reader, build):
    """Members at the end of every year; the curve names its ends for whoever cannot see it."""
    page = reader.open(f"#node={ILRS}")
    page.get_by_text("As a table", exact=True).press("Enter")
    rows = page.locator("details.more[data-fold=growth] tbody tr").evaluate_all(
        "(all) => all.map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    told = {year: [int(number) for number in numbers] for year, *numbers in rows}
    python = growth_of(build.ties, ILRS, by="year").to_dict("records")
    assert len(python) >= 3
    for row in python:
        assert told[row["year"]] == [row["members"], row["perhaps"]][: len(told[row["year"]])]
    label = page.get_by_role("img", name="Countries: ").get_attribute("aria-label")
    assert label.endswith("the table below has every year")
    assert page.locator(".growth .here").count() == 0
    page.evaluate("() => lunargraph.set({ date: '2023-10' })")
    assert page.locator(".growth .here").count() == 1
    expect(page.locator("details.more[data-fold=growth] table")).to_be_visible()


def test_what_articles_count_stands_beside_what_is_known_here(reader):
    """In words as the article has it, newest first, with a link to the sentence; only what was out by the date."""
    page = reader.open(f"#node={ILRS}")
    heading = page.get_by_role("heading", name="Members that articles count (7)")
    expect(heading).to_be_visible()
    cells = "(all) => all.map((row) => [...row.children].slice(0, 2).map((cell) => cell.textContent))"
    rows = page.locator("tr:has(a[href*='text=It%20has%20members']), tr:has(a[href*='Nearly'])").evaluate_all(cells)
    assert rows == [
        ["2026-09-01", "about 5"], ["2024-12-17", "the 111th"], ["2024-04-06", "at least 3"], ["2024-02-02", "over 13"],
        ["2024-02-01", "almost 30"], ["2023-10-20", "the 22nd"], ["2021-06-20", "the 2nd"],
    ]  # fmt: skip
    page.evaluate("() => lunargraph.set({ date: '2023-10' })")
    expect(page.get_by_role("heading", name="Members that articles count (2)")).to_be_visible()
    page.evaluate("() => lunargraph.set({ date: '2020' })")
    expect(page.get_by_text("Members that articles count")).to_have_count(0)


def test_milestones_leaders_and_parts(reader):
    """What a program plans and missed, who leads it, what belongs to it; hostile words stay words."""
    page = reader.open(f"#node={ILRS}")
    rows = page.get_by_role("heading", name="Milestones (2)").locator("xpath=following-sibling::table[1]//tbody/tr")
    expect(rows.nth(0)).to_contain_text("2035base")
    expect(rows.nth(1)).to_contain_text("<img src=x onerror=alert(1)>missed")
    assert page.locator("#details img").count() == 0
    facts = page.locator("#details-body > dl")
    expect(facts).to_contain_text("Led byChina")
    expect(facts).to_contain_text("PartsChang'e-8")
    facts.get_by_role("button", name="Chang'e-8").click()
    expect(page.locator("#details-body > dl")).to_contain_text("Part ofInternational Lunar Research Station")
    page.evaluate("() => lunargraph.set({ node: 'program:ILRS', date: '2020-12' })")
    expect(page.locator("#details-body > dl")).not_to_contain_text("Led by")


def test_articles_that_only_counts_cite_change_no_filter(browser, tmp_path):
    """They are kept apart: outlets, dates of the bar and the footer tell of articles with ties."""
    desk = newsroom()
    graph, claims, articles = desk.page()
    more = articles.iloc[[0]].assign(id="only", outlet="Only counts", published="2030-01-01")
    counts = frame_of([_count("only", 17)], COUNT_COLUMNS)
    import pandas as pd  # noqa: PLC0415

    path = tmp_path / "page.html"
    write_page(graph, claims, pd.concat([articles, more]), path, counts=counts)
    reader = Reader(browser, path.as_uri())
    page = reader.open(f"#node={ILRS}")
    expect(page.get_by_role("link", name="Only counts")).to_be_visible()
    assert page.locator("#outlet option", has_text="Only counts").count() == 0
    assert page.evaluate("() => Time.months().at(-1)") == "2024-04"
    reader.context.close()


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation_in_the_panels(browser, address, tmp_path, scheme, device):
    """A program with everything unfolded, now and on a date, and a dispute with a refused copy."""
    write_page(*newsroom().page(), tmp_path / "page.html")
    setting = {**DEVICES[device], "color_scheme": scheme, "bypass_csp": True}
    for place, choices in (
        (address, [{"node": ILRS}, {"node": ILRS, "date": "2023-10"}, {"node": "country:THA", "date": "2023-10"}]),
        ((tmp_path / "page.html").as_uri(), [{"edge": DISPUTED}, {"edge": DISPUTED, "date": "2023-11"}]),
    ):
        reader = Reader(browser, place, **setting)
        page = reader.open()
        page.evaluate(AXE_SCRIPT)
        page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        for choice in choices:
            page.evaluate("(state) => lunargraph.set(state)", choice)
            page.evaluate(
                "() => { for (const fold of document.querySelectorAll('#details details')) fold.open = true; }"
            )
            if "edge" in choice:
                page.get_by_role("button", name="Copy citation").first.click()
            assert page.evaluate(RUN, LEVELS) == [], choice
        assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        reader.context.close()


def test_the_panel_by_keyboard_alone(reader):
    """Tab comes to every fold, link and button of a program and of its tie; Enter opens them; Escape leaves."""
    page = reader.open()
    page.keyboard.press("/")
    page.keyboard.type("ilrs")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate("() => document.getElementById('details-body').contains(document.activeElement)"):
            break
        seen.append(page.evaluate("() => document.activeElement.textContent"))
        if seen[-1] == "As a table":
            page.keyboard.press("Enter")
            expect(page.locator("details.more[data-fold=growth] table")).to_be_visible()
    focusable = page.locator("#details-body :is(button, a[href], summary):visible").all_text_contents()
    assert seen == focusable
    page.locator("#details button.tie").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    while page.evaluate("() => document.activeElement.textContent") != "Copy citation":
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.getElementById('details-body').contains(document.activeElement)")
    page.keyboard.press("Enter")
    expect(page.locator("#details .said").first).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
