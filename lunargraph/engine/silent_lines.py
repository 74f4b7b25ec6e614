"""Which lines of large JSON-lines files can state nothing, remembered.

Of a crawl to which a day is added, that day alone is brought into form and shown to the gate. Lines are told by a
SHA-256 of their bytes. They are remembered in pieces of a thousand in the order of the file, and looked for in two of
these at a time, so that memory stays flat; where a file is put into another order, it is read as if nothing was known.
A file is told by its first line, so that a copy with more lines is known, or else by its path, so that lines may come
before the others. What is remembered holds as long as nothing at all in the package changes.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from lunargraph.articles.lines import SilentArticle
from lunargraph.articles.read import text_print
from lunargraph.engine.results import OWN, digest_of_all

if TYPE_CHECKING:
    from pathlib import Path

    from lunargraph.engine.cache import Cache
    from lunargraph.engine.recipe import Recipe
    from lunargraph.model import Article

_ROWS: Final = 1000
#: What keys of pieces begin with: so they are longer than those of articles.
_LINES: Final = b"L"

#: A line's SHA-256, that of its article's text, and the article's other fields.
_Row = list[Any]


class SilentLines:
    """The memory of one build, kept in a cache; it holds for the recipe by which the build reads.

    Where two files have one name, each is compared with what was kept of the other: at worst nothing is known.
    """

    def __init__(self, recipe: Recipe, cache: Cache) -> None:
        """Look up and keep in a cache."""
        self._recipe, self._cache = recipe, cache
        self._offered: Article | None = None
        self._line = ""

    def begin(self, path: Path) -> None:
        """Begin with the first line of a file."""
        self._path = os.path.abspath(path)  # noqa: PTH100 - resolving links would change nothing
        self._signs: dict[bytes, bytes] = {}
        self._name = b""
        self._known: dict[int, bytes] = {}
        self._at = 0
        self._here: dict[str, _Row] = {}
        self._ahead: dict[str, _Row] = {}
        self._rows: list[_Row] = []
        self._written = 0
        self._line, self._offered = "", None

    def end(self) -> None:
        """Keep what is left of the file."""
        if self._rows:
            self._write()
        if any(name != self._name for name in self._signs.values()):
            self._cache.keep(dict.fromkeys(self._signs, self._name))
        self._line, self._offered = "", None

    def find(self, line: bytes) -> SilentArticle | None:
        """Return the article of a line; None where it is not known."""
        self._line = hashlib.sha256(line).hexdigest()
        if not self._name:
            self._recognise()
        row = self._here.get(self._line)
        if row is None:
            row = self._ahead.get(self._line)
            if row is None:
                return None
            self._at += 1
            self._here, self._ahead = self._ahead, self._piece(self._at + 1)
        self._keep(row)
        own = dict(zip(OWN, row[2:], strict=True))
        return SilentArticle(**own, text_print=bytes.fromhex(row[1]))

    def unclear(self) -> None:
        """Say that something was told of the line that was asked for last."""
        self._line = ""

    def offer(self, article: Article) -> None:
        """Take the article that was read out of the line that was asked for last."""
        self._offered = article if self._line else None

    def learn(self, article: Article) -> None:
        """Remember the line of an article that can state nothing; of one that came from no such line, nothing."""
        if self._line and article is self._offered:
            own = [getattr(article, name) for name in OWN]
            self._keep([self._line, text_print(article).hex(), *own])

    def _recognise(self) -> None:
        """Find out by its first line, or else by its path, under which name a file is remembered."""
        keys = [self._key("first", self._line), self._key("path", self._path)]
        found = self._cache.find(keys)
        self._signs = {key: found.get(key, b"") for key in keys}
        self._name = next(filter(None, self._signs.values()), None) or hashlib.sha256(keys[0] + keys[1]).digest()
        self._here, self._ahead = self._piece(0), self._piece(1)

    def _keep(self, row: _Row) -> None:
        self._rows.append(row)
        if len(self._rows) == _ROWS:
            self._write()

    def _write(self) -> None:
        data = json.dumps(self._rows).encode("ascii")
        if self._known.get(self._written) != hashlib.sha256(data).digest():
            self._cache.keep({self._key("piece", self._name.hex(), self._written): data})
        self._written += 1
        self._rows = []

    def _piece(self, number: int) -> dict[str, _Row]:
        """Return the rows of a piece by their lines; none where it is not there, or damaged."""
        key = self._key("piece", self._name.hex(), number)
        data = self._cache.find([key]).get(key, b"[]")
        self._known[number] = hashlib.sha256(data).digest()
        try:
            return {row[0]: row for row in json.loads(data) if len(row) == len(OWN) + 2}
        except (ValueError, TypeError, LookupError):
            return {}

    def _key(self, *what: str | int) -> bytes:
        told = json.dumps([self._digest, *what])
        return _LINES + hashlib.sha256(told.encode("ascii")).digest()

    @cached_property
    def _digest(self) -> str:
        return digest_of_all(self._recipe)
