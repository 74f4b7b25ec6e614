"""What was considered and set aside, and why: for those who explain a reading or mend a rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.extraction.trace import Stage, Trace
from lunargraph.model import Article

WORDS = st.sampled_from(
    "China Egypt Russia NASA JAXA it its the The project agency two nations both neither ILRS Artemis Accords joined signed "
    "agreement with not but except has which will lead , . ; ? and officials US-led in 2024 on Monday \n\n - | It did so "
    "supplies payload Chang’e-6 If members include : without cooperate together talks".split(" ")
)


@pytest.fixture
def set_aside(extractor):
    """Read a text with a trace; return what was set aside as (stage, words, rule, reason)."""

    def run(text, *, title=""):
        trace = Trace()
        extractor.read(Article(id="a", text=text, title=title, published="2024-06-03"), trace)
        return [(c.stage, c.words.text, c.rule, c.reason) for c in trace.considered]

    return run


@pytest.mark.parametrize(
    ("text", "words", "rule", "reason"),
    [
        ("Would Thailand sign the Artemis Accords?", "sign", "sign.verb.v1", "a question states nothing"),
        ("Were Peru to join the ILRS, it would be big.", "join", "join.verb.v1", "inverted condition"),
        ("If Brazil joins the ILRS, the price falls.", "joins", "join.verb.v1", "the cue mark.if.v1 (“If”) leaves nothing"),
        ("NASA joined the Artemis Accords.", "joined", "join.verb.v1", "only states sign Artemis Accords"),
        ("The minister joined the ILRS.", "joined", "join.verb.v1", "“The minister” stands for none"),
        ("Peru joined a fishing treaty.", "joined", "join.verb.v1", "“a fishing treaty” is none"),
        ("Peru joined the Moon Agreement.", "joined", "join.verb.v1", "is of the type treaty; the rule takes agreement"),
        ("Peru has joined.", "joined", "join.verb.v1", "names no program, and none that fits is being talked about"),
        ("Peru signed the Artemis Accords.", "signed", "sign.bare.v1", "has an object of its own (“the Artemis Accords”)"),
        ("Egypt criticised an agreement.", "agreement", "agreement.signed.v1", "the governing verb “criticised” is none"),
        ("Egypt signed an agreement.", "agreement", "agreement.signed.v1", "only Egypt is named, and it takes two"),
        ("Egypt signed an agreement with a firm.", "agreement", "agreement.signed.v1", "the partner “a firm” names no actor"),
        ("Thailand's ministry and NASA cooperate with Thailand and the United States.", "cooperate", "", "are one side"),
        ("Peru provides a cake to the ILRS.", "provides", "", "its object “a cake” is not of the wanted kind"),
        ("Peru plans to lead the ILRS.", "lead", "lead.verb.v1", "to lead some day is not to lead"),
        ("China leads the ILRS.", "leads", "together.member.v1", "would need one of these words with it: jointly"),
    ],
)  # fmt: skip
def test_a_rule_that_states_nothing_says_why(set_aside, text, words, rule, reason):
    """One reason per way to fail, at the predicate, in plain words."""
    found = [r for stage, w, i, r in set_aside(text) if (stage, w) == (Stage.RULE, words) and i.startswith(rule)]
    assert any(reason in told for told in found), found


def test_a_description_that_two_fit_stands_for_none(set_aside):
    """ "The agency" after NASA and JAXA is nobody, and the trace names both."""
    found = set_aside("NASA and JAXA met. The agency joined Gateway.")
    reasons = [reason for stage, words, _, reason in found if (stage, words) == (Stage.COREFERENCE, "agency")]
    assert reasons == [
        (
            "“agency” could mean National Aeronautics and Space Administration or Japan Aerospace Exploration Agency, "
            "so it is taken for none"
        )
    ]


def test_a_retraction_is_told(set_aside):
    """What the next sentence takes back is told with what became of it."""
    found = set_aside("Algeria has joined the ILRS. It has not.")
    assert (
        Stage.RETRACTION,
        "It has not.",
        "join.verb.v1",
        "takes back that Algeria member_of International Lunar Research Station (current): current became denied",
    ) in found


def test_a_refuted_report_is_told(set_aside):
    """What others are said to have said, and the article denies, is told."""
    found = set_aside("An editorial said that Peru had left the ILRS. Peru has not left the ILRS.")
    assert any(
        stage is Stage.RETRACTION and "An editorial is said to have said" in reason for stage, *_, reason in found
    )


def test_repetitions_and_memberships_of_leaders_are_told(set_aside):
    """What is said twice stands once, and who leads is not listed as a member."""
    text = "China leads the ILRS. China is a member of the ILRS. Peru joined the ILRS. Peru joined the ILRS in May."
    found = [reason for stage, *_, reason in set_aside(text) if stage is Stage.REPETITION]
    assert found == [
        "China leads International Lunar Research Station, so membership is not said again",
        "says again that Peru member_of International Lunar Research Station (current); “Peru joined the ILRS in May.” stands for both",
    ]


def test_boilerplate_is_told_line_by_line(set_aside):
    """What the reader never saw, in the middle and at the end."""
    text = "Peru signed the Artemis Accords on Monday, said officials.\n\nRelated Stories\n\nOman joined the ILRS"
    found = [(words, reason) for stage, words, _, reason in set_aside(text) if stage is Stage.BOILERPLATE]
    assert [words for words, _ in found] == ["Related Stories", "Oman joined the ILRS"]
    assert "all that follows" in found[0][1]
    menu = "News | Analysis | Events | Log in\n\nPeru signed the Artemis Accords on Monday, said officials."
    assert ("boilerplate", "News | Analysis | Events | Log in", "", "set aside as furniture of the page") in set_aside(
        menu
    )


def test_nothing_is_told_twice_and_silence_tells_nothing(set_aside):
    """A rule fails once per predicate, whatever the number of actors; a text about rain gives no entry."""
    found = set_aside("If Brazil, Peru and Chile join the ILRS, the price falls.")
    assert len(found) == len(set(found))
    assert set_aside("Rain.") == []
    assert not any(words == "has" for _, words, *_ in set_aside("Peru has signed the Artemis Accords."))
    assert set_aside("") == []


@given(st.lists(WORDS, max_size=50).map(" ".join))
def test_asking_why_never_changes_what_is_read(extractor, text):
    """With a trace the same is read as without, and every word told of is the article's own."""
    article, trace = Article(id="a", text=text, published="2024-06-03"), Trace()
    assert extractor.read(article, trace) == extractor.read(article)
    for considered in trace.considered:
        assert considered.words.text == text[considered.words.start : considered.words.end]
        assert considered.reason
