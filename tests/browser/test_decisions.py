"""Reviewed decisions in the details panel: marked, told in words, and hostile reasons stay text."""

import pytest

from lunargraph.explorer import write_page
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser
REASON = "<script>alert(9)</script> says otherwise"


def test_decisions_are_marked_in_the_details(sample, browser, tmp_path):
    """An accepted and a rejected claim, and a pinned date."""
    subject, object_, tie = next(
        (s, o, k) for s, o, k, data in sample.graph.edges(keys=True, data=True) if len(data["claim_ids"]) > 1
    )
    graph, claims = sample.graph.copy(), sample.claims.copy()
    data = graph.edges[subject, object_, tie]
    data["decision"] = "since 2024-05-30 pinned by A. Analyst on 2026-11-25: the paper says so"
    first, second = data["claim_ids"][:2]
    data["claim_ids"] = [claim for claim in data["claim_ids"] if claim != second]
    for column in ("decision", "decided_by", "decided_on", "decision_reason", "as_read"):
        claims[column] = ""
    for claim, verb in ((first, "accept"), (second, "reject")):
        values = [verb, "A. Analyst", "2026-11-25", REASON, subject, data["relation"], object_]
        columns = ["decision", "decided_by", "decided_on", "decision_reason", "subject", "relation", "object"]
        claims.loc[claims["id"] == claim, columns] = values
    path = tmp_path / "page.html"
    write_page(graph, claims, sample.articles, path)
    reader = Reader(browser, path.as_uri())
    page = reader.open(f"#edge={tie}")
    details = page.locator("#details")
    assert details.locator(".reviewed").count() == 3
    assert "since 2024-05-30 pinned by A. Analyst" in details.inner_text()
    assert f"accepted by A. Analyst on 2026-11-25: {REASON}" in details.inner_text()
    rejected = details.locator(".claim.rejected")
    assert rejected.count() == 1
    assert "it does not count" in rejected.inner_text()
    assert reader.complaints == []
    assert reader.dialogs == []
    reader.context.close()
