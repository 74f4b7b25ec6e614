"""Read articles from files and folders, one at a time; a bad one is reported and never ends the run."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from lunargraph.articles.files import FileReading
from lunargraph.articles.lines import SilentArticle
from lunargraph.articles.mapping import FieldMap
from lunargraph.articles.problems import Problem, Telling, shown_path
from lunargraph.articles.walk import STDIN, files_of
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lunargraph.articles.lines import LineMemory
    from lunargraph.model import Article


def read_articles(
    paths: Iterable[str | Path],
    *,
    report: Callable[[Problem], None],
    fields: Mapping[str, str] | None = None,
    form: str = "",
    known: LineMemory | None = None,
) -> Iterator[Article]:
    """Yield the articles in files and folders, in a stable order.

    ``report`` is told of everything that was lost, left out or odd. Folders are walked by sorted name;
    hidden files and README files inside them are not articles. Compressed files and zip archives are read as what is
    packed in them, problems there named "archive.zip!/folder/a.txt"; nothing is unpacked under a name on disk. Ids are
    the input's own; where it has none, a hash of the content. An id that comes twice is reported and only its first
    article kept.

    The path ``-`` is standard input; ``form`` is the file ending that it would have (``jsonl``), and where that is
    left out, its content tells. ``fields`` says which field of a record holds which part of an article, where that
    is not one of the usual names (see ``lunargraph.articles.mapping``); a field that no record has is reported.
    Lines of large JSON-lines files that are ``known`` are not read: their articles come as :class:`SilentArticle`.

    Raises:
        InputError: at once, where a path does not exist.
    """
    # with names of one's own a line holds another article
    return _read_all(existing(paths), report, FieldMap(fields or {}), form, None if fields else known)


def existing(paths: Iterable[str | Path]) -> list[Path]:
    """Return the paths of inputs.

    Raises:
        InputError: where one does not exist.
    """
    checked = [Path(path) for path in paths]
    for path in checked:
        if path != STDIN and not os.path.exists(path):  # noqa: PTH110 - pathlib's own fails on a path that is too long
            raise InputError(f"{shown_path(path)} does not exist; give the files or folders that hold your articles.")
    return checked


def _read_all(
    paths: Iterable[Path],
    report: Callable[[Problem], None],
    fields: FieldMap,
    form: str,
    known: LineMemory | None,
) -> Iterator[Article]:
    seen: dict[str, bytes] = {}
    telling = Telling(report)
    reading = FileReading(telling, fields, form, known)
    try:
        for file in files_of(paths, telling):
            for place, line, article in reading.articles(file):
                print_ = text_print(article)
                first = seen.setdefault(article.id, print_)
                if first is not print_:
                    telling(repeated(article.id, place, line, same=first == print_))
                    continue
                yield article
    finally:
        telling.rest()
    for reason in fields.unseen():
        report(Problem(path="--map", reason=reason))


def text_print(article: Article) -> bytes:
    """Return a SHA-256 of an article's text."""
    if isinstance(article, SilentArticle):
        return article.text_print
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()


def repeated(article: str, place: str, line: int | None, *, same: bool) -> Problem:
    """Return what is told of an article whose id came before, with the ``same`` text or another."""
    reason = "it repeats an article already read" if same else _CLASH.format(article[:60])
    return Problem(path=place, line=line, reason=reason, kind="skipped")


_CLASH = "its id {!r} was already used by another article; only the first was kept, give each its own id"
