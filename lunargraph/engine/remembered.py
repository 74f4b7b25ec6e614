"""What earlier runs read, as far as it still holds: the cache, seen through a recipe."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lunargraph.confidence import load_confidence
from lunargraph.engine.codec import from_bytes
from lunargraph.sureness import weighed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunargraph.engine.cache import Cache
    from lunargraph.engine.recipe import Recipe
    from lunargraph.model import Extraction

#: Bytes of the stamp that leads a result.
_STAMP = 16


@dataclass(frozen=True, slots=True)
class Remembered:
    """Results by the keys of a recipe. A result is known while the frames that took part in it are as they were."""

    recipe: Recipe
    cache: Cache | None

    def find(self, keys: Sequence[bytes]) -> dict[bytes, Extraction]:
        """Return the results that still hold, with confidences as they are worked out today."""
        if self.cache is None:
            return {}
        found = ((key, self._held(data)) for key, data in self.cache.find(keys).items())
        return {key: extraction for key, extraction in found if extraction is not None}

    def keep(self, results: Mapping[bytes, tuple[Extraction, bytes]]) -> None:
        """Remember results, each with its own bytes."""
        if self.cache is not None:
            stamp = self.recipe.stamp
            self.cache.keep({key: stamp(read.predicates) + data for key, (read, data) in results.items()})

    def _held(self, data: bytes) -> Extraction | None:
        try:
            read = from_bytes(data[_STAMP:])
        except ValueError:
            # of another form, or damaged
            return None
        if data[:_STAMP] != self.recipe.stamp(read.predicates):
            return None
        fitted = load_confidence()
        return replace(read, claims=tuple(weighed(claim, fitted) for claim in read.claims))
