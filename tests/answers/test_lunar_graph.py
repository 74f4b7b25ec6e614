"""lunargraph.load: one method per question, and no language model."""

import subprocess
import sys
from pathlib import Path

import pytest

import lunargraph
from lunargraph import queries
from lunargraph.answers import LunarGraph, lunar_graph
from lunargraph.errors import OutputError, QueryError
from lunargraph.growth import GROWTH_COLUMNS
from tests.strategies import Desk

ACCORDS = "program:ARTEMIS_ACCORDS"


def test_asking_loads_no_language_model():
    """Neither spaCy nor pyvis nor anything of the web."""
    code = "import sys, lunargraph.answers; print([m for m in ('spacy', 'pyvis', 'trafilatura', 'xgi') if m in sys.modules])"
    root = Path(lunargraph.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_importing_lunargraph_loads_no_tables():
    """`--help` stays instant."""
    code = "import sys, lunargraph; print('pandas' in sys.modules)"
    root = Path(lunargraph.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "False"


def test_a_folder_without_a_build_names_the_way_out(tmp_path):
    """As everywhere."""
    with pytest.raises(OutputError, match="run `python -m lunargraph build` first"):
        lunargraph.load(tmp_path)


def test_methods_and_functions_are_one(graph):
    """What a method answers, the function answers for the same build."""
    assert graph.members("ILRS").equals(queries.members(graph, "ILRS"))
    assert graph.overlap("ILRS", ACCORDS).equals(queries.overlap(graph, "ILRS", ACCORDS))
    assert graph.partners("CNSA").equals(queries.partners_of(graph, "CNSA"))
    assert graph.programs("Thailand").equals(queries.programs_of(graph, "Thailand"))
    assert graph.claims_between("China", "ILRS").equals(queries.evidence_for(graph, "China", object="ILRS"))
    assert isinstance(graph, queries.Build)


def test_members_have_code_region_precision_and_role(graph):
    """A country's own code, an agency's country's; how precise since is; one role where one is asked for."""
    frame = graph.members("ILRS")
    assert tuple(frame.columns) == queries.MEMBER_COLUMNS
    assert frame["iso3"].tolist() == ["CHN", "BLR", "THA"]
    assert frame["region"].tolist()[1] == "Eastern Europe"
    assert frame["precision"].tolist() == ["day", "month", "day"]
    assert graph.members("ILRS", role="lead")["name"].tolist() == ["China"]
    assert graph.members("Chang'e-8")["iso3"].tolist() == ["CHN"]
    assert graph.members("Artemis Accords")["precision"].tolist()[-1] == "unknown"
    assert graph.members("Artemis Accords")["said_by"].tolist() == ["", "", "a minister"]
    with pytest.raises(QueryError, match="roles are lead, founder"):
        graph.members("ILRS", role="boss")


@pytest.mark.parametrize("name", ["Thailand", "THA", "country:THA", "thailand", " tha "])
def test_any_name_works(graph, name):
    """Name, ISO code, id, whatever the case."""
    assert graph.find(name) == "country:THA"
    assert len(graph.timeline(name)) == 2


@pytest.mark.parametrize(
    "question",
    [
        lambda g: g.members("Artemis Acords"),
        lambda g: g.coalition("Artemis Acords"),
        lambda g: g.overlap("ILRS", "Artemis Acords"),
        lambda g: g.growth("Artemis Acords"),
        lambda g: g.timeline("Artemis Acords"),
        lambda g: g.bridges("ILRS", "Artemis Acords"),
        lambda g: g.path("Artemis Acords", "China"),
        lambda g: g.evidence("Artemis Acords"),
    ],
)
def test_an_unknown_name_gets_close_ones(graph, question):
    """Whatever the question."""
    with pytest.raises(QueryError, match=r"did you mean Artemis Accords \(program:ARTEMIS_ACCORDS\)"):
        question(graph)


def test_an_actor_where_a_program_is_asked_for(graph):
    """And the other way round."""
    with pytest.raises(QueryError, match="about a program such as ILRS"):
        graph.growth("China")
    with pytest.raises(QueryError, match="about an actor such as China"):
        graph.similarity("ILRS")


@pytest.mark.parametrize("ask", ["members", "coalition", "timeline", "growth"])
def test_a_date_that_is_none_is_refused(graph, ask):
    """With what is one."""
    with pytest.raises(QueryError, match="write YYYY"):
        getattr(graph, ask)("ILRS", known_by="last year")


def test_timeline_names_both_ends(graph):
    """Dated events, undated ones last, each with its claims and when it was first told."""
    frame = graph.timeline("Artemis Accords")
    assert tuple(frame.columns) == lunar_graph.TIMELINE_COLUMNS
    assert frame["subject_name"].tolist() == ["Thailand", "Norway", "Türkiye"]
    assert frame["date"].tolist() == ["2024-12-16", "2025-05-15", None]
    assert frame["first_seen"].tolist() == ["2024-12-17", "2025-05-16", "2026-01-05"]
    assert all(frame["claim_ids"])
    assert "began to contribute" in graph.timeline("CNSA")["event"].tolist()


def test_growth_names_who_joined(graph):
    """By year or by month; who is undated is in a column of its own."""
    frame = graph.growth("Artemis Accords", "year")
    assert tuple(frame.columns) == ("year", *GROWTH_COLUMNS[1:])
    assert frame[["year", "joined", "members", "undated", "who"]].to_dict("records") == [
        {"year": "2024", "joined": 1, "members": 1, "undated": 1, "who": "Thailand"},
        {"year": "2025", "joined": 1, "members": 2, "undated": 1, "who": "Norway"},
    ]
    assert graph.growth("ILRS", kind="agency").empty


def test_validity_and_report_are_two_times(ask):
    """An article of 2025 tells of 2023: it held in 2023, and was not known before 2025."""
    graph = ask(
        Desk().says("2025-01-10", date="2023-05").says("2024-01-10", "planned").says(None, subject="country:CHN")
    )
    assert graph.members("ILRS", "2023")["subject"].tolist() == ["country:BLR", "country:CHN"]
    assert graph.members("ILRS", "2023", known_by="2024").empty
    assert graph.members("ILRS", status="planned", known_by="2024")["subject"].tolist() == ["country:BLR"]
    assert graph.known("2024").members("ILRS", known_by="2025").empty
    assert graph.known(None) is graph
    assert "country:BLR" in graph.to_networkx(status=None, known_by="2024")


def test_an_article_of_vague_or_unknown_date_is_not_known_by_a_day(ask):
    """ "2024" is known by the end of 2024, an undated one by no day."""
    graph = ask(Desk().says("2024").says(None, subject="country:CHN").says("2024-02", subject="country:THA"))
    assert graph.known("2024-06").claims["subject"].tolist() == ["country:THA"]
    assert len(graph.known("2024").claims) == 2


def test_leave_and_rejoin(ask):
    """In, out, in again: on every date, in the timeline and in growth."""
    desk = Desk().says("2020-02-01", date="2020-01").says("2022-06-20", "ended", date="2022-06")
    graph = ask(desk.says("2024-03-02", date="2024-03-01"))
    assert [len(graph.coalition("ILRS", year)) for year in ("2019", "2020", "2021", "2022", "2023", "2024")] == [
        0,
        1,
        1,
        0,
        0,
        1,
    ]
    assert graph.timeline("Belarus")["event"].tolist() == ["joined", "left", "joined"]
    assert graph.growth("ILRS", "year")["members"].tolist() == [1, 1, 0, 0, 1]


def test_evidence_of_a_name_a_pair_or_claim_ids(graph):
    """One step from any answer to its sentences."""
    row = graph.members("ILRS").to_dict("records")[0]
    assert sorted(graph.evidence(row["claim_ids"])["claim_id"]) == row["claim_ids"]
    assert len(graph.evidence("China", "leads", "ILRS")) == 1
    assert len(graph.evidence("China")) == 2
    with pytest.raises(QueryError, match="'feed' is no claim of this build"):
        graph.evidence(["feed"])


def test_a_build_on_disk_is_read_as_far_as_needed(tmp_path):
    """Members need no claims; evidence reads those that it shows; the graph has the nodes that were known before."""
    source = tmp_path / "a.txt"
    source.write_text("Peru signed the Artemis Accords on 30 May 2024.")
    from lunargraph.build import build  # noqa: PLC0415 - spaCy loads here

    build([source], tmp_path / "out")
    graph = lunargraph.load(tmp_path / "out")
    assert isinstance(graph, LunarGraph)
    assert repr(graph) == "<LunarGraph out: 1 ties>"
    (row,) = graph.members("Artemis Accords").to_dict("records")
    assert graph.evidence(row["claim_ids"])["sentence"].tolist() == ["Peru signed the Artemis Accords on 30 May 2024."]
    assert graph.claims_between("Peru", "Artemis Accords")["claim_id"].tolist() == row["claim_ids"]
    assert not {"claims", "articles", "graph"} & set(graph.__dict__)
    before = {node: dict(data) for node, data in graph.nodes.items()}
    assert before == dict(graph.graph.nodes(data=True))
    assert len(graph.claims) == 1
    assert graph.members("Artemis Accords", known_by="2020").empty
