"""What a build read, found and wrote, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lunargraph.articles.problems import Problem
    from lunargraph.curation import Curation


@dataclass(slots=True)
class Summary:
    """What a build read, found and wrote; ``python -m lunargraph build`` prints it.

    ``silent`` articles state nothing, ``known`` ones were read before. ``unchanged_since`` is when an earlier build was
    made that stands, because nothing has changed; of what it found the summary then has the numbers alone. ``engine``
    is what read them, and ``partitions`` how many parts it read them in. ``curation`` tells which decisions were
    applied to what was read anew. ``notes`` are sentences about the run itself.
    """

    output: Path
    articles: int = 0
    stories: int = 0
    silent: int = 0
    known: int = 0
    engine: str = "local"
    partitions: int = 1
    model: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    claims: int = 0
    by_relation_status: dict[tuple[str, str], int] = field(default_factory=dict)
    ties: int = 0
    disputed: int = 0
    sure_from: float = 0.0
    less_sure: int = 0
    new_actors: int = 0
    coalitions: list[tuple[str, int]] = field(default_factory=list)
    curation: Curation | None = None
    seconds: float = 0.0
    signature: str = ""
    unchanged_since: str = ""

    @property
    def set_aside(self) -> dict[str, int]:
        """How many articles were understood and yet not taken, by why: "language es", "superseded"."""
        causes = sorted({problem.cause for problem in self.problems if problem.cause})
        return {cause: sum(p.times for p in self.problems if p.cause == cause) for cause in causes}
