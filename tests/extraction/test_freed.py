"""What is freed is used again without asking the system for it."""

from __future__ import annotations

import platform

import numpy as np
import pytest

from lunargraph.extraction.freed import keep_freed


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="other allocators keep what is freed by rules of their own"
)
def test_freed_memory_is_used_again():
    """The second array of 20 MB, at the least 10 pages of 2 MB, comes without a page being fetched for it."""
    import resource  # noqa: PLC0415 - not on every system

    keep_freed()
    faults = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        np.ones(20 * 1024 * 1024, dtype="uint8")
        faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    assert min(faults[1:]) < 5
