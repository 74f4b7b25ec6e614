"""The command line in this process, and a small build for it to question."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from lunargraph.cli import main

ARTICLE = {
    "id": "x-1",
    "date": "2024-06-03",
    "outlet": "The <b>Paper",
    "text": "Peru signed the Artemis Accords on Thursday.",
}


@pytest.fixture(scope="session")
def article():
    """One article as a record."""
    return ARTICLE


@pytest.fixture
def run():
    """Run the command line in this process."""

    def call(*args):
        return CliRunner().invoke(main, [str(a) for a in args])

    return call


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A small build."""
    folder = tmp_path_factory.mktemp("built")
    rows = [
        ARTICLE,
        {
            "id": "x-2",
            "date": "2023-12-07",
            "text": "Egypt joined the International Lunar Research Station on 6 December. Egypt and China signed an agreement.",
        },
        {
            "id": "x-3",
            "date": "2024-12-17",
            "text": "Thailand signed the Artemis Accords. Thailand had joined the International Lunar Research Station in April 2024.",
        },
    ]
    source = folder / "a.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)))
    result = CliRunner().invoke(main, ["build", str(source), "-o", str(folder / "out")])
    assert result.exit_code == 0, result.output
    return folder / "out"


@pytest.fixture
def told(tmp_path):
    """Write a file of claims that a reader told; return its path."""

    def write(name, *claims, **more):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps({"id": "a", "claims": list(claims), **more}))
        return path

    return write
