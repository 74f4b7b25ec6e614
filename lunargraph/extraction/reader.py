"""Apply the frame rules to one parsed passage and return what its sentences state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lunargraph.extraction import reasons
from lunargraph.extraction.belongings import note_belongings, spoken_of
from lunargraph.extraction.clauses import is_verb, slots_of, surface_subject
from lunargraph.extraction.hardware import is_hardware, things
from lunargraph.extraction.nouns import ACTOR_NOUNS, CRAFT
from lunargraph.extraction.pairs import PairReader
from lunargraph.extraction.predicates import INDIRECT, Predicate
from lunargraph.extraction.program_slots import ProgramFinder
from lunargraph.extraction.resolve import GROUPS, Ref, Resolver
from lunargraph.extraction.statement import Statement, stated
from lunargraph.extraction.status import compose
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lunargraph.extraction.clauses import Slots
    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.frames import Frame
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.status import StatusReader, Verdict
    from lunargraph.extraction.tokens import Sentence, Token
    from lunargraph.extraction.trace import Trace

_SPOKEN_OF = CRAFT | {"mission", "flight"}
_SEVERAL = frozenset({"most", "many", "half", "dozen", "several", "some", "few", "majority"})
_FOUNDING = frozenset({"founding", "original", "founder", "co-founder", "initial"})


@dataclass(slots=True)
class SentenceReader:
    """Reads sentences with one set of rules; the discourse belongs to the article being read."""

    frames: Sequence[Frame]
    senses: Senses
    status: StatusReader
    _fitting: dict[tuple[bool, frozenset[str]], tuple[Frame, ...]] = field(default_factory=dict, init=False, repr=False)

    def read(
        self, parsed: Parsed, sentence: Sentence, discourse: Discourse, trace: Trace | None = None
    ) -> Iterator[Statement]:
        """Yield what a sentence states, in the order of its words; a trace is told why other rules do not apply."""
        resolver = Resolver(parsed, discourse)
        for token in sentence:
            if token.lower_ in _SPOKEN_OF and [c.lower_ for c in token.lefts] in (["the"], ["this"]):
                # "the lander" keeps in focus which it is, whatever the sentence says of it
                resolver.programs(token)
                discourse.only_described.add(resolver.offset(token))
        stop = frozenset(parsed.groups)
        for token in sentence:
            senses = frozenset() if token.mentions else self.senses.of(token)
            if not senses:
                continue
            # also those that no rule asks for today: one may be added
            discourse.predicates.add((is_verb(token), senses))
            predicate = Predicate(token, stop, self.senses)
            for frame in self._frames(is_verb(token), senses):
                yield from _Application(self, frame, predicate, resolver, trace).statements()
        note_belongings(resolver, sentence, self.senses)

    def _frames(self, verb: bool, senses: frozenset[str]) -> tuple[Frame, ...]:  # noqa: FBT001 - half of a key
        """Return the rules to try on a verb, or on a noun, of some senses; few combinations come up, over and over."""
        if (verb, senses) not in self._fitting:
            self._fitting[verb, senses] = tuple(
                frame
                for sense in sorted(senses)
                for trigger in (("verb",) if verb else ("noun", "role"))
                for frame in self.frames
                if (frame.trigger, frame.sense) == (trigger, sense)
            )
        return self._fitting[verb, senses]


@dataclass(slots=True)
class _Application:
    """One rule tried on one predicate."""

    reader: SentenceReader
    frame: Frame
    predicate: Predicate
    resolver: Resolver
    trace: Trace | None = None

    @property
    def token(self) -> Token:
        """The word that the rule is tried on."""
        return self.predicate.token

    def statements(self) -> Iterator[Statement]:
        if not self._words_fit() or (self.frame.dep and self.token.dep_ not in self.frame.dep):
            self._fails(reasons.misplaced)
            return
        slots = self.predicate.slots()
        if self.frame.governor:
            governor = self._governor()
            if governor is None:
                self._fails(reasons.ungoverned)
                return
            self._add_purpose(slots, governor)
            if governor.dep_ in {"relcl", "acl"} and governor.head == self.token:
                # "the accord which ASI and NASA concluded": the parties stand in the relative clause
                inner = slots_of(governor, self.predicate.stop)
                slots["agent"] = inner["agent"]
                slots["with"] = inner.get("with", []) or slots.get("with", [])
        senses = self.reader.senses
        if self.frame.patient:
            # "provides a module", "is responsible for a module"
            candidates = things(self.token, slots, subject="agent" not in self.frame.subject)
            if not any(is_hardware(t, self.frame.patient, senses) for t in candidates):
                self._fails(reasons.unsuited, candidates)
                return
        self._fill(slots)
        if self.frame.relation is Relation.COOPERATES_WITH:
            # "the accords" and "the document" may be a program: signing that is joining, not partnership
            if self.frame.sense != "agreement" or not self.resolver.programs(self.token):
                yield from PairReader(
                    self.frame, self.token, self.resolver, self._actors, self._verdict, self._fails
                ).read(slots)
            else:
                self._fails(reasons.program_itself)
            return
        yield from self._memberships(slots)

    def _memberships(self, slots: Slots) -> Iterator[Statement]:
        """Yield which subject is in, or leads, which program."""
        called = self._called()
        subjects = [
            r
            for r in self._whose(slots) or self._actors(slots, self.frame.subject)
            if r.kind in self.frame.kinds and (called is None or r.kind is called or r.how == "name")
        ]
        subjects = subjects or self._speakers()
        if not subjects:
            self._fails(reasons.no_subject, slots, called)
            self._note_unnamed(slots)
            return
        if len(subjects) < self.frame.size:
            self._fails(reasons.no_subject, slots, called)
            return
        programs = list(ProgramFinder(self.frame, self.token, self.resolver).find(slots))
        if self.frame.role == "contributor":
            owns = self.resolver.discourse.is_own_agency
            subjects = (
                [s for s in subjects if not all(owns(s.node, p.node) for p in programs)] if programs else subjects
            )
        if not programs:
            self._fails(reasons.no_program, slots)
        if self._is_bilateral(subjects, programs):
            self._fails(reasons.bilateral)
            return
        for program in programs:
            newcomers = self._newcomers(subjects, program)
            if not newcomers:
                self._fails(reasons.already_in, subjects, program)
            for subject in newcomers:
                if subject.how == "belonging" and subject.token == program.token:
                    # "it will land" is of the rover or of the mission, not of both
                    continue
                yield from self._statement(subject, program)

    def _speakers(self) -> list[Ref]:
        """Return who says that a membership is, or is not, to come: "Peru said that joining was out of the question".

        Only what is no fact yet: a speaker may tell of anybody's membership.
        """
        if self.frame.sense != "join" or self.token.dep_ not in {"nsubj", "csubj"}:
            return []
        verb = self.token.head
        if verb.dep_ != "ccomp" or not is_verb(verb.head) or self._verdict().status in {None, Status.CURRENT}:
            return []
        said = [r for s in surface_subject(verb.head) for r in self.resolver.actors(s)]
        return [r for r in said if r.kind is Kind.COUNTRY]

    def _whose(self, slots: Slots) -> list[Ref]:
        """Return whom "talks on the participation of Algeria" names: it is theirs, whoever talks."""
        if self.frame.trigger != "noun" or "of" not in self.frame.subject:
            return []
        return [r for r in self._actors(slots, ("of",)) if r.how == "name"]

    def _fails(self, reason: Callable[..., str], *details: object) -> None:
        """Tell the trace, where there is one, why the rule states nothing here."""
        if self.trace is not None:
            self.trace.reject(self.frame, self.token, self.resolver, reason, details)

    def _add_purpose(self, slots: Slots, governor: Token) -> None:
        """Read "signed a contract with Telespazio for Moonlight": the parser hangs the purpose on the verb."""
        named = any(t.i in self.predicate.stop for t in slots.get("with", ()))
        if self.frame.sense == "contract" and named and not slots.get("for"):
            slots["for"] = slots_of(governor, self.predicate.stop).get("for", [])

    def _is_bilateral(self, subjects: list[Ref], programs: list[Ref]) -> bool:
        """Say whether bodies sign a paper with each other about a station: partners, but who joins is not said."""
        bodies = len(subjects) > 1 and any(s.kind is not Kind.COUNTRY for s in subjects)
        types = {self.resolver.discourse.type_of(p.node) for p in programs}
        return self.frame.sense == "sign" and bodies and "station" in types

    def _newcomers(self, subjects: list[Ref], program: Ref) -> list[Ref]:
        """Return who may come in where members talk with others about taking part: the others.

        "CNSA, which leads the station, is in talks with Thailand about joining" plans Thailand's membership.
        """
        if self.frame.sense in {"talk", "mull"}:
            # who runs a project talks about it with others; several who talk do so with each other
            several = self.frame.sense == "talk" and len(subjects) > 1
            return [] if several else [s for s in subjects if not self.resolver.discourse.runs(s.node, program.node)]
        if self.frame.relation is not Relation.MEMBER_OF or self.token.dep_ not in {"pcomp", "pobj", "xcomp", "dobj"}:
            return subjects
        talk = self.token
        for _ in range(5):
            talk = talk.head
            if "talk" in self.reader.senses.of(talk):
                break
        else:
            return subjects
        stands = self.resolver.discourse.stands_in
        if not all(stands(s.node, program.node) for s in subjects):
            return subjects
        slots = slots_of(talk, self.predicate.stop)
        return [r for r in self._actors(slots, ("with",)) if not stands(r.node, program.node)]

    def _note_unnamed(self, slots: Slots) -> None:
        """Remember "three of its neighbours have signed the Accords": the next sentence may say who."""
        joins = self.frame.sense in {"join", "sign", "member", "belong"} and self.frame.role in {"member", "signatory"}
        several = any(
            t.lemma in GROUPS | _SEVERAL or t.like_num for name in self.frame.subject for t in slots.get(name, ())
        )
        if joins and several and self._verdict().status is Status.CURRENT:
            for program in ProgramFinder(self.frame, self.token, self.resolver).find(slots):
                self.resolver.discourse.note_unnamed(program.node, self.frame.role)

    def _fill(self, slots: Slots) -> None:
        """Add the slots that hold an actor indirectly, where the rule asks for them."""
        for name in dict.fromkeys((*self.frame.subject, *self.frame.object)):
            if name in INDIRECT:
                slots[name] = list(INDIRECT[name](self.token, slots, self.reader.senses))

    def _words_fit(self) -> bool:
        wanted, unless = self.frame.words, self.frame.unless
        if wanted and self.predicate.near.isdisjoint(wanted):
            phrases = [words for words in wanted if " " in words]
            if not any(phrase in self.predicate.sentence for phrase in phrases):
                return False
        return not unless or self.predicate.near.isdisjoint(unless)

    def _called(self) -> Kind | None:
        """Return the kind of actor that the text itself names: "it is the second state to come in" is of a state."""
        noun = self.token
        if self.frame.trigger == "verb":
            if noun.dep_ not in {"acl", "relcl", "xcomp"}:
                return None
            noun = noun.head
            if is_verb(noun):
                noun = next((c for c in noun.children if c.dep_ == "attr"), noun)
        return ACTOR_NOUNS.get(noun.lemma)

    def _governor(self) -> Token | None:
        """Return the verb of the wanted sense that the noun is the object of: "signed an agreement"."""
        token = self.token
        wanted = self.frame.governor
        for _ in range(4):
            head = token.head
            if token.dep_ == "relcl" or head == token:
                break
            if is_verb(head) and token.dep_ in {"dobj", "nsubjpass", "attr", "pobj"}:
                if self.reader.senses.of(head) & wanted:
                    return head
                break
            if token.dep_ not in {"conj", "prep", "pobj"}:
                break
            token = head
        return next(
            (c for c in self.token.children if c.dep_ in {"relcl", "acl"} and self.reader.senses.of(c) & wanted), None
        )

    def _actors(self, slots: Slots, names: Iterable[str]) -> list[Ref]:
        for name in names:
            found: dict[str, Ref] = {}
            for token in slots.get(name, ()):
                for ref in self.resolver.actors(token):
                    found.setdefault(ref.node, ref)
            if found:
                return list(found.values())
            if name in {"owner", "cargo"}:
                papers = [*slots.get("agent", ()), *slots.get("patient", ())]
                if refs := spoken_of(self.resolver, papers, self.reader.senses):
                    return refs
        return []

    def _statement(self, subject: Ref, program: Ref) -> Iterator[Statement]:
        verdict = self._verdict()
        status = compose(verdict.status, "denied") if program.how == "neither" else verdict.status
        if status is None:
            self._fails(reasons.no_status, verdict, program)
            return
        if status is Status.PLANNED and self.frame.sense == "build":
            # "are expected to build the base together": they are in already, or nothing is said of it
            self._fails(reasons.no_status, verdict, program)
            return
        flight = self.resolver.discourse.type_of(program.node) == "mission"
        if flight and self.frame.sense == "belong" and verdict.cue == "aux.future.v1":
            # "will take part in the mission" is settled, as "will supply a camera" is
            status = Status.CURRENT
        if self.frame.relation is Relation.LEADS and status is Status.PLANNED:
            self._fails(reasons.planned_lead)
            return
        if subject.out or program.out:
            status = self._excepted(subject, program, status, verdict)
            if status is None:
                self._fails(reasons.excepted, subject, program, verdict.status)
                return
        if self._only_states_sign(subject, program, status):
            self._fails(reasons.only_states, subject, program)
            return
        role = self.frame.role
        if role in {"member", "signatory"} and _FOUNDING & self.predicate.words:
            role = "founder"
        told = stated(
            verdict,
            (subject, program),
            relation=self.frame.relation,
            status=status,
            rule=self.frame.id,
            confidence=self.frame.confidence,
            predicate=self.token,
            role=role,
        )
        yield replace(told, subject=self._signing_state(subject))

    def _excepted(self, subject: Ref, program: Ref, status: Status, verdict: Verdict) -> Status | None:
        """Return what holds for who, or what, is excepted: "all but Peru have joined", "no state but Peru has"."""
        if status is Status.CURRENT or (program.out and not subject.out and status is Status.PLANNED):
            return Status.DENIED
        nobody = verdict.word is not None and verdict.word.lower_ in {"no", "none", "nobody"}
        outside = self.frame.status is Status.DENIED and not verdict.cue
        return Status.CURRENT if status is Status.DENIED and not program.out and (nobody or outside) else None

    def _signing_state(self, subject: Ref) -> str:
        """Officials of an agency sign a text between states for their state, not for the agency."""
        speaks = (
            subject.how == "speaker" and self.frame.relation is Relation.MEMBER_OF and self.frame.role != "contributor"
        )
        signs = self.frame.sense == "sign" and subject.how == "official"
        if (signs or speaks) and subject.kind is not Kind.COUNTRY:
            actor = self.resolver.discourse.lexicon.actors.get(subject.node)
            return actor.country if actor and actor.country else subject.node
        return subject.node

    def _only_states_sign(self, subject: Ref, program: Ref, status: Status) -> bool:
        """An agency cannot sign a text between states; that it has not signed may be said all the same."""
        between_states = self.resolver.discourse.type_of(program.node) == "agreement"
        by_another = subject.kind is not Kind.COUNTRY
        signs = (
            self.frame.sense in {"sign", "join", "back", "leave", "withdraw"}
            and self._signing_state(subject) == subject.node
        )
        return between_states and by_another and signs and status is not Status.DENIED

    def _verdict(self) -> Verdict:
        role = self.frame.trigger == "role"
        # "will sign an agreement": the signing is still to come, so cues for signing decide
        sense = "conclude" if self.frame.governor else self.frame.sense
        return self.reader.status.read(self.token, sense, self.frame.status, role=role)
