"""The one place that loads spaCy, and the trick that makes a small parser read our names.

A small pipeline stumbles over "Space and Upper Atmosphere Research Commission (SUPARCO)" and over
lists of twelve countries. So a passage is parsed with stand-ins: each mention, and each list of
mentions, is one token with an everyday name ("France", "NASA") that the parser has seen a thousand
times. Every token keeps its offsets in the article, so evidence is always the article's own text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

import spacy
from spacy.tokens import Doc

from lunargraph.errors import ModelError
from lunargraph.extraction.clauses import ADJECTIVE
from lunargraph.extraction.row_products import hasten_products
from lunargraph.extraction.tokens import tokens_of
from lunargraph.extraction.word_ruler import hasten
from lunargraph.extraction.word_vectors import remember_words
from lunargraph.model import Kind
from lunargraph.release import DEFAULT_MODEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language

    from lunargraph.extraction.tokens import Sentence, Token
    from lunargraph.model import Mention

_STAND_INS = {
    Kind.COUNTRY: "France",
    Kind.AGENCY: "NASA",
    Kind.ORGANIZATION: "Boeing",
    Kind.PROGRAM: "Apollo",
}
_LED = re.compile(r"[-‑](led|headed|backed|sponsored|initiated|run|driven|dominated|based|built|made|funded|owned)\b")
LEADING = frozenset({"led", "headed", "initiated", "run", "driven", "sponsored"})
# "BELGRADE, July 17 — " is furniture, and a parser takes the town for the subject
_DATELINE = re.compile(
    r"[A-ZÀ-Ý][A-Za-zÀ-ÿ.'’/ -]{2,30}(?:,\s[A-Z][\w.]+(?:\s\d{1,2})?(?:,\s\d{4})?|,\s\d{1,2}\s[A-Z]\w+(?:\s\d{4})?|,\s[A-Z][a-z]+)?"
    r"(?:\s?\([A-Za-z ]{2,20}\))?\s?(?:\s[–—-]{1,2}\s|[–—]\s?|:\s(?=[A-Z]))"
)
_CASE = re.compile(r"['’]s(?=[.,;:!?)])")
_COMMA = re.compile(r"\s*,\s*(?:the\s+)?")
_AND = re.compile(r"\s*(,)?\s*\b(?:and|or|as well as|plus|&)\s+(?:of course,\s+)?(?:the\s+|for the \w+,\s+)?")


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load an installed spaCy pipeline that tags, parses and lemmatises.

    Raises:
        ModelError: where it is not installed or lacks what extraction needs.
    """
    try:
        nlp = spacy.load(name, exclude=["ner"])
    except OSError:
        raise ModelError(
            f"The spaCy pipeline {name!r} is not installed; install it, or leave --model out to use {DEFAULT_MODEL}."
        ) from None
    missing = [pipe for pipe in ("tagger", "parser", "lemmatizer") if not nlp.has_pipe(pipe)]
    if missing:
        raise ModelError(
            f"The spaCy pipeline {name!r} has no {missing[0]}; choose a pipeline that tags, parses and lemmatises."
        )
    hasten(nlp)
    remember_words(nlp)
    hasten_products(nlp)
    return nlp


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article with the mentions inside it, ready to be parsed."""

    start: int
    end: int
    kind: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed passage: ``spans[i]`` are token i's offsets in the article, ``groups[i]`` the mentions it stands for.

    ``led[i]`` is "led", "backed" ... where token i stands for an adjective such as "China-led".
    """

    passage: Passage
    doc: Sequence[Token]
    sentences: Sequence[Sentence]
    spans: tuple[tuple[int, int], ...]
    groups: dict[int, tuple[Mention, ...]]
    led: dict[int, str]

    def mentions_of(self, token: Token) -> tuple[Mention, ...]:
        """Return the mentions that a token stands for; empty for ordinary words."""
        return token.mentions

    def offsets(self, first: Token, last: Token) -> tuple[int, int]:
        """Return where in the article the tokens from first to last stand."""
        return self.spans[first.i][0], self.spans[last.i][1]

    def sentence_offsets(self, sentence: Sentence) -> tuple[int, int]:
        """Return where in the article a sentence stands."""
        return self.offsets(sentence[0], sentence[-1])


class _Piece(NamedTuple):
    word: str
    start: int
    end: int
    space: bool
    group: tuple[Mention, ...] = ()
    led: str = ""


def parse(nlp: Language, text: str, passages: Sequence[Passage]) -> Iterator[Parsed]:
    """Parse passages of one article's text, in order."""
    cut = [_Cut(nlp, text, passage) for passage in passages]
    docs = nlp.pipe(each.doc(nlp) for each in cut)
    yield from (each.parsed(doc) for each, doc in zip(cut, docs, strict=True) if each.pieces)


