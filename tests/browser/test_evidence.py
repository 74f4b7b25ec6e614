"""Evidence in a real browser: marked words, both sides of a dispute, copies, links to the sentence, citations, focus."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from lunargraph.explorer import write_page
from tests.browser.conftest import Reader
from tests.explorer.newsroom import DISPUTED, JOINED, LATER, LONG, MOON, Newsroom, newsroom

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    """The address of a page of the newsroom."""
    path = tmp_path_factory.mktemp("news") / "lunargraph.html"
    write_page(*newsroom().page(), path)
    return path.as_uri()


@pytest.fixture
def open_news(browser, news):
    """Open the newsroom's page; at the end nothing was loaded and nothing complained about."""
    people = []

    def make(fragment="", **context):
        people.append(Reader(browser, news, **context))
        return people[-1].open(fragment)

    yield make
    for person in people:
        assert {url.split("#")[0] for url in person.requests} == {news}
        assert person.complaints == []
        person.context.close()


def _claim(page, sentence):
    return page.locator(".claim").filter(has=page.locator("blockquote", has_text=sentence))


def test_deciding_words_are_marked_and_told_apart_without_colour(open_news):
    """Every mark holds its words, differs from the others in its line or weight, and a key says what it means."""
    page = open_news(f"#edge={DISPUTED}")
    doubt = _claim(page, MOON)
    marks = doubt.locator("blockquote mark").evaluate_all("(all) => all.map((m) => [m.className, m.textContent])")
    assert marks == [["m-subject", "It"], ["m-cue", "not"], ["m-rule", "joined"], ["m-object", "ILRS"]]
    expect(doubt.locator("blockquote")).to_have_text(MOON)
    looks = page.locator(".marks mark").evaluate_all(
        "(all) => all.map((m) => { const s = getComputedStyle(m); return [s.textDecorationLine, s.textDecorationStyle, s.fontWeight].join(); })"
    )
    assert len(looks) == len(set(looks)) == 5
    assert page.locator(".marks li").all_inner_texts() == [
        "who", "with whom, or in what", "the words that say so", "the words that decide the status", "when",
    ]  # fmt: skip


def test_how_it_was_read_opens_and_tells_in_words(open_news):
    """The rule, the cue and how each end was found, on demand, by keyboard."""
    page = open_news(f"#edge={DISPUTED}")
    doubt = _claim(page, MOON)
    how = doubt.locator("details.how")
    expect(how.get_by_text("named as “It”")).to_be_hidden()
    how.locator("summary").press("Enter")
    expect(how.get_by_text("named as “It”")).to_be_visible()
    expect(how).to_contain_text("r.v1 (cue c)")
    expect(how).to_contain_text("denied by the cue c (“not”)")


def test_both_sides_of_a_dispute_stand_under_their_headings(open_news):
    """Who says current, who says denied, which is shown and why; copies of a story are one, newest first."""
    page = open_news(f"#edge={DISPUTED}")
    expect(page.locator("#details .warning")).to_contain_text("contradict")
    assert page.locator("#details h4").all_inner_texts() == ["These say current (shown)", "These say denied"]
    said = page.locator("#details .side").all_inner_texts()
    assert said[0].startswith("2 stories: Long Read, Second Post, First Wire")
    assert said[1] == "1 story: Doubter"
    expect(page.locator("#details .why")).to_contain_text("more independent stories say so (2 to 1)")
    lists = page.locator("ol.claims")
    assert lists.nth(0).locator("blockquote").all_inner_texts() == [LONG, JOINED]
    assert lists.nth(1).locator("blockquote").all_inner_texts() == [MOON]


def test_copies_of_one_story_stand_under_the_first_of_them(open_news):
    """One sentence, printed three times: the earliest is quoted and the others are named with links of their own."""
    page = open_news(f"#edge={DISPUTED}")
    story = _claim(page, JOINED)
    assert story.count() == 1
    expect(story.locator(".outlet")).to_have_text("First Wire · 2023-10-24")
    expect(story.locator(".also")).to_have_text("Also in: Second Post (2023-10-25); Third Daily")
    assert story.locator(".also a").count() == 2


