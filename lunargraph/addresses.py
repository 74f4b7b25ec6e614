"""Web addresses out of articles, which others wrote: which may be followed, and how they are written safely."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

#: What an address may hold as it is; brackets would end a Markdown link.
_SAFE = ":/?#@!$&'*+,;=%~-._"


def is_web_address(url: str) -> bool:
    """Say whether the text is a complete http or https address without spaces or control characters.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    if not url.isprintable() or " " in url or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def quoted(url: str) -> str:
    """Return a web address in plain ASCII, with every sign quoted that markup could take for its own.

    >>> quoted('https://example.org/a(b)?c="d"')
    'https://example.org/a%28b%29?c=%22d%22'
    """
    return quote(url, safe=_SAFE)
