"""Watching feeds: fetch what is new, build, and tell what changed; made to be run again and again."""

from lunargraph.watching.plan import Plan, WatchedFeed, read_plan
from lunargraph.watching.run import Watch, watch

__all__ = ["Plan", "Watch", "WatchedFeed", "read_plan", "watch"]
