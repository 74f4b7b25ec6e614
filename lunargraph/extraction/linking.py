"""From a name that another extractor gives to an id: through the lexicon, else as a new actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.mentions import slug
from lunargraph.lexicon import fold
from lunargraph.model import Actor, Kind

if TYPE_CHECKING:
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Program

_BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})


class Linker:
    """Find names in one lexicon by id, label, name or alias; case and accents do not count."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._actors = lexicon.actors
        nodes: list[Actor | Program] = [*lexicon.actors.values(), *lexicon.programs.values()]
        self._ids: dict[str, list[str]] = {}
        # whoever bears a name as its label comes before those who bear it as one name among others
        for rank in range(4):
            for node in nodes:
                for name in ((node.id,), (node.label,), (node.name,), node.aliases)[rank]:
                    known = self._ids.setdefault(fold(name), [])
                    if node.id not in known:
                        known.append(node.id)

    def program(self, name: str) -> str | None:
        """Return the id of the program with this name, None where the lexicon has none."""
        return next((node for node in self._ids.get(fold(name), ()) if node.startswith("program:")), None)

    def actor(self, name: str, kind: Kind | None = None) -> str | None:
        """Return the id of the actor with this name, one of the given kind first; None where the lexicon has none."""
        found = [node for node in self._ids.get(fold(name), ()) if not node.startswith("program:")]
        found.sort(key=lambda node: kind is not None and not node.startswith(f"{kind}:"))
        return found[0] if found else None

    def actor_or_new(self, name: str, kind: Kind | None = None) -> tuple[str, Actor | None]:
        """Return the id of the actor with this name, and a new actor to go with it where the lexicon has none.

        A new one is an organization where nothing says what it is.

        >>> from lunargraph.lexicon import load_lexicon
        >>> Linker(load_lexicon()).actor_or_new("Roskosmos")
        ('agency:ROSCOSMOS', None)
        >>> Linker(load_lexicon()).actor_or_new("Moon  Goods Ltd")[0]
        'organization:moon-goods-ltd'
        """
        if known := self.actor(name, kind):
            return known, None
        plain = " ".join(name.split())
        kind = kind if kind in _BODIES else Kind.ORGANIZATION
        actor = Actor(id=f"{kind}:{slug(plain) or 'unnamed'}", kind=kind, name=plain, label=plain)
        return actor.id, None if actor.id in self._actors else actor
