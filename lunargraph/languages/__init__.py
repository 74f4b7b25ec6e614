"""Questions in the languages that others know: SQL on the tables of a build, Cypher on its graph."""

from lunargraph.languages.cypher import LABELS, TYPES, cypher
from lunargraph.languages.sql import sql

__all__ = ["LABELS", "TYPES", "cypher", "sql"]
