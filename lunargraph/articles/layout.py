"""The lines of a text, hard-wrapped ones joined, with their offsets and what kind of line each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BULLET = re.compile(r"(?:[-*•–·]|\(?\d{1,2}[.)])\s+")
END = re.compile(r"[.!?:;…][\"'”’)*]*\Z")
_ROW = re.compile(r".+\s\|\s.+")
_STOP = re.compile(r"[.!?…][\"'”’)*\]]*(?: ?[■●◆])?\Z")
_LONGEST_HEADING = 100
#: "by Ann Lee May 30, 2024" under a headline.
_BYLINE = re.compile(r"by (?:[A-Z][\w.’'-]*,? ?){2,6}(?:\d.*)?\Z")
_WRAPPED = 45
#: No line of a text that was wrapped by width is longer.
_WIDEST_WRAPPED = 110


@dataclass(frozen=True, slots=True)
class Line:
    """A line or wrapped paragraph; ``alone`` says that blank lines stand on both sides."""

    start: int
    end: int
    text: str
    alone: bool

    @property
    def kind(self) -> str:
        """What it is: item (a row of a list or table), heading or paragraph."""
        if BULLET.match(self.text) or _ROW.match(self.text):
            return "item"
        if not self.alone and len(self.text) <= _LONGEST_HEADING and not END.search(self.text):
            return "item"
        if len(self.text) <= _LONGEST_HEADING and not END.search(self.text):
            return "heading"
        return "paragraph"


def is_sentence(text: str) -> bool:
    """Seven words or more, ended like a sentence."""
    return bool(_STOP.search(text)) and len(text.split()) >= 7


def is_prose(text: str) -> bool:
    """A paragraph long enough to be the story's own."""
    return len(text) >= 50 and is_sentence(text) and not _ROW.match(text)


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text; those broken by a page's width are one."""
    wrapped = max((len(line) for line in text.split("\n")), default=0) <= _WIDEST_WRAPPED
    for block in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", text):
        joined: list[tuple[int, int]] = []
        for match in re.finditer(r"[^\n]+", block.group()):
            raw = match.group()
            start = block.start() + match.start() + len(raw) - len(raw.lstrip())
            end = block.start() + match.start() + len(raw.rstrip())
            if start >= end:
                continue
            if joined and _continues(text[slice(*joined[-1])], text[start:end], wrapped=wrapped):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        for start, end in joined:
            yield Line(start, end, text[start:end], len(joined) == 1)


def _continues(before: str, line: str, *, wrapped: bool) -> bool:
    last = before.rsplit("\n", 1)[-1]
    return (
        len(last) >= _WRAPPED
        and not END.search(last)
        and not BULLET.match(line)
        and not _BYLINE.match(line)
        and " | " not in last
        and " | " not in line
        and (wrapped or line[0].islower() or last[-1] in ",-–—(")
    )


def table_lines(lines: list[Line]) -> set[int]:
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
