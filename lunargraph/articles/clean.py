"""Set scraped boilerplate aside: what remains are passages of the article's own prose, with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.articles import furniture
from lunargraph.articles.layout import BULLET, END, Line, is_prose, is_sentence, lines_of, table_lines
from lunargraph.articles.typography import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.model import Article

_LABELS = re.compile(r"(?:[A-Z][a-z]+){2,}\Z")
_TAIL_FROM = 0.3
_LIST_ENDS = 0.5
#: A headline stands within so many lines of the top.
_HEAD = 25
_LAST = 5
_LONGEST_HEAD = 10_000
_LONGEST_PULLED = 300
#: So many lines apart from its paragraph a pulled quote may stand.
_NEAR = 12
_QUOTES = "\"'“”‘’«» "
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
_NAME = rf"[A-Z][\w.’'-]*(?: (?!{_MONTH})(?:de |van |von |al )?[A-Z][\w.’'-]*){{1,3}}"
_BYLINE = re.compile(rf"(?:[Bb]y|BY|(?:Words|Text|Story) by)\s+({_NAME})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of ``article.text`` worth reading; ``kind`` is paragraph, heading or item (a row of a list or table)."""

    start: int
    end: int
    kind: str


def clean(article: Article) -> list[Passage]:
    """Return the passages of an article in order, without overlap, stripped of surrounding white space.

    Set aside are link lists and whatever follows them, menus, bylines, captions, newsletter prompts,
    comments, disclaimers and sentences printed twice. The rules are data (``boilerplate.toml``) and know no
    particular site.
    """
    lines = list(lines_of(article.text))
    page = _Page(lines, len(article.text), article.title, article.author)
    return [Passage(start=line.start, end=line.end, kind=line.kind) for line in page.kept()]


def head_of(text: str) -> tuple[str, str]:
    """Return the headline and the author that a text begins with, each an empty string where it has none.

    The headline is a line of some words above the first paragraph that is neither the page's own nor a date or
    byline; the author is whom a byline between the two names.
    """
    page = _Page(list(lines_of(text[:_LONGEST_HEAD])), len(text), "", "")
    title = "" if page.title is None else " ".join(page.plain[page.title].split())
    return title, page.signed()


