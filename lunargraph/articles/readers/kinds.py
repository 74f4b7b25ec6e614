"""What something without the name of a file holds: told from its first bytes, or from its media type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The file ending whose reader reads what a media type stands for, of those that articles come in from the web.
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
}
_SEEN = 65_536
_MARKUP = re.compile(
    r"<(?:!--|(?:!doctype html|\?xml|html|head|body|main|article|section|div|p|h1|meta|title)\b)", re.IGNORECASE
)
#: A head with lines that only letters have; "Title:" and "Date:" alone are a text's.
_LETTER = re.compile(
    r"(?:From [^\n]*\n)?(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n)*?"
    r"(?:MIME-Version|Received|Message-ID|Return-Path|Delivered-To|Content-Type):",
    re.IGNORECASE,
)
_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")


def media_type(header: str) -> str:
    """Return the media type that a content type names, in small letters, without what follows it.

    >>> media_type("Text/HTML; charset=utf-8")
    'text/html'
    """
    return header.partition(";")[0].strip().lower()


def kind_of(file: BinaryIO) -> str:
    """Return the file ending whose reader fits what an open, seekable file holds; .txt where nothing else does."""
    head = file.read(_SEEN)
    file.seek(0)
    for start, ending in _BINARY.items():
        if head.startswith(start):
            return _zipped(head) if ending == ".zip" else ending
    text = head.decode("utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", errors="replace").lstrip()
    if _LETTER.match(text):
        return ".mhtml" if "Snapshot-Content-Location:" in text else ".mbox" if text.startswith("From ") else ".eml"
    if text.startswith("["):
        return ".json"
    if text.startswith("{"):
        return _objects(file)
    if _MARKUP.match(text):
        return ".html"
    return ".md" if _FRONT.match(text.replace("\r\n", "\n")) else ".txt"


_BINARY: Mapping[bytes, str] = {b"%PDF-": ".pdf", b"PAR1": ".parquet", b"PK\x03\x04": ".zip"}


def _zipped(head: bytes) -> str:
    """Tell Office documents, which are zip archives with a list of what is in them, from archives of articles."""
    if b"[Content_Types].xml" not in head:
        return ".zip"
    return ".xlsx" if b"xl/" in head and b"word/" not in head else ".docx"


def _objects(file: BinaryIO) -> str:
    """Tell a JSON object over several lines from objects that stand on a line each."""
    lines = (line for line in iter(lambda: file.readline(2**26), b"") if line.strip())
    first, second = next(lines, b""), next(lines, b"")
    file.seek(0)
    if not second.lstrip().startswith(b"{"):
        return ".json"
    # a first line that is damaged must not make a file of many lines one broken object
    return ".jsonl" if first.rstrip().endswith(b"}") else ".json"
