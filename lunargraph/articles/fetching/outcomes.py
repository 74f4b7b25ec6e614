"""What became of a web address, in words that a person can act on."""

from __future__ import annotations

from typing import Final, Literal

from lunargraph.errors import LunargraphError

#: Why there is no page: it must not be asked for, the site keeps it, it is not there, it is no article, or it could
#: not be had this time.
Trouble = Literal["refused", "closed", "gone", "unusable", "failed"]
TROUBLES: Final[tuple[Trouble, ...]] = ("refused", "closed", "gone", "unusable", "failed")


class FetchError(LunargraphError):
    """A page cannot be had, or must not be; ``str(error)`` goes after its address and a colon.

    ``kind`` says which: ``refused`` (it must not be asked for), ``closed`` (the site does not let us have it),
    ``gone``, ``unusable`` (what is there is no article) or ``failed`` (this time; it is worth another run).
    """

    def __init__(self, kind: Trouble, reason: str) -> None:
        super().__init__(reason)
        self.kind: Trouble = kind


class BrokenError(FetchError):
    """The connection failed or broke off; another try at once may do."""

    def __init__(self, reason: str) -> None:
        super().__init__("failed", reason)
