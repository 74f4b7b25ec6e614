"""A word that rules are tried on, with what they ask of it: its arguments, direct and indirect, and words near it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import slots_of
from lunargraph.extraction.companions import doers, helped, helpers, mates
from lunargraph.extraction.hardware import makers, owners
from lunargraph.extraction.phrases import bearers, behalf, beneath, cargo, parties, partners, role_holders, those_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lunargraph.extraction.clauses import Slots
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.tokens import Token

#: The slots that hold an actor indirectly, found from the predicate and the slots of its arguments.
INDIRECT: Mapping[str, Callable[[Token, Slots, Senses], Iterable[Token]]] = {
    "holder": lambda token, *_: role_holders(token),
    "beneath it": lambda token, *_: beneath(token),
    "that": lambda token, *_: those_of(token),
    "bearer": lambda token, *_: bearers(token),
    "behalf": lambda token, *_: behalf(token),
    "maker": lambda token, _, senses: makers(token, senses),
    "owner": lambda _, slots, senses: owners(_papers(slots), senses),
    "cargo": lambda token, slots, senses: cargo(token, slots["patient"], senses),
    "deal": lambda _, slots, senses: parties(_papers(slots), senses),
    "partner": lambda _, slots, senses: partners(_papers(slots), senses),
    "mate": lambda token, *_: mates(token),
    "helper": lambda token, *_: helpers(token),
    "helped": lambda token, *_: helped(token),
    "doer": lambda token, *_: doers(token),
    "client": lambda token, *_: (c for c in token.children if c.dep_ in {"compound", "nmod"}),
    "poss": lambda token, *_: (c for c in token.children if c.dep_ == "poss"),
}


def _papers(slots: Slots) -> list[Token]:
    return [*slots["agent"], *slots["patient"]]


@dataclass(frozen=True)
class Predicate:
    """A word that rules are tried on, with what many of them ask of it, each worked out once."""

    token: Token
    stop: frozenset[int]
    senses: Senses

    def slots(self) -> Slots:
        """Return the arguments by slot, for one rule to add to."""
        return defaultdict(list, self._arguments)

    @cached_property
    def _arguments(self) -> Slots:
        """The arguments without the words of an idiom: the "lot" of "threw in its lot" is no object of its own."""
        slots = slots_of(self.token, self.stop)
        found = self.senses.idiom(self.token)
        if found is None:
            return slots
        for name in list(slots):
            slots[name] = [t for t in slots[name] if t.i not in found.words]
        if found.object is not None:
            slots["idiom"] = [found.object]
        return slots

    @cached_property
    def _phrase(self) -> list[Token]:
        return self.token.phrase

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the phrase or clause that it heads."""
        return frozenset([t.lower_ for t in self._phrase])

    @cached_property
    def near(self) -> frozenset[str]:
        """The words of its phrase or clause in all their forms."""
        near = self.words | {t.lemma for t in self._phrase}
        # "was asked and refused"
        return near | {self.token.head.lemma} if self.token.dep_ == "conj" else near

    @cached_property
    def sentence(self) -> str:
        """The sentence in small letters, its words apart."""
        return " ".join(t.lower_ for t in self.token.sent)
