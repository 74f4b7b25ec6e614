"""What must hold of answers whatever the news: filters narrow, coalitions are sets, ids exist, order means nothing."""

from __future__ import annotations

import json
from operator import and_, or_, sub, xor
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunargraph.answers import LunarGraph
from lunargraph.answers.communities import adjusted_rand
from lunargraph.build import build
from lunargraph.claims import claims_to_frame
from lunargraph.graph import build_graph
from lunargraph.model import Article, Status
from lunargraph.partial_dates import UNKNOWN, span
from lunargraph.ties import weigh
from tests.strategies import PROGRAMS, article_frame, claims, days, maybe_dates, partial_dates, shares, small_lexicon

ILRS, ACCORDS = PROGRAMS
#: Fewer than elsewhere: each example is a whole build.
few = settings(max_examples=20)
confidences = st.none() | shares
statuses = st.sampled_from([str(status) for status in Status])
dates = st.none() | partial_dates


@st.composite
def builds(draw):
    """A build of up to fifteen claims in six articles, as the stages before would have made it."""
    told = draw(st.lists(claims(text=st.just("text")), max_size=15))
    articles = [Article(id=f"a{i}", text="", outlet=f"Outlet {i}", published=draw(maybe_dates)) for i in range(6)]
    return made_of(claims_to_frame(told), article_frame(articles))


def made_of(table, articles):
    """The build of these tables, in memory."""
    ties = weigh(table, articles)
    made = LunarGraph(Path("nowhere"), table, ties, articles, table.iloc[:0], table.iloc[:0])
    made.__dict__["lexicon"] = small_lexicon()
    made.__dict__["graph"] = build_graph(ties, table, articles, small_lexicon())
    return made


def ids(frame, column="subject"):
    """The ids in a column."""
    return set(frame[column])


@few
@given(builds(), st.sampled_from(PROGRAMS), dates, statuses, shares, shares)
def test_a_higher_confidence_never_adds_anybody(graph, program, as_of, status, one, other):  # noqa: PLR0917
    """Filters are monotone."""
    low, high = sorted([one, other])
    wide, narrow = (graph.members(program, as_of, status=status, min_confidence=least) for least in (low, high))
    assert ids(narrow) <= ids(wide)
    assert ids(graph.members(program, as_of, status=status, min_confidence=0)) >= ids(wide)
    assert set(graph.to_networkx(as_of, min_confidence=high)) <= set(graph.to_networkx(as_of, min_confidence=low))


@few
@given(builds(), st.sampled_from(PROGRAMS), dates, confidences)
def test_a_role_narrows(graph, program, as_of, least):
    """Members in all roles are those in each, and those without one."""
    every = graph.members(program, as_of, min_confidence=least)
    roles = ("lead", "founder", "member", "signatory", "participant", "contributor")
    parts = [graph.members(program, as_of, role=role, min_confidence=least) for role in roles]
    assert set().union(*map(ids, parts)) | ids(every[every["role"] == ""]) == ids(every)
    assert sum(map(len, parts)) + len(every[every["role"] == ""]) == len(every)


@few
@given(builds(), days, days)
def test_later_reports_only_add_claims(graph, one, other):
    """What was known on a day is part of what was known later, and of what is known now."""
    early, late = sorted([one, other])
    known = [ids(graph.known(day).claims, "id") for day in (early, late)]
    assert known[0] <= known[1] <= ids(graph.claims, "id")
    seen = graph.known(early).articles["published"]
    assert all(span(date) != UNKNOWN and span(date)[1] <= span(early)[1] for date in seen)


@few
@given(builds(), st.sampled_from(PROGRAMS), days, days)
def test_who_is_in_stays_in_until_something_ends(graph, program, one, other):
    """Without an end nobody leaves: members on a day are members on any later day."""
    early, late = sorted([one, other])
    lasting = graph.ties[(graph.ties["status"] == "current") & (graph.ties["earlier"].map(len) == 0)]
    graph = made_of(
        graph.claims[graph.claims["id"].isin({c for cs in lasting["claim_ids"] for c in cs})], graph.articles
    )
    if (graph.ties["status"] == "current").all():
        members = [ids(graph.members(program, day, min_confidence=0)) for day in (early, late)]
        assert members[0] <= members[1] <= ids(graph.members(program, min_confidence=0))


