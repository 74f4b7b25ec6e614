"""Read hand-read articles (gold), and what other readers noted about the same articles, from JSON lines."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.articles.records import to_article
from lunargraph.errors import InputError
from lunargraph.partial_dates import is_partial_date
from lunargraph.sheets import Sheet, sheet_of, unknown_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lunargraph.extraction.interface import ArticleReader
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Article

_STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """One article with what careful people read in it."""

    article: Article
    sheet: Sheet


def read_gold(path: Path, *, report: Callable[[str], None]) -> list[GoldArticle]:
    """Return the articles of a gold file in its order; ``report`` is told of keys that mean nothing.

    Raises:
        InputError: one sentence with file and line, at the first line that breaks a rule of the format. A figure
            over the rest would look like one over the whole.
    """
    rows: list[GoldArticle] = []
    for place, record, sheet in _sheets(str(path), report):
        if "claims" not in record:
            raise InputError(f"{place}: it has no 'claims'; write [] where the article states none.")
        date = record.get("date")
        if date is not None and not (isinstance(date, str) and is_partial_date(date)):
            raise InputError(f"{place}: its date is {date!r}; write YYYY, YYYY-MM or YYYY-MM-DD, or null if unknown.")
        try:
            article, _ = to_article(record)
        except InputError as error:
            raise InputError(f"{place}: {error}.") from None
        rows.append(GoldArticle(article=article, sheet=sheet))
    if not rows:
        raise InputError(f"{path} holds no article; give a file with one JSON object per line.")
    return rows


def read_predicted(path: str, *, report: Callable[[str], None]) -> dict[str, Sheet]:
    """Return what another extractor noted, by article; "-" reads standard input.

    Raises:
        InputError: as :func:`read_gold`.
    """
    return {sheet.article: sheet for _, _, sheet in _sheets(path, report)}


def read_with(
    reader: ArticleReader,
    articles: Iterable[Article],
    lexicon: Lexicon,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, Sheet]:
    """Let a reader of text read the articles, and return what it noted, by article."""
    from lunargraph.extraction.output import to_object  # noqa: PLC0415 - spaCy loads here

    known = {article.id: article for article in articles}
    told: dict[str, Sheet] = {}
    for number, extraction in enumerate(reader.extract(known.values()), 1):
        told[extraction.article] = sheet_of(to_object(known[extraction.article], extraction, lexicon))
        progress(number)
    return told


def _sheets(path: str, report: Callable[[str], None]) -> Iterator[tuple[str, dict[str, Any], Sheet]]:
    """Yield (place, record, sheet) of each line that is not blank."""
    name = "standard input" if path == _STDIN else path
    seen: dict[str, int] = {}
    try:
        with nullcontext(sys.stdin.buffer) if path == _STDIN else Path(path).open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                place = f"{name}, line {number}"
                try:
                    record = _record(line)
                    sheet = sheet_of(record)
                except InputError as error:
                    raise InputError(f"{place}: {error}.") from None
                first = seen.setdefault(sheet.article, number)
                if first != number:
                    raise InputError(
                        f"{place}: the id {sheet.article!r} stands in line {first} already; give each article its own."
                    )
                for key in unknown_keys(record):
                    report(f"{place}: a claim has the key {key!r}, which means nothing here; is it misspelt?")
                yield place, record, sheet
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise InputError(f"{name} cannot be read ({reason}); give a file with one JSON object per line.") from None


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("it is not UTF-8; save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(f"it is not valid JSON ({error.msg}, column {error.colno}); mend it there") from None
    except (ValueError, RecursionError):
        raise InputError("its JSON holds a number too long or is nested too deeply; give a flat object") from None
    if not isinstance(record, dict):
        raise InputError("it is not an object; write one object per line")
    return record
