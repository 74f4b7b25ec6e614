"""Other readers of text and other sources of names take their place, and are held to what they promise."""

from __future__ import annotations

import pytest

from lunargraph.build import build
from lunargraph.errors import ExtensionError
from lunargraph.extraction import ArticleReader, EntitySource, Extractor, Found, MentionFinder
from lunargraph.model import Actor, Article, Claim, Evidence, Extraction, Kind, Mention, Relation, Status

TEXT = "Moonbase Builders joined the Artemis Accords."
BODY = Actor(id="organization:mb", kind=Kind.ORGANIZATION, name="Moonbase Builders", label="Moonbase Builders")


def mention(surface, node, kind=Kind.ORGANIZATION, *, at=None):
    start = TEXT.index(surface) if at is None else at
    return Mention(article="a", start=start, end=start + len(surface), surface=surface, node=node, kind=kind)


ACCORDS = mention("Artemis Accords", "program:ARTEMIS_ACCORDS", Kind.PROGRAM)


class Source:
    """Gives the same mentions for a text, and none for a title."""

    def __init__(self, *mentions, actors=(BODY,)):
        self.mentions, self.actors = mentions, actors

    def find(self, article, spans):  # noqa: ARG002 - the protocol's signature
        if article.text != TEXT:
            return Found(mentions=(), inner=(), actors=())
        return Found(mentions=self.mentions, inner=(), actors=self.actors)


@pytest.fixture(scope="module")
def read_with_source(lexicon):
    """Read the text with names from a source."""

    def run(source):
        return Extractor(lexicon, entities=source).read(Article(id="a", text=TEXT))

    return run


def test_the_rules_read_what_another_source_found(read_with_source):
    """Mentions in any order, of a body that only the source knows."""
    extraction = read_with_source(Source(ACCORDS, mention("Moonbase Builders", BODY.id)))
    assert [m.node for m in extraction.mentions] == [BODY.id, "program:ARTEMIS_ACCORDS"]
    assert extraction.actors == (BODY,)


def test_the_lexicons_own_finder_is_a_source_like_others(lexicon, extractor):
    """Plugged in, it changes nothing."""
    article = Article(id="a", title="Peru signs", text="Peru signed the Artemis Accords on 30 May 2024.")
    assert Extractor(lexicon, entities=MentionFinder(lexicon)).read(article) == extractor.read(article)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (Source(mention("Moonbase Builders", BODY.id), actors=()), "add an actor with that id to Found.actors"),
        (Source(mention("Moonbase", BODY.id, at=3)), "where the article has other text"),
        (Source(mention("", BODY.id, at=3)), "where the article has other text"),
        (Source(mention("Moonbase Builders", BODY.id), mention("Builders", BODY.id)), "overlap"),
    ],
)
def test_a_broken_promise_is_one_sentence(read_with_source, source, says):
    """Unknown nodes, other text, overlaps: told where they arise."""
    with pytest.raises(ExtensionError, match=says):
        read_with_source(source)


class Echo:
    """Takes every article for news of one membership."""

    def extract(self, articles):
        for article in articles:
            evidence = Evidence(article=article.id, start=0, end=4, sentence=article.text[:4], rule="echo")
            claim = Claim(
                article=article.id,
                subject="country:PER",
                relation=Relation.MEMBER_OF,
                object="program:ILRS",
                status=Status.CURRENT,
                evidence=evidence,
            )
            yield Extraction(article=article.id, claims=(claim,))


def test_protocols_are_told_by_their_methods(extractor, lexicon):
    """No base class is needed."""
    assert isinstance(Echo(), ArticleReader)
    assert isinstance(extractor, ArticleReader)
    assert isinstance(MentionFinder(lexicon), EntitySource)
    assert not isinstance(Source(), ArticleReader)


def test_a_build_takes_another_reader(tmp_path):
    """Tables and page come from its claims; the manifest names it."""
    (tmp_path / "a.txt").write_text("Rain fell.")
    summary = build([tmp_path / "a.txt"], tmp_path / "out", reader=Echo())
    assert summary.claims == 1
    assert '"name": "Echo"' in (tmp_path / "out" / "manifest.json").read_text()