@few
@given(builds(), dates, dates, statuses, confidences)
def test_coalition_algebra_is_set_algebra(graph, one_day, other_day, status, least):
    """On any dates; len, in and iteration are those of the set, and every actor keeps its claims."""
    one = graph.coalition(ILRS, one_day, status=status, min_confidence=least)
    other = graph.coalition(ACCORDS, other_day, min_confidence=least)
    assert one.ids == ids(graph.members(ILRS, one_day, status=status, min_confidence=least))
    for operate in (and_, or_, sub, xor):
        made = operate(one, other)
        assert made.ids == operate(one.ids, other.ids) == set(made)
        assert len(made) == len(made.ids)
        frame = made.to_frame()
        assert ids(frame) == made.ids
        assert all(who in made for who in made.ids)
        for who, behind in zip(frame["subject"], frame["claim_ids"], strict=True):
            sides = [side.to_frame().set_index("subject")["claim_ids"] for side in (one, other) if who in side.ids]
            assert set(behind) == {claim for side in sides for claim in side[who]}
    assert (one & other) | (one ^ other) == one | other
    assert one - other == one & (one ^ other)


@few
@given(builds(), dates, confidences)
def test_overlap_is_the_intersection(graph, as_of, least):
    """Either way of asking gives the same actors."""
    both = graph.coalition(ILRS, as_of, min_confidence=least) & graph.coalition(ACCORDS, as_of, min_confidence=least)
    frame = graph.overlap(ILRS, ACCORDS, as_of, min_confidence=least)
    assert ids(frame) == both.ids
    assert frame.set_index("subject")["since"].to_dict() == both.to_frame().set_index("subject")["since"].to_dict()


@few
@given(builds(), dates, confidences)
def test_every_id_exists_and_every_row_has_its_claims(graph, as_of, least):
    """Whatever the question."""
    known, told = set(graph.graph.nodes), ids(graph.claims, "id")
    frames = [
        graph.members(ILRS, as_of, min_confidence=least),
        graph.overlap(ILRS, ACCORDS, as_of, min_confidence=least),
        graph.timeline("China", min_confidence=least),
        graph.partners("China", as_of, min_confidence=least),
        graph.bridges(ILRS, ACCORDS, as_of, min_confidence=least),
        graph.communities(as_of, min_confidence=least).frame,
        graph.similarity(None, as_of, min_confidence=least),
    ]
    for frame in frames:
        for column in {"subject", "object", "partner", "first", "second"} & set(frame.columns):
            assert ids(frame, column) <= known
        assert all(frame["claim_ids"])
        assert {claim for claims_ in frame["claim_ids"] for claim in claims_} <= told
    for claims_ in frames[0]["claim_ids"]:
        assert ids(graph.evidence(claims_), "claim_id") == set(claims_)


@few
@given(builds(), dates, confidences)
def test_a_graph_has_no_tie_without_its_nodes(graph, as_of, least):
    """And its members are those that members gives."""
    made = graph.to_networkx(as_of, min_confidence=least)
    assert all(data["name"] and data["kind"] for _, data in made.nodes(data=True))
    assert nx.number_of_isolates(made) == 0
    for program in PROGRAMS:
        inside = (
            {one for one, _, data in made.in_edges(program, data=True) if data["relation"] != "part_of"}
            if program in made
            else set()
        )
        assert inside == ids(graph.members(program, as_of, min_confidence=least))
    ties = {key for *_, key in made.edges(keys=True)} - {"agency_of", "part_of"}
    assert ties <= ids(graph.ties, "id")
    shared = graph.projection(as_of=as_of, min_confidence=least)
    two = graph.bipartite(as_of, min_confidence=least)
    actors = [node for node, data in two.nodes(data=True) if data["bipartite"] == 0]
    assert {frozenset(edge) for edge in shared.edges} == {
        frozenset(edge) for edge in nx.bipartite.projected_graph(two, actors).edges
    }


@few
@given(builds(), st.sampled_from(PROGRAMS), confidences, st.sampled_from(["month", "year"]))
def test_growth_counts_who_is_surely_in(graph, program, least, by):
    """At the end of each period, as members on that date has it; joined less left is the change where dates are full."""
    frame = graph.growth(program, by, min_confidence=least)
    before = 0
    for row in frame.to_dict("records"):
        members = graph.members(program, row[by], min_confidence=least)
        assert row["members"] == (members["certainty"] == "sure").sum()
        assert row["perhaps"] == (members["certainty"] == "perhaps").sum()
        assert len([who for who in row["who"].split("; ") if who]) == row["joined"]
        if row["perhaps"] == 0 and before is not None:
            assert row["members"] == before + row["joined"] - row["left"]
        before = row["members"] if row["perhaps"] == 0 else None


