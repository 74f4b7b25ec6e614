"""Words by meaning: which senses a token can have as a predicate, from ``rules/senses.toml``."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lunargraph.errors import RuleError
from lunargraph.extraction.idioms import Match, Phrase, lemma_of, match, read_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lunargraph.extraction.tokens import Token

RULES = Path(__file__).parent / "rules"
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Senses:
    """Lemma tables: ``verbs`` and ``nouns`` give the senses of a lemma, ``phrases`` those of a verb with its words."""

    verbs: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[Phrase, frozenset[str]], ...]]
    names: frozenset[str]

    def of(self, token: Token) -> frozenset[str]:
        """Return the senses of a token; a phrase ("sign up") takes the verb's own senses ("sign") away."""
        if token.knower is not self:
            self._ask(token)
        return token.senses

    def idiom(self, token: Token) -> Match | None:
        """Return the phrase that gives a verb its senses, None where the verb alone does."""
        if token.knower is not self:
            self._ask(token)
        return token.idiom

    def _ask(self, token: Token) -> None:
        """Find out about a word, once for each parse: many rules ask the same."""
        token.knower, token.idiom, token.senses = self, None, _NONE
        if token.pos_ in {"NOUN", "PROPN"}:
            token.senses = self.nouns.get(lemma_of(token), _NONE)
        elif token.pos_ in {"VERB", "AUX"}:
            found = self._longest(token)
            token.idiom, token.senses = found or (None, self.verbs.get(lemma_of(token), _NONE))

    def _longest(self, token: Token) -> tuple[Match, frozenset[str]] | None:
        """Find the longest phrase; of two as long the one that ends first: "took part in a base led by China"."""
        fits = [
            (-phrase.length, max(found.words, default=token.i), found, senses)
            for phrase, senses in self.phrases.get(lemma_of(token), ())
            if (found := match(phrase, token))
        ]
        if not fits:
            return None
        best = min(fits, key=lambda fit: fit[:2])[2]
        # "team up with" is a phrase of two senses: what is cooperation may also be joining
        return best, frozenset().union(*(senses for *_, found, senses in fits if found.words == best.words))


@functools.cache
def load_senses() -> Senses:
    """Read the sense lexicon; checked when read.

    Raises:
        RuleError: on an unknown key or an entry that is not a list of words.
    """
    data = tomllib.loads((RULES / "senses.toml").read_text(encoding="utf-8"))
    verbs: dict[str, set[str]] = {}
    nouns: dict[str, set[str]] = {}
    phrases: dict[str, dict[Phrase, set[str]]] = {}
    for sense, entry in data.items():
        if unknown := sorted(set(entry) - {"verbs", "nouns", "phrases"}):
            raise RuleError(
                f"senses.toml, [{sense}]: unknown key {unknown[0]!r}; legal keys are verbs, nouns, phrases."
            )
        for lemma in entry.get("verbs", ()):
            verbs.setdefault(lemma, set()).add(sense)
        for lemma in entry.get("nouns", ()):
            nouns.setdefault(lemma, set()).add(sense)
        for text in entry.get("phrases", ()):
            first, phrase = read_phrase(text)
            for lemma in first:
                phrases.setdefault(lemma, {}).setdefault(phrase, set()).add(sense)
    return Senses(
        verbs={lemma: frozenset(senses) for lemma, senses in verbs.items()},
        nouns={lemma: frozenset(senses) for lemma, senses in nouns.items()},
        phrases={
            lemma: tuple(
                (phrase, frozenset(senses)) for phrase, senses in sorted(entries.items(), key=lambda e: -e[0].length)
            )
            for lemma, entries in phrases.items()
        },
        names=frozenset(data),
    )
