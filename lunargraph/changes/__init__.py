"""What changed between two builds, or in one since a date: as values, text, a Markdown digest and an Atom feed."""

from lunargraph.changes.atom import atom_feed
from lunargraph.changes.corrected import corrected, corrected_lines
from lunargraph.changes.diff import (
    CHANGE_COLUMNS,
    KINDS,
    Change,
    apply_changes,
    changes_frame,
    diff,
    from_objects,
    to_objects,
)
from lunargraph.changes.digest import markdown_lines, text_lines
from lunargraph.changes.items import Item, items_of
from lunargraph.changes.since import changes_since, ties_since

__all__ = [
    "CHANGE_COLUMNS",
    "KINDS",
    "Change",
    "Item",
    "apply_changes",
    "atom_feed",
    "changes_frame",
    "changes_since",
    "corrected",
    "corrected_lines",
    "diff",
    "from_objects",
    "items_of",
    "markdown_lines",
    "text_lines",
    "ties_since",
    "to_objects",
]
