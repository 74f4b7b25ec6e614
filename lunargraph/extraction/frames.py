"""Load the frame rules of ``rules/frames.toml``: what a predicate states between its arguments."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.errors import RuleError
from lunargraph.extraction.senses import RULES, load_senses
from lunargraph.model import STATED_RELATIONS, Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

TRIGGERS = frozenset({"verb", "noun", "role"})
_TEXT = ("id", "relation", "trigger", "sense", "focus", "role", "status", "note")
_LISTS = (
    "subject",
    "object",
    "kinds",
    "types",
    "governor",
    "words",
    "unless",
    "patient",
    "dep",
    "example",
    "counterexample",
)
_REQUIRED = ("id", "relation", "trigger", "sense", "subject", "object", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One rule; see the head of ``frames.toml`` for what each field means."""

    id: str
    relation: Relation
    trigger: str
    sense: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    kinds: frozenset[str]
    types: frozenset[str]
    governor: frozenset[str]
    words: frozenset[str]
    unless: frozenset[str]
    patient: frozenset[str]
    dep: frozenset[str]
    size: int
    focus: str
    role: str
    status: Status
    confidence: float
    examples: tuple[Mapping[str, Any], ...]
    counterexamples: tuple[Mapping[str, Any], ...]


@functools.cache
def load_frames() -> tuple[Frame, ...]:
    """Read all frame rules; a rule without example and counterexample does not load.

    Raises:
        RuleError: naming the rule and what is wrong with it.
    """
    frames: list[Frame] = []
    for path in sorted(RULES.glob("frames*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        frames.extend(read_frame(raw) for raw in data.get("rule", []))
    seen: set[str] = set()
    for frame in frames:
        if frame.id in seen:
            raise RuleError(f"The rule id {frame.id} is given twice; ids are unique.")
        seen.add(frame.id)
    return tuple(frames)


def read_frame(raw: Mapping[str, Any]) -> Frame:
    """Check and convert one ``[[rule]]`` table.

    Raises:
        RuleError: on unknown or missing keys, unknown relation, trigger, sense, kind or status.
    """
    name = raw.get("id", "?")
    if unknown := sorted(set(raw) - {*_TEXT, *_LISTS, "confidence", "size"}):
        legal = ", ".join((*_TEXT, *_LISTS, "confidence", "size"))
        raise RuleError(f"rule {name}: unknown key {unknown[0]!r}; legal keys are {legal}.")
    for key in _REQUIRED:
        if not raw.get(key):
            raise RuleError(f"rule {name}: the key {key!r} is missing or empty.")
    if not raw.get("example") or not raw.get("counterexample"):
        raise RuleError(f"rule {name}: at least one example and one counterexample are needed.")
    if raw["relation"] not in set(STATED_RELATIONS):
        raise RuleError(f"rule {name}: relation must be one of {', '.join(STATED_RELATIONS)}.")
    if raw["trigger"] not in TRIGGERS:
        raise RuleError(f"rule {name}: trigger must be one of {', '.join(sorted(TRIGGERS))}.")
    if raw.get("focus", "recent") != "recent":
        raise RuleError(f"rule {name}: focus must be 'recent' or left out.")
    senses = load_senses().names
    for sense in (raw["sense"], *raw.get("governor", ()), *raw.get("patient", ())):
        if sense not in senses:
            raise RuleError(f"rule {name}: the sense {sense!r} is not in senses.toml.")
    for kind in raw.get("kinds", ()):
        if kind not in set(Kind):
            raise RuleError(f"rule {name}: unknown kind {kind!r}; legal kinds are {', '.join(Kind)}.")
    return Frame(
        id=name,
        relation=Relation(raw["relation"]),
        trigger=raw["trigger"],
        sense=raw["sense"],
        subject=tuple(raw["subject"]),
        object=tuple(raw["object"]),
        kinds=frozenset(raw.get("kinds", ("country", "agency", "organization"))),
        types=frozenset(raw.get("types", ())),
        governor=frozenset(raw.get("governor", ())),
        words=frozenset(raw.get("words", ())),
        unless=frozenset(raw.get("unless", ())),
        patient=frozenset(raw.get("patient", ())),
        dep=frozenset(raw.get("dep", ())),
        size=int(raw.get("size", 0)),
        focus=raw.get("focus", ""),
        role=raw.get("role", ""),
        status=Status(raw.get("status", "current")),
        confidence=float(raw.get("confidence", 0.9)),
        examples=tuple(raw["example"]),
        counterexamples=tuple(raw["counterexample"]),
    )
