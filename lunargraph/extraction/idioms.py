"""Phrases of several words whose meaning is not that of their verb: "throw in its lot with", "put ... on ice".

A phrase is written as its words, the first one the verb (or noun) that the parser makes the predicate::

    "throw in lot @with"    what is joined follows the preposition
    "climb aboard @"        what is joined follows at once
    "call|cry off"          one word or the other
    "part ways"             no object

Other words may stand between ("threw in its lot", "put the whole plan on ice"); after "be" only light ones,
because nearly everything can stand after "is".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.tokens import Token

_REACH = 8
_OBJECT_GAP = 3
#: How many words may stand between two of a phrase.
_GAP = 4
#: What can follow "came in" without being its object.
_TIMES = frozenset(
    "during next last later earlier too as first after before and when today yesterday this soon one two three".split()
)
_PARTICLES = frozenset({"on", "in", "up", "out", "aboard", "off", "down", "away", "back", "to", "outside"})
_LIGHT = frozenset({"DET", "ADJ", "ADV", "PRON", "PART", "NUM", "AUX", "INTJ"})
_BREAKS = frozenset({";", ":", "—", "–", ".", "?", "!"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_INSIDE_NAME = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "case"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words after the first, each with its alternatives, and where the object stands (None: it has none)."""

    words: tuple[frozenset[str], ...]
    object: frozenset[str] | None

    @property
    def length(self) -> int:
        """How specific the phrase is: the longest that fits wins."""
        return len(self.words) * 2 + (self.object is not None)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: the words it is made of, by position, and its object where it asks for one."""

    words: frozenset[int]
    object: Token | None


def read_phrase(text: str) -> tuple[frozenset[str], Phrase]:
    """Return the first words ("call|cry") and the rest of a phrase as written in the rules.

    >>> first, phrase = read_phrase("throw in lot @with")
    >>> sorted(first), [sorted(w) for w in phrase.words], sorted(phrase.object)
    (['throw'], [['in'], ['lot']], ['with'])
    """
    first, *rest = text.split()
    marked = bool(rest) and rest[-1].startswith("@")
    obj = frozenset(w for w in rest[-1][1:].split("|") if w) if marked else None
    words = rest[:-1] if marked else rest
    return frozenset(first.split("|")), Phrase(tuple(frozenset(w.split("|")) for w in words), obj)


def lemma_of(token: Token) -> str:
    """Return a word's lemma in small letters; the lemmatiser takes "hopes" for a form of "hop"."""
    lemma = token.lemma
    return "hope" if lemma == "hop" and token.lower_ in {"hopes", "hoped", "hoping"} else lemma


def following(verb: Token) -> tuple[list[Token], frozenset[str]]:
    """Return the words in which a phrase that begins with a verb may go on, and all their forms.

    They are kept with the word, for many phrases ask.
    """
    if verb.following is None:
        after = list(_following(verb))
        verb.following = after, frozenset(form for t in after for form in (t.lower_, t.lemma))
    return verb.following


def match(phrase: Phrase, verb: Token) -> Match | None:
    """Find a phrase that begins with a word; None where its words, or the object it asks for, are missing."""
    after, words = following(verb)
    for word in phrase.words:
        if words.isdisjoint(word):
            return None
    lone = _is_lone(phrase) and verb.pos_ in {"VERB", "AUX"}
    found = _lone_particle(phrase, after, verb) if lone else _in_order(phrase.words, after, verb)
    if found is None or any(c.dep_ == "prt" and c not in found for c in verb.children):
        # "gave up its place" is no giving of a place
        return None
    if phrase.object is None:
        return Match(frozenset(t.i for t in found), None)
    obj = _object(phrase.object, found[-1] if found else verb, verb)
    return Match(frozenset(t.i for t in found), obj) if obj is not None else None


def _following(verb: Token) -> Iterator[Token]:
    for token in verb.doc[verb.i + 1 : verb.i + 1 + _REACH]:
        if token.is_sent_start or token.text in _BREAKS:
            return
        yield token


def _is_lone(phrase: Phrase) -> bool:
    return phrase.object is None and len(phrase.words) == 1 and bool(phrase.words[0] & _PARTICLES)


def _lone_particle(phrase: Phrase, after: Sequence[Token], verb: Token) -> list[Token] | None:
    """A lone particle must be next to its verb or parsed as its own."""
    return next(([t] for t in after if t.lower_ in phrase.words[0] and _is_particle(t, verb)), None)


def _in_order(words: Sequence[frozenset[str]], after: Sequence[Token], verb: Token) -> list[Token] | None:
    found: list[Token] = []
    position = 0
    for word in words:
        start = position
        while position < len(after) and not {after[position].lemma, after[position].lower_} & word:
            position += 1
        if position == len(after):
            return None
        between = after[start:position]
        light = all(t.pos_ in _LIGHT for t in between)
        # a lone preposition stands at once after its verb: "come of it", not "come aboard ... of October"
        alone = len(words) == 1 and after[position].pos_ in {"ADP", "SCONJ"}
        if any(t.dep_ == "mark" for t in between):
            # "said that it had no time" is no saying no
            return None
        if len(between) > _GAP or (not light and (alone or verb.lemma == "be")):
            return None
        found.append(after[position])
        position += 1
    return found


def _object(prepositions: frozenset[str], last: Token, verb: Token) -> Token | None:
    """Return the head of the phrase after the idiom's own preposition, or at once after its last word."""
    position = last.i
    if prepositions:
        near = list(last.doc[last.i + 1 : last.i + 1 + _OBJECT_GAP])
        at = next((t for t in near if t.lower_ in prepositions), None)
        if at is None or any(t.pos_ not in _LIGHT and t.dep_ != "npadvmod" for t in near[: at.i - last.i - 1]):
            return None
        position = at.i
    for token in last.doc[position + 1 : position + 7]:
        if token.sent != verb.sent or token.is_punct or token.pos_ in {"VERB", "ADP"}:
            break
        if token.pos_ in _NAMING and token.dep_ != "poss" and token.lower_ not in {"its", "their", "his", "her"}:
            inside = token.dep_ in _INSIDE_NAME and token.head.i > token.i and token.head.i - token.i < 4
            return token.head if inside else token
    # "the project it has walked away from"
    return verb.head if verb.dep_ == "relcl" and prepositions else None


def _is_particle(token: Token, verb: Token) -> bool:
    if token.head == verb and token.dep_ == "prt":
        return True
    if token.i != verb.i + 1:
        return False
    # "signed on Thursday" is no signing on; "signed on to the accords" is, and so is "came in during 2023"
    last = token.i + 1 == len(token.doc)
    if token.lower_ not in {"on", "in"} or last:
        return token.lower_ not in {"on", "in"}
    after = token.nbor(1)
    return after.lower_ == "to" or (token.lower_ == "in" and (after.is_punct or after.lower_ in _TIMES))
