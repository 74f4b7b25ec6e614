"""Lines of a PDF to paragraphs: heads, page numbers and footnotes set aside, what the page broke joined again."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from lunargraph.articles.hyphens import ends_broken, mended
from lunargraph.articles.readers.pdf_layout import Line, Span, lines_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Running heads and page numbers stand in this share of the page's height, at its top and at its foot.
_EDGE = 0.12
#: Smaller letters than this share of the usual ones are small print.
_SMALL = 0.93
#: A line that ends before this share of its column ends a paragraph, if it ends a sentence.
_SHORT = 0.85
_LARGER = 1.1
_NUMBER = re.compile(
    r"(?:[-–—|•]\s*)?(?:page|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?(?:\s*[-–—|•])?", re.IGNORECASE
)
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?[.:]?\s*\S")
_BULLET = re.compile(r"(?:[-*•‣▪●■◦–·]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_ENDED = re.compile(r"[.!?:…][\"'”’)\]]*\Z")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
    | dict.fromkeys([*range(9), *range(11, 32), *range(127, 160), 0xFFFE, 0xFFFF, 0x200B, 0xFEFF])
)
_SOFT = re.compile("\u00ad(?!$)")
_REFERENCES = re.compile(r"(?:end ?notes|notes|references|bibliography|works cited|sources)", re.IGNORECASE)

Page = tuple[float, list[Span]]


def paragraphs_of(pages: Sequence[Page]) -> list[Line | str]:
    """Return the text of pages (height, spans) as paragraphs, in order; a heading is given as its first ``Line``."""
    cleaned = [[_legible(span) for span in spans] for _, spans in pages]
    heads = _running(pages, cleaned)
    body = _usual_size(span for spans in cleaned for span in spans)
    columns: list[list[Line]] = []
    for (height, _), spans in zip(pages, cleaned, strict=True):
        kept = [s for row in rows_of(spans) if not _is_furniture(row, height, heads) for s in row if s.text.strip()]
        lines = [line for line in lines_of(kept) if line.text]
        columns.extend(_without_notes(column, body) for column in _columns(lines))
    known = frozenset(_inner_words(line for column in columns for line in column))
    return _without_references(_joined(columns, body, known))


def _legible(span: Span) -> Span:
    span.text = _SOFT.sub("", span.text.translate(_LIGATURES))
    return span


def _usual_size(spans: Iterable[Span]) -> float:
    sizes: Counter[float] = Counter()
    for span in spans:
        sizes[span.size] += len(span.text)
    return max(sizes, key=sizes.__getitem__, default=10.0)


def _running(pages: Sequence[Page], cleaned: Sequence[list[Span]]) -> frozenset[str]:
    """Return what stands at the edge of two pages or more, numbers aside."""
    seen: Counter[str] = Counter()
    for (height, _), spans in zip(pages, cleaned, strict=True):
        edge = [row for row in rows_of(spans) if _at_edge(row, height)]
        seen.update({_key(span) for row in edge for span in row})
    return frozenset(key for key, count in seen.items() if count > 1)


def _at_edge(row: Sequence[Span], height: float) -> bool:
    return not _EDGE * height < row[0].base < (1 - _EDGE) * height


def _key(span: Span) -> str:
    return re.sub(r"\d+", "0", " ".join(span.text.split()).casefold())


def _is_furniture(row: Sequence[Span], height: float, heads: frozenset[str]) -> bool:
    return _at_edge(row, height) and all(
        _key(span) in heads or _NUMBER.fullmatch(span.text.strip()) for span in row if span.text.strip()
    )


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Part lines where the next one stands above: a new column begins there."""
    columns: list[list[Line]] = []
    for line in lines:
        if columns and line.base < columns[-1][-1].base and not _moved(columns[-1][-1], line):
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _moved(before: Line, line: Line) -> bool:
    return line.first >= before.last or line.last <= before.first


def _without_notes(column: list[Line], body: float) -> list[Line]:
    """Leave out footnotes: small print at the foot of a column that begins with a mark."""
    start = len(column)
    while start and column[start - 1].size <= _SMALL * body and not column[start - 1].row:
        start -= 1
    for number in range(start, len(column)):
        if _NOTE.match(column[number].text) and not _is_table_note(column, number):
            return column[:number]
    return column


def _is_table_note(column: Sequence[Line], number: int) -> bool:
    return number == 0 and len(column) > 40


def _inner_words(lines: Iterable[Line]) -> Iterable[str]:
    for line in lines:
        words = _WORD.findall(line.text)
        # the last may be half of one, and so may the first
        yield from (word.casefold() for word in words[1:-1])


def _joined(columns: Sequence[Sequence[Line]], body: float, known: frozenset[str]) -> list[Line | str]:
    paragraphs: list[Line | str] = []
    text = ""
    last: Line | None = None
    opening: Line | None = None

    def close() -> None:
        nonlocal text
        if text and opening is not None:
            opening.text = text
            heading = opening.size >= _LARGER * body or (opening.bold and not _ENDED.search(text))
            paragraphs.append(opening if heading else text)
        text = ""

    for column in columns:
        pitch = _pitch(column)
        for line in column:
            same_column = last is not None and column[0] is not line
            if last is None or opening is None or _begins(last, line, pitch if same_column else 0.0, text):
                close()
                text, opening = line.text, line
            else:
                text = mended(text, line.text, known)
            last = line
    close()
    return paragraphs


def _pitch(column: Sequence[Line]) -> float:
    """Return the usual distance between the lines of a column; more than twice the letters' size is no such."""
    steps = Counter(
        round(above.base - below.base)
        for above, below in pairwise(column)
        if 0 < above.base - below.base < 2 * above.size
    )
    return max(steps, key=lambda step: (steps[step], -step), default=1.2 * column[0].size)


def _begins(last: Line, line: Line, pitch: float, text: str) -> bool:
    """Say whether a line begins a paragraph; ``pitch`` is 0 where it is the first of its column."""
    if last.row or line.row:
        return True
    if abs(line.size - last.size) > 0.08 * last.size or line.bold != last.bold:
        return True
    if ends_broken(text) and line.text[:1].islower():
        return False
    if _BULLET.match(line.text):
        return True
    ended = bool(_ENDED.search(text))
    if not pitch:
        # across columns and pages only the end of a sentence can end a paragraph
        return ended and (_indented(line) or last.right < last.first + _SHORT * (last.last - last.first))
    if last.base - line.base > 1.35 * max(pitch, line.size):
        return True
    if ended and last.right < last.first + _SHORT * (last.last - last.first) and line.text[:1].isupper():
        return True
    return (
        _indented(line) and not _indented(last) and (ended or not line.text[:1].islower()) and not _BULLET.match(text)
    )


def _indented(line: Line) -> bool:
    return 0.6 * line.size < line.left - line.first < 4 * line.size


def _without_references(paragraphs: list[Line | str]) -> list[Line | str]:
    """Leave out numbered notes and references at the end: titles of other texts, which state nothing here."""
    kept: list[Line | str] = []
    inside = False
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.text if isinstance(paragraph, Line) else paragraph
        if _REFERENCES.fullmatch(text.strip(" :")) and number > 0.4 * len(paragraphs):
            inside = True
        elif inside and not (_NOTE.match(text) or "://" in text or "doi.org" in text):
            inside = False
        if not inside:
            kept.append(paragraph)
    return kept
