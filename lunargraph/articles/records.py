"""From a loose record (JSON object, CSV row, front matter) to an Article."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lunargraph.articles.date_found import date_found, odd_dates
from lunargraph.articles.dates import to_moment, to_partial_date
from lunargraph.articles.limits import ARTICLE_SIGNS
from lunargraph.articles.typography import normalise, whole_words
from lunargraph.errors import InputError
from lunargraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HOW_DATED = ("metadata", "url", "text")

KEYS = {
    "id": ("id", "article_id", "uid", "guid"),
    "text": ("text", "body", "content", "article", "full_text", "maintext"),
    "title": ("title", "headline", "name"),
    "url": ("url", "link", "source_url", "canonical", "href"),
    "published": ("published", "date", "published_at", "publication_date", "datetime", "pubdate", "date_published"),
    "outlet": ("outlet", "publisher", "source", "site", "sitename", "site_name", "source_domain"),
    "author": ("author", "authors", "byline"),
    "language": ("language", "lang"),
    "published_from": ("published_from",),
    "modified": ("modified", "date_modified", "datemodified", "last_modified", "updated", "updated_at", "revised"),
    "retrieved": ("retrieved", "retrieved_at", "date_retrieved", "fetched", "fetched_at", "accessed", "date_download"),
}

#: A text of so many times the characters of an article has too many when it is normalised, too.
_FOLD = 4
#: Lists in lists that are looked into for a name: authors may be a list of objects with one each.
_DEEPEST = 4


def to_article(record: Mapping[str, Any]) -> tuple[Article, list[str]]:
    """Return the article in a record, and notes about what was not understood in it.

    Raises:
        InputError: where there is no usable text.
    """
    places = _places(tuple(record))
    found = {name: _first(record, keys) for name, keys in places.items()}
    text = found["text"]
    if text is None and any(record[key] == "" for key in places["text"]):
        raise InputError("its text is empty")
    if text is None:
        legal = ", ".join(KEYS["text"][:4])
        raise InputError(f"it has no text; give the text under one of these names: {legal}")
    if not isinstance(text, str):
        raise InputError(f"its text is a {type(text).__name__}, not a string")
    _check_length(text, _FOLD)
    text = whole_words(normalise(text))
    if not text.strip():
        raise InputError("its text is empty")
    _check_length(text)
    notes: list[str] = []
    title, url = _text(found["title"]), _text(found["url"])
    published = _dated(found["published"], "date", to_partial_date, notes)
    how = _text(found["published_from"])
    how = (how if how in _HOW_DATED else "metadata") if published else ""
    if published is None:
        published, how = date_found(url, text)
    retrieved = _dated(found["retrieved"], "date of retrieval", to_moment, notes)
    modified = _dated(found["modified"], "date of change", to_moment, notes)
    notes += odd_dates(published, url, retrieved)
    article_id = _text(found["id"]) or content_id(url, title, text)
    return (
        Article(
            id=article_id,
            text=text,
            title=title,
            url=url,
            author=_text(found["author"]),
            outlet=_text(found["outlet"]),
            published=published,
            language=_text(found["language"]),
            published_from=how,
            modified=modified,
            retrieved=retrieved,
        ),
        notes,
    )


def _check_length(text: str, times: int = 1) -> None:
    if len(text) > times * ARTICLE_SIGNS:
        raise InputError(f"its text has {len(text):,} characters, more than {ARTICLE_SIGNS:,}; split it into articles")


def _dated(raw: Any, what: str, read: Callable[[str], str | None], notes: list[str]) -> str | None:  # noqa: ANN401
    if raw is None:
        return None
    found = read(_text(raw))
    if found is None:
        notes.append(f"its {what} {_short(raw)} was not understood and is left out; write YYYY-MM-DD")
    return found


def content_id(url: str, title: str, text: str) -> str:
    """Return a stable id for an article without one: it does not depend on where the file lies."""
    identity = json.dumps([url, title, text], ensure_ascii=True)
    return hashlib.sha256(identity.encode("ascii")).hexdigest()[:16]


@lru_cache(maxsize=4)
def _places(keys: tuple[Any, ...]) -> dict[str, list[Any]]:
    """Return for each part of an article those of a record's keys that may hold it, the likeliest first.

    The records of a file mostly have the same.
    """
    folded = {str(key).strip().casefold(): key for key in keys if key is not None}
    return {part: [folded[name] for name in names if name in folded] for part, names in KEYS.items()}


def _first(record: Mapping[str, Any], keys: list[Any]) -> Any:  # noqa: ANN401 - records hold anything
    for key in keys:
        value = record[key]
        if value is not None and value != "":
            return value
    return None


def _text(value: Any, depth: int = 0) -> str:  # noqa: ANN401 - records hold anything
    if value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(item, depth + 1) for item in value)))
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title"), depth + 1)
    text = str(value)
    if text.isascii() and text.isprintable() and "`" not in text:
        # what most fields hold has nothing to bring to one form
        return " ".join(text.split()) if "  " in text else text.strip()
    return " ".join(normalise(text).split())


def _short(value: Any) -> str:  # noqa: ANN401 - records hold anything
    text = "".join(c if c.isprintable() else " " for c in _text(value))
    return repr(text[:40]) if text else f"(a {type(value).__name__})"
