"""The quick ruler sets what the pipeline's own sets, whatever the words, tags and patterns."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.tokens import Doc

from lunargraph.extraction import DEFAULT_MODEL, word_ruler
from lunargraph.extraction.word_ruler import hasten

OURS = spacy.load(DEFAULT_MODEL, exclude=["ner"])
hasten(OURS)
THEIRS = OURS.get_pipe("attribute_ruler")
WORDS = st.sampled_from(
    "the that it It I you 's ' is are There gon na got ta ai n't n’t let Let y' all do did had have 'd 'em nothin' goin' "
    "not once something Peru signed so gets ca wo \n".split(" ")
)
TAGS = st.sampled_from(["", *OURS.get_pipe("tagger").labels])
DEPS = st.sampled_from(["", *OURS.get_pipe("parser").labels])
SET = [TAG, DEP, POS, MORPH, LEMMA]


def made(nlp, words, tags=(), deps=()):
    doc = Doc(nlp.vocab, words=list(words))
    if tags:
        ids = [[nlp.vocab.strings[tag], nlp.vocab.strings[dep]] for tag, dep in zip(tags, deps, strict=True)]
        doc.from_array([TAG, DEP], np.array(ids, dtype="uint64"))
    return doc


@given(st.lists(st.tuples(WORDS | st.text(min_size=1), TAGS, DEPS), min_size=1, max_size=12))
def test_words_are_set_as_by_the_pipelines_own_ruler(words):
    """Words of the patterns and any others, with any tags and dependencies, also missing ones."""
    ours, theirs = (made(OURS, *zip(*words, strict=True)) for _ in range(2))
    OURS.get_pipe("word_ruler")(ours)
    THEIRS(theirs)
    assert (ours.to_array(SET) == theirs.to_array(SET)).all()


def test_it_takes_the_place_of_the_pipelines_own():
    """Which stays in the pipeline, for texts with a pattern of several words."""
    assert "word_ruler" in OURS.pipe_names
    assert "attribute_ruler" not in OURS.pipe_names
    assert OURS("They ain't in.")[1].lemma_ == "be"


@pytest.fixture
def small():
    """A pipeline with an empty ruler."""
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler")
    return nlp


@pytest.mark.parametrize(
    ("pattern", "index"),
    [
        ([{"LOWER": "b"}, {"LOWER": "c"}], 1),
        ([{"LOWER": "b"}, {"OP": "?"}], 0),
        ([{"LOWER": {"REGEX": "^[ab]$"}}], 0),
        ([{"POS": "NOUN"}], 0),
        ([{"LOWER": {"NOT_IN": ["a", "c"]}}], -1),
        ([{"TAG": {"IN": ["NN", ""]}, "LOWER": "b"}], 0),
    ],
)
def test_later_patterns_go_over_earlier_ones(pattern, index):
    """Of one word or several, in the order in which they stand."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "b"}]], {"LEMMA": "first", "POS": "NOUN"})
    ruler.add([pattern], {"LEMMA": "second"}, index)
    ruler.add([[{"LOWER": "c"}]], {"LEMMA": "third", "MORPH": "Number=Sing"})
    hasten(nlp)
    assert "word_ruler" in nlp.pipe_names
    for words in (words for length in (1, 2, 3) for words in product("abcB", repeat=length)):
        ours, theirs = made(nlp, words), made(nlp, words)
        nlp.get_pipe("word_ruler")(ours)
        ruler(theirs)
        assert (ours.to_array(SET) == theirs.to_array(SET)).all()


def test_a_ruler_of_other_patterns_is_kept(small):
    """And a pipeline without one stays as it is."""
    small.get_pipe("attribute_ruler").add([[{"LOWER": "b"}, {"LOWER": "c"}]], {"LEMMA": "x"})
    bare = spacy.blank("en")
    for nlp in (small, bare):
        before = list(nlp.pipe_names)
        hasten(nlp)
        assert nlp.pipe_names == before


@given(st.lists(st.tuples(WORDS | st.text(min_size=1), TAGS.filter(bool), DEPS), min_size=1, max_size=12))
def test_lemmas_are_those_of_the_pipelines_own_lemmatizer(words):
    """Of words that the ruler gave none, and of those that it gave one."""
    ours, theirs = (THEIRS(made(OURS, *zip(*words, strict=True))) for _ in range(2))
    OURS.get_pipe("word_lemmatizer")(ours)
    OURS.get_pipe("lemmatizer")(theirs)
    assert (ours.to_array(SET) == theirs.to_array(SET)).all()


def test_lemmas_of_another_kind_are_left_to_their_lemmatizer():
    """By table, or over those that are there already."""
    for settings in ({"mode": "lookup"}, {"mode": "rule", "overwrite": True}):
        nlp = spacy.blank("en")
        nlp.add_pipe("lemmatizer", config=settings)
        hasten(nlp)
        assert nlp.pipe_names == ["lemmatizer"]


def test_what_is_kept_is_bounded(monkeypatch):
    """When it is full it begins anew, and sets the same."""
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    hasten(nlp)
    monkeypatch.setattr(word_ruler, "_KEPT", 2)
    text = "Peru signed it, and the others, who had signed before, are glad that they did."
    for _ in range(3):
        assert (nlp(text).to_array(SET) == OURS(text).to_array(SET)).all()
