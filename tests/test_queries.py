"""Questions about a build: by name, dated, with the claims behind every row."""

import subprocess
import sys
from pathlib import Path

import pytest

import lunargraph
from lunargraph import queries
from lunargraph.claims import write_claims
from lunargraph.errors import OutputError, QueryError
from lunargraph.graph import build_graph, write_json
from lunargraph.queries import evidence_for, find_node, load, members, overlap, partners_of, programs_of
from lunargraph.tables import frame_of, write_table
from lunargraph.ties import weigh
from tests.strategies import Desk, small_lexicon


def _news():
    desk = Desk().says("2021-07-01", subject="country:CHN", relation="leads", date="2021-06")
    desk.says("2023-10-25", subject="country:BLR", date="2023-10").says(None, subject="country:BLR")
    desk.says("2024-04-06", subject="country:THA", date="2024-04-05")
    desk.says("2024-12-17", subject="country:THA", object="program:ARTEMIS_ACCORDS", date="2024-12-16")
    desk.says("2024-01-01", "denied", subject="country:NOR").says("2024-02-01", "planned", subject="country:TUR")
    desk.says("2024-01-01", subject="agency:CNSA", relation="cooperates_with", object="agency:ESA", topics=("rover",))
    desk.says("2022-01-01", subject="agency:CNSA", relation="cooperates_with", object="country:BLR", date="2021-12")
    desk.says("2022-01-01", subject="agency:CNSA", object="program:CHANGE_8")
    return desk


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """A small build on disk, read back, with the small lexicon in place of the shipped one."""
    folder = tmp_path_factory.mktemp("outputs")
    claims, articles = _news().frames()
    ties = weigh(claims, articles)
    write_claims(claims, folder)
    for name, frame in (
        ("ties", ties),
        ("articles", articles),
        ("counts", frame_of([], ["program"])),
        ("milestones", frame_of([], ["what"])),
    ):
        write_table(frame, folder, name)
    write_json(build_graph(ties, claims, articles, small_lexicon()), folder / "graph.json")
    made = load(folder)
    made.__dict__["lexicon"] = small_lexicon()
    return made


def _in_memory(desk):
    """A build that was never written."""
    claims, articles = desk.frames()
    ties = weigh(claims, articles)
    made = queries.Build(folder=Path(), claims=claims, ties=ties, articles=articles, counts=claims, milestones=claims)
    made.__dict__["lexicon"] = small_lexicon()
    made.__dict__["graph"] = build_graph(ties, claims, articles, small_lexicon())
    return made


