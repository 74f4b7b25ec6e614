"""The words of dates as regular expressions: one pattern per kind of date, in order of precedence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.extraction.date_choice import as_day

if TYPE_CHECKING:
    from datetime import date

_NAMES = "january february march april may june july august september october november december".split()

#: Month and weekday names and number words as numbers.
MONTHS = {name: i for i, name in enumerate(_NAMES, 1)} | {name[:3]: i for i, name in enumerate(_NAMES, 1)} | {"sept": 9}
DAYS = {day: i for i, day in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
NUMBERS = {word: i for i, word in enumerate("zero one two three four five six seven eight nine ten".split())}
NUMBERS |= {"a": 1, "an": 1}

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.?|May|June|Jun\.|July|Jul\.|Aug(?:ust|\.)?|"
    r"Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
#: Months that are no other word or name, so that they need no preposition before them.
_SURE = r"(?:January|February|July|September|October|November|December)\b"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
# "on Tuesday, April 9": the weekday adds nothing to the day
_NAMED_DAY = (
    r"(?:(?:(?:[Oo]n|[Ll]ast|[Nn]ext|[Tt]his) )?"
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?,?\s(?:the\s)?)?"
)
_UNIT = r"(?P<unit>day|week|month|year)"
_NUMBER = r"(?P<number>\d{1,3}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en)"
_MEMBERS = r"(?:countries|nations|states|governments|members|signatories|partners|people|companies|agencies|or so)"
_PREPOSITIONS = (
    "in In since Since of by By early late Early Late for For until Until from From before Before after After the The "
    "during During around to and between"
).split()
_BEFORE_MONTH = "|".join(rf"(?<=\b{word} )" for word in _PREPOSITIONS)
_NOT_BEFORE = r"(?<![\w'’.\-–/$€£])"

SOURCES = {
    "iso": r"(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)",
    "iso_month": r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![\w-])",
    "day_month": rf"{_NAMED_DAY}{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?(?!\w)",
    "month_day": rf"{_NAMED_DAY}{_MONTH}\s+{_DAY}(?!\d|[,.]?\d{{3}}|\s*%|\s{_MEMBERS})(?:,?\s+{_YEAR})?\b",
    "span": rf"{_YEAR}\s?[-–]\s?(?P<to>(?:20)?\d\d)\b(?![-/]\d)",
    "month_year": rf"(?:[Mm]id-)?{_MONTH},?\s+(?:of\s+)?{_YEAR}\b",
    "same_year": rf"{_MONTH} of (?P<which>the same|that|(?:the )?following|the next|the previous|next) year",
    "relative_month": rf"{_MONTH},?\s+(?:of\s+)?(?P<relative>last|this|next) year",
    "bare_month": rf"(?:{_BEFORE_MONTH}|[Mm]id-|(?={_SURE})|(?=(?:[Ll]ast|[Tt]his|[Nn]ext) ))"
    rf"(?:(?P<which>[Ll]ast|[Tt]his coming|[Tt]his|[Nn]ext) )?{_MONTH}(?!\w)",
    "decade": r"(?P<decade>20\d)0s\b",
    "year": rf"(?:[Mm]id[-–]|[Ee]arly-|[Ll]ate-)?{_YEAR}(?![\w/]|-\w|[.,]\d)",
    "weekday": rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his coming|[Cc]oming|[Tt]his|[Oo]n)\s+)?{_WEEKDAY}\b",
    "today": r"(?:[Tt]oday|[Yy]esterday|[Tt]omorrow)\b",
    "end": r"(?:[Tt]he )?(?:end|half|rest|remainder) of the (?P<unit>year|month)\b|"
    r"(?:[Ee]arlier|[Ll]ater) in the (?:year|month)\b|before the (?:year|month) (?:is out|ends)\b|year[- ]end\b",
    "season": r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he) (?P<season>spring|summer|autumn)\b(?! (?:of )?\d)",
    "period": rf"(?:[Ee]arlier |[Ll]ater |[Tt]he end of )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext) {_UNIT}\b",
    "shifted": rf"{_NUMBER} {_UNIT}s? (?P<way>earlier|later|ago|from now)\b",
    "hours": r"(?:(?:[Aa] few )?[Hh]ours|[Aa]n hour) (?:earlier|later|before)\b",
    "beside": r"[Tt]he (?P<unit>day|month|year) (?P<way>before|after)(?=\s*[.,;:)]|\s*$)",
    "same": rf"(?:[Tt]he )?(?P<which>same|following|next|previous|[Tt]hat) {_UNIT}\b",
}
PATTERNS = {name: re.compile(source) for name, source in SOURCES.items()}


def _combine() -> re.Pattern[str]:
    """Join the patterns; inner names are dropped because each may stand only once."""
    parts = []
    for name, source in SOURCES.items():
        plain = re.sub(r"\(\?P<\w+>", "(?:", source)
        parts.append(f"(?P<{name}>{plain})")
    return re.compile(f"{_NOT_BEFORE}(?:{'|'.join(parts)})")


#: Finds a date of any kind; the group that matched is its kind.
ANY = _combine()

#: In every date stands one of these: part of a month, of a year or of a word for a span of time.
_SIGNS = (
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec 19 20 day month year week omorrow our spring summer autumn"
).split()


def has_date(text: str) -> bool:
    """Say whether there can be a date in a text; quick, to spare the search where there is none.

    >>> has_date("The day before"), has_date("Peru joined the ILRS.")
    (True, False)
    """
    return any(sign in text for sign in _SIGNS)


#: A number of four digits that is no year: part of a name, or of what is counted.
NAME_BEFORE = re.compile(
    r"(?:\b(?:Agenda|Vision|Horizon|Expo|Mars|Resolution|Article|Regulation|Act|Bill|Room|Route|[Pp]ages?|[Pp]p?\.|"
    r"No\.|Nr\.|[Aa]bout|[Ss]ome|[Nn]early|[Aa]lmost|than|over)|#|[$€£])\s?$"
)
NAME_AFTER = re.compile(
    r"\s(?:Agenda|Vision|km|kg|kilo\w+|met(?:er|re)s?|tons?|tonnes?|million|billion|people|dollars|euros|percent|%)"
)
COUNTED_AFTER = re.compile(r"\s[a-z]{3,}s\b(?!\s(?:launch|land|mission))")
LED = re.compile(
    r"\b(?:in|by|since|until|of|from|for|to|early|late|mid|around|after|before|through|during|than|the|"
    r"between|end|summer|spring|autumn|fall|winter|quarter|half)\s$|[(,|:–-]\s?$",
    re.IGNORECASE,
)
#: Another month with its year follows: "in March and October 2023".
YEAR_TO_COME = re.compile(
    rf"(?:,|\s(?:and|or|to|until|through)|\s?[-–])\s?(?:in\s|on\s)?(?:\d\d?\s)?{_MONTH}\s(?:\d\d?,\s)?{_YEAR}\b"
)
#: "joined in October 2023, Egypt in December and Nicaragua in April": the list goes on in time.
NEXT_IN_LIST = re.compile(r",?(?: and| then)? (?!who|which)[A-ZÀ-Þ][\w’'. -]{0,40} (?:in|on) ")
APPROXIMATE = re.compile(r"\b(?:about|around|some|nearly|almost|than|over|roughly|the last|past)\s$", re.IGNORECASE)
DURATION = re.compile(r"\b(?:over|within|during|in|for|of|into|throughout|through)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What relative dates lean on: publication, the date mentioned before, a year carried along, a date beside."""

    published: str | None
    anchor: str | None
    year: int | None
    beside: str | None

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known."""
        return as_day(self.published)

    @property
    def published_year(self) -> int | None:
        """The year of publication."""
        return int(self.published[:4]) if self.published else None

    @property
    def published_month(self) -> int | None:
        """The month of publication, where it is known."""
        return int(self.published[5:7]) if self.published and len(self.published) >= 7 else None


class Parts:
    """The named parts of a match, whichever alternative made them."""

    def __init__(self, match: re.Match[str]) -> None:
        # matched again in place: some patterns look at the word before
        inner = PATTERNS[match.lastgroup or ""].match(match.string, match.start())
        self.text: str = match.group()
        self.before: str = match.string[max(0, match.start() - 16) : match.start()]
        self.after: str = match.string[match.end() : match.end() + 40]
        self.groups: dict[str, str | None] = inner.groupdict() if inner else {}

    def word(self, name: str) -> str:
        """Return a part in lower case, "" where it is missing."""
        return (self.groups.get(name) or "").casefold()

    def month(self) -> int:
        """Return the number of the month named."""
        return MONTHS[self.word("month").rstrip(".")]

    def year(self) -> int | None:
        """Return the year named, if one is."""
        return int(self.word("year")) if self.word("year") else None
