"""Answers about a finished build that read like the questions: ``lunargraph.load("outputs")`` is where to begin.

Every answer is a DataFrame, or an object that gives one, with documented columns and the ids of the claims behind
each row; ``evidence`` shows their sentences. No language model is loaded.
"""

from lunargraph.answers.coalition import Coalition
from lunargraph.answers.communities import Communities
from lunargraph.answers.lunar_graph import LunarGraph, load

__all__ = ["Coalition", "Communities", "LunarGraph", "load"]
