"""What stands in the body of a Word document, in order: the library's own ``text`` leaves accepted changes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn

from lunargraph.articles import limits
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: An element of lxml, which has no types.
Element = Any

_DEEP = "it is nested too deeply for a document; save its text as a new one"
_DENSE = f"it has more than {limits.DOCX_ELEMENTS:,} pieces of markup; split it or save it as text"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d|toc heading|table of figures", re.IGNORECASE)
#: A cell with two paragraphs of this length holds text that was put into columns, no table's value.
_LONG: Final = 150
_DEEPEST: Final = 200

#: Left out: what was deleted or moved away, hidden instructions, copies for old programs, notes.
_OUT = {
    qn(name)
    for name in (
        *("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:delInstrText", "w:sectPr", "w:sdtPr"),
        *("w:footnoteReference", "w:endnoteReference", "w:annotationRef", "w:commentReference", "w:rt"),
    )
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BOX = qn("w:txbxContent")
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _TEXT = (qn(n) for n in ("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:t"))
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item of a list, or a row of a table.

    ``level`` is 0 for the document's title, 1 to 9 for headings, None for all else. Rows and items of one ``group``
    stand on lines that follow each other. ``boxed`` says that it stands in a text box beside the text.
    """

    text: str
    level: int | None = None
    row: bool = False
    group: int = 0
    boxed: bool = False


class Styles:
    """What the styles of a document say about its paragraphs."""

    def __init__(self, element: Element) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in element.findall(qn("w:style"))}

    def name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style; Word's own names are English in every language."""
        return self._name(_value(paragraph, "w:pPr/w:pStyle"))

    def listed(self, paragraph: Element) -> bool:
        """Tell whether a paragraph has a bullet or number, by itself or by its style."""
        own = _value(paragraph, "w:pPr/w:numPr/w:numId")
        if own:
            return own != "0"
        style = _value(paragraph, "w:pPr/w:pStyle")
        for _ in range(10):
            if style not in self._styles:
                return False
            if number := _value(self._styles[style], "w:pPr/w:numPr/w:numId"):
                return number != "0"
            style = _value(self._styles[style], "w:basedOn")
        return False

    def _name(self, style: str) -> str:
        return _value(self._styles[style], "w:name") if style in self._styles else style


def _value(element: Element, way: str) -> str:
    found = element.find("/".join(qn(step) for step in way.split("/")))
    return "" if found is None else found.get(qn("w:val")) or ""


def blocks_of(body: Element, styles: Styles) -> Iterator[Block]:
    """Yield what a body holds, tables of contents left out.

    Raises:
        InputError: where it is nested or divided beyond the limits.
    """
    for count, _ in enumerate(body.iter()):
        if count > limits.DOCX_ELEMENTS:
            raise InputError(_DENSE)
    walk = _Walk(styles)
    yield from walk.blocks(body, 0)
    if rest := " ".join(walk.begun.split()):
        yield Block(rest)


class _Walk:
    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._group = 0
        self.begun = ""

    def blocks(self, parent: Element, depth: int, *, boxed: bool = False) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise InputError(_DEEP)
        for child in parent:
            if not isinstance(child.tag, str) or child.tag in _OUT:
                continue
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child, depth, boxed=boxed)
            elif child.tag == _TABLE:
                yield from self._table(child, depth, boxed=boxed)
            else:
                # content controls, insertions and the like stand around whole paragraphs
                yield from self.blocks(child, depth + 1, boxed=boxed)

    def _paragraph(self, paragraph: Element, depth: int, *, boxed: bool) -> Iterator[Block]:
        pieces: list[str] = []
        boxes: list[Element] = []
        _gather(paragraph, pieces, boxes, depth)
        name = self._styles.name(paragraph)
        text = self.begun + "".join(pieces)
        # where the end of a paragraph was deleted, the next one goes on in it
        ends = paragraph.find("/".join(qn(n) for n in ("w:pPr", "w:rPr", "w:del"))) is None
        self.begun = "" if ends else text
        text = "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
        if text and ends and not _CONTENTS.fullmatch(name):
            heading = _HEADING.fullmatch(name)
            level = 0 if name.casefold() == "title" else int(heading.group(1)) if heading else None
            if level is None and self._styles.listed(paragraph):
                yield Block(f"- {text}".replace("\n", " "), row=True, group=self._group, boxed=boxed)
            else:
                self._group += 1
                yield Block(text, level=level, boxed=boxed)
        for box in boxes:
            yield from self.blocks(box, depth + 1, boxed=True)

    def _table(self, table: Element, depth: int, *, boxed: bool) -> Iterator[Block]:
        rows = [list(self._cells(row, depth)) for row in _inside(table, _ROW, 0) if not _deleted(row)]
        if all(len(row) < 2 for row in rows) or any(_is_prose(cell) for row in rows for cell in row):
            yield from (block for row in rows for cell in row for block in cell)
            return
        self._group += 1
        for row in rows:
            cells = [" ".join(b.text.removeprefix("- ") for b in cell).replace("\n", " ") for cell in row]
            if any(cells):
                yield Block(" | ".join(cells), row=True, group=self._group, boxed=boxed)
        self._group += 1

    def _cells(self, row: Element, depth: int) -> Iterator[list[Block]]:
        for cell in _inside(row, _CELL, 0):
            yield list(self.blocks(cell, depth + 3))


def _is_prose(cell: list[Block]) -> bool:
    return sum(len(block.text) >= _LONG for block in cell) > 1


def _deleted(row: Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _inside(parent: Element, tag: str, depth: int) -> Iterator[Element]:
    """Yield rows or cells, also those in content controls or insertions, but none of a table inside."""
    if depth > _DEEPEST:
        raise InputError(_DEEP)
    for child in parent:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _OUT and child.tag not in {_ROW, _CELL, _TABLE}:
            yield from _inside(child, tag, depth + 1)


def _gather(element: Element, pieces: list[str], boxes: list[Element], depth: int) -> None:
    if depth > _DEEPEST:
        raise InputError(_DEEP)
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _OUT or (tag == _RUN and _hidden(child)):
            continue
        if tag == _TEXT:
            pieces.append(child.text or "")
        elif tag in _SIGNS:
            pieces.append(_SIGNS[tag])
        elif tag == _BOX:
            boxes.append(child)
        else:
            _gather(child, pieces, boxes, depth + 1)


def _hidden(run: Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in {"0", "false", "off"}
