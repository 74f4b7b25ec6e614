"""How surely a claim was read: the measure of its rule and ends, weighed with what else about it foretells mistakes.

Plans, refusals and endings are misread more often than memberships in force; so are programs that a sentence leaves
to be guessed from what is being talked about, rows under a heading, and the parts that companies and agencies play.
The weights are those of a ridge logistic regression (penalty 1) of right and wrong on 465 claims that the rules read in
88 hand-read articles which no rule was written for (``tests/gold/unread.jsonl`` and ``held.jsonl``); the map of
``confidence.toml`` turns the result into the share of such claims that was right.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.confidence import ConfidenceMap
    from lunargraph.model import Claim

_BASE = 2.0
_MEASURE = 0.3
#: What weighs on a claim, in log odds, and what ``explain`` calls it.
TRAITS = {
    "status": (-0.75, "not a membership or deal in force"),
    "focus": (-0.75, "a program not named in its sentence"),
    "heading": (-1.4, "a row under a heading"),
    "body": (-1.3, "a part played by a body"),
}
_MOST = 0.99


def traits_of(claim: Claim) -> Iterator[str]:
    """Yield what about a claim foretells mistakes: keys of :data:`TRAITS`."""
    if claim.status is not Status.CURRENT:
        yield "status"
    hows = {claim.reading.subject.how, claim.reading.object.how}
    if "focus" in hows:
        yield "focus"
    if "heading" in hows:
        yield "heading"
    if claim.relation is Relation.MEMBER_OF and not claim.subject.startswith(f"{Kind.COUNTRY}:"):
        yield "body"


def sureness(claim: Claim, measure: float) -> float:
    """Return how surely a claim with a raw measure was read, from 0 to 1, to three decimals; more is surer.

    >>> from lunargraph.model import Claim, Evidence
    >>> seen = Evidence(article="a", start=0, end=1, sentence="s", rule="r")
    >>> claim = Claim(article="a", subject="country:PER", relation=Relation.MEMBER_OF, object="program:ILRS",
    ...               status=Status.PLANNED, evidence=seen)
    >>> sureness(claim, 0.9), sureness(claim, 0.5)
    (0.871, 0.777)
    """
    share = min(max(measure, 1 - _MOST), _MOST)
    odds = _BASE + _MEASURE * math.log(share / (1 - share)) + sum(TRAITS[trait][0] for trait in traits_of(claim))
    return round(1 / (1 + math.exp(-odds)), 3)


def weighed(claim: Claim, fitted: ConfidenceMap) -> Claim:
    """Return a claim with the confidence that a map gives it by how surely it was read; as it is where none is told."""
    measure = claim.reading.measure
    if measure is None:
        return claim
    confidence = fitted.of(sureness(claim, measure))
    return claim if confidence == claim.confidence else replace(claim, confidence=confidence)