class _Page:
    """The lines of one article, and what is known of them as a whole."""

    def __init__(self, lines: list[Line], length: int, title: str, author: str) -> None:
        self.lines, self.length = lines, length
        self.plain = [line.text.strip("*_#>— \t").strip() for line in lines]
        self.prose = [is_prose(text) for text in self.plain]
        self.first = next((n for n, prose in enumerate(self.prose[:_HEAD]) if prose), 0)
        self.tables = table_lines(lines)
        self.above = self.prose.index(True) if any(self.prose) else len(lines)
        self.resumes: list[int | None] = [None] * (len(lines) + 1)
        for number in range(len(lines) - 2, -1, -1):
            two = self.prose[number] and self.prose[number + 1]
            self.resumes[number] = number if two else self.resumes[number + 1]
        self.title = self._title(title)
        self.author = (author or self.signed()).casefold()

    def _title(self, stated: str) -> int | None:
        if stated:
            wanted = bare(stated)
            return next((n for n in range(self.first) if bare(self.plain[n]) == wanted), None)
        found = [n for n in range(self.first) if self._may_be_title(n)]
        return next((n for n in found if len(self.plain[n].split()) >= 5), next(iter(found), None))

    def _may_be_title(self, number: int) -> bool:
        text = self.plain[number]
        return (
            (len(text.split()) >= 3 or len(text) >= 20)
            and not re.search(r"[.;,:]\Z", text)
            and not BULLET.match(text)
            and " | " not in text
            and not any(test(text) for test in (furniture.is_page, furniture.is_menu, furniture.is_byline))
            and not furniture.is_dateline(text)
        )

    def signed(self) -> str:
        """Return the name in the byline, as it is written there."""
        heads = self.plain[: self.first]
        if name := next((match.group(1) for match in map(_BYLINE.match, heads) if match), ""):
            return name
        if self.title is None:
            return ""
        below = [text for text in heads[self.title + 1 :] if furniture.is_byline(text)]
        return re.split(r",? in |, ", below[0])[0] if below else ""

    def kept(self) -> Iterator[Line]:
        """Yield the lines that are the article's own."""
        said = [bare(text) if prose else "" for text, prose in zip(self.plain, self.prose, strict=True)]
        number = 0
        while number < len(self.lines):
            text = self.plain[number]
            if furniture.begins_tail(text) and self._far(number) >= _TAIL_FROM:
                return
            if furniture.begins_list(text):
                after = self._after_list(number)
                if after is None:
                    return
                number = after
                continue
            if self._is_furniture(number):
                number = self._after(number, furniture.over(text))
                continue
            if not self._is_repeated(number, said):
                yield self.lines[number]
            number += 1

    def _far(self, number: int) -> float:
        return self.lines[number].start / max(self.length, 1)

    def _is_furniture(self, number: int) -> bool:
        text = self.plain[number]
        if not text or (number < 4 and _LABELS.match(text)):
            return True
        if number in self.tables:
            return False
        if furniture.is_page(text) or furniture.is_menu(text):
            return True
        if number >= len(self.lines) - _LAST and number and (furniture.is_about_author(text) or self._is_author(text)):
            return True
        if number < self.first:
            return self._is_head(number)
        return number < _HEAD and number not in self.tables and furniture.is_stamped(text)

    def _is_author(self, text: str) -> bool:
        name = text.casefold()
        return bool(self.author) and (name == self.author or (name.startswith(self.author) and is_sentence(text)))

    def _is_head(self, number: int) -> bool:
        """Above the first paragraph stand dates, bylines, and over a headline what is the site's."""
        text = self.plain[number]
        if number == self.title:
            return False
        beside = [n for n in (number - 1, number + 1) if n < self.first and n >= 0]
        if furniture.is_dateline(text) and not any(
            furniture.is_dateline(self.plain[n]) for n in beside if n != self.title
        ):
            return True
        if self._is_author(text) or (re.match(r"by\s", text, re.IGNORECASE) and furniture.is_byline(text)):
            return True
        if self.title is None:
            return False
        if number < self.title:
            return not END.search(text) and not BULLET.match(text)
        return furniture.is_byline(text)

    def _after(self, number: int, over: str) -> int:
        """Return the number of the line that follows a line of the page and what it stands over."""
        number += 1
        while over and number < len(self.lines) and not self.prose[number] and number != self.title:
            text = self.plain[number]
            few = len(text.split()) <= (4 if over == "keywords" else 14)
            if not few or END.search(text) or BULLET.match(self.lines[number].text) or number in self.tables:
                break
            if furniture.begins_list(text) or furniture.begins_tail(text):
                break
            number += 1
        return number

    def _after_list(self, number: int) -> int | None:
        """Return where the story goes on after a list of links: at two paragraphs in a row; None if it does not."""
        late = self._far(number) >= _TAIL_FROM or self.above < number
        resumes = self.resumes[number + 1]
        if resumes == number + 1 and self._far(number) >= _LIST_ENDS:
            return None
        if resumes is not None:
            return resumes
        return None if late else self._after(number, "links")

    def _is_repeated(self, number: int, said: list[str]) -> bool:
        """A sentence in quotation marks or ended by a stop that stands in full in a longer paragraph was pulled out."""
        text = self.plain[number]
        if (
            not self.lines[number].alone
            or len(text) > 300
            or len(text.split()) < 5
            or not (text[0] in _QUOTES or is_sentence(text))
        ):
            return False
        letters = bare(text)
        near = said[max(0, number - _NEAR) : number + _NEAR]
        return any(len(other) > len(letters) and letters in other for other in near)
