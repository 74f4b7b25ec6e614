"""What a document states of itself: the date in its head, and what its file says, where that can be believed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from lunargraph.articles.dates import to_partial_date

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?:19|20)\d\d|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    rf"|{_MONTH},?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STAMP = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)|(\d{4})-(\d\d)-(\d\d)")
#: A line with a date is the document's own only if it holds little besides.
_LONGEST = 90
_HEAD = 12
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|qxd|rtf|odt|pptx?|tex|xlsx?|html?)\b|[\\/_]|\Ahttps?:", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:untitled|document|microsoft word|presentation|slide|title|layout|full page|brief|report|pdf|print)?\W*\d*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:anonymous|admin\w*|user\w*|owner|author|unknown|microsoft\b.*|python-docx|default|guest|windows.*|\(unspecified\))?",
    re.IGNORECASE,
)
#: Programs that print, scan or copy: the day is that of the copy.
_COPIERS = re.compile(
    r"chrom|skia|mozilla|firefox|safari|quartz|edge|wkhtml|webkit|scan|ghostscript|pdf ?creator|print|ilovepdf|smallpdf"
    r"|wikimedia|calibre|pdftk|pypdf|pikepdf|itext.*merge|canon|xerox|ricoh|hp ",
    re.IGNORECASE,
)


def date_in_head(lines: list[str]) -> str:
    """Return the printed date of the first lines, where a line holds a date and little else, or an empty string.

    >>> date_in_head(["Two blocs", "Ana Quispe | 12 June 2024", "Peru signed on 30 May 2024."])
    '12 June 2024'
    """
    for line in lines[:_HEAD]:
        found = _DATE.search(line)
        if found and len(line) <= _LONGEST and not re.search(r"[a-z][.!?]\Z", line) and to_partial_date(found.group()):
            return found.group()
    return ""


def date_of_file(created: str, changed: str, tools: str, text: str) -> str:
    """Return the month in which a file says it was made, where that may be when it was published, or an empty string.

    A file's own date is the day on which a program wrote it. That is near publication only where nobody printed,
    scanned or changed it later, and where the text speaks of that year or the one before and of none after. Even
    then the day is the typesetter's, so the month alone is taken: "on Monday" must not be counted from it.

    >>> date_of_file("D:20240612101500Z", "D:20240613", "Adobe InDesign", "Peru signed in May 2024.")
    '2024-06'
    >>> date_of_file("D:20260612101500Z", "", "Skia/PDF", "Peru signed in May 2024.")
    ''
    """
    made, last = _day(created), _day(changed) or _day(created)
    years = [int(year) for year in _YEAR.findall(text)]
    today = datetime.now(UTC)
    if made is None or last is None or not years or _COPIERS.search(tools):
        return ""
    past = [year for year in years if year <= today.year]
    if made > today or abs((last - made).days) > 31 or not past:
        return ""
    return f"{made:%Y-%m}" if made.year - 1 <= max(past) <= made.year else ""


def _day(stamp: str) -> datetime | None:
    match = _STAMP.match(stamp.strip())
    if match is None:
        return None
    try:
        year, month, day = (int(part) for part in match.groups() if part is not None)
        return datetime(year, month, day, tzinfo=UTC) if year >= 1990 else None
    except ValueError:
        return None


def title_of_file(title: str, text: str) -> str:
    """Return a file's title where it is one: not a file's name or a template's, and its words stand in the text."""
    title = " ".join(title.split())
    words = re.findall(r"\w{4,}", title.casefold())
    if not words or _NO_TITLE.fullmatch(title) or _FILE_NAME.search(title):
        return ""
    head = text[:3000].casefold()
    return title if sum(word in head for word in words) >= 0.6 * len(words) else ""


def author_of_file(author: str, text: str) -> str:
    """Return a file's author where it is a name: the text gives it, too, or it has two words or more.

    What stands there else is the login of who typed it.
    """
    author = " ".join(author.split())
    if _NO_AUTHOR.fullmatch(author) or len(author) > 200:
        return ""
    named = len([w for w in author.split() if w[:1].isupper()]) >= 2
    return author if named or (len(author) > 3 and author.casefold() in text[:3000].casefold()) else ""
