"""The limits that the documentation states are the ones that hold."""

import ast
import json
from pathlib import Path

import pytest

from lunargraph.articles import limits, read_articles

ROOT = Path(__file__).parents[2]


def test_the_documentation_states_every_limit():
    """Its table is made from the module, and the module's from every constant in it."""
    assert limits.table() in (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    tree = ast.parse(Path(limits.__file__).read_text(encoding="utf-8"))
    tables = [
        n
        for n in tree.body
        if isinstance(n, ast.AnnAssign) and n.target.id in {"TABLE", "_PDF", "_DOCX", "_XLSX", "_PAGE", "_MAIL"}
    ]
    used = {node.id for table in tables for node in ast.walk(table.value) if isinstance(node, ast.Name)}
    assert {
        name for name in vars(limits) if name.isupper() and name[0] != "_" and name not in {"TABLE", "TYPE_CHECKING"}
    } <= used | {"MIB"}


@pytest.mark.parametrize(
    ("name", "limit"), [("a.html", "PAGE_BYTES"), ("a.txt", "WHOLE_FILE"), ("a.json", "WHOLE_FILE")]
)
def test_what_is_larger_is_one_sentence(tmp_path, monkeypatch, name, limit):
    """File and limit are told, and the run goes on."""
    monkeypatch.setattr(limits, limit, 2**20)
    (tmp_path / name).write_text("<p>word</p> " * 2**18)
    (tmp_path / "good.md").write_text("Good.")
    problems = []
    assert [a.text for a in read_articles([tmp_path], report=problems.append)] == ["Good."]
    assert [p.path.rpartition("/")[2] for p in problems] == [name]
    assert "larger than 1 MiB" in problems[0].reason


@pytest.mark.parametrize(
    "page",
    ["<div>" * 200_000 + "Deep.", "<b><i>" * 50_000, '<!DOCTYPE x [<!ENTITY a "aaaaaaaa">' + "".join(f'<!ENTITY a{i} "&a{i - 1 if i else ""};&a;">' for i in range(50)) + "]><p>&a49;</p>", "<p>" + "word " * 1_000_000],
    ids=["deep", "overlapping", "entities", "long"],
)  # fmt: skip
def test_hostile_pages_end(tmp_path, page):
    """Nesting without end, entities within entities and one endless paragraph are read or refused in a sentence."""
    (tmp_path / "a.html").write_text(page)
    problems = []
    articles = list(read_articles([tmp_path], report=problems.append))
    assert len(articles) + len(problems) == 1
    assert all("breaks its reader" not in p.reason for p in problems)


def test_tags_left_open_lose_no_text(tmp_path):
    """Old pages leave hundreds open; the parser's own limit would drop what follows the 256th without a word."""
    body = "".join(
        f"<div><font>The state of Number {n} has signed the Artemis Accords at a ceremony. " for n in range(300)
    )
    (tmp_path / "a.html").write_text(f"<html><head><title>States</title></head><body>{body}</body></html>")
    problems = []
    (article,) = read_articles([tmp_path], report=problems.append)
    assert "Number 299 has signed" in article.text
    assert problems == []


def test_tags_thousands_deep_are_told(tmp_path):
    """Where the parser gives up, half a page would look like a whole one."""
    (tmp_path / "a.html").write_text("<div><p>Oman has signed it. " * 3000)
    problems = []
    assert list(read_articles([tmp_path], report=problems.append)) == []
    assert [p.reason for p in problems] == [
        "its tags stand thousands deep in each other; give its text as a plain file"
    ]


@pytest.mark.parametrize("ending", [".txt", ".md", ".json"])
def test_an_endless_word_is_no_endless_work(tmp_path, ending):
    """A line of a million signs without a gap took hours once."""
    text = "9" * 900_000 + "-\nmore"
    (tmp_path / f"a{ending}").write_text(json.dumps({"text": text}) if ending == ".json" else text)
    problems = []
    (article,) = read_articles([tmp_path], report=problems.append)
    assert len(article.text) > 900_000
    assert problems == []
