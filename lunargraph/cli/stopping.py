"""Being stopped: Ctrl-C and a polite kill (SIGTERM) end a command in the same way, with one sentence."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

STOPPED = "Stopped; nothing is lost or half written, and the next run goes on from here."
_BY_SIGNAL = 128


class Terminated(KeyboardInterrupt):
    """The system asks this process to end: raised where Ctrl-C would be."""


def exit_code(stop: KeyboardInterrupt) -> int:
    """Return the exit code that a shell expects: 130 after Ctrl-C, 143 after SIGTERM."""
    return _BY_SIGNAL + (signal.SIGTERM if isinstance(stop, Terminated) else signal.SIGINT)


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Raise :class:`Terminated` on SIGTERM within the block, so that processes end and folders are tidied up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated
