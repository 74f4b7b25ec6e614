"""What articles state about a program as a whole: how many members it has, and its dated steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

_COUNT = ("article", "value", "qualifier", "sentence")
_MILESTONE = ("article", "what", "date", "status", "sentence")
_Rows = dict[str, list[dict[str, Any]]]


def counts_of(counts: pd.DataFrame | None, programs: Collection[str]) -> _Rows:
    """Return the counts of members that articles state, by program, in the order of the table.

    A count has its ``article``, ``value``, ``qualifier`` (exact, almost, over, at_least, about or ordinal) and
    ``sentence``. Counts of programs that are not among those given are left out; None is a table without rows.
    """
    return _by_program(counts, programs, _COUNT)


def milestones_of(milestones: pd.DataFrame | None, programs: Collection[str]) -> _Rows:
    """Return the milestones that articles state, by program, in the order of the table.

    A milestone has its ``article``, ``what``, ``date``, ``status`` (planned, done or missed) and ``sentence``.
    """
    return _by_program(milestones, programs, _MILESTONE)


def cited_in(*tables: Mapping[str, list[dict[str, Any]]]) -> set[str]:
    """Return the ids of the articles that these rows stand in."""
    return {row["article"] for table in tables for rows in table.values() for row in rows}


def _by_program(table: pd.DataFrame | None, programs: Collection[str], columns: tuple[str, ...]) -> _Rows:
    found: _Rows = {}
    if table is None:
        return found
    for row in rows_of(table):
        if row["program"] in programs:
            found.setdefault(row["program"], []).append({key: row[key] for key in columns})
    return {program: found[program] for program in sorted(found)}
