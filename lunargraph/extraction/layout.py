"""Load ``rules/layout.toml``: the rules whose patterns stand in code, with their examples and counterexamples."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.errors import RuleError
from lunargraph.extraction.senses import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS = ("id", "module", "note", "example", "counterexample")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRule:
    """A rule that is code: its id, the module it stands in, what it reads, and the proof that tests run."""

    id: str
    module: str
    note: str
    examples: tuple[Mapping[str, Any], ...]
    counterexamples: tuple[Mapping[str, Any], ...]


@functools.cache
def load_coded_rules() -> tuple[CodedRule, ...]:
    """Read ``layout.toml``; a rule that lacks any of its parts does not load.

    Raises:
        RuleError: naming the rule and what is missing or unknown.
    """
    data = tomllib.loads((RULES / "layout.toml").read_text(encoding="utf-8"))
    return tuple(read_coded_rule(raw) for raw in data["rule"])


def read_coded_rule(raw: Mapping[str, Any]) -> CodedRule:
    """Check and convert one ``[[rule]]`` table.

    Raises:
        RuleError: on an unknown key or a missing part.
    """
    name = raw.get("id", "?")
    if unknown := sorted(set(raw) - set(_KEYS)):
        raise RuleError(f"rule {name}: unknown key {unknown[0]!r}; legal keys are {', '.join(_KEYS)}.")
    if missing := [key for key in _KEYS if not raw.get(key)]:
        raise RuleError(f"rule {name}: {missing[0]!r} is missing or empty.")
    return CodedRule(
        id=name,
        module=raw["module"],
        note=raw["note"],
        examples=tuple(raw["example"]),
        counterexamples=tuple(raw["counterexample"]),
    )
