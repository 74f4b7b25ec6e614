"""Versions of one page: a corrected article takes the place of the one it corrects."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from lunargraph.articles.copies import Likeness, likeness, overlap
from lunargraph.articles.problems import Problem, Telling
from lunargraph.articles.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lunargraph.model import Article

#: Parameters that say where a reader came from, not what is read; so do all that begin with utm_.
_TRACKING = frozenset("fbclid gclid dclid msclkid mc_cid mc_eid igshid ref ref_src cmpid ocid smid".split())
#: Newer versions that an older one is compared with: what many articles give for an address is a home page.
_MOST = 8


def superseded(articles: Iterable[Article], *, report: Callable[[Problem], None]) -> dict[str, str]:
    """Return, for each article that a later version took the place of, the id of that version.

    Two articles are versions of one where their addresses mean one page (see :func:`canonical`) and at least a quarter
    of the shorter one's runs of words stands in the other; at a site's home page they must be copies of one story. The
    later one has the later date of publication or change, else was retrieved later; where nothing tells, both stay.
    ``report`` is told of each that is superseded.
    """
    pages: dict[str, list[Article]] = {}
    for article in articles:
        if page := canonical(article.url):
            pages.setdefault(page, []).append(article)
    taken: dict[str, str] = {}
    telling = Telling(report)
    for page, versions in sorted(pages.items()):
        if len(versions) > 1:
            taken |= _older(versions, telling, home="/" not in page)
    telling.rest()
    return taken


def canonical(url: str) -> str:
    """Return what an address and all its variants have in common; empty where it is no web address.

    >>> canonical("https://www.Example.org/a/?utm_source=x&id=7#top") == canonical("http://example.org/a?id=7")
    True
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return ""
    if parts.scheme.casefold() not in {"http", "https"} or not host:
        return ""
    asked = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not key.casefold().startswith("utm_") and key.casefold() not in _TRACKING
    ]
    place = host if port in {None, 80, 443} else f"{host}:{port}"
    return place + parts.path.rstrip("/") + (f"?{urlencode(sorted(asked))}" if asked else "")


def _older(versions: Sequence[Article], report: Callable[[Problem], None], *, home: bool) -> dict[str, str]:
    taken: dict[str, str] = {}
    newest: list[Article] = []
    for article in sorted(versions, key=lambda a: (*_age(a), a.id), reverse=True):
        words = words_of(article)
        later = (
            new for new in newest[-_MOST:] if _age(new) > _age(article) and _alike(words, words_of(new), home=home)
        )
        new = next(later, None)
        if new is None:
            newest.append(article)
            continue
        taken[article.id] = new.id
        when = next((date for date in reversed(_age(new)) if date), "")
        reason = f"a later version of this page ({when[:10]}) takes its place"
        report(Problem(path=article.url, reason=reason, kind="skipped", cause="superseded"))
    return taken


def _age(article: Article) -> tuple[str, str]:
    return max(article.published or "", article.modified or ""), article.retrieved or ""


def _alike(one: Sequence[str], other: Sequence[str], *, home: bool) -> bool:
    return likeness(one, other) is not Likeness.NONE if home else overlap(one, other)