def test_importing_queries_loads_no_language_model():
    """The questions need neither spaCy nor pyvis, so a notebook starts fast and without them."""
    code = "import sys, lunargraph.queries; print([m for m in ('spacy', 'pyvis') if m in sys.modules])"
    root = Path(lunargraph.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_a_build_is_read_whole(build):
    """Loading gives the tables as they were written; the graph is read when asked for."""
    assert len(build.claims) == 10
    assert build.counts.empty
    assert "country:BLR" in build.graph
    assert build.name("country:BLR") == "Belarus"
    assert build.name("program:UNHEARD") == "program:UNHEARD"


def test_a_folder_without_a_build_names_the_way_out(tmp_path):
    """Where nothing was built, the error says what to run."""
    with pytest.raises(OutputError, match="run `python -m lunargraph build` first"):
        load(tmp_path)


@pytest.mark.parametrize("text", ["country:TUR", "Türkiye", "turkiye", "TUR", "tur", "Turkey", " TÜRKIYE "])
def test_nodes_are_found_by_any_name(build, text):
    """Id, name, label and alias lead to a node, whatever the case and accents."""
    assert find_node(build, text) == "country:TUR"


def test_a_node_without_ties_is_found_in_the_lexicon():
    """A known name that no article mentions is a node with empty answers, not an error."""
    made = _in_memory(Desk())
    assert find_node(made, "Artemis Accords") == "program:ARTEMIS_ACCORDS"
    assert made.name("program:ARTEMIS_ACCORDS") == "Artemis Accords"
    assert members(made, "Artemis Accords").empty


def test_a_name_of_two_nodes_is_asked_back(build):
    """Two programs are called "the pact": the error lists both, with their names."""
    for made in (build, _in_memory(Desk())):
        with pytest.raises(
            QueryError, match=r"program:ARTEMIS_ACCORDS \(Artemis Accords\), program:CHANGE_8 \(Chang'e-8\)"
        ):
            find_node(made, "the pact")


def test_a_node_of_the_build_goes_before_one_of_the_lexicon():
    """Where only one of the programs called "the pact" is in the build, that one is meant."""
    assert find_node(_in_memory(Desk().says("2024", object="program:CHANGE_8")), "the pact") == "program:CHANGE_8"


def test_a_label_goes_before_an_alias():
    """What one node is called and another only also called is the first; an id beats both."""
    made = _in_memory(Desk().says("2024").says("2024", subject="country:CHN"))
    made.graph.nodes["country:CHN"]["aliases"] = ["Belarus", "country:BLR"]
    assert find_node(made, "Belarus") == "country:BLR"
    made.graph.nodes["country:CHN"]["label"] = "country:BLR"
    assert find_node(made, "country:BLR") == "country:BLR"
    # two letters are for searching, also of countries that the build does not have
    assert find_node(made, "BY") == "country:BLR"
    assert find_node(made, "no") == "country:NOR"


@pytest.mark.parametrize(
    ("text", "hint"),
    [("Belaruss", "country:BLR"), ("Chang'e-9", "program:CHANGE_8"), ("zzzz", "ties.csv"), ("", "ties.csv")],
)
def test_an_unknown_name_gets_close_ones(build, text, hint):
    """A misspelt name is answered with what it may have meant."""
    with pytest.raises(QueryError, match=hint):
        find_node(build, text)


def test_members_by_name(build):
    """Members come with names and kinds, by since and name, each with its claims."""
    frame = members(build, "ilrs")
    assert tuple(frame.columns) == queries.MEMBER_COLUMNS
    assert frame["name"].tolist() == ["China", "Belarus", "Thailand"]
    assert frame["role"].tolist() == ["lead", "", ""]
    assert frame["claim_ids"].map(len).tolist() == [1, 2, 1]
    assert members(build, "ILRS", as_of="2023-10-15")["certainty"].tolist() == ["sure", "perhaps"]
    assert members(build, "ILRS", status="denied")["subject"].tolist() == ["country:NOR"]


def test_programs_of_an_actor(build):
    """An actor's programs, with the relation; dates and statuses narrow them."""
    frame = programs_of(build, "Thailand")
    assert tuple(frame.columns) == queries.PROGRAM_COLUMNS
    assert frame["program"].tolist() == ["program:ILRS", "program:ARTEMIS_ACCORDS"]
    assert programs_of(build, "Thailand", as_of="2024-06")["name"].tolist() == ["International Lunar Research Station"]
    assert programs_of(build, "Turkey", status="planned")["relation"].tolist() == ["member_of"]
    assert programs_of(build, "Turkey").empty


def test_partners_of_an_actor(build):
    """Partners are the other end, whichever end the actor is; undated ones come last."""
    frame = partners_of(build, "CNSA")
    assert tuple(frame.columns) == queries.PARTNER_COLUMNS
    assert frame["partner"].tolist() == ["country:BLR", "agency:ESA"]
    assert frame["topics"].tolist() == [[], ["rover"]]
    assert partners_of(build, "Belarus")["name"].tolist() == ["China National Space Administration"]
    assert partners_of(build, "CNSA", as_of="2020")["certainty"].tolist() == ["undated"]
    assert partners_of(build, "CNSA", status="ended").empty


def test_overlap_of_two_programs(build):
    """Who is in both, with the claims of both."""
    frame = overlap(build, "ILRS", "Artemis Accords")
    assert tuple(frame.columns) == queries.OVERLAP_COLUMNS
    assert frame[["name", "since"]].to_dict("records") == [{"name": "Thailand", "since": "2024-12-16"}]
    assert len(frame["claim_ids"][0]) == 2
    assert overlap(build, "ILRS", "Artemis Accords", as_of="2024-11").empty


def test_evidence_is_every_sentence_newest_first(build):
    """Each claim comes with sentence, outlet, date, address, rule and cue; undated articles come last."""
    frame = evidence_for(build, "Belarus", "member_of", "ILRS")
    assert tuple(frame.columns) == queries.EVIDENCE_COLUMNS
    assert frame["published"].tolist() == ["2023-10-25", None]
    row = frame.to_dict("records")[0]
    assert (row["subject_name"], row["object_name"]) == ("Belarus", "International Lunar Research Station")
    assert (row["outlet"], row["title"], row["url"]) == ("Outlet a01", "Title a01", "https://news.example/a01")
    assert (row["sentence"], row["rule"], row["cue"], row["status"], row["date"]) == (
        "It is current.",
        "r.v1",
        "c",
        "current",
        "2023-10",
    )


def test_evidence_for_a_pair_in_either_order(build):
    """The ends may come in any order, and one end alone gives all that is said about it."""
    one, other = evidence_for(build, "ESA", object="CNSA"), evidence_for(build, "CNSA", object="ESA")
    assert one["claim_id"].tolist() == other["claim_id"].tolist() != []
    assert len(evidence_for(build, "CNSA")) == 3
    assert evidence_for(build, "Thailand", object="Thailand").empty


def test_evidence_of_an_article_that_is_gone(build):
    """A claim whose article is not in the table still shows its sentence."""
    made = queries.Build(
        build.folder, build.claims, build.ties, build.articles.iloc[:0], build.counts, build.milestones
    )
    row = evidence_for(made, "country:BLR", object="program:ILRS").to_dict("records")[0]
    assert (row["sentence"], row["outlet"], row["published"]) == ("It is current.", "", None)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda b: members(b, "ILRS", as_of="last year"), "write YYYY"),
        (lambda b: members(b, "ILRS", status="joined"), "current, planned, denied, ended"),
        (lambda b: members(b, "Belarus"), "a program such as ILRS"),
        (lambda b: programs_of(b, "ILRS"), "an actor such as"),
        (lambda b: programs_of(b, "Belarus", as_of="2023-31"), "write YYYY"),
        (lambda b: partners_of(b, "ILRS"), "an actor such as"),
        (lambda b: partners_of(b, "Norway", status="x"), "current, planned, denied, ended"),
        (lambda b: overlap(b, "ILRS", "Belarus"), "a program such as"),
        (lambda b: overlap(b, "ILRS", "Artemis Accords", as_of="x"), "write YYYY"),
        (lambda b: evidence_for(b, "Belarus", "agency_of"), "member_of, leads, cooperates_with"),
        (lambda b: evidence_for(b, "Atlantis"), "names nothing in this build"),
    ],
)
def test_bad_questions_are_refused_with_what_is_legal(build, ask, message):
    """A wrong date, status, relation, kind or name is an error in one sentence that names what would be right."""
    with pytest.raises(QueryError, match=message):
        ask(build)


