"""Languages are told from the text, and what is not English is set aside with a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lunargraph.articles import language, read_articles
from lunargraph.articles.language import NAMES, in_english, language_of, probably_english
from lunargraph.model import Article
from tests.articles.languages import ENGLISH, FOREIGN

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("language", "texts"), FOREIGN.items())
def test_other_languages_are_told(language, texts):
    """Short or long, every text is known for what it is."""
    assert [language_of(text) for text in texts] == [language] * len(texts)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_full_of_foreign_names_is_english(text):
    """Names from everywhere, and a quote in between, leave English what it is; what is too short is kept, too."""
    assert language_of(text) in {"en", ""}


@pytest.mark.parametrize("texts", FOREIGN.values(), ids=FOREIGN)
def test_nothing_foreign_looks_english(texts):
    """At first sight, too: short and long texts, one after another, and beside a headline in English."""
    for text in (*texts, "\n\n".join(texts), f"Peru and the Bank of America\n\n{texts[1]}"):
        assert not probably_english(text)


def test_what_looks_english_is_english():
    """At first sight nearly every article is known for English, and none that is not."""
    briefs = [article.text for article in read_articles([ROOT / "data" / "articles"], report=lambda _: None)]
    looks = [text for text in (*briefs, *ENGLISH) if probably_english(text)]
    assert len(looks) > len(briefs) * 0.98
    assert all(language_of(text) in {"en", ""} for text in looks)
    assert not probably_english("")


def test_most_of_a_page_decides():
    """A page in two languages is in that of most of its text."""
    english = (
        "The ministers of both countries signed the agreement on the Moon on Monday, and the agency was pleased. " * 3
    )
    spanish = FOREIGN["es"][1]
    assert language_of(f"{english}\n\n{FOREIGN['es'][0]}") == "en"
    assert language_of(f"{english[:100]}\n\n{spanish}\n\n{spanish}") == "es"


def test_what_is_plainly_english_asks_no_model(monkeypatch):
    """It takes a fifth of a start to load; it is asked where half of a page may be foreign."""
    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("it was asked"))
    page = "The ministers of both countries signed the agreement on the Moon, and the agency was pleased.\n" * 9
    assert language_of(f"{page}\n\n{FOREIGN['de'][0]}") == "en"
    with pytest.raises(pytest.fail.Exception):
        language_of(f"{page}\n\n{FOREIGN['de'][1] * 9}")


def test_what_is_declared_gives_way_to_the_text():
    """A page that says it is English and is not is set aside; one that says it is not English and is, is read."""
    problems = []
    rows = [
        Article(id="a", text=FOREIGN["de"][1], language="en"),
        Article(id="b", text="The ministers of both countries signed the agreement on Monday.", language="de-AT"),
        Article(id="c", text="Peru joins", language="es"),
    ]
    kept = list(in_english(rows, report=problems.append))
    assert [(article.id, article.language) for article in kept] == [("b", "en"), ("c", "es")]
    assert [(p.path, p.kind, p.cause) for p in problems] == [("a", "skipped", "language de"), ("b", "note", "")]
    assert "German" in problems[0].reason


def test_our_own_articles_are_all_english():
    """Nothing of the shipped articles or of the hand-read ones is set aside."""
    articles = list(read_articles([ROOT / "data" / "articles"], report=lambda _: None))
    lines = (ROOT / "tests" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [article.text for article in articles] + [json.loads(line)["text"] for line in lines]
    assert len(texts) > 200
    assert [text for text in texts if language_of(text) not in {"en", ""}] == []


def test_every_language_has_a_name():
    """The library knows each language by the code that we use."""
    from lunargraph.articles.language import _identifier  # noqa: PLC0415 - the part that is checked

    assert set(_identifier().nb_classes) == set(NAMES)
