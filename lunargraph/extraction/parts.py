"""Hardware read from its noun: whose a camera, an engine or a lander is, and on which program it flies.

The frames ask a verb what it states; here the noun is asked instead. Its maker may own it, supply it, or be what
it comes from; its program may own it, carry it, count it among its payloads or be what it flies on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import SUBJECTS, agents, is_passive, is_verb, surface_subject
from lunargraph.extraction.part_phrases import (
    ABOARD,
    FROM,
    after_verb,
    bidders,
    first_of,
    is_removed,
    owners_of,
    proposal_for,
    staffed,
    verb_of,
    was_meant,
)
from lunargraph.extraction.resolve import Ref, Resolver
from lunargraph.extraction.scope import climb
from lunargraph.extraction.statement import Statement, stated
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.status import StatusReader
    from lunargraph.extraction.tokens import Sentence, Token

RULE = "part.noun.v1"
_TRUST = 0.84
_HARDWARE = frozenset({"payload", "component", "craft"})
_TYPES = frozenset({"mission", "programme", "station", "element"})
#: Senses of verbs that say whose work a thing is.
_WORK = frozenset({"make", "contribute"})
_WORKS = frozenset(
    "own sponsor fund finance operate engineer lead ship prepare test finish complete calibrate integrate adapt "
    "assemble qualify fly build create conceive invent co-develop co-design co-produce codevelop co-build".split()
)
_CARE = {"look": "after", "see": "to", "care": "for", "answer": "for", "attend": "to"}
_HOLDS = frozenset({"carry", "include", "have"})
_HOLDERS = frozenset({"combine", "unite", "comprise", "boast", "contain", "ferry", "deliver", "use", "join", "pair"})
#: What becomes of a thing that does not fly, or may not: other rules read what was dropped, refused or proposed.
_ADRIFT = frozenset("end leave withdraw decline exclude retract lose forfeit lapse lose_out apply mull".split())
_UNSURE = frozenset(
    "propose offer suggest submit proposal bid pitch application want wish miss postpone compare resemble model copy "
    "replica mock-up inspire recall remember display exhibit lose destroy".split()
)
#: Nouns for all that flies on a mission together: "the payloads of Chang'e-8 include", "among its passengers".
_LOAD = frozenset(
    "payload instrument experiment passenger cargo load rover camera device package item contribution hardware".split()
)
_FOCUSED = frozenset({"fly", "mount", "carry", "include", "come", "select", "be", "end"})
#: What hardware does on a flight.
_AT_WORK = frozenset(
    "look search measure study map photograph image drill sample test analyse analyze record observe monitor detect "
    "examine sit weigh ride operate work drive roam explore complete sniff listen count hunt collect dig scan survey "
    "probe scout watch peer be own sponsor take look see care answer attend accept approve confirm film trundle".split()
)
_PUTS = frozenset({"fit", "deliver", "ship", "attach", "add", "dock", "join", "supply", "transfer"})
_BUILT = frozenset({"built", "made", "owned"})
_ACCEPTS = frozenset({"accept", "approve", "confirm", "endorse", "choose", "shortlist", "win"})
_STATION_PARTS = frozenset({"module", "airlock", "arm", "habitat"})


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the pieces of hardware of one sentence."""

    parsed: Parsed
    discourse: Discourse
    senses: Senses
    resolver: Resolver

    def is_hardware(self, token: Token) -> bool:
        """Say whether a word is a piece of hardware, or the name of a part of a station."""
        if self.parsed.mentions_of(token):
            types = [self.discourse.type_of(m.node) for m in self.parsed.mentions_of(token) if m.form == "name"]
            return bool(self._station_of(token)) or types == ["mission"]
        plain = token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "amod", "nmod"}
        return plain and bool(self.senses.of(token) & _HARDWARE)

    def _station_of(self, token: Token) -> str:
        """Return the station or flight that a named part belongs to: Gateway for Canadarm3."""
        for mention in self.parsed.mentions_of(token):
            known = self.discourse.lexicon.programs.get(mention.node)
            named = mention.form == "name" and known and known.type == "element"
            if named and known and self.discourse.type_of(known.part_of) in {"station", "mission"}:
                return known.part_of
        return ""

    def read(self, thing: Token) -> Iterator[tuple[Ref, Ref, Token, Status]]:
        """Yield maker, program, predicate and its plain status for a thing."""
        first = first_of(thing)
        verb = verb_of(first)
        makers = list(self._makers(thing, first, verb))
        itself = {m.node for m in self.parsed.mentions_of(thing)}
        programs = [self._whole(ref) for ref in self._programs(thing, first, verb) if ref.node not in itself]
        for maker, predicate, status in makers:
            if programs and programs[0].how == "focus" and not self._is_at_work(verb or predicate):
                continue
            for program in programs:
                # whose a mission is, is not whose its parts are
                own = maker.kind is not Kind.ORGANIZATION and self.discourse.is_home(maker.node, program.node)
                if not own and self._is_part(thing, program):
                    yield maker, program, predicate, status

    def _is_at_work(self, predicate: Token) -> bool:
        """Say whether a thing does, where no flight is named, what things do on a flight: it may stand elsewhere."""
        return predicate.lemma in _AT_WORK or bool(self.senses.of(predicate) & (_FOCUSED | _WORK))

    def _whole(self, ref: Ref) -> Ref:
        """Who supplies a named part of a station supplies the station."""
        known = self.discourse.lexicon.programs.get(ref.node)
        inside = known is not None and known.type == "element" and self.discourse.type_of(known.part_of) == "station"
        return replace(ref, node=known.part_of) if inside and known is not None else ref

    def _is_adrift(self, token: Token) -> bool:
        if token.lemma == "weigh":
            # a camera weighs two kilograms more often than it is weighed as a plan
            return False
        return bool(self.senses.of(token) & _ADRIFT) or token.lemma in _UNSURE

    def _is_part(self, thing: Token, program: Ref) -> bool:
        """Say whether a thing is part of a program: a lander is of a programme or joint mission, else it flies it."""
        known = self.discourse.lexicon.programs.get(program.node)
        senses = self.senses.of(thing)
        if (
            known is None
            or "craft" not in senses
            or senses & {"payload", "component"}
            or self.parsed.mentions_of(thing)
        ):
            return True
        return known.type != "mission" or len(known.countries) > 1

    # -- makers ---------------------------------------------------------------------------------------------------

    def _makers(self, thing: Token, first: Token, verb: Token | None) -> Iterator[tuple[Ref, Token, Status]]:
        status = Status.CURRENT
        if verb is not None and first.dep_ in {"nsubjpass", "dobj"} and is_removed(verb):
            found, status = list(self._owners(thing)), Status.ENDED
        elif (proposal := proposal_for(first)) is not None:
            found = [(owner, proposal.head) for owner in owners_of(proposal)]
            status = self._outcome(proposal)
        elif verb is not None and first.dep_ in {"nsubjpass", "dobj"} and self._outcome(first) is Status.CURRENT:
            found = [*self._owners(thing), *bidders(thing)]
        elif any(self._is_adrift(token) for token in (thing, *climb(first))) or was_meant(thing):
            return
        else:
            found = [*self._owners(thing), *self._workers(first, verb)]
        seen: set[str] = set()
        for ref in self._built_by(thing):
            yield ref, verb or thing, status
        for token, predicate in found:
            for ref in self.resolver.actors(token):
                if ref.node not in seen and not ref.out and ref.how != "pronoun":
                    seen.add(ref.node)
                    yield ref, predicate, status

    def _outcome(self, noun: Token) -> Status:
        """Return what came of a proposal: accepted, refused, or still to be decided."""
        verb = noun.head
        if is_verb(verb) and noun.dep_ in {"nsubjpass", "dobj"}:
            if "select" in self.senses.of(verb) or verb.lemma in _ACCEPTS:
                return Status.CURRENT
            if "decline" in self.senses.of(verb):
                return Status.DENIED
        return Status.PLANNED

    def _owners(self, thing: Token) -> Iterator[tuple[Token, Token]]:
        """Yield X of "X's camera", "a camera from X", "a camera built by X", "a camera that X built"."""
        verb = verb_of(first_of(thing))
        predicate = verb if verb is not None else thing
        for child in self._around_name(thing):
            if child.dep_ == "poss" or (child.dep_ in {"compound", "nmod"} and self._is_body(child)):
                yield child, predicate
            elif child.dep_ in {"prep", "agent"} and child.lower_ in FROM:
                yield from ((p, predicate) for p in child.children if p.dep_ == "pobj")
            elif child.dep_ in {"acl", "relcl"} and self._is_work(child):
                for agent in agents(child):
                    if agent != thing:
                        yield from ((a, child) for a in (agent, *staffed(agent)))

    def _around_name(self, thing: Token) -> Iterator[Token]:
        """Yield what hangs on a thing; with a flight named also what hangs on its apposition: "IM-2, a CLPS flight"."""
        yield from thing.children
        if self.parsed.mentions_of(thing):
            called = (c for c in thing.children if c.dep_ == "appos" and not self.parsed.mentions_of(c))
            yield from (c for noun in called for c in noun.children)

    def _is_body(self, token: Token) -> bool:
        """Say whether a name before a noun is that of a body: "a KASI magnetometer"; countries only describe."""
        found = self.parsed.mentions_of(token)
        return bool(found) and all(m.kind in {Kind.AGENCY, Kind.ORGANIZATION} for m in found)

    def _built_by(self, thing: Token) -> Iterator[Ref]:
        """Yield X of "an X-built lander", where X is a body; "Italian-built" only describes."""
        for child in thing.children:
            if self.parsed.led.get(child.i) in _BUILT and self._is_body(child):
                yield from (Ref(m.node, m.kind, "name", 0.95, token=child) for m in self.parsed.mentions_of(child))

    def _is_work(self, verb: Token) -> bool:
        return bool(self.senses.of(verb) & _WORK) or verb.lemma in _WORKS

    def _workers(self, first: Token, verb: Token | None) -> Iterator[tuple[Token, Token]]:
        """Yield X of "X builds the camera", "the camera comes from X", "is X's", "X is responsible for the camera"."""
        if verb is None:
            return
        if first.dep_ in {"dobj", "nsubjpass"} and self._is_work(verb):
            yield from ((a, verb) for agent in agents(verb) for a in (agent, *staffed(agent)))
        elif first.dep_ == "nsubj" and ("come" in self.senses.of(verb) or verb.lemma_ == "be"):
            for child in verb.children:
                if child.dep_ == "prep" and child.lower_ in {"from", "by"}:
                    yield from ((p, verb) for p in child.children if p.dep_ == "pobj")
                elif child.dep_ == "attr" and self.senses.of(child) & {"hands", "contribute"}:
                    yield from ((owner, verb) for owner in owners_of(child))
                elif child.dep_ == "attr" and child.lower_ in {"'s", "\u2019s", "'", "\u2019"}:
                    yield from ((c, verb) for c in child.children if c.dep_ == "poss")
                elif child.dep_ in {"attr", "acomp"} and any(c.dep_ == "case" for c in child.children):
                    yield child, verb
        elif (
            first.dep_ == "pobj" and first.head.lower_ in {"for", "after", "to", "of"} and self._cares(first.head, verb)
        ):
            yield from ((s, verb) for s in surface_subject(verb))

    def _cares(self, prep: Token, verb: Token) -> bool:
        """Say whether a verb and preposition leave a thing to somebody: "is responsible for", "looks after"."""
        before = prep.head
        if before.lemma in {"responsible", "charge", "responsibility"}:
            return True
        return before == verb and _CARE.get(verb.lemma) == prep.lower_

    # -- programs -------------------------------------------------------------------------------------------------

    def _programs(self, thing: Token, first: Token, verb: Token | None) -> Iterator[Ref]:
        """Yield the program of the nearest phrase that holds one; that in focus where the sentence names none."""
        for places in (self._beside(thing), self._beside(first), self._clause(thing), self._around(first, verb)):
            found = [r for p in places if p != thing for r in self.resolver.programs(p) if self._fits(r)]
            if found:
                yield from {r.node: r for r in found}.values()
                return
        if station := self._station_of(thing):
            yield Ref(station, Kind.PROGRAM, "name", 0.95)
            return
        named = any(m.kind is Kind.PROGRAM for t in thing.sent.named for m in t.mentions)
        if not named and (node := self._in_focus(thing)):
            yield Ref(node, Kind.PROGRAM, "focus", 0.75)

    def _fits(self, ref: Ref) -> bool:
        fits = self.discourse.type_of(ref.node) in _TYPES and not self.discourse.is_cargo(ref.node)
        return fits and not ref.out

    def _beside(self, thing: Token) -> Iterator[Token]:
        """Yield P of "P's camera", "the camera on P", "IM-2, a P flight"."""
        for child in self._around_name(thing):
            if child.dep_ in {"poss", "nmod", "compound"} and not self._station_of(child):
                yield child
            elif child.dep_ == "prep" and child.lower_ in ABOARD:
                yield from (p for p in child.children if p.dep_ == "pobj")

    def _clause(self, thing: Token) -> Iterator[Token]:
        """Yield P of "a camera that will fly on P", "a camera carried by P", "an engine that powers P"."""
        for verb in thing.children:
            if verb.dep_ not in {"relcl", "acl"}:
                continue
            senses = self.senses.of(verb)
            yield from after_verb(verb)
            for inner in verb.children:
                if inner.dep_ == "conj" and self._moves(inner):
                    yield from after_verb(inner)
            if senses & _HOLDS and (is_passive(verb) or verb.dep_ == "relcl"):
                yield from (a for a in agents(verb) if a != thing)
            if verb.lemma in {"power", "propel", "drive", "equip", "fit", "serve", "guide"}:
                yield from (c for c in verb.children if c.dep_ == "dobj")

    def _around(self, first: Token, verb: Token | None) -> Iterator[Token]:
        """Yield P of "P carries a camera", "a camera flies on P", "among P's payloads is a camera"."""
        if verb is None:
            return
        senses, lemma = self.senses.of(verb), verb.lemma
        if first.dep_ in {"dobj", "pobj"} and (senses & _HOLDS or lemma in _HOLDERS):
            for agent in agents(verb):
                yield agent
                yield from self._load(agent)
        if lemma == "be":
            for child in verb.children:
                if child.dep_ in {"nsubj", "attr"} and child != first:
                    yield from self._load(child)
                if child.dep_ == "nsubj" and child.i and child.nbor(-1).lower_ in {"aboard", "board"}:
                    # "Aboard Chang'e-8 is a camera": the parser takes the program for the subject
                    yield child
        yield from after_verb(verb, self._load)
        for child in verb.children:
            if child.dep_ == "conj" and self._moves(child) and not any(c.dep_ in SUBJECTS for c in child.children):
                # "is supplied by X and fitted to Gateway"
                yield from after_verb(child)

    def _moves(self, verb: Token) -> bool:
        """Say whether a verb puts a thing on a flight: "built by X and mounted on P"."""
        return is_verb(verb) and (bool(self.senses.of(verb) & {"fly", "mount", "go"}) or verb.lemma in _PUTS)

    def _load(self, noun: Token) -> Iterator[Token]:
        """Yield P of "the payloads of P", "one of P's payloads"."""
        of = [p for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "on", "aboard"} for p in c.children]
        if noun.lemma in _LOAD:
            yield from of
            yield from (c for c in noun.children if c.dep_ in {"poss", "compound"})
        elif noun.like_num or noun.lower_ in {"one", "part", "most", "some"}:
            for inner in of:
                yield from self._load(inner)

    def _in_focus(self, thing: Token) -> str:
        words = {t.lemma for t in thing.phrase}
        before = self.resolver.offset(thing)
        if words & _STATION_PARTS:
            return self.discourse.program_in_focus(frozenset({"station"}), before, within=2)
        return self.discourse.flight_in_focus(before, within=2)


def read_parts(
    parsed: Parsed,
    sentence: Sentence,
    statements: Sequence[Statement],
    discourse: Discourse,
    readers: tuple[Senses, StatusReader],
) -> Iterator[Statement]:
    """Yield the contributions that the hardware nouns of a sentence state and that no rule has read."""
    senses, status = readers
    reader = _Reader(parsed, discourse, senses, Resolver(parsed, discourse))
    told = {(s.subject, s.object) for s in statements}
    for thing in (t for t in sentence if t.mentions or t.pos_ in {"NOUN", "PROPN"}):
        if not reader.is_hardware(thing):
            continue
        for maker, program, predicate, base in reader.read(thing):
            if (maker.node, program.node) in told or maker.node == program.node:
                continue
            verdict = status.read(predicate, "contribute", base)
            if verdict.status is None or (verdict.status is Status.ENDED and base is not Status.ENDED):
                continue
            told.add((maker.node, program.node))
            yield stated(
                verdict,
                (maker, program),
                relation=Relation.MEMBER_OF,
                status=verdict.status,
                rule=RULE,
                confidence=_TRUST,
                predicate=predicate,
                role="contributor",
            )
