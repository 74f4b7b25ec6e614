"""The phrases around a piece of hardware: what it hangs on, who may own it, who bid for it, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import agents, is_passive, is_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lunargraph.extraction.tokens import Token

#: Where a thing is, or for what it is.
ABOARD = frozenset("on aboard for of in inside onto to with under into atop through via".split())
FROM = frozenset({"from", "by", "of"})
#: Between a verb and its program: "for installation on Chang'e-8", "on board Chang'e-8", "as part of CLPS".
_VEHICLES = frozenset(
    "board lander orbiter rover way ride flight one seat place slot berth mission installation integration launch use "
    "part moon".split()
)
_DEPLOYS = frozenset({"release", "deploy", "eject", "detach", "separate", "drop"})
_BIDS = frozenset({"propose", "offer", "submit", "suggest", "pitch"})
_PROPOSALS = frozenset("proposal bid offer application submission pitch".split())
_REMOVES = frozenset("take strip bump strike remove drop cut pull delete axe throw leave bounce unload".split())
_MEANT = frozenset({"mean", "intend", "destine", "promise", "pledge", "plan", "earmark"})
_STAFF = frozenset({"engineer", "scientist", "researcher", "team", "group", "student", "physicist", "expert"})


def was_meant(thing: Token) -> bool:
    """Say whether a thing was only meant for a flight: "once intended for Luna-27", "first promised to Luna-25"."""
    return any(c.dep_ in {"acl", "relcl"} and c.lemma in _MEANT for c in thing.children)


def is_removed(verb: Token) -> bool:
    """Say whether a verb takes a thing off a flight: "was taken off Chang'e-8", "dropped it from the manifest"."""
    off = any(c.lower_ in {"off", "from"} for c in verb.children)
    return off and verb.lemma in _REMOVES and is_passive(verb)


def proposal_for(first: Token) -> Token | None:
    """Return the noun of "X's proposal for a camera"."""
    noun = first.head.head if first.dep_ == "pobj" else first
    return noun if noun != first and noun.lemma in _PROPOSALS and not is_verb(noun) else None


def bidders(thing: Token) -> Iterator[tuple[Token, Token]]:
    """Yield X of "a camera proposed by X", which only counts once it is accepted."""
    for clause in thing.children:
        if clause.dep_ in {"acl", "relcl"} and clause.lemma in _BIDS:
            yield from ((agent, thing.head) for agent in agents(clause) if agent != thing)


def first_of(thing: Token) -> Token:
    """Return the first of the things that are joined; "a camera from X and a detector" may hang on X."""
    token = thing
    for _ in range(8):
        if token.dep_ != "conj":
            break
        token = token.head
        if token.dep_ == "pobj" and token.head.lower_ in FROM and token.head.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head.head
    return token


def verb_of(first: Token) -> Token | None:
    """Return the verb that a thing is subject or object of, through a preposition and a noun at most."""
    token = first
    for _ in range(4):
        token = token.head
        if is_verb(token):
            return token
        if token.dep_ not in {"prep", "acomp", "attr", "pobj", "dobj"}:
            return None
    return None


def owners_of(noun: Token) -> Iterator[Token]:
    """Yield X of "X's proposal", "the work of X", "a contribution from X"."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        elif child.dep_ == "prep" and child.lower_ in FROM:
            yield from (p for p in child.children if p.dep_ == "pobj")


def staffed(noun: Token) -> Iterator[Token]:
    """Yield X of "by engineers at X", "by a team from X"."""
    if noun.lemma in _STAFF:
        for prep in noun.children:
            if prep.dep_ == "prep" and prep.lower_ in {"at", "from", "of", "in"}:
                yield from (p for p in prep.children if p.dep_ == "pobj")


def after_verb(verb: Token, load: Callable[[Token], Iterator[Token]] | None = None) -> Iterator[Token]:
    """Yield what stands after "on", "aboard", "for" and the like beside a verb."""
    if is_removed(verb):
        # "taken off Chang'e-8": to the parser what follows is the object
        yield from (c for c in verb.children if c.dep_ == "dobj")
    leaves = is_removed(verb) or verb.lemma in _DEPLOYS
    stack = [c for c in verb.children if c.dep_ in {"prep", "advmod", "dative", "prt"}]
    while stack:
        prep = stack.pop(0)
        for child in prep.children:
            if child.dep_ == "prep":
                stack.append(child)
            if child.dep_ != "pobj":
                continue
            if prep.lower_ in ABOARD or (prep.lower_ in {"off", "from"} and leaves):
                yield child
            if prep.lower_ == "among" and load is not None:
                yield from load(child)
            if child.lemma in _VEHICLES:
                # "on board P", "on a lander bought under P", "on one of the landers procured through P"
                clauses = [v for v in child.children if v.dep_ in {"acl", "relcl"}]
                stack += [c for top in (child, *clauses) for c in top.children if c.dep_ == "prep"]
