"""What a stream without a name holds, told from its first bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def kind_of(file: BinaryIO) -> str:
    """Return the file ending whose reader fits what an open, seekable file holds; .txt where nothing else does."""
    head = file.read(_SEEN)
    file.seek(0)
    for start, ending in _BINARY.items():
        if head.startswith(start):
            # an archive of articles is a zip, too
            return ".zip" if ending == ".docx" and b"[Content_Types].xml" not in head else ending
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


_BINARY: Mapping[bytes, str] = {b"%PDF-": ".pdf", b"PAR1": ".parquet", b"PK\x03\x04": ".docx"}


def _objects(file: BinaryIO) -> str:
    """Tell a JSON object over several lines from objects that stand on a line each."""
    lines = (line for line in iter(lambda: file.readline(2**26), b"") if line.strip())
    first, second = next(lines, b""), next(lines, b"")
    file.seek(0)
    if not second.lstrip().startswith(b"{"):
        return ".json"
    # a first line that is damaged must not make a file of many lines one broken object
    return ".jsonl" if first.rstrip().endswith(b"}") else ".json"
