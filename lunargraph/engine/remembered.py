"""What earlier runs found out of articles, as far as it still holds: the cache, seen through a recipe."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lunargraph.articles.fingerprints import FINGERPRINT_BYTES
from lunargraph.articles.language import is_foreign
from lunargraph.confidence import load_confidence
from lunargraph.engine.codec import from_bytes
from lunargraph.sureness import weighed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lunargraph.engine.cache import Cache
    from lunargraph.engine.recipe import Recipe
    from lunargraph.model import Extraction

#: Bytes of the stamp that leads what is kept, and of the language after it.
_STAMP: Final = 16
_LANGUAGE: Final = 2
_HEAD: Final = _STAMP + _LANGUAGE
#: The stamp of what no frame took part in.
_UNSTAMPED: Final = bytes(_STAMP)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article.

    ``language`` is as :func:`lunargraph.articles.language.language_of` tells it; of one in another language than
    English there is nothing else, of all others what was read out and the ``fingerprint`` of their words.
    """

    language: str
    extraction: Extraction | None = None
    fingerprint: bytes = b""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known by the keys of a recipe, as long as the frames that took part in it are as they were."""

    recipe: Recipe
    cache: Cache | None

    def find(self, key: bytes) -> Known | None:
        """Return what still holds, with confidences as they are worked out today; None where nothing does."""
        data = None if self.cache is None else self.cache.find([key]).get(key)
        return None if data is None else self._held(data)

    def keep(self, found: Mapping[bytes, tuple[Known, bytes]]) -> None:
        """Remember what is known, each with the bytes of what was read out."""
        if self.cache is not None:
            self.cache.keep({key: self._led(known) + data for key, (known, data) in found.items()})

    def _led(self, known: Known) -> bytes:
        stamp = _UNSTAMPED if known.extraction is None else self.recipe.stamp(known.extraction.predicates)
        return stamp + known.language.encode("ascii").ljust(_LANGUAGE) + known.fingerprint

    def _held(self, data: bytes) -> Known | None:
        language = data[_STAMP:_HEAD].decode("ascii", "replace").strip()
        if len(data) == _HEAD and data.startswith(_UNSTAMPED):
            return Known(language) if is_foreign(language) else None
        fingerprint, rest = data[_HEAD : _HEAD + FINGERPRINT_BYTES], data[_HEAD + FINGERPRINT_BYTES :]
        try:
            read = from_bytes(rest)
        except ValueError:
            # of another form, or damaged
            return None
        if is_foreign(language) or data[:_STAMP] != self.recipe.stamp(read.predicates):
            return None
        fitted = load_confidence()
        claims = tuple(weighed(claim, fitted) for claim in read.claims)
        return Known(language, replace(read, claims=claims), fingerprint)
