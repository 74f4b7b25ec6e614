"""What can hold a claim, decided from the raw text, so that nothing else is parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Article


class Gate:
    """Tells articles that can state something from those that cannot."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Know the names of a lexicon."""
        self._lexicon = lexicon

    def admits(self, article: Article) -> bool:
        """Say whether an article can give a claim, a count or a milestone."""
        return bool(self._lexicon.names and article.text)
