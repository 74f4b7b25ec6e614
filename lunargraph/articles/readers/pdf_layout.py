"""Pages of a PDF to lines in the order in which people read them: columns one after the other, tables row by row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: A page with more rows than this is a drawing or an attack; its rows are taken as they stand.
_MOST_ROWS = 600
#: Rows on each side that make a gap a gutter between columns.
_FEWEST = 3
#: The narrowest gutter, in times the letters' size.
_GUTTER = 0.9
#: A column of prose fills its width like this on average; cells of a table do not.
_FULL = 0.6
_DEEPEST = 4
_MARK = re.compile(r"[-*•‣▪●■◦–·]|\(?\d{1,3}[.)]?|\(?[a-z][.)]")


@dataclass(slots=True)
class Span:
    """Signs side by side in one style: left and right edge, baseline from the foot of the page, size in points."""

    left: float
    right: float
    base: float
    size: float
    bold: bool
    text: str


@dataclass(slots=True)
class Line:
    """A line of a column, whose edges are ``first`` and ``last``; ``row`` says that it is a row of a table."""

    spans: list[Span]
    first: float = 0.0
    last: float = 0.0
    row: str = ""
    left: float = field(init=False)
    right: float = field(init=False)
    base: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Measure the spans: the longest style is the line's."""
        widest = max(self.spans, key=lambda s: len(s.text))
        self.size, self.base, self.bold = widest.size, widest.base, all(s.bold for s in self.spans if s.text.strip())
        self.left, self.right = min(s.left for s in self.spans), max(s.right for s in self.spans)
        self.text = self.row or _joined(self.spans, self.size, self.base)


def _joined(spans: Sequence[Span], size: float, base: float) -> str:
    text = ""
    last: Span | None = None
    for span in spans:
        if last is not None:
            if _is_note_mark(span, size, base) and text.rstrip()[-1:] not in {"", "(", "["}:
                # "Accords.12" is no number of the text
                last = span
                continue
            if span.left - last.right > 0.12 * size and not text.endswith(" "):
                text += " "
        text += span.text
        last = span
    return " ".join(text.split())


def _is_note_mark(span: Span, size: float, base: float) -> bool:
    raised = span.base - base > 0.15 * size
    return raised and span.size <= 0.8 * size and bool(re.fullmatch(r"[\d,\s–-]+|[*†‡§]+", span.text))


def rows_of(spans: Iterable[Span]) -> list[list[Span]]:
    """Return spans that share a baseline, from the top of the page down, each row from left to right.

    What is raised or lowered within a line by less than half its letters belongs to it.
    """
    rows: list[list[Span]] = []
    for span in sorted(spans, key=lambda s: (-s.base, s.left)):
        if rows:
            tallest = max(rows[-1], key=lambda s: s.size)
            if abs(tallest.base - span.base) < 0.45 * max(tallest.size, span.size):
                rows[-1].append(span)
                continue
        rows.append([span])
    for row in rows:
        row.sort(key=lambda s: s.left)
    return rows


def lines_of(spans: Sequence[Span]) -> list[Line]:
    """Return the lines of a page, or of a part of it, in reading order."""
    return list(_ordered(list(spans), 0))


def _ordered(spans: list[Span], depth: int) -> Iterator[Line]:
    rows = rows_of(spans)
    if depth >= _DEEPEST or len(rows) > _MOST_ROWS:
        yield from _plain(rows)
        return
    waiting: list[list[Span]] = []
    at = 0
    while at < len(rows):
        found = _gutter(rows, at)
        if found is None:
            waiting.append(rows[at])
            at += 1
            continue
        yield from _plain(waiting)
        waiting = []
        end, left, right = found
        band = [span for row in rows[at:end] for span in row]
        sides = [s for s in band if s.right <= left + 0.1], [s for s in band if s.left >= right - 0.1]
        if _is_prose(sides, rows[at:end]):
            for side in sides:
                yield from _ordered(side, depth + 1)
        elif _is_margin(sides[0]):
            yield from _plain(rows[at:end])
        else:
            yield from _table(rows[at:end])
        at = end
    yield from _plain(waiting)


