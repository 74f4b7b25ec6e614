"""Names that another extractor gives become ids."""

from __future__ import annotations

from lunargraph.extraction import Linker
from lunargraph.model import Kind


def test_names_are_linked_by_kind(lexicon):
    """A name that several bear is the one of the kind that is asked for; a label comes before other names."""
    linker = Linker(lexicon)
    assert linker.actor("ISRO") == "agency:ISRO"
    assert linker.actor("country:BLR") == "country:BLR"
    assert linker.program("the Artemis Accords") == "program:ARTEMIS_ACCORDS"
    assert linker.actor("ILRS") is None
    node, new = linker.actor_or_new("Nauru Space Board", Kind.AGENCY)
    assert (node, new.kind) == ("agency:nauru-space-board", Kind.AGENCY)


def test_a_new_body_with_the_id_of_a_known_one_is_that_one(lexicon):
    """No actor is defined twice."""
    linker = Linker(lexicon)
    known = next(a for a in lexicon.actors.values() if a.kind is Kind.ORGANIZATION and "-" in a.id)
    assert linker.actor_or_new(known.id.partition(":")[2].replace("-", "  "), Kind.ORGANIZATION) == (known.id, None)
