"""What a build gathers, article by article: those that may state something whole, of all others a row of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from lunargraph.articles import find_stories, superseded
from lunargraph.tables import arrow_of, arrow_table, fixed, frame_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from lunargraph.articles import Problem
    from lunargraph.model import Actor, Article, Extraction

ARTICLE_COLUMNS = (
    "id", "url", "title", "author", "outlet", "published", "published_from", "modified", "retrieved", "language",
    "story", "supersedes",
)  # fmt: skip
_OWN = [name for name in ARTICLE_COLUMNS if name not in {"story", "supersedes"}]
_own = attrgetter(*_OWN)
#: Rows that are held as Python objects, at some 2 kB each, before they are packed.
_LOOSE = 1000


@dataclass(slots=True)
class Harvest:
    """Articles with what was read out of them, in one order whatever the order of the files.

    ``articles`` and ``extractions`` go together. Of articles that can state nothing only what the table of articles
    tells is kept, packed: a crawl has millions of them.
    """

    articles: list[Article] = field(default_factory=list)
    extractions: list[Extraction] = field(default_factory=list)
    supersedes: dict[str, list[str]] = field(default_factory=dict)
    _fingerprints: dict[str, bytes] = field(default_factory=dict)
    _loose: list[Article] = field(default_factory=list)
    _packed: list[pa.Table] = field(default_factory=list)

    def add(self, article: Article, extraction: Extraction | None, fingerprint: bytes = b"") -> None:
        """Take an article, with its fingerprint where that was taken; None where it can state nothing."""
        if extraction is not None:
            self.articles.append(article)
            self.extractions.append(extraction)
            self._fingerprints[article.id] = fingerprint
            return
        self._loose.append(article)
        if len(self._loose) == _LOOSE:
            self._pack()

    def add_silent(self, rows: pa.Table) -> None:
        """Take articles that can state nothing as rows of text with the columns of ``ARTICLE_COLUMNS`` that are theirs.

        Raises:
            KeyError: where one of the columns is missing.
        """
        nothing = pa.array([[]] * len(rows), pa.list_(pa.string()))
        rows = rows.append_column("story", rows["id"]).append_column("supersedes", nothing)
        self._packed.append(rows.select(ARTICLE_COLUMNS))

    def settle(self, report: Callable[[Problem], None]) -> None:
        """Bring all in order, and leave out what later versions took the place of; ``report`` is told of each.

        Only articles that may state something are compared: no other changes what is known.
        """
        order = sorted(range(len(self.articles)), key=lambda place: self.articles[place].id)
        older = superseded((self.articles[place] for place in order), report=report)
        kept = [place for place in order if self.articles[place].id not in older]
        self.articles = [self.articles[place] for place in kept]
        self.extractions = [self.extractions[place] for place in kept]
        for old, new in sorted(older.items()):
            self.supersedes.setdefault(new, []).append(old)

    @property
    def actors(self) -> dict[str, Actor]:
        """The actors that the lexicon does not know, by id."""
        return {actor.id: actor for each in self.extractions for actor in each.actors}

    @property
    def silent(self) -> int:
        """How many articles can state nothing."""
        return len(self._loose) + sum(map(len, self._packed))

    def silent_among(self, ids: frozenset[str]) -> frozenset[str]:
        """Return which of some articles were taken and can state nothing."""
        wanted = pa.array(sorted(ids), pa.string())
        packed = (table.column("id") for table in self._packed)
        found = {each for column in packed for each in column.filter(pc.is_in(column, wanted)).to_pylist()}
        return frozenset(found | (ids & {article.id for article in self._loose}))

    def article_frame(self) -> pd.DataFrame:
        """Return the articles that may state something, with ``ARTICLE_COLUMNS``."""
        stories = find_stories(self.articles, self._fingerprints)
        rows = (
            {**dict(zip(_OWN, _own(a), strict=True)), "story": stories[a.id], "supersedes": self.supersedes.get(a.id)}
            for a in self.articles
        )
        return frame_of(rows, ARTICLE_COLUMNS)

    def all_articles(self, stating: pd.DataFrame) -> pa.Table:
        """Return the rows of :func:`article_frame` and those of all other articles, sorted by id."""
        self._pack()
        return pa.concat_tables([arrow_table(stating), *self._packed]).sort_by("id")

    def _pack(self) -> None:
        if self._loose:
            rows = [_own(article) for article in self._loose]
            columns = dict(zip(_OWN, map(list, zip(*rows, strict=True)), strict=True))
            # what states nothing is no copy of anything that counts
            columns |= {"story": columns["id"], "supersedes": [[]] * len(rows)}
            self._packed.append(arrow_of({name: fixed(name, columns[name]) for name in ARTICLE_COLUMNS}))
            self._loose.clear()
