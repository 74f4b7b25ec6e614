"""Articles that follow each other are parsed together, and nobody can tell but by the time it takes."""

from __future__ import annotations

import pytest

from lunargraph.extraction import extractor as module
from lunargraph.extraction import nlp
from lunargraph.model import Article

TEXTS = (
    "Peru joined the International Lunar Research Station in 2024.\n\nIt signed the Artemis Accords, too.",
    "",
    "Oman signed the Artemis Accords on Monday.\n\n\n* * *\n\nNASA and JAXA signed an agreement on a lunar rover.",
    "China leads the International Lunar Research Station. Kenya has not joined the project. " * 4,
    "Russia and China plan a lunar base.",
)
ARTICLES = [Article(id=str(number), text=text, published="2024-06-05") for number, text in enumerate(TEXTS)]


@pytest.mark.parametrize("together", [1, 300, 20_000])
def test_one_by_one_or_together_the_same_is_read(extractor, monkeypatch, together):
    """In order, also of articles that are empty or longer than what is parsed together."""
    monkeypatch.setattr(module, "_TOGETHER", together)
    assert list(extractor.extract(iter(ARTICLES))) == [extractor.read(article) for article in ARTICLES]


def test_several_articles_are_one_call_of_the_parser(extractor, monkeypatch):
    """Else nothing is gained."""
    calls = []
    monkeypatch.setattr(extractor.nlp, "pipe", lambda docs, pipe=extractor.nlp.pipe: calls.append(1) or pipe(docs))
    list(extractor.extract(ARTICLES))
    assert len(calls) == 1


@pytest.mark.parametrize("part", ["names", "parser"])
def test_a_fault_stays_with_its_article(extractor, monkeypatch, part):
    """Those before it are read, and it is raised where it belongs."""
    if part == "names":
        find = extractor._finder.find

        def fails(article, spans):
            if article.id == "3":
                raise ValueError(article.id)
            return find(article, spans)

        monkeypatch.setattr(extractor._finder, "find", fails)
    else:
        pieces = nlp._pieces

        def fails(language, text, passage):
            if text == TEXTS[3]:
                raise ValueError(text)
            return pieces(language, text, passage)

        monkeypatch.setattr(nlp, "_pieces", fails)
    told = extractor.extract(ARTICLES)
    assert [next(told).article for _ in range(3)] == ["0", "1", "2"]
    with pytest.raises(ValueError, match=r"3|China"):
        next(told)


def test_a_fault_of_the_source_comes_after_what_it_gave(extractor):
    """An article read from a broken archive is not lost for one that cannot be read."""

    def source():
        yield from ARTICLES[:2]
        raise OSError("cut off")

    told = extractor.extract(source())
    assert [next(told).article for _ in range(2)] == ["0", "1"]
    with pytest.raises(OSError, match="cut off"):
        next(told)


def test_articles_are_not_all_read_ahead(extractor):
    """Of a stream without end the first are told."""
    given = []

    def stream():
        while True:
            given.append(1)
            yield Article(id="x", text="")

    assert next(extractor.extract(stream())).article == "x"
    assert len(given) < 500
