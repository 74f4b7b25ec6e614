"""Dates in running text as ISO partial dates, resolved against the publication date; a day is never invented."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = (
    {name: i for i, name in enumerate(_NAMES, 1)} | {name[:3]: i for i, name in enumerate(_NAMES, 1)} | {"sept": 9}
)
_DAYS = {d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_NUMBERS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {
    "a": 1,
    "an": 1,
}

_M = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.?|May|June|Jun\.|July|Jul\.|Aug(?:ust|\.)?|"
    r"Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_D = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_W = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_UNIT = r"(?P<unit>day|week|month|year)"
_SHIFT = r"(?P<number>\d+|[Aa]n?|(?i:one|two|three|four|five|six|seven|eight|nine|ten))"
_NOT_BEFORE = r"(?<![\w'’.\-/$€£])"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date at ``start:end`` of the text given; ``value`` is YYYY, YYYY-MM or YYYY-MM-DD (or 203X, 2024/2028)."""

    start: int
    end: int
    surface: str
    value: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What relative dates lean on: the publication date, the last date mentioned, a year carried along."""

    published: str | None
    anchor: str | None
    year: int | None

    @property
    def day(self) -> date | None:
        return _day(self.published)

    @property
    def published_year(self) -> int | None:
        return int(self.published[:4]) if self.published else None


def find_dates(
    text: str, *, published: str | None, context_year: int | None = None, anchor: str | None = None
) -> list[DateMention]:
    """Return the dates in a sentence, in order, not overlapping.

    ``published`` is the article's partial date: "on Monday" needs its day, "in May" its month or year. What
    cannot be resolved truly is left out. ``anchor`` is the date mentioned before: "a day later" counts from it.
    ``context_year`` is a year carried from the context for bare months.
    """
    found: list[DateMention] = []
    year = context_year
    last = anchor
    for match in _ALL.finditer(text):
        value = _RULES[match.lastgroup or ""](_Parts(match), _Context(published, last, year))
        if value is None:
            continue
        found.append(DateMention(start=match.start(), end=match.end(), surface=match.group(), value=value))
        last = value if "/" not in value and "X" not in value else last
        # a year named in the sentence carries to its bare months: "in October 2023 ... and December"
        year = int(value[:4]) if _has_year(match.group()) and value[:4].isdigit() else year
    return found


def look_ahead(mention: DateMention, published: str | None) -> str:
    """Return the date of something that is still to come: "in August" said of a plan is the coming August.

    Only bare days and months are moved, by a year; "on Friday" moves to the coming Friday.
    """
    value = mention.value
    day = _day(published)
    if day is None or _has_year(mention.surface) or len(value) < 7 or "/" in value or "X" in value:
        return value
    if value >= (published or "")[: len(value)] or re.search(
        r"last|earlier|ago|today|yesterday", mention.surface, re.IGNORECASE
    ):
        return value
    if re.search(r"day\b", mention.surface):
        moved = _day(value)
        return (moved + timedelta(days=7)).isoformat() if moved else value
    return f"{int(value[:4]) + 1:04d}{value[4:]}"


def choose_date(dates: Sequence[DateMention], start: int, end: int, text: str) -> DateMention | None:
    """Return the date that belongs to the predicate at ``start:end``: the nearest in its own clause.

    A date after the predicate is preferred to one before it; a clause ends at ";", at a dash, or at a comma
    or conjunction that opens a new clause ("..., which ...", "... and joined ..."). Without a date in its clause,
    a date that opens the sentence ("On 13 October, ...") belongs to every predicate.
    """
    best: tuple[int, DateMention] | None = None
    for mention in dates:
        between = text[end : mention.start] if mention.start >= end else text[mention.end : start]
        # "on Thursday, when Mexico signed" dates the signing
        between = re.sub(r"^,?\s(?:when|on which)\s", " ", between)
        breaks = len(_BREAK.findall(between))
        distance = len(between) + (0 if mention.start >= end else 15) + 200 * breaks + 60 * between.count(":")
        # "on Monday, the last day of August": the day says more than the month beside it
        distance += 12 * (10 - min(len(mention.value), 10))
        opening = mention.start <= _OPENING and not _CLAUSE_OPENING.search(text[mention.end : start])
        if breaks and not opening:
            continue
        if best is None or distance < best[0]:
            best = (distance, mention)
    return best[1] if best else None


_OPENING = 16
_BREAK = re.compile(
    r";|\s[–—-]{1,2}\s|,\s(?=(?:has|have|had|is|are|was|were|will|would)\b)|,\s(?:the\s)?[A-Z][\w ]{1,30}\s(?:having|being)\s|,?\s(?:which|who|whose|where|while|whereas|although|though|after|before|since|until|when|because|"
    r"ahead of|followed by)\s|,\s(?:and|but)\s(?=[^,;]{0,60}\b(?:is|are|was|were|has|have|had|will|would|signed|joined|did|came|left)\b)|"
    r"\s(?:and|but)\s(?=(?:is|are|was|were|has|have|had|will|would|signed|joined|landed|left|plans)\b)|"
    r",\s(?:to be|scheduled|planned|due|set)\s"
)
_CLAUSE_OPENING = re.compile(r"[;:]|\s[–—]\s")


class _Parts:
    """The named parts of a match, whichever alternative made them."""

    def __init__(self, match: re.Match[str]) -> None:
        rule = match.lastgroup or ""
        # matched again in place: some patterns look at the word before
        inner = _PATTERNS[rule].match(match.string, match.start())
        self.text: str = match.group()
        self.groups: dict[str, str] = inner.groupdict() if inner else {}

    def month(self) -> int:
        return _MONTHS[self.groups["month"].rstrip(".").casefold()]

    def year(self) -> int | None:
        year = self.groups.get("year")
        return int(year) if year else None

    def word(self, name: str) -> str:
        return (self.groups.get(name) or "").casefold()


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None


def _has_year(text: str) -> bool:
    return bool(re.search(r"(?:19|20)\d\d", text))


def _month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def _full(parts: _Parts, context: _Context) -> str | None:
    year = parts.year()
    month, day = parts.month(), int(parts.groups["day"])
    if year is None:
        year = _year_for(month, day, context)
    if year is None:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_for(month: int, day: int | None, context: _Context) -> int | None:
    """Return the year of a bare month or day: the latest one not after publication, a month ahead allowed for days."""
    if context.year is not None:
        return context.year
    if context.published_year is None:
        return None
    year = context.published_year
    if len(context.published or "") < 7:
        return year
    published_month = int((context.published or "")[5:7])
    if day is not None and context.day is not None:
        try:
            ahead = date(year, month, day) - context.day
        except ValueError:
            return None
        if ahead.days < -330:
            return year + 1
        return year if ahead.days <= 60 else year - 1
    return year if month <= published_month else year - 1


def _month_year(parts: _Parts, _: _Context) -> str | None:
    return _month(parts.year() or 0, parts.month())


def _bare_month(parts: _Parts, context: _Context) -> str | None:
    if context.published_year is None and context.year is None:
        return None
    which = parts.word("which")
    month = parts.month()
    if which in {"next", "this coming"} and context.published_year:
        ahead = len(context.published or "") >= 7 and month > int((context.published or "")[5:7])
        return _month(context.published_year + (0 if ahead else 1), month)
    if which == "last" and len(context.published or "") >= 7 and context.published_year:
        earlier = month < int((context.published or "")[5:7])
        return _month(context.published_year - (0 if earlier else 1), month)
    relative = parts.word("rel")
    if relative and context.published_year:
        shift = {"last": -1, "this": 0, "next": 1}[relative]
        return _month(context.published_year + shift, month)
    year = _year_for(month, None, context)
    return _month(year, month) if year else None


def _same_year(parts: _Parts, context: _Context) -> str | None:
    if not context.anchor or not context.anchor[:4].isdigit():
        return None
    shift = {"following": 1, "next": 1, "previous": -1}.get(parts.word("which"), 0)
    return _month(int(context.anchor[:4]) + shift, parts.month())


def _weekday(parts: _Parts, context: _Context) -> str | None:
    day = context.day
    if day is None:
        return None
    target = _DAYS[parts.word("weekday")]
    if parts.word("which") in {"next", "this coming", "coming"}:
        return (day + timedelta(days=(target - day.weekday() - 1) % 7 + 1)).isoformat()
    back = (day.weekday() - target) % 7
    if parts.word("which") == "last" and back == 0:
        back = 7
    return (day - timedelta(days=back)).isoformat()


def _today(parts: _Parts, context: _Context) -> str | None:
    day = context.day
    if day is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1}.get(parts.text.casefold(), 0)
    return (day + timedelta(days=shift)).isoformat()


def _period(parts: _Parts, context: _Context) -> str | None:
    """Return "last month", "this year", "earlier this week" ... as far as it is sure."""
    unit, which = parts.word("unit"), parts.word("which")
    shift = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if context.published_year is None:
        return None
    if unit == "year":
        return f"{context.published_year + shift:04d}"
    if len(context.published or "") < 7:
        return None
    if unit == "month":
        months = context.published_year * 12 + int((context.published or "")[5:7]) - 1 + shift
        return _month(months // 12, months % 12 + 1)
    if context.day is None:
        return None
    monday = context.day - timedelta(days=context.day.weekday()) + timedelta(weeks=shift)
    last = monday + timedelta(days=6) if shift else context.day
    if (monday.year, monday.month) == (last.year, last.month):
        return _month(monday.year, monday.month)
    return f"{monday.year:04d}" if monday.year == last.year else None


def _shifted(parts: _Parts, context: _Context) -> str | None:
    """Return "a day later", "two months earlier": from the date before; "ago" from publication."""
    word = parts.word("number")
    number = int(word) if word.isdigit() else _NUMBERS[word]
    back = parts.word("way") in {"earlier", "before", "ago", "previously"}
    base = context.published if parts.word("way") == "ago" else context.anchor
    unit = parts.word("unit")
    sign = -1 if back else 1
    if base is None or not base[:4].isdigit():
        return None
    if unit == "year":
        return f"{int(base[:4]) + sign * number:04d}"
    if unit == "month" and len(base) >= 7:
        months = int(base[:4]) * 12 + int(base[5:7]) - 1 + sign * number
        return _month(months // 12, months % 12 + 1)
    day = _day(base)
    if day is None:
        return None
    moved = day + timedelta(days=sign * number * (7 if unit == "week" else 1))
    # "two weeks ago" is no exact day
    return moved.isoformat() if unit == "day" else moved.isoformat()[:7]


def _same(parts: _Parts, context: _Context) -> str | None:
    unit = parts.word("unit")
    anchor = context.anchor
    if anchor is None or not anchor[:4].isdigit():
        return None
    length = {"year": 4, "month": 7, "day": 10}.get(unit, 0)
    following = parts.word("which") in {"next", "following"}
    if not length or len(anchor) < length:
        return None
    if not following:
        return anchor[:length]
    if unit == "day":
        day = _day(anchor)
        return (day + timedelta(days=1)).isoformat() if day else None
    if unit == "year":
        return f"{int(anchor[:4]) + 1:04d}"
    months = int(anchor[:4]) * 12 + int(anchor[5:7])
    return _month(months // 12, months % 12 + 1)


_RULES: dict[str, Callable[[_Parts, _Context], str | None]] = {
    "iso": lambda parts, _: parts.text,
    "day_month": _full,
    "month_day": _full,
    "span": lambda parts, _: f"{parts.groups['year']}/{parts.groups['year'][:2] + parts.groups['to'][-2:]}",
    "month_year": _month_year,
    "same_year": _same_year,
    "rel_month": _bare_month,
    "bare_month": _bare_month,
    "decade": lambda parts, _: f"{parts.groups['dec']}X",
    "year": lambda parts, _: parts.groups["year"],
    "weekday": _weekday,
    "today": _today,
    "period": _period,
    "shifted": _shifted,
    "same": _same,
}
_SOURCES = {
    "iso": r"(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)",
    "day_month": rf"{_D}\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?\b",
    "month_day": rf"{_M}\s+{_D}(?!\d|[,.]?\d{{3}}|\s*%)(?:,?\s+{_Y})?\b",
    "span": rf"{_Y}\s?[-–]\s?(?P<to>(?:20)?\d\d)\b(?![-/]\d)",
    "month_year": rf"{_M},?\s+(?:of\s+)?{_Y}\b",
    "same_year": rf"{_M} of (?P<which>the same|that|the following|the next|the previous|following|next) year",
    "rel_month": rf"{_M},?\s+(?:of\s+)?(?P<rel>last|this|next) year",
    "bare_month": rf"(?:(?<=\bin )|(?<=\bIn )|(?<=\bsince )|(?<=\bof )|(?<=\bby )|(?<=\bearly )|(?<=\blate )|(?<=\bearlier in )|"
    rf"(?<=\bthe )|(?<=\bmid-)|(?=(?:last|next|this coming) ))(?:(?P<which>last|next|this coming) )?{_M}(?!\w|\s+\d)",
    "decade": r"(?P<dec>20\d)0s\b",
    "year": rf"{_Y}(?![\w-]|\.\d|,\d{{3}})",
    "weekday": rf"(?:(?P<which>last|next|this coming|coming|this|on)\s+)?{_W}\b",
    "today": r"(?:[Tt]oday|[Yy]esterday|[Tt]omorrow)\b",
    "period": rf"(?:[Ee]arlier |[Ll]ater |the end of )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext|coming|previous) {_UNIT}\b",
    "shifted": rf"{_SHIFT} {_UNIT}s? (?P<way>earlier|later|ago)\b",
    "same": rf"(?:the )?(?P<which>same|following|next|that) {_UNIT}\b",
}
_PATTERNS = {
    name: re.compile(source, re.IGNORECASE if name in {"weekday", "period"} else 0) for name, source in _SOURCES.items()
}


def _combine() -> re.Pattern[str]:
    """Join the patterns, in order of precedence; inner names are dropped because each may stand only once."""
    parts = []
    for name, source in _SOURCES.items():
        plain = re.sub(r"\(\?P<\w+>", "(?:", source)
        parts.append(f"(?P<{name}>{_NOT_BEFORE}{plain})")
    return re.compile("|".join(parts))


_ALL = _combine()
