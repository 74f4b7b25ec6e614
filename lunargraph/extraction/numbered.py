"""Series of missions written short: "Luna-25, -26 and -27", "Chang'e-6 and 7", "Artemis II and III"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lunargraph.extraction.names import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lunargraph.lexicon import Lexicon

_NUMBERED = re.compile(r"(?P<stem>program:\w+_)(?:\d{1,2}|[IVX]{1,4})\Z")
#: The next number of a series, not the number of something else: "Luna-25, 26 countries".
_NEXT = re.compile(
    r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+)(?P<whole>[-‑–]?(?P<number>\d{1,2}|[IVX]{1,4}))(?![\w%.,]\d|\w|-)"
    r"(?!\s+(?!missions|probes|landers|flights|spacecraft|as|has|was|is)[a-z]+s\b)"
)


def numbered(matches: Iterable[Match], text: str, lexicon: Lexicon) -> Iterator[Match]:
    """Yield the programs that only a number names after a numbered program, where the lexicon knows them."""
    for match in matches:
        own = _NUMBERED.match(match.node)
        if own is None:
            continue
        end = match.end
        while following := _NEXT.match(text, end):
            node = own["stem"] + following["number"]
            if node not in lexicon.programs:
                break
            yield Match(following.start("whole"), following.end("whole"), node, "name")
            end = following.end()
