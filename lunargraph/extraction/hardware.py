"""What flies or is built: which phrase of a clause is the piece of hardware, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import PROGRAM, agents, coordinated, is_passive, is_verb, surface_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lunargraph.extraction.clauses import Slots
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.tokens import Token

#: Words that stand for a piece of hardware named just before: "was awarded one", "are some contributed by ESA".
_STAND_FOR = frozenset(
    "one ones some another other others two three four five several both each few many it they first second third "
    "last latter former rest this that these those".split()
)
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj"})
_FROM = frozenset({"from", "by", "of"})
_OFFERING = frozenset({"propose", "offer", "promise", "pledge", "submit", "suggest", "own", "sponsor"})
_MAKING = frozenset({"contribute", "make", "build"})


def things(verb: Token, slots: Slots, *, subject: bool) -> list[Token]:
    """Return the phrases of a clause that may be the piece of hardware that it is about.

    With ``subject`` the grammatical subject counts as well: "the rover comes from ...", "the arm is the work of ...".
    """
    found = list(slots["patient"] or slots.get("for", []))
    if is_verb(verb) and is_passive(verb):
        # "Italy and Peru were each awarded one", "Oman was handed the slot"
        found += [c for c in verb.children if c.dep_ in {"dobj", "oprd", "attr"}]
    if not subject:
        return found
    found += slots["agent"]
    above = verb.head
    for _ in range(3):
        if is_verb(verb) or is_verb(above):
            break
        above = above.head
    if not is_verb(verb) and is_verb(above):
        found += surface_subject(above)
    return found


def is_hardware(phrase: Token, wanted: frozenset[str], senses: Senses) -> bool:
    """Say whether a phrase, or one joined to it, is a piece of hardware of one of the wanted senses."""
    return any(_fits(head, wanted, senses) for head, out in coordinated(phrase) if not out)


def _fits(head: Token, wanted: frozenset[str], senses: Senses) -> bool:
    if senses.of(head) & wanted:
        return True
    if head.text == PROGRAM and head.dep_ in _ROLES and any(c.lower_ in {"its", "their"} for c in head.children):
        # "its K-RadCube": what somebody has of that name is hardware
        return True
    if any(c.dep_ == "appos" and senses.of(c) & wanted for c in head.children):
        # "Tenacious, the little rover"
        return True
    if head.dep_ == "appos" and senses.of(head.head) & wanted:
        return True
    if head.lower_ not in _STAND_FOR or any(c.dep_ in {"prep", "relcl"} for c in head.children):
        return False
    return "payload" in wanted and _spoken_of(head, wanted, senses)


def _spoken_of(word: Token, wanted: frozenset[str], senses: Senses) -> bool:
    """Say whether hardware was named just before, in this sentence or the last one of the paragraph."""
    before = word.sent.start - 1
    start = word.doc[before].sent.start if before >= 0 else word.sent.start
    nouns = [t for t in word.doc[start : word.i] if t.pos_ == "NOUN" and senses.of(t) & wanted]
    return bool(nouns)


def makers(noun: Token, senses: Senses) -> Iterator[Token]:
    """Yield whose a thing is: "Italy's reflector", "a camera from Bahrain", "a rover that SUPARCO builds"."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        elif child.dep_ in {"prep", "agent"} and child.lower_ in _FROM:
            yield from (pobj for pobj in child.children if pobj.dep_ == "pobj")
        elif child.dep_ in {"acl", "relcl"} and _makes(child, senses):
            yield from (token for token in agents(child) if token != noun)
        elif child.dep_ == "appos" and senses.of(child) & {"payload", "component"}:
            # "Rashid 2, the rover of the centre"
            yield from makers(child, senses)
    if noun.dep_ == "dobj" and senses.of(noun.head) & _MAKING:
        # "is building a CubeSat that will hitch a ride"
        yield from agents(noun.head)
    if noun.dep_ == "appos" and senses.of(noun) & {"payload", "component"}:
        # "the agency's rover, Roo-ver"
        yield from (c for c in noun.head.children if c.dep_ == "poss")


def _makes(verb: Token, senses: Senses) -> bool:
    return bool(senses.of(verb) & _MAKING) or verb.lemma in _OFFERING


def owners(phrases: Iterable[Token], senses: Senses) -> Iterator[Token]:
    """Yield the owners of the hardware among the phrases, each conjunct on its own."""
    for phrase in phrases:
        for head, out in coordinated(phrase):
            if not out and _fits(head, frozenset({"payload", "component"}), senses):
                yield from makers(head, senses)
