"""What lists and adjectives state without a verb: "the China-led station", "Members: X, Y", table rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.nlp import LEADING
from lunargraph.extraction.reader import Statement
from lunargraph.extraction.resolve import Resolver
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.reader import SentenceReader


def read_lists(parsed: Parsed, sentence: Span, discourse: Discourse, reader: SentenceReader) -> Iterator[Statement]:
    """Yield what a sentence states by adjective or by layout alone."""
    yield from _led(parsed, sentence, discourse)


def _led(parsed: Parsed, sentence: Span, discourse: Discourse) -> Iterator[Statement]:
    """"The US-led Artemis Accords", "a China-led project" in apposition to the program."""
    resolver = Resolver(parsed, discourse)
    for token in sentence:
        if parsed.led.get(token.i) not in LEADING:
            continue
        head = token.head
        programs = resolver.programs(head)
        if not programs and head.dep_ in {"appos", "attr"}:
            programs = resolver.programs(head.head)
            if not programs and head.dep_ == "attr":
                programs = [p for c in head.head.children if c.dep_ == "nsubj" for p in resolver.programs(c)]
        for mention in parsed.mentions_of(token):
            for program in programs[:1]:
                if mention.kind is Kind.PROGRAM:
                    continue
                yield Statement(
                    subject=mention.node,
                    relation=Relation.LEADS,
                    object=program.node,
                    status=Status.CURRENT,
                    role="lead",
                    rule="lead.adjective.v1",
                    cue="",
                    confidence=round(0.95 * program.trust, 3),
                    predicate=None,
                )
