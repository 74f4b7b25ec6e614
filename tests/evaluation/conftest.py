"""Small gold articles and what a reader told of them."""

from __future__ import annotations

import pytest

from lunargraph.evaluation import GoldArticle, Names, sheet_of
from lunargraph.model import Article


@pytest.fixture(scope="session")
def names(lexicon):
    """Comparable keys by the lexicon that ships."""
    return Names(lexicon)


@pytest.fixture(scope="session")
def make_claim():
    """Make a claim from "BLR member_of ILRS planned"."""

    def make(words, **more):
        subject, relation, object_, status = words.split()
        return {"s": subject, "r": relation, "o": object_, "status": status, **more}

    return make


@pytest.fixture(scope="session")
def make_gold():
    """Make a gold article from a text and keys of its sheet."""

    def make(text="Rain fell.", article="a", **sheet):
        return GoldArticle(article=Article(id=article, text=text), sheet=sheet_of({"id": article, **sheet}))

    return make
