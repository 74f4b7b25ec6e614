"""What a real browser saves as one file is read back as the article."""

import pytest

from lunargraph.articles import read_articles
from tests.articles.readers.test_mhtml import ONE, PAGE, TWO

pytestmark = pytest.mark.browser


def test_a_page_that_chromium_saved(browser, tmp_path):
    """From the browser's own file to the article."""
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html; charset=utf-8"))
    page.goto("https://x.example/praha")
    session = page.context.new_cdp_session(page)
    data = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    page.close()
    (tmp_path / "a.mhtml").write_bytes(data.encode())
    (article,) = read_articles([tmp_path], report=pytest.fail)
    assert article.text.split("\n\n") == [ONE, TWO]
    assert (article.title, article.url) == ("Praha podepsala", "https://x.example/praha")
    assert article.retrieved
