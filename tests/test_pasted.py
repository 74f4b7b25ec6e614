"""A text read on the spot: sections for people, values for programs, and the reasons side by side."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.extraction.trace import Trace
from lunargraph.model import Article
from lunargraph.pasted import Pasted, pasted_lines, pasted_object, read_pasted


@pytest.fixture(scope="module")
def pasted():
    """A text with a claim, a count, a milestone, an open description and boilerplate."""
    text = (
        "The Artemis Accords have nearly 30 signatories. NASA and JAXA met. The agency joined Gateway. "
        "Peru signed the Artemis Accords on Monday. A basic version of Gateway is planned for 2035.\n\n"
        "Related Stories\n\nOman joined the ILRS"
    )
    return read_pasted(text, published="2024-06-04")


def test_every_section_is_there(pasted):
    """Found, rejected, counted, named, each under its heading."""
    lines = pasted_lines(pasted)
    heads = [line for line in lines if line and not line.startswith(" ") and " — " not in line]
    assert heads == ["Found 1 claim", "Considered and rejected", "Counts and milestones", "Names recognised"]
    assert "  Artemis Accords: 30 members (almost): “The Artemis Accords have nearly 30 signatories.”" in lines
    assert any(line.startswith("  Lunar Gateway: ") and "2035, planned" in line for line in lines)
    assert "  country: Peru (“Peru”)" in lines


def test_what_was_rejected_stands_under_its_words(pasted):
    """Words in the order of the text; rules that fail alike share a line; boilerplate and open words are told."""
    lines = pasted_lines(pasted)
    place = lines.index("  “joined” in “The agency joined Gateway.”")
    assert (
        lines[place + 1]
        == "    join.verb.v1: “joined” has no subject that names an actor: “The agency” stands for none"
    )
    assert any(line.startswith("    left open: “agency” could mean") for line in lines)
    assert "  “Oman joined the ILRS”" in lines
    assert "    not read: set aside with all that follows the article" in lines
    assert any("(sign.verb.v1 stated a claim here)" in line for line in lines)
    together = pasted_lines(read_pasted("Egypt signed an agreement."))
    assert any(line.startswith("    agreement.under.v1, agreement.between.v1") for line in together)


def test_a_text_about_something_else_says_so():
    """Nothing found is told in each section."""
    quiet = read_pasted("Rain.")
    assert not quiet.found
    assert pasted_lines(quiet) == [
        "Found 0 claims", "", "Considered and rejected", "  nothing: no rule found its words here", "",
        "Counts and milestones", "  none", "", "Names recognised", "  none",
    ]  # fmt: skip


def test_values_hold_the_same(pasted):
    """Ids, offsets and reasons for programs; all of it fits into JSON."""
    made = json.loads(json.dumps(pasted_object(pasted)))
    assert [(c["subject"], c["date"], c["reading"]["trigger"][2]) for c in made["claims"]] == [
        ("country:PER", "2024-06-03", "signed")
    ]
    assert {c["stage"] for c in made["considered"]} >= {"rule", "coreference", "boilerplate"}
    assert [(c["program"], c["value"]) for c in made["counts"]] == [("program:ARTEMIS_ACCORDS", 30)]
    assert made["milestones"][0]["date"] == "2035"
    assert all(pasted.article.text[e["start"] : e["end"]] == e["words"] for e in made["entities"])


@given(
    st.lists(
        st.sampled_from("Peru NASA signed joined the Accords ILRS agency \x1b[2J \x9b \u202e \n\n . ? not".split(" "))
    ).map(" ".join)
)
def test_no_text_steers_the_terminal(extractor, lexicon, text):
    """Whatever is pasted, each line is printable."""
    article, trace = Article(id="pasted", text=text, title=text), Trace()
    extraction = extractor.read(article, trace)
    made = Pasted(article, extraction, tuple(trace.considered), {a.id: a.name for a in lexicon.actors.values()})
    assert all(c.isprintable() for line in pasted_lines(made) for c in line)