def _plain(rows: Sequence[list[Span]]) -> Iterator[Line]:
    if not rows:
        return
    first, last = min(s.left for row in rows for s in row), max(s.right for row in rows for s in row)
    for row in rows:
        yield Line(row, first, last)


def _gutter(rows: Sequence[list[Span]], at: int) -> tuple[int, float, float] | None:
    """Return the row after the last one that shares a gutter with row ``at``, and the gutter's edges."""
    free = _free(rows[at])
    best: tuple[int, float, float] | None = None
    for end in range(at + 1, len(rows) + 1):
        good = [gap for gap in free if _divides(rows[at:end], gap)] if end - at >= _FEWEST else []
        if good:
            best = (end, *max(good, key=lambda g: g[1] - g[0]))
        if end == len(rows):
            break
        free = _common(free, _free(rows[end]), _GUTTER * min(s.size for s in rows[end]))
        if not any(right < float("inf") or left > float("-inf") for left, right in free):
            break
        if best is not None and not any(_overlap(best, gap) for gap in free):
            break
    return best


def _overlap(best: tuple[int, float, float], gap: tuple[float, float]) -> bool:
    return gap[0] < best[2] and best[1] < gap[1]


def _free(row: Sequence[Span]) -> list[tuple[float, float]]:
    """Return where a row has nothing: between its spans, and outside of them."""
    free = []
    edge = float("-inf")
    for span in row:
        if span.left > edge:
            free.append((edge, span.left))
        edge = max(edge, span.right)
    return [*free, (edge, float("inf"))]


def _common(
    some: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], width: float
) -> list[tuple[float, float]]:
    both = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return [(a, b) for a, b in both if b - a >= width]


def _divides(rows: Sequence[list[Span]], gap: tuple[float, float]) -> bool:
    """Say whether at least three rows stand on either side of a gap, none of it being the page's edge."""
    if gap[0] == float("-inf") or gap[1] == float("inf"):
        return False
    lefts = sum(row[0].right <= gap[0] for row in rows)
    rights = sum(row[-1].left >= gap[1] for row in rows)
    return min(lefts, rights) >= _FEWEST


def _is_prose(sides: tuple[list[Span], list[Span]], rows: Sequence[list[Span]]) -> bool:
    """Tell columns of prose from cells of a table: lines of prose fill their column, or do not stand side by side."""
    if any(_is_margin(side) for side in sides):
        return False
    filled = []
    for side in sides:
        wide = max(s.right for s in side) - min(s.left for s in side)
        lines = rows_of(side)
        if not wide or max(len(_joined(line, line[0].size, line[0].base)) for line in lines) < 12:
            return False
        filled.append(sum(line[-1].right - line[0].left for line in lines) / (wide * len(lines)))
    beside = sum(len(row) > 1 for row in rows)
    return min(filled) >= _FULL or (beside < 0.5 * len(rows) and max(filled) >= _FULL)


def _is_margin(side: Sequence[Span]) -> bool:
    """A column of bullets or numbers belongs to the lines beside it."""
    return all(_MARK.fullmatch(span.text.strip()) for span in side)


def _table(rows: Sequence[list[Span]]) -> Iterator[Line]:
    spans = sorted((span for row in rows for span in row), key=lambda s: s.left)
    columns: list[list[float]] = []
    for span in spans:
        if columns and span.left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], span.right)
        else:
            columns.append([span.left, span.right])
    first, last = columns[0][0], columns[-1][1]
    for row in rows:
        cells = [
            _joined([s for s in row if left <= s.left < right], row[0].size, row[0].base) for left, right in columns
        ]
        filled = [cell for cell in cells if cell]
        # a title over a table, or a note below it, is no row
        yield Line(row, first, last, " | ".join(cells) if len(filled) > 1 else "")
