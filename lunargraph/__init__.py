"""Who is with whom on the Moon: claims from news, each with the sentence that states it.

``lunargraph.load("outputs")`` reads a build back, to be asked; see :class:`lunargraph.answers.LunarGraph`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.release import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from lunargraph.answers import LunarGraph

__all__ = ["__version__", "load"]


def load(folder: str | Path = "outputs") -> LunarGraph:
    """Read a build back, to be asked.

    Raises:
        OutputError: where there is none, or it is damaged.
    """
    from lunargraph.answers import load as read  # noqa: PLC0415 - the command line's --help needs no pandas

    return read(folder)
