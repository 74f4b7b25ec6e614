"""When a host may be asked again: one request at a time, with pauses between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lunargraph.articles.fetching.limits import Clock


class Pace:
    """Keeps pauses between requests to one host."""

    def __init__(self, clock: Clock, delay: float) -> None:
        """Begin with hosts that nobody asked yet; ``delay`` is the least pause, in seconds."""
        self._clock = clock
        self._least = delay
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def slow_down(self, host: str, seconds: float) -> None:
        """Keep longer pauses with a host from now on."""
        self._delays[host] = max(seconds, self._delays.get(host, self._least))

    def put_off(self, host: str, seconds: float) -> None:
        """Leave a host alone for a time."""
        self._next[host] = max(self._clock.monotonic() + seconds, self._next.get(host, 0.0))

    def wait(self, host: str) -> None:
        """Let pass what is left of the pause."""
        left = self._next.get(host, 0.0) - self._clock.monotonic()
        if left > 0:
            self._clock.sleep(left)

    def asked(self, host: str) -> None:
        """Begin a pause: a host has just been asked."""
        self.put_off(host, self._delays.get(host, self._least))
