"""What went wrong with an input: one sentence for people, counted in the manifest, never the end of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "skipped", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to tell about one input.

    ``kind``: error (an article or file was lost), skipped (left out on purpose) or note (kept, but look at it).
    ``line`` is the line or record number in the file, None for the whole file. ``reason`` is one sentence.
    """

    path: str
    line: int | None = None
    reason: str
    kind: Severity = "error"
