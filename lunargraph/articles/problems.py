"""What went wrong with an input: one sentence for people, counted in the manifest, never the end of a run."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from lunargraph.articles.limits import NAMED

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

Severity = Literal["error", "skipped", "note"]

#: What differs between two sentences about the same trouble: names in quotes, and numbers.
_VARYING = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d,.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to tell about one input.

    ``kind``: error (an article or file was lost), skipped (left out on purpose) or note (kept, but look at it).
    ``line`` is the line or record number in the file, None for the whole file. ``reason`` is one sentence.
    ``cause`` is a word for counting, where there is one: "language es", "superseded".
    ``times`` is how many inputs it stands for: more than one where so many had the same trouble that only the first
    are named.
    """

    path: str
    line: int | None = None
    reason: str
    kind: Severity = "error"
    cause: str = ""
    times: int = 1


def shown_path(path: str | os.PathLike[str]) -> str:
    r"""Return a path as it can be printed and stored: names are hostile, too.

    >>> shown_path("a\nb.txt") == "a\ufffdb.txt"
    True
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in str(path))


class Telling:
    """Passes problems on, but of a trouble that very many inputs have, only the first; the rest is counted."""

    def __init__(self, report: Callable[[Problem], None], *, each: bool = False) -> None:
        """Pass on to ``report``; ``each`` of them where somebody else will count."""
        self._report, self._each = report, each
        self._times: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], Problem] = {}

    def __call__(self, problem: Problem) -> None:
        """Take a problem and pass it on, or count it."""
        if self._each:
            self._report(problem)
            return
        sort = (problem.kind, _VARYING.sub("*", problem.reason)[:200])
        if sort not in self._times and len(self._times) > NAMED:
            sort = (problem.kind, "")
        times = self._times[sort] = self._times.get(sort, 0) + 1
        if times <= NAMED:
            self._report(problem)
        else:
            self._last[sort] = problem

    def rest(self) -> None:
        """Tell of what was only counted, one problem for each sort of trouble."""
        for sort, last in self._last.items():
            more = self._times[sort] - NAMED
            reason = f"{more:,} more had the same trouble, this one the last: {last.reason}"
            self._report(replace(last, reason=reason, times=more))
        self._last.clear()
