"""PDF: the text layer, read in a process of its own and put back into paragraphs."""

from __future__ import annotations

import contextlib
import json
import math
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.articles import limits
from lunargraph.articles.readers.pdf_layout import Line, Span
from lunargraph.articles.readers.pdf_prose import paragraphs_of
from lunargraph.articles.readers.stated import author_of_file, date_in_head, date_of_file, title_of_file
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered

_WORKER = Path(__file__).with_name("pdf_worker.py")
#: Fewer letters a page than this are a scan's stamps, no text layer.
_LETTERS_A_PAGE = 25
_LOCKED = "it is encrypted and opens only with a password; save a copy without one"
_DAMAGED = "it is no PDF or a damaged one; open it in a viewer and save it again, or fetch it anew"
_SLOW = f"a page of it took longer than {limits.PDF_PATIENCE:g} s to read; print it to a new PDF or give its text"
_HEAVY = (
    f"reading it took more than {limits.PDF_MEMORY} MiB of memory or {limits.PDF_SECONDS} s, or broke the PDF library; "
    "print it to a new PDF or give its text"
)
_SCAN = "it has no text layer, only pictures of pages; run text recognition (OCR) on it first"
_GARBLED = (
    "its fonts do not say which letters they show, so its text is unreadable; run text recognition (OCR) on it first"
)


def read_pdf(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield a PDF as one record: its text, title, author, and date with how it was found (``published_from``).

    Raises:
        InputError: where it is damaged, encrypted, too large, or has no text layer.
    """
    data = file.read(limits.PDF_BYTES + 1)
    if not data:
        raise InputError("it is empty")
    if len(data) > limits.PDF_BYTES:
        raise InputError(f"it is larger than {limits.PDF_BYTES // 2**20} MiB; give the part that holds the text")
    head, *found = list(_worked(data))
    if "error" in head:
        raise InputError(_LOCKED if head["error"] == "locked" else _DAMAGED)
    pages = [page for page in found if page is not None]
    if head["pages"] > len(found):
        note(f"only the first {len(found)} of its {head['pages']} pages were read; split it to have all")
    if len(pages) < len(found):
        note(f"{len(found) - len(pages)} of its {len(found)} pages are damaged and were left out")
    paragraphs = paragraphs_of([(page["height"], [_span(s) for s in page["spans"]]) for page in pages])
    yield None, _record(paragraphs, head["info"], len(pages))


def _span(values: list[Any]) -> Span:
    left, right, base, size, bold, text = values
    return Span(float(left), float(right), float(base), float(size), bool(bold), str(text))


def _record(paragraphs: list[Line | str], info: dict[str, str], pages: int) -> dict[str, Any]:
    texts = [p.text if isinstance(p, Line) else p for p in paragraphs]
    text = "\n\n".join(texts)
    letters = sum(c.isalpha() for c in text)
    if letters < min(_LETTERS_A_PAGE * pages, 10 * _LETTERS_A_PAGE) and letters < 200:
        raise InputError(_SCAN)
    if sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in text) > 0.2 * letters:
        raise InputError(_GARBLED)
    record: dict[str, Any] = {
        "text": text,
        "title": title_of_file(info["Title"], text) or _largest(paragraphs),
        "author": author_of_file(info["Author"], text),
    }
    if stated := date_in_head(texts):
        return {**record, "date": stated, "published_from": "text"}
    tools = f"{info['Creator']} {info['Producer']}"
    if made := date_of_file(info["CreationDate"], info["ModDate"], tools, text):
        return {**record, "date": made, "published_from": "metadata"}
    return record


def _largest(paragraphs: list[Line | str]) -> str:
    """Return the largest heading among the first paragraphs, the first of several."""
    heads = [p for p in paragraphs[:8] if isinstance(p, Line) and 3 < len(p.text) <= 300]
    return max(heads, key=lambda line: line.size, default=None).text if heads else ""  # type: ignore[union-attr]


def _worked(data: bytes) -> Iterator[Any]:
    """Yield what the process that reads the PDF says, line by line; end it in any case."""
    given = [limits.PDF_PAGES, limits.PDF_SIGNS, limits.PDF_MEMORY, limits.PDF_SECONDS]
    process = subprocess.Popen(  # noqa: S603 - this interpreter and a file of this package
        # -P: the folder of the readers must not shadow modules of the library
        [sys.executable, "-P", str(_WORKER), *map(str, given)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    said: queue.Queue[bytes] = queue.Queue()
    threads = [
        threading.Thread(target=_feed, args=(process, data)),
        threading.Thread(target=_listen, args=(process, said)),
    ]
    try:
        for thread in threads:
            thread.daemon = True
            thread.start()
        yield from _lines(process, said)
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _lines(process: subprocess.Popen[bytes], said: queue.Queue[bytes]) -> Iterator[Any]:
    first = True
    # the first answer also waits for the process to start, which a busy machine takes its time for
    while True:
        try:
            line = said.get(timeout=limits.PDF_PATIENCE)
        except queue.Empty:
            raise InputError(_SLOW) from None
        if not line:
            break
        yield json.loads(line, parse_constant=lambda _: math.nan)
        first = False
    if process.wait() or first:
        raise InputError(_HEAVY)


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    # a process that gave up reads no further
    with contextlib.suppress(OSError, ValueError):
        if process.stdin is not None:
            process.stdin.write(data)
            process.stdin.close()


def _listen(process: subprocess.Popen[bytes], said: queue.Queue[bytes]) -> None:
    if process.stdout is not None:
        for line in process.stdout:
            said.put(line)
    said.put(b"")
