"""One meaning in many words: sentences nobody wrote a rule for, with the claims they must give and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

TABLE = Path(__file__).parent / "paraphrases.txt"


def rows():
    """Each line of the table: a sentence, an arrow, and its claims (or "none"), under a heading with "#"."""
    topic = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            topic = line.lstrip("# ")
        elif line.strip():
            text, _, claims = line.partition(" => ")
            wanted = set() if claims == "none" else set(claims.split("; "))
            yield pytest.param(text, wanted, id=f"{topic}: {text[:60]}")


@pytest.mark.parametrize(("text", "claims"), list(rows()))
def test_paraphrase(told, text, claims):
    """A sentence gives its claims, and nothing besides."""
    assert told(text) == claims
