"""What another reader of text must offer to take the place of the rules, or of the part that finds names.

Two doors: an :class:`ArticleReader` replaces the whole of extraction, an :class:`EntitySource` only the search for
names, so that the rules read what it found. Both are protocols: a class with the method fits, without inheriting.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from lunargraph.errors import ExtensionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lunargraph.extraction.mentions import Found
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor, Article, Extraction, Mention


@runtime_checkable
class ArticleReader(Protocol):
    """A reader of text: articles in, extractions out."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield one extraction per article, in order and one at a time; also for articles that state nothing.

        Every end of a claim is an id of the lexicon or of ``Extraction.actors``, and the evidence is the article's
        own text: ``article.text[evidence.start:evidence.end] == evidence.sentence``.
        """
        ...


@runtime_checkable
class EntitySource(Protocol):
    """What finds the names in an article."""

    def find(self, article: Article, spans: Sequence[tuple[int, int]]) -> Found:
        """Return the mentions inside the given spans of ``article.text``, whose offsets they count in.

        ``Found.mentions`` stand in order and do not overlap. ``Found.inner`` are names inside longer ones, which
        act in no claim. ``Found.actors`` are the bodies that the lexicon lacks. The title is asked for, too: as an
        article whose text it is.
        """
        ...


class CheckedEntities:
    """An entity source whose every answer is checked: what it gets wrong shows here, not three stages later."""

    def __init__(self, source: EntitySource, lexicon: Lexicon) -> None:
        self.source = source
        self.lexicon = lexicon

    def find(self, article: Article, spans: Sequence[tuple[int, int]]) -> Found:
        """Return the source's mentions in order.

        Raises:
            ExtensionError: where a mention names an unknown node, lies outside the text or overlaps another.
        """
        found = self.source.find(article, spans)
        actors = {actor.id: actor for actor in found.actors}
        for mention in (*found.mentions, *found.inner):
            self._check(mention, article, actors)
        mentions = sorted(found.mentions, key=lambda m: (m.start, m.end))
        for left, right in pairwise(mentions):
            if right.start < left.end:
                raise ExtensionError(
                    f"The entity source gave two mentions that overlap, {left.surface!r} and {right.surface!r}; "
                    "keep the longer one."
                )
        return replace(found, mentions=tuple(mentions))

    def _check(self, mention: Mention, article: Article, actors: Mapping[str, Actor]) -> None:
        if article.text[mention.start : mention.end] != mention.surface or mention.start >= mention.end:
            raise ExtensionError(
                f"The entity source gave {mention.surface!r} at {mention.start}:{mention.end}, where the article has "
                "other text; count characters of article.text."
            )
        if not any(mention.node in known for known in (self.lexicon.actors, self.lexicon.programs, actors)):
            raise ExtensionError(
                f"The entity source gave a mention of {mention.node}, which the lexicon lacks; add an actor with that "
                "id to Found.actors."
            )