def parse_together(nlp: Language, articles: Iterable[tuple[str, Sequence[Passage]]]) -> list[Iterator[Parsed]]:
    """Parse passages of several texts in one go, which takes less time than one by one; those of each text apart."""
    cut = [[_Cut(nlp, text, passage) for passage in passages] for text, passages in articles]
    docs = nlp.pipe(each.doc(nlp) for one in cut for each in one)
    whole = [[(each, doc) for each, doc in zip(one, docs, strict=False) if each.pieces] for one in cut]
    return [starmap(_Cut.parsed, one) for one in whole]


class _Cut:
    """A passage cut into the words that the parser is given."""

    def __init__(self, nlp: Language, text: str, passage: Passage) -> None:
        self.passage = passage
        self.pieces = list(_pieces(nlp, text, passage))

    def doc(self, nlp: Language) -> Doc:
        """Return what is to be parsed."""
        return Doc(nlp.vocab, words=[p.word for p in self.pieces], spaces=[p.space for p in self.pieces])

    def parsed(self, doc: Doc) -> Parsed:
        """Return the passage with its parse."""
        groups = {i: p.group for i, p in enumerate(self.pieces) if p.group}
        return Parsed(
            self.passage,
            *tokens_of(doc, groups),
            tuple((p.start, p.end) for p in self.pieces),
            groups,
            {i: p.led for i, p in enumerate(self.pieces) if p.led},
        )


def _pieces(nlp: Language, text: str, passage: Passage) -> Iterator[_Piece]:
    dateline = _DATELINE.match(text, passage.start, passage.end)
    position = dateline.end() if dateline else passage.start
    for group in group_mentions(text, (m for m in passage.mentions if m.start >= position)):
        start, end = group[0].start, group[-1].end
        yield from _plain(nlp, text, position, start)
        led = _LED.match(text, end, passage.end) if len(group) == 1 and group[0].kind is not Kind.PROGRAM else None
        if led:
            end = led.end()
        space = text[end : end + 1].isspace()
        yield _Piece(_stand_in(group, text, led=bool(led)), start, end, space, group, led.group(1) if led else "")
        position = end
        if (case := _CASE.match(text, end, passage.end)) is not None:
            # "the camera is Italy's.": the tokenizer does not know the apostrophe where no noun follows
            position = case.end()
            yield _Piece("'s", end, position, text[position : position + 1].isspace())
    yield from _plain(nlp, text, position, passage.end)


def _plain(nlp: Language, text: str, start: int, end: int) -> Iterator[_Piece]:
    if start >= end:
        return
    # markdown emphasis is layout, not language; blanks keep every offset
    for token in nlp.tokenizer(text[start:end].replace("*", " ")):
        word = token.text
        if not word.strip("_#") or word.isspace():
            continue
        first = start + token.idx
        last = first + len(word)
        yield _Piece(word, first, last, text[last : last + 1].isspace())


def _stand_in(group: Sequence[Mention], text: str, *, led: bool) -> str:
    mention = group[0]
    if led:
        return "foreign"
    if mention.form == "adjective":
        return ADJECTIVE
    if mention.form == "demonym":
        return "Russians"
    if mention.kind is Kind.PROGRAM and mention.node.endswith(("ACCORDS", "AGREEMENT", "TREATY")):
        # number and article steer the parser: "the Accords" is a plural noun
        return "Accords"
    if mention.kind is Kind.PROGRAM and mention.form == "description" and text[mention.start].islower():
        return "project"
    return _STAND_INS[mention.kind]


def group_mentions(text: str, mentions: Iterable[Mention]) -> list[tuple[Mention, ...]]:
    """Join mentions that a list joins: "A and B", "A, B, C and D"; two joined by a bare comma stay apart.

    "Norway but not Thailand" stays apart too: an exception is not part of a list.
    """
    groups: list[tuple[Mention, ...]] = []
    pending: list[Mention] = []
    for mention in mentions:
        if mention.form == "adjective":
            groups.extend(_lists(pending))
            pending = []
            groups.append((mention,))
            continue
        between = text[pending[-1].end : mention.start] if pending else ""
        alike = bool(pending) and _alike(pending[-1], mention)
        joint = _AND.fullmatch(between) if alike else None
        if joint and not (joint.group(1) and len(pending) == 1):
            groups.append((*pending, mention))
            pending = []
        elif alike and _COMMA.fullmatch(between):
            pending.append(mention)
        else:
            groups.extend(_lists(pending))
            pending = [mention]
    groups.extend(_lists(pending))
    return groups


def _alike(left: Mention, right: Mention) -> bool:
    return (left.kind is Kind.PROGRAM) == (right.kind is Kind.PROGRAM) and left.form != "adjective"


def _lists(pending: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """Close a run without "and": from three on it is a list ("A, B, C"), two are apposition or chance."""
    return [tuple(pending)] if len(pending) > 2 else _single(pending)


def _single(pending: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    return [(mention,) for mention in pending]
