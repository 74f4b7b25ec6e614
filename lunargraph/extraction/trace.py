"""What was considered and set aside while one article was read, with the reason in plain words.

A trace is asked for by those who explain a reading or mend a rule; without one, reading does none of this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lunargraph.extraction.reasons import Case
from lunargraph.extraction.spans import sentence_around
from lunargraph.model import Relation, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lunargraph.extraction.frames import Frame
    from lunargraph.extraction.resolve import Resolver
    from lunargraph.extraction.tokens import Token
    from lunargraph.model import Article, Claim

_WORD = re.compile(r"[\w-]+")
_LINE = re.compile(r"[^\n]*\w[^\n]*")


class Stage(StrEnum):
    """Where in the reading something was set aside."""

    BOILERPLATE = "boilerplate"
    TOPIC = "topic"
    COREFERENCE = "coreference"
    RULE = "rule"
    RETRACTION = "retraction"
    REPETITION = "repetition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """Something that was considered and set aside: the words of the article, the rule if it was one, and why."""

    stage: Stage
    words: Words
    reason: str
    rule: str = ""


@dataclass(slots=True)
class Trace:
    """Collects for one article what gave no claim; give a fresh one to each :meth:`Extractor.read`."""

    considered: list[Considered] = field(default_factory=list)
    _text: str = ""
    _names: Mapping[str, str] = field(default_factory=dict)

    def begin(self, article: Article, kept: Iterable[tuple[int, int]], names: Mapping[str, str]) -> None:
        """Begin an article, of which the spans ``kept`` are read; ``names`` are those of nodes."""
        self._text, self._names = article.text, names
        position = 0
        spans = list(kept)
        for start, end in [*spans, (len(article.text), len(article.text))]:
            last = bool(spans) and position == spans[-1][1]
            reason = "set aside with all that follows the article" if last else "set aside as furniture of the page"
            for line in _LINE.finditer(article.text, position, start):
                first = line.start() + len(line.group()) - len(line.group().lstrip())
                self._add(Stage.BOILERPLATE, first, first + len(line.group().strip()), reason)
            position = max(position, end)

    def passed_over(self, start: int, end: int) -> None:
        """Record a passage that is not read."""
        self._add(Stage.TOPIC, start, end, "not read: nothing of the Moon is named near it")

    def reject(
        self, frame: Frame, token: Token, resolver: Resolver, reason: Callable[..., str], details: Sequence[object]
    ) -> None:
        """Record that a rule states nothing at a predicate; ``reason`` makes the words from the case and details."""
        if token.dep_ in {"aux", "auxpass"}:
            # the "has" of "has signed" is no predicate of its own
            return
        case = Case.of(frame, token, resolver, self._text, self._names)
        start, end = resolver.parsed.spans[token.i]
        self._add(Stage.RULE, start, end, reason(case, *details), frame.id)

    def unsure(self, nodes: Sequence[str], offset: int) -> None:
        """Record a description, its noun at an offset, that too many nodes fit, so that it stands for none."""
        noun = _WORD.match(self._text, offset)
        *most, last = [self.name(node) for node in nodes]
        if noun:
            reason = f"“{noun.group()}” could mean {', '.join(most)} or {last}, so it is taken for none"
            self._add(Stage.COREFERENCE, *noun.span(), reason)

    def retracted(self, before: Sequence[Claim], after: Sequence[Claim | None], start: int, end: int) -> None:
        """Record what the sentence at ``start:end`` takes back of the claims before it."""
        for old, new in zip(before, after, strict=True):
            outcome = "nothing is left of it" if new is None else f"{old.status} became {new.status}"
            reason = f"takes back that {self.said(old)}: {outcome}"
            self._add(Stage.RETRACTION, start, end, reason, old.evidence.rule)

    def refuted(self, before: Iterable[Claim], after: Iterable[Claim]) -> None:
        """Record the claims of others that the article itself later says are not so."""
        left = set(after)
        for claim in before:
            if claim not in left:
                who = claim.attributed_to or "somebody"
                reason = f"{who} is said to have said that {self.said(claim)}, but the article says otherwise later"
                self._drop(Stage.RETRACTION, claim, reason)

    def settled(self, before: Iterable[Claim], after: Iterable[Claim]) -> None:
        """Record the claims that were stated again, and the memberships of those who lead."""
        kept = {(c.subject, c.relation, c.object, c.status): c for c in after}
        places = {(c.subject, c.relation, c.object, c.status, c.evidence.start, c.evidence.rule) for c in kept.values()}
        for claim in before:
            key = (claim.subject, claim.relation, claim.object, claim.status)
            if (*key, claim.evidence.start, claim.evidence.rule) in places:
                continue
            if key in kept:
                sentence = " ".join(kept[key].evidence.sentence.split())
                self._drop(Stage.REPETITION, claim, f"says again that {self.said(claim)}; “{sentence}” stands for both")
            elif claim.relation is Relation.MEMBER_OF:
                reason = f"{self.name(claim.subject)} leads {self.name(claim.object)}, so membership is not said again"
                self._drop(Stage.REPETITION, claim, reason)

    def name(self, node: str) -> str:
        """Return the name of a node."""
        return self._names.get(node, node)

    def said(self, claim: Claim) -> str:
        """Return a claim in one line."""
        return f"{self.name(claim.subject)} {claim.relation} {self.name(claim.object)} ({claim.status})"

    def _drop(self, stage: Stage, claim: Claim, reason: str) -> None:
        words = claim.reading.trigger
        start, end = (words.start, words.end) if words else (claim.evidence.start, claim.evidence.end)
        self._add(stage, start, end, reason, claim.evidence.rule)

    def _add(self, stage: Stage, start: int, end: int, reason: str, rule: str = "") -> None:
        around = sentence_around(self._text, start, end)
        words = Words(start=start, end=end, text=self._text[start:end], quote=around)
        made = Considered(stage=stage, words=words, reason=reason, rule=rule)
        # one rule asks about each pair of ends, and fails for all of them alike
        if made not in self.considered:
            self.considered.append(made)