def test_the_date_is_told_with_who_gives_it(open_news):
    """Since when, and which outlets say that very date."""
    facts = open_news(f"#edge={DISPUTED}").locator("#details-body > dl")
    expect(facts).to_contain_text("2023-10-23, says Long Read, Second Post and 2 more")
    expect(facts).to_contain_text("2 independent stories")


def test_links_lead_to_the_sentence(open_news):
    """A short sentence whole, of a long one its first and last words; what a fragment gives a meaning to is escaped."""
    page = open_news(f"#edge={DISPUTED}")
    link = _claim(page, JOINED).locator(".article a")
    address, words = link.get_attribute("href").split("#:~:text=")
    assert address == "https://news.example/a01"
    assert unquote(words) == JOINED
    assert "," not in words
    words = _claim(page, LONG).locator(".article a").get_attribute("href").split("#:~:text=")[1]
    first, last = words.split(",")
    assert LONG.startswith(unquote(first))
    assert LONG.endswith(unquote(last))
    assert link.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize(
    ("url", "sentence", "href"),
    [
        ("https://a.example/#part", "It is so.", "https://a.example/#part:~:text=It%20is%20so."),
        ("https://a.example/#:~:text=old", "It is so.", "https://a.example/#:~:text=It%20is%20so."),
        ("https://a.example/", "A-b, c & d", "https://a.example/#:~:text=A%2Db%2C%20c%20%26%20d"),
        ("https://a.example/", "\ud83c a\x00\n\tb ", "https://a.example/#:~:text=%EF%BF%BD%20a%20b"),
        ("https://a.example/", " \n ", "https://a.example/"),
        ("javascript:alert(1)", "It is so.", ""),
        ("data:text/html,x", "It is so.", ""),
        ("not an address", "It is so.", ""),
    ],
)
def test_addresses_are_made_safely(open_news, url, sentence, href):
    """Only http and https are followed, and a sentence cannot leave its fragment."""
    page = open_news()
    link = url.startswith("https:")
    made = page.evaluate("([url, link, sentence]) => Evidence.address({ url, link }, sentence)", [url, link, sentence])
    assert made == href


def test_a_citation_is_copied_and_said_to_be(open_news):
    """Outlet, date, title, sentence and address, by keyboard; a live region beside the button confirms it."""
    page = open_news(f"#edge={DISPUTED}", permissions=["clipboard-read", "clipboard-write"])
    story = _claim(page, JOINED)
    story.get_by_role("button", name="Copy citation").press("Enter")
    expect(story.get_by_role("status")).to_have_text("The citation is copied.")
    assert page.evaluate("() => navigator.clipboard.readText()") == (
        f'First Wire, 2023-10-24, "Title a01": "{JOINED}" https://news.example/a01'
    )
    expect(story.get_by_role("button", name="Copy citation")).to_be_focused()


def test_without_a_clipboard_the_citation_is_there_selected(open_news):
    """Where the browser refuses, the text stands in a field, selected."""
    page = open_news(f"#edge={DISPUTED}")
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    story = _claim(page, JOINED)
    story.get_by_role("button", name="Copy citation").click()
    field = story.get_by_label("Citation to copy")
    expect(field).to_be_focused()
    selected = "(one) => one.value.slice(one.selectionStart, one.selectionEnd)"
    assert field.evaluate(selected).startswith("First Wire, 2023-10-24")
    expect(story.get_by_role("status")).to_contain_text("is selected")


