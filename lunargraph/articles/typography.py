"""Signs that print alike brought to one form, and words that a line end broke made whole, before offsets count."""

from __future__ import annotations

import re

from lunargraph.articles.hyphens import ends_broken, mended
from lunargraph.files import storable

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
#: Spaces of a set width, and the one that does not break.
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
#: Signs without ink: zero-width space and joiner, marks of direction. Line ends of other systems.
_UNSEEN = dict.fromkeys("\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
_HYPHENS = {"\u2010": "-", "\u2011": "-", "\u2028": "\n", "\u2029": "\n\n"}
#: Control characters: those that end a line or page do so, others become a space each, so that offsets hold.
_CONTROLS = {chr(code): " " for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in {0x09, 0x0A}}
_CONTROLS |= dict.fromkeys("\x0b\x0c\r\x85", "\n")
#: What is replaced wherever it stands, in any order: no sign is replaced by another of these.
_SIGNS = {**_CONTROLS, **_LIGATURES, **_SPACES, **_UNSEEN, **_HYPHENS}
#: Signs beyond ASCII of which something may have to be done.
_ODD = re.compile(f"[{''.join(s for s in _SIGNS if not s.isascii())}\u00ad\u200c\u200d´ʼ＇\ud800-\udfff]")
_ASCII = bytes(range(0x80))
#: Each byte of UTF-8, controls of ASCII replaced.
_BYTES = bytes(ord(_CONTROLS.get(chr(code), chr(code))) for code in _ASCII) + bytes(range(0x80, 0x100))
#: What is neither letter nor digit, of ASCII and of all signs.
_NO_LETTERS = bytes(code for code in _ASCII if not chr(code).isalnum())
_BESIDE = re.compile(r"[\W_]+")
_SOFT = re.compile("\u00ad(?!\\s*\n)")
#: Joiners mean something in scripts that join; between other letters they are litter.
_JOINERS = re.compile("(?<![\u0600-\u1cff\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f])[\u200c\u200d]")
_APOSTROPHE = re.compile(r"[`´ʼ＇](?<=[^\W\d_].)(?=[^\W\d_])")
_BROKEN = re.compile("\n(?<=[\\w'’][-\u00ad]\n)[^\\S\n]*(?=\\w)")
_WORD = re.compile(r"[^\W_](?:[\w'’]|-(?=\w))*")
#: A shorter line was ended by the writer, not by the width of a page.
_SHORTEST_WRAPPED = 30
#: Signs of the longest quotation between ``typed marks''.
_LONGEST_TYPED = 400


def normalise(text: str) -> str:
    r"""Return a text with line ends, ligatures, spaces, hyphens and apostrophes in one form each.

    Signs unseen are left out, controls and halves of characters replaced. Quotation marks and dashes stay as they
    are: evidence is shown to the letter. Offsets count in the result.

    >>> normalise("the o\ufb03ce\u00a0in Lima\u200b, Chang\u00b4e\u20117")
    "the office in Lima, Chang'e-7"
    >>> normalise("a\r\nb\rc\fd\x00e")
    'a\nb\nc\nd e'
    """
    data = text.encode("utf-8", "surrogatepass")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    data = data.translate(_BYTES)
    odd: frozenset[str] = frozenset()
    if not text.isascii():
        # most of a text is ASCII, and what little is not tells what there is to do
        odd = frozenset(_ODD.findall(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")))
    text = data.decode("utf-8", "surrogatepass")
    for sign in odd & _SIGNS.keys():
        text = text.replace(sign, _SIGNS[sign])
    others = odd - _SIGNS.keys()
    if others:
        text = _JOINERS.sub("", _SOFT.sub("", storable(text)))
    if others or "`" in text:
        text = _typed(_APOSTROPHE.sub("'", text))
    return text


def bare(text: str) -> str:
    """Return the letters and digits of a text alone, small: what is the same for readers is the same then.

    >>> bare("Chang’e-7: “Zürich”, 2026")
    'change7zürich2026'
    """
    text = text.casefold()
    if text.isascii():
        return text.encode("ascii").translate(None, _NO_LETTERS).decode("ascii")
    return _BESIDE.sub("", text)


def _typed(text: str) -> str:
    """Return a text with quotation marks for ``typed ones''; a pattern would look through a text of marks for hours."""
    pieces, done = [], 0
    start = text.find("``")
    while start >= 0 and (end := text.find("''", start + 3)) >= 0:
        if end - start - 2 <= _LONGEST_TYPED:
            pieces += [text[done:start], '"', text[start + 2 : end], '"']
            done = end + 2
            start = text.find("``", done)
        else:
            start = text.find("``", max(start + 1, end - 2 - _LONGEST_TYPED))
    return "".join(pieces) + text[done:]


def whole_words(text: str) -> str:
    r"""Return a text in which no word is broken by a hyphen at a line end; the rest of the word moves up.

    >>> print(whole_words("The agency has signed a long-awaited memo-\nrandum with its partner."))
    The agency has signed a long-awaited memorandum
    with its partner.
    """
    if "\u00ad" not in text and "-\n" not in text:
        return text
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
