"""The matrix products of a pipeline, by the BLAS that numpy brings, where a row's result does not depend on others.

Most of a small pipeline's time goes into multiplying its weights by one row for each word. spaCy has its own library
for that (BLIS); the one in numpy's wheels, mostly OpenBLAS, is up to four times as fast on the same core. What it
computes for a row may depend, in the last bit, on the row's place in the matrix: then the claims of an article could
depend on which articles were read with it. So rows go in blocks of one size, on one thread, with the weights set
between columns of zeros (at the edges of a matrix some kernels add up in another order), and before a pipeline is used
each of its products is tried with the same rows in other places. One that is not the same to the last bit stays with
spaCy's library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.language import Language

#: So many rows are multiplied at a time, neither more nor fewer.
BLOCK: Final = 96
#: Columns of zeros before and after the weights, in the order in which they are tried.
EDGES: Final = ((0, 0), (8, 8))
#: So many columns at most are multiplied at a time: in wider ones some kernels have edges in the middle too.
_WIDEST: Final = 288
_LAYERS: Final = frozenset({"maxout", "precomputable_affine"})
_TRIALS: Final = 4


class RowOps(NumpyOps):  # type: ignore[misc]  # thinc compiles it, without types
    """numpy's operations, with the product of rows by weights (``rows @ weights.T``) in blocks of one size."""

    def __init__(self, edges: tuple[int, int], pools: ThreadpoolController) -> None:
        super().__init__()
        self.edges = edges
        self._pools = pools

    def gemm(
        self,
        x: Any,  # noqa: ANN401 - arrays
        y: Any,  # noqa: ANN401
        out: Any = None,  # noqa: ANN401
        trans1: bool = False,  # noqa: FBT001, FBT002 - thinc's own signature
        trans2: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:  # noqa: ANN401
        """Multiply two matrices; products that a pipeline asks for only in training are left to spaCy's library."""
        if trans1 or not trans2 or x.dtype != np.float32 or y.dtype != np.float32:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        made = np.empty((len(x), len(y)), dtype=np.float32) if out is None else out
        parts = np.array_split(np.arange(len(y)), -(-len(y) // _WIDEST))
        with self._pools.limit(limits=1):
            for part in parts:
                columns = slice(part[0], part[-1] + 1)
                self._multiply(x, y[columns], made[:, columns])
        return made

    def _multiply(self, x: Any, y: Any, made: Any) -> None:  # noqa: ANN401 - arrays
        before, after = self.edges
        width = len(y)
        weights = np.zeros((before + width + after, y.shape[1]), dtype=np.float32)
        weights[before : before + width] = y
        rows = np.zeros((BLOCK, y.shape[1]), dtype=np.float32)
        block = np.empty((BLOCK, len(weights)), dtype=np.float32)
        for first in range(0, len(x), BLOCK):
            some = x[first : first + BLOCK]
            rows[: len(some)] = some
            np.matmul(rows, weights.T, out=block)
            made[first : first + len(some)] = block[: len(some), before : before + width]


def hasten_products(nlp: Language) -> None:
    """Let the layers of a pipeline that take most of its time multiply by numpy's BLAS, where that passes the trial."""
    pools = ThreadpoolController().select(user_api="blas")
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for layer in model.walk() if model is not None and hasattr(model, "walk") else ():
            if layer.name in _LAYERS and type(layer.ops) is NumpyOps and layer.has_param("W"):
                weights = layer.get_param("W")
                found = steady(weights.reshape(-1, weights.shape[-1]), pools)
                layer.ops = found or layer.ops


def steady(weights: Any, pools: ThreadpoolController) -> RowOps | None:  # noqa: ANN401 - an array
    """Return operations that give a row times these weights the same result in any place; None where BLAS does not."""
    chance = np.random.default_rng(0)
    rows = chance.standard_normal((2 * BLOCK - 1, weights.shape[1]), dtype=np.float32)
    about = NumpyOps().gemm(rows, weights, trans2=True)
    for edges in EDGES:
        ops = RowOps(edges, pools)
        first = ops.gemm(rows, weights, trans2=True)
        if not np.allclose(first, about, rtol=1e-3, atol=1e-3):
            continue
        places = [chance.permutation(len(rows))[: len(rows) - number] for number in range(_TRIALS)]
        if all(np.array_equal(ops.gemm(rows[some], weights, trans2=True), first[some]) for some in places):
            return ops
    return None
