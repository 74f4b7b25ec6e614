"""From the bytes of a web page to markup that can be read in bounded time."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from lxml import html as lxml_html

from lunargraph.articles import limits
from lunargraph.articles.encoding import decode
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note

_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
#: Where a page declares its encoding, in bytes; browsers look no further than its head, either.
_HEAD = 8_192
#: Encodings that pages are in; others that a name may mean are no encodings of text, or take attackers' time.
_ENCODING = re.compile(
    r"cp\d+|iso8859[-_]\d+|iso2022_\w+|koi8[-_]\w|mac[-_]\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|tis_620"
)
#: What is declared so is in fact the Western code page of Windows, which holds it.
_WESTERN = frozenset({"ascii", "iso8859-1", "latin_1"})
#: The share of signs that may be damaged in a page of a declared encoding.
_DAMAGED: Final = 0.002
#: The share of zero bytes up to which they are stray ones; in UTF-16 every second byte is zero.
_STRAY: Final = 0.01

_DATA = re.compile(r"data:[^\s\"'()<>]{500,}")
_TAG = re.compile(r"<[a-zA-Z]")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

_NO_TEXT = "no text could be found in the page; save it again or give plain text"
_DEEP = "its tags stand thousands deep in each other; give its text as a plain file"
#: libxml2 stops at 256 unless it is told otherwise.
_TOO_DEEP = etree.XPath("boolean(//*[count(ancestor::*) > 250])")
_SILENT = frozenset("script style noscript template svg nav footer header aside form button select iframe".split())
_READ = frozenset("p h1 h2 h3 h4 h5 h6 li td th blockquote pre figcaption dd dt".split())
_FACTS: Final = {
    "title": ("og:title",),
    "date": ("article:published_time", "date", "dc.date", "datepublished"),
    "outlet": ("og:site_name",),
    "author": ("author", "article:author"),
}


def load_page(file: BinaryIO, note: Note) -> str:
    """Return the markup of a page in a file; an encoding that had to be guessed is noted.

    Raises:
        InputError: where it is no text, or too large.
    """
    data = file.read(limits.PAGE_BYTES + 1)
    if len(data) > limits.PAGE_BYTES:
        raise InputError(f"it is larger than {limits.PAGE_BYTES // limits.MIB} MiB; save it without its pictures")
    text, guessed = decoded_page(data)
    if guessed:
        note(f"it was read as {guessed}; check its accented letters, or save it as UTF-8")
    return text


def decoded_page(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text of a page and, where its encoding had to be guessed, the name of that.

    A byte order mark goes before all else, then valid UTF-8, which does not happen by chance, then what the server's
    header ``declared`` (a whole content type, or "charset=..."), then what the page's head declares.

    Raises:
        InputError: where the bytes are no text.
    """
    if not data.startswith(_MARKS) and data.count(b"\0") <= _STRAY * len(data):
        # browsers pass over it
        data = data.replace(b"\0", b"")
    names = [match.group(1) for match in [_CHARSET.search(declared)] if match]
    names += [m.group(1).decode("ascii", "replace") for m in (_XML.match(data), _META.search(data[:_HEAD])) if m]
    if not data.startswith(_MARKS) and b"\0" not in data:
        for name in names:
            text = _as_declared(data, name)
            if text is not None:
                return text, ""
    return decode(data)


def _as_declared(data: bytes, name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    shifted = found.startswith("iso2022") and b"\x1b" in data
    if not shifted:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    found = "cp1252" if found in _WESTERN else found
    if not _ENCODING.fullmatch(found):
        return None
    text = data.decode(found, errors="replace")
    # one broken sign is no reason to guess at all the others
    return text if text.count("\ufffd") <= _DAMAGED * len(text) else None


def reduced(text: str) -> str:
    """Return markup without the pictures that stand in it as data.

    Raises:
        InputError: where it has more tags, or a tag more attributes, than a page.
    """
    text = _DATA.sub("data:,", text)
    if sum(1 for _ in _TAG.finditer(text)) > limits.PAGE_TAGS:
        raise InputError(
            f"it has more than {limits.PAGE_TAGS:,} tags; give the part that holds the text, or plain text"
        )
    for tag in _LONG_TAG.finditer(text):
        if len(_QUOTED.sub("", tag.group()).split()) > limits.TAG_ATTRIBUTES:
            raise InputError(
                f"a tag of it has more than {limits.TAG_ATTRIBUTES:,} attributes; give its text as a plain file"
            )
    return text


def parsed(text: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the tree of a page given as text.

    Raises:
        InputError: where there is nothing in it, or tags of it are nested deeper than the parser goes.
    """
    # without huge_tree what stands more than 256 deep, and all that follows, would be lost without a word
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, etree.LxmlError):
        raise InputError(_NO_TEXT) from None
    if parser.error_log.filter_from_fatals():
        raise InputError(_DEEP)
    return tree


def is_deep(tree: Any) -> bool:  # noqa: ANN401 - lxml has no types
    """Tell whether tags of a page are nested deeper than the extractor of main text sees, which parses by itself."""
    return bool(_TOO_DEEP(tree))


def is_dense(text: str) -> bool:
    """Tell whether finding the main text of a page would take longer than the page is worth."""
    return len(text) > limits.DENSE_SIGNS or sum(1 for _ in _TAG.finditer(text)) > limits.DENSE_TAGS


def dense_record(text: str) -> dict[str, Any]:
    """Return the record of a page by one walk over it: its paragraphs, headings, items and cells outside of menus.

    Raises:
        InputError: where it holds no text, or its tags are nested too deep.
    """
    tree = parsed(text)
    body = "\n\n".join(_paragraphs(tree))
    if not body:
        raise InputError(_NO_TEXT)
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").casefold()
        stated.setdefault(name, meta.get("content") or "")
    record: dict[str, Any] = {"text": body}
    for part, names in _FACTS.items():
        record[part] = next((stated[name] for name in names if stated.get(name)), "")
    record["title"] = record["title"] or (tree.findtext(".//title") or "").strip()
    links = (link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical")
    record["url"] = next(links, "") or stated.get("og:url", "")
    return record


def _paragraphs(tree: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    pieces: list[str] = []
    silent = read = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag, begins = element.tag, event == "start"
        if tag in _READ and not silent:
            if piece := " ".join("".join(pieces).split()):
                yield piece
            pieces = []
        silent += (1 if begins else -1) if tag in _SILENT else 0
        read += (1 if begins else -1) if tag in _READ else 0
        text = element.text if begins else element.tail
        if text and read and not silent:
            pieces.append(text)
        if tag == "br" and begins:
            pieces.append(" ")
