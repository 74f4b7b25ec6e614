"""How a claim was read, in plain words: every way to find an end or a date has its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from lunargraph.model import Dated, End, Evidence, Reading, Relation, Status, Words
from lunargraph.readings import from_text, to_text
from lunargraph.wording import brackets, header, in_words, marked
from tests.strategies import Claim, claims, readings

SENTENCE = "It has not  signed\nthe Accords."
NAMES = {"country:BLR": "Belarus", "program:ILRS": "ILRS", "agency:NASA": "NASA"}
BEFORE = Words(start=0, end=7, text="Belarus", quote="Belarus spoke.")
IT = Words(start=10, end=12, text="It")


def claim(**changes):
    facts = {
        "article": "a",
        "subject": "country:BLR",
        "relation": Relation.MEMBER_OF,
        "object": "program:ILRS",
        "status": Status.DENIED,
        "evidence": Evidence(article="a", start=10, end=10 + len(SENTENCE), sentence=SENTENCE, rule="r.v1", cue="c.v1"),
    }
    return Claim(**facts | changes)


def line(which, **changes):
    found = [told for told in in_words(claim(**changes), lambda node: NAMES.get(node, node)) if told.startswith(which)]
    return found[0].removeprefix(f"{which}: ") if found else ""


def test_the_header_says_the_claim():
    """Who, what, whom, and since when; a plan is for a date, a refusal as of one."""
    assert header(claim(), "Belarus", "ILRS") == "Belarus — member_of — ILRS: denied"
    for status, word in (("current", "since"), ("planned", "for"), ("denied", "as of"), ("ended", "as of")):
        told = header(claim(status=Status(status), date="2024", role="member"), "A", "B")
        assert told == f"A — member_of — B: {status} {word} 2024, as member"


def test_the_sentence_is_marked_in_one_line():
    """Words are marked where they stand; white space is one blank."""
    reading = Reading(
        subject=End(how="pronoun", words=IT),
        trigger=Words(start=22, end=28, text="signed"),
        cue=Words(start=17, end=20, text="not"),
    )
    assert marked(claim(reading=reading), brackets) == (
        "“[It]=subject has ‹not›=cue c.v1 «signed»=rule r.v1 the Accords.”"
    )


@pytest.mark.parametrize(
    "words",
    [
        Words(start=0, end=7, text="Belarus"),
        Words(start=-1, end=-1, text=""),
        Words(start=10, end=13, text="XYZ"),
        Words(start=40, end=99, text="far"),
        Words(start=12, end=10, text=""),
    ],
)
def test_words_that_are_not_the_sentence_are_not_marked(words):
    """Words elsewhere, in the title, or of a damaged table leave the sentence as it is."""
    reading = Reading(subject=End(how="name", words=words), trigger=words, cue=words, date=Dated(words=words))
    assert marked(claim(reading=reading), brackets) == "“It has not signed the Accords.”"


def test_of_words_that_overlap_the_first_is_marked():
    """The subject goes before the rule."""
    reading = Reading(subject=End(words=IT), trigger=replace(IT, end=16, text="It has"))
    assert marked(claim(reading=reading), brackets) == "“[It]=subject has not signed the Accords.”"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (End(), "Belarus; how it was found is not recorded"),
        (End(how="name", words=IT), "named as “It”"),
        (End(how="name", antecedent=BEFORE), "it is Belarus, last named as “Belarus” in “Belarus spoke.”"),
        (End(how="official", words=IT), "“It” speaks for Belarus"),
        (End(how="official", words=IT, via="agency:NASA"), "“It” speaks for NASA, and through it signs Belarus"),
        (End(how="speaker", words=IT), "“It” is whom the speaker speaks for, Belarus, spoken of before"),
        (End(how="pronoun", words=IT, antecedent=replace(BEFORE, quote="")),
         "“It” is a pronoun for Belarus, last named as “Belarus” in this sentence"),
        (End(how="description", words=IT, antecedent=BEFORE),
         "“It” describes Belarus, last named as “Belarus” in “Belarus spoke.”"),
        (End(how="neither", words=IT), "“It” means the programs that are being talked about; one is Belarus, spoken of before"),
        (End(how="focus", antecedent=Words(start=-1, end=-1, text="", quote="A title")),
         "not named here; the program in focus is Belarus, named in the title “A title”"),
        (End(how="topic"), "not named here; the article is about Belarus, spoken of before"),
        (End(how="heading"), "not named here; the heading of the list or table says Belarus, spoken of before"),
        (End(how="carried"), "carried over from the statement before: Belarus, spoken of before"),
        (End(how="telepathy", words=IT), "“It” is Belarus, spoken of before"),
    ],
)  # fmt: skip
def test_every_way_to_find_an_end_has_its_words(end, words):
    """Also one that is not known here, and one of which nothing was recorded."""
    assert line("subject", reading=Reading(subject=end)) == words


@pytest.mark.parametrize(
    ("dated", "date", "words"),
    [
        (Dated(), None, "the text gives none for this"),
        (Dated(), "2024", "2024; how it was found is not recorded"),
        (Dated(how="stated", words=IT), "2024", "2024: “It” says it in full"),
        (Dated(how="published", words=IT, base="2023"), "2024", "2024: “It”, counted from the day of publication, 2023"),
        (Dated(how="year", words=IT, base="2023"), "2024", "2024: “It” names no year; publication on 2023 suggests it"),
        (Dated(how="sentence", words=IT, base="2024"), "2024", "2024: “It” has its year, 2024, from the same sentence"),
        (Dated(how="before", words=IT, base="2023"), "2024", "2024: “It”, counted from the date mentioned before, 2023"),
        (Dated(how="cell"), "2024", "2024: the cell of the table gives it"),
        (Dated(how="vague", words=IT), None, "none: “It” is no single date"),
        (Dated(how="year", words=IT, base="2023", ahead=True), "2024",
         "2024: “It” names no year; publication on 2023 suggests it; it is a plan, so the next one is meant"),
        (Dated(how="stated", words=BEFORE), "2024", "2024: “Belarus” says it in full; carried over from “Belarus spoke.”"),
        (Dated(how="magic", words=IT), "2024", "2024: “It”, by magic"),
    ],
)  # fmt: skip
def test_every_way_to_find_a_date_has_its_words(dated, date, words):
    """What it was counted from is named."""
    assert line("date", reading=Reading(date=dated), date=date) == words


def test_status_says_what_decided():
    """The cue with its word, the rule where there is no cue, or the exception."""
    assert line("status") == "denied by the cue c.v1"
    assert line("status", reading=Reading(cue=IT)) == "denied by the cue c.v1 (“It”)"
    assert line("status", reading=Reading(subject=End(out=True))).startswith("denied, because the words except it")
    plain = replace(claim().evidence, cue="")
    assert line("status", evidence=plain) == "denied, as the rule r.v1 has it; no cue changes that"


def test_confidence_is_taken_apart():
    """The weaker end lowers what the rule gives."""
    assert line("confidence", confidence=0.9) == "0.90, that of the rule"
    weak = Reading(object=End(how="focus", trust=0.75))
    assert (
        line("confidence", confidence=0.675, reading=weak)
        == "0.68 = 0.90 for the rule × 0.75 for an end found by focus"
    )
    assert line("confidence", confidence=0.9, reading=weak) == "0.90, that of the rule"
    assert line("confidence", confidence=0.0, reading=Reading(object=End(trust=0.0))) == "0.00, that of the rule"


def test_confidence_says_what_a_measure_is_worth():
    """Where the measure is kept, the confidence is a share of claims, and the measure is taken apart."""
    weak = Reading(object=End(how="focus", trust=0.75), measure=0.675)
    assert line("confidence", confidence=0.8, reading=weak) == (
        "0.80 of claims read as surely are right (0.68 = 0.90 for the rule × 0.75 for an end found by focus; "
        "weighed down as not a membership or deal in force and a program not named in its sentence)"
    )
    told = line("confidence", confidence=0.96, reading=Reading(measure=0.95))
    assert told == (
        "0.96 of claims read as surely are right (0.95, that of the rule; weighed down as "
        "not a membership or deal in force)"
    )


def test_what_else_was_said_is_told_where_it_was():
    """Topics, the program it is about, and who said so."""
    assert (line("about"), line("topics"), line("said by")) == ("", "", "")
    assert line("about", about="program:ILRS") == "ILRS"
    assert line("topics", topics=("rovers", "food")) == "rovers, food"
    assert line("said by", attributed_to="The\x1b[2J minister") == "The [2J minister"


@given(claims())
def test_whatever_a_claim_holds_its_words_are_printable(made):
    """No text of an article reaches a terminal as a command."""
    lines = [header(made, made.subject, made.object), marked(made, brackets), *in_words(made, str)]
    assert all(c.isprintable() for told in lines for c in told)


@given(readings)
def test_readings_come_back_from_text(reading):
    """As JSON text and back, a reading is the same."""
    assert from_text(to_text(reading)) == reading
