"""Which program a predicate is about: named in a slot, owning a noun, or in focus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import clause_of, is_verb
from lunargraph.extraction.containers import listed
from lunargraph.extraction.nouns import JOINABLE
from lunargraph.extraction.resolve import Ref
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.clauses import Slots
    from lunargraph.extraction.frames import Frame
    from lunargraph.extraction.resolve import Resolver
    from lunargraph.extraction.tokens import Token

_FOCUS_TRUST = 0.75
_TOPIC_TRUST = 0.7
_COALITIONS = frozenset({"agreement", "station"})
_EMPTY = frozenset(
    "so likewise document text name papers part suit same membership entry admission accession place seat "
    "moon orbit surface pole crater space board deck".split()
)
_FLIGHTS = frozenset({"mission", "element"})
_STATION_PARTS = frozenset({"module", "airlock", "arm", "habitat"})
#: A place is on a mission as likely as in a coalition.
_PLACES = frozenset({"place", "seat", "slot", "berth", "room"})
_TIMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday year month week day spring summer "
    "autumn winter today yesterday tomorrow time past future beginning end".split()
)


@dataclass(frozen=True, slots=True)
class ProgramFinder:
    """Finds the programs that one rule, tried on one predicate, states something about."""

    frame: Frame
    token: Token
    resolver: Resolver

    def find(self, slots: Slots) -> Iterator[Ref]:
        """Yield the programs of the first slot that holds any; the program in focus where the rule allows it."""
        for name in ("idiom",) if slots.get("idiom") else self.frame.object:
            if name == "focus":
                if not self._has_other_object(slots):
                    yield from self._focus()
                return
            found = [
                ref
                for token in self._places(slots.get(name, ()))
                for ref in self.resolver.programs(token, self.frame.types if name == "agent" else frozenset())
                # what "it" is that was built, only the reader of the whole article knows
                if (ref.how != "pronoun" or self.frame.sense not in {"build", "make"})
                if not self.frame.types or self.resolver.discourse.type_of(ref.node) in self.frame.types
            ]
            if name == "own" and not found:
                found = self._own_programs()
            if found:
                whole = [self._whole(ref) for ref in found]
                yield from {ref.node: ref for ref in whole}.values()
                return

    def _places(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the phrases of a slot, and with "a place on Chang'e-8" what the place is on."""
        found = list(tokens)
        for token in tokens:
            if self.frame.sense == "belong":
                # "appears on the list of signatories of the Accords"
                found += listed(token)
            if token.lemma in _PLACES:
                found += [
                    pobj
                    for prep in token.children
                    if prep.dep_ == "prep" and prep.lower_ in {"on", "in", "aboard", "at", "of"}
                    for pobj in prep.children
                    if pobj.dep_ == "pobj"
                ]
        return found

    def _whole(self, ref: Ref) -> Ref:
        """Who supplies a module of a station that the article is about takes part in the station; so with a flight."""
        program = self.resolver.discourse.lexicon.programs.get(ref.node)
        if program is not None and program.type == "element" and ref.token is not None:
            # "the service module that will power Orion on Artemis 3"
            flight = next(
                (
                    m.node
                    for t in ref.token.subtree
                    for m in self.resolver.parsed.mentions_of(t)
                    if self.resolver.discourse.type_of(m.node) == "mission"
                ),
                "",
            )
            if flight and (not self.frame.types or "mission" in self.frame.types):
                return Ref(flight, ref.kind, ref.how, ref.trust, ref.out, ref.token)
        if program is None or program.type != "element" or not self.resolver.discourse.has_named(program.part_of):
            return ref
        station = self.resolver.discourse.type_of(program.part_of) == "station"
        return Ref(program.part_of, ref.kind, ref.how, ref.trust, ref.out, ref.token) if station else ref

    def _own_programs(self) -> list[Ref]:
        """Return the program that modifies the noun: "ILRS member", "the Accords' signatories", "whose members"."""
        found: list[Ref] = []
        for child in self.token.children:
            if child.dep_ in {"compound", "amod", "nmod", "poss"}:
                if child.tag_ == "WP$":
                    verb = self.token.head
                    while verb.dep_ not in {"relcl", "ROOT"} and verb.head != verb:
                        verb = verb.head
                    found += self.resolver.programs(verb.head) if verb.dep_ == "relcl" else []
                elif child.lower_ in {"its", "their"} and self.token.dep_ == "appos":
                    # "ESA, its initiator": of the program last named
                    before = self.resolver.offset(child)
                    node = self.resolver.discourse.program_in_focus(self.frame.types or JOINABLE, before, within=1)
                    found += [Ref(node, Kind.PROGRAM, "pronoun", 0.8, token=child)] if node else []
                else:
                    found += self.resolver.programs(child)
        types = self.frame.types
        if self.token.lemma in {"signatory", "signer"}:
            # nobody signs the programme: an "Artemis signatory" has signed the Accords
            found = [self._signed(r) for r in found]
        return [r for r in found if not types or self.resolver.discourse.type_of(r.node) in types]

    def _signed(self, ref: Ref) -> Ref:
        """Return the agreement that goes by the name of a programme: the Accords, for Artemis."""
        programs = self.resolver.discourse.lexicon.programs
        if self.resolver.discourse.type_of(ref.node) != "programme":
            return ref
        name = programs[ref.node].name.split()[0]
        papers = [p.id for p in programs.values() if p.type == "agreement" and p.name.split()[0] == name]
        return replace(ref, node=papers[0]) if len(papers) == 1 else ref

    def _has_other_object(self, slots: Slots) -> bool:
        """Say whether the predicate has an object of its own that is no program ("signed a trade deal")."""
        if self.frame.patient:
            return any(
                m.kind is Kind.PROGRAM for t in clause_of(self.token) for m in self.resolver.parsed.mentions_of(t)
            )
        names = {"patient", "with", *self.frame.object} - {"agent"}
        if self.frame.trigger == "role":
            names -= {"patient", "with"}
        names -= set(self.frame.subject)
        near = {self.token, *self.token.children}
        if any(c.dep_ == "xcomp" and is_verb(c) for c in self.token.children):
            # "invited Kenya to join", "refused to comment": the next verb says to what
            return True
        if any(t.dep_ == "pcomp" and t.head.lower_ == "to" and t.head.head in near for t in self.token.phrase):
            # "commit themselves to verifying the results": what they commit to is said
            return True
        return any(
            token.lower_ not in _EMPTY and not token.like_num and not _is_time(token)
            for name in names
            for token in slots.get(name, ())
        )

    def _focus(self) -> Iterator[Ref]:
        if self.token.lemma == "partner" and (self.token.tag_ != "NNS" or not self.token.dep_.startswith("nsubj")):
            # "other partners include X" lists the program's, "one of its partners" may be anybody's
            return
        types = self.frame.types or JOINABLE
        clause = self.token
        while self.frame.trigger == "noun" and self.frame.patient and not is_verb(clause) and clause.head != clause:
            # "the airlock is in the hands of ...": the thing is the subject of the verb
            clause = clause.head
        words = {t.lemma for t in clause.phrase}
        place = bool(words & _PLACES)
        if not self.frame.patient and not place and self.frame.focus != "recent":
            types &= JOINABLE
        before = self.resolver.offset(self.token)
        discourse = self.resolver.discourse
        node = ""
        if self.frame.focus == "recent":
            node = discourse.program_in_focus(types, before, within=4)
        elif not self.frame.patient and not place:
            # a bare "joined" is about a coalition while one is being talked about
            node = self._coalition(types & _COALITIONS, before)
        elif not words & _STATION_PARTS:
            # instruments fly on missions; modules and arms belong to stations
            node = discourse.program_in_focus(types & _FLIGHTS, before, within=3)
            if not node and self.frame.sense in {"contribute", "make"} and self.frame.patient:
                # nor does a wheel or a camera named alone belong to a station
                types -= {"station"}
        else:
            node = discourse.program_in_focus(types - _FLIGHTS, before, within=6)
        node = node or discourse.program_in_focus(types, before, within=4)
        if node:
            yield Ref(node, Kind.PROGRAM, "focus", _FOCUS_TRUST)
        elif _is_prose(self.token) and (node := discourse.program_of_topic(types, before)):
            yield Ref(node, Kind.PROGRAM, "topic", _TOPIC_TRUST)

    def _coalition(self, types: frozenset[str], before: int) -> str:
        """Return the coalition that a bare "joined" or "signed" is about; who signs, signs a paper if one is near."""
        discourse = self.resolver.discourse
        node = ""
        if self.token.lemma == "sign" and not any(c.dep_ == "dobj" for c in self.token.children):
            node = discourse.program_in_focus(types & {"agreement"}, before, within=4)
        node = node or discourse.program_in_focus(types, before, within=4)
        if not node and discourse.program_in_focus(self.frame.types or JOINABLE, before, within=4):
            # "for a CLPS mission ... Slovenia joined in 2024": what cannot be joined has come between
            node = discourse.program_of_topic(types, before)
        return node


def _is_prose(token: Token) -> bool:
    """Say whether a token's sentence ends as sentences do: link lists and menus have no topic."""
    return token.sent.text.rstrip("\"'”’) ")[-1:] in {".", "!", "?", ":", ";"}


def _is_time(token: Token) -> bool:
    words = {token.lower_, token.lemma, *(c.lower_ for c in token.children)}
    return bool(words & _TIMES) or any(c.like_num and len(c.text) == 4 for c in token.children)
