"""No rule is written for one text: each fires in two at least of the gold articles, briefs, sentences and examples."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from lunargraph.articles import read_articles
from lunargraph.extraction import reader
from lunargraph.extraction.frames import load_frames
from lunargraph.model import Article

TESTS = Path(__file__).parents[1]
BRIEFS = TESTS.parent / "data" / "articles"
PARAPHRASES = Path(__file__).parent / "paraphrases.txt"


def texts():
    """All texts that the rules are shown, each with an id of its own."""
    for path in (BRIEFS, *sorted((TESTS / "gold").glob("*.jsonl"))):
        yield from read_articles([path], report=lambda _: None)
    lines = [line.partition(" => ")[0] for line in PARAPHRASES.read_text(encoding="utf-8").splitlines()]
    tables = ast.walk(ast.parse((PARAPHRASES.parent / "test_missions.py").read_text(encoding="utf-8")))
    lines += [n.value for n in tables if isinstance(n, ast.Constant) and isinstance(n.value, str) and " " in n.value]
    lines += [example["text"] for frame in load_frames() for example in frame.examples]
    for line in dict.fromkeys(line for line in lines if line and not line.startswith("#")):
        yield Article(id=line, text=line, published="2024-06-03")


def test_every_rule_fires_in_two_texts(extractor, monkeypatch):
    """A rule that fits one text only is a memory of that text."""
    fired = defaultdict(set)
    article = None
    honest = reader._Application.statements

    def statements(self):
        for statement in honest(self):
            fired[statement.rule].add(article.id)
            yield statement

    monkeypatch.setattr(reader._Application, "statements", statements)
    for article in texts():
        extractor.read(article)
    lonely = [frame.id for frame in load_frames() if len(fired[frame.id]) < 2]
    assert lonely == [], ", ".join(lonely)
