"""The words of a parsed passage as plain objects, under the names that spaCy has for what it says of a word.

Rules ask a word over and over for its head, its children and its letters. spaCy makes a new object of each answer and
looks for the children of a word among all words around it; here all are made once, when the passage has been parsed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from lunargraph.extraction.idioms import Match
    from lunargraph.model import Mention

_SAID: Final[list[int | str]] = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
_FLAGS: Final[list[int | str]] = ["SENT_START", "IS_PUNCT", "LIKE_NUM", "SPACY", "HEAD"]


class Token:
    """A word: its letters, what kind of word it is, and its place in the parse; compared by identity.

    ``lemma`` is the lemma in small letters, ``children`` are the words that hang on this one, in order, and ``doc`` are
    all words of the passage; ``mentions`` are those that it stands for. The root of a sentence is its own head.
    """

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "following",
        "head",
        "i",
        "idiom",
        "is_punct",
        "is_sent_start",
        "knower",
        "lemma",
        "lemma_",
        "like_num",
        "lower_",
        "mentions",
        "pos_",
        "senses",
        "sent",
        "space",
        "tag_",
        "text",
    )

    sent: Sentence

    def __init__(self, doc: list[Token], place: int, said: Iterable[str], flags: Iterable[int]) -> None:
        self.doc = doc
        self.i = place
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = said
        self.lemma = self.lemma_.lower()
        begins, punct, number, blank = flags
        self.is_sent_start, self.is_punct, self.like_num, self.space = begins == 1, punct == 1, number == 1, blank == 1
        self.head = self
        self.children: Sequence[Token] = ()
        self.mentions: tuple[Mention, ...] = ()
        # what idioms and senses find out about a word, for they are asked again and again, and which senses these were
        self.following: tuple[list[Token], frozenset[str]] | None = None
        self.knower: object = None
        self.senses: frozenset[str] = frozenset()
        self.idiom: Match | None = None

    def __repr__(self) -> str:
        """Return the word and its place."""
        return f"<{self.text} {self.i}>"

    @property
    def lefts(self) -> list[Token]:
        """The children before the word."""
        return [child for child in self.children if child.i < self.i]

    @property
    def subtree(self) -> list[Token]:
        """The word with all that hangs on it, directly or not: each child with its own, the word between them."""
        found: list[Token] = []
        # no recursion: a hostile text may nest its phrases as deep as it likes
        waiting = [(self, False)]
        while waiting:
            token, begun = waiting.pop()
            if begun or not token.children:
                found.append(token)
                continue
            waiting += [(child, False) for child in reversed(token.children) if child.i > token.i]
            waiting.append((token, True))
            waiting += [(child, False) for child in reversed(token.children) if child.i < token.i]
        return found

    @property
    def phrase(self) -> list[Token]:
        """The words of the subtree, whatever their order: quicker."""
        found = [self]
        for token in found:
            found += token.children
        return found

    @property
    def left_edge(self) -> Token:
        """The first word of the subtree."""
        return self.doc[min([token.i for token in self.phrase])]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above, from the head to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> list[Token]:
        """The words that are joined to this one, and those that they are joined to."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [child for child in token.children if child.dep_ == "conj" and child.i > token.i]
        return [token for token in found if token is not self]

    def nbor(self, distance: int) -> Token:
        """Return the word so many places further on, or before.

        Raises:
            IndexError: where there is none.
        """
        place = self.i + distance
        if place < 0:
            raise IndexError(place)
        return self.doc[place]


class Sentence:
    """A run of words, one of them at least: a sentence of the parse, or a whole row of a table.

    ``named`` are the words that stand for mentions.
    """

    def __init__(self, words: Sequence[Token]) -> None:
        self.words = words
        self.named = [word for word in words if word.mentions]
        self.start = words[0].i
        self.end = words[-1].i + 1

    def __iter__(self) -> Iterator[Token]:
        """Return the words in order."""
        return iter(self.words)

    def __getitem__(self, place: int) -> Token:
        """Return the word at a place, counted from the first word or, below zero, from behind the last."""
        return self.words[place]

    @cached_property
    def text(self) -> str:
        """The words as the parser was given them, with the blanks between them."""
        *before, last = self.words
        return "".join([*(f"{token.text} " if token.space else token.text for token in before), last.text])

    @cached_property
    def lowers(self) -> frozenset[str]:
        """The words in small letters."""
        return frozenset([token.lower_ for token in self.words])

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of the words, in small letters."""
        return frozenset([token.lemma for token in self.words])

    @property
    def root(self) -> Token:
        """The first word that hangs on none."""
        return next((token for token in self.words if token.head is token), self.words[0])


def tokens_of(doc: Doc, groups: Mapping[int, tuple[Mention, ...]]) -> tuple[list[Token], list[Sentence]]:
    """Return the words and sentences of a parsed text; ``groups`` are the mentions that words stand for, by place."""
    strings = doc.vocab.strings
    said = [[strings[number] for number in column] for column in doc.to_array(_SAID).T.tolist()]
    *flags, heads = doc.to_array(_FLAGS).astype("int64").T.tolist()
    rows = zip(range(len(heads)), zip(*said, strict=True), zip(*flags, strict=True), strict=True)
    words: list[Token] = []
    words += [Token(words, *row) for row in rows]
    for place, mentions in groups.items():
        words[place].mentions = mentions
    hanging: dict[Token, list[Token]] = {}
    for token, head in zip(words, heads, strict=True):
        if head:
            token.head = words[token.i + head]
            hanging.setdefault(token.head, []).append(token)
    for above, children in hanging.items():
        above.children = children
    starts = [0, *(token.i for token in words[1:] if token.is_sent_start)]
    sentences = [Sentence(words[start:end]) for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]
    for sentence in sentences:
        for token in sentence.words:
            token.sent = sentence
    return words, sentences
