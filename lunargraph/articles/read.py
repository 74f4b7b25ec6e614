"""Read articles from files and folders, one at a time; a bad one is reported and never ends the run."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lunargraph.articles.mapping import FieldMap
from lunargraph.articles.problems import Problem
from lunargraph.articles.readers import READERS
from lunargraph.articles.readers.kinds import kind_of
from lunargraph.articles.records import to_article
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lunargraph.articles.readers import Numbered
    from lunargraph.model import Article

#: The path that stands for standard input.
STDIN = Path("-")
#: Bytes of standard input that are kept in memory; more go to a temporary file.
_IN_MEMORY = 2**24


def read_articles(
    paths: Iterable[str | Path],
    *,
    report: Callable[[Problem], None],
    fields: Mapping[str, str] | None = None,
    form: str = "",
) -> Iterator[Article]:
    """Yield the articles in files and folders, in a stable order.

    ``report`` is told of everything that was lost, left out or odd. Folders are walked by sorted name;
    hidden files and README files inside them are not articles. Ids are the input's own; where it has
    none, a hash of the content. An id that comes twice is reported and only its first article kept.

    The path ``-`` is standard input; ``form`` is the file ending that it would have (``jsonl``), and where that is
    left out, its content tells. ``fields`` says which field of a record holds which part of an article, where that
    is not one of the usual names (see ``lunargraph.articles.mapping``); a field that no record has is reported.

    Raises:
        InputError: at once, where a path does not exist.
    """
    checked = [Path(path) for path in paths]
    for path in checked:
        if path != STDIN and not path.exists():
            raise InputError(f"{path} does not exist; give the files or folders that hold your articles.")
    return _read_all(checked, report, FieldMap(fields or {}), form)


def _read_all(
    paths: Iterable[Path], report: Callable[[Problem], None], fields: FieldMap, form: str
) -> Iterator[Article]:
    seen: dict[str, bytes] = {}
    for file in _files(paths, report):
        for line, article in _read_file(file, report, fields, form):
            print_ = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()
            first = seen.setdefault(article.id, print_)
            if first is not print_:
                same = "it repeats an article already read" if first == print_ else _CLASH.format(article.id[:60])
                report(Problem(path=str(file), line=line, reason=same, kind="skipped"))
                continue
            yield article
    for reason in fields.unseen():
        report(Problem(path="--map", reason=reason))


_CLASH = "its id {!r} was already used by another article; only the first was kept, give each its own id"


def _files(paths: Iterable[Path], report: Callable[[Problem], None]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            if path == STDIN or path.suffix.casefold() in READERS:
                yield path
            else:
                legal = ", ".join(sorted(READERS))
                reason = f"the ending {path.suffix or '(none)'} is not one that can be read; legal endings are {legal}"
                report(Problem(path=str(path), reason=reason, kind="skipped"))
            continue
        try:
            children = sorted(path.iterdir(), key=lambda p: p.name)
        except OSError as error:
            report(Problem(path=str(path), reason=f"the folder cannot be read ({error.strerror})"))
            continue
        inside = [p for p in children if not p.name.startswith(".") and p.stem.casefold() != "readme"]
        # a link to a folder could lead round in a circle
        yield from _files((p for p in inside if not (p.is_symlink() and p.is_dir())), report)


def _read_file(
    path: Path, report: Callable[[Problem], None], fields: FieldMap, form: str
) -> Iterator[tuple[int | None, Article]]:
    def note(reason: str) -> None:
        report(Problem(path=str(path), reason=reason, kind="note"))

    try:
        with _stdin() if path == STDIN else path.open("rb") as file:
            ending = path.suffix.casefold()
            if path == STDIN:
                ending = f".{form}" if form else kind_of(file)
            yield from _articles(READERS[ending](file, note), path, report, fields)
    except InputError as error:
        report(Problem(path=str(path), reason=str(error)))
    except OSError as error:
        report(Problem(path=str(path), reason=f"it cannot be read ({error.strerror}); check its permissions"))


def _stdin() -> BinaryIO:
    """Return all of standard input as a file in which a reader can go back."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - who asked for it closes it
    shutil.copyfileobj(sys.stdin.buffer, file)
    file.seek(0)
    return file  # type: ignore[return-value]  # it is one in all but name


def _articles(
    records: Iterable[Numbered], path: Path, report: Callable[[Problem], None], fields: FieldMap
) -> Iterator[tuple[int | None, Article]]:
    for line, record in records:
        if isinstance(record, str):
            report(Problem(path=str(path), line=line, reason=record))
            continue
        try:
            article, notes = to_article(fields.apply(record))
        except InputError as error:
            report(Problem(path=str(path), line=line, reason=str(error)))
            continue
        for reason in notes:
            report(Problem(path=str(path), line=line, reason=reason, kind="note"))
        yield line, article
