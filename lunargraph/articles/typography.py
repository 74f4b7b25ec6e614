"""Signs that print alike brought to one form, and words that a line end broke made whole, before offsets count."""

from __future__ import annotations

import re

from lunargraph.articles.readers.hyphens import ends_broken, mended

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
#: Spaces of a set width, and the one that does not break.
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
#: Signs without ink: soft hyphen, zero-width space and joiner, marks of direction. Line ends of other systems.
_UNSEEN = dict.fromkeys("\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
_HYPHENS = {"\u2010": "-", "\u2011": "-", "\u2028": "\n", "\u2029": "\n\n"}
_SIGNS = str.maketrans({**_LIGATURES, **_SPACES, **_UNSEEN, **_HYPHENS})
_SOFT = re.compile("\u00ad(?!\\s*\n)")
#: Joiners mean something in scripts that join; between other letters they are litter.
_JOINERS = re.compile("(?<![\u0600-\u1cff\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f])[\u200c\u200d]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[`´ʼ＇](?=[^\W\d_])")
_TYPED = re.compile(r"``(.{1,400}?)''", re.DOTALL)
_BROKEN = re.compile("[\\w'’][-\u00ad]\n[^\\S\n]*(?=\\w)")
_WORD = re.compile(r"[^\W_](?:[\w'’]|-(?=\w))*")
#: A shorter line was ended by the writer, not by the width of a page.
_SHORTEST_WRAPPED = 30


def plain_signs(text: str) -> str:
    r"""Return a text with ligatures, spaces, hyphens and apostrophes in one form each, and without signs unseen.

    Quotation marks and dashes stay as they are: evidence is shown to the letter.

    >>> plain_signs("the o\ufb03ce\u00a0in Lima\u200b, Chang\u00b4e\u20117")
    "the office in Lima, Chang'e-7"
    """
    text = _JOINERS.sub("", _SOFT.sub("", text.translate(_SIGNS)))
    return _TYPED.sub(r'"\1"', _APOSTROPHE.sub("'", text))


def whole_words(text: str) -> str:
    r"""Return a text in which no word is broken by a hyphen at a line end; the rest of the word moves up.

    >>> print(whole_words("The agency has signed a long-awaited memo-\nrandum with its partner."))
    The agency has signed a long-awaited memorandum
    with its partner.
    """
    if not _BROKEN.search(text):
        return text.replace("\u00ad", "")
    known = frozenset(match.casefold() for match in _WORD.findall(text))
    lines: list[str] = []
    for line in text.split("\n"):
        before = lines[-1].rstrip() if lines else ""
        if len(before) < _SHORTEST_WRAPPED or not line.strip() or not ends_broken(before):
            lines.append(line)
            continue
        rest, _, after = line.lstrip().partition(" ")
        lines[-1] = mended(before, rest, known)
        if after.strip():
            lines.append(after)
    return "\n".join(lines).replace("\u00ad", "")
