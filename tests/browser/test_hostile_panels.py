"""Some sixty hostile strings in every place of every panel: shown as text, run nowhere, and no reason to complain."""

import pytest

from lunargraph.explorer import write_page
from lunargraph.graph import build_graph
from lunargraph.model import Actor, Kind
from lunargraph.tables import frame_of
from lunargraph.ties import weigh
from tests.browser.conftest import Reader
from tests.builds import COUNT_COLUMNS, HOSTILE, MILESTONE_COLUMNS
from tests.explorer.newsroom import Newsroom
from tests.strategies import small_lexicon

pytestmark = pytest.mark.browser

STRINGS = (
    *(text for text in HOSTILE if text.strip()),
    "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</script><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "<!--<script>", "--><script>alert(1)</script>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<a href=javascript:alert(1)>x</a>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<form action=//evil.example><button>x", "<math><mi xlink:href='javascript:alert(1)'>",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "//evil.example/x.js",
    "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "__proto__", "constructor", "toString", "hasOwnProperty",
    "\u202ereversed\u202c", "\u2066isolated", "\u200f\u200e\u061c", "الإمارات (1) العربية", "עברית 12-3", "Z\u0351\u036b\u0343a\u0363l\u035bg\u033fo",
    "a\u0000b", "\ud83c alone", "alone \udf11", "\ufeffmark", "x" * 3000, "onerror=alert(1) autofocus onfocus=alert(1)", "' onmouseover='alert(1)", '" style="position:fixed',
)  # fmt: skip
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
