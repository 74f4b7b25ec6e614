"""Which blocks of a web page are its story: those that the extractor finds, and what stands with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lunargraph.articles.readers.page_blocks import Block, blocks, without_furniture
from lunargraph.articles.typography import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

_SENTENCE = re.compile(r"[.!?…][\"'”’)]*\Z")
_MOSTLY_LINKS = 0.7
_ALONE = 0.98
#: An element that holds this share of the story is none of its furniture, whatever it is called.
_STORY = 0.34
#: What is kept must hold this share of what the extractor found, or its own text is taken.
_ENOUGH = 0.5


def story(tree: Any, title: str, found: list[str]) -> str:  # noqa: ANN401 - lxml has no types
    """Return the text of a page's story, paragraphs parted by blank lines, items and rows on lines that follow.

    Args:
        tree: the page; it is changed.
        title: its headline, which is left out of the text.
        found: the paragraphs that the extractor took for the main text: they say where the story stands.
            With none, every sentence of the page does.
    """
    anchors = {bare(line) for text in found for line in text.split("\n")} - {""}
    without_furniture(tree, _holder(tree, title, anchors))
    listed = blocks(tree)
    marks = [_is_anchor(b, anchors) if anchors else _is_prose(b) for b in listed]
    if not any(marks):
        return "\n\n".join(found)
    chosen = _chosen(listed, marks, title)
    text = laid_out(chosen)
    known = sum(len(anchor) for anchor in anchors)
    return text if len(bare(text)) >= _ENOUGH * known else "\n\n".join(found)


def _holder(tree: Any, title: str, anchors: set[str]) -> Any:  # noqa: ANN401
    """Return what says whether an element holds the headline or much of the story."""
    weights: dict[Any, int] = {}
    headline = bare(title)
    holds: set[Any] = set()
    for block in blocks(tree):
        plain = bare(block.text)
        is_headline = block.element.tag in ("h1", "h2", "h3") and bool(headline) and plain == headline
        weight = len(plain) if plain in anchors else 0
        if not (weight or is_headline):
            continue
        for element in (block.element, *block.element.iterancestors()):
            weights[element] = weights.get(element, 0) + weight
            if is_headline:
                holds.add(element)
    most = _STORY * max(weights.values(), default=0)

    def holds_story(element: Any) -> bool:  # noqa: ANN401
        return element in holds or 0 < most <= weights.get(element, 0)

    return holds_story


def _chosen(listed: list[Block], marks: list[bool], title: str) -> list[Block]:
    first, last = marks.index(True), len(marks) - 1 - marks[::-1].index(True)
    headline = bare(title)
    titles = [i for i, b in enumerate(listed[: last + 1]) if headline and bare(b.text) == headline]
    start = min((i + 1 for i in titles[-1:]), default=first)
    common = _common(block.element for block, mark in zip(listed, marks, strict=True) if mark)
    chosen = []
    for number, block in enumerate(listed[start:], start):
        if bare(block.text) == headline:
            continue
        if number < first:
            taken = len(block.text.split()) >= 6 and block.linked < 0.5
        elif number <= last:
            taken = block.linked < (_MOSTLY_LINKS if block.kind == "item" else _ALONE) or marks[number]
        else:
            taken = _is_prose(block) and any(e is common for e in (block.element, *block.element.iterancestors()))
        if taken:
            chosen.append(block)
    return chosen


def _common(elements: Iterable[Any]) -> Any:  # noqa: ANN401
    """Return the lowest element that holds all of these."""
    shared: list[Any] | None = None
    for element in elements:
        path = [element, *element.iterancestors()][::-1]
        shared = path if shared is None else [a for a, b in zip(shared, path, strict=False) if a is b]
    return shared[-1] if shared else None


def laid_out(chosen: list[Block]) -> str:
    """Return blocks as text."""
    text, before = "", None
    for block in chosen:
        close = before is not None and block.kind == before.kind and block.kind in ("item", "row")
        text += ("\n" if close else "\n\n" if text else "") + ("- " if block.kind == "item" else "") + block.text
        before = block
    return text


def _is_anchor(block: Block, anchors: set[str]) -> bool:
    plain = bare(block.text)
    return plain in anchors or any(bare(line) in anchors for line in block.text.split("\n"))


def _is_prose(block: Block) -> bool:
    return len(block.text) >= 60 and block.linked < 0.5 and bool(_SENTENCE.search(block.text))
