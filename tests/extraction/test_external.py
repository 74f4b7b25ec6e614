"""Claims that another extractor read: kept with their evidence, or refused with a sentence."""

from __future__ import annotations

import json

import pytest

from lunargraph.build import build
from lunargraph.confidence import sure_from
from lunargraph.errors import InputError
from lunargraph.extraction import ExternalReader, to_object
from lunargraph.model import Article

TEXT = "Belarus joined the ILRS\nin May. Moon Goods Ltd “will work” with CNSA. The ILRS has 13 members."
CLAIM = {"s": "BLR", "r": "member_of", "o": "ILRS", "evidence": "Belarus joined the ILRS in May"}
ARTICLE = Article(id="a", text=TEXT)


@pytest.fixture
def read(tmp_path, lexicon):
    """Read the article with rows of a file; return the extraction and what was told."""

    def run(*rows, article=ARTICLE):
        path = tmp_path / "theirs.jsonl"
        path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
        problems = []
        reader = ExternalReader(path, lexicon, report=problems.append)
        [extraction] = reader.extract([article])
        return extraction, problems

    return run


def test_names_become_ids_and_quotes_become_offsets(read):
    """Evidence is the article's own text, whatever white space and signs the other side wrote."""
    (extraction, problems) = read({
        "id": "a",
        "claims": [
            {**CLAIM, "s": "Belarus", "o": "International Lunar Research Station", "date": "2024-05", "role": "member"},
            {"s": "Moon Goods Ltd", "r": "cooperates_with", "o": "cnsa", "evidence": 'Ltd "will work" with CNSA',
             "confidence": 0.6, "about": "ILRS", "topics": ["goods"]},
        ],
    })  # fmt: skip
    assert problems == []
    first, second = extraction.claims
    assert (first.subject, first.object, first.date, first.role) == ("country:BLR", "program:ILRS", "2024-05", "member")
    assert (second.subject, second.object) == ("agency:CNSA", "organization:moon-goods-ltd")
    assert (second.confidence, second.about, second.topics) == (0.6, "program:ILRS", ("goods",))
    assert first.confidence == sure_from()
    for claim in extraction.claims:
        assert TEXT[claim.evidence.start : claim.evidence.end] == claim.evidence.sentence
        assert claim.evidence.rule == "external"
    assert [actor.id for actor in extraction.actors] == ["organization:moon-goods-ltd"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"evidence": "Belarus is a proud member"}, "evidence that does not stand in the article's text"),
        ({"evidence": ""}, "no evidence"),
        ({"evidence": "elarus joined"}, "does not stand"),
        ({"o": "Project Atlantis"}, "a program that the lexicon lacks"),
        ({"o": "CNSA"}, "a program that the lexicon lacks"),
        ({"s": "GATEWAY"}, "is a program and cannot act"),
        ({"s": "Atlantis"}, "no country of the lexicon"),
        ({"r": "cooperates_with", "o": "Belarus"}, "joins one actor to itself"),
        ({"r": "signed"}, "legal relations"),
        ({"date": "May 2024"}, "write YYYY"),
    ],
)
def test_a_claim_that_cannot_stand_is_refused_alone(read, change, says):
    """The sentence has file and line; the claims beside it are kept."""
    row = {"id": "a", "entities": {"country": ["Atlantis"]}, "claims": [{**CLAIM, **change}, CLAIM]}
    extraction, [problem] = read(row)
    assert len(extraction.claims) == 1
    assert says in problem.reason
    assert (problem.line, problem.kind) == (1, "error")


def test_counts_and_milestones_need_evidence_too(read):
    """A number without its sentence is no number."""
    counts = [{"program": "ILRS", "value": 13, "evidence": "The ILRS has 13 members"}, {"program": "ILRS", "value": 14}]
    steps = [
        {"program": "ILRS", "what": "x", "date": "2035", "evidence": "in May"},
        {"program": "Atlantis", "date": ""},
    ]
    extraction, problems = read({"id": "a", "counts": counts, "milestones": steps})
    assert [count.value for count in extraction.counts] == [13]
    assert [step.date for step in extraction.milestones] == ["2035"]
    assert len(problems) == 2


def test_listed_names_are_mentions_where_they_stand(read, lexicon):
    """By any printed form of the lexicon, or as listed; what is listed and printed nowhere has no place."""
    entities = {"country": ["BLR", "CHN"], "program": ["ILRS", "Atlantis"], "organization": ["Moon Goods Ltd"]}
    extraction, problems = read({"id": "a", "entities": entities})
    assert problems == []
    assert all(TEXT[m.start : m.end] == m.surface for m in extraction.mentions)
    found = to_object(ARTICLE, extraction, lexicon)["entities"]
    assert found == {"country": ["BLR"], "agency": [], "organization": ["Moon Goods Ltd"], "program": ["ILRS"]}


def test_what_extract_prints_reads_back(read, extractor, lexicon):
    """The shape is the same: claims, counts, milestones and names come back as they were."""
    text = "Peru signed the Artemis Accords on 30 May 2024. The accords have 41 signatories. Peru and Chile signed an agreement."
    article = Article(id="p", text=text)
    printed = to_object(article, extractor.read(article), lexicon)
    extraction, problems = read(printed, article=article)
    again = to_object(article, extraction, lexicon)
    assert problems == []
    assert again["entities"] == printed["entities"]
    assert again["counts"] == printed["counts"]
    assert [{**c, "rule": ""} for c in again["claims"]] == [{**c, "rule": ""} for c in printed["claims"]]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{oops", "not valid JSON"),
        ("[]", "not an object"),
        ({"claims": []}, "no id"),
        ({"id": "a", "claims": "x"}, "'claims' is no list"),
        ({"id": "a", "entities": []}, "'entities' is no object"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_is_read(read, row, says):
    """It costs its own line."""
    extraction, problems = read({"id": "b"}, row)
    assert extraction.claims == ()
    assert says in problems[0].reason
    assert problems[0].line == 2


def test_an_id_that_comes_twice_keeps_its_first_line(read):
    """The second is told."""
    extraction, [problem] = read({"id": "a", "claims": [CLAIM]}, {"id": "a", "claims": []})
    assert len(extraction.claims) == 1
    assert "stands in line 1 already" in problem.reason


def test_an_article_without_a_line_states_nothing_and_is_told(read):
    """Silence of the file is not silence of the article."""
    extraction, [problem] = read({"id": "b"})
    assert extraction.claims == ()
    assert (problem.kind, "'a'" in problem.reason) == ("skipped", True)


@pytest.mark.parametrize("make", ["missing", "folder", "empty"])
def test_a_file_that_is_none_is_an_error(tmp_path, lexicon, make):
    """One sentence with the way out."""
    path = tmp_path / "theirs.jsonl"
    if make == "folder":
        path.mkdir()
    elif make == "empty":
        path.write_text("")
    with pytest.raises(InputError, match=r"theirs\.jsonl.*; give a file with one"):
        ExternalReader(path, lexicon, report=pytest.fail)


def test_a_build_takes_another_extractors_claims(tmp_path):
    """Refused claims are in the manifest, which names the file in place of a pipeline."""
    source, theirs = tmp_path / "a.jsonl", tmp_path / "theirs.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT}))
    theirs.write_text(json.dumps({"id": "a", "claims": [CLAIM, {**CLAIM, "evidence": "It joined long ago"}]}))
    summary = build([source], tmp_path / "out", claims=theirs)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (summary.claims, manifest["problems"]["counts"]) == (1, {"error": 1})
    assert manifest["model"]["name"] == "theirs.jsonl"
