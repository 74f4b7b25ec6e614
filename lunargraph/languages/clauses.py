"""Where in a query something is wrong: the clause around a place, and the nearest of the names that exist."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# quoted text and comments hold no keywords
_SILENT = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|--[^\n]*|//[^\n]*|/\*.*?\*/", re.DOTALL)


def blanked(text: str) -> str:
    """Return a query with quoted text and comments blanked out, every other character in its place.

    >>> blanked("a = 'FROM' -- WHERE")
    'a =                '
    """
    return _SILENT.sub(lambda found: " " * len(found[0]), text)


def clause_at(text: str, position: int, keywords: Iterable[str]) -> str:
    """Return the keyword of the clause that a place in a query belongs to, in capitals; "" before the first.

    >>> clause_at("select a from t where b = 'order by'", 23, ["select", "from", "where", "order by"])
    'WHERE'
    """
    words = "|".join(word.replace(" ", r"\s+") for word in keywords)
    starts = re.finditer(rf"\b(?:{words})\b", blanked(text)[: position + 1], re.IGNORECASE)
    last = [found[0] for found in starts]
    return " ".join(last[-1].upper().split()) if last else ""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ' Did you mean X?' for the nearest of the names that exist, "" where none is near.

    >>> nearest("sinc", ["since", "until"]), nearest("xyz", ["since"])
    (' Did you mean since?', '')
    """
    folded = {one.casefold(): one for one in sorted(known)}
    close = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    return f" Did you mean {folded[close[0]]}?" if close else ""
