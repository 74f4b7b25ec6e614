"""Articles: reading them, setting boilerplate aside, and telling copies of one story."""

from lunargraph.articles.clean import Passage, clean
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
