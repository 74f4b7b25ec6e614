"""How surely a claim was read: what weighs on it, and that more of a measure is never less sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.model import Claim, End, Evidence, Reading, Relation, Status
from lunargraph.sureness import TRAITS, sureness, traits_of

CLAIM = Claim(
    article="a",
    subject="country:PER",
    relation=Relation.MEMBER_OF,
    object="program:ILRS",
    status=Status.CURRENT,
    evidence=Evidence(article="a", start=0, end=1, sentence="s", rule="r"),
)


@pytest.mark.parametrize(
    ("change", "traits"),
    [
        ({}, []),
        ({"status": Status.PLANNED}, ["status"]),
        ({"subject": "agency:NASA"}, ["body"]),
        ({"subject": "agency:NASA", "relation": Relation.LEADS}, []),
        ({"reading": Reading(object=End(how="focus"))}, ["focus"]),
        ({"reading": Reading(object=End(how="heading")), "status": Status.DENIED}, ["status", "heading"]),
    ],
)
def test_traits(change, traits):
    """Each is read off the claim, in a fixed order."""
    assert list(traits_of(replace(CLAIM, **change))) == traits


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_measure_is_never_less_sure(one, other):
    """The order of measures is kept among claims of one kind, and no claim is beyond doubt."""
    low, high = sorted((one, other))
    assert 0 < sureness(CLAIM, low) <= sureness(CLAIM, high) < 1


def test_every_trait_weighs_down():
    """A trait only ever makes a claim less sure."""
    assert all(weight < 0 and words for weight, words in TRAITS.values())
    assert sureness(replace(CLAIM, status=Status.ENDED), 0.9) < sureness(CLAIM, 0.9)
