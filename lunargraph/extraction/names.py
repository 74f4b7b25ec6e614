"""Find the lexicon's names in running text: longest match first, each ambiguous name told apart.

Pure string work, no parser: the lexicon decides what a name is, because a small model labels "the
Artemis Accords" as a law, an organisation or a work of art at random.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lunargraph.lexicon import Ambiguity, Lexicon, Name

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
#: Typographic signs and the plain ones that they count as.
SAME_SIGNS = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2011": "-", "\u2010": "-", "\u2013": "-"}
_SAME = str.maketrans(SAME_SIGNS)
_SHORTEST_CAPITAL_NAME = 5
_SHORTEST_ACRONYM_WORD = 4
#: Acronyms that are words or personal names when written with one capital.
_WORDS_OF_THEIR_OWN = frozenset("CAST VAST RAND BRIN ROSA AROSE KARI MENA NATA SERI ALCE ANSA TOMY KASI".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign of a text with its offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A name found at ``start:end``; ``form`` as in :class:`lunargraph.model.Mention`."""

    start: int
    end: int
    node: str
    form: str


def words_of(text: str) -> list[Word]:
    """Split text into words and single signs; typographic apostrophes and hyphens count as plain ones.

    >>> [w.text for w in words_of("Chang’e-6")]
    ['Chang', "'", 'e', '-', '6']
    """
    return [Word(m.group().translate(_SAME), m.start(), m.end()) for m in WORD.finditer(text)]


@dataclass(frozen=True)
class NameFinder:
    """All names of a lexicon, ready to be found; build it once and use it for every article."""

    lexicon: Lexicon

    @cached_property
    def _by_first_word(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], Name]]]:
        table: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        for name in self.lexicon.names:
            key = tuple(word.text for word in words_of(name.surface))
            folded = tuple(part.casefold() for part in key)
            table.setdefault(folded[0], []).append((key, name))
        for entries in table.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[1].node))
        return table

    def find(self, text: str, start: int = 0, end: int | None = None, *, vocabulary: frozenset[str]) -> list[Match]:
        """Return the names in ``text[start:end]``, not overlapping, in order; offsets count in ``text``.

        ``vocabulary`` holds the words of the whole article: ambiguous names look at it.
        """
        words = [Word(w.text, w.start + start, w.end + start) for w in words_of(text[start:end])]
        # the longest name wins wherever it begins: "The National" is no outlet in "The National Institute of ..."
        kept: list[Match] = []
        taken: set[int] = set()
        for first, length, match in sorted(self._candidates(text, words, vocabulary), key=lambda c: (-c[1], c[0])):
            span = range(first, first + length)
            if taken.isdisjoint(span):
                taken.update(span)
                if match.node:
                    kept.append(match)
        return sorted(kept, key=lambda m: m.start)

    def _candidates(
        self, text: str, words: Sequence[Word], vocabulary: frozenset[str]
    ) -> Iterator[tuple[int, int, Match]]:
        """Yield (first word, number of words, match) for the best name at each place; node "" is no mention."""
        for index, word in enumerate(words):
            for key, name in self._by_first_word.get(word.text.casefold(), ()):
                span = words[index : index + len(key)]
                if len(span) < len(key) or not _fits(key, span, name, text):
                    continue
                previous = words[index - 1].text if index else ""
                following = words[index + len(key)].text if index + len(key) < len(words) else ""
                node = self._read(name, previous, following, vocabulary)
                if node is not None:
                    yield index, len(key), Match(span[0].start, span[-1].end, node, name.form)
                    break

    def _read(self, name: Name, previous: str, following: str, vocabulary: frozenset[str]) -> str | None:
        """Return the node that a name stands for here, "" for no mention, None where this name is another's."""
        rule = self.lexicon.ambiguities.get(name.surface)
        if rule is None:
            return name.node
        node = _decide(rule, previous, following, vocabulary)
        return node if node in {"", name.node} else None


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """Return every word and every run of two words of the texts, for the ``near`` conditions of ambiguous names."""
    found: set[str] = set()
    for text in texts:
        words = [word.text for word in words_of(text)]
        found.update(words)
        found.update(" ".join(pair) for pair in pairwise(words))
    return frozenset(found)


def _decide(rule: Ambiguity, previous: str, following: str, vocabulary: frozenset[str]) -> str:
    for reading in rule.readings:
        if following in reading.next or previous in reading.previous or not vocabulary.isdisjoint(reading.near):
            return reading.node
    return rule.default


def _is_spelt_as_a_word(found: tuple[str, ...], key: tuple[str, ...], name: Name) -> bool:
    """Say whether an acronym is spelt as British papers do: "Nasa", "Esa", "Narit"."""
    if len(key) != 1 or not key[0].isupper() or name.node.startswith("program:"):
        return False
    long_enough = len(key[0]) >= _SHORTEST_ACRONYM_WORD or key[0] == "ESA"
    return found[0] == key[0].capitalize() and long_enough and key[0] not in _WORDS_OF_THEIR_OWN


def _fits(key: tuple[str, ...], span: Sequence[Word], name: Name, text: str) -> bool:
    found = tuple(word.text for word in span)
    if any(
        text[left.end : right.start].strip() or text[left.end : right.start].count("\n") > 1
        for left, right in pairwise(span)
    ):
        return False
    # "Luna - 25" is a list or a sum, not the probe: signs stand close to their words
    if any((a.text in "-'." or b.text in "-'.") and a.end != b.start for a, b in pairwise(span)) and not any(
        part == "." for part in key
    ):
        return False
    if found == key or _is_spelt_as_a_word(found, key, name):
        return True
    if name.form == "description":
        return tuple(part.casefold() for part in found) == tuple(part.casefold() for part in key)
    capital = " ".join(found)
    return (
        len(capital) >= _SHORTEST_CAPITAL_NAME
        and capital.isupper()
        and tuple(part.casefold() for part in found) == tuple(part.casefold() for part in key)
    )
