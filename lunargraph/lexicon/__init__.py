"""Who and what exists: countries, agencies, organizations and programs, with their names."""

from lunargraph.lexicon.entries import Ambiguity, Reading
from lunargraph.lexicon.reader import Lexicon, Name, check_lexicon, fold, load_lexicon, read_lexicon

__all__ = [
    "Ambiguity",
    "Lexicon",
    "Name",
    "Reading",
    "check_lexicon",
    "fold",
    "load_lexicon",
    "read_lexicon",
]
