"""Plain text and Markdown: a file is an article, with a head of its fields where it has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lunargraph.articles.clean import head_of
from lunargraph.articles.readers.shared import load_text
from lunargraph.articles.typography import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z_][\w -]*):[ \t]*(.*?)[ \t]*\Z")
_HEADING = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*\n")
_HEADER = re.compile(r"\A(?:(?:Title|URL|Link|Date|Published|Outlet|Source|Author):[^\n]*\n)+\s*\n", re.IGNORECASE)


def read_text(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield a plain text file as one record; a head of "Title: ..." lines is taken as its fields.

    Without one, the line above the first paragraph that reads like a headline is the title, and stays in the text.
    """
    text = load_text(file, note)
    fields: dict[str, Any] = {}
    if head := _HEADER.match(text):
        fields = _pairs(head.group())
        text = text[head.end() :]
    if not fields:
        title, author = head_of(normalise(text))
        fields = {"title": title, "author": author}
    yield None, {**fields, "text": text}


def read_markdown(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield a Markdown file as one record: front matter between --- lines, a first heading as title."""
    text = load_text(file, note)
    fields: dict[str, Any] = {}
    if front := _FRONT.match(text):
        fields = _pairs(front.group(1))
        text = text[front.end() :]
    if heading := _HEADING.match(text):
        fields.setdefault("title", heading.group(1))
        text = text[heading.end() :]
    yield None, {**fields, "text": text.strip("\n")}


def _pairs(block: str) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for line in block.splitlines():
        if match := _PAIR.match(line.strip()):
            value = match.group(2)
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            pairs[match.group(1).strip().casefold()] = value
    return pairs
