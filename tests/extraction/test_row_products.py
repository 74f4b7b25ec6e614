"""A word's vector is the same to the last bit whatever is parsed with it, and near to spaCy's own."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from lunargraph.extraction import DEFAULT_MODEL, row_products
from lunargraph.extraction.row_products import BLOCK, EDGES, RowOps, hasten_products, steady

POOLS = ThreadpoolController().select(user_api="blas")
TEXTS = [
    "Peru signed the Accords on Friday.",
    "Peru, which had signed the Accords before Friday, did not sign on friday.",
    "ESA’s naïve £5 plan:\n\n it’s “off” – SIGNED, signed & sealed!",
    "Ghana, Kenya and Egypt joined. " * 30,
]


def drawn(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape, dtype=np.float32)


@pytest.fixture(scope="module")
def theirs():
    """The pipeline as it is installed."""
    return spacy.load(DEFAULT_MODEL, exclude=["ner"])


@pytest.fixture(scope="module")
def ours():
    """The same, with quick products."""
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    hasten_products(nlp)
    return nlp


def vectors(nlp, texts):
    return nlp.get_pipe("tok2vec").predict([nlp.make_doc(text) for text in texts])


def parse(doc):
    return [(t.text, t.tag_, t.dep_, t.head.i) for t in doc]


def test_a_text_is_parsed_the_same_in_any_company(ours):
    """Alone, first, last, and beside itself."""
    alone = [vectors(ours, [text])[0] for text in TEXTS]
    for order in ((0, 1, 2, 3), (3, 2, 1, 0), (3, 0, 3, 1), (2,) * 7):
        found = vectors(ours, [TEXTS[i] for i in order])
        assert all(np.array_equal(one, alone[i]) for one, i in zip(found, order, strict=True))


def test_texts_are_parsed_as_by_the_pipeline(ours, theirs):
    """Vectors differ by what rounding does, tags and trees not at all."""
    for found, expected in zip(vectors(ours, TEXTS), vectors(theirs, TEXTS), strict=True):
        assert np.allclose(found, expected, atol=1e-4)
    for one, other in zip(ours.pipe(TEXTS), theirs.pipe(TEXTS), strict=True):
        assert parse(one) == parse(other)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 3 * BLOCK), st.sampled_from([1, 2, 48, 96, 288]), st.sampled_from([1, 7, 64, 288, 300, 1024]))
def test_rows_do_not_know_their_neighbours(count, deep, wide):
    """Whatever passed the trial holds for other rows than those tried, in other numbers and orders."""
    weights = drawn(wide, deep, seed=1)
    ops = steady(weights, POOLS)
    if ops is not None:
        rows = drawn(count, deep, seed=count)
        found = ops.gemm(rows, weights, trans2=True)
        order = np.random.default_rng(count).permutation(count)
        assert np.array_equal(ops.gemm(rows[order], weights, trans2=True), found[order])
        assert np.array_equal(ops.gemm(rows[:1], weights, trans2=True), found[:1])
        assert np.allclose(found, rows @ weights.T, atol=1e-3)


def test_a_library_that_is_not_steady_is_left_alone(monkeypatch):
    """Where a row's last bit depends on its place, however seldom, or where products are wrong, spaCy's library stays."""
    quick = RowOps._multiply

    def shaky(self, x, y, made):
        quick(self, x, y, made)
        made[6::12, 0] = np.nextafter(made[6::12, 0], np.float32(np.inf))

    def wrong(self, x, y, made):
        quick(self, x, y, made)
        made += 1

    for broken in (shaky, wrong):
        monkeypatch.setattr(RowOps, "_multiply", broken)
        assert steady(drawn(288, 96), POOLS) is None
        nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
        hasten_products(nlp)
        assert not any(isinstance(layer.ops, RowOps) for layer in nlp.get_pipe("tok2vec").model.walk())


def test_edges_are_tried_in_turn(monkeypatch):
    """Columns of zeros around the weights are what makes some kernels steady."""
    quick = RowOps._multiply

    def at_the_edge(self, x, y, made):
        quick(self, x, y, made)
        if self.edges == EDGES[0]:
            made[::2, 0] = np.nextafter(made[::2, 0], np.float32(np.inf))

    monkeypatch.setattr(RowOps, "_multiply", at_the_edge)
    found = steady(drawn(64, 96), POOLS)
    assert found is None or found.edges == EDGES[1]


def test_other_products_are_spacys_own():
    """What training asks for, numbers of double length, and a place to write to."""
    ops, own = RowOps((8, 8), POOLS), NumpyOps()
    rows, weights = drawn(10, 6), drawn(4, 6, seed=1)
    out = np.empty((11, 4), dtype=np.float32)
    assert ops.gemm(rows, weights, trans2=True, out=out[1:]) is not None
    assert np.allclose(out[1:], rows @ weights.T, atol=1e-5)
    assert np.array_equal(ops.gemm(rows, rows, trans1=True), own.gemm(rows, rows, trans1=True))
    assert np.array_equal(ops.gemm(rows, weights.T.copy()), own.gemm(rows, weights.T.copy()))
    assert ops.gemm(rows[:0], weights, trans2=True).shape == (0, 4)
    with pytest.raises(ValueError, match="float32"):
        ops.gemm(rows.astype("float64"), weights.astype("float64"), trans2=True)


def test_threads_of_others_are_left_as_they_were(ours):
    """The limit of one thread ends with the product."""
    before = [pool["num_threads"] for pool in POOLS.info()]
    vectors(ours, TEXTS)
    assert [pool["num_threads"] for pool in POOLS.info()] == before


def test_a_pipeline_without_such_layers_is_let_be():
    """Nothing to hasten, nothing raised."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    hasten_products(nlp)
    assert row_products.BLOCK == BLOCK
    assert [s.text for s in nlp("It rained. It poured.").sents] == ["It rained.", "It poured."]
