"""What was read out of articles before, in one SQLite file: a later run parses only what is new or changed.

The file may be lost at any time: that costs time alone. It is bounded; what was not asked for longest goes first.
Several builds can use it at once.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TypeVar

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Result = TypeVar("Result")

_NAME: Final = "readings.sqlite"
_VERSION: Final = 1
_TABLE: Final = "CREATE TABLE readings (key BLOB PRIMARY KEY, used INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT ROWID"
#: Bytes that the file may have, some 400,000 articles.
LIMIT: Final = 2**30
#: Down to this share of the limit a full file is emptied.
_KEPT: Final = 0.8
#: Keys of one question; SQLite's own limit is far above.
_MANY: Final = 500
_DAY: Final = 86_400
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
        self._hits: list[bytes] = []
        self._connection: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = self._opened()
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remember what was asked for, keep within the limit, and close the file."""
        self._guarded(self._touch)
        self.prune(self._limit)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def find(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is remembered under some of these keys."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _MANY):
            found |= self._guarded(partial(_asked, keys=keys[start : start + _MANY])) or {}
        self._hits += found
        return found

    def keep(self, results: Mapping[bytes, bytes]) -> None:
        """Remember results; they are safe from a kill when this returns."""
        if results:
            self._guarded(partial(_written, results=results))

    def size(self) -> Size:
        """Return how much is remembered."""
        return self._guarded(_size_of) or Size(articles=0, bytes=0)

    def prune(self, limit: int) -> None:
        """Forget what was not asked for longest, until the file has no more than ``limit`` bytes."""
        self._guarded(partial(self._shrink, limit=limit))

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self._report(f"The cache {self.path} was damaged and is begun anew; this run takes as long as a first one.")
            for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
                self.path.with_name(name).unlink(missing_ok=True)
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                connection.execute("DROP TABLE IF EXISTS readings")
                connection.execute(_TABLE)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            connection.execute("COMMIT")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _guarded(self, do: Callable[[sqlite3.Connection], Result]) -> Result | None:
        if self._connection is None:
            return None
        try:
            return do(self._connection)
        except sqlite3.Error as error:
            self._give_up(error)
            return None

    def _give_up(self, error: Exception) -> None:
        reason = (error.strerror if isinstance(error, OSError) else str(error)) or "unknown reason"
        self._report(f"The cache {self.path} cannot be used ({reason}); the run goes on without it.")
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _touch(self, connection: sqlite3.Connection) -> None:
        today = int(time.time()) // _DAY
        with _transaction(connection):
            connection.executemany(
                "UPDATE readings SET used = ? WHERE key = ? AND used < ?", ((today, key, today) for key in self._hits)
            )
        self._hits.clear()

    def _shrink(self, connection: sqlite3.Connection, limit: int) -> None:
        size = _bytes_of(connection)
        if size <= limit:
            return
        total = connection.execute("SELECT COUNT(*) FROM readings").fetchone()[0]
        # entries are of a kind, so the share of bytes to free is the share of entries to drop
        gone = total - int(total * limit * _KEPT / size)
        with _transaction(connection):
            connection.execute(
                "DELETE FROM readings WHERE key IN (SELECT key FROM readings ORDER BY used, key LIMIT ?)", (gone,)
            )
        connection.execute("PRAGMA incremental_vacuum").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _asked(connection: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    places = ", ".join("?" * len(keys))
    rows = connection.execute(f"SELECT key, data FROM readings WHERE key IN ({places})", keys)  # noqa: S608 - our own
    return {key: zlib.decompress(data) for key, data in rows}


def _written(connection: sqlite3.Connection, results: Mapping[bytes, bytes]) -> None:
    today = int(time.time()) // _DAY
    rows = ((key, today, zlib.compress(data, 1)) for key, data in results.items())
    with _transaction(connection):
        connection.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", rows)


def _size_of(connection: sqlite3.Connection) -> Size:
    (articles,) = connection.execute("SELECT COUNT(*) FROM readings").fetchone()
    return Size(articles=articles, bytes=_bytes_of(connection))


def _bytes_of(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
