"""Tables in plain text whose columns are programs: "Country | Artemis Accords | ILRS".

A cell says when an actor joined, or in a word how it stands; a dash or a blank says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.extraction.dates import find_dates
from lunargraph.model import Claim, Evidence, Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Passage
    from lunargraph.model import Article, Mention

RULE = "table.cell.v1"
_TRUST = 0.9
_BAR = re.compile(r"\s*\|\s*")
_DEALS = re.compile(r"\b(?:agreements?|memorandum|mou|partnership|contract|accord|deal)\b", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:contributions?|payloads?|instruments?|modules?|hardware|supplies|provides)\b", re.IGNORECASE)
_CARRIERS = frozenset({"mission", "station", "programme"})
_NOTHING = re.compile(r"[\s\-–—./?*]*(?:n/?a)?", re.IGNORECASE)
#: In order: "not yet signed" is a no before it is a signature, "application withdrawn" is over before it is one.
_WORDS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        Status.DENIED,
        re.compile(r"\b(?:no|not|never|none|refused|declined|rejected|outside|barred|excluded)\b", re.IGNORECASE),
    ),
    (
        Status.ENDED,
        re.compile(r"\b(?:left|withdrew|withdrawn|ended|suspended|former|quit|cancelled|until)\b", re.IGNORECASE),
    ),
    (
        Status.PLANNED,
        re.compile(
            r"\b(?:talks|invited|applied|applicant|application|considering|considered|study|pending|planned|expected|"
            r"candidate|undecided|discussions?|negotiat\w+|interested|intends?|due|review)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Status.CURRENT,
        re.compile(
            r"\b(?:yes|member|signed|joined|signatory|founder|founding|in|party|participant)\b|[✓✔x]\Z", re.IGNORECASE
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of one column say of the actor in the first: a relation, to a node, in a role."""

    relation: Relation
    node: str
    role: str


def read_grid(article: Article, passages: Sequence[Passage], discourse: Discourse) -> Iterator[Claim]:
    """Yield what the rows of one table say; ``passages`` are its lines, the first of them its head."""
    head, *rows = [_cells(article.text, passage) for passage in passages]
    columns = {i: column for i, cell in enumerate(head) if i and (column := _column(article.text, cell, discourse))}
    for passage, cells in zip(passages[1:], rows, strict=True):
        actors = [m for m in cells[0].mentions if m.kind is not Kind.PROGRAM]
        for number, column in columns.items():
            if len({m.node for m in actors}) != 1 or actors[0].node == column.node:
                continue
            cell = article.text[cells[number].start : cells[number].end]
            if column.role == "contributor":
                status, date = (None if _NOTHING.fullmatch(cell) else Status.CURRENT), None
            else:
                status, date = _say(cell, article.published)
            if status is not None:
                yield _claim(article, passage, (actors[0].node, status, date), column)


def _claim(article: Article, passage: Passage, told: tuple[str, Status, str | None], column: _Column) -> Claim:
    node, status, date = told
    ends = (node, column.node)
    subject, object_ = sorted(ends) if column.relation is Relation.COOPERATES_WITH else ends
    text = article.text[passage.start : passage.end]
    evidence = Evidence(article=article.id, start=passage.start, end=passage.end, sentence=text, rule=RULE)
    return Claim(
        article=article.id,
        subject=subject,
        relation=column.relation,
        object=object_,
        status=status,
        evidence=evidence,
        date=date,
        role=column.role,
        confidence=_TRUST,
    )


def _column(text: str, cell: _Cell, discourse: Discourse) -> _Column | None:
    """Return what a column's head announces; None where its cells state no relation."""
    words = text[cell.start : cell.end]
    for mention in cell.mentions:
        if mention.kind is Kind.PROGRAM:
            role = "signatory" if discourse.type_of(mention.node) == "agreement" else "member"
            return _Column(Relation.MEMBER_OF, mention.node, role)
        if mention.form == "name" and _DEALS.search(words):
            return _Column(Relation.COOPERATES_WITH, mention.node, "")
    program = discourse.program_in_focus(_CARRIERS, cell.start, within=4) if _PARTS.search(words) else ""
    return _Column(Relation.MEMBER_OF, program, "contributor") if program else None


def grids(text: str, passages: Sequence[Passage]) -> list[list[Passage]]:
    """Return the runs of neighbouring passages that are tables: three lines or more with equally many cells.

    Only those whose head says what its columns hold.
    """
    runs: list[list[Passage]] = []
    for passage in passages:
        width = len(_BAR.split(text[passage.start : passage.end]))
        last = runs[-1][-1] if runs else None
        joined = last is not None and not text[last.end : passage.start].strip() and width > 2
        if joined and last is not None and len(_BAR.split(text[last.start : last.end])) == width:
            runs[-1].append(passage)
        else:
            runs.append([passage])
    return [run for run in runs if len(run) > 2 and _heads(text, run[0])]


def _heads(text: str, passage: Passage) -> bool:
    """Say whether a line can be a table's head: no name in its first cell, a name or a word for parts in another."""
    first, *others = _cells(text, passage)
    named = any(m.form == "name" or m.kind is Kind.PROGRAM for cell in others for m in cell.mentions)
    return not first.mentions and (named or any(_PARTS.search(text[cell.start : cell.end]) for cell in others))


def _cells(text: str, passage: Passage) -> list[_Cell]:
    cells, start = [], passage.start
    for bar in [*_BAR.finditer(text, passage.start, passage.end), None]:
        end = bar.start() if bar else passage.end
        cells.append(_Cell(start, end, tuple(m for m in passage.mentions if start <= m.start and m.end <= end)))
        start = bar.end() if bar else end
    return cells


def _say(cell: str, published: str | None) -> tuple[Status | None, str | None]:
    """Return what a cell says and when.

    >>> _say("16 December 2024", "2025-09-01")
    (<Status.CURRENT: 'current'>, '2024-12-16')
    >>> _say("not yet", None), _say("—", None)
    ((<Status.DENIED: 'denied'>, None), (None, None))
    """
    if _NOTHING.fullmatch(cell):
        return None, None
    dates = [d.value for d in find_dates(cell, published=published) if "/" not in d.value and "X" not in d.value]
    date = dates[0] if dates else None
    for status, pattern in _WORDS:
        if pattern.search(cell):
            return status, date
    if date is None:
        return None, None
    ahead = published is not None and date > published
    return (Status.PLANNED if ahead else Status.CURRENT), date
