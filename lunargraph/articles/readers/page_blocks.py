"""A web page as blocks of text in reading order, what its markup calls furniture set aside."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Elements that hold no reading text of the page's own.
_SILENT = (
    "script style noscript template svg math iframe object embed canvas audio video select option textarea "
    "button form nav aside footer dialog figcaption menu head amp-sidebar amp-ad amp-embed amp-social-share"
).split()
_ROLES = frozenset("navigation banner contentinfo complementary dialog alertdialog search menu menubar toolbar".split())
_BLOCKS = frozenset(
    "html body main article section div header p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th "
    "blockquote pre figure hr address details summary fieldset center".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_:.]+|--+")
_SPACE = re.compile(r"\s+")
_LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text between two breaks: ``linked`` is the share of it that stands in links."""

    text: str
    kind: str
    linked: float
    element: Any


def without_furniture(tree: Any, holds_story: Callable[[Any], bool]) -> None:  # noqa: ANN401
    """Take out of a tree what its tags, roles and class names say is furniture, but nothing that holds the story."""
    for element in list(tree.iter(etree.Element)):
        parent = element.getparent()
        if parent is None or element.tag in ("body", "main", "html"):
            continue
        silent = element.tag in _SILENT or element.get("role") in _ROLES or _is_hidden(element)
        if (silent or _is_named(element)) and not holds_story(element):
            element.drop_tree()


def _is_named(element: Any) -> bool:  # noqa: ANN401
    names = [*(element.get("class") or "").split(), element.get("id"), element.get("data-component")]
    return any(_names_furniture(name) for name in names if name)


@functools.lru_cache(maxsize=4096)
def _names_furniture(name: str) -> bool:
    return _names().search(_CAMEL.sub("-", name).casefold()) is not None


def _is_hidden(element: Any) -> bool:  # noqa: ANN401
    style = element.get("style")
    if style:
        style = style.replace(" ", "").casefold()
        if "display:none" in style or "visibility:hidden" in style:
            return True
    return element.get("hidden") is not None


@functools.cache
def _names() -> re.Pattern[str]:
    data = tomllib.loads((files("lunargraph.articles.readers") / "markup.toml").read_text(encoding="utf-8"))
    return re.compile(rf"(?:\A|-)(?:{'|'.join(data['names'])})(?:\Z|-)")


def blocks(tree: Any) -> list[Block]:  # noqa: ANN401
    """Return the blocks of a tree in reading order; a row of a table of data is one block, its cells parted by |."""
    reader = _Reader()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        (reader.start if event == "start" else reader.end)(element)
    reader.flush(tree)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: list[Block] = []
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0
        self.table: Any = None
        self.breaks = 0

    def start(self, element: Any) -> None:  # noqa: ANN401
        tag = element.tag
        if tag == "table" and self.table is None:
            self.flush(element)
            self.table = element if _is_data(element) else None
        elif tag in _BLOCKS and (self.table is None or tag == "tr"):
            self.flush(element)
        elif tag in ("td", "th") and any(self.parts):
            self.parts.append(" | ")
        elif tag == "br":
            self.breaks += 1
            if self.breaks > 1:
                self.flush(element.getparent())
            else:
                self.parts.append("\n")
        self.links += tag == "a"
        self.add(element.text)

    def end(self, element: Any) -> None:  # noqa: ANN401
        tag = element.tag
        if tag in _BLOCKS and (self.table is None or tag in ("tr", "table")):
            self.flush(element)
        self.links -= tag == "a"
        if element is self.table:
            self.table = None
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        if not text:
            return
        self.parts.append(_SPACE.sub(" ", text))
        if stripped := text.strip():
            self.breaks = 0
            self.linked += len(stripped) if self.links > 0 else 0

    def flush(self, element: Any) -> None:  # noqa: ANN401
        self.breaks = 0
        if not self.parts:
            return
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            self.found.append(Block(text, self.kind(element), self.linked / len(text), element))
        self.parts, self.linked = [], 0

    def kind(self, element: Any) -> str:  # noqa: ANN401
        if self.table is not None:
            return "row"
        above = list(_above(element, 2))
        if {element.tag, *(parent.tag for parent in above)} & _HEADINGS:
            return "heading"
        tags = {element.tag, *(parent.tag for parent in above[:1])}
        return "item" if "li" in tags and element.tag in ("li", "p", "span", "div", "ul", "ol") else "paragraph"


def _above(element: Any, levels: int) -> Iterable[Any]:  # noqa: ANN401
    for _ in range(levels):
        element = element.getparent()
        if element is None:
            return
        yield element


def _is_data(table: Any) -> bool:  # noqa: ANN401
    """A table of data has short cells, two or more in a row, and no other table inside; others only lay out."""
    if table.find(".//table") is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    cells = [cell for row in rows for cell in row]
    return any(len(row) > 1 for row in rows) and all(len(cell.text_content()) <= _LONGEST_CELL for cell in cells)
