"""Why claims were missed or told in error: each one with its most likely cause, the commonest cause first.

A cause is a place to look, found from names and statuses alone, so that it fits any reader of text: what a
parser or a model did inside is not asked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.articles.quotes import locate, sentence_around
from lunargraph.evaluation.scores import claim_key
from lunargraph.model import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lunargraph.evaluation.gold import GoldArticle
    from lunargraph.evaluation.names import Names
    from lunargraph.sheets import NotedClaim, Sheet

#: The kinds of error, in the order of a report.
KINDS = ("missed", "spurious", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimError:
    """One missed claim, one told in error, or one right claim with another date than the gold's.

    ``claim`` is the gold's where it was missed, else the reader's; ``evidence`` is its text and ``rule`` and
    ``cue`` are what decided. ``beside`` is the claim of the other side that comes nearest to it.
    """

    article: str
    kind: str
    cause: str
    claim: NotedClaim
    evidence: str = ""
    rule: str = ""
    cue: str = ""
    beside: NotedClaim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """All errors of one kind with one cause."""

    kind: str
    cause: str
    errors: tuple[ClaimError, ...]


def errors_of(gold: Sequence[GoldArticle], told: Mapping[str, Sheet], names: Names) -> list[Cause]:
    """Return all errors of a reader, grouped by kind and cause, within a kind the commonest cause first."""
    errors = [error for row in gold for error in _Case(row, told.get(row.article.id), names).errors()]
    counts = Counter((error.kind, error.cause) for error in errors)
    order = sorted(counts, key=lambda pair: (KINDS.index(pair[0]), -counts[pair], pair[1]))
    return [
        Cause(kind=kind, cause=cause, errors=tuple(e for e in errors if (e.kind, e.cause) == (kind, cause)))
        for kind, cause in order
    ]


class _Case:
    """One article's gold beside what was told of it."""

    def __init__(self, gold: GoldArticle, told: Sheet | None, names: Names) -> None:
        self.gold, self.told, self.names = gold, told, names
        self.wanted = self._by_key(gold.sheet.claims)
        self.found = self._by_key(told.claims if told else ())
        self.optional = self._by_key(gold.sheet.optional)
        self.missed = {key: claim for key, claim in self.wanted.items() if key not in self.found}
        self.spurious = {k: c for k, c in self.found.items() if k not in self.wanted and k not in self.optional}

    def _by_key(self, claims: Iterable[NotedClaim]) -> dict[tuple[str, ...], NotedClaim]:
        return {claim_key(claim, self.names): claim for claim in claims}

    def errors(self) -> Iterator[ClaimError]:
        """Yield the errors of the article."""
        for key, claim in self.missed.items():
            cause, beside = self._why_missed(key, claim)
            yield self._error("missed", cause, claim, beside)
        for key, claim in self.spurious.items():
            cause, beside = self._why_spurious(key)
            yield self._error("spurious", cause, claim, beside)
        for key, wanted in self.wanted.items():
            found = self.found.get(key)
            if found is not None and wanted.date != found.date:
                yield self._error("date", _why_date(wanted.date, found.date), found, wanted)

    def _error(self, kind: str, cause: str, claim: NotedClaim, beside: NotedClaim | None) -> ClaimError:
        return ClaimError(
            article=self.gold.article.id,
            kind=kind,
            cause=cause,
            claim=claim,
            evidence=" ".join(claim.evidence.split()),
            rule=claim.rule,
            cue=claim.cue,
            beside=beside,
        )

    def _why_missed(self, key: tuple[str, ...], claim: NotedClaim) -> tuple[str, NotedClaim | None]:
        if self.told is None:
            return "the article was not read", None
        same = {k: c for k, c in self.found.items() if k[:3] == key[:3]}
        for other, beside in same.items():
            if other in self.spurious:
                return f"{claim.status}, read as {beside.status}", beside
        for beside in same.values():
            return f"{claim.status} beside {beside.status}, which alone was read", beside
        for other, beside in self.spurious.items():
            if {other[0], other[2]} == {key[0], key[2]}:
                return f"{claim.relation}, read as {beside.relation}", beside
        return self._which_end(claim), None

    def _which_end(self, claim: NotedClaim) -> str:
        """Say which end of a missed claim a reader could not know, and why."""
        ends = [self.names.key(claim.subject), self.names.key(claim.object)]
        known = self._recognised()
        if known is not None and (unknown := [n for n, end in enumerate(ends) if end not in known]):
            return f"{_which(unknown, claim)} not recognised in the article"
        text = self.gold.article.text
        place = locate(text, claim.evidence)
        if place is None:
            return "the gold evidence does not stand in the text (title?), so there is no sentence to look at"
        there = self.names.keys_in(sentence_around(text, *place), (claim.subject, claim.object))
        if outside := [n for n, end in enumerate(ends) if end not in there]:
            return f"{_which(outside, claim)} named outside the sentence (coreference, focus)"
        return "both ends named in the sentence, and nothing read from it"

    def _recognised(self) -> set[str] | None:
        """Return the keys that the reader knew of, None where it lists no names."""
        if self.told is None or self.told.entities is None:
            return None
        listed = {self.names.key(name) for entries in self.told.entities.values() for name in entries}
        return listed | {end for key in self.found for end in (key[0], key[2])}

    def _why_spurious(self, key: tuple[str, ...]) -> tuple[str, NotedClaim | None]:
        pool = {**self.optional, **self.wanted}
        told = self.found[key].status
        for other in sorted(pool, key=lambda k: k not in self.missed):
            if other[:3] == key[:3]:
                return f"{told} where the gold has {pool[other].status}", pool[other]
        for other in sorted(pool, key=lambda k: k not in self.missed):
            if {other[0], other[2]} == {key[0], key[2]}:
                return f"{key[1]} where the gold has {other[1]}", pool[other]
        shares = [(other, place) for other in pool if (place := _shared(key, other)) is not None]
        for other, place in sorted(shares, key=lambda pair: pair[0] not in self.missed):
            if key[1] == Relation.COOPERATES_WITH:
                return "one partner right, the other wrong", pool[other]
            return ("the subject right, the object wrong", "the object right, the subject wrong")[place], pool[other]
        return "neither end in a gold claim of this relation", None


def _shared(key: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    """Return 0 where two claims of one relation share the subject, 1 for the object, None for neither."""
    if key[1] != other[1]:
        return None
    if key[1] == Relation.COOPERATES_WITH:
        return 0 if {key[0], key[2]} & {other[0], other[2]} else None
    return 0 if key[0] == other[0] else 1 if key[2] == other[2] else None


def _which(ends: Sequence[int], claim: NotedClaim) -> str:
    if len(ends) == 2:
        return "both ends"
    if claim.relation is Relation.COOPERATES_WITH:
        return "one partner"
    return ("the subject", "the object")[ends[0]]


def _why_date(wanted: str | None, found: str | None) -> str:
    if found is None:
        return "missing"
    if wanted is None:
        return "told where the gold has none"
    if wanted.startswith(found):
        return "less precise than the gold"
    if found.startswith(wanted):
        return "more precise than the gold"
    return "wrong"
