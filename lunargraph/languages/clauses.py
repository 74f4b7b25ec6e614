"""Where in a query something is wrong: the clause around a place, and the nearest of the names that exist."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_STRING = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
#: Quoted text and comments of Cypher. In SQL a quote is doubled, a backslash means nothing and ``//`` divides.
CYPHER_SILENT = re.compile(rf"{_STRING}|//[^\n]*", re.DOTALL)
SQL_SILENT = re.compile(r"'[^']*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)


def blanked(text: str, silent: re.Pattern[str]) -> str:
    """Return a query with what holds no keywords blanked out, every other character in its place.

    >>> blanked("a = 'FROM' -- WHERE", SQL_SILENT), blanked("(a)-->(b) // WHERE", CYPHER_SILENT)
    ('a =                ', '(a)-->(b)         ')
    """
    return silent.sub(lambda found: " " * len(found[0]), text)


def clause_at(plain: str, position: int, keywords: Iterable[str]) -> str:
    """Return the keyword of the clause that a place in a blanked query belongs to, in capitals; "" before the first.

    >>> clause_at("select a from t where b = ", 23, ["select", "from", "where", "order by"])
    'WHERE'
    """
    words = "|".join(word.replace(" ", r"\s+") for word in keywords)
    last = [found[0] for found in re.finditer(rf"\b(?:{words})\b", plain[: position + 1], re.IGNORECASE)]
    return " ".join(last[-1].upper().split()) if last else ""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ' Did you mean X?' for the nearest of the names that exist, "" where none is near.

    >>> nearest("sinc", ["since", "until"]), nearest("xyz", ["since"])
    (' Did you mean since?', '')
    """
    folded = {one.casefold(): one for one in sorted(known)}
    close = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    return f" Did you mean {folded[close[0]]}?" if close else ""
