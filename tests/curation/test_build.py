"""Decisions on every build: they survive rebuilds, what does not fit is told, and a retracted article leaves no trace."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from lunargraph import explaining, queries
from lunargraph.build import build
from lunargraph.errors import DecisionError

SIGNED = 'reviewer = "A"\ndate = 2026-11-25\nreason = "why"\n'
ROWS = [
    {"id": "one", "text": "Peru signed the Artemis Accords on 30 May 2024.", "published": "2024-06-03"},
    {
        "id": "two",
        "text": "Egypt joined the International Lunar Research Station in December 2023. It has 8 members.",
        "published": "2024-06-04",
    },
    {
        "id": "three",
        "text": "Zembla signed the Artemis Accords. Peru signed the Artemis Accords in June 2024.",
        "published": "2024-06-05",
    },
]


@pytest.fixture
def make(tmp_path):
    """Build some of the rows with some decisions; return the folder, the summary and the manifest."""
    count = iter(range(99))

    def run(decisions="", rows=ROWS):
        number = next(count)
        source, out = tmp_path / "articles.jsonl", tmp_path / f"out{number}"
        source.write_text("\n".join(map(json.dumps, rows)))
        path = tmp_path / f"decisions{number}.toml"
        path.write_text(decisions)
        summary = build([source], out, decisions=path if decisions else None)
        return out, summary, json.loads((out / "manifest.json").read_text())

    return run


def table(folder, name):
    return pd.read_parquet(folder / f"{name}.parquet")


def test_retracting_an_article_is_as_if_it_had_never_been(make):
    """Every file but the manifest is the same to the byte; what others say, too, stays."""
    retracted, summary, manifest = make(f'[[retract]]\narticle = "two"\n{SIGNED}')
    without, _, _ = make(rows=[row for row in ROWS if row["id"] != "two"])
    for path in sorted(without.iterdir()):
        if path.name != "manifest.json":
            assert path.read_bytes() == (retracted / path.name).read_bytes(), path.name
    assert "country:EGY" not in set(table(retracted, "ties")["subject"])
    assert (summary.articles, manifest["decisions"]["retracted"]) == (2, ["two"])


def test_decisions_survive_a_rebuild_and_a_change_of_the_text(make):
    """The article got a first sentence more, so that every offset and id is another."""
    plain, _, _ = make()
    claims = table(plain, "claims")
    claim = claims[claims["article"] == "one"].iloc[0]
    text = (
        f'[[correct]]\nclaim = "{claim["id"]}"\narticle = "one"\nsubject = "country:PER"\n'
        f'evidence = "Peru signed the Artemis Accords on 30 May 2024."\nset = {{role = "signatory", date = "2024-05-29"}}\n{SIGNED}'
    )
    moved = [{**ROWS[0], "text": f"Rain fell. {ROWS[0]['text']}"}, *ROWS[1:]]
    for rows in (ROWS, moved, ROWS):
        out, summary, manifest = make(text, rows)
        claims = table(out, "claims")
        decided = claims[claims["decision"] == "correct"].iloc[0]
        assert (decided["article"], decided["date"], summary.curation.conflicts) == ("one", "2024-05-29", [])
        assert manifest["decisions"]["decisions"] == 1
    gone = [{**ROWS[0], "text": "Peru is in the Artemis Accords."}, *ROWS[1:]]
    _, summary, manifest = make(text, gone)
    (conflict,) = manifest["decisions"]["conflicts"]
    assert (conflict["decision"], conflict["reviewer"]) == (f"correct {claim['id']}", "A")
    assert conflict["reason"] == "no article has these words any more"


def test_two_builds_with_decisions_are_byte_identical(make):
    """The same decisions on the same articles."""
    text = f'[[alias]]\nname = "Zembla"\nnode = "country:NOR"\n{SIGNED}'
    first, second = make(text)[0], make(text)[0]
    for path in sorted(first.iterdir()):
        if path.name != "manifest.json":
            assert path.read_bytes() == (second / path.name).read_bytes(), path.name
    assert "country:NOR" in set(table(first, "ties")["subject"])


def test_decisions_show_in_explain_and_on_the_page(make):
    """What was decided, by whom and why; also a claim that was rejected, and a date that was pinned."""
    plain, _, _ = make()
    claims = table(plain, "claims")
    ids = claims[claims["subject"] == "country:PER"]["id"].tolist()
    evidence = claims.set_index("id")["sentence"]
    text = f'[[reject]]\nclaim = "{ids[0]}"\nevidence = "{evidence[ids[0]]}"\n{SIGNED}'
    text += f'[[accept]]\nclaim = "{ids[1]}"\nevidence = "{evidence[ids[1]]}"\n{SIGNED}'
    text += f'[[pin]]\nsubject = "country:PER"\nrelation = "member_of"\nobject = "program:ARTEMIS_ACCORDS"\nsince = 2024-05-30\n{SIGNED}'
    out, summary, _ = make(text)
    loaded = queries.load(out)
    rows = queries.evidence_for(loaded, "Peru")
    lines = "\n".join(explaining.evidence_lines(rows, loaded.name))
    assert "decision: rejected by A on 2026-11-25: why; it does not count" in lines
    assert "decision: accepted by A" in lines
    assert [o["decision"] for o in explaining.evidence_objects(rows, loaded.name)] == ["accept", "reject"] or len(
        rows
    ) == 2
    pinned = explaining.pinned_lines(loaded.ties, ["country:PER", "program:ARTEMIS_ACCORDS"], loaded.name)
    assert pinned == ["Peru — member_of — Artemis Accords: since 2024-05-30 pinned by A on 2026-11-25: why"]
    page = (out / "lunargraph.html").read_text(encoding="utf-8")
    assert "rejected by A on 2026-11-25: why; it does not count" in page
    assert "since 2024-05-30 pinned by A" in page
    assert summary.curation.conflicts == []


def test_merged_actors_are_one_node(make):
    """In every table and in the graph."""
    rows = [
        {
            "id": "m",
            "text": "Egypt and the Zemblan Space Agency joined the International Lunar Research Station.",
            "published": "2024-01-01",
        }
    ]
    plain, _, _ = make(rows=rows)
    (new,), (name,) = table(plain, "actors")["id"], table(plain, "actors")["name"]
    out, _, _ = make(f'[[merge]]\nfrom = ["{new}"]\ninto = "agency:EGSA"\n{SIGNED}', rows)
    assert table(out, "actors").empty
    loaded = queries.load(out)
    assert queries.find_node(loaded, name) == "agency:EGSA"
    assert new not in loaded.graph


def test_a_broken_file_of_decisions_ends_the_build_before_it_begins(make):
    """An earlier build stays as it was."""
    with pytest.raises(DecisionError):
        make("[[nonsense]]\n")


def test_a_decision_about_an_article_without_the_moon_says_that_it_was_read(make):
    """So that nobody looks for a file that lies where it should."""
    rows = [*ROWS, {"id": "pie", "text": "The bakery sells pies. It has a new oven.", "published": "2024-06-06"}]
    about = '[[accept]]\nclaim = "0123456789abcdef"\nevidence = "The bakery sells pies."\narticle = "{}"\n' + SIGNED
    split = f'[[split]]\nactor = "country:PER"\ninto = "country:EGY"\narticles = ["pie", "cake"]\n{SIGNED}'
    _, summary, _ = make(about.format("pie") + about.replace("0123", "4567").format("cake") + split, rows=rows)
    assert summary.silent == 1
    reasons = [conflict.reason for conflict in summary.curation.conflicts]
    read = "pie was read, but holds no sign of a lunar program (any more), so nothing is taken from it"
    assert sorted(reasons) == ["cake is not among the articles"] * 2 + [read] * 2
