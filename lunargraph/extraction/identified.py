"""Who is said to be one of a group: "Poland is among the countries that signed", "those that signed include Peru"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.extraction.tokens import Token

_COUNTED = frozenset({"one", "two", "three", "part", "some", "several", "many"})
_AMONG = frozenset({"among", "amongst", "of"})
_NAMING = frozenset({"be", "include", "comprise", "number"})
_MODAL = frozenset("may might could would can should will must".split())


def identified(group: Token) -> Iterator[tuple[Token, bool]]:
    """Yield the phrases that a group noun is said of, each with True where that is denied."""
    if group.dep_ in {"nsubj", "nsubjpass"} and group.head.lemma in _NAMING and _asserted(group.head):
        verb = group.head
        if is_verb(verb):
            yield from ((c, _denied(verb)) for c in verb.children if c.dep_ in {"attr", "dobj"} and c.i > group.i)
        return
    token = group
    for _ in range(3):
        if token.dep_ == "pobj" and token.head.lower_ in _AMONG:
            token = token.head.head if token.head.lower_ == "of" else token.head
        elif token.dep_ == "appos":
            yield token.head, False
            return
        elif token.dep_ in {"attr", "prep"} and is_verb(token.head):
            verb = token.head
            if verb.lemma in {"be", "become", "rank", "count", "number"} and _asserted(verb):
                fronted = group.i < verb.i
                named = (c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "attr"} and c != token)
                yield from ((c, _denied(verb)) for c in named if (c.i > verb.i) == fronted)
            return
        else:
            return
        if token != group and token.dep_ == "attr" and token.lower_ not in _COUNTED and not token.like_num:
            return


def _asserted(verb: Token) -> bool:
    return not any(c.dep_ == "aux" and c.lower_ in _MODAL for c in verb.children)


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)
