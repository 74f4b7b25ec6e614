"""The other side of a cooperation: who stands after "with", wherever the parser hangs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import is_verb, surface_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.extraction.tokens import Token

_WITH = frozenset({"with", "alongside"})
_HELP = frozenset({"help", "support", "assistance", "aid", "backing"})
#: Clauses of a paper that say who made it: "a deal struck with ESA", "a contract that it signed with ESA".
_MAKING = frozenset({"sign", "strike", "conclude", "make", "reach", "agree", "ink", "seal", "enter", "renew", "extend"})
#: Words that put a paper or talks outside space, unless the sentence has a word of space as well.
_NEXT_CLAUSE = re.compile(r" ; | , (?:and|but|while|whereas|although) ")
_UNSIGNED = (
    "to be signed",
    "to be concluded",
    "awaiting signature",
    "awaits signature",
    "in preparation",
    "under preparation",
    "in the works",
    "in the making",
    "under negotiation",
    "under discussion",
    "being negotiated",
    "being drafted",
    "being prepared",
    "being finalised",
    "being finalized",
    "ready for signature",
    "ready to be signed",
    "is expected",
    "is planned",
    "is foreseen",
    "is envisaged",
)
_EARTHLY = frozenset(
    "railway rail nuclear power trade trading tariff border fishing fishery oil gas pipeline highway road bridge port "
    "defence defense military arms fighter submarine visa tourism wheat grain tax loan currency vaccine dam airline "
    "extradition".split()
)
SPACE = frozenset(
    "space lunar moon satellite rover lander orbiter payload astronaut rocket launch orbit mission station telescope "
    "spacecraft spaceflight instrument camera crater regolith cislunar launcher capsule probe module planetary".split()
)


def mates(token: Token) -> Iterator[Token]:
    """Yield who stands after "with" in the clause of a noun or verb; a relative pronoun gives its noun."""
    seen: set[int] = set()
    for top in _tops(token):
        stack = [c for c in top.children if token in {c, top} or c.dep_ in {"prep", "advmod"}]
        while stack:
            word = stack.pop()
            if word.i in seen:
                continue
            seen.add(word.i)
            if word.lower_ in _WITH and word.dep_ == "prep":
                for pobj in word.children:
                    if pobj.dep_ == "pobj":
                        yield from _named(pobj)
                continue
            if _is_inside(word):
                stack.extend(word.children)


def _tops(token: Token) -> Iterator[Token]:
    """Yield the word itself, then the verb or preposition's verb that it hangs on, for what stands beside it."""
    yield token
    head = token.head
    if head.dep_ == "prep" and token.dep_ == "pobj":
        head = head.head
    if is_verb(head) and token.dep_ in {"dobj", "nsubjpass", "attr", "pobj"}:
        yield head


def _is_inside(word: Token) -> bool:
    """Say whether "with" below a word may still belong to the noun: "a memorandum on science with NASA"."""
    if is_verb(word):
        return word.dep_ in {"acl", "relcl"} and word.lemma in _MAKING
    return word.dep_ in {"prep", "pobj", "advmod", "dobj", "amod"}


def _named(pobj: Token) -> Iterator[Token]:
    if pobj.tag_ in {"WDT", "WP"}:
        verb = pobj.head.head
        if verb.dep_ == "relcl":
            yield verb.head
        return
    yield pobj
    # such as "with two more customers: A and B"
    if pobj.pos_ == "NOUN":
        yield from (c for c in pobj.children if c.dep_ == "appos")


def helpers(verb: Token) -> Iterator[Token]:
    """Yield X of "with the help of X"."""
    for prep in (c for top in (verb, *(d for d in verb.children if d.dep_ == "dobj")) for c in top.children):
        if prep.dep_ == "prep" and prep.lower_ == "with":
            for noun in prep.children:
                if noun.lemma in _HELP:
                    yield from (p for of in noun.children if of.lower_ in {"of", "from"} for p in of.children)


def helped(verb: Token) -> Iterator[Token]:
    """Yield X of "is helping X to build a rover", which the parser takes for the subject of "build"."""
    for clause in verb.children:
        if clause.dep_ in {"ccomp", "xcomp"}:
            yield from (c for c in clause.children if c.dep_ == "nsubj")


def doers(noun: Token) -> list[Token]:
    """Return who supplies something "as a subcontractor of X": the subject, where the object is a thing."""
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ == "as" and is_verb(prep.head):
        return surface_subject(prep.head)
    return []


def is_earthly(sentence_words: frozenset[str]) -> bool:
    """Say whether a sentence speaks of railways, trade and the like, and of nothing in space.

    >>> is_earthly(frozenset({"deal", "railway"})), is_earthly(frozenset({"nuclear", "power", "lunar"}))
    (True, False)
    """
    return bool(sentence_words & _EARTHLY) and not sentence_words & SPACE


def is_unsigned(noun: Token) -> bool:
    """Say whether a paper is still to be signed: "initialled a text, to be signed in April", "awaits signature"."""
    text = _NEXT_CLAUSE.split(" ".join(t.lower_ for t in noun.sent if t.i > noun.i))[0]
    return any(phrase in text for phrase in _UNSIGNED)
