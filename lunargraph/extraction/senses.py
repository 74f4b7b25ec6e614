"""Words by meaning: which senses a token can have as a predicate, from ``rules/senses.toml``."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lunargraph.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

RULES = Path(__file__).parent / "rules"
_REACH = 7
#: What can follow "came in" without being its object.
_TIMES = frozenset(
    {"during", "next", "last", "later", "earlier", "too", "as", "first", "after", "before", "and", "when"}
)
_PARTICLES = frozenset({"on", "in", "up", "out", "aboard", "off", "down", "away", "back", "to", "outside"})


@dataclass(frozen=True, slots=True)
class Senses:
    """Lemma tables: ``verbs`` and ``nouns`` give the senses of a lemma, ``phrases`` those of a verb with its words."""

    verbs: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    names: frozenset[str]

    def of(self, token: Token) -> frozenset[str]:
        """Return the senses of a token; a phrase ("sign up") takes the verb's own senses ("sign") away."""
        lemma = token.lemma_.lower()
        if token.pos_ in {"VERB", "AUX"}:
            following = [t for t in token.doc[token.i + 1 : token.i + 1 + _REACH] if t.sent == token.sent]
            found = [
                (-len(words), end, senses)
                for words, senses in self.phrases.get(lemma, ())
                if (end := _in_order(words, following, token)) is not None
            ]
            if found:
                # the longest phrase, and of two as long the one that ends first: "took part in a base led by China"
                return min(found, key=lambda f: f[:2])[2]
            return self.verbs.get(lemma, frozenset())
        if token.pos_ in {"NOUN", "PROPN"}:
            return self.nouns.get(lemma, frozenset())
        return frozenset()


def _in_order(words: tuple[str, ...], following: Sequence[Token], verb: Token) -> int | None:
    """Return where a phrase ends, if its words stand in this order; else None.

    A lone particle must be next to its verb or parsed as its own.
    """
    if len(words) == 1 and words[0] in _PARTICLES:
        return next((i for i, t in enumerate(following) if t.lower_ == words[0] and _is_particle(t, verb)), None)
    position = 0
    lemmas = [t.lemma_.lower() for t in following]
    for word in words:
        try:
            position = lemmas.index(word, position) + 1
        except ValueError:
            return None
    return position


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


@functools.cache
def load_senses() -> Senses:
    """Read the sense lexicon; checked when read.

    Raises:
        RuleError: on an unknown key or an entry that is not a list of words.
    """
    data = tomllib.loads((RULES / "senses.toml").read_text(encoding="utf-8"))
    verbs: dict[str, set[str]] = {}
    nouns: dict[str, set[str]] = {}
    phrases: dict[tuple[str, ...], set[str]] = {}
    for sense, entry in data.items():
        if unknown := sorted(set(entry) - {"verbs", "nouns", "phrases"}):
            raise RuleError(
                f"senses.toml, [{sense}]: unknown key {unknown[0]!r}; legal keys are verbs, nouns, phrases."
            )
        for lemma in entry.get("verbs", ()):
            verbs.setdefault(lemma, set()).add(sense)
        for lemma in entry.get("nouns", ()):
            nouns.setdefault(lemma, set()).add(sense)
        for phrase in entry.get("phrases", ()):
            phrases.setdefault(tuple(phrase.split()), set()).add(sense)
    by_verb: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for phrase_words, senses in sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0])):
        by_verb.setdefault(phrase_words[0], []).append((phrase_words[1:], frozenset(senses)))
    return Senses(
        verbs={lemma: frozenset(senses) for lemma, senses in verbs.items()},
        nouns={lemma: frozenset(senses) for lemma, senses in nouns.items()},
        phrases={verb: tuple(entries) for verb, entries in by_verb.items()},
        names=frozenset(data),
    )
