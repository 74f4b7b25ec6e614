"""What the article is talking about: the program in focus, and who was named, where and as what.

A small discourse state in reading order. It knows only actors and programs; descriptions.py finds in it
whom "the agency" or "the two nations" stand for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lunargraph.extraction.nouns import CARRIERS, CRAFT, JOINABLE, PASSENGERS, PROGRAM_NOUNS
from lunargraph.model import Kind, Program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lunargraph.extraction.trace import Trace
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor, Mention

_RECENT = 3
#: How many sentences further back a text's topic may stand, where only asides have come since.
_BEYOND = 3
#: Through how many sentences that begin with a pronoun the question who "it" is may be passed on.
_CHAIN = 4
#: How far back "both" and "neither" reach where just two coalitions are being talked about.
_LONG = 12


@dataclass(slots=True)
class _Turn:
    """The actors of one sentence, in order, and which of them are its subject."""

    groups: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    subjects: tuple[str, ...] = ()
    #: where a thing or program stands that is the subject of the sentence, -1 if none does
    thing: int = -1
    chain: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """A piece of hardware that the text has spoken of: its noun, the names it goes by and who made it."""

    sentence: int
    offset: int
    lemma: str
    names: frozenset[str]
    owners: tuple[str, ...]
    plural: bool = False


@dataclass(slots=True)
class Discourse:
    """The state while one article is read; ``note_*`` is called for each sentence in order.

    Every question carries ``before``, the offset of the words that ask: nobody refers to what comes later.
    ``predicates`` are the verbs (True) and nouns that rules were tried on, by their senses.
    """

    lexicon: Lexicon
    known: dict[str, Actor]
    _programs: list[tuple[int, int, str]] = field(default_factory=list)
    _turns: list[_Turn] = field(default_factory=list)
    _sentence: int = 0
    _standing: set[tuple[str, str]] = field(default_factory=set)
    _unnamed: tuple[int, str, str] = (-9, "", "")
    _deal: tuple[int, int, tuple[str, ...]] = (-9, -1, ())
    _office: tuple[int, int, str] = (-9, -1, "")
    _section: tuple[int, int] = (0, 0)
    things: list[Thing] = field(default_factory=list)
    only_described: set[int] = field(default_factory=set)
    _asides: set[int] = field(default_factory=set)
    _kinds: dict[str, set[str]] = field(default_factory=dict)
    predicates: set[tuple[bool, frozenset[str]]] = field(default_factory=set)
    trace: Trace | None = None

    def begin_section(self, offset: int) -> None:
        """Forget what was in focus: a new item of a newsletter speaks of something else; the title still holds."""
        self._section = (offset, len(self._turns))

    @property
    def sentence(self) -> int:
        """The number of the sentence being read."""
        return self._sentence

    def things_before(self, offset: int) -> list[Thing]:
        """Return the hardware of this section spoken of before an offset, the last first."""
        return [t for t in reversed(self.things) if self._is_open(t.offset) and t.offset < offset]

    def next_sentence(self) -> None:
        """Begin a new sentence."""
        self._sentence += 1
        self._turns.append(_Turn())

    def note_group(self, mentions: Iterable[Mention], *, subject: bool, aside: bool = False) -> None:
        """Record mentions that stand together ("China and Russia"), in reading order.

        Those made ``aside`` ("after export rules had closed the door to Chang'e-7") do not change what a text is about.
        """
        members = list(mentions)
        for mention in members:
            if mention.kind is Kind.PROGRAM:
                self.note_program(mention.node, mention.start)
                if aside:
                    self._asides.add(mention.start)
        actors = tuple(m.node for m in members if m.kind is not Kind.PROGRAM and m.form != "adjective")
        if actors and self._turns:
            self._turns[-1].groups.append((members[0].start, actors))
            if subject and not self._turns[-1].subjects:
                self._turns[-1].subjects = actors

    def note_subject(self, nodes: tuple[str, ...], offset: int) -> None:
        """Record who a description stands for, where it is the subject of its sentence."""
        if self._turns and not self._turns[-1].subjects:
            self._turns[-1].subjects = nodes
            self._turns[-1].groups.append((offset, nodes))

    def note_program(self, node: str, offset: int = -1) -> None:
        """Put a program in focus."""
        place = len(self._programs)
        while place and self._programs[place - 1][:2] > (self._sentence, offset):
            place -= 1
        self._programs.insert(place, (self._sentence, offset, node))

    def note_standing(self, node: str, program: str) -> None:
        """Record that an actor leads a program or is in it."""
        self._standing.add((node, program))

    def stands_in(self, node: str, program: str) -> bool:
        """Say whether the article has said of an actor, or of the country it belongs to, that it is in a program."""
        return bool({(node, program), (self.country_of(node), program)} & self._standing)

    def is_own_agency(self, node: str, program: str) -> bool:
        """Say whether a program is that of a space agency itself: what NASA brings to Artemis makes it no partner.

        A commercial lander goes by its company, so that an agency of the same country is a customer like others.
        """
        known = self.lexicon.programs.get(program)
        if known is None or known.part_of == "program:CLPS" or known.type not in {"programme", "mission"}:
            return False
        return self.is_home(node, program) and self.lexicon.space_agencies.get(known.countries[0]) == node

    def is_home(self, node: str, program: str) -> bool:
        """Say whether a program goes by the name of one country, and that is an actor's own."""
        return self.countries_of(program) == {self.country_of(node)}

    def runs(self, node: str, program: str) -> bool:
        """Say whether an actor is in a program already, or the program is that of its country."""
        return self.stands_in(node, program) or self.country_of(node) in self.countries_of(program)

    def note_office(self, nodes: Sequence[str], offset: int) -> None:
        """Record whose minister or ambassador was named: "the minister" is that state's next."""
        if len(nodes) == 1:
            self._office = (self._sentence, offset, nodes[0])

    def office_of(self, before: int) -> tuple[str, ...]:
        """Return the state whose minister "the minister" is: the one named last, else the one in the title."""
        sentence, offset, node = self._office
        if node and offset < before and self._sentence - sentence <= _CHAIN:
            return (node,)
        states = [n for n in self.topics() if self.kind_of(n) == Kind.COUNTRY]
        return (states[0],) if len(states) == 1 else ()

    def note_unnamed(self, program: str, role: str) -> None:
        """Record that some who are not named are in a program: "three of its neighbours have signed"."""
        self._unnamed = (self._sentence, program, role)

    def unnamed_members(self) -> tuple[str, str] | None:
        """Return the program and role of those last said, without names, to be in; None where that is long past."""
        sentence, program, role = self._unnamed
        return (program, role) if program and self._sentence - sentence <= 2 else None

    def type_of(self, node: str) -> str:
        """Return a program's type, empty for one the lexicon does not have."""
        program = self.lexicon.programs.get(node)
        return program.type if isinstance(program, Program) else ""

    def is_earthbound(self, node: str) -> bool:
        """Say whether a program is a station elsewhere than at the Moon: "the lunar venture" is not the ISS."""
        program = self.lexicon.programs.get(node)
        return program is not None and program.type == "station" and not program.place

    def program_in_focus(
        self, types: frozenset[str], before: int, *, within: int = _RECENT, plain: bool = False
    ) -> str:
        """Return the program named last among those of the given types, if not too long ago; else "".

        One that was only named aside, in an earlier sentence, gives way to what that text was about just before;
        with ``plain`` the last name counts, however it was named: dates and numbers belong to that.
        """
        passed = ""
        for sentence, offset, node in self._named_before(before, types):
            if self._sentence - sentence > (within if not passed else within + _BEYOND):
                break
            aside = offset in self._asides and sentence != self._sentence
            if plain and offset in self.only_described:
                continue
            if plain or not (aside or self._is_passenger(node)):
                return node
            passed = passed or node
        return passed

    def _named_before(self, before: int, types: frozenset[str]) -> Iterator[tuple[int, int, str]]:
        """Yield the programs of the given types named in this section before an offset: sentence, offset, id.

        The one named last comes first.
        """
        for sentence, offset, node in reversed(self._programs):
            if self._is_open(offset) and offset < before and self.type_of(node) in types:
                yield sentence, offset, node

    def _is_passenger(self, node: str) -> bool:
        """Say whether a mission is one that rides on another's lander: instruments "aboard" are aboard that."""
        if self.type_of(node) != "mission":
            return False
        kinds = self.kinds_of(node)
        return self.is_cargo(node) or bool(kinds & PASSENGERS and not kinds & CARRIERS)

    def note_kinds(self, node: str, nouns: Iterable[str]) -> None:
        """Record what the text calls a program: a lander, an orbiter."""
        self._kinds.setdefault(node, set()).update(CRAFT.intersection(nouns))

    def kinds_of(self, node: str) -> set[str]:
        """Return the kinds of craft that a program is, by the text or by its names."""
        program = self.lexicon.programs.get(node)
        names = (program.name, *program.aliases) if program else ()
        return self._kinds.get(node, set()) | CRAFT.intersection(w for name in names for w in name.casefold().split())

    def is_cargo(self, node: str) -> bool:
        """Say whether a mission is a rover or satellite that another carries, by its names or by what it is part of."""
        known = self.lexicon.programs.get(node)
        if known is None or known.type != "mission":
            return False
        names = " ".join((known.name, *known.aliases)).casefold()
        return self.type_of(known.part_of) == "mission" or any(w in names for w in ("rover", "cubesat", "satellite"))

    def flight_in_focus(self, before: int, *, within: int) -> str:
        """Return the one mission that carries things and was named lately; none where a text goes between several.

        What a sentence names after its first mission may be carried by it: "Blue Ghost carries Lunar Pathfinder".
        """
        # told from the last to the first, so that the first of each sentence stays
        first = {
            sentence: node
            for sentence, _, node in self._named_before(before, frozenset({"mission"}))
            if self._sentence - sentence <= within and not self.is_cargo(node)
        }
        flights = set(first.values())
        return flights.pop() if len(flights) == 1 else ""

    def program_of_topic(self, types: frozenset[str], before: int) -> str:
        """Return the one program of the given types that the article is about: the title's, or the only one named."""
        named = [(offset, node) for _, offset, node in self._named_before(before, types)]
        title = {node for offset, node in named if offset < 0}
        every = {node for _, node in named}
        for found in (title, every):
            if found:
                return next(iter(found)) if len(found) == 1 else ""
        return ""

    def has_named(self, program: str) -> bool:
        """Say whether the article has named a program so far."""
        return any(node == program for _, _, node in self._programs)

    def programs_in_focus(self, number: int, before: int) -> list[str]:
        """Return the joinable programs named last, as many as asked for; none where fewer are known."""
        for types, far in ((frozenset({"agreement", "station"}), _LONG), (JOINABLE, 8)):
            found: dict[str, None] = {}
            for sentence, _, node in self._named_before(before, types):
                if self._sentence - sentence <= far and not self.is_earthbound(node):
                    found.setdefault(node)
            if len(found) >= number:
                return list(found)[:number]
        return []

    def program_called(self, noun: str, before: int, homes: frozenset[str] = frozenset()) -> str:
        """Return the program that "the project", "the station" or "the accords" stands for; else "".

        ``homes`` are the countries that the words name: "the Chinese project" is one of China's.
        """
        if noun in {"agreement", "treaty", "deal"}:
            # many papers are agreements: only the one just named is meant
            return self.program_in_focus(frozenset({"agreement"}), before, within=1)
        types = PROGRAM_NOUNS.get(noun)
        if types is None:
            return ""
        if homes:
            return self._program_of(homes, types, before)
        if noun in CRAFT and (called := self._craft_called(noun, types, before)) is not None:
            return called
        found = self.program_in_focus(types, before, within=8) or self.program_of_topic(types, before)
        return found or self._whole_of_part(types, before)

    def _whole_of_part(self, types: frozenset[str], before: int) -> str:
        """Return the one program whose parts alone a text names: "the station", where only its organisation is."""
        parts = {self.lexicon.programs[n].part_of for _, o, n in self._programs if o < before and self._is_open(o)}
        wholes = [part for part in parts if part and self.type_of(part) in types]
        return wholes[0] if len(wholes) == 1 else ""

    def _craft_called(self, noun: str, types: frozenset[str], before: int) -> str | None:
        """Return the program last named that may be such a craft; None where each is known to be of another kind."""
        for sentence, _, node in self._named_before(before, types):
            known = self.kinds_of(node)
            if self._sentence - sentence <= 8 and (not known or noun in known):
                return node
        return None

    def _program_of(self, homes: frozenset[str], types: frozenset[str], before: int) -> str:
        """Return the program of some countries that was named last, or the one station that is known as theirs."""
        for _, _, node in self._named_before(before, types):
            if homes <= self.countries_of(node):
                return node
        # unnamed so far, two countries together still tell which station it is; one alone may have several
        known = [p.id for p in self.lexicon.programs.values() if p.type == "station" and homes == set(p.countries)]
        return known[0] if "station" in types and len(known) == 1 and len(homes) > 1 else ""

    def countries_of(self, node: str) -> frozenset[str]:
        """Return the countries by whose name a program goes."""
        program = self.lexicon.programs.get(node)
        return frozenset(program.countries) if program else frozenset()

    def recent(self, before: int, turns: int) -> list[tuple[list[tuple[str, ...]], tuple[str, ...]]]:
        """Return the groups of actors of the last sentences and their subjects, nearest sentence first."""
        return [
            ([nodes for offset, nodes in turn.groups if offset < before], turn.subjects)
            for turn in reversed(self._open_turns(turns))
        ]

    def _is_open(self, offset: int) -> bool:
        """Say whether what was named at an offset still counts: it stands in the title or in this section."""
        return offset < 0 or offset >= self._section[0]

    def _open_turns(self, turns: int) -> list[_Turn]:
        return self._turns[max(len(self._turns) - turns, self._section[1]) :]

    def named_last(self, node: str, before: int) -> int:
        """Return the offset at which an actor was named last, -1 if it was not."""
        found = (o for turn in reversed(self._turns) for o, nodes in turn.groups if o < before and node in nodes)
        return max(found, default=-1)

    def bodies_of(self, country: str, kind: Kind) -> list[str]:
        """Return the bodies of one kind that belong to a country and that the article has named."""
        every = dict.fromkeys(n for turn in self._turns for _, nodes in turn.groups for n in nodes)
        return [n for n in every if self.kind_of(n) == kind and self.country_of(n) == country]

    def topics(self) -> tuple[str, ...]:
        """Return the actors that the title names."""
        return tuple(dict.fromkeys(node for offset, group in self._turns[0].groups if offset < 0 for node in group))

    def note_deal(self, ends: tuple[str, str], offset: int) -> None:
        """Record two whom the text has just made partners: "the two sides" are most likely they."""
        self._deal = (self._sentence, offset, ends)

    def ends_of_deal(self, before: int) -> tuple[str, ...]:
        """Return the ends of the agreement told of in this sentence or the last two; none where it is longer ago."""
        sentence, offset, ends = self._deal
        return ends if offset < before and self._sentence - sentence <= 2 else ()

    def note_thing(self, offset: int) -> None:
        """Record that a thing or a program is the subject of the sentence: "it" means that next, not an actor."""
        if self._turns:
            self._turns[-1].thing = offset

    def note_unsure(self, nodes: Sequence[str], before: int) -> None:
        """Tell the trace, where there is one, that too many actors fit what is said at an offset."""
        if self.trace is not None and len(nodes) > 1:
            self.trace.unsure(nodes, before)

    def note_chain(self) -> None:
        """Record that a pronoun is the subject of the sentence: who "it" is carries on."""
        if self._turns:
            self._turns[-1].chain = True

    def subject_before(self, before: int, *, here: bool = True) -> tuple[str, ...]:
        """Return the subject of this sentence, or of the last one that had any: what "it" most likely is.

        Without ``here`` this sentence's own subject is left out ("it" as an object is another). A sentence
        about a thing leaves nobody for "it"; one whose own subject is a pronoun passes the question on.
        """
        for depth, turn in enumerate(reversed(self._open_turns(_CHAIN))):
            if not depth and not here:
                continue
            known = [offset for offset, nodes in turn.groups if offset < before and nodes == turn.subjects]
            if 0 <= turn.thing < before and (depth or not known or turn.thing > known[0]):
                return ()
            if turn.subjects and known:
                return turn.subjects
            if depth and not turn.chain:
                return ()
        return ()

    def several_before(self, before: int) -> tuple[str, ...]:
        """Return the actors last named together: whom "none of these" speaks of."""
        for turn in reversed(self._open_turns(2)):
            for offset, nodes in reversed(turn.groups):
                if offset < before and len(nodes) > 1:
                    return nodes
        return ()

    def country_of(self, node: str) -> str:
        """Return the country that an actor is or belongs to, empty where unknown."""
        actor = self.lexicon.actors.get(node) or self.known.get(node)
        return "" if actor is None else actor.country or (node if actor.kind == Kind.COUNTRY else "")

    def actor(self, node: str) -> Actor | None:
        """Return what is known of an actor."""
        return self.lexicon.actors.get(node) or self.known.get(node)

    def kind_of(self, node: str) -> str:
        """Return an actor's kind, empty where it is unknown."""
        actor = self.actor(node)
        return actor.kind if actor else ""
