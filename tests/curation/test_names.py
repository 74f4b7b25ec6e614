"""Aliases: names that extraction reads by, unless they are somebody else's."""

from __future__ import annotations

import pytest

from lunargraph.curation import Curation, parse_decisions
from lunargraph.extraction import Extractor
from lunargraph.model import Article

SIGNED = 'reviewer = "A"\ndate = 2026-11-25\nreason = "why"\n'


def with_alias(lexicon, name, node):
    curation = Curation(parse_decisions(f'[[alias]]\nname = "{name}"\nnode = "{node}"\n{SIGNED}', "d.toml"))
    return curation.lexicon(lexicon), [conflict.reason for conflict in curation.conflicts]


def test_text_is_read_by_an_alias(lexicon):
    """A name that the lexicon lacks, for a country and for a program."""
    article = Article(id="a", text="Zembla signed the Lunar Pact in 2024.", published="2024-06-03")
    more, told = with_alias(lexicon, "Zembla", "country:NOR")
    more, also_told = with_alias(more, "Lunar Pact", "program:ARTEMIS_ACCORDS")
    (claim,) = Extractor(more).read(article).claims
    assert (claim.subject, claim.object, told + also_told) == ("country:NOR", "program:ARTEMIS_ACCORDS", [])
    assert more.find("zembla") == ["country:NOR"]
    assert not lexicon.find("zembla")


@pytest.mark.parametrize(
    ("name", "node", "words"),
    [
        ("Peru", "country:PER", "has it already"),
        ("Peru", "country:CHL", "the name is that of country:PER"),
        ("Zembla", "country:ATL", "not in the lexicon"),
    ],
)
def test_an_alias_that_cannot_be_taken_is_told(lexicon, name, node, words):
    """And the lexicon stays as it is."""
    more, told = with_alias(lexicon, name, node)
    assert more is lexicon
    assert len(told) == 1
    assert words in told[0]