def test_what_is_copied_cannot_turn_other_text_round(browser, tmp_path):
    """Overrides, NULs and lone surrogates stay in the page, where they are shown, and out of what is pasted."""
    desk = Newsroom().reports(
        "2024-01-01",
        "Peru\u202e\x00\ud800 joined.\n",
        outlet="\u202eevil",
        title="T\u2066",
        url="https://a.example/\u202ex",
    )
    write_page(*desk.page(), tmp_path / "page.html")
    reader = Reader(browser, (tmp_path / "page.html").as_uri())
    page = reader.open(f"#edge={DISPUTED}")
    claim = page.evaluate("() => Object.keys(Facts.claims)[0]")
    assert page.evaluate("(id) => Evidence.citation(id)", claim) == (
        'evil, 2024-01-01, "T": "Peru \ufffd joined." https://a.example/x'
    )
    assert page.locator(".claim .outlet bdi").first.inner_text() == "\u202eevil"
    assert page.locator(".claim .article a").count() == 0
    assert reader.complaints == []
    reader.context.close()


def test_focus_folds_and_place_stay_while_the_date_moves(open_news):
    """Whoever reads how a sentence was read, or stands on a tie, still does so a month later."""
    page = open_news(f"#edge={DISPUTED}")
    doubt = _claim(page, MOON)
    doubt.locator("summary").press("Enter")
    doubt.get_by_role("button", name="Copy citation").focus()
    place = page.evaluate("() => [details, document.getElementById('details-body')].map((one) => one.scrollTop)")
    for date in ("2023-09", "2023-12", "2024-05", ""):
        page.evaluate("(date) => lunargraph.set({ date })", date)
        expect(doubt.get_by_role("button", name="Copy citation")).to_be_focused()
        expect(doubt.get_by_text("named as “It”")).to_be_visible()
        assert (
            page.evaluate("() => [details, document.getElementById('details-body')].map((one) => one.scrollTop)")
            == place
        )


def test_focus_stays_on_a_tie_that_moves_to_another_group(open_news):
    """On an early date Thailand's tie is folded away under "not yet": focus is on the fold, and on the tie in it once open."""
    page = open_news("#node=country:THA")
    tie = page.locator(f"#details [data-tie='{LATER}']")
    tie.focus()
    page.evaluate("() => lunargraph.set({ date: '2024-06' })")
    expect(tie).to_be_focused()
    page.evaluate("() => lunargraph.set({ date: '2022-01' })")
    fold = page.locator("#details .later summary")
    expect(fold).to_be_focused()
    fold.press("Enter")
    tie.focus()
    page.evaluate("() => lunargraph.set({ date: '2022-02' })")
    expect(tie).to_be_focused()


def test_the_coalition_of_a_node_is_that_of_the_date(open_news):
    """Before Thailand joined it was in neither; its ties, too, are told as of the date."""
    page = open_news("#node=country:THA&date=2024-01")
    facts = page.locator("#details-body > dl")
    expect(facts).to_contain_text("neither coalition (as of 2024-01)")
    expect(page.locator("#details .later summary")).to_have_text("Not yet by 2024-01 (1)")
    page.evaluate("() => lunargraph.set({ date: '2024-05' })")
    expect(facts).to_contain_text("ILRS (as of 2024-05)")
    expect(page.locator("#details h3").first).to_have_text("member of · current (1)")
    page.evaluate("() => lunargraph.set({ date: '' })")
    expect(facts.locator("dd").first).to_have_text("ILRS")


@pytest.mark.parametrize(
    ("date", "told"), [("2024-01", "not yet, as far as articles say"), ("2024-04", "current"), ("2024-06", "current")]
)
def test_a_tie_tells_what_it_was_on_the_date(open_news, date, told):
    """Besides what it is now."""
    facts = open_news(f"#edge={LATER}&date={date}").locator("#details-body > dl")
    expect(facts).to_contain_text(f"On {date}")
    row = facts.evaluate(
        "(list, date) => [...list.children].find((one) => one.textContent === `On ${date}`).nextSibling.textContent",
        date,
    )
    assert row.startswith(told)
