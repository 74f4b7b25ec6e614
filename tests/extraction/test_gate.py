"""The gate shuts out news that has nothing to do with the Moon, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from lunargraph.articles import read_articles
from lunargraph.evaluation import read_gold
from lunargraph.extraction.counts import load_count_rules
from lunargraph.extraction.frames import load_frames
from lunargraph.extraction.gate import Gate
from lunargraph.extraction.milestones import load_steps
from lunargraph.lexicon import Name
from lunargraph.model import Article, Program

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
#: Makes a text too long for one sign alone to be enough.
FILLER = "The council will meet again on Thursday to vote on the new bus lanes in the old town. " * 8


@pytest.fixture(scope="module")
def gate(lexicon):
    return Gate(lexicon)


@pytest.fixture(scope="module")
def admits(gate):
    return lambda text, title="": gate.admits(Article(id="a", text=text, title=title))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_article_with_a_claim_is_shut_out(gate, path):
    """Whatever careful people found a claim, a count or a milestone in is let through."""
    rows = [row for row in read_gold(path, report=pytest.fail) if row.sheet.claims or row.sheet.counts]
    assert rows
    assert [row.article.id for row in rows if not gate.admits(row.article)] == []


def test_no_brief_is_shut_out(gate):
    """The briefs that ship all tell of the Moon."""
    articles = list(read_articles([ROOT / "data" / "articles"], report=lambda _: None))
    assert len(articles) > 100
    assert [article.id for article in articles if not gate.admits(article)] == []


@pytest.mark.parametrize("frame", load_frames(), ids=lambda frame: frame.id)
def test_no_example_of_a_rule_is_shut_out(admits, frame):
    """A new rule's words open the gate; sentences on partners alone do so in an article about the Moon."""
    for example in frame.examples:
        about_programs = any("cooperates_with" not in claim for claim in example["claims"])
        assert admits(example["text"], "" if about_programs else "Partners on the Moon"), example["text"]


def test_no_example_of_a_count_or_a_milestone_is_shut_out(admits):
    """Examples that name their program open the gate; counts speak of one named before."""
    steps = [text for step in load_steps() for text in step.examples]
    counts = [
        f"The Artemis Accords were signed in 2020. {text}" for rule in load_count_rules() for text, *_ in rule.examples
    ]
    assert steps
    assert counts
    assert [text for text in steps + counts if not admits(text)] == []


def test_every_lunar_program_opens_the_gate_beside_an_agency(gate, lexicon, admits):
    """Each name of the lexicon opens it, in capitals and broken over a line, too."""
    known = [n for n in lexicon.names if n.node.startswith("program:") and n.surface not in lexicon.ambiguities]
    earthbound = {
        p.id for p in lexicon.programs.values() if p.type == "treaty" or (p.type == "station" and not p.place)
    }
    names = [n for n in known if n.node not in earthbound]
    assert len(names) > 500
    for printed in (lambda s: s, str.upper, lambda s: s.replace(" ", "\n"), lambda s: s.replace("'", "’")):
        shut = [
            n.surface for n in names if not admits(f"{FILLER} {printed(n.surface)}, a plan of NASA, is on. {FILLER}")
        ]
        assert shut == []


@pytest.mark.parametrize(
    "text",
    [
        "Peru has signed the Artemis Accords, its foreign ministry said on Monday.",
        "Peru has signed the Artemis\n Accords.",
        "Samples that Chang’e‑6 brought back went to Paris.",
        "PERU SIGNS ARTEMIS ACCORDS",
        "China and Russia mean to build a base near the south pole of the Moon.",
        "India and Japan will look for ice with a lunar rover.",
        "Firefly Aerospace's third lander will carry a dish.",
        "Half of a pair \ud83d stands before the Artemis Accords.",
        "İzmir ve Ankara: the Artemis Accords were signed there.",
    ],
)
def test_news_of_the_moon_is_admitted(admits, text):
    """With curly quotes, odd hyphens, line breaks and capitals, short or amid other news."""
    assert admits(text)
    assert admits(f"{FILLER}\n\n{text}\n\n{FILLER}")
    assert admits(FILLER, title=text)


@pytest.mark.parametrize(
    "text",
    [
        "The winger was over the moon after the draw between England and Germany.",
        "They spent their honeymoon in France and signed a deal with a Japanese publisher.",
        "President Moon Jae-in and Japan's prime minister agreed to hold talks on trade.",
        "Markets in China stay closed for the Lunar New Year; Japan and Vietnam signed a trade agreement.",
        "Apollo agreed to buy a stake in an Italian lender and is its partner in France.",
        "The slim volume on the grail wears its halo of learning lightly, as a gateway to the Middle Ages.",
        "France and Germany signed an agreement on the border railway.",
        "NASA and ESA will send astronauts to the International Space Station together.",
        "The Oslo accords and the Abraham Accords were discussed in Washington.",
        "Lucy and Clementine walked their dog by moonlight at 30 mph in PPE.",
        "",
        " \n\t ",
    ],
)
def test_other_news_is_shut_out(admits, text):
    """Namesakes and idioms do not open the gate, nor do partners on Earth and in other parts of space."""
    assert not admits(f"{FILLER}\n\n{text}\n\n{FILLER}")


def test_a_sign_alone_is_enough_only_in_a_brief(admits):
    """One word that may be a name is too little in a long text; with a space agency or a second name it is not."""
    weak = "The valves for Argonaut were made in Norway."
    assert admits(weak)
    assert not admits(f"{weak} {FILLER}")
    assert admits(f"{weak} {FILLER} ESA paid for them.")
    assert admits(f"{weak} {FILLER} So were those for Gateway.")


def test_a_name_that_curators_add_opens_the_gate(lexicon, gate):
    """The gate's words are the lexicon's: what is added there is never shut out."""
    article = Article(id="a", text=f"{FILLER} Wales has joined Cwch-Lleuad-One, it said. {FILLER}")
    program = Program(id="program:CWCH", name="Cwch-Lleuad-One", label="Cwch", type="programme")
    name = Name(surface=program.name, node=program.id, form="name")
    wider = replace(lexicon, programs={**lexicon.programs, program.id: program}, names=(*lexicon.names, name))
    assert not gate.admits(article)
    assert Gate(wider).admits(article)


def test_what_is_shut_out_states_nothing_of_programs(admits, read):
    """Reading what the gate refuses gives partners at most, and those not of the Moon."""
    for text in ("France and Germany signed an agreement.", "The winger was over the moon.", "Markets fell in 2024."):
        assert not admits(f"{text} {FILLER}")
        extraction = read(text)
        assert not extraction.counts
        assert not extraction.milestones
        assert {claim.relation for claim in extraction.claims} <= {"cooperates_with"}
