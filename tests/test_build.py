"""The whole path: articles to files, repeatable, and safe when something goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from lunargraph import explaining, queries, results
from lunargraph.build import build
from lunargraph.changes import corrected, corrected_lines
from lunargraph.cli.build import summary_lines
from lunargraph.errors import InputError, LunargraphError, ModelError
from tests.articles.languages import FOREIGN

FILES = {
    "claims.csv", "claims.parquet", "ties.csv", "ties.parquet", "articles.csv", "articles.parquet", "counts.csv",
    "counts.parquet", "milestones.csv", "milestones.parquet", "actors.csv", "actors.parquet", "graph.graphml",
    "graph.json", "lunargraph.html", "manifest.json",
}  # fmt: skip
TEXTS = {
    "one": "Peru signed the Artemis Accords on 30 May 2024. The accords have 41 signatories.",
    "two": "Egypt joined the International Lunar Research Station in December 2023. China and Russia lead the station.",
    "copy": "Peru signed the Artemis Accords on 30 May 2024. The accords have 41 signatories!",
    "quiet": "Rain fell on the capital.",
    "hostile": "The <script>alert(1)</script> Space Agency joined the Artemis Accords. =HYPERLINK(1)",
}


@pytest.fixture
def corpus(tmp_path):
    """A folder with one JSON-lines file of small articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    rows = [
        {"id": name, "text": text, "published": "2024-06-03", "outlet": name, "title": f"{name} <b>"}
        for name, text in TEXTS.items()
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_a_build_writes_all_its_files_and_nothing_else(corpus, tmp_path):
    """Every promised file is there, and no temporary one is left."""
    summary = build([corpus], tmp_path / "out")
    assert {p.name for p in (tmp_path / "out").iterdir()} == FILES
    assert (summary.articles, summary.stories) == (5, 4)
    assert summary.by_relation_status["leads", "current"] == 2


def test_two_builds_are_byte_identical(corpus, tmp_path):
    """The same input gives the same bytes; only the manifest carries times."""
    build([corpus], tmp_path / "a")
    build([corpus], tmp_path / "b")
    for name in sorted(FILES - {"manifest.json"}):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    first, second = (json.loads((tmp_path / d / "manifest.json").read_text()) for d in "ab")
    assert first["files"] == second["files"]


def test_evidence_offsets_cut_the_sentence_out_of_the_article(corpus, tmp_path):
    """The offsets in the claims table count in the article's own text."""
    build([corpus], tmp_path / "out")
    for row in pd.read_parquet(tmp_path / "out" / "claims.parquet").to_dict("records"):
        assert TEXTS[row["article"]][row["start"] : row["end"]] == row["sentence"]


def test_copies_of_one_story_count_once(corpus, tmp_path):
    """Two outlets with one text are one story."""
    build([corpus], tmp_path / "out")
    ties = pd.read_parquet(tmp_path / "out" / "ties.parquet")
    peru = ties[ties["subject"] == "country:PER"].iloc[0]
    assert (peru["support"], peru["since"], len(peru["claim_ids"])) == (1, "2024-05-30", 2)


def test_graph_files_agree_with_the_ties(corpus, tmp_path):
    """GraphML and JSON hold every tie once, and read back."""
    build([corpus], tmp_path / "out")
    ties = pd.read_parquet(tmp_path / "out" / "ties.parquet")
    graph = nx.read_graphml(tmp_path / "out" / "graph.graphml", force_multigraph=True)
    stated = [d for _, _, d in graph.edges(data=True) if d["relation"] not in {"agency_of", "part_of"}]
    assert len(stated) == len(ties)


def test_bad_input_is_counted_and_the_rest_is_read(corpus, tmp_path):
    """Empty, binary, broken, mislabelled and unreadable files each give a sentence, and no other harm."""
    (corpus / "empty.txt").write_text("")
    (corpus / "binary.txt").write_bytes(b"\x00\x01\x02")
    (corpus / "broken.jsonl").write_text(
        '{"id": "x", "text": "Chile joined the Artemis Accords."}\n{oops\n{"id": "y"}\n'
    )
    (corpus / "long.jsonl").write_text(json.dumps({"id": "long", "text": "a" * 10_000_000}))
    (corpus / "latin.txt").write_bytes("The minister said at a café in São Paulo: “Peru’s accords”.".encode("cp1252"))
    (corpus / "picture.png").write_bytes(b"\x89PNG")
    (corpus / "dangling.txt").symlink_to(corpus / "nowhere")
    summary = build([corpus], tmp_path / "out")
    problems = json.loads((tmp_path / "out" / "manifest.json").read_text())["problems"]
    reasons = {Path(p["path"]).name + (f":{p['line']}" if p["line"] else ""): p["reason"] for p in problems["list"]}
    assert "empty" in reasons["empty.txt"]
    assert "binary" in reasons["binary.txt"]
    assert "not valid JSON" in reasons["broken.jsonl:2"]
    assert "no text" in reasons["broken.jsonl:3"]
    assert "10,000,000 characters" in reasons["long.jsonl:1"]
    assert "read as" in reasons["latin.txt"]
    assert ".png" in reasons["picture.png"]
    assert "dangling.txt" in reasons
    assert summary.articles == 7
    assert all(reason.isprintable() for reason in reasons.values())


def test_an_article_that_breaks_a_rule_is_lost_alone(corpus, tmp_path, monkeypatch):
    """A fault in extraction costs one article and is told."""
    from lunargraph.extraction import Extractor  # noqa: PLC0415 - patched here

    honest = Extractor._finish

    def finish(self, draft, parses):
        if draft.article.id == "hostile":
            raise ZeroDivisionError
        return honest(self, draft, parses)

    monkeypatch.setattr(Extractor, "_finish", finish)
    summary = build([corpus], tmp_path / "out")
    assert [p.reason for p in summary.problems] == [
        "extraction failed on article 'hostile' (ZeroDivisionError); please report it"
    ]
    assert summary.articles == 5


@pytest.mark.parametrize("make", ["missing", "nothing"])
def test_nothing_to_read_is_an_error_and_leaves_the_output_alone(tmp_path, make):
    """No articles: one sentence, and an earlier build stays as it was."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "claims.csv").write_text("earlier")
    source = tmp_path / "in"
    if make == "nothing":
        source.mkdir()
    with pytest.raises(InputError, match=r"does not exist|No article could be read"):
        build([source], out)
    assert (out / "claims.csv").read_text() == "earlier"


def test_a_build_that_fails_late_loses_nothing(corpus, tmp_path, monkeypatch):
    """When the page cannot be written, the earlier files are still there, whole."""
    out = tmp_path / "out"
    build([corpus], out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}

    def fail(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(results, "write_page", fail)
    with pytest.raises(LunargraphError, match="No space left on device"):
        build([corpus], out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def test_a_missing_model_is_told_before_anything_is_read(corpus, tmp_path):
    """An unknown pipeline is an error of its own."""
    with pytest.raises(ModelError, match="not installed"):
        build([corpus], tmp_path / "out", model="xx_none")


def test_what_is_not_english_is_set_aside_and_counted(tmp_path):
    """A German article leaves a word and a number, in the summary, the manifest and what the command prints."""
    (tmp_path / "a.txt").write_text("Peru signed the Artemis Accords on 30 May 2024.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(FOREIGN["de"][1], encoding="utf-8")
    summary = build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out")
    assert (summary.articles, summary.set_aside) == (1, {"language de": 1})
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["set_aside"] == {"language de": 1}
    assert "Set aside 1 article that is not in English: German 1." in summary_lines(summary)


def test_explain_tells_who_else_printed_a_story_and_how_its_date_was_found(tmp_path):
    """Copies stand under the evidence, with outlet and date, as text and as plain values."""
    text = "Peru signed the Artemis Accords on 30 May 2024. The accords have 41 signatories."
    rows = [
        {"id": "a", "text": text, "outlet": "First", "url": "https://example.org/2024/05/31/peru"},
        {"id": "b", "text": f"{text} ", "outlet": "Second", "date": "2024-06-01"},
        {"id": "c", "text": text, "date": "2024-06-02"},
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    build([tmp_path / "rows.jsonl"], tmp_path / "out")
    made = queries.load(tmp_path / "out")
    rows = queries.evidence_for(made, "Peru", None, "Artemis Accords")
    copies = queries.copies_of(made, set(rows["article"]))
    lines = explaining.evidence_lines(rows, made.name, copies=copies)
    assert "  also printed by: Second (2024-06-01), unknown outlet (2024-06-02)" in lines
    assert "  from: First, 2024-05-31, dated by its address, https://example.org/2024/05/31/peru" in lines
    told = {each["article"]: each for each in explaining.evidence_objects(rows, made.name, copies)}
    assert [each["article"] for each in told["c"]["also_printed_by"]] == ["a", "b"]
    assert told["a"]["published_from"] == "url"


def test_a_corrected_page_takes_the_place_of_the_older_one(tmp_path):
    """The older version leaves no claim, is counted, and the diff of the builds tells of the correction."""
    rest = "The minister spoke of dust, of water and of the long way to a station near the south pole of the Moon."
    old = {"id": "old", "url": "https://example.org/p?utm_source=x", "date": "2024-06-01", "outlet": "Daily"}
    new = {"id": "new", "url": "http://www.example.org/p/", "date": "2024-06-02", "outlet": "Daily"}
    rows = [
        old | {"text": f"Peru signed the Artemis Accords on 30 May 2024. {rest}"},
        new | {"text": f"Chile signed the Artemis Accords on 30 May 2024. {rest}"},
    ]
    for name, some in (("before", rows[:1]), ("after", rows)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, some)), encoding="utf-8")
    build([tmp_path / "before.jsonl"], tmp_path / "one")
    summary = build([tmp_path / "after.jsonl"], tmp_path / "two")
    one, two = queries.load(tmp_path / "one"), queries.load(tmp_path / "two")
    assert set(two.claims["article"]) == {"new"}
    assert summary.set_aside == {"superseded": 1}
    assert any(line.startswith("1 older version of a page left out") for line in summary_lines(summary))
    told = corrected(one, two)
    assert [(row["article"], row["supersedes"]) for row in told] == [("new", ["old"])]
    assert corrected_lines(told)[1] == "  Daily, 2024-06-02, http://www.example.org/p/"
    assert corrected(two, two) == []
