"""Clauses whose verb stands only once: "Pakistan joined in October, Egypt in December", "... and NASA a camera".

The parser loses such fragments, so they are read from the words: a name (or list of names) between separators,
followed by a time, or by the same kind of thing that the verb before it had, and no verb of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import is_verb
from lunargraph.extraction.date_words import MONTHS
from lunargraph.model import Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.statement import Statement
    from lunargraph.extraction.tokens import Sentence, Token

_SEPARATORS = frozenset({",", ";", "and", "while", "then"})
_TIME_OPENERS = frozenset(
    {"in", "on", "last", "this", "a", "the", "earlier", "two", "three", "next", "by", "yesterday"}
)
_TIME_WORDS = frozenset(
    "day week month year monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter days "
    "weeks months years later earlier ago yesterday today".split()
)
_LONGEST = 9
_TRUST = 0.92


def read_gapped(
    parsed: Parsed, sentence: Sentence, statements: Sequence[Statement], senses: Senses
) -> Iterator[Statement]:
    """Yield what the fragments after a membership's verb repeat of it, each with its own subject."""
    members = [s for s in statements if s.relation is Relation.MEMBER_OF and s.predicate is not None]
    if not members:
        return
    told = {(s.subject, s.object) for s in members}
    for fragment in _fragments(parsed, sentence):
        base = next((s for s in reversed(members) if s.predicate is not None and s.predicate.i < fragment[0].i), None)
        if base is None or base.predicate is None:
            continue
        if not (_is_time(fragment[1:]) and _has_time(base.predicate, fragment[0], parsed)) and not _same_thing(
            fragment[1:], base.predicate, senses
        ):
            continue
        for mention in parsed.mentions_of(fragment[0]):
            if mention.kind is not Kind.PROGRAM and (mention.node, base.object) not in told:
                told.add((mention.node, base.object))
                yield replace(
                    base,
                    subject=mention.node,
                    rule="echo.gap.v1",
                    confidence=round(_TRUST * base.confidence, 3),
                    predicate=fragment[0],
                )


def _fragments(parsed: Parsed, sentence: Sentence) -> Iterator[list[Token]]:
    """Yield the stretches between separators that begin with a name and hold no verb."""
    current: list[Token] = []
    for token in [*sentence, None]:
        if token is None or token.lower_ in _SEPARATORS or token.text in {".", ":"}:
            opens = current and parsed.mentions_of(current[0]) and current[0].i > sentence.start
            if opens and 2 <= len(current) <= _LONGEST and not any(is_verb(t) for t in current[1:]):
                yield current
            current = []
        else:
            current.append(token)


def _is_time(tokens: Sequence[Token]) -> bool:
    words = [t.lower_ for t in tokens]
    dated = any(w.rstrip(".") in MONTHS or w in _TIME_WORDS or (w.isdigit() and len(w) == 4) for w in words)
    return (words[0] in _TIME_OPENERS or words[0] in MONTHS or words[0][0].isdigit()) and dated


def _has_time(predicate: Token, until: Token, parsed: Parsed) -> bool:
    """Say whether the verb's own clause has a time as well: only then does "X in May" run on from it."""
    between = [t for t in predicate.doc[predicate.sent.start : until.i] if not parsed.mentions_of(t)]
    return any(
        t.lower_.rstrip(".") in MONTHS or t.lower_ in _TIME_WORDS or (t.text.isdigit() and len(t.text) == 4)
        for t in between
    )


def _same_thing(tokens: Sequence[Token], predicate: Token, senses: Senses) -> bool:
    """Say whether "a camera" or "for the arm" runs on from "supplies a module" or "is responsible for the habitat"."""
    if tokens[0].lower_ not in {"a", "an", "the", "its", "two", "three", "for", "with"}:
        return False
    if not any("payload" in senses.of(t) for t in tokens):
        return False
    clause = [t for t in predicate.subtree if t.i < tokens[0].i]
    return any("payload" in senses.of(t) for t in clause)
