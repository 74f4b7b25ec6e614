"""Words broken at the end of a line: mended where the hyphen is the printer's, kept where it is the writer's."""

from __future__ import annotations

import re

_LAST = re.compile(r"([^\W_](?:[\w'’.]|-(?=\w))*)[-\u2010\u00ad]\Z")
#: Signs of the longest word that may be broken.
_LONGEST = 100
_FIRST = re.compile(r"\w[\w'’]*")
#: What stands before a hyphen that belongs to the word: "non-binding", "self-governing", "south-east".
_BEFORE = frozenset(
    "all cross ex far first five four half high ill land left long low mid much near new non north off old one open "
    "post pre pro right robot second self seven short single six so south space ten third three two vice well east "
    "west year large small full part human moon lunar solar deep science".split()
)
#: What stands after one: "China-led", "long-term", "twelve-year".
_AFTER = frozenset(
    "aligned and area assisted autonomous backed based bearing bound building built by called capable century class "
    "controlled crewed day depth dependent developed driven duration earth economic edge efficient eighth eighths "
    "established ever facing faring fifth financed first flight focused for free friendly fourth funded "
    "going government governmental growing half hand heavy held in income independent interest intensive key known "
    "large largest launched leading led level lasting lived long looking lunar made making mass member mile minded "
    "minute month moon ninth nine nation nations of off old on one orbit orbital orbiting out over owned partner party "
    "person polar pole powered range ranging ready related resolution rich right run running saving scale sector "
    "seater second seven seventh shaped sharing side sided signed six sixth sized soil source south space speaking "
    "specific sponsored standing state step surface tech technology term third three tier time to ton tonne track two "
    "type up use using value way week wheeled wide wing world year years".split()
)


def ends_broken(line: str) -> bool:
    """Say whether a line ends in the middle of a word or compound."""
    return _last_word(line) is not None


def _last_word(line: str) -> re.Match[str] | None:
    # only the end is looked at: a line may be one word of a million signs
    return _LAST.search(line, max(0, len(line) - _LONGEST)) if line.endswith(("-", "\u2010", "\u00ad")) else None


def mended(line: str, following: str, known: frozenset[str]) -> str:
    """Return two lines as one, the word between them mended.

    ``known`` are the words of the document, in small letters, as they stand within its lines: the surest witness.

    >>> mended("a deal on co-", "operation", frozenset())
    'a deal on cooperation'
    >>> mended("on board Chang'e-", "7", frozenset()), mended("a long-", "term plan", frozenset())
    ("on board Chang'e-7", 'a long-term plan')
    >>> mended("an inter-", "agency body", frozenset({"inter-agency"}))
    'an inter-agency body'
    """
    before, after = _last_word(line), _FIRST.match(following)
    if before is None or after is None:
        return f"{line} {following}"
    bare = line[:-1]
    if line[-1] == "\u00ad":
        return bare + following
    return bare + ("-" if _is_writers(before.group(1), after.group(), known) else "") + following


def _is_writers(before: str, after: str, known: frozenset[str]) -> bool:
    first, second = before.casefold(), after.casefold()
    if f"{first}-{second}" in known:
        return True
    if first.rsplit("-", 1)[-1] + second in known or first + second in known:
        return False
    return (
        not after[0].islower()
        or not before[-1].isalpha()
        or (len(before) > 1 and before.isupper())
        or first in _BEFORE
        or second in _AFTER
    )