def test_empty_answers_keep_their_columns():
    """Where nothing is found, every answer is an empty frame with its columns."""
    made = _in_memory(Desk())
    assert tuple(members(made, "ILRS").columns) == queries.MEMBER_COLUMNS
    assert tuple(programs_of(made, "China").columns) == queries.PROGRAM_COLUMNS
    assert tuple(partners_of(made, "China").columns) == queries.PARTNER_COLUMNS
    assert tuple(overlap(made, "ILRS", "Artemis Accords").columns) == queries.OVERLAP_COLUMNS
    assert tuple(evidence_for(made, "China").columns) == queries.EVIDENCE_COLUMNS


def test_answers_are_sure_unless_asked():
    """Every question takes a confidence; evidence is always whole."""
    desk = Desk().says("2024").says("2024", subject="country:THA", confidence=0.5)
    desk.says("2024", object="program:ARTEMIS_ACCORDS", confidence=0.5)
    desk.says("2024", subject="agency:CNSA", relation="cooperates_with", object="agency:ESA", confidence=0.5)
    made = _in_memory(desk)
    for ask, sure, every in (
        (lambda **least: members(made, "ILRS", **least), ["Belarus"], ["Belarus", "Thailand"]),
        (lambda **least: programs_of(made, "Thailand", **least), [], ["International Lunar Research Station"]),
        (lambda **least: partners_of(made, "ESA", **least), [], ["China National Space Administration"]),
        (lambda **least: overlap(made, "ILRS", "Artemis Accords", **least), [], ["Belarus"]),
    ):
        assert ask()["name"].tolist() == sure
        assert ask(min_confidence=0)["name"].tolist() == every
        assert set(ask(min_confidence=0)["sure"]) >= {False}
        with pytest.raises(QueryError, match="from 0 to 1"):
            ask(min_confidence=2)
    assert len(evidence_for(made, "Thailand")) == 1
