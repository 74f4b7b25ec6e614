"""The plain words of a parse say of themselves what spaCy's words say."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from lunargraph.extraction.tokens import Sentence, tokens_of

NLP = spacy.blank("en")
LETTERS = ("text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "is_punct", "like_num", "i")
DEPS = ["nsubj", "dobj", "conj", "prep", "appos"]


@st.composite
def parses(draw):
    """A text whose words hang on each other in any way, crosswise too; sentences are the trees that begin in turn."""
    words, heads, deps = [], [], []
    for _ in range(draw(st.integers(1, 3))):
        size, begin = draw(st.integers(1, 7)), len(words)
        order = draw(st.permutations(range(size)))
        above = {order[0]: order[0]}
        for place, number in enumerate(order[1:], 1):
            above[number] = order[draw(st.integers(0, place - 1))]
        words += [draw(st.sampled_from(["Peru", "signed", "17", ",", "İzmir", "the", "ESA"])) for _ in range(size)]
        heads += [begin + above[number] for number in range(size)]
        deps += ["ROOT" if above[n] == n else draw(st.sampled_from(DEPS)) for n in range(size)]
    blanks = [draw(st.booleans()) for _ in words]
    size = len(words)
    return Doc(
        NLP.vocab,
        words=words,
        spaces=blanks,
        heads=heads,
        deps=deps,
        pos=[draw(st.sampled_from(["VERB", "NOUN", "PUNCT", ""])) for _ in range(size)],
        tags=[draw(st.sampled_from(["NN", "VBD"])) for _ in range(size)],
        lemmas=[word.title() for word in words],
        ents=["B-GPE", *["O"] * (size - 1)],
    )


def places(words):
    return [word.i for word in words]


@given(parses())
def test_words_are_as_in_the_parse(doc):
    """Letters, flags, head, children, all that hangs on a word or stands above it, neighbours and sentence."""
    words, _ = tokens_of(doc, {})
    assert len(words) == len(doc)
    for ours, theirs in zip(words, doc, strict=True):
        assert [getattr(ours, name) for name in LETTERS] == [getattr(theirs, name) for name in LETTERS]
        assert ours.lemma == theirs.lemma_.lower()
        assert ours.head.i == theirs.head.i
        assert ours.doc is words
        for name in ("children", "lefts", "subtree", "ancestors", "conjuncts", "sent"):
            assert places(getattr(ours, name)) == places(getattr(theirs, name)), name
        assert sorted(places(ours.phrase)) == sorted(places(theirs.subtree))
        assert ours.left_edge.i == theirs.left_edge.i
        for distance in (-2, -1, 1, 2):
            if 0 <= ours.i + distance < len(doc):
                assert ours.nbor(distance).i == theirs.nbor(distance).i
            else:
                with pytest.raises(IndexError):
                    ours.nbor(distance)


@given(parses())
def test_sentences_are_as_in_the_parse(doc):
    """Where they begin and end, their text and root; a run of all words has these, too."""
    words, sentences = tokens_of(doc, {})
    for ours, theirs in [*zip(sentences, doc.sents, strict=True), (Sentence(words), doc[:])]:
        assert (ours.start, ours.end, ours.text) == (theirs.start, theirs.end, theirs.text)
        assert (ours.root.i, ours[0].i, ours[-1].i) == (theirs.root.i, theirs[0].i, theirs[-1].i)
        assert ours.lowers == {token.lower_ for token in theirs}
        assert ours.lemmas == {token.lemma_.lower() for token in theirs}
    assert all(token.sent is sentence for sentence in sentences for token in sentence)


@given(parses(), st.data())
def test_words_stand_for_mentions(doc, data):
    """A word has the mentions of its place, and a sentence knows which of its words have any."""
    groups = data.draw(st.dictionaries(st.integers(0, len(doc) - 1), st.sampled_from([("a",), ("b", "c")])))
    words, sentences = tokens_of(doc, groups)
    assert {word.i: word.mentions for word in words if word.mentions} == groups
    assert [word.i for sentence in sentences for word in sentence.named] == sorted(groups)


def test_a_text_may_nest_as_deep_as_it_likes():
    """What hangs on the first word of a chain of thousands is the whole chain."""
    size = 5000
    doc = Doc(NLP.vocab, words=["of"] * size, heads=[0, *range(size - 1)], deps=["ROOT", *["prep"] * (size - 1)])
    words, _ = tokens_of(doc, {})
    assert places(words[0].subtree) == list(range(size))
    assert len(list(words[-1].ancestors)) == size - 1
