"""What the page is told: plain values, every claim that a tie cites, and no address that is unsafe to follow."""

import json

import networkx as nx
import pandas as pd
import pytest

from lunargraph.confidence import sure_from
from lunargraph.errors import InputError
from lunargraph.explorer.data import is_web_address, number, page_data, text, texts_of


def _graph(**tie):
    graph = nx.MultiDiGraph()
    graph.add_node("country:BLR", kind="country", name="Belarus", label="BLR", aliases=["Belarusian"], coalition="ILRS")
    graph.add_node("program:ILRS", kind="program", name="ILRS", label="ILRS")
    values = {"relation": "member_of", "status": "current", "support": 1, "confidence": 0.9, "claim_ids": []}
    graph.add_edge("country:BLR", "program:ILRS", key="t1", **{**values, **tie})
    return graph


def _claims(*ids, article="a"):
    return pd.DataFrame(
        [{"id": i, "article": article, "status": "current", "sentence": "S.", "rule": "r.v1"} for i in ids]
    )


def _articles(**published):
    rows = [
        {"id": key, "url": "https://x.example/1", "title": "T", "published": date} for key, date in published.items()
    ]
    return pd.DataFrame(rows, columns=["id", "url", "title", "published"])


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT], ids=["none", "nan", "pandas-na", "not-a-time"])
def test_missing_values_become_empty(missing):
    """Every kind of missing value becomes empty text, an empty list or the default number."""
    tie = page_data(
        _graph(since=missing, topics=missing, confidence=missing, disputed=missing), _claims(), _articles()
    )["ties"][0]
    assert (tie["since"], tie["topics"], tie["confidence"], tie["disputed"]) == ("", [], 1, False)
    assert text(missing) == ""
    assert texts_of(missing) == []
    assert number(missing, 7) == 7


def test_ties_say_whether_they_are_sure():
    """As the graph has it; a graph that does not say shows all that it has."""
    for given, told in ((True, True), (False, False), (None, True), (pd.NA, True)):
        assert page_data(_graph(sure=given), _claims(), _articles())["ties"][0]["sure"] is told
    assert page_data(_graph(), _claims(), _articles())["ties"][0]["sure"] is True


def test_data_are_plain_json(sample):
    """The whole sample, numpy numbers and all, can be written as strict JSON."""
    data = page_data(sample.graph, sample.claims, sample.articles)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert len(data["ties"]) == sample.graph.number_of_edges()
    assert len(data["nodes"]) == sample.graph.number_of_nodes()


def test_only_cited_claims_and_their_articles_are_kept():
    """Claims that no tie cites, and articles without a cited claim, stay out of the page."""
    claims = pd.concat([_claims("c1"), _claims("c2", article="b")])
    data = page_data(_graph(claim_ids=["c1"]), claims, _articles(a="2024", b="2024"))
    assert list(data["claims"]) == ["c1"]
    assert list(data["articles"]) == ["a"]


def test_newest_claim_comes_first_and_undated_last():
    """The claims of a tie are listed by date of publication, newest first."""
    claims = pd.concat([_claims("c1", article="old"), _claims("c2", article="undated"), _claims("c3", article="new")])
    articles = _articles(old="2021", undated=None, new="2024-05-01")
    data = page_data(_graph(claim_ids=["c1", "c2", "c3"]), claims, articles)
    assert data["ties"][0]["claims"] == ["c3", "c1", "c2"]


def test_claim_that_the_table_lacks_is_refused():
    """A tie without its sentence would break the promise of the page."""
    with pytest.raises(InputError, match="cite the claim c9"):
        page_data(_graph(claim_ids=["c9"]), _claims("c1"), _articles(a="2024"))


def test_article_that_the_table_lacks_is_refused():
    """A claim without its article has no outlet and no date."""
    with pytest.raises(InputError, match="cite the article a"):
        page_data(_graph(claim_ids=["c1"]), _claims("c1"), _articles(b="2024"))


def test_ties_of_the_lexicon_get_ids_of_their_own():
    """Many lexicon ties share the key "agency_of"; on the page each has its own id."""
    graph = _graph()
    for agency in ("agency:A", "agency:B"):
        graph.add_node(agency, kind="agency", name=agency)
        graph.add_edge(agency, "country:BLR", key="agency_of", relation="agency_of")
    ids = [tie["id"] for tie in page_data(graph, _claims(), _articles())["ties"]]
    assert ids == ["agency_of|agency:A|country:BLR", "agency_of|agency:B|country:BLR", "t1"]


def test_the_two_programs_carry_the_colour_of_their_members():
    """The graph gives a coalition to members alone; on the page their program shows it too."""
    nodes = {node["id"]: node["coalition"] for node in page_data(_graph(), _claims(), _articles())["nodes"]}
    assert nodes == {"country:BLR": "ILRS", "program:ILRS": "ILRS"}


def test_aliases_are_read_from_lists_and_joined_text():
    """A graph read back from GraphML has its aliases in one text."""
    assert texts_of(["a", "b"]) == texts_of("a; b") == texts_of(("a", "b")) == ["a", "b"]


@pytest.mark.parametrize("url", ["https://a.example", "http://a.example/x?y=1#z", "HTTPS://A.example/é"])
def test_web_addresses_may_be_followed(url):
    """Complete http and https addresses become links."""
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>",
        "vbscript:x", "file:///etc/passwd", "//a.example", "https://", "https:///x", "https://a b.example", "https://a.example\u202e", "http://[", "/x", "https:\\\\a.example",
    ],
)  # fmt: skip
def test_other_addresses_stay_text(url):
    """Whatever is no complete web address is shown, never linked."""
    assert not is_web_address(url)


def test_the_page_tells_from_where_this_build_holds_ties_to_be_sure():
    """The line that the build drew, not the one that ships, where it drew one."""
    assert page_data(_graph(), _claims(), _articles(), surely=0.7)["meta"]["sure_from"] == 0.7
    assert page_data(_graph(), _claims(), _articles())["meta"]["sure_from"] == round(sure_from(), 3)
