"""When two readers mean the same name."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Roskosmos", "ROSCOSMOS"),
        ("Artemis program", "ARTEMIS"),
        ("the Lunar Gateway", "GATEWAY"),
        ("country:BLR", "Belarus"),
        ("Chang’e-6", "CHANGE_6"),
        ("Türkiye", "TUR"),
        ("University of Nowhere", "The university of nowhere"),
    ],
)
def test_names_of_one_thing_have_one_key(names, one, other):
    """The lexicon's names, and spellings of names that it lacks."""
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ARTEMIS", "ARTEMIS_ACCORDS"), ("ARTEMIS_II", "ARTEMIS"), ("Chinese", "CHN"), ("CHANGE_6", "CHANGE_7")],
)
def test_names_of_two_things_have_two_keys(names, one, other):
    """A program's missions are programs of their own, and an adjective is no name in a list of claims."""
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Chinese officials praised the Artemis Accords.", "CHN ARTEMISACCORDS", "ARTEMIS"),
        ("Beijing’s Chang’e-6 returned.", "CHN CHANGE6", "CHANGE7"),
        ("The turkey was served in us all.", "", "TUR USA"),
        ("KYUNG HEE university helped.", "KYUNGHEEUNIVERSITY", ""),
        ("", "", "CHN"),
    ],
)
def test_what_a_text_names(names, text, inside, outside):
    """Adjectives and seats name their country, the longest name wins, capitals tell names from words."""
    found = names.keys_in(text, ["Kyung Hee University"])
    assert set(inside.split()) <= found
    assert found.isdisjoint(outside.split())
