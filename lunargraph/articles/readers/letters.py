"""MIME: from the bytes of a letter, or of a page saved as one, to its parts, in bounded time."""

from __future__ import annotations

import contextlib
import re
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any

from lunargraph.articles import limits
from lunargraph.articles.encoding import decode
from lunargraph.articles.readers.page_source import decoded_page
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note

_DAMAGED = "it is no e-mail or a damaged one; save it again from the mail program"
_LARGE = f"it is larger than {limits.MAIL_BYTES // limits.MIB} MiB; save it without its attachments"
_PARTS = f"it has more than {limits.MAIL_PARTS} parts; save the letters in it one by one"
_TANGLED = "it has too many headers, or too many parts for its length; save the letters in it one by one"
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
#: Signs of syntax in a header that says what a part is.
_SIGNS = 30


class _Bounded(EmailPolicy):
    """Headers of a length: the library takes its time with long ones."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, Any]:
        name, value = super().header_source_parse(sourcelines)  # type: ignore[arg-type]
        # quadratic in what is quoted, commented or parted; a part whose kind is lost so is plain text
        knotted = name.casefold().startswith("content-") and sum(value.count(sign) for sign in '"(;*') > _SIGNS
        return name, "" if knotted else value[: limits.MAIL_HEADER]


def load_letter(file: BinaryIO) -> EmailMessage:
    """Return a letter, its parts told apart.

    Raises:
        InputError: where it is empty, too large, divided too often, or none.
    """
    data = file.read(limits.MAIL_BYTES + 1)
    if not data.strip():
        raise InputError("it is empty")
    if len(data) > limits.MAIL_BYTES:
        raise InputError(_LARGE)
    boundaries = sum(1 for _ in _BOUNDARY.finditer(data))
    if boundaries > limits.MAIL_PARTS:
        raise InputError(_PARTS)
    # each line is held against every boundary around it
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    if boundaries * data.count(b"\n") > limits.MAIL_WORK or head.count(b"\n") > limits.MAIL_HEADERS:
        raise InputError(_TANGLED)
    try:
        letter = BytesParser(EmailMessage, policy=_Bounded()).parsebytes(data)
    except Exception:  # noqa: BLE001 - hostile headers break the library in many ways, and none may end the run
        raise InputError(_DAMAGED) from None
    if not isinstance(letter, EmailMessage) or not letter.keys():
        raise InputError(_DAMAGED)
    return letter


def header(letter: EmailMessage, name: str) -> str:
    """Return a header, decoded, on one line; an empty string where it is missing or damaged."""
    with contextlib.suppress(Exception):
        return " ".join(str(letter[name] or "").split())
    return ""


def kind(part: EmailMessage) -> str:
    """Return the media type of a part."""
    with contextlib.suppress(Exception):
        return part.get_content_type()
    return "application/octet-stream"


def filename(part: EmailMessage) -> str:
    """Return the name under which a part is attached, or an empty string."""
    with contextlib.suppress(Exception):
        return " ".join((part.get_filename() or "").split())
    return ""


def leaves(letter: EmailMessage) -> Iterator[tuple[EmailMessage, str]]:
    """Yield the parts that hold something, in order, each with the media type of what it is part of.

    A letter that is attached is one part.

    Raises:
        InputError: where there are too many.
    """
    stack: list[tuple[EmailMessage, str]] = [(letter, "")]
    seen = 0
    while stack:
        part, within = stack.pop()
        seen += 1
        if seen > limits.MAIL_PARTS:
            raise InputError(_PARTS)
        inner = part.get_payload()
        if kind(part).startswith("multipart/") and isinstance(inner, list):
            stack += [(child, kind(part)) for child in reversed(inner) if isinstance(child, EmailMessage)]
        else:
            yield part, within


def content(part: EmailMessage) -> bytes:
    """Return the bytes of a part, unpacked from how they were sent."""
    with contextlib.suppress(Exception):
        data = part.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""
    return b""


def text_of(part: EmailMessage, note: Note) -> str:
    """Return the text of a part of plain text or HTML; an encoding that had to be guessed is noted.

    Raises:
        InputError: where the bytes are no text.
    """
    data, charset = content(part), ""
    with contextlib.suppress(Exception):
        charset = part.get_content_charset() or ""
    if not data:
        return ""
    if kind(part) == "text/plain":
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            data.decode("utf-8")
            charset = ""
    text, guessed = decoded_page(data, f"charset={charset}") if charset or kind(part) == "text/html" else decode(data)
    if guessed:
        note(f"it was read as {guessed}; check its accented letters")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # in flowed text a line that ends with a space goes on
    flowed = kind(part) == "text/plain" and "flowed" in header(part, "content-type").casefold()
    return re.sub(r"(?<!^--) \n(?!>|\n)", " ", text, flags=re.MULTILINE) if flowed else text
