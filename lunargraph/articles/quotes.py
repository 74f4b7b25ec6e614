"""Where a quoted passage stands in a text, and the sentence around it: plain string work, no parser."""

from __future__ import annotations

import re

# typographic signs and their plain forms, one character each, so that offsets hold
_SAME = str.maketrans("\u2018\u2019\u02bc\u201c\u201d\u2010\u2011\u2013\u2014\u00a0", "'''\"\"---- ")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•–]|\d{1,2}[.)])\s)|[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Prof|Gen|Sen|Rep|Gov|Ltd|Inc|Co|vs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s*\Z"
)


def locate(text: str, quote: str) -> tuple[int, int] | None:
    r"""Return where a quote stands in a text as whole words, white space and style of signs aside.

    >>> locate("It said: \u201cBelarus\njoined.\u201d", 'said: "Belarus joined."')
    (3, 26)
    """
    words = _SPACE.split(quote.translate(_SAME).strip())
    if not any(words):
        return None
    pattern = r"\s+".join(map(re.escape, words))
    match = re.search(rf"(?<!\w){pattern}(?!\w)", text.translate(_SAME))
    return match.span() if match else None


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence, or the sentences, that ``text[start:end]`` touches.

    >>> sentence_around("It rained. Dr. Li said that Peru joined. She left.", 28, 32)
    'Dr. Li said that Peru joined.'
    """
    first, last = 0, len(text)
    for match in _BREAK.finditer(text):
        if _ABBREVIATED.search(text, 0, match.end()):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() + 1 >= end:
            last = match.end()
            break
    return text[first:last].strip()
