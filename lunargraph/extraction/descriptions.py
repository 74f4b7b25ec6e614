"""Whom "the agency", "the Gulf state", "the Tokyo company", "both sides" or "the latter" stand for.

A description is matched with the actors named before it, nearest sentence first: its noun says of what
kind they are, its number how many, its modifiers where they belong. Where two answers fit, none is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.model import Actor

    _Turn = tuple[list[tuple[str, ...]], tuple[str, ...]]

#: What states are called.
STATES = frozenset(
    "country nation state kingdom republic government emirate monarchy island sultanate archipelago capital "
    "neighbour neighbor economy federation principality".split()
)
#: What companies are called; a university is none.
COMPANIES = frozenset(
    "company firm startup start-up manufacturer business corporation contractor supplier builder maker developer "
    "operator subsidiary spin-off spinout outfit".split()
)
#: A body is called so only if its name, or its type in the lexicon, says so; any space body may be "the agency".
_NAMED_SO: dict[str, tuple[str, ...]] = {
    **{noun: (noun,) for noun in ("university", "institute", "laboratory", "observatory", "academy", "ministry")},
    **{noun: (noun,) for noun in ("administration", "commission", "authority", "department", "council", "office")},
    "corporation": ("corporation",),
    "institution": ("institution", "institute", "university"),
    "school": ("school", "university", "polytechnic"),
    "lab": ("laborator", " lab"),
    "centre": ("centre", "center"),
    "center": ("centre", "center"),
    "organisation": ("organisation", "organization"),
    "organization": ("organisation", "organization"),
    "consortium": ("consortium",),
    "foundation": ("foundation",),
    "society": ("society",),
    "association": ("association", "union"),
    "union": ("union",),
}
#: Whoever deals with another may be called so, whatever kind of actor it is.
_ANYONE = frozenset("side partner party two three four five six pair duo trio quartet both neither one".split())
#: Both ends of an agreement just told of.
_ENDS = frozenset({"side", "partner", "party", "pair", "duo", "both", "neither", "two"})
_NOUNS = STATES | COMPANIES | frozenset(_NAMED_SO) | _ANYONE | {"agency"}
_NUMBERS = {
    **{word: i for i, word in enumerate(("two", "three", "four", "five", "six"), 2)},
    **{str(i): i for i in range(2, 7)},
    "both": 2,
    "neither": 2,
    "either": 2,
    "pair": 2,
    "duo": 2,
    "trio": 3,
    "quartet": 4,
}
_FORMS_OF_STATE = {
    "kingdom": "kingdom",
    "monarchy": "kingdom",
    "sultanate": "sultanate",
    "emirate": "gulf",
    "island": "island",
    "archipelago": "island",
}
_NO_COMPANY = ("universit", "institut", "laborator", "observator", "academy", "polytechnic", "ministry", "association")
_SPELLINGS = {"south-east asian": "southeast asian", "eu": "eu", "mideast": "middle eastern", "us": "", "nato": "nato"}
_COMPASS = {"northern": "Northern", "southern": "Southern", "eastern": "Eastern", "western": "Western"}
_RECENT = 3
_FAR = 8
_EMPTY = 4


@dataclass(frozen=True, slots=True)
class Description:
    """A definite phrase taken apart: noun, how many (1; 0 for a bare plural), where from, and who it cannot be.

    ``phrase`` are its modifiers in lower case; ``homes`` the countries among them; ``places`` names that the lexicon
    does not know ("the Pittsburgh company"); ``apart`` are actors that the same clause sets against it.
    """

    noun: str
    number: int = 1
    phrase: str = ""
    homes: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()


def is_actor_noun(lemma: str) -> bool:
    """Say whether a noun can call an actor by its kind."""
    return lemma in _NOUNS


def number_of(words: Iterable[str], noun: str, *, plural: bool) -> int:
    """Return how many actors a phrase speaks of: 1, the number it gives, or 0 for a plural without one.

    >>> number_of(["the", "two"], "nation", plural=True), number_of(["the"], "agency", plural=False)
    (2, 1)
    """
    for word in (noun, *words):
        if word in _NUMBERS:
            return _NUMBERS[word]
    return 0 if plural else 1


def find(discourse: Discourse, wanted: Description, before: int) -> tuple[tuple[str, ...], float]:
    """Return whom a description stands for and how sure that is; nobody where unsure."""
    if wanted.number == 1:
        return _single(discourse, wanted, before)
    found = _several(discourse, wanted, before, discourse.recent(before, _RECENT))
    if not found[0] and wanted.number and wanted.noun not in _ANYONE:
        far = _several(discourse, wanted, before, _peopled(discourse, before, _RECENT))
        # "an agreement between the two governments" is of those whose agencies were named just before
        near = {discourse.country_of(n) for groups, _ in discourse.recent(before, 2) for g in groups for n in g}
        return far if wanted.noun not in STATES or near <= {*far[0]} else found
    return found


def same_class(left: str, right: str) -> bool:
    """Say whether two nouns may call the same actor: "a start-up ... the company"."""
    return left == right or any(left in nouns and right in nouns for nouns in (STATES, COMPANIES))


def _single(discourse: Discourse, wanted: Description, before: int) -> tuple[tuple[str, ...], float]:
    hinted = bool(wanted.homes or wanted.places or _regions(wanted.phrase))
    turns = discourse.recent(before, _FAR if hinted else _RECENT)
    if wanted.places:
        every = dict.fromkeys(
            n for groups, _ in turns for group in groups for n in group if _fits(discourse, n, wanted)
        )
        called = [n for n in every if _is_named_after(discourse, n, wanted.places)]
        if len(called) == 1:
            return (called[0],), 0.85
        return (tuple(every), 0.7) if len(every) == 1 else ((), 0.0)
    for groups, subjects in turns:
        fitting = list(dict.fromkeys(n for group in groups for n in group if _fits(discourse, n, wanted)))
        if len(fitting) == 1:
            return tuple(fitting), 0.8
        if fitting:
            chosen = [n for n in subjects if n in fitting] or [n for n in discourse.topics() if n in fitting]
            if len(chosen) != 1:
                discourse.note_unsure(fitting, before)
            return (tuple(chosen), 0.75) if len(chosen) == 1 else ((), 0.0)
    if wanted.noun in STATES:
        return _home(discourse, wanted, before)
    every = dict.fromkeys(n for groups, _ in discourse.recent(before, 99) for group in groups for n in group)
    fitting = [n for n in every if _fits(discourse, n, wanted)]
    return (tuple(fitting), 0.7) if len(fitting) == 1 else ((), 0.0)


def _home(discourse: Discourse, wanted: Description, before: int) -> tuple[tuple[str, ...], float]:
    """Return the one country whose bodies alone were named lately: "the kingdom", after its space agency."""
    bodies = [n for groups, _ in discourse.recent(before, _FAR) for group in groups for n in group]
    homes = dict.fromkeys(h for n in bodies if (h := discourse.country_of(n)) and _fits(discourse, h, wanted))
    return (tuple(homes), 0.7) if len(homes) == 1 else ((), 0.0)


def _peopled(discourse: Discourse, before: int, number: int) -> list[_Turn]:
    """Return the last sentences that name anybody: a description of the weather in between changes nothing."""
    turns = discourse.recent(before, number + _EMPTY)
    return [turn for depth, turn in enumerate(turns) if turn[0] or not depth][:number]


def _several(
    discourse: Discourse, wanted: Description, before: int, turns: Sequence[_Turn]
) -> tuple[tuple[str, ...], float]:
    """Find a set of actors of one kind and of the number asked for, nearest first."""
    if "other" in wanted.phrase.split():
        return _others(discourse, wanted, before)
    if wanted.noun in _ENDS and wanted.number == 2 and (ends := discourse.ends_of_deal(before)):
        return ends, 0.85
    so_far: dict[str, None] = {}
    since: set[str] = set()
    for depth, (groups, _) in enumerate(turns):
        flat = [n for n in dict.fromkeys(n for g in groups for n in g) if _fits(discourse, n, wanted)]
        for found in _by_kind(discourse, flat, wanted):
            if len(found) == wanted.number or (not wanted.number and 1 < len(found) <= 4):
                return found, 0.8 if wanted.number else 0.7
        together = _together(discourse, groups, wanted)
        if together and {n for n in since if discourse.kind_of(n) == discourse.kind_of(together[0])} <= {*together}:
            return together, 0.8
        since |= set(flat)
        if wanted.noun in _ANYONE and wanted.noun not in {"side", "partner", "party"}:
            # "both" and "the three" speak of the last that were named together, not of a sum
            if flat and not depth:
                return (), 0.0
            continue
        if len(flat) > max(wanted.number, 1):
            discourse.note_unsure(flat, before)
            return (), 0.0
        so_far |= dict.fromkeys(flat)
    # named one by one: only where nobody else of the kind was named lately
    for found in _by_kind(discourse, list(so_far), wanted):
        if len(found) == wanted.number:
            return found, 0.7
    return (), 0.0


def _together(discourse: Discourse, groups: Sequence[tuple[str, ...]], wanted: Description) -> tuple[str, ...]:
    """Return the actors last named together, where they are just as many and of one kind."""
    for group in reversed(groups):
        same = [n for n in group if _fits(discourse, n, wanted)]
        if len(same) == len(group) == wanted.number and len({discourse.kind_of(n) for n in same}) == 1:
            return tuple(same)
    return ()


def _by_kind(discourse: Discourse, nodes: Sequence[str], wanted: Description) -> list[tuple[str, ...]]:
    """Return the nodes, one tuple for each kind; only if one kind alone has the number asked for."""
    kinds = dict.fromkeys(discourse.kind_of(n) for n in nodes)
    sets = [tuple(n for n in nodes if discourse.kind_of(n) == kind) for kind in kinds]
    right = [s for s in sets if len(s) == wanted.number]
    if wanted.noun in _ANYONE and wanted.noun not in {"side", "partner", "party"}:
        return right if len(sets) == 1 else []
    return right if len(right) == 1 else (sets if len(sets) == 1 else [])


def _others(discourse: Discourse, wanted: Description, before: int) -> tuple[tuple[str, ...], float]:
    """Return who is left of a set when those named since are taken out: "the other two"."""
    since: list[str] = []
    for groups, _ in discourse.recent(before, _RECENT):
        for group in reversed(groups):
            rest = tuple(n for n in group if n not in since)
            if since and len(rest) == wanted.number and len(group) > len(rest):
                return rest, 0.75
            since += group
    return (), 0.0


def former_latter(discourse: Discourse, word: str, before: int) -> tuple[str, ...]:
    """Return the first or second of the two actors last named together."""
    for groups, _ in discourse.recent(before, 2):
        for group in reversed(groups):
            if len(group) == 2:
                return (group[0] if word == "former" else group[1],)
        if len(groups) == 2 and all(len(group) == 1 for group in groups):
            return groups[0] if word == "former" else groups[1]
        if groups:
            return ()
    return ()


def _fits(discourse: Discourse, node: str, wanted: Description) -> bool:
    actor = discourse.actor(node)
    if actor is None or node in wanted.apart or not _is_called(actor, wanted.noun):
        return False
    home = discourse.country_of(node)
    if wanted.homes and home and home not in wanted.homes:
        return False
    country = discourse.actor(home) if home else None
    groups = {*actor.groups, *(country.groups if country else ())}
    region = (country or actor).region
    for hint in _regions(wanted.phrase):
        compass, _, rest = hint.partition(" ")
        by_region = compass in _COMPASS and region.casefold() == f"{compass} {rest}".removesuffix("an").removesuffix(
            "n"
        )
        named = hint in actor.name.casefold()
        if hint not in groups and not by_region and not named:
            return False
    return True


def _is_called(actor: Actor, noun: str) -> bool:
    """Say whether a noun may be used of an actor: "the institute" is one by name or by type."""
    name = " ".join((actor.name, *actor.aliases)).casefold()
    if noun in STATES:
        form = _FORMS_OF_STATE.get(noun)
        return actor.kind == Kind.COUNTRY and (form is None or form in actor.groups)
    if noun in _NAMED_SO and actor.kind != Kind.COUNTRY:
        typed = noun in actor.groups or (noun in {"institution", "school"} and "university" in actor.groups)
        if typed or any(stem in name for stem in _NAMED_SO[noun]):
            return True
    if noun in COMPANIES:
        if actor.kind != Kind.ORGANIZATION:
            return False
        return "company" in actor.groups or (not actor.groups and not any(stem in name for stem in _NO_COMPANY))
    if noun == "agency":
        return actor.kind == Kind.AGENCY and "ministry" not in name
    return noun in _ANYONE and "outlet" not in actor.groups


def _is_named_after(discourse: Discourse, node: str, places: Iterable[str]) -> bool:
    actor = discourse.actor(node)
    return actor is not None and all(place.casefold() in actor.name.casefold() for place in places)


_GROUP_WORDS = (
    "southeast asian",
    "south american",
    "latin american",
    "central american",
    "north american",
    "west african",
    "east african",
    "southern african",
    "north african",
    "central asian",
    "south asian",
    "east asian",
    "middle eastern",
    "northern european",
    "southern european",
    "eastern european",
    "western european",
    "horn of africa",
    "post-soviet",
    "landlocked",
    "gulf",
    "arab",
    "nordic",
    "scandinavian",
    "baltic",
    "balkan",
    "iberian",
    "benelux",
    "alpine",
    "andean",
    "caribbean",
    "caucasus",
    "maghreb",
    "sahel",
    "asean",
    "european",
    "african",
    "asian",
    "pacific",
    "mediterranean",
    "himalayan",
    "island",
    "eu",
    "nato",
    "brics",
    "g7",
)


def _regions(phrase: str) -> list[str]:
    """Return the regions and groups that modifiers name, the longest name where one stands in another."""
    text = f" {phrase.replace('south-east asian', 'southeast asian')} "
    found = []
    for words in _GROUP_WORDS:
        if f" {words} " in text:
            found.append(words)
            text = text.replace(f" {words} ", " ")
    return found
