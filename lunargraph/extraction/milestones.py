"""Dated steps of a program: launches, landings, a basic station by 2035."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.errors import RuleError
from lunargraph.extraction.dates import look_ahead

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunargraph.extraction.counts import ProgramSpan
    from lunargraph.extraction.dates import DateMention

_AHEAD = re.compile(
    r"\b(?:will|is to|are to|plans?|planned|expects?|expected|aims?|scheduled|slated|due|set|would|intends?|hopes?|by|"
    r"around|supposed|foreseen|pencilled|should|target(?:ed|ing)?|goal|means? to|wants?|no earlier|not before)\b",
    re.IGNORECASE,
)
#: Said of what is still to come: a bare month after these words is the coming one.
_TO_COME = re.compile(
    r"\b(?:will|is to|are to|plans? to|intends? to|expects? to|hopes? to|aims? to|scheduled|slated|due|"
    r"expected|planned|set|"
    r"prepar(?:ed|ing)|targeting|no earlier than|not before)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:said|says|told|reported|confirmed|wrote|announced)\b(?:\s[\w’']+){0,3}\s?\(?\Z")
_LASTING = re.compile(r"\bsince\s(?:the\s)?\Z")
_BASES = re.compile(r"\b(?:station|base|outpost|facility|construction)\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:sign(?:ed|s|ing|ature|atory)?|join(?:ed|s|ing)?|memorand\w+|agreement|contract|accession|acceded|member|adopted|"
    r"founded|budget|elected|appointed|awarded|selected|treaty)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]|,\s(?:and|but|while|which|who|becoming)\b|\s(?:and|but) (?=the\s|it\s|[A-Z])|,\s(?=[A-Z])")
_NO_STEPS = frozenset({"program:ARTEMIS_ACCORDS", "program:MOON_AGREEMENT", "program:OUTER_SPACE_TREATY"})
_KEYS = frozenset({"id", "what", "pattern", "missed", "example", "counterexample"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMilestone:
    """A dated step at ``start:end`` of a sentence; ``status`` is planned, done or missed."""

    program: str
    what: str
    date: str
    status: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One kind of step and the words for it."""

    id: str
    what: str
    pattern: re.Pattern[str]
    missed: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@functools.cache
def load_steps() -> tuple[Step, ...]:
    """Read ``rules/milestones.toml``; a step without example and counterexample does not load.

    Raises:
        RuleError: naming the step and what is wrong with it.
    """
    path = Path(__file__).parent / "rules" / "milestones.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_step(raw) for raw in data.get("step", []))


def _step(raw: Mapping[str, Any]) -> Step:
    name = raw.get("id", "?")
    if unknown := sorted(set(raw) - _KEYS):
        raise RuleError(f"step {name}: unknown key {unknown[0]!r}; legal keys are {', '.join(sorted(_KEYS))}.")
    if not raw.get("example") or not raw.get("counterexample"):
        raise RuleError(f"step {name}: at least one example and one counterexample are needed.")
    return Step(
        id=name,
        what=raw["what"],
        pattern=re.compile(raw["pattern"], re.IGNORECASE),
        missed=bool(raw.get("missed", False)),
        examples=tuple(raw["example"]),
        counterexamples=tuple(raw["counterexample"]),
    )


def find_milestones(  # noqa: PLR0913, PLR0917 - a sentence and all that is known of it
    sentence: str,
    offset: int,
    programs: Sequence[ProgramSpan],
    focus: str | None,
    dates: Sequence[DateMention],
    published: str | None = None,
    station: str | None = None,
) -> list[FoundMilestone]:
    """Return the dated steps of programs that a sentence states; ``offset`` is added to the spans.

    Each date is tied to the step named nearest in its own clause and to the program named nearest;
    dates of signing and joining, and of who said so, are no steps. ``station`` is the one that "the base" means.
    """
    found: dict[tuple[str, str], FoundMilestone] = {}
    for mention in dates:
        start, end = _clause(sentence, mention)
        clause = sentence[start:end]
        step = _nearest_step(clause, mention.start - start)
        before = sentence[: mention.start]
        if step is None or _SIGNED.search(clause) or _TOLD.search(before) or _LASTING.search(before):
            continue
        named = _program(programs, mention, start, end)
        program = named or (station if _BASES.search(clause) else None) or focus
        if program is None or program in _NO_STEPS:
            continue
        status, value = "done", mention.value
        if step.missed:
            status = "missed"
        elif _lies_ahead(value, published, clause) or (
            look_ahead(mention, published) != value and _TO_COME.search(sentence[start : mention.start])
        ):
            status, value = "planned", look_ahead(mention, published)
        found.setdefault(
            (program, value),
            FoundMilestone(
                program=program,
                what=step.what,
                date=value,
                status=status,
                start=offset + mention.start,
                end=offset + mention.end,
            ),
        )
    return list(found.values())


def _clause(sentence: str, mention: DateMention) -> tuple[int, int]:
    breaks = [m.start() for m in _CLAUSE.finditer(sentence)]
    start = max((b for b in breaks if b < mention.start), default=0)
    end = min((b for b in breaks if b >= mention.end), default=len(sentence))
    return start, end


def _nearest_step(clause: str, at: int) -> Step | None:
    best: tuple[int, Step] | None = None
    for step in load_steps():
        for match in step.pattern.finditer(clause):
            # "break ground in 2028, with the goal of landing": the step before its date is the likelier one
            distance = at - match.end() if match.end() <= at else 3 * abs(match.start() - at)
            if best is None or distance < best[0]:
                best = (distance, step)
    return best[1] if best else None


def _program(programs: Sequence[ProgramSpan], mention: DateMention, start: int, end: int) -> str | None:
    inside = [p for p in programs if start <= p.start < end and p.program not in _NO_STEPS]
    usable = inside or [p for p in programs if p.start < mention.start and p.program not in _NO_STEPS]
    if not usable:
        return None
    # the subject stands before its date more often than after it
    return min(
        usable, key=lambda p: (mention.start - p.end) if p.end <= mention.start else 40 + p.start - mention.end
    ).program


def _lies_ahead(value: str, published: str | None, clause: str) -> bool:
    if published and value[: len(published[:4])].isdigit():
        year = published[:4]
        if value[:4] != year:
            return value[:4] > year
        if len(value) >= 7 and len(published) >= 7 and value[:7] != published[:7]:
            return value[:7] > published[:7]
    return bool(_AHEAD.search(clause)) or "X" in value or "/" in value
