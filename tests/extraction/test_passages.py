"""Of long pages only what stands near a word of the Moon or a lunar program is read, and nothing is lost by it."""

import pytest

from lunargraph.extraction.passages import REACH
from lunargraph.extraction.trace import Stage, Trace
from lunargraph.model import Article

FILLER = "The council will meet again on Thursday to vote on the new bus lanes in the old town.\n\n" * (REACH * 2 // 88)
DEAL = "Egypt and Bahrain signed an agreement on satellites.\n\n"
NEWS = "Peru has signed the Artemis Accords. It was the 41st country to sign.\n\n"


def test_partners_far_from_the_moon_are_not_read(told):
    """In a digest the deal that stands beside the Accords is read, the one pages away is not."""
    assert told(NEWS + DEAL + FILLER) == {"PER member_of ARTEMIS_ACCORDS current", "BHR cooperates_with EGY current"}
    assert told(NEWS + FILLER + DEAL) == {"PER member_of ARTEMIS_ACCORDS current"}
    assert told(DEAL + FILLER + NEWS) == {"PER member_of ARTEMIS_ACCORDS current"}


def test_what_is_read_does_not_change_by_what_is_not(read):
    """Claims, counts and who "it" is are the same amid other news; every offset is the article's."""
    alone, amid = read(NEWS), read(FILLER + DEAL + FILLER + NEWS + FILLER)
    assert {(c.value, c.program) for c in amid.counts} == {(41, "program:ARTEMIS_ACCORDS")}
    assert len(alone.claims) == len(amid.claims)
    assert all(c.evidence.start >= len(FILLER) * 2 for c in amid.claims)
    # all is searched for names
    assert "country:EGY" in {m.node for m in amid.mentions}


def test_a_title_about_the_moon_is_about_all(told):
    """Where the title names it, the whole article is read; so is one that says nothing of it at all."""
    deal = "BHR cooperates_with EGY current"
    assert deal in told(NEWS + FILLER + DEAL, title="The Moon this week")
    assert deal in told(NEWS + FILLER + DEAL, title="Artemis Accords grow")
    assert deal in told(FILLER + DEAL)


def test_long_lists_are_read_to_their_end(told, lexicon):
    """The rows of a list stand under its heading, however far away."""
    names = [a.name for a in lexicon.actors.values() if a.kind == "country"][:60]
    rows = "".join(f"- {name}, which put its name to the text in the capital on a rainy day\n" for name in names)
    assert len(rows) > 2 * REACH
    members = told(f"Signatories of the Artemis Accords:\n\n{rows}\n{FILLER}")
    assert len([claim for claim in members if claim.endswith("ARTEMIS_ACCORDS current")]) > 55


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_trace_tells_what_was_not_read(extractor, where):
    """Whoever asks why a far sentence gave nothing is told."""
    trace = Trace()
    text = DEAL + FILLER + NEWS if where == "before" else NEWS + FILLER + DEAL
    extractor.read(Article(id="a", text=text), trace)
    told = [entry.words.text for entry in trace.considered if entry.stage is Stage.TOPIC]
    assert DEAL.strip() in told
    assert not any("Peru" in words for words in told)


def passed_over(extractor, text, title=""):
    trace = Trace()
    extractor.read(Article(id="a", text=text, title=title), trace)
    return [entry.words.text for entry in trace.considered if entry.stage is Stage.TOPIC]


RAIN = "It rained on {} of the days, and the fair on the old square was put off until the week after."


def test_paragraphs_without_names_are_read_after_one_with_a_name(extractor):
    """What a paragraph speaks of may have been named in the one before; who names nobody twice over speaks of others."""
    rain = [RAIN.format(number) for number in range(14)]
    found = passed_over(extractor, "\n\n".join([NEWS.strip(), *rain[:6], "Peru was glad.", *rain[6:]]))
    assert set(rain[1:6]) <= set(found)
    assert not {NEWS.strip(), "Peru was glad.", rain[0], rain[6]} & set(found)


def test_an_article_about_the_moon_is_read_with_all_its_paragraphs(extractor):
    """So is a short text, and one that says nothing of the Moon."""
    rain = [RAIN.format(number) for number in range(14)]
    assert not passed_over(extractor, "\n\n".join([NEWS.strip(), *rain]), title="To the Moon")
    assert not passed_over(extractor, "\n\n".join([NEWS.strip(), *rain[:6]]))
    assert not passed_over(extractor, "\n\n".join([DEAL.strip(), *rain]))


def test_who_it_is_and_what_is_counted_are_as_before(read, told):
    """A number two paragraphs behind the name, and claims before and after what is passed over."""
    rain = "\n\n".join(RAIN.format(number) for number in range(14))
    assert [c.value for c in read(f"{NEWS}{rain}").counts] == [41]
    signed = {"PER member_of ARTEMIS_ACCORDS current", "GHA member_of ARTEMIS_ACCORDS current"}
    assert told(f"{NEWS}{rain[:600]}\n\nGhana signed the Accords, too.\n\n{rain}") == signed
