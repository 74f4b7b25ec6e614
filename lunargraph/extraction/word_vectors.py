"""What a pipeline's first layers make of a word, remembered.

spaCy's token-to-vector layers begin with one vector for each word, from its letters, shape and affixes alone; that is
a third of their work. A text repeats its words, and news repeats its own, so each word's vector is worked out once, by
these layers themselves, and kept. A row of their results does not depend on the other rows, so every vector is as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from thinc.api import Model, chain
from thinc.types import Ragged

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

NAME: Final = "remembered"
_EXPECTED: Final = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
#: So many words are kept, 400 bytes each; when there are more, it begins anew.
_KEPT: Final = 30_000
_ODD: Final = 0x9E3779B97F4A7C15


def remember_words(nlp: Language) -> None:
    """Let a pipeline keep the vectors of words, where its layers are those that spaCy's small pipelines have."""
    if not nlp.has_pipe("tok2vec"):
        return
    model: Any = getattr(nlp.get_pipe("tok2vec"), "model", None)
    embed = model.layers[0] if model is not None and len(model.layers) == 2 else None
    layers: list[Any] = list(embed.layers) if embed is not None else []
    if tuple(layer.name.partition("(")[0] for layer in layers) != _EXPECTED:
        return
    features, ragged, hashed, mixed, listed = layers
    model.layers[0] = chain(features, ragged, Model(NAME, _forward, layers=[hashed, mixed], attrs=_empty()), listed)


def _empty() -> dict[str, Any]:
    return {"places": {}, "rows": np.zeros((0, 0), dtype="uint64"), "vectors": np.zeros((0, 0), dtype="float32")}


def _forward(
    model: Model[Ragged, Ragged],
    words: Ragged,
    is_train: bool,  # noqa: FBT001 - thinc's own signature
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    """Return a vector for each row of features; nothing is learned here."""
    hashed, mixed = model.layers
    rows = words.dataXd
    if is_train or not len(rows):
        made, _ = hashed(words, is_train=is_train)
        made, _ = mixed(made, is_train=is_train)
        return made, _no_way_back
    vectors = _vectors(model.attrs, rows, lambda new: mixed.predict(hashed.predict(Ragged(new, _length(new)))).dataXd)
    return Ragged(vectors, words.lengths), _no_way_back


def _vectors(known: dict[str, Any], rows: Any, made: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - arrays
    """Return the vector of each row, after making those that are not kept yet."""
    keys, first, back = np.unique(_keys(rows), return_index=True, return_inverse=True)
    if len(known["places"]) + len(keys) > _KEPT:
        known.update(_empty())
    kept: dict[int, int] = known["places"]
    new = [i for i, key in enumerate(keys.tolist()) if key not in kept]
    if new:
        fresh = np.ascontiguousarray(rows[first[new]])
        vectors = made(fresh)
        kept.update(zip(keys[new].tolist(), range(len(kept), len(kept) + len(new)), strict=True))
        known["rows"] = np.vstack([known["rows"].reshape(-1, rows.shape[1]), fresh])
        known["vectors"] = np.vstack([known["vectors"].reshape(-1, vectors.shape[1]), vectors])
    places = np.array([kept[key] for key in keys.tolist()])[back]
    if not np.array_equal(known["rows"][places], rows):
        # two words of one key, once in the age of the universe or by somebody's design: no key, no memory
        known.update(_empty())
        return made(rows)
    return known["vectors"][places]


def _keys(rows: Any) -> Any:  # noqa: ANN401 - arrays
    """Return one number for each row of features."""
    factors = np.array([pow(_ODD, power, 1 << 64) for power in range(1, rows.shape[1] + 1)], dtype="uint64")
    mixed = rows ^ (rows >> np.uint64(29))
    return (mixed * factors).sum(axis=1, dtype="uint64")


def _length(rows: Any) -> Any:  # noqa: ANN401 - arrays
    return np.array([len(rows)], dtype="int32")


def _no_way_back(_: Ragged) -> Ragged:
    raise NotImplementedError("a pipeline that reads is not trained")
