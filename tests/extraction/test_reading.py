"""How a claim was read: the words behind its ends, cue and date, and what they refer back to."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.model import Article, Dated, Reading

TEXT = (
    "China leads the International Lunar Research Station. Egypt joined the project on Monday. "
    "It has not signed the Artemis Accords. Rwandan officials signed the Accords in May."
)
WORDS = st.sampled_from(
    "China Egypt Russia it its the project agency two nations ILRS Artemis Accords joined signed not has which will , . ; "
    "and but NASA officials US-led in 2024 May on Monday \n\n - It did so too 🚀 É members include : the signing was".split(
        " "
    )
)


def readings(read, text, **given):
    return [c.reading for c in read(text, **given).claims]


def every_words(reading):
    ends = (reading.subject, reading.object)
    found = [*(e.words for e in ends), *(e.antecedent for e in ends), reading.trigger, reading.cue, reading.date.words]
    return [w for w in found if w is not None]


def test_names_and_trigger_stand_where_the_reading_says(read):
    """The plainest case: two names and the verb between them."""
    (reading,) = readings(read, "Peru signed the Artemis Accords.")
    assert (reading.subject.how, reading.subject.words.text) == ("name", "Peru")
    assert (reading.object.how, reading.object.words.text) == ("name", "Artemis Accords")
    assert (reading.trigger.start, reading.trigger.end, reading.trigger.text) == (5, 11, "signed")
    assert reading.cue is None
    assert reading.date == Dated()


def test_a_description_leads_back_to_the_name(read):
    """ "The project" is ILRS because the sentence before names it, and that sentence is quoted."""
    found = readings(read, TEXT)[1].object
    assert (found.how, found.words.text) == ("description", "the project")
    assert found.antecedent.text == "International Lunar Research Station"
    assert found.antecedent.quote == "China leads the International Lunar Research Station."


def test_a_pronoun_leads_back_to_the_name_and_the_cue_is_marked(read):
    """ "It" is Egypt; "not" decided the status."""
    reading = readings(read, TEXT)[2]
    assert (reading.subject.how, reading.subject.words.text) == ("pronoun", "It")
    assert (reading.subject.antecedent.text, reading.cue.text) == ("Egypt", "not")
    assert reading.subject.antecedent.quote == "Egypt joined the project on Monday."


def test_officials_are_named_by_their_whole_phrase(read):
    """ "Rwandan officials" stands for Rwanda."""
    reading = readings(read, TEXT)[3]
    assert (reading.subject.how, reading.subject.words.text) == ("official", "Rwandan officials")


def test_an_official_who_signs_for_the_state_says_so(read):
    """The words mean the agency, the claim is about its state."""
    (claim,) = read("NASA administrator Bill Nelson signed the Artemis Accords.").claims
    assert (claim.subject, claim.reading.subject.via) == ("country:USA", "agency:NASA")


def test_the_program_in_focus_has_no_words_of_its_own(read):
    """A bare "joined" leads back to the program named before, or to the title."""
    before, title = "The Artemis Accords grow. Peru has joined.", "Peru has joined."
    (reading,) = readings(read, before)
    assert (reading.object.how, reading.object.words, reading.object.antecedent.start) == ("focus", None, 4)
    (reading,) = readings(read, title, title="Artemis Accords grow")
    assert (reading.object.antecedent.start, reading.object.antecedent.quote) == (-1, "Artemis Accords grow")


def test_leading_by_adjective_takes_hold_of_the_adjective(read):
    """In "the US-led Accords" the rule's word is "-led"."""
    (reading,) = readings(read, "The US-led Artemis Accords grow.")
    assert (reading.subject.words.text, reading.trigger.text) == ("US", "-led")


def test_a_row_is_read_under_its_heading(read):
    """The members of a list lead back to what announces it."""
    reading = readings(read, "Members of the ILRS:\n\n- Egypt\n- Serbia")[0]
    assert (reading.subject.how, reading.object.how, reading.object.antecedent.text) == ("name", "heading", "ILRS")


def test_a_table_is_read_by_its_head(read):
    """A cell has names for ends and no word that states anything."""
    text = "Country | Artemis Accords | ILRS\nPeru | signed | -\nEgypt | - | joined\nOman | signed | -"
    found = readings(read, text)
    assert [r.object.how for r in found] == ["heading"] * 3
    assert all(r.trigger is None and r.object.antecedent for r in found)


@pytest.mark.parametrize(
    ("text", "how", "words", "base"),
    [
        ("Peru signed the Artemis Accords on 30 May 2024.", "stated", "30 May 2024", ""),
        ("Peru signed the Artemis Accords on Friday.", "published", "on Friday", "2024-06-03"),
        ("Peru signed the Artemis Accords two days ago.", "published", "two days ago", "2024-06-03"),
        ("Peru signed the Artemis Accords last May.", "published", "last May", "2024-06-03"),
        ("Peru signed the Artemis Accords on May 30.", "year", "May 30", "2024-06-03"),
        ("In January 2024 Oman slept, and in March Peru signed the Artemis Accords.", "sentence", "March", "2024"),
        (
            "Rain fell on 3 May 2024. A day later Peru signed the Artemis Accords.",
            "before",
            "A day later",
            "2024-05-03",
        ),
        ("Peru will sign the Artemis Accords in 2025-2026.", "vague", "2025-2026", ""),
        ("Peru signed the Artemis Accords.", "", "", ""),
    ],
)
def test_the_date_says_what_it_was_counted_from(read, text, how, words, base):
    """Stated, counted from publication or from the date before, with its year from elsewhere, vague, or none."""
    date = readings(read, text)[0].date
    assert (date.how, date.words.text if date.words else "", date.base) == (how, words, base)


def test_a_plan_looks_ahead(read):
    """ "In May" of a plan is the May to come, and the reading says so."""
    (claim,) = read("Peru will sign the Artemis Accords in May.").claims
    assert (claim.date, claim.reading.date.ahead) == ("2025-05", True)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Peru signed the Artemis Accords. The signing was on Friday.", "The signing was on Friday."),
        ("The ceremony was held on Tuesday. There Peru signed the Artemis Accords.", "The ceremony was held on Tuesday."),
    ],
)  # fmt: skip
def test_a_date_carried_over_a_full_stop_quotes_its_sentence(read, text, quote):
    """The neighbour that dates a claim is shown."""
    assert readings(read, text)[0].date.words.quote == quote


def test_a_retraction_is_the_cue(read):
    """ "It has not." decides, and dates nothing."""
    reading = readings(read, "Peru signed the Artemis Accords on Friday. It has not.")[0]
    assert (reading.cue.text, reading.date) == ("It has not.", Dated())


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_all_words_are_the_text_itself(extractor, text):
    """Whatever the text, every place cuts exactly its words out of it, and what the reading holds fits into JSON."""
    for claim in extractor.read(Article(id="a", text=text, published="2024-06-03")).claims:
        assert claim.reading != Reading()
        for words in every_words(claim.reading):
            assert words.text == text[words.start : words.end] if words.start >= 0 else not words.text
            assert json.dumps(words.quote)
