"""Articles from the web: politely, within limits, and never from a private network unless told to."""

from lunargraph.articles.fetching.client import Client, agent_of
from lunargraph.articles.fetching.limits import Limits
from lunargraph.articles.fetching.outcomes import TROUBLES, FetchError
from lunargraph.articles.fetching.pages import Wanted
from lunargraph.articles.fetching.session import STATUSES, Outcome, Session
from lunargraph.articles.fetching.state import State

__all__ = [
    "STATUSES",
    "TROUBLES",
    "Client",
    "FetchError",
    "Limits",
    "Outcome",
    "Session",
    "State",
    "Wanted",
    "agent_of",
]
