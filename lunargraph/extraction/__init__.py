"""Articles in, claims out: names, clauses, status, discourse, dates, counts and milestones."""

from lunargraph.extraction.external import ExternalReader
from lunargraph.extraction.extractor import Extractor
from lunargraph.extraction.gate import Gate
from lunargraph.extraction.interface import ArticleReader, EntitySource
from lunargraph.extraction.linking import Linker
from lunargraph.extraction.mentions import Found, MentionFinder
from lunargraph.extraction.output import to_object
from lunargraph.release import DEFAULT_MODEL

__all__ = [
    "DEFAULT_MODEL",
    "ArticleReader",
    "EntitySource",
    "ExternalReader",
    "Extractor",
    "Found",
    "Gate",
    "Linker",
    "MentionFinder",
    "to_object",
]
