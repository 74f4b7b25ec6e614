"""Hostile strings in every place of every panel: shown as text, run nowhere, and no reason to complain."""

import pytest

from lunargraph.explorer import write_page
from lunargraph.graph import build_graph
from lunargraph.model import Actor, Kind
from lunargraph.tables import frame_of
from lunargraph.ties import weigh
from tests.browser.conftest import Reader
from tests.builds import COUNT_COLUMNS, HOSTILE, MILESTONE_COLUMNS
from tests.explorer.hostile import STRINGS as CORPUS
from tests.explorer.newsroom import Newsroom
from tests.strategies import small_lexicon

pytestmark = pytest.mark.browser

#: Those of the corpus, and those that break other formats; a text of nothing has no name.
STRINGS = tuple(dict.fromkeys(text for text in (*CORPUS.values(), *HOSTILE) if text.strip()))
INVENTORY = """() => ({ elements: document.querySelectorAll("script, img, iframe, object, embed, base, link, form, meta").length,
  handlers: [...document.querySelectorAll("#details *")].flatMap((one) => [...one.attributes]).filter(({ name }) => /^(on|style$|src)/.test(name)).length,
  links: [...document.querySelectorAll("#details a")].filter(({ href, rel }) => !/^https?:/.test(href) || rel !== "noopener noreferrer").length })"""


@pytest.fixture(scope="module")
def page_of_all(tmp_path_factory):
    """A page of which every text is hostile, those of nodes and sentences to the letter."""
    actors = [
        Actor(id=f"organization:x{i}", kind=Kind.ORGANIZATION, name=text, label=text, aliases=STRINGS[:9])
        for i, text in enumerate(STRINGS)
    ]
    desk = Newsroom()
    for i, text in enumerate(STRINGS):
        facts = {
            "subject": f"organization:x{i}",
            "subject_words": text[:3],
            "topics": (text,),
            "role": text,
            "attributed_to": text,
        }
        desk.reports(
            "2024-01-01",
            f"{text} joined {text}.",
            trigger="joined",
            outlet=text,
            title=text,
            url=f"https://x.example/{text}",
            **facts,
        )
        desk.articles[desk.claims[-1].article]["author"] = text
        desk.reports("2024-02-01", text, "denied", outlet=text, title="", url=text, **facts)
    claims, articles = desk.frames()
    graph = build_graph(weigh(claims, articles), claims, articles, small_lexicon(), actors)
    rows = [
        {"article": articles["id"].iloc[i], "program": "program:ILRS", "value": i, "qualifier": text, "start": 0, "end": 9, "sentence": text, "rule": text, "what": text, "date": text, "status": text}
        for i, text in enumerate(STRINGS)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("hostile") / "page.html"
    tables = {"counts": frame_of(rows, COUNT_COLUMNS), "milestones": frame_of(rows, MILESTONE_COLUMNS)}
    write_page(graph, claims, articles, path, title=STRINGS[0], **tables)
    return path.as_uri()


def test_hostile_text_stays_text_in_every_panel(browser, page_of_all):
    """Nodes, ties and the program, on a date and on none; names and sentences are those of the tables."""
    reader = Reader(browser, page_of_all)
    page = reader.open()
    before = page.evaluate(INVENTORY)
    assert len(STRINGS) >= 60
    for i, text in enumerate(STRINGS):
        page.evaluate(
            "(state) => lunargraph.set(state)", {"node": f"organization:x{i}", "date": "2024-01" if i % 2 else ""}
        )
        assert page.evaluate("() => document.getElementById('details-title').textContent") == page.evaluate(
            "(id) => Facts.node.get(id).name", f"organization:x{i}"
        )
        page.locator("#details button.tie").first.evaluate("(button) => button.click()")
        page.evaluate("() => { for (const fold of document.querySelectorAll('#details details')) fold.open = true; }")
        said = page.locator("#details blockquote").evaluate_all("(all) => all.map((one) => one.textContent)")
        told = page.evaluate(
            "() => Facts.tie.get(lunargraph.state().edge).claims.map((id) => Facts.claims[id].sentence)"
        )
        assert sorted(said) == sorted(told), text
        assert page.evaluate(INVENTORY) == before
    page.evaluate("() => lunargraph.set({ node: 'program:ILRS' })")
    assert page.locator("#details tbody tr").count() > 2 * len(STRINGS)
    assert page.evaluate(INVENTORY) == before
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    assert {url.split("#")[0] for url in reader.requests} == {page_of_all}
    assert reader.complaints == []
    assert reader.dialogs == []
    reader.context.close()
