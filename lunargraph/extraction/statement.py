"""A claim in the making, as the readers of sentences, lists and fragments hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.model import Relation

if TYPE_CHECKING:
    from lunargraph.extraction.resolve import Ref
    from lunargraph.extraction.status import Verdict
    from lunargraph.extraction.tokens import Token
    from lunargraph.model import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim in the making: what a rule read in a sentence, before dates and evidence are attached."""

    subject: str
    relation: Relation
    object: str
    status: Status
    role: str
    rule: str
    cue: str
    confidence: float
    predicate: Token | None
    speaker: Token | None = None
    about: str = ""
    topics: tuple[str, ...] = ()
    #: how its ends were found, and the word that is the cue; see ``extraction.reading``
    ends: tuple[Ref, ...] = ()
    marker: Token | None = None


def stated(  # noqa: PLR0913 - what a rule knows when it has read something
    verdict: Verdict,
    ends: tuple[Ref, Ref],
    *,
    relation: Relation,
    status: Status,
    rule: str,
    confidence: float,
    predicate: Token,
    role: str = "",
    about: str = "",
) -> Statement:
    """Return what a rule of a confidence states of two ends by a verdict; the less certain end weighs on it.

    The ends of a cooperation, which has no direction, come in the order of their ids.
    """
    subject, object_ = (end.node for end in ends)
    if relation is Relation.COOPERATES_WITH:
        subject, object_ = sorted((subject, object_))
    return Statement(
        subject=subject,
        relation=relation,
        object=object_,
        status=status,
        role=role,
        rule=rule,
        cue=verdict.cue,
        confidence=round(confidence * min(end.trust for end in ends), 3),
        predicate=predicate,
        speaker=verdict.speaker,
        about=about,
        ends=ends,
        marker=verdict.word,
    )
