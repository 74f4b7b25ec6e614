"""Memory that is freed stays with the process, so that the next texts to be parsed need not ask the system for it anew.

Parsing takes some 30 MB in large pieces and frees them a moment later. glibc by default hands such pieces back to the
system and fetches them again, every page cleared, with each texts parsed: a fifteenth of all time. It keeps pieces up
to the size of the largest that it has seen freed, and 32 MB is the most that it takes for that.
"""

from __future__ import annotations

from typing import Final

import numpy as np

#: Just below the most, with room for what the allocator itself adds.
_LARGEST: Final = 32 * 1024 * 1024 - 8192


def keep_freed() -> None:
    """Let the allocator see a large piece freed, whose pages are never touched; no effect where it is not glibc's."""
    np.empty(_LARGEST, dtype="uint8")
