"""From one file to its articles, whatever it is packed in: every trouble is a sentence, and the next file is read."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from lunargraph.articles import limits
from lunargraph.articles.lines import SilentArticle
from lunargraph.articles.problems import Problem, shown_path
from lunargraph.articles.readers import READERS, STREAMED
from lunargraph.articles.readers.kinds import kind_of
from lunargraph.articles.readers.packed import ARCHIVES, COMPRESSED, Budget, spooled, unpack, zip_members
from lunargraph.articles.readers.parts import CUT, part_reader
from lunargraph.articles.readers.records_json import read_unknown_lines
from lunargraph.articles.records import to_article
from lunargraph.articles.walk import NOT_A_FILE, STDIN, open_file
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lunargraph.articles.lines import LineMemory
    from lunargraph.articles.mapping import FieldMap
    from lunargraph.articles.problems import Severity
    from lunargraph.articles.readers import Note
    from lunargraph.articles.readers.parts import Part
    from lunargraph.model import Article

    #: An article with the file or archive member that it comes from, and its line or record number there.
    Placed = tuple[str, int | None, Article]
    _Numbered = tuple[int | None, dict[str, Any] | str | SilentArticle]
    _Reader = Callable[[BinaryIO, Note], Iterator[_Numbered]]

#: Bytes of standard input that are kept in memory; more go to a temporary file.
_IN_MEMORY = 2**24
#: Bytes from which it is worth while to ask which lines of a file are known.
_LARGE = 2**20
#: Of a file that a reader has no answer to.
BROKEN: Final = "it breaks its reader"
#: Of a file that was written meanwhile.
CHANGED: Final = "it changed while it was read, so articles may be missing or cut; build again when it is written"


class _UnknownError(InputError):
    """The ending says nothing that can be read."""


class FileReading:
    """Reads files of every format, alone, compressed or in archives."""

    def __init__(
        self,
        report: Callable[[Problem], None],
        fields: FieldMap,
        form: str = "",
        known: LineMemory | None = None,
    ) -> None:
        """Tell problems to ``report``; ``form`` is the ending that standard input would have.

        Lines of large JSON-lines files that are ``known`` are not read.
        """
        self._report, self._fields, self._form, self._known = report, fields, form, known

    def articles(self, path: Path, *, at: Path | None = None, part: Part | None = None) -> Iterator[Placed]:
        """Yield the articles of a file or of standard input.

        ``at`` is where the file lies, if not at the path by which it is told. Of a file with a ``part`` only that is
        read; that the file changes meanwhile is not told then.
        """
        place = shown_path(path)
        try:
            if path == STDIN:
                with _stdin() as file:
                    name = f"-.{self._form}" if self._form else f"-{kind_of(file)}"
                    yield from self._opened(place, name, file, Budget(0), 0)
                return
            _check_ending(path.name)
            with open_file(at or path) as file:
                if part is not None:
                    yield from self._read(place, part_reader(part), file)
                    return
                before = os.fstat(file.fileno())
                if self._known is not None and CUT.get(_ending(path.name)) == "lines" and before.st_size >= _LARGE:
                    yield from self._lines(place, at or path, file, self._known)
                else:
                    yield from self._opened(place, path.name, file, Budget(before.st_size), 0)
                after = os.fstat(file.fileno())
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                self._tell(place, CHANGED, "note")
        except InputError as error:
            self._tell(place, str(error), "skipped" if isinstance(error, _UnknownError) else "error")
        except OSError as error:
            self._tell(place, _refused(error), "error")

    def within(self, name: str, file: BinaryIO, size: int) -> Iterator[Placed]:
        """Yield the articles of an open, seekable file of a name and size."""
        try:
            _check_ending(name)
            yield from self._opened(shown_path(name), name, file, Budget(size), 0)
        except InputError as error:
            self._tell(shown_path(name), str(error), "skipped" if isinstance(error, _UnknownError) else "error")

    def _lines(self, place: str, path: Path, file: BinaryIO, known: LineMemory) -> Iterator[Placed]:
        known.begin(path)
        yield from self._read(place, partial(read_unknown_lines, known=known), file, known.offer)
        known.end()

    def _opened(self, place: str, name: str, file: BinaryIO, budget: Budget, depth: int) -> Iterator[Placed]:
        ending = _ending(name)
        if ending in READERS:
            yield from self._read(place, READERS[ending], file)
            return
        if depth == limits.NESTED:
            raise InputError(f"it is packed more than {limits.NESTED} times; unpack it and give the files")
        if ending in COMPRESSED:
            within = name[: -len(ending)]
            with _fit(unpack(file, ending, budget), within) as inner:
                yield from self._opened(place, within, inner, budget, depth + 1)
            return
        members = list(zip_members(file, budget))
        if not members:
            self._tell(place, "it holds no file that is an article", "skipped")
        for member, opens in members:
            yield from self._member(f"{place}!/{shown_path(member)}", member, opens, budget, depth)

    def _member(
        self, place: str, name: str, opens: Callable[[], BinaryIO] | str, budget: Budget, depth: int
    ) -> Iterator[Placed]:
        if isinstance(opens, str):
            self._tell(place, opens, "error")
            return
        try:
            _check_ending(name)
            with _fit(opens(), name) as file:
                yield from self._opened(place, name, file, budget, depth + 1)
        except InputError as error:
            self._tell(place, str(error), "skipped" if isinstance(error, _UnknownError) else "error")
            # where nothing more may come out, the archive ends here
            budget.spend(0)

    def _read(
        self, place: str, reader: _Reader, file: BinaryIO, offer: Callable[[Article], None] | None = None
    ) -> Iterator[Placed]:
        empty = True
        for line, record in self._records(place, reader, file):
            empty = False
            if isinstance(record, str):
                self._tell(place, record, "error", line)
                continue
            if isinstance(record, SilentArticle):
                yield place, line, record
                continue
            try:
                article, notes = to_article(self._fields.apply(record))
            except InputError as error:
                self._tell(place, str(error), "error", line)
                continue
            for reason in notes:
                self._tell(place, reason, "note", line)
            if offer is not None:
                offer(article)
            yield place, line, article
        if empty:
            self._tell(place, "it holds no article", "skipped")

    def _records(self, place: str, reader: _Reader, file: BinaryIO) -> Iterator[_Numbered]:
        try:
            yield from reader(file, lambda reason: self._tell(place, reason, "note"))
        except (InputError, OSError):
            raise
        except Exception as error:
            raise InputError(f"{BROKEN} ({type(error).__name__}); please report it") from error

    def _tell(self, place: str, reason: str, kind: Severity, line: int | None = None) -> None:
        if self._known is not None:
            self._known.unclear()
        self._report(Problem(path=place, line=line, reason=reason, kind=kind))


def _stdin() -> BinaryIO:
    """Return all of standard input as a file in which a reader can go back."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - who asked for it closes it
    shutil.copyfileobj(sys.stdin.buffer, file)
    file.seek(0)
    return file  # type: ignore[return-value]  # it is one in all but name


def _fit(file: BinaryIO, name: str) -> BinaryIO:
    """Return an unpacked file as its reader needs it: as a stream, or as a copy that can be sought."""
    if _ending(name) in STREAMED | set(COMPRESSED):
        return file
    with file:
        return spooled(file)


def _check_ending(name: str) -> None:
    while (ending := _ending(name)) in COMPRESSED:
        name = name[: -len(ending)]
    if ending not in READERS and ending not in ARCHIVES:
        legal = ", ".join(sorted({*READERS, *COMPRESSED, *ARCHIVES}))
        raise _UnknownError(
            f"the ending {shown_path(ending)[:20] or '(none)'} is not one that can be read; legal endings are {legal}"
        )


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].casefold()  # noqa: PTH122 - names inside archives are no paths


def _refused(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it cannot be read, because it is gone: it was removed meanwhile, or is a link to nothing"
    if error.errno == errno.ENXIO:
        return NOT_A_FILE
    return f"it cannot be read ({error.strerror}); check its permissions"
