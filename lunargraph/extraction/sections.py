"""Where a text begins something new: the numbered items of a newsletter, paragraphs with a heading in bold.

What was talked about under one number is not what "it" or "the station" means under the next.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lunargraph.extraction.nlp import Passage

_NUMBERED = re.compile(r"(?:\*\*)?(?:No\. ?)?\d{1,2}[.)]\s")
_HEADED = re.compile(r"(?:[-•*]\s+)?(?:\*\*|__)(?P<heading>[^*_\n]{3,80}?)(?:\*\*|__)")
#: "**June 2021** - ..." is a step of one story.
_DATED = re.compile(r"[\W\d]*(?:[A-Z][a-z]{2,8}\.?[\W\d]*)?(?:\d{4}|\d{1,2}\b)[\W\d]*")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+[\"“‘(]?[A-ZÀ-Ý]")
#: Fewer marks than this are chance: a sentence that begins with a number, one bold line.
_FEWEST = 3
_SHORTEST_PROSE = 120
#: What collections of unrelated news call themselves; a policy brief in numbered sections has one topic throughout.
_DIGEST = re.compile(
    r"\b(?:this|the|last|past) week\b|\bweek(?:ly)? in\b|\bweekly\b|\bround-?up\b|\bdigest\b|\bnewsletter\b|"
    r"\bin brief\b|\bbriefs\b|\bin short\b|\bother news\b|\bshort notes\b|"
    r"\b(?:mail|letter|notes|post|bulletin|dispatch),? (?:no|issue)\b",
    re.IGNORECASE,
)


def beginnings(title: str, text: str, passages: Sequence[Passage]) -> frozenset[int]:
    """Return where the passages begin that open a new item; empty where a text is no collection of items."""
    found: set[int] = set()
    for pattern in (_NUMBERED, _HEADED):
        marked = [p for p in passages if _opens(pattern, text, p)]
        if len(marked) >= _FEWEST:
            found |= {p.start for p in marked}
    announced = f"{title} {text[passages[0].start : min(found)] if found else ''}"
    return frozenset(found) if _DIGEST.search(announced) else frozenset()


def is_prose_item(line: str) -> bool:
    """Say whether an item of a list is a paragraph of whole sentences, to be read one by one.

    >>> is_prose_item("3. Chile: signatory")
    False
    """
    return len(line) >= _SHORTEST_PROSE and len(_SENTENCE_END.findall(line.partition(" ")[2])) > 1


def _opens(pattern: re.Pattern[str], text: str, passage: Passage) -> bool:
    line = text[passage.start : passage.end]
    hit = pattern.match(line)
    if hit is None or len(line) < _SHORTEST_PROSE:
        return False
    heading = hit.groupdict().get("heading", "")
    return not (heading and _DATED.fullmatch(heading))
