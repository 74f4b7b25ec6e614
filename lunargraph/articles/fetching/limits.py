"""Every limit on what is fetched, and the clock that waits are counted by."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from lunargraph.articles.limits import MIB

#: How much of a robots.txt is read; RFC 9309 asks for this much.
ROBOTS_BYTES: Final = 500 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long, how much and how often. Times are in seconds, sizes in bytes.

    ``total`` is all the time that one page may take, over its redirects and tries, waits for politeness aside;
    ``idle`` is the longest silence within a reply. Sizes hold for what comes over the wire and for what that
    unpacks to. ``delay`` is the least time between two requests to one host; where robots.txt asks for more, that
    counts. Whoever asks for a wait beyond ``longest_wait`` is left alone until the next run.
    """

    connect: float = 10.0
    idle: float = 20.0
    total: float = 60.0
    page_bytes: int = 5 * MIB
    pdf_bytes: int = 50 * MIB
    feed_bytes: int = 5 * MIB
    redirects: int = 10
    tries: int = 4
    delay: float = 1.0
    backoff: float = 2.0
    longest_wait: float = 120.0


class Clock:
    """Time as it passes; tests put their own in its place."""

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)
