"""Decisions about names: aliases that extraction reads by, and which actors are one or two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lunargraph.errors import LexiconError
from lunargraph.lexicon import Name, check_lexicon
from lunargraph.model import Actor, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lunargraph.curation.decisions import Alias, Split
    from lunargraph.lexicon import Lexicon


def with_aliases(lexicon: Lexicon, aliases: Iterable[Alias], tell: Callable[[Alias, str], None]) -> Lexicon:
    """Return the lexicon with more names; ``tell`` is told of an alias that cannot be added, and why.

    An alias is one of the names by which text is read and a search finds its node. One that the lexicon has for
    another node is not taken: a name of two needs a rule that tells them apart.
    """
    for alias in aliases:
        if alias.node not in lexicon.actors and alias.node not in lexicon.programs:
            tell(alias, f"{alias.node} is not in the lexicon; merge or split actors that were read out of articles")
            continue
        owners = {name.node for name in lexicon.names if name.surface == alias.name}
        if owners == {alias.node}:
            tell(alias, "the lexicon has it already, so this decision can go")
            continue
        added = named(lexicon, alias.node, [alias.name])
        added = replace(added, names=(*added.names, Name(surface=alias.name, node=alias.node, form="name")))
        try:
            check_lexicon(added)
        except LexiconError:
            tell(alias, f"the name is that of {', '.join(sorted(owners))}, and a text could mean either")
            continue
        lexicon = added
    return lexicon


def named(lexicon: Lexicon, node: str, names: Iterable[str]) -> Lexicon:
    """Return the lexicon with more names by which a search finds a node."""
    if node in lexicon.actors:
        actor = lexicon.actors[node]
        more = replace(actor, aliases=tuple(dict.fromkeys((*actor.aliases, *names))))
        return replace(lexicon, actors={**lexicon.actors, node: more})
    program = lexicon.programs[node]
    longer = replace(program, aliases=tuple(dict.fromkeys((*program.aliases, *names))))
    return replace(lexicon, programs={**lexicon.programs, node: longer})


def new_actor(split: Split) -> Actor:
    """Return the actor that a split makes, where nobody knows it yet."""
    kind = Kind(split.into.partition(":")[0])
    return Actor(id=split.into, kind=kind, name=split.name, label=split.name, country=split.country)
