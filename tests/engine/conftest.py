"""A handful of articles that state something, and ways to read them through the engine."""

from __future__ import annotations

import pytest

from lunargraph.engine import Cache, Engine, Recipe
from lunargraph.extraction import DEFAULT_MODEL
from lunargraph.model import Article

TEXTS = (
    "Peru signed the Artemis Accords on 30 May 2024. The accords have 41 signatories.",
    "Egypt joined the International Lunar Research Station in December 2023. China and Russia lead the station.",
    "Chad has not signed the Artemis Accords.",
    "China and Egypt signed an agreement on cooperation in the International Lunar Research Station.",
    "The rover for Chang'e-8 was built by Pakistan, a member of the International Lunar Research Station.",
    "Norway withdrew from the Artemis Accords in 2031.",
    "The Moon was bright over the Artemis Accords meeting.",
    "Italy will join the International Lunar Research Station, the minister announced. Chang'e-7 will land in 2026.",
)


def made(texts=TEXTS):
    """Articles of these texts."""
    return [Article(id=f"a{n}", text=text, published="2024-06-03", language="en") for n, text in enumerate(texts)]


def readings(recipe, articles=None, **options):
    """What an engine reads, with how much it looked up and parsed, and what it reports."""
    problems = []
    engine = Engine(recipe, **options)
    found = list(engine.read(made() if articles is None else articles, report=problems.append))
    return found, (engine.known, engine.parsed), problems


@pytest.fixture
def recipe(lexicon):
    """The recipe that ships."""
    return Recipe(lexicon, DEFAULT_MODEL)


@pytest.fixture
def cache(tmp_path):
    """An empty cache that may not complain."""

    def complain(sentence):
        pytest.fail(sentence)

    with Cache(tmp_path / "cache", complain) as opened:
        yield opened
