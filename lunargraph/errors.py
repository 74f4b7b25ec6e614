"""The errors that lunargraph raises: one sentence each, with the way out.

A class stands for a meaning, not for a place in the code; the command line prints the sentence and
exits with code 2, so a message must be complete without a traceback.
"""


class LunargraphError(Exception):
    """Base of every error that a user can cause or mend; ``str(error)`` is the sentence to show."""


class InputError(LunargraphError):
    """An input path or article cannot be used; one bad article never ends a run."""


class LexiconError(LunargraphError):
    """The lexicon's data files break a rule of their own format."""


class RuleError(LunargraphError):
    """An extraction rule or cue is malformed, or lacks its examples and counterexamples."""


class ModelError(LunargraphError):
    """The spaCy pipeline asked for is not installed or lacks a tagger or parser."""


class OutputError(LunargraphError):
    """The output folder cannot be written, or an earlier build's files cannot be read back."""


class QueryError(LunargraphError):
    """A question names an actor, program, relation, status or date that is not known."""


class ExtensionError(LunargraphError):
    """A reader of text or entity source that was plugged in breaks its promise."""


class MissingExtraError(LunargraphError):
    """What was asked for needs a library that is installed only on request."""


class DecisionError(LunargraphError):
    """The file of reviewed decisions cannot be read, or breaks a rule of its format."""


class ClusterError(LunargraphError):
    """A Dask cluster cannot be reached or used: no scheduler, no workers, another version, no folder that all share."""
