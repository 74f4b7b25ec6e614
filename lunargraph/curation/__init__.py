"""Reviewed decisions: what people decided about claims, actors and dates, kept in a file and applied on every build."""

from lunargraph.curation.apply import counted
from lunargraph.curation.decisions import NO_DECISIONS, ClaimDecision, Decisions, Signed
from lunargraph.curation.pins import keep_pins
from lunargraph.curation.reader import SETTABLE, parse_decisions, read_decisions
from lunargraph.curation.run import Conflict, Curation
from lunargraph.curation.telling import as_read, decision_in_words
from lunargraph.curation.writing import append_decision, decision_text

__all__ = [
    "NO_DECISIONS",
    "SETTABLE",
    "ClaimDecision",
    "Conflict",
    "Curation",
    "Decisions",
    "Signed",
    "append_decision",
    "as_read",
    "counted",
    "decision_in_words",
    "decision_text",
    "keep_pins",
    "parse_decisions",
    "read_decisions",
]
