"""What was read out of articles before, in one SQLite file: a later run parses only what is new or changed.

The file may be lost at any time: that costs time alone. It is bounded; what was not asked for longest goes first.
Several builds can use it at once. It is locked as SQLite locks files by default, without a log beside it, so that it
also works in home folders on a network, and a damaged file can be replaced while another build has it open.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TypeVar

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Result = TypeVar("Result")

_NAME: Final = "readings.sqlite"
_TABLE: Final = "CREATE TABLE readings (key BLOB PRIMARY KEY, used INTEGER NOT NULL, data BLOB NOT NULL)"
#: Bytes that the file may have, some 300,000 articles.
LIMIT: Final = 2**30
#: Down to this share of the limit a full file is emptied.
_KEPT: Final = 0.8
#: Keys of one question; SQLite's own limit is far above.
_MANY: Final = 500
_DAY: Final = 86_400
#: Bytes of an article's key; what else is remembered has longer ones.
_ARTICLE: Final = 32
#: Seconds that a build waits for another one's writing.
_PATIENCE: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is remembered: articles, and bytes of the file."""

    articles: int
    bytes: int


def default_cache() -> Path:
    """Return the folder of the cache: ``LUNARGRAPH_CACHE`` where it is set, else the user's own for caches."""
    given = os.environ.get("LUNARGRAPH_CACHE", "")
    return Path(given) if given else user_cache_path("lunargraph", appauthor=False)


class Cache:
    """Results of earlier runs by key. What goes wrong with it is told to ``report``, and the run goes on without it."""

    def __init__(self, folder: Path, report: Callable[[str], None], *, limit: int = LIMIT) -> None:
        """Open the cache in a folder; folder and file are made where they are missing, a damaged file anew."""
        self.path = folder / _NAME
        self._report, self._limit = report, limit
        self._stale: list[bytes] = []
        self._writes = True
        self._connection: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = self._opened()
        except (OSError, sqlite3.Error) as error:
            self._without(error, "be used")

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remember what was asked for, keep within the limit, and close the file."""
        self._touch()
        self.prune(self._limit)
        self._close()

    @property
    def usable(self) -> bool:
        """Whether the file could be opened, and still can be read."""
        return self._connection is not None

    def find(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is remembered under some of these keys."""
        found: dict[bytes, bytes] = {}
        today = _today()
        for start in range(0, len(keys), _MANY):
            for key, used, data in self._read(partial(_asked, keys=keys[start : start + _MANY])) or ():
                # a cell that is damaged is one that is missing
                with suppress(zlib.error):
                    found[key] = zlib.decompress(data)
                    self._stale += [key] if used < today else []
        return found

    def keep(self, results: Mapping[bytes, bytes]) -> None:
        """Remember results; they are safe from a kill when this returns."""
        if results:
            self._write(partial(_written, results=results))
            # a run may bring more than the file shall ever hold
            self.prune(self._limit)

    def size(self) -> Size:
        """Return how much is remembered."""
        return self._read(_size_of) or Size(articles=0, bytes=0)

    def prune(self, limit: int) -> None:
        """Forget what was not asked for longest, until the file has no more than ``limit`` bytes."""
        if (self._read(_bytes_of) or 0) > limit:
            self._write(partial(_shrunk, limit=limit))

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            return self._anew()

    def _anew(self) -> sqlite3.Connection:
        self._report(f"The cache {self.path} was damaged and is begun anew; this run takes as long as a first one.")
        for name in (self.path.name, f"{self.path.name}-journal"):
            self.path.with_name(name).unlink(missing_ok=True)
        return self._connected()

    def _connected(self) -> sqlite3.Connection:
        new = not self.path.exists() or not self.path.stat().st_size
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            if new:
                # of no effect once anything was asked of the file
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            if not _is_ours(connection):
                with _transaction(connection):
                    # another build may just have done it
                    if not _is_ours(connection):
                        connection.execute("DROP TABLE IF EXISTS readings")
                        connection.execute(_TABLE)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _read(self, do: Callable[[sqlite3.Connection], Result]) -> Result | None:
        return self._guarded(do, "be used")

    def _write(self, do: Callable[[sqlite3.Connection], None]) -> None:
        if self._writes:
            self._guarded(do, "be written")

    def _guarded(self, do: Callable[[sqlite3.Connection], Result], what: str) -> Result | None:
        if self._connection is None:
            return None
        try:
            return do(self._connection)
        except sqlite3.Error as error:
            if _is_damage(error):
                self._replace()
            else:
                self._without(error, what)
        return None

    def _replace(self) -> None:
        """Begin anew where damage shows only in use: the head of the file was whole."""
        self._close()
        try:
            self._connection = self._anew()
        except (OSError, sqlite3.Error) as error:
            self._without(error, "be used")

    def _without(self, error: Exception, what: str) -> None:
        """Go on without the cache, or where it can only be read without adding to it."""
        reason = (error.strerror if isinstance(error, OSError) else str(error)) or "unknown reason"
        if what == "be written":
            self._writes = False
            self._report(f"The cache {self.path} cannot be written ({reason}); what is new is not remembered.")
        else:
            self._report(f"The cache {self.path} cannot be used ({reason}); the run goes on without it.")
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _touch(self) -> None:
        if self._stale:
            self._write(partial(_touched, keys=self._stale))
            self._stale = []


def _is_damage(error: sqlite3.Error) -> bool:
    # a malformed file and one of something else give this class itself, all other troubles one of its own
    return type(error) is sqlite3.DatabaseError


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Say whether the file has the table of this version, and no other of its name."""
    found = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'readings'").fetchone()
    return bool(found == (_TABLE,))


def _asked(connection: sqlite3.Connection, keys: Sequence[bytes]) -> list[tuple[bytes, int, bytes]]:
    places = ", ".join("?" * len(keys))
    question = f"SELECT key, used, data FROM readings WHERE key IN ({places})"  # noqa: S608 - our own
    return connection.execute(question, keys).fetchall()


def _written(connection: sqlite3.Connection, results: Mapping[bytes, bytes]) -> None:
    today = _today()
    rows = ((key, today, zlib.compress(data, 1)) for key, data in results.items())
    with _transaction(connection):
        connection.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", rows)


def _touched(connection: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    today = _today()
    with _transaction(connection):
        connection.executemany("UPDATE readings SET used = ? WHERE key = ?", ((today, key) for key in keys))


def _shrunk(connection: sqlite3.Connection, limit: int) -> None:
    while (size := _bytes_of(connection)) > limit:
        total = connection.execute("SELECT COUNT(*) FROM readings").fetchone()[0]
        if not total:
            return
        # entries are of a kind, so the share of bytes to free is near the share of entries to drop
        gone = total - int(total * limit * _KEPT / size)
        with _transaction(connection):
            connection.execute(
                "DELETE FROM readings WHERE key IN (SELECT key FROM readings ORDER BY used, key LIMIT ?)", (gone,)
            )
        # which execute() would end after one page
        connection.executescript("PRAGMA incremental_vacuum")


def _size_of(connection: sqlite3.Connection) -> Size:
    (articles,) = connection.execute("SELECT COUNT(*) FROM readings WHERE LENGTH(key) <= ?", (_ARTICLE,)).fetchone()
    return Size(articles=articles, bytes=_bytes_of(connection))


def _bytes_of(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _today() -> int:
    return int(time.time()) // _DAY


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # where the disk is full SQLite has gone back by itself
        with suppress(sqlite3.Error):
            connection.rollback()
        raise
