"""The rules of ``boilerplate.toml``: which lines are a page's own, wherever or only where they stand."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from lunargraph.articles.layout import BULLET, is_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = re.compile(r"\s+[|·•/»]\s+|\s{2,}")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?:19|20)\d\d|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    r"|(?:19|20)\d\d[-/.]\d\d[-/.]\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_TIMES = frozenset(
    "updated published posted last hours minutes hour minute ago min mins read edt est gmt utc ist bst cet pst".split()
)
_LONGEST_TAIL = 90
_LONGEST_LINE = 600
_LONGEST_DATED = 110
#: Labels over a list of keywords or links that are a few words each.
_OVER_KEYWORDS = re.compile(
    r"(?:topics?|tags?|labels?|keywords?|categories|contents|navigation|sections?|filed under):?", re.IGNORECASE
)
_OVER_LINKS = re.compile(r"(?:read|see|watch|listen)\b.*", re.IGNORECASE)


class _Table:
    """The patterns of one table, those that look for something within a line only where a sign of it stands there."""

    def __init__(self, patterns: Iterable[str], signs: Iterable[str]) -> None:
        self.signs = tuple(signs)
        self.within = [pattern for pattern in patterns if self.signs and pattern.startswith(".")]
        self._first = _any_of([pattern for pattern in patterns if pattern not in self.within])
        self._then = _any_of(self.within)

    def fits(self, text: str) -> bool:
        if self._first.fullmatch(text):
            return True
        folded = text.casefold() if self.within else ""
        return any(sign in folded for sign in self.signs) and self._then.fullmatch(text) is not None


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE | re.DOTALL)


@functools.cache
def table(name: str) -> _Table:
    """Return a table of ``boilerplate.toml``."""
    data = tomllib.loads((Path(__file__).parent / "boilerplate.toml").read_text(encoding="utf-8"))
    return _Table(data[name]["patterns"], data[name].get("signs", ()))


def _is(name: str, text: str) -> bool:
    if len(text) > _LONGEST_LINE:
        return False
    inner = text.strip("()[] ")
    return table(name).fits(text) or (inner != text and table(name).fits(inner))


def begins_tail(text: str) -> bool:
    """Nothing of the story follows."""
    return len(text) <= _LONGEST_TAIL and not is_sentence(text) and _is("tail", text)


def begins_list(text: str) -> bool:
    """Links to other stories follow."""
    return len(text) <= _LONGEST_TAIL and not is_sentence(text) and _is("list", text)


def is_page(text: str) -> bool:
    """The line is the page's own."""
    return _is("line", text) or _is("sentence", text) or (not is_sentence(text) and _is("label", text))


def over(text: str) -> str:
    """Say what a line of the page stands over: keywords, links, or nothing."""
    if _OVER_KEYWORDS.fullmatch(text):
        return "keywords"
    return "links" if _OVER_LINKS.fullmatch(text) and _is("label", text) and not is_sentence(text) else ""


def is_menu(text: str) -> bool:
    """Many short parts without a date or number: "News | Analysis | Events | Log in"."""
    parts = _PARTS.split(text)
    return len(parts) >= 3 and all(len(p.split()) <= 4 and not any(c.isdigit() for c in p) for p in parts)


def is_about_author(text: str) -> bool:
    """The line tells who the author is."""
    return _is("about", text)


def is_byline(text: str) -> bool:
    """The line names who wrote the article, and no more."""
    return len(text) <= _LONGEST_TAIL and not is_sentence(text) and _is("byline", text)


def is_dateline(text: str) -> bool:
    """The line gives a full date and little else: when, where and by whom the article was published."""
    if len(text) > _LONGEST_DATED or is_sentence(text) or BULLET.match(text) or not _DATE.search(text):
        return False
    rest = [
        word
        for word in re.findall(r"[^\W\d_]+", _DATE.sub(" ", text))
        if len(word) > 2 and word.casefold() not in _TIMES
    ]
    return len(rest) <= 9 and sum(word[0].isupper() for word in rest) >= 0.6 * len(rest)


def is_stamped(text: str) -> bool:
    """The line gives a full date with the time of day, and little else."""
    return bool(_CLOCK.search(text)) and is_dateline(text)
