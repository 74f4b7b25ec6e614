"""Records out of files: text, Markdown, HTML, JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import trafilatura
from lxml import html as lxml_html

from lunargraph.articles.encoding import decode
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: A record with its number in the file (None: the file is the record), or the reason why it is none.
Numbered = tuple[int | None, "dict[str, Any] | str"]
MAX_LINE = 64 * 1024 * 1024
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z_][\w -]*):[ \t]*(.*?)[ \t]*\Z")
_HEADING = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*\n")
_HEADER = re.compile(r"\A(?:(?:Title|URL|Link|Date|Published|Outlet|Source|Author):[^\n]*\n)+\s*\n", re.IGNORECASE)


def read_text(path: Path, note: Callable[[str], None]) -> Iterator[Numbered]:
    """Yield a plain text file as one record; a head of "Title: ..." lines is taken as its fields."""
    text = _load(path, note)
    fields: dict[str, Any] = {}
    if head := _HEADER.match(text):
        fields = _pairs(head.group())
        text = text[head.end() :]
    yield None, {**fields, "text": text}


def read_markdown(path: Path, note: Callable[[str], None]) -> Iterator[Numbered]:
    """Yield a Markdown file as one record: front matter between --- lines, a first heading as title."""
    text = _load(path, note)
    fields: dict[str, Any] = {}
    if front := _FRONT.match(text):
        fields = _pairs(front.group(1))
        text = text[front.end() :]
    if heading := _HEADING.match(text):
        fields.setdefault("title", heading.group(1))
        text = text[heading.end() :]
    yield None, {**fields, "text": text.strip("\n")}


def read_html(path: Path, note: Callable[[str], None]) -> Iterator[Numbered]:
    """Yield a saved web page as one record: main text and metadata, without any network access."""
    text = _load(path, note)
    if not text.strip():
        raise InputError("it is empty")
    document = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    fields: dict[str, Any] = {}
    if document is not None:
        fields = document if isinstance(document, dict) else document.as_dict()
    body = fields.get("text")
    if not body:
        try:
            tree = lxml_html.document_fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
        except (ValueError, lxml_html.etree.ParserError):
            raise InputError("no text could be found in the page; save it again or give plain text") from None
        for element in tree.xpath("//script|//style|//nav|//footer|//header|//aside"):
            element.drop_tree()
        body = "\n\n".join(
            p for p in (" ".join(e.text_content().split()) for e in tree.xpath("//p|//h1|//h2|//li")) if p
        )
        fields.setdefault("title", (tree.findtext(".//title") or "").strip())
    yield (
        None,
        {
            "text": body,
            "title": fields.get("title"),
            "url": fields.get("url"),
            "date": fields.get("date"),
            "outlet": fields.get("sitename") or fields.get("hostname"),
            "author": fields.get("author"),
        },
    )


def read_json(path: Path, note: Callable[[str], None]) -> Iterator[Numbered]:
    """Yield the records of a JSON file: one object, a list of objects, or {"articles": [...]}."""
    text = _load(path, note)
    if not text.strip():
        raise InputError("it is empty")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"it is not valid JSON (line {error.lineno}, column {error.colno}); mend it there") from None
    except RecursionError:
        raise InputError("its JSON is nested too deeply; give a list of flat objects") from None
    if isinstance(data, dict) and isinstance(data.get("articles"), list):
        data = data["articles"]
    if isinstance(data, list):
        for number, item in enumerate(data, 1):
            yield number, item if isinstance(item, dict) else "it is not an object with named fields"
    elif isinstance(data, dict):
        yield None, data
    else:
        raise InputError("it holds neither an object nor a list of objects")


def read_lines(path: Path, note: Callable[[str], None]) -> Iterator[Numbered]:
    """Yield the records of a JSON-lines file, one line in memory at a time."""
    with path.open("rb") as file:
        number = 0
        empty = True
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                while line and not line.endswith(b"\n"):
                    line = file.readline(MAX_LINE)
                empty = False
                yield number, f"the line is longer than {MAX_LINE // 2**20} MiB; split it"
                continue
            if not line.strip():
                continue
            empty = False
            yield number, _line_record(line, number, note)
    if empty:
        raise InputError("it is empty")


def _line_record(line: bytes, number: int, note: Callable[[str], None]) -> dict[str, Any] | str:
    try:
        text, encoding = decode(line.strip())
    except InputError as error:
        return str(error)
    if encoding:
        note(f"line {number} was read as {encoding}; check its accented letters, or save it as UTF-8")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        return f"it is not valid JSON (column {error.colno}); each line must be one object"
    except RecursionError:
        return "its JSON is nested too deeply; give a flat object"
    return data if isinstance(data, dict) else "it is not an object with named fields"


def read_csv(path: Path, note: Callable[[str], None]) -> Iterator[Numbered]:
    """Yield the rows of a CSV file with a header row."""
    csv.field_size_limit(MAX_LINE)
    text = _load(path, note)
    if not text.strip():
        raise InputError("it is empty")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in rows:
            yield rows.line_num, {key: value for key, value in row.items() if key is not None}
    except csv.Error as error:
        raise InputError(f"its row at line {rows.line_num} is damaged ({error}); mend it there") from None


READERS = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".csv": read_csv,
}


def _load(path: Path, note: Callable[[str], None]) -> str:
    text, encoding = decode(path.read_bytes())
    if encoding:
        note(f"it was read as {encoding}; check its accented letters, or save it as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pairs(block: str) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for line in block.splitlines():
        if match := _PAIR.match(line.strip()):
            value = match.group(2)
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            pairs[match.group(1).strip().casefold()] = value
    return pairs
