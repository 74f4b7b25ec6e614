"""Which date belongs to a predicate, and which of two years a plan means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = 16
_VERB = r"(?:is|are|was|were|has|have|had|will|would|did|came|left|held|took|made|said|began|went|plans|\w{2,}ed)"
_BREAK = re.compile(
    r";|\s[–—-]{1,2}\s|"
    r",\s(?=(?:has|have|had|is|are|was|were|will|would)\b)|,\s(?:the\s)?[A-Z][\w ]{1,30}\s(?:having|being)\s|"
    r",?\s(?:which|who|whose|where|while|whereas|although|though|after|before|since|until|when|because|"
    r"ahead of|followed by)\s|"
    rf",\s(?:and|but)\s(?=[^,;]{{0,60}}\b{_VERB}\b)|"
    r"\s(?:and|but)\s(?=(?:is|are|was|were|has|have|had|will|would|signed|joined|landed|left|plans)\b)|"
    r",\s(?:to be|scheduled|planned|due|set)\s"
)
#: A clause after the predicate, but not the paper it rests on: "took part under a contract that they signed in May".
_THAT = re.compile(
    r"(?<!agreement)(?<!contract)(?<!memorandum)(?<!accord)(?<!deal)(?<!treaty)(?<!arrangement)"
    r"\sthat\s(?=[A-Z]|(?:the|it|they|he|she|we|both|has|have|had|is|are|was|were|will|would|can)\b)"
)
_ASIDE = re.compile(r",\s(?:which|who|whose)\s[^,;]*,")
_REPORTED = re.compile(
    r"\b(?:said|says|told|wrote|writes|reported|confirmed|added|let it be (?:known|understood))(?:\s[\w’']+){0,3}\s$"
)
#: What lasts has no day of its own: "JAXA, which runs the mission" is dated only by "since".
_LASTING = re.compile(
    r"(?:leads?|led|leading|runs?|run by|heads?|headed|leaders?|heads?|initiators?|partners?)", re.IGNORECASE
)
_CLAUSE_OPENING = re.compile(r"[;:]|\s[–—]\s")
_NO_LONGER = re.compile(r"\b(?:once|former|formerly|became|become|becoming)\s(?:an?\s|the\s)?$", re.IGNORECASE)
_SAYS_WHEN = re.compile(r",?\s(?:when|on which)\s|\s(?:that|which)\s")
_BARE = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|day\b")
_FIXED = re.compile(r"\d{4}|last|earlier|ago|today|yesterday|year|this|next|coming|same|that|following", re.IGNORECASE)
#: A day so short a time before publication is the day that was meant, even of a plan.
_JUST_PAST = 60
_BESIDE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date at ``start:end`` of the text given; ``value`` is YYYY, YYYY-MM or YYYY-MM-DD (or 203X, 2024/2028).

    ``how`` it was resolved and the ``base`` it was counted from are those of :class:`lunargraph.model.Dated`.
    """

    start: int
    end: int
    surface: str
    value: str
    how: str = "stated"
    base: str = ""


def look_ahead(mention: DateMention, published: str | None) -> str:
    """Return the date of something that is still to come: "in August" said of a plan is the coming August.

    Only bare months and days are moved, by a year, and "on Friday", by a week; a date that says which year
    or which Friday it means stays, and so does every date where the day of publication is unknown.
    """
    value = mention.value
    day = as_day(published)
    if day is None or published is None or _FIXED.search(mention.surface) or not _BARE.search(mention.surface):
        return value
    if not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value) or value >= published[: len(value)]:
        return value
    own = as_day(value)
    if re.search(r"day\b", mention.surface):
        return (own + timedelta(days=7)).isoformat() if own else value
    if own and (day - own).days <= _JUST_PAST:
        return value
    later = f"{int(value[:4]) + 1:04d}{value[4:]}"
    return later if len(later) < 10 or as_day(later) else value


def choose_date(dates: Sequence[DateMention], start: int, end: int, text: str) -> DateMention | None:
    """Return the date that belongs to the predicate at ``start:end``: the nearest in its own clause.

    A date after the predicate is preferred to one before it; a clause ends at ";", at a dash, or at a comma
    or conjunction that opens a new clause ("..., which ...", "... and joined ..."). Without a date in its clause,
    a date that opens the sentence ("On 13 October, ...") belongs to every predicate. The date of a report
    ("..., she said on Monday") is not the date of what is reported, and what lasts ("X, which leads it")
    is dated only by "since".
    """
    best: tuple[int, DateMention] | None = None
    for mention in dates:
        after = mention.start >= end
        first, last = (end, mention.start) if after else (mention.end, start)
        if _is_foreign(mention, start, end, text):
            continue
        breaks = _breaks(first, last, text) + (after and bool(_THAT.search(text[end:last])))
        between = text[first:last]
        distance = len(between) + (0 if after else 15) + 200 * breaks + 60 * between.count(":")
        # "on Monday, the last day of August": the day says more than the month beside it
        distance += 40 * any(_says_more(o, mention) for o in dates if (o.start >= end) == after)
        opening = mention.start <= _OPENING and not _CLAUSE_OPENING.search(text[mention.end : start])
        if breaks and not opening:
            continue
        if best is None or distance < best[0]:
            best = (distance, mention)
    return best[1] if best else None


def bracketed(dates: Sequence[DateMention], after: int, text: str) -> DateMention | None:
    """Return the date in the brackets that follow a name at once: "Bahrain (March 2022) and Saudi Arabia"."""
    bracket = re.match(r"\s?\([^()]*\)", text[after:])
    if bracket is None:
        return None
    inside = [m for m in dates if after < m.start and m.end <= after + bracket.end()]
    return inside[0] if len(inside) == 1 else None


def _breaks(first: int, last: int, text: str) -> int:
    """Count the clause boundaries between a predicate and a date."""
    # "on Thursday, when Mexico signed" and "an accord that both signed in May" are one statement
    if joint := _SAYS_WHEN.match(text, first, last):
        first = joint.end()
    found = [m for m in _BREAK.finditer(text) if first <= m.start() and m.end() <= last]
    return sum(not (m.end() == last and m.group().strip() == "since") for m in found)


def _is_foreign(mention: DateMention, start: int, end: int, text: str) -> bool:
    """Say whether a date is of a report, or a lasting state or an aside stands between it and the predicate."""
    before = text[: mention.start]
    report = _REPORTED.search(before)
    if report and not (report.start() < end and start < report.end()):
        return True
    lasting = _LASTING.fullmatch(text[start:end]) and not _NO_LONGER.search(text[:start])
    if lasting and not re.search(r"\b[Ss]ince\s$", before):
        return True
    return any((m.start() <= start < m.end()) != (m.start() <= mention.start < m.end()) for m in _ASIDE.finditer(text))


def _says_more(one: DateMention, other: DateMention) -> bool:
    """Say whether a date beside the other, as in "on Monday, the last day of August", is the more precise one."""
    gap = max(one.start - other.end, other.start - one.end)
    return gap <= _BESIDE and len(one.value) > len(other.value)


def as_day(value: str | None) -> date | None:
    """Return a whole ISO day as a date; None for partial dates and for what is no date.

    >>> as_day("2024-02-29"), as_day("2024-02"), as_day("2023-02-29")
    (datetime.date(2024, 2, 29), None, None)
    """
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None
