"""The words of an article's own prose, which its fingerprint is taken from and copies are compared by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lunargraph.articles.clean import clean
from lunargraph.articles.fingerprints import fingerprints_of_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lunargraph.model import Article

#: A text of fewer words ("Read more.") says too little to be told apart without its title.
_SHORT = 12
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w.'’-]*[A-Z][\w.'’-]*[ ,/]*){1,4}(?:[A-Z][a-z]+\.?,? *){0,3}(?:\d{1,2},? *(?:\d{4})?)?"
    r"\s*(?:\([^()\n]{2,40}\))?\s*(?:--|[-—–:])\s+"
)


def words_of(article: Article) -> list[str]:
    """Return the words of an article's own prose, case kept: no boilerplate, no dateline; the title of a short text."""
    body = "\n".join(article.text[p.start : p.end] for p in clean(article)) or article.text
    words = _words(_DATELINE.sub("", body, count=1) if _DATELINE.match(body) else body)
    if len(words) < _SHORT:
        words = [*_words(article.title), *words]
    return words or [article.text.strip()]


def fingerprints_of(articles: Iterable[Article]) -> list[bytes]:
    """Return the fingerprint of each article, which is that of its words."""
    return fingerprints_of_words(map(words_of, articles))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
