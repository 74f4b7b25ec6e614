"""Stretches of the article around a word: its phrase, its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.tokens import Token

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n")
_LONGEST_QUOTE = 200
_INSIDE = frozenset({"det", "predet", "poss", "amod", "compound", "nummod", "nmod"})


def phrase_offsets(parsed: Parsed, token: Token) -> tuple[int, int]:
    """Return where the word stands with what describes it before: "its own space agency"."""
    lefts = [c.left_edge.i for c in token.children if c.dep_ in _INSIDE and c.i < token.i]
    return parsed.offsets(token.doc[min([token.i, *lefts])], token)


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence around a stretch, in one line; one without end is cut so that the words stay in sight.

    >>> sentence_around("Rain fell. Peru joined the ILRS. It has left.", 11, 15)
    'Peru joined the ILRS.'
    """
    first, last = max(0, start - _LONGEST_QUOTE), min(len(text), end + _LONGEST_QUOTE)
    for stop in _SENTENCE_END.finditer(text, first, min(len(text), last + 1)):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.start() + len(stop.group().rstrip())
            break
    return " ".join(text[first:last].split())
