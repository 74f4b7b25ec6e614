"""Lines of JSON-lines files that were read before: what a reader asks of whoever remembers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lunargraph.model import Article

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentArticle(Article):
    """An article of which it is known that it can state nothing: without its text, of which there is a SHA-256."""

    text: str = ""
    text_print: bytes


class LineMemory(Protocol):
    """Remembers lines whose articles can state nothing, and of which nothing was to be told."""

    def begin(self, path: Path) -> None:
        """Begin with the first line of a file."""

    def end(self) -> None:
        """End with the last line of the file."""

    def find(self, line: bytes) -> SilentArticle | None:
        """Return the article of a line; None where it is not known, so that the line is to be read."""

    def unclear(self) -> None:
        """Say that something was told of the line that was asked for last, which has to be told each time."""

    def offer(self, article: Article) -> None:
        """Give the article that was read out of the line that was asked for last."""
