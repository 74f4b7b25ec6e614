"""Documentation is executed: the code in docs/ runs, and prints what stands below it."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

from lunargraph.cli import main
from lunargraph.sheets import sheet_of

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path):
    return _BLOCK.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_the_code_prints_what_stands_below_it(path, tmp_path, monkeypatch):
    """All Python blocks of a page run in order, in one session and a folder of their own."""
    monkeypatch.chdir(tmp_path)
    session = {"__name__": path.stem}
    printed = ""
    for language, code in blocks(path):
        if language == "python":
            assert printed == "", "a block that prints is followed by what it prints"
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(code, str(path), "exec"), session)  # noqa: S102 - our own documentation
            printed = out.getvalue()
        elif language == "text":
            assert printed == code
            printed = ""
    assert printed == ""


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_the_json_is_of_the_shape_that_it_shows(path):
    """Examples of records are records."""
    for language, code in blocks(path):
        if language == "json":
            assert sheet_of(json.loads(code)).claims


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_the_commands_have_the_options_that_are_shown(path):
    """Each option in a shell block is one of its command."""
    for language, code in blocks(path):
        for line in code.splitlines() if language == "sh" else ():
            _, _, call = line.partition("python -m lunargraph ")
            if call:
                command = main.commands[call.split()[0]]
                options = {option for parameter in command.params for option in parameter.opts}
                assert {word for word in call.split() if word.startswith("-") and word != "-"} <= options, line
