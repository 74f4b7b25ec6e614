"""News as plain text for a terminal and as Markdown for a letter or an issue; the text of articles stays text."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from lunargraph.addresses import is_web_address, quoted
from lunargraph.changes.diff import KINDS
from lunargraph.model import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.changes.items import Item, Quote

_RELATIONS = (Relation.MEMBER_OF, Relation.LEADS, Relation.COOPERATES_WITH)
#: What Markdown, or HTML inside it, gives a meaning within a line, and what some readers turn into links.
_MARKS = re.compile(r"([\\`*_{}\[\]<>|~!&#$^]|:(?=//)|(?<=www)\.)", re.IGNORECASE)


def text_lines(items: Sequence[Item], *, everything: bool = False) -> list[str]:
    """Return news as lines under one heading for each kind.

    What only gained or lost evidence is counted, or listed with the rest. Nothing new gives one line that says so.
    """
    shown, rest = _split(items, everything=everything)
    lines: list[str] = []
    for heading, group in _by_heading(shown):
        lines += [*([""] if lines else []), f"{heading} ({len(group)})"]
        for item in group:
            lines.append(f"  {item.title}: {item.detail}")
            lines += [f"    “{quote.sentence}” ({_source(quote)})" for quote in item.quotes[:1]]
    return [*lines, *_closing(len(shown), rest, blank=bool(lines))]


def markdown_lines(items: Sequence[Item], *, heading: str, everything: bool = False) -> list[str]:
    """Return news as a Markdown digest: a heading, a section for each kind, each item with its sentences and links.

    Text of articles is escaped, and only http and https addresses become links.
    """
    shown, rest = _split(items, everything=everything)
    lines = [f"# {escaped(heading)}"]
    for title, group in _by_heading(shown):
        lines += ["", f"## {title} ({len(group)})", ""]
        for item in group:
            lines.append(f"- **{escaped(item.title)}**: {escaped(item.detail)}")
            lines += [f"  - “{escaped(quote.sentence)}” {_linked(quote)}" for quote in item.quotes]
    return [*lines, *(escaped(line) for line in _closing(len(shown), rest, blank=True))]


def escaped(text: str) -> str:
    r"""Return a text so that Markdown shows it as it is.

    >>> escaped("[Peru](javascript:x) <b>")
    '\\[Peru\\](javascript:x) \\<b\\>'
    """
    return _MARKS.sub(r"\\\1", text)


def _split(items: Sequence[Item], *, everything: bool) -> tuple[list[Item], int]:
    shown = [item for item in items if everything or item.kind != "updated"]
    return shown, len(items) - len(shown)


def _by_heading(items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    # memberships before leads before cooperation
    ordered = sorted(items, key=lambda item: (KINDS.index(item.kind), _RELATIONS.index(item.change.tie["relation"])))
    for heading, group in groupby(ordered, key=lambda item: item.heading):
        yield heading, list(group)


def _closing(shown: int, rest: int, *, blank: bool) -> list[str]:
    ties = f"{rest} tie{'' if rest == 1 else 's'} only gained or lost evidence; --all lists them."
    lines = [] if shown else ["Nothing changed."] if not rest else ["No status or date changed."]
    lines += [ties] if rest else []
    return ["", *lines] if blank and lines else lines


def _source(quote: Quote) -> str:
    return ", ".join(part for part in (quote.outlet or "unknown outlet", quote.published or "undated") if part)


def _linked(quote: Quote) -> str:
    source = escaped(_source(quote))
    return f"([{source}]({quoted(quote.url)}))" if is_web_address(quote.url) else f"({source})"
