"""E-mail: newsletters saved as .eml, and mailboxes of them; what is attached is read as records of its own."""

from __future__ import annotations

import io
import os
import re
from typing import TYPE_CHECKING, Any, Final

from lunargraph.articles import limits
from lunargraph.articles.readers.kinds import MEDIA_TYPES
from lunargraph.articles.readers.letters import content, filename, header, kind, leaves, load_letter, text_of
from lunargraph.articles.readers.pdf import read_pdf
from lunargraph.articles.readers.text import read_markdown, read_text
from lunargraph.articles.readers.web import page_record, read_html
from lunargraph.articles.readers.word import read_docx
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import EmailMessage
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered, Reader

_ATTACHED: Final[Mapping[str, Reader]] = {
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".txt": read_text,
    ".md": read_markdown,
}
_ENCRYPTED: Final = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_SIGNATURES: Final = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_LOCKED = "it is encrypted (or signed in a form that hides its text); decrypt it in the mail program and save it again"
_UNCHECKED = "it is signed; whether the signature holds was not checked"
_NO_TEXT = "it holds no text"
_SIGNED, _SIGNED_BY = "-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP SIGNATURE-----"
_FORWARDED = re.compile(
    r"^[ \t>*_-]{0,80}(?:Begin forwarded|Forwarded|Original) message[^\n]*\n\s*"
    r"(?P<head>(?:[>* \t]*(?:From|Date|Sent|Subject|To|Cc|Reply-To):[^\n]*\n[>\s]*){2,})",
    re.IGNORECASE | re.MULTILINE,
)
_PAIR = re.compile(r"[>* \t]*(From|Date|Sent|Subject):[* \t]*([^\n]*)", re.IGNORECASE)
_REPLY = re.compile(r"(?:(?:fwd?|wg|tr|rv|re|aw)\s*:\s*|\[(?:external|ext)\]\s*)+", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*\Z")
#: Plain text of a letter is taken where that of its page is shorter than this share of it.
_POOR = 0.4


def read_eml(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield a letter as a record, and each attachment that can be read as one of its own.

    Title is the subject, ``outlet`` who it is from, the date that of sending; of a letter that was forwarded, those
    of the letter inside. What cannot be read is told.

    Raises:
        InputError: where it is no letter, encrypted, beyond the limits, or holds nothing that can be read.
    """
    records = list(_records(load_letter(file), note, 0))
    if not records:
        raise InputError(_NO_TEXT)
    if len(records) == 1:
        yield None, records[0]
        return
    yield from enumerate(records, 1)


def read_mbox(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield the letters of a mailbox file, one in memory at a time; one that cannot be read is told by its number."""
    number = 0
    for number, data in enumerate(_letters(file), 1):
        yield from ((number, record) for record in _of_letter(number, data, note))
    if not number:
        raise InputError("it holds no letter; a mailbox begins with a line 'From ...'")


def _of_letter(number: int, data: bytes | None, note: Note) -> list[dict[str, Any] | str]:
    if data is None:
        return [f"it is larger than {limits.MAIL_BYTES // limits.MIB} MiB"]
    try:
        letter = load_letter(io.BytesIO(data))
        return list(_records(letter, lambda reason: note(f"letter {number}: {reason}"), 0)) or [_NO_TEXT]
    except InputError as error:
        return [str(error)]


def _letters(file: BinaryIO) -> Iterator[bytes | None]:
    lines: list[bytes] = []
    size = 0
    begun = blank = False
    while line := file.readline(limits.MIB):
        if line.startswith(b"From ") and (blank or not begun):
            if begun:
                yield b"".join(lines) if size <= limits.MAIL_BYTES else None
            begun, blank, lines, size = True, False, [], 0
            continue
        if not begun:
            if line.strip():
                return
            continue
        blank = not line.strip()
        size += len(line)
        if size <= limits.MAIL_BYTES:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
    if begun:
        yield b"".join(lines) if size <= limits.MAIL_BYTES else None


def _records(letter: EmailMessage, note: Note, depth: int) -> Iterator[dict[str, Any] | str]:
    """Yield the records of a letter, and the reasons why parts of it are none."""
    if depth > limits.MAIL_DEPTH:
        yield f"letters are attached to it more than {limits.MAIL_DEPTH} deep; save the inner ones by themselves"
        return
    if kind(letter) in _ENCRYPTED:
        raise InputError(_LOCKED)
    bodies, rest = _sorted(letter, note)
    if (record := _body(bodies, note)) is not None:
        yield _named(letter, record)
    others = 0
    for part in rest:
        ending = os.path.splitext(filename(part))[1].casefold()  # noqa: PTH122 - a name in a letter is no path
        reader = _ATTACHED.get(ending or MEDIA_TYPES.get(kind(part), ""))
        if kind(part) == "message/rfc822":
            inner = part.get_payload()
            for attached in inner if isinstance(inner, list) else []:
                yield from _inner(attached, note, depth)
        elif reader is not None:
            yield from _attached(part, reader, note)
        else:
            others += not kind(part).startswith("image/")
    if others:
        note(f"{others} of its attachments are of a kind that cannot be read and were left out")


def _sorted(letter: EmailMessage, note: Note) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """Return the parts that are the text of a letter, and those that are attached to it."""
    bodies, rest = [], []
    for part, within in leaves(letter):
        shown = kind(part) in ("text/plain", "text/html") and not header(part, "content-disposition").startswith("att")
        if kind(part) in _SIGNATURES:
            note(_UNCHECKED)
        elif shown and not filename(part):
            bodies.append(part)
        elif within != "multipart/alternative":
            rest.append(part)
    return bodies, rest


def _inner(letter: Any, note: Note, depth: int) -> Iterator[dict[str, Any] | str]:  # noqa: ANN401 - any payload
    try:
        yield from _records(letter, note, depth + 1)
    except InputError as error:
        yield f"of a letter attached to it: {error}"


def _attached(part: EmailMessage, reader: Reader, note: Note) -> Iterator[dict[str, Any] | str]:
    name = filename(part)[:80]
    try:
        for _, record in reader(io.BytesIO(content(part)), lambda reason: note(f"its attachment {name!r}: {reason}")):
            yield record if isinstance(record, dict) else f"its attachment {name!r}: {record}"
    except InputError as error:
        yield f"its attachment {name!r}: {error}"


def _body(bodies: list[EmailMessage], note: Note) -> dict[str, Any] | None:
    """Return the text of a letter: of two forms of it the page, or plain text where the page holds little."""
    pages = [part for part in bodies if kind(part) == "text/html"]
    plain = "\n\n".join(filter(None, (text_of(p, note).strip() for p in bodies if kind(p) == "text/plain")))
    if "-----BEGIN PGP MESSAGE-----" in plain:
        raise InputError(_LOCKED)
    if _SIGNED in plain:
        note(_UNCHECKED)
        plain = _without_armour(plain)
    record: dict[str, Any] = {}
    if pages:
        try:
            record = page_record("\n".join(text_of(page, note) for page in pages))
        except InputError as error:
            if not plain:
                raise
            note(f"its page could not be read ({error}), its plain text was")
    words = sum(len(word) + 1 for word in plain.split() if "://" not in word)
    if plain and len(record.get("text") or "") < _POOR * words:
        record = {**record, "text": plain}
    return record if record.get("text") else None


def _without_armour(text: str) -> str:
    before, _, signed = text.partition(f"{_SIGNED}\n")
    _, _, signed = signed.partition("\n\n")
    body, _, _ = signed.partition(f"\n{_SIGNED_BY}")
    return f"{before}{re.sub(r'^- ', '', body, flags=re.MULTILINE)}".strip()


def _named(letter: EmailMessage, record: dict[str, Any]) -> dict[str, Any]:
    """Give a record what the letter says of itself, or what the letter forwarded in it says of that."""
    told = {name: header(letter, name) for name in ("from", "date", "subject")}
    text = record["text"]
    if forwarded := _FORWARDED.search(text[:4000]):
        inner = {name.casefold(): value.strip(" *\t") for name, value in _PAIR.findall(forwarded["head"])}
        inner["date"] = inner.get("date") or inner.pop("sent", "")
        told |= {name: value for name, value in inner.items() if value}
        note = text[: forwarded.start()].strip()
        text = (f"{note}\n\n" if note else "") + text[forwarded.end() :]
    sender = _ADDRESS.sub("", told["from"]).strip("\"'* ") or told["from"].strip("<> ")
    sender = sender.rpartition("@")[2] if " " not in sender else sender
    named = {
        "text": text,
        "title": _REPLY.sub("", told["subject"]) or record.get("title"),
        "url": header(letter, "archived-at").strip("<> ") or record.get("url"),
        "outlet": sender or record.get("outlet"),
        "author": record.get("author"),
    }
    # 28 May 2024 at 10:00 is a way of mail programs, and no date
    date = re.sub(r"\s+at\s.*|,?\s+\d{1,2}:\d\d.*", "", told["date"]).strip()
    return {**named, "date": date, "published_from": "metadata"} if date else named
