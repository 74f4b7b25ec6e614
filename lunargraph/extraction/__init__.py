"""Articles in, claims out: names, clauses, status, discourse, dates, counts and milestones."""

from lunargraph.extraction.extractor import Extractor
from lunargraph.extraction.nlp import DEFAULT_MODEL
from lunargraph.extraction.output import to_object

__all__ = ["DEFAULT_MODEL", "Extractor", "to_object"]
