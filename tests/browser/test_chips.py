"""The filters in force stand above the filters, each with a button that lifts it."""

from playwright.sync_api import expect


def test_each_filter_in_force_has_a_chip_that_lifts_it(reader):
    """Chips name what is filtered; a press lifts that filter alone, the last one leaves none."""
    page = reader.open("#status=current,denied&program=program:ILRS&support=2&from=2023")
    chips = page.locator("#chips button")
    expect(chips).to_have_count(4)
    expect(page.get_by_role("list", name="Filters in force: 4")).to_be_visible()
    expect(page.locator("#support")).to_be_visible()
    page.get_by_role("button", name="Lift the filter: International Lunar Research Station").press("Enter")
    assert page.evaluate("() => lunargraph.state().program") == ""
    expect(chips).to_have_count(3)
    expect(chips.first).to_be_focused()
    page.get_by_role("button", name="Lift the filter: with denied, without planned").click()
    page.get_by_role("button", name="Lift the filter: 2 stories or more").click()
    page.get_by_role("button", name="Lift the filter: told from 2023").click()
    assert page.evaluate("location.href") == reader.address
    expect(page.locator("#chips")).to_be_hidden()


def test_no_filter_no_chip(reader):
    """At first there is nothing to lift, and what few use is folded away."""
    page = reader.open()
    expect(page.locator("#chips")).to_be_hidden()
    expect(page.locator("#confidence")).to_be_hidden()
