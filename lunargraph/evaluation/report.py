"""Figures and errors as a table for people, as rows for a spreadsheet, and as objects for a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.evaluation.scores import GROUPS, Figures, Score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.evaluation.causes import Cause, ClaimError

FIGURE_COLUMNS = ("gold", "reader", "figure", "precision", "recall", "f1", "right", "spurious", "missed")
ERROR_COLUMNS = (
    "gold", "reader", "kind", "cause", "article", "subject", "relation", "object", "status", "date", "evidence",
    "rule", "cue", "beside",
)  # fmt: skip
_HEADER = "     P     R    F1  right  spurious  missed"
_TITLES = {"missed": "Missed", "spurious": "Spurious", "date": "Right claims with another date than the gold"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one reader did on one gold file; both by name."""

    gold: str
    reader: str
    figures: Figures
    causes: tuple[Cause, ...]


def table_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield a table of one gold file, a row per figure and the readers side by side."""
    first = outcomes[0]
    claims = first.figures.rows["claims"]
    yield f"{first.gold}: {first.figures.articles} articles, {claims.right + claims.missed} claims"
    yield ""
    names = [outcome.reader[: len(_HEADER) - 2] for outcome in outcomes]
    yield _row("", [f"  {name}" for name in names])
    yield _row("", [_HEADER for _ in outcomes])
    for heading, rows in GROUPS:
        yield heading
        for key, label in rows:
            yield _row(f"  {label}", [_score(outcome.figures.rows[key]) for outcome in outcomes])
    yield "As a whole"
    figures = [outcome.figures for outcome in outcomes]
    yield _row("  mean F1 per article", [f"{'':12}{f.macro_f1:6.2f}" for f in figures])
    yield _row("  exact dates", [f"{'':12}{_dates(f)}" for f in figures])
    yield _row("  false claims", [f"{'':12}{f.false_claims:6d} in {f.quiet} near-silent articles" for f in figures])
    if any(f.missing_articles for f in figures):
        yield _row("  articles not read", [f"{'':12}{f.missing_articles:6d}" for f in figures])


def error_lines(outcome: Outcome) -> Iterator[str]:
    """Yield a reader's errors grouped by cause, the commonest first, each with what a contributor needs to act."""
    yield f"Errors of {outcome.reader} on {outcome.gold}"
    for kind, title in _TITLES.items():
        causes = [cause for cause in outcome.causes if cause.kind == kind]
        yield ""
        yield f"{title}: {sum(len(cause.errors) for cause in causes)}"
        for cause in causes:
            yield f"  {len(cause.errors)} {cause.cause}"
            for error in cause.errors:
                yield from (f"      {line}" for line in _error(error))


def figure_rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield a row per figure, with :data:`FIGURE_COLUMNS`; the single figures stand under ``f1`` or ``right``."""
    head = {"gold": outcome.gold, "reader": outcome.reader}
    for key, row in outcome.figures.rows.items():
        yield {**head, "figure": key, **_plain(row)}
    figures = outcome.figures
    yield {**head, "figure": "macro_f1", "f1": _rounded(figures.macro_f1)}
    yield {
        **head,
        "figure": "dates",
        "precision": _rounded(figures.date_accuracy),
        "right": figures.dates_right,
        "spurious": figures.dates - figures.dates_right,
    }
    yield {**head, "figure": "false_claims", "spurious": figures.false_claims}
    yield {**head, "figure": "missing_articles", "missed": figures.missing_articles}


def error_rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield a row per error, with :data:`ERROR_COLUMNS`."""
    for cause in outcome.causes:
        for error in cause.errors:
            yield {"gold": outcome.gold, "reader": outcome.reader, **_error_object(error)}


def to_json(outcome: Outcome, *, errors: bool) -> dict[str, Any]:
    """Return the outcome as a JSON-ready object."""
    figures = outcome.figures
    return {
        "gold": outcome.gold,
        "reader": outcome.reader,
        "articles": figures.articles,
        "missing_articles": figures.missing_articles,
        "figures": {key: _plain(row) for key, row in figures.rows.items()},
        "macro_f1": _rounded(figures.macro_f1),
        "dates": {"right": figures.dates_right, "of": figures.dates, "accuracy": _rounded(figures.date_accuracy)},
        "hard_negatives": {"articles": figures.quiet, "false_claims": figures.false_claims},
        **({"errors": [_error_object(e) for cause in outcome.causes for e in cause.errors]} if errors else {}),
    }


def _row(label: str, cells: Sequence[str]) -> str:
    return " |".join([f"{label:24}", *(f"{cell:{len(_HEADER)}}" for cell in cells)]).rstrip()


def _score(row: Score) -> str:
    if row.empty:
        return f"{'-':>6}{'-':>6}{'-':>6}{0:7d}{0:10d}{0:8d}"
    return f"{row.precision:6.2f}{row.recall:6.2f}{row.f1:6.2f}{row.right:7d}{row.spurious:10d}{row.missed:8d}"


def _dates(figures: Figures) -> str:
    if figures.date_accuracy is None:
        return f"{'-':>6}"
    return f"{figures.date_accuracy:6.2f} ({figures.dates_right} of {figures.dates})"


def _plain(row: Score) -> dict[str, Any]:
    return {
        "precision": _rounded(row.precision),
        "recall": _rounded(row.recall),
        "f1": _rounded(row.f1),
        "right": row.right,
        "spurious": row.spurious,
        "missed": row.missed,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _error(error: ClaimError) -> Iterator[str]:
    date = f" ({error.claim.date or 'no date'})" if error.kind == "date" else ""
    yield f"{error.article}  {error.claim}{date}"
    decided = ", ".join(f"{name} {value}" for name, value in (("rule", error.rule), ("cue", error.cue)) if value)
    quote = f"\u201c{error.evidence}\u201d" if error.evidence else "no evidence given"
    yield f"    {quote}{f'  [{decided}]' if decided else ''}"
    if error.beside is not None:
        other = "read" if error.kind == "missed" else "gold"
        date = f" ({error.beside.date or 'no date'})" if error.kind == "date" else ""
        yield f"    {other}: {error.beside}{date}"


def _error_object(error: ClaimError) -> dict[str, Any]:
    claim = error.claim
    return {
        "kind": error.kind,
        "cause": error.cause,
        "article": error.article,
        "subject": claim.subject,
        "relation": claim.relation.value,
        "object": claim.object,
        "status": claim.status.value,
        "date": claim.date,
        "evidence": error.evidence,
        "rule": error.rule,
        "cue": error.cue,
        "beside": str(error.beside) if error.beside else "",
    }
