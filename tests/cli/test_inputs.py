"""Standard input and --map on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from lunargraph.cli import main

SENTENCE = "Peru signed the Artemis Accords on 30 May 2024."
PAGE = f"<!doctype html><html><head><title>Peru</title></head><body><article><p>{SENTENCE}</p></article></body></html>"


def extract(given, *args):
    """Run `extract -` on what comes by standard input."""
    return CliRunner().invoke(main, ["extract", "-", *args], input=given)


@pytest.mark.parametrize(
    "given",
    [
        SENTENCE,
        f"---\ntitle: Peru\n---\n{SENTENCE}\n",
        PAGE,
        "\ufeff\n" + PAGE,
        json.dumps({"text": SENTENCE}),
        json.dumps({"text": SENTENCE}, indent=1),
        json.dumps({"articles": [{"text": SENTENCE}]}),
        json.dumps([{"text": SENTENCE}], indent=0),
        json.dumps({"id": "a", "text": SENTENCE}) + "\n" + json.dumps({"id": "b", "text": "Rain."}),
        SENTENCE.encode("utf-16"),
    ],
)
def test_standard_input_is_told_apart_by_its_content(given):
    """Text, Markdown, a page, JSON and JSON lines."""
    result = extract(given)
    first = json.loads(result.stdout.splitlines()[0])
    assert result.exit_code == 0, result.stderr
    assert [(c["s"], c["o"]) for c in first["claims"]] == [("PER", "ARTEMIS_ACCORDS")]


def test_the_form_can_be_told():
    """--format overrules the content; a line that is damaged is told with its number."""
    assert json.loads(extract(SENTENCE, "--format", "md").stdout)["claims"]
    result = extract("text,date\n" + SENTENCE + ",2024\n", "--format", "csv")
    assert json.loads(result.stdout)["date"] == "2024"
    broken = extract('{"text": "A"\n{"text": "Rain."}\n{"text": oops}\n', "--format", "jsonl")
    assert broken.exit_code == 1
    assert "-, line 3" in broken.stderr
    assert len(broken.stdout.splitlines()) == 1


def test_nothing_on_standard_input_is_told():
    """An empty pipe is an error, not an empty answer."""
    result = extract("")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error: -: it is empty" in result.stderr or "its text is empty" in result.stderr


def test_build_reads_standard_input_by_a_map(tmp_path):
    """`build - --map` writes a build; a part that no article has is a mistake of use."""
    row = json.dumps({"content": {"body": SENTENCE}, "day": "2024-06-03"})
    result = CliRunner().invoke(
        main, ["build", "-", "-o", str(tmp_path / "out"), "--map", "text=content.body,published=day"], input=row
    )
    assert result.exit_code == 0, result.stderr
    assert "Read 1 articles" in result.stderr
    wrong = extract(row, "--map", "body=content")
    assert wrong.exit_code == 2
    assert "has no 'body'" in wrong.stderr
