"""Add a decision to the file, whole or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lunargraph.curation.reader import parse_decisions, read_decisions
from lunargraph.files import atomically, toml_string

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HEAD = "# Reviewed decisions; every build applies them. lunargraph/curation/reader.py lists what may stand here.\n"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def append_decision(path: Path, verb: str, entry: Mapping[str, str | Mapping[str, str]]) -> None:
    """Add one decision to a file, which is made where it is missing; all that stands there stays as it is.

    Raises:
        DecisionError: where the file breaks its format, or would with this decision in it.
        OutputError: where it cannot be written.
    """
    before = _HEAD
    if path.exists():
        read_decisions(path)
        before = path.read_text(encoding="utf-8")
    text = f"{before.rstrip()}\n\n{decision_text(verb, entry)}"
    parse_decisions(text, str(path))
    way_out = "give another file with --decisions"
    atomically(path, lambda place: place.write_text(text, encoding="utf-8", newline=""), way_out=way_out)


def decision_text(verb: str, entry: Mapping[str, str | Mapping[str, str]]) -> str:
    r"""Return a decision as TOML.

    >>> print(decision_text("retract", {"article": 'a"1', "date": "2026-11-25"}), end="")
    [[retract]]
    article = "a\"1"
    date = 2026-11-25
    """
    lines = [f"[[{verb}]]"]
    for key, value in entry.items():
        if isinstance(value, str):
            # a decision's own date is a day; those of claims can be partial and stay text
            lines.append(f"{key} = {value if key == 'date' and _DAY.fullmatch(value) else toml_string(value)}")
        else:
            inner = ", ".join(f"{name} = {toml_string(text)}" for name, text in value.items())
            lines.append(f"{key} = {{{inner}}}")
    return "\n".join(lines) + "\n"
