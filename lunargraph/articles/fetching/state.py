"""What is known of each address: kept within the folder of the articles, so that a run goes on where one ended."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

from lunargraph.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

#: The file's name; a leading dot keeps it from being read as articles.
STATE_NAME = ".fetch.sqlite"
_VERSION = 1
_TABLES = """
CREATE TABLE pages (
    url TEXT PRIMARY KEY, final_url TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
    article TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, checked TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX pages_by_final_url ON pages (final_url);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is known of one address in its canonical form.

    ``final_url`` is where its redirects led, ``article`` the id of the article that it held last (its file is that id
    and ``.json``), empty where there was none. ``status`` and ``reason`` are those of the last time that its server
    was asked, ``checked`` is when (ISO, UTC).
    """

    url: str
    final_url: str = ""
    etag: str = ""
    last_modified: str = ""
    article: str = ""
    status: str = ""
    reason: str = ""
    checked: str = ""


_COLUMNS = ", ".join(field.name for field in fields(Row))
_BY_URL = f"SELECT {_COLUMNS} FROM pages WHERE url = ?"  # noqa: S608 - our own names
_BY_FINAL_URL = f"SELECT {_COLUMNS} FROM pages WHERE final_url = ? ORDER BY checked DESC"  # noqa: S608 - as above
_PLACES = ", ".join("?" for _ in fields(Row))


class State:
    """The file of what is known. While it is open, no other run can work in the same folder."""

    def __init__(self, folder: Path) -> None:
        """Open the state of a folder; make folder and file where they are missing.

        Raises:
            OutputError: where another run holds it, it is damaged, or the folder cannot be written.
        """
        self._path = folder / STATE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            raise OutputError(f"The folder {folder} cannot be made ({reason}); choose another.") from None
        self._connection = self._guarded(self._open)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Let other runs at the folder."""
        self._connection.close()

    def get(self, url: str) -> Row | None:
        """Return what is known of a canonical address, or of one that redirected to it, or None."""
        found = self._one(_BY_URL, url) or self._one(_BY_FINAL_URL, url)
        return Row(**dict(zip(_COLUMNS.split(", "), found, strict=True))) if found else None

    def put(self, row: Row) -> None:
        """Keep what is known of an address, for good once this returns."""
        values = tuple(getattr(row, field.name) for field in fields(Row))
        sql = f"INSERT OR REPLACE INTO pages ({_COLUMNS}) VALUES ({_PLACES})"  # noqa: S608 - our own names
        self._guarded(lambda: self._connection.execute(sql, values))

    def note(self, name: str) -> str:
        """Return a value that a run left for the next, empty where there is none."""
        found = self._one("SELECT value FROM notes WHERE name = ?", name)
        return str(found[0]) if found else ""

    def leave_note(self, name: str, value: str) -> None:
        """Leave a value for the next run."""
        self._guarded(lambda: self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value)))

    def _one(self, sql: str, value: str) -> tuple[str, ...] | None:
        found: tuple[str, ...] | None = self._guarded(lambda: self._connection.execute(sql, (value,)).fetchone())
        return found

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in filter(str.strip, _TABLES.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        if version not in {0, _VERSION}:
            connection.close()
            raise OutputError(
                f"{self._path} was made by another release of lunargraph; move it away, and all is asked for anew."
            )
        return connection

    def _guarded(self, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work returns
        try:
            return work()
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise OutputError(
                    f"Another run is at work in {self._path.parent}; wait until it is done, or choose another folder."
                ) from None
            raise OutputError(
                f"{self._path} cannot be used ({error}); choose another folder, or make room on the disk."
            ) from None
        except sqlite3.DatabaseError:
            raise OutputError(f"{self._path} is damaged; move it away, and all is asked for anew.") from None
