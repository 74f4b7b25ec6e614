"""Who is partner of whom: cooperation between the ends that one rule finds at one predicate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from lunargraph.extraction import reasons
from lunargraph.extraction.clauses import is_verb, speaker_of
from lunargraph.extraction.companions import is_earthly, is_unsigned
from lunargraph.extraction.resolve import Ref
from lunargraph.extraction.statement import Statement, stated
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lunargraph.extraction.clauses import Slots
    from lunargraph.extraction.frames import Frame
    from lunargraph.extraction.resolve import Resolver
    from lunargraph.extraction.status import Verdict
    from lunargraph.extraction.tokens import Token

_MOST_PARTNERS = 4


@dataclass(frozen=True, slots=True)
class PairReader:
    """Reads the pairs that one rule, tried on one predicate, makes partners."""

    frame: Frame
    token: Token
    resolver: Resolver
    actors: Callable[[Slots, Iterable[str]], list[Ref]]
    verdict: Callable[[], Verdict]
    fails: Callable[..., None]

    def _paper_verdict(self) -> Verdict:
        """Read the status of a cooperation; papers may be unsigned, and one that is not renewed was once in force."""
        verdict = self.verdict()
        if self.frame.sense == "agreement" and verdict.status is Status.CURRENT and is_unsigned(self.token):
            return replace(verdict, status=Status.PLANNED)
        if self.token.lemma == "plan" and verdict.status is Status.CURRENT:
            return replace(verdict, status=Status.PLANNED)
        renewed = self.token.head.lemma in {"renew", "extend", "prolong"}
        if self.frame.sense == "agreement" and verdict.status is Status.DENIED and renewed:
            return replace(verdict, status=Status.ENDED)
        return verdict

    def read(self, slots: Slots) -> Iterator[Statement]:
        """Yield a statement for each pair."""
        if is_earthly(self.token.sent.lemmas):
            self.fails(reasons.earthly)
            return
        named = self._implied(slots) if "implied" in self.frame.subject else self.actors(slots, self.frame.subject)
        group = [r for r in named if r.kind in self.frame.kinds and not r.out]
        others = [
            r
            for name in (("idiom",) if slots.get("idiom") else self.frame.object)
            if name != "pair"
            for token in slots.get(name, ())
            for r in self.resolver.actors(token)
            if r.kind in self.frame.kinds and not r.out
        ]
        if others and not group and self.frame.sense in {"talk", "agreement", "cooperation"}:
            group = [r for r in self._tellers() if r.kind in self.frame.kinds]
        pairs: list[tuple[Ref, Ref]] = []
        if others and group:
            pairs = [(a, b) for a in group for b in others]
        elif self._are_pair(group, slots):
            pairs = list(combinations(group, 2))
        if not pairs:
            self.fails(reasons.no_pair, group, others, slots)
            return
        verdict = self._paper_verdict()
        if verdict.status is None:
            self.fails(reasons.no_status, verdict)
            return
        about = next(
            (
                r.node
                for name in ("on", "for", "of", "about", "in", "under", "patient")
                for t in slots.get(name, ())
                for r in self.resolver.programs(t)
            ),
            "",
        )
        for left, right in pairs:
            if left.node == right.node or self._same_side(left.node, right.node):
                self.fails(reasons.same_side, left, right)
                continue
            yield stated(
                verdict,
                (left, right),
                relation=Relation.COOPERATES_WITH,
                status=verdict.status,
                rule=self.frame.id,
                confidence=self.frame.confidence,
                predicate=self.token,
                about=about,
            )

    def _tellers(self) -> list[Ref]:
        """Return who says that there are talks: "TUA said talks were under way with SUPARCO"."""
        verb = self.token.head
        while self.token.dep_ in {"nsubj", "nsubjpass"} and verb.dep_ in {"ccomp", "conj"} and is_verb(verb.head):
            verb = verb.head
            if verb.lemma in {"say", "confirm", "announce", "add", "report", "note"}:
                return [r for s in speaker_of(verb) for r in self.resolver.actors(s)]
        return []

    def _are_pair(self, group: Sequence[Ref], slots: Slots) -> bool:
        """Say whether the subjects are partners of each other: few, and no other partner or plural deals in sight.

        A bloc that signs one text is no set of pairs: one summit of twenty would make 190 partnerships.
        """
        several = (
            self.frame.sense == "agreement"
            and self.token.tag_ == "NNS"
            and not slots.get("between")
            and self.token.dep_ != "nsubjpass"
        )
        return (
            "pair" in self.frame.object
            and not slots.get("with")
            and not slots.get("mate")
            and len(group) <= _MOST_PARTNERS
            and self.frame.size in {0, len(group)}
            and not several
        )

    def _implied(self, slots: Slots) -> list[Ref]:
        """Return the other side of "the contract with X was ...", of whom the text has just spoken."""
        if self.token.dep_ not in {"nsubj", "nsubjpass"} or slots["agent"] or slots.get("between") or slots.get("of"):
            return []
        nodes = self.resolver.discourse.subject_before(self.resolver.offset(self.token))
        return [Ref(n, Kind(n.partition(":")[0]), "pronoun", 0.75) for n in nodes] if len(nodes) == 1 else []

    def _same_side(self, left: str, right: str) -> bool:
        """A body and its own country are not partners: "Thailand's ministry" is Thailand's side of the deal."""
        actors = self.resolver.discourse
        for a, b in ((left, right), (right, left)):
            actor = actors.lexicon.actors.get(a) or actors.known.get(a)
            if actor and actor.country == b:
                return True
        return False
