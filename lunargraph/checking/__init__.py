"""Check a build against the reference rosters: who is missing or extra, which dates and counts disagree."""

from lunargraph.checking.compare import FINDING_COLUMNS, check_build, check_counts
from lunargraph.checking.counts import Judged, judge_count
from lunargraph.checking.reference import Reference, Roster, read_reference

__all__ = [
    "FINDING_COLUMNS",
    "Judged",
    "Reference",
    "Roster",
    "check_build",
    "check_counts",
    "judge_count",
    "read_reference",
]
