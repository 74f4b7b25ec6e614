"""One article while it is read: which of its passages, and what they have given so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lunargraph.extraction.nlp import Passage
from lunargraph.extraction.passages import sentences_in
from lunargraph.extraction.reading import Source
from lunargraph.model import Dated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunargraph.articles.clean import Passage as Kept
    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.lists import ListContext
    from lunargraph.extraction.mentions import Found
    from lunargraph.extraction.statement import Statement
    from lunargraph.extraction.trace import Trace
    from lunargraph.model import Article, Claim, Count, Mention, Milestone


@dataclass(frozen=True, slots=True)
class Plan:
    """How the passages of an article are read.

    A new section begins at ``sections``; ``tables`` stand for all their rows; what is ``far`` is passed over.
    """

    passages: Sequence[Passage]
    sections: frozenset[int]
    tables: Mapping[Passage, Sequence[Passage]]
    far: frozenset[Passage]

    def to_parse(self) -> list[Passage]:
        """Return the passages that are read as sentences."""
        rows = {row for table in self.tables.values() for row in table}
        return [p for p in self.passages if p not in rows and p not in self.far]


def with_mentions(kept: Sequence[Kept], mentions: Sequence[Mention]) -> list[Passage]:
    """Return passages with the mentions inside them; mentions stand in order and do not overlap."""
    starts, ends = [m.start for m in mentions], [m.end for m in mentions]
    return [
        Passage(p.start, p.end, p.kind, tuple(mentions[bisect_left(starts, p.start) : bisect_right(ends, p.end)]))
        for p in kept
    ]


@dataclass(slots=True)
class Draft:
    """What one article has given so far."""

    article: Article
    found: Found
    discourse: Discourse
    plan: Plan
    claims: list[Claim] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    anchor: str | None = None
    last: Statement | None = None
    before: bool = False
    #: what the last sentence stated: "Rwanda has not" answers it
    answered: list[Statement] = field(default_factory=list)
    #: how many claims the last sentence gave; they stand at the end of ``claims``
    fresh: int = 0
    context: ListContext | None = None
    undated: list[Claim] = field(default_factory=list)
    last_date: str | None = None
    last_dated: Dated = field(default_factory=Dated)
    titled: frozenset[str] = frozenset()
    trace: Trace | None = None

    def pass_over(self, passage: Passage) -> None:
        """Go on behind a passage that is not read, as if its sentences stated nothing."""
        for _ in range(sentences_in(self.article.text[passage.start : passage.end])):
            self.discourse.next_sentence()
        self.last, self.before, self.answered, self.fresh = None, False, [], 0
        self.context, self.undated, self.last_date, self.last_dated = None, [], None, Dated()
        if self.trace is not None:
            self.trace.passed_over(passage.start, passage.end)

    @property
    def source(self) -> Source:
        """What readings quote from."""
        return Source(self.article, self.found.mentions, self.titled)
