"""Set scraped boilerplate aside: what remains are passages of the article's own prose, with their offsets."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.model import Article

_BULLET = re.compile(r"(?:[-*•–·]|\(?\d{1,2}[.)])\s+")
_ROW = re.compile(r".+\s\|\s.+")
_LABELS = re.compile(r"(?:[A-Z][a-z]+){2,}\Z")
_PARTS = re.compile(r"\s+[|·•]\s+")
_END = re.compile(r"[.!?:;…][\"'”’)*]*\Z")
_LONGEST_HEADING = 100
_LONGEST_TAIL = 90
_WRAPPED = 45
_TAIL_FROM = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of ``article.text`` worth reading; ``kind`` is paragraph, heading or item (a row of a list or table)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    alone: bool


def clean(article: Article) -> list[Passage]:
    """Return the passages of an article in order, without overlap, stripped of surrounding white space.

    Set aside are link lists and whatever follows them, menus, bylines, captions, newsletter prompts,
    comments and disclaimers. The rules are data (``boilerplate.toml``) and know no particular site.
    """
    lines = _kept(list(_lines(article.text)), len(article.text))
    return [Passage(start=line.start, end=line.end, kind=_kind(line)) for line in lines]


def _kept(lines: list[_Line], length: int) -> Iterator[_Line]:
    tail, page = _patterns()
    tables = _table_lines(lines)
    for number, line in enumerate(lines):
        plain = line.text.strip("*_#>— \t").strip()
        if not plain or (number < 4 and _LABELS.match(plain)):
            continue
        if len(plain) <= _LONGEST_TAIL and tail.fullmatch(plain) and line.start >= _TAIL_FROM * length:
            return
        if page.fullmatch(plain.strip("()[]")) or page.fullmatch(plain) or (_is_menu(plain) and number not in tables):
            continue
        yield line


def _table_lines(lines: list[_Line]) -> set[int]:
    """Return the numbers of lines in tables: three or more in a row with equally many cells, three at least."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate(lines):
        cells = line.text.count(" | ")
        if run and not (cells >= 2 and cells == lines[run[-1]].text.count(" | ")):
            found |= set(run) if len(run) > 2 else set()
            run = []
        if cells >= 2:
            run.append(number)
    return found | (set(run) if len(run) > 2 else set())


def _is_menu(text: str) -> bool:
    """A menu is many short parts without a date or number: "News | Analysis | Events | Log in"."""
    parts = _PARTS.split(text)
    return len(parts) >= 3 and all(len(p.split()) <= 4 and not any(c.isdigit() for c in p) for p in parts)


def _kind(line: _Line) -> str:
    if _BULLET.match(line.text) or _ROW.match(line.text):
        return "item"
    if not line.alone and len(line.text) <= _LONGEST_HEADING and not _END.search(line.text):
        return "item"
    if len(line.text) <= _LONGEST_HEADING and not _END.search(line.text):
        return "heading"
    return "paragraph"


def _lines(text: str) -> Iterator[_Line]:
    """Yield lines, hard-wrapped ones joined; ``alone`` says that blank lines stand on both sides."""
    for block in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", text):
        joined: list[tuple[int, int]] = []
        for match in re.finditer(r"[^\n]+", block.group()):
            raw = match.group()
            start = block.start() + match.start() + len(raw) - len(raw.lstrip())
            end = block.start() + match.start() + len(raw.rstrip())
            if start >= end:
                continue
            if joined and _continues(text[slice(*joined[-1])], text[start:end]):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        for start, end in joined:
            yield _Line(start, end, text[start:end], len(joined) == 1)


def _continues(before: str, line: str) -> bool:
    last = before.rsplit("\n", 1)[-1]
    return (
        len(last) >= _WRAPPED
        and not _END.search(last)
        and not _BULLET.match(line)
        and " | " not in last
        and " | " not in line
    )


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads((Path(__file__).parent / "boilerplate.toml").read_text(encoding="utf-8"))
    tail, page = ("|".join(f"(?:{p})" for p in data[name]["patterns"]) for name in ("tail", "line"))
    return re.compile(tail, re.IGNORECASE), re.compile(page, re.IGNORECASE | re.DOTALL)
