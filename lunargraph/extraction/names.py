"""Find the lexicon's names in running text: longest match first, each ambiguous name told apart.

Pure string work, no parser: the lexicon decides what a name is, because a small model labels "the
Artemis Accords" as a law, an organisation or a work of art at random.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

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


class Word(NamedTuple):
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


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Split ``text[start:end]`` into words and single signs; typographic apostrophes and hyphens count as plain ones.

    >>> [w.text for w in words_of("Chang’e-6")]
    ['Chang', "'", 'e', '-', '6']
    """
    last = len(text) if end is None else end
    return [Word(_plain(m.group()), m.start(), m.end()) for m in WORD.finditer(text, start, last)]


def _plain(word: str) -> str:
    return word if word.isascii() else word.translate(_SAME)


@dataclass(frozen=True)
class NameFinder:
    """All names of a lexicon, ready to be found; build it once and use it for every article."""

    lexicon: Lexicon

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, ...], Sequence[tuple[tuple[str, ...], Name]]]:
        """The names with their words as spelt, by their words in small letters."""
        table: dict[tuple[str, ...], list[tuple[tuple[str, ...], Name]]] = {}
        for name in self.lexicon.names:
            key = tuple(word.text for word in words_of(name.surface))
            table.setdefault(tuple(part.casefold() for part in key), []).append((key, name))
        for entries in table.values():
            entries.sort(key=lambda entry: entry[1].node)
        return table

    @cached_property
    def _lengths(self) -> Mapping[str, Sequence[int]]:
        """How many words the names have that begin with a word in small letters, the longest first."""
        lengths: dict[str, set[int]] = {}
        for words in self._by_words:
            lengths.setdefault(words[0], set()).add(len(words))
        return {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str, start: int = 0, end: int | None = None, *, vocabulary: frozenset[str]) -> list[Match]:
        """Return the names in ``text[start:end]``, not overlapping, in order; offsets count in ``text``.

        ``vocabulary`` holds the words of the whole article: ambiguous names look at it.
        """
        words = words_of(text, start, end)
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
        folded = [word.text.casefold() for word in words]
        lengths = self._lengths
        for index in (index for index, first in enumerate(folded) if first in lengths):
            for length in lengths[folded[index]]:
                called = tuple(folded[index : index + length])
                entries = self._by_words.get(called, ()) if len(called) == length else ()
                if entries and (match := self._best(entries, text, words, index, vocabulary)) is not None:
                    yield index, length, match
                    break

    def _best(
        self,
        entries: Iterable[tuple[tuple[str, ...], Name]],
        text: str,
        words: Sequence[Word],
        index: int,
        vocabulary: frozenset[str],
    ) -> Match | None:
        """Return the first of some names, alike but for capitals, that stands at a word and can be meant there."""
        for key, name in entries:
            after = index + len(key)
            span = words[index:after]
            if not _fits(key, span, name, text):
                continue
            previous = words[index - 1].text if index else ""
            following = words[after].text if after < len(words) else ""
            node = self._read(name, previous, following, vocabulary)
            if node is not None:
                return Match(span[0].start, span[-1].end, node, name.form)
        return None

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
        words = [_plain(word) for word in WORD.findall(text)]
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
    """Say whether words that are those of a name but for capitals are spelt and set so that they can be the name."""
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
    if found == key or name.form == "description" or _is_spelt_as_a_word(found, key, name):
        return True
    capital = " ".join(found)
    return len(capital) >= _SHORTEST_CAPITAL_NAME and capital.isupper()
