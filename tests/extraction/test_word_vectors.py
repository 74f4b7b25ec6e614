"""Remembered words are parsed as by the pipeline's own layers, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from lunargraph.extraction import DEFAULT_MODEL, word_vectors
from lunargraph.extraction.word_vectors import NAME, remember_words

TEXTS = [
    "Peru signed the Accords on Friday.",
    "Peru, which had signed the Accords before Friday, did not sign on friday.",
    "ESA’s naïve £5 plan:\n\n it’s “off” – SIGNED, signed & sealed!",
    "",
]


@pytest.fixture(scope="module")
def theirs():
    """The pipeline as it is installed."""
    return spacy.load(DEFAULT_MODEL, exclude=["ner"])


@pytest.fixture
def ours():
    """The same, with a memory of its own."""
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    remember_words(nlp)
    return nlp


def vectors(nlp, texts):
    docs = [nlp.make_doc(text) for text in texts]
    return nlp.get_pipe("tok2vec").predict(docs)


def memory(nlp):
    return next(layer for layer in nlp.get_pipe("tok2vec").model.walk() if layer.name == NAME).attrs


def same(found, expected):
    return all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_vectors_are_those_of_the_pipeline(ours, theirs):
    """The first time, from memory, and beside other texts."""
    for texts in (TEXTS, TEXTS[::-1], TEXTS[:1], TEXTS * 3):
        assert same(vectors(ours, texts), vectors(theirs, texts))
    assert len(memory(ours)["places"]) == len(memory(ours)["vectors"]) < sum(len(theirs.make_doc(t)) for t in TEXTS)


_OURS = spacy.load(DEFAULT_MODEL, exclude=["ner"])
_THEIRS = spacy.load(DEFAULT_MODEL, exclude=["ner"])
remember_words(_OURS)


@settings(deadline=None)
@given(st.lists(st.lists(st.text(min_size=1, max_size=6), max_size=8), max_size=4))
def test_vectors_of_any_words(texts):
    """Words of any characters, in any company."""
    ours, theirs = ([Doc(nlp.vocab, words=words) for words in texts] for nlp in (_OURS, _THEIRS))
    assert same(_OURS.get_pipe("tok2vec").predict(ours), _THEIRS.get_pipe("tok2vec").predict(theirs))


def test_memory_is_bounded(ours, theirs, monkeypatch):
    """When it is full it begins anew; a text of more words than it holds is read all the same."""
    monkeypatch.setattr(word_vectors, "_KEPT", 12)
    for text in TEXTS[:3] * 2:
        assert same(vectors(ours, [text]), vectors(theirs, [text]))
        assert len(memory(ours)["vectors"]) <= max(12, len(theirs.make_doc(text)))


def test_two_words_of_one_key_are_not_taken_for_each_other(ours, theirs, monkeypatch):
    """What stands for a word in the memory is checked against the word itself."""
    monkeypatch.setattr(word_vectors, "_keys", lambda rows: rows[:, 0] % 3)
    for text in TEXTS:
        assert same(vectors(ours, [text]), vectors(theirs, [text]))


def test_other_pipelines_are_left_alone():
    """One without such layers, and one whose layers are others."""
    blank = spacy.blank("en")
    remember_words(blank)
    assert not blank.pipe_names
    other = spacy.blank("en")
    other.add_pipe(
        "tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": _LETTERS, "encode": _SMALL}}
    )
    before = [layer.name for layer in other.get_pipe("tok2vec").model.walk()]
    remember_words(other)
    assert [layer.name for layer in other.get_pipe("tok2vec").model.walk()] == before


_LETTERS = {
    "@architectures": "spacy.CharacterEmbed.v2",
    "width": 8,
    "rows": 50,
    "nM": 4,
    "nC": 4,
    "include_static_vectors": False,
}
_SMALL = {
    "@architectures": "spacy.MaxoutWindowEncoder.v2",
    "width": 8,
    "window_size": 1,
    "maxout_pieces": 2,
    "depth": 1,
}


def test_a_remembering_pipeline_is_not_trained(ours):
    """It would learn nothing, silently."""
    docs = [ours.make_doc(TEXTS[0])]
    made, back = ours.get_pipe("tok2vec").model.begin_update(docs)
    with pytest.raises(NotImplementedError, match="not trained"):
        back(made)
