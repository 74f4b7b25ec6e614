"""Read articles from files and folders, one at a time; a bad one is reported and never ends the run."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from lunargraph.articles.problems import Problem, Telling, shown_path
from lunargraph.articles.readers import READERS, STREAMED, limits
from lunargraph.articles.readers.packed import ARCHIVES, COMPRESSED, Budget, spooled, unpack, zip_members
from lunargraph.articles.records import to_article
from lunargraph.articles.walk import NOT_A_FILE, files_of, open_file
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers import Numbered
    from lunargraph.model import Article

    Report = Callable[[Problem], None]
    #: An article with the file or archive member that it comes from, and its line or record number there.
    Placed = tuple[str, int | None, Article]


def read_articles(paths: Iterable[str | Path], *, report: Callable[[Problem], None]) -> Iterator[Article]:
    """Yield the articles in files and folders, in a stable order.

    ``report`` is told of everything that was lost, left out or odd. Folders are walked by sorted name;
    hidden files and README files inside them are not articles. Compressed files and zip archives are read as what is
    packed in them, problems there named "archive.zip!/folder/a.txt"; nothing is unpacked under a name on disk. Ids are
    the input's own; where it has none, a hash of the content. An id that comes twice is reported and only its first
    article kept.

    Raises:
        InputError: at once, where a path does not exist.
    """
    checked = [Path(path) for path in paths]
    for path in checked:
        if not os.path.exists(path):  # noqa: PTH110 - pathlib's own fails on a path that is too long
            raise InputError(f"{shown_path(path)} does not exist; give the files or folders that hold your articles.")
    return _read_all(checked, report)


def _read_all(paths: Iterable[Path], report: Callable[[Problem], None]) -> Iterator[Article]:
    seen: dict[str, bytes] = {}
    telling = Telling(report)
    try:
        for file in files_of(paths, telling):
            for place, line, article in _read_file(file, telling):
                print_ = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()
                first = seen.setdefault(article.id, print_)
                if first is not print_:
                    same = "it repeats an article already read" if first == print_ else _CLASH.format(article.id[:60])
                    telling(Problem(path=place, line=line, reason=same, kind="skipped"))
                    continue
                yield article
    finally:
        telling.rest()


_CLASH = "its id {!r} was already used by another article; only the first was kept, give each its own id"
_CHANGED = "it changed while it was read, so articles may be missing or cut; build again when it is written"


def _read_file(path: Path, report: Report) -> Iterator[Placed]:
    place = shown_path(path)
    try:
        _check_ending(path.name)
        with open_file(path) as file:
            before = os.fstat(file.fileno())
            yield from _read_open(place, path.name, file, report, Budget(before.st_size))
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            report(Problem(path=place, reason=_CHANGED, kind="note"))
    except _UnknownError as error:
        report(Problem(path=place, reason=str(error), kind="skipped"))
    except InputError as error:
        report(Problem(path=place, reason=str(error)))
    except OSError as error:
        report(Problem(path=place, reason=_refused(error)))


def _read_open(  # noqa: PLR0913, PLR0917 - a place, what lies there, and what it may cost
    place: str, name: str, file: BinaryIO, report: Report, budget: Budget, depth: int = 0
) -> Iterator[Placed]:
    """Yield the articles of an open file, whatever it is packed in."""
    ending = _ending(name)
    if ending in READERS:

        def note(reason: str) -> None:
            report(Problem(path=place, reason=reason, kind="note"))

        for line, article in _articles(READERS[ending](file, note), place, report):
            yield place, line, article
        return
    if depth == limits.NESTED:
        raise InputError(f"it is packed more than {limits.NESTED} times; unpack it and give the files")
    if ending in COMPRESSED:
        with _fit(unpack(file, ending, budget), name[: -len(ending)]) as inner:
            yield from _read_open(place, name[: -len(ending)], inner, report, budget, depth + 1)
        return
    for member, opens in zip_members(file, budget):
        yield from _read_member(f"{place}!/{shown_path(member)}", member, opens, report, budget, depth)


def _read_member(  # noqa: PLR0913, PLR0917 - the same
    place: str, name: str, opens: Callable[[], BinaryIO] | str, report: Report, budget: Budget, depth: int
) -> Iterator[Placed]:
    if isinstance(opens, str):
        report(Problem(path=place, reason=opens))
        return
    try:
        _check_ending(name)
        with _fit(opens(), name) as file:
            yield from _read_open(place, name, file, report, budget, depth + 1)
    except _UnknownError as error:
        report(Problem(path=place, reason=str(error), kind="skipped"))
    except InputError as error:
        report(Problem(path=place, reason=str(error)))
        budget.spend(0)


def _fit(file: BinaryIO, name: str) -> BinaryIO:
    """Return an unpacked file as its reader needs it: as a stream, or as a copy that can be sought."""
    if _ending(name) in STREAMED | set(COMPRESSED):
        return file
    with file:
        return spooled(file)


class _UnknownError(InputError):
    """The ending says nothing that can be read."""


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


def _articles(records: Iterable[Numbered], place: str, report: Report) -> Iterator[tuple[int | None, Article]]:
    for line, record in records:
        if isinstance(record, str):
            report(Problem(path=place, line=line, reason=record))
            continue
        try:
            article, notes = to_article(record)
        except InputError as error:
            report(Problem(path=place, line=line, reason=str(error)))
            continue
        for reason in notes:
            report(Problem(path=place, line=line, reason=reason, kind="note"))
        yield line, article
