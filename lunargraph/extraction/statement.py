"""A claim in the making, as the readers of sentences, lists and fragments hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from lunargraph.extraction.resolve import Ref
    from lunargraph.model import Relation, Status


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
