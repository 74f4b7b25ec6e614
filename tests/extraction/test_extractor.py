"""The extractor as a whole: offsets, status, discourse, and texts that mean no good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.errors import ModelError
from lunargraph.extraction import Extractor, to_object
from lunargraph.model import Article, Claim, Evidence, Relation, Status

WORDS = st.sampled_from(
    "China Russia the ILRS Artemis Accords joined signed not has , . : ; and but NASA Pakistan's space agency Beijing "
    'in 2024 on Monday \n\n - | ( ) " ’ would Chang’e-6 <script> \u202e 👩‍🚀 É Luna-25 55th nation members include ?'.split(
        " "
    )
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_evidence_is_the_text_itself(extractor, text):
    """Whatever the text, each evidence span cuts exactly its sentence out of it."""
    extraction = extractor.read(Article(id="a", text=text, published="2024-06-03"))
    for item in (*extraction.claims, *extraction.counts, *extraction.milestones):
        assert text[item.evidence.start : item.evidence.end] == item.evidence.sentence
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.surface


@given(st.text(max_size=200))
def test_no_text_breaks_the_extractor(extractor, text):
    """Any Unicode text is read without an error."""
    extractor.read(Article(id="a", text=text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway but not Thailand signed the Artemis Accords.", {"NOR member_of ARTEMIS_ACCORDS current"}),
        ("Would Thailand sign the Artemis Accords?", set()),
        ("The Artemis Accords were signed by Thailand.", {"THA member_of ARTEMIS_ACCORDS current"}),
        ("Peru became the 44th country to sign the Artemis Accords.", {"PER member_of ARTEMIS_ACCORDS current"}),
        ("Chinese and Russian officials signed an agreement.", {"CHN cooperates_with RUS current"}),
        ("A Chinese astronaut visited Peru.", set()),
        ("Neither Beijing nor Moscow has signed the Artemis Accords.",
         {"CHN member_of ARTEMIS_ACCORDS denied", "RUS member_of ARTEMIS_ACCORDS denied"}),
        ("Mexico was the country that the Artemis Accords mattered to.", set()),
        ("NASA praised the Artemis Accords in Washington.", set()),
        ("Reports that Thailand signed the Artemis Accords are false.", {"THA member_of ARTEMIS_ACCORDS denied"}),
        ("The University of Sharjah joined the International Lunar Research Station.",
         {"University of Sharjah member_of ILRS current"}),
    ],
)  # fmt: skip
def test_sentences_that_mislead_others(told, text, expected):
    """The traps that naive readers fall into."""
    found = {c for c in told(text) if not c.startswith("THA member_of ARTEMIS_ACCORDS denied") or "false" in text}
    assert found == expected


def test_an_unlisted_space_agency_becomes_a_new_actor(read):
    """An agency that the lexicon lacks is kept, with the acronym that the text gives it."""
    extraction = read("The Nauru Space Agency (NRSA) joined the International Lunar Research Station. NRSA is new.")
    assert [(a.id, a.kind, a.aliases) for a in extraction.actors] == [
        ("agency:nauru-space-agency", "agency", ("NRSA",))
    ]
    assert [c.subject for c in extraction.claims] == ["agency:nauru-space-agency"]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Israel was proud when ISA and NASA signed an agreement.", "agency:ISA"),
        ("Tehran was proud when ISA and Roscosmos signed an agreement.", "agency:ISA_IR"),
        ("People were proud when ISA and NASA signed an agreement.", None),
    ],
)
def test_ambiguous_acronyms_are_told_apart_by_context(read, text, agency):
    """ISA is Israel's or Iran's agency, and nobody's where nothing tells."""
    nodes = {m.node for m in read(text).mentions}
    assert (agency in nodes) if agency else not nodes & {"agency:ISA", "agency:ISA_IR"}


def test_the_project_is_the_program_last_named(told):
    """ "The project" and a bare "joined" find their program across sentences."""
    text = (
        "China leads the International Lunar Research Station. Egypt joined the project in 2023. Peru has not joined."
    )
    assert told(text) == {"CHN leads ILRS current", "EGY member_of ILRS current", "PER member_of ILRS denied"}


def test_boilerplate_gives_nothing(told):
    """Related stories state nothing about this article."""
    text = "Peru signed the Artemis Accords on Monday, said officials in the capital who had waited.\n\nRelated Stories\n\nOman joined the ILRS"
    assert told(text) == {"PER member_of ARTEMIS_ACCORDS current"}


def test_dates_are_resolved_against_publication(read):
    """ "On Friday" is the Friday before, "in May" the May before; no day is invented."""
    claims = read("Peru signed the Artemis Accords on Friday. Chile joined the Artemis Accords in May.").claims
    assert {c.subject: c.date for c in claims} == {"country:PER": "2024-05-31", "country:CHL": "2024-05"}
    undated = read("Peru signed the Artemis Accords on Friday.", published=None).claims
    assert [c.date for c in undated] == [None]


def test_attribution_names_who_said_so(read):
    """Who is said to have said it is kept."""
    claims = read("The minister said that Peru had joined the Artemis Accords.").claims
    assert [c.attributed_to for c in claims] == ["The minister"]


def test_counts_and_milestones(read):
    """ "Nearly 30 signatories" is a count with a qualifier; "by 2035" a planned step."""
    extraction = read("The Artemis Accords have nearly 30 signatories. A basic version of Gateway is planned for 2035.")
    assert [(c.program, c.value, c.qualifier) for c in extraction.counts] == [("program:ARTEMIS_ACCORDS", 30, "almost")]
    assert [(m.program, m.date, m.status) for m in extraction.milestones] == [("program:GATEWAY", "2035", "planned")]


def test_title_sets_the_focus_but_states_nothing(told):
    """Offsets count in the text, so the title only says what the article is about."""
    assert told("Rain fell.", title="Peru joins the Artemis Accords") == set()
    assert told("Peru has joined.", title="Artemis Accords grow") == {"PER member_of ARTEMIS_ACCORDS current"}


def test_an_unknown_pipeline_is_one_clear_sentence(lexicon):
    """A missing model says what to do."""
    with pytest.raises(ModelError, match="not installed; install it"):
        Extractor(lexicon, "en_core_web_none")


def test_output_uses_labels(read, lexicon):
    """The JSON form names actors by label and keeps the evidence."""
    extraction = read("Peru signed the Artemis Accords.")
    row = to_object(Article(id="a", text="Peru signed the Artemis Accords.", published="2024"), extraction, lexicon)
    assert row["id"] == "a"
    assert row["date"] == "2024"
    assert [(c["s"], c["r"], c["o"], c["evidence"]) for c in row["claims"]] == [
        ("PER", "member_of", "ARTEMIS_ACCORDS", "Peru signed the Artemis Accords.")
    ]
    assert row["entities"]["country"] == ["PER"]


def test_claim_id_ignores_what_a_better_rule_changes():
    """Status, date and confidence are outside a claim's identity."""
    evidence = Evidence(article="a", start=0, end=5, sentence="x", rule="r")
    make = lambda status: Claim(  # noqa: E731 - two claims alike but for one field
        article="a", subject="s", relation=Relation.LEADS, object="o", status=status, evidence=evidence
    )
    assert make(Status.CURRENT).id == make(Status.DENIED).id
