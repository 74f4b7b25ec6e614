"""The kinds of reviewed decisions, each with who decided, when and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who decided, when (an ISO day) and why."""

    reviewer: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDecision:
    """A claim accepted, rejected or corrected; ``changes`` are what a correction sets, None for no date.

    ``evidence`` are words of its sentence; ``article``, ``subject``, ``relation`` and ``object`` are as it was read,
    empty where the file does not say.
    """

    verb: str
    claim: str
    evidence: str
    signed: Signed
    article: str = ""
    subject: str = ""
    relation: str = ""
    object: str = ""
    changes: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"{self.verb} {self.claim}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """An article that no longer counts."""

    article: str
    signed: Signed

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"retract {self.article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Actors that are one with ``into``."""

    actors: tuple[str, ...]
    into: str
    signed: Signed

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"merge into {self.into}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Articles that mean ``into`` where ``actor`` was read; name and country are those of an actor unknown so far."""

    actor: str
    into: str
    articles: tuple[str, ...]
    signed: Signed
    name: str = ""
    country: str = ""

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"split {self.actor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One more printed form of an actor or program."""

    name: str
    node: str
    signed: Signed

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"alias {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The dates that a tie shows, None where they are left to the articles."""

    subject: str
    relation: str
    object: str
    signed: Signed
    since: str | None = None
    until: str | None = None

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"pin {self.subject} {self.relation} {self.object}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All reviewed decisions of a file, each kind in its order; ``file`` and ``sha256`` say which file it was."""

    claims: tuple[ClaimDecision, ...] = ()
    retractions: tuple[Retraction, ...] = ()
    merges: tuple[Merge, ...] = ()
    splits: tuple[Split, ...] = ()
    aliases: tuple[Alias, ...] = ()
    pins: tuple[Pin, ...] = ()
    file: str = ""
    sha256: str = ""

    def __len__(self) -> int:
        """Return the number of decisions."""
        parts = (self.claims, self.retractions, self.merges, self.splits, self.aliases, self.pins)
        return sum(map(len, parts))

    @property
    def retracted(self) -> frozenset[str]:
        """The ids of the articles that no longer count."""
        return frozenset(each.article for each in self.retractions)

    @property
    def named(self) -> frozenset[str]:
        """The ids of the articles that decisions on claims and splits are about."""
        return frozenset((*(d.article for d in self.claims), *(a for d in self.splits for a in d.articles))) - {""}


NO_DECISIONS = Decisions()
Decision = ClaimDecision | Retraction | Merge | Split | Alias | Pin