@few
@given(builds(), st.sampled_from([*PROGRAMS, "country:CHN"]), confidences)
def test_timelines_are_in_order(graph, node, least):
    """By date as far as dates tell, the undated last; precision says which."""
    frame = graph.timeline(node, min_confidence=least)
    dated = [span(date) for date in frame["date"] if span(date) != UNKNOWN]
    assert dated == sorted(dated)
    unknown = frame["precision"].tolist()
    assert unknown == sorted(unknown, key=lambda each: each == "unknown")
    assert [each == "unknown" for each in unknown] == [span(date) == UNKNOWN for date in frame["date"]]


@few
@given(builds(), dates, confidences)
def test_paths_are_chains_of_the_shortest_length(graph, as_of, least):
    """Each step begins where the one before ended; no graph has a shorter one."""
    made = nx.Graph(graph.to_networkx(as_of, min_confidence=least, undated=False))
    frame = graph.path("China", "Norway", as_of, min_confidence=least)
    if not {"country:CHN", "country:NOR"} <= set(made) or not nx.has_path(made, "country:CHN", "country:NOR"):
        assert frame.empty
        return
    assert len(frame) == nx.shortest_path_length(made, "country:CHN", "country:NOR")
    here = "country:CHN"
    for row in frame.to_dict("records"):
        assert here in {row["subject"], row["object"]}
        here = row["object"] if here == row["subject"] else row["subject"]
    assert here == "country:NOR"


@few
@given(builds(), st.randoms(use_true_random=False))
def test_the_order_of_claims_and_articles_means_nothing(graph, random):
    """The same answers, row for row."""
    orders = [random.sample(range(len(frame)), len(frame)) for frame in (graph.claims, graph.articles)]
    other = made_of(graph.claims.iloc[orders[0]], graph.articles.iloc[orders[1]])
    assert other.ties.equals(graph.ties)
    assert other.members(ILRS, min_confidence=0).equals(graph.members(ILRS, min_confidence=0))
    assert other.timeline(ACCORDS, min_confidence=0).equals(graph.timeline(ACCORDS, min_confidence=0))
    assert other.communities(min_confidence=0).frame.equals(graph.communities(min_confidence=0).frame)


SENTENCES = (
    "Peru signed the Artemis Accords on 30 May 2024.",
    "Egypt joined the International Lunar Research Station in December 2023.",
    "Thailand has not signed the Artemis Accords.",
    "Norway left the Artemis Accords in 2025.",
    "Norway signed the Artemis Accords in May 2024, and signed them again in 2026.",
    "The Accords have 41 signatories.",
    "China and Russia lead the International Lunar Research Station.",
    "The Borealis Space Institute joined the International Lunar Research Station.",
    "Senegal, Serbia and Kazakhstan have joined the ILRS, Roscosmos said.",
)


@pytest.mark.parametrize("files", [1, 3])
def test_the_order_of_articles_means_nothing_to_a_build(extractor, tmp_path_factory, files):
    """build(shuffle(articles)) equals build(articles), to the byte, in whatever files they come."""
    texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
    rows = st.lists(
        st.fixed_dictionaries({"text": texts, "published": days, "outlet": st.sampled_from("ABC")}),
        min_size=2,
        max_size=6,
    )

    @settings(max_examples=6)
    @given(rows, st.randoms(use_true_random=False))
    def check(rows, random):
        named = [{"id": f"n{i}", **row} for i, row in enumerate(rows)]
        made = []
        for order in (named, random.sample(named, len(named))):
            folder = tmp_path_factory.mktemp("order")
            for number in range(files):
                part = folder / f"{number}.jsonl"
                part.write_text("\n".join(map(json.dumps, order[number::files])), encoding="utf-8")
            build(
                [folder / f"{number}.jsonl" for number in range(min(files, len(named)))],
                folder / "out",
                reader=extractor,
            )
            tables = (
                "claims.csv",
                "ties.csv",
                "articles.csv",
                "counts.csv",
                "actors.csv",
                "graph.json",
                "lunargraph.html",
            )
            made.append({name: (folder / "out" / name).read_bytes() for name in tables})
        assert made[0] == made[1]

    check()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=12), st.permutations("abc"))
def test_adjusted_rand_is_symmetric_and_blind_to_names(pairs, names):
    """At most 1, which the same split has; renaming groups changes nothing."""
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand(other, one))
    assert adjusted_rand([dict(zip("abc", names, strict=True))[a] for a in one], other) == pytest.approx(
        adjusted_rand(one, other)
    )
    assert adjusted_rand(one, one) == 1
    assert adjusted_rand(one, other) <= 1 + 1e-12
