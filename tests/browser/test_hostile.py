"""Hostile text and addresses in a real browser: shown as they are, run nowhere."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_hostile_text_stays_text_everywhere(reader, sample):
    """Markup in names, titles, outlets, sentences and addresses is shown as it is and does nothing."""
    words = sample.module
    page = reader.open()
    elements = "() => document.querySelectorAll('script, img, iframe').length"
    before = page.evaluate(elements)
    page.get_by_role("combobox", name="Find a country").fill("<script>")
    expect(page.get_by_role("option").first.locator(".name")).to_have_text(words.SCRIPT)
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text(words.SCRIPT)
    expect(page.locator("#details dl")).to_contain_text(words.IMAGE)
    place = reader.where_node("organization:image")
    frame = page.locator("#graph-frame").bounding_box()
    page.mouse.move(frame["x"] + place["x"], frame["y"] + place["y"])
    expect(page.locator("div.vis-tooltip")).to_contain_text(words.IMAGE)
    page.locator("#details button.tie").filter(has_text=words.IMAGE).click()
    expect(page.locator("#details blockquote").first).to_contain_text(words.BREAKOUT)
    expect(page.locator("#details")).to_contain_text("{{7*7}}")
    evil = page.locator(".claim", has_text=words.JAVASCRIPT)
    expect(evil.locator(".unlinked")).to_have_text(f"{words.BREAKOUT} ({words.JAVASCRIPT})")
    assert page.locator(".claim a").count() == 0
    page.get_by_role("tab", name="Table").click()
    expect(page.locator(f"tr[data-tie='{sample.hostile}']")).to_contain_text(words.SCRIPT)
    assert page.evaluate(elements) == before


def test_hostile_addresses_of_the_page_are_ignored(reader):
    """A broken or unknown selection in the address selects nothing."""
    for fragment in ("#node=%", "#node=<script>alert(1)</script>", "#edge=constructor", "#x"):
        page = reader.open(fragment)
        expect(page.locator("#details")).to_be_hidden()
        page.goto("about:blank")
    reader.requests = [url for url in reader.requests if url != "about:blank"]


def test_policy_stops_scripts_that_someone_smuggles_in(reader_with):
    """Even if markup reached the document, the policy would not let it run or load anything."""
    reader = reader_with()
    page = reader.open()
    page.evaluate(
        """() => { const frame = document.createElement('div'); document.body.append(frame);
        try { frame.innerHTML = '<img src=x onerror="window.hacked = 1">'; } catch (error) { window.refused = error.name; }
        try { const s = document.createElement('script'); s.textContent = 'window.hacked = 2'; document.body.append(s); } catch { } }"""
    )
    assert page.evaluate("() => [window.refused, window.hacked]") == ["TypeError", None]
    assert {url.split("#")[0] for url in reader.requests} == {reader.address}
