"""Reviewed decisions on their way through one build: before reading, after extraction, after weighing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from lunargraph.curation.apply import Curated, curate
from lunargraph.curation.decisions import NO_DECISIONS, Decision, Decisions
from lunargraph.curation.names import with_aliases
from lunargraph.curation.pins import pin_dates
from lunargraph.curation.reader import read_decisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor, Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A decision that was not applied, or is no longer needed, and why."""

    decision: str
    reviewer: str
    date: str
    reason: str


@dataclass(slots=True)
class Curation:
    """The decisions of a file, applied step by step, and which of them do not fit this build."""

    decisions: Decisions = NO_DECISIONS
    conflicts: list[Conflict] = field(default_factory=list)
    _retracted: set[str] = field(default_factory=set)

    @classmethod
    def from_file(cls, path: Path | None) -> Curation:
        """Read a file of decisions; none without a path.

        Raises:
            DecisionError: where it cannot be read, or breaks a rule of its format.
        """
        return cls() if path is None else cls(read_decisions(path))

    def lexicon(self, lexicon: Lexicon) -> Lexicon:
        """Return the lexicon with the aliases, by which articles are then read."""
        return with_aliases(lexicon, self.decisions.aliases, self._tell)

    def counts(self, article: Article) -> bool:
        """Say whether an article counts; one that is retracted is not read at all."""
        if article.id in self.decisions.retracted:
            self._retracted.add(article.id)
            return False
        return True

    def claims(
        self,
        claims: pd.DataFrame,
        articles: Iterable[Article],
        actors: Mapping[str, Actor],
        lexicon: Lexicon,
        silent: frozenset[str] = frozenset(),
    ) -> Curated:
        """Return the claims as decided, with the actors and the lexicon that go with them.

        ``silent`` are those of the articles named by decisions that were read and can state nothing.
        """
        for retraction in self.decisions.retractions:
            if retraction.article not in self._retracted:
                self._tell(retraction, "it is not among the articles, so this decision can go")
        texts = {article.id: article.text for article in articles}
        return curate(claims, texts, actors, lexicon, self.decisions, self._tell, silent)

    def ties(self, ties: pd.DataFrame) -> pd.DataFrame:
        """Return the ties with the dates that were pinned."""
        return pin_dates(ties, self.decisions.pins, self._tell)

    def to_object(self) -> dict[str, Any]:
        """Return what a build's manifest says: the file, how many decisions it has, and the conflicts."""
        return {
            "file": PurePath(self.decisions.file).name,
            "sha256": self.decisions.sha256,
            "decisions": len(self.decisions),
            "retracted": sorted(self._retracted),
            "conflicts": [asdict(conflict) for conflict in self.conflicts],
        }

    def _tell(self, decision: Decision, reason: str) -> None:
        signed = decision.signed
        told = Conflict(decision=decision.label, reviewer=signed.reviewer, date=signed.date, reason=reason)
        self.conflicts.append(told)
