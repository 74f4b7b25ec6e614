"""Articles: reading them, setting boilerplate aside, and telling copies of one story.

What reads files is imported when it is first asked for: to see that no file has changed, none has to be read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# at once: later, its module would have taken the place of the function
from lunargraph.articles.clean import Passage, clean

if TYPE_CHECKING:
    from lunargraph.articles.language import in_english, language_name
    from lunargraph.articles.mapping import parse_map
    from lunargraph.articles.problems import Problem
    from lunargraph.articles.read import read_articles
    from lunargraph.articles.stories import find_stories
    from lunargraph.articles.versions import superseded

__all__ = [
    "Passage",
    "Problem",
    "clean",
    "find_stories",
    "in_english",
    "language_name",
    "parse_map",
    "read_articles",
    "superseded",
]

_HOMES = {
    "Problem": "problems",
    "find_stories": "stories",
    "in_english": "language",
    "language_name": "language",
    "parse_map": "mapping",
    "read_articles": "read",
    "superseded": "versions",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - functions and classes
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
