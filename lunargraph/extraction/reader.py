"""Apply the frame rules to one parsed passage and return what its sentences state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from lunargraph.extraction import reasons
from lunargraph.extraction.clauses import agents, is_verb, slots_of, surface_subject
from lunargraph.extraction.companions import doers, helped, helpers, is_earthly, is_unsigned, mates
from lunargraph.extraction.discourse import ACTOR_NOUNS
from lunargraph.extraction.hardware import is_hardware, makers, owners, things
from lunargraph.extraction.phrases import bearers, beneath, cargo, parties, partners, role_holders, those_of
from lunargraph.extraction.program_slots import ProgramFinder
from lunargraph.extraction.resolve import GROUPS, Ref, Resolver
from lunargraph.extraction.statement import Statement
from lunargraph.extraction.status import compose
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Span, Token

    from lunargraph.extraction.clauses import Slots
    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.frames import Frame
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.status import StatusReader, Verdict
    from lunargraph.extraction.trace import Trace

_MOST_PARTNERS = 4
_SEVERAL = frozenset({"most", "many", "half", "dozen", "several", "some", "few", "majority"})
_FOUNDING = frozenset({"founding", "original", "founder", "co-founder", "initial"})


@dataclass(slots=True)
class SentenceReader:
    """Reads sentences with one set of rules; the discourse belongs to the article being read."""

    frames: Sequence[Frame]
    senses: Senses
    status: StatusReader

    def read(
        self, parsed: Parsed, sentence: Span, discourse: Discourse, trace: Trace | None = None
    ) -> Iterator[Statement]:
        """Yield what a sentence states, in the order of its words; a trace is told why other rules do not apply."""
        by_trigger: dict[tuple[str, str], list[Frame]] = defaultdict(list)
        for frame in self.frames:
            by_trigger[frame.trigger, frame.sense].append(frame)
        resolver = Resolver(parsed, discourse)
        stop = frozenset(parsed.groups)
        for token in sentence:
            if token.i in stop:
                continue
            for sense in sorted(self.senses.of(token)):
                triggers = ("verb",) if is_verb(token) else ("noun", "role")
                for trigger in triggers:
                    for frame in by_trigger.get((trigger, sense), ()):
                        yield from _Application(self, frame, token, resolver, stop, trace).statements()


@dataclass(slots=True)
class _Application:
    """One rule tried on one predicate."""

    reader: SentenceReader
    frame: Frame
    token: Token
    resolver: Resolver
    stop: frozenset[int]
    trace: Trace | None = None

    def statements(self) -> Iterator[Statement]:
        if not self._words_fit() or (self.frame.dep and self.token.dep_ not in self.frame.dep):
            self._fails(reasons.misplaced)
            return
        slots = slots_of(self.token, self.stop)
        self._idiom(slots)
        if self.frame.governor:
            governor = self._governor()
            if governor is None:
                self._fails(reasons.ungoverned)
                return
            self._add_purpose(slots, governor)
            if governor.dep_ in {"relcl", "acl"} and governor.head == self.token:
                # "the accord which ASI and NASA concluded": the parties stand in the relative clause
                inner = slots_of(governor, self.stop)
                slots["agent"] = inner["agent"]
                slots["with"] = inner.get("with", []) or slots.get("with", [])
        senses = self.reader.senses
        # "provides a module", "is responsible for a module"
        candidates = things(self.token, slots, subject="agent" not in self.frame.subject)
        if self.frame.patient and not any(is_hardware(t, self.frame.patient, senses) for t in candidates):
            self._fails(reasons.unsuited, candidates)
            return
        self._fill(slots)
        if self.frame.relation is Relation.COOPERATES_WITH:
            # "the accords" and "the document" may be a program: signing that is joining, not partnership
            if self.frame.sense != "agreement" or not self.resolver.programs(self.token):
                yield from self._pairs(slots)
            else:
                self._fails(reasons.program_itself)
            return
        yield from self._memberships(slots)

    def _memberships(self, slots: Slots) -> Iterator[Statement]:
        """Yield which subject is in, or leads, which program."""
        called = self._called()
        subjects = [
            r
            for r in self._actors(slots, self.frame.subject)
            if r.kind in self.frame.kinds and (called is None or r.kind is called or r.how == "name")
        ]
        if not subjects:
            self._fails(reasons.no_subject, slots, called)
            self._note_unnamed(slots)
            return
        programs = list(ProgramFinder(self.frame, self.token, self.resolver).find(slots))
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
                yield from self._statement(subject, program)

    def _fails(self, reason: Callable[..., str], *details: object) -> None:
        """Tell the trace, where there is one, why the rule states nothing here."""
        if self.trace is not None:
            self.trace.reject(self.frame, self.token, self.resolver, reason, details)

    def _add_purpose(self, slots: Slots, governor: Token) -> None:
        """Read "signed a contract with Telespazio for Moonlight": the parser hangs the purpose on the verb."""
        named = any(t.i in self.stop for t in slots.get("with", ()))
        if self.frame.sense == "contract" and named and not slots.get("for"):
            slots["for"] = slots_of(governor, self.stop).get("for", [])

    def _is_bilateral(self, subjects: list[Ref], programs: list[Ref]) -> bool:
        """Say whether bodies sign a paper with each other about a station: partners, but who joins is not said."""
        bodies = len(subjects) > 1 and any(s.kind is not Kind.COUNTRY for s in subjects)
        types = {self.resolver.discourse.type_of(p.node) for p in programs}
        return self.frame.sense == "sign" and bodies and "station" in types

    def _newcomers(self, subjects: list[Ref], program: Ref) -> list[Ref]:
        """Return who may come in where members talk with others about taking part: the others.

        "CNSA, which leads the station, is in talks with Thailand about joining" plans Thailand's membership.
        """
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
        slots = slots_of(talk, self.stop)
        return [r for r in self._actors(slots, ("with",)) if not stands(r.node, program.node)]

    def _note_unnamed(self, slots: Slots) -> None:
        """Remember "three of its neighbours have signed the Accords": the next sentence may say who."""
        joins = self.frame.sense in {"join", "sign", "member", "belong"} and self.frame.role in {"member", "signatory"}
        several = any(
            t.lemma_.lower() in GROUPS | _SEVERAL or t.like_num
            for name in self.frame.subject
            for t in slots.get(name, ())
        )
        if joins and several and self._verdict().status is Status.CURRENT:
            for program in ProgramFinder(self.frame, self.token, self.resolver).find(slots):
                self.resolver.discourse.note_unnamed(program.node, self.frame.role)

    def _idiom(self, slots: Slots) -> None:
        """Take the words of an idiom out of the slots: the "lot" of "threw in its lot" is no object of its own."""
        found = self.reader.senses.idiom(self.token)
        if found is None:
            return
        for name in list(slots):
            slots[name] = [t for t in slots[name] if t.i not in found.words]
        if found.object is not None:
            slots["idiom"] = [found.object]

    def _fill(self, slots: Slots) -> None:
        """Add the slots that hold an actor indirectly, where the rule asks for them."""
        wanted = {*self.frame.subject, *self.frame.object}
        token, senses = self.token, self.reader.senses
        papers = [*slots["agent"], *slots["patient"]]
        indirect: dict[str, Callable[[], Iterable[Token]]] = {
            "holder": lambda: role_holders(token),
            "beneath it": lambda: beneath(token),
            "that": lambda: those_of(token),
            "bearer": lambda: bearers(token),
            "maker": lambda: makers(token, senses),
            "owner": lambda: owners(papers, senses),
            "cargo": lambda: cargo(token, slots["patient"], senses),
            "deal": lambda: parties(papers, senses),
            "partner": lambda: partners(papers, senses),
            "mate": lambda: mates(token),
            "helper": lambda: helpers(token),
            "helped": lambda: helped(token),
            "doer": lambda: doers(token),
            "client": lambda: (c for c in token.children if c.dep_ in {"compound", "nmod"}),
            "poss": lambda: (c for c in token.children if c.dep_ == "poss"),
        }
        for name in indirect.keys() & wanted:
            slots[name] = list(indirect[name]())

    def _words_fit(self) -> bool:
        if not (self.frame.words or self.frame.unless):
            return True
        near = {t.lemma_.lower() for t in self.token.subtree} | {t.lower_ for t in self.token.subtree}
        near |= {c.lower_ for c in self.token.children}
        if self.token.dep_ == "conj":
            # "was asked and refused"
            near.add(self.token.head.lemma_.lower())
        text = " ".join(t.lower_ for t in self.token.sent)
        phrased = any(" " in w and w in text for w in self.frame.words)
        return (not self.frame.words or phrased or bool(near & self.frame.words)) and not near & self.frame.unless

    def _called(self) -> Kind | None:
        """Return the kind of actor that the text itself names: "it is the second state to come in" is of a state."""
        noun = self.token
        if self.frame.trigger == "verb":
            if noun.dep_ not in {"acl", "relcl", "xcomp"}:
                return None
            noun = noun.head
            if is_verb(noun):
                noun = next((c for c in noun.children if c.dep_ == "attr"), noun)
        return ACTOR_NOUNS.get(noun.lemma_.lower())

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
        return []

    def _statement(self, subject: Ref, program: Ref) -> Iterator[Statement]:
        verdict = self._verdict()
        status = compose(verdict.status, "denied") if program.how == "neither" else verdict.status
        if status is None:
            self._fails(reasons.no_status, verdict, program)
            return
        if self.frame.relation is Relation.LEADS and status is Status.PLANNED:
            self._fails(reasons.planned_lead)
            return
        if (subject.out or program.out) and status is not Status.CURRENT:
            self._fails(reasons.excepted, subject, program, status)
            return
        if subject.out or program.out:
            status = Status.DENIED
        if self._only_states_sign(subject, program, status):
            self._fails(reasons.only_states, subject, program)
            return
        role = self.frame.role
        if role in {"member", "signatory"} and _FOUNDING & {t.lower_ for t in self.token.subtree}:
            role = "founder"
        yield Statement(
            subject=self._signing_state(subject),
            relation=self.frame.relation,
            object=program.node,
            status=status,
            role=role,
            rule=self.frame.id,
            cue=verdict.cue,
            confidence=round(self.frame.confidence * min(subject.trust, program.trust), 3),
            predicate=self.token,
            speaker=verdict.speaker,
            ends=(subject, program),
            marker=verdict.word,
        )

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

    def _paper_verdict(self) -> Verdict:
        """Read the status of a cooperation; papers may be unsigned, and one that is not renewed was once in force."""
        verdict = self._verdict()
        if self.frame.sense == "agreement" and verdict.status is Status.CURRENT and is_unsigned(self.token):
            return replace(verdict, status=Status.PLANNED)
        renewed = self.token.head.lemma_.lower() in {"renew", "extend", "prolong"}
        if self.frame.sense == "agreement" and verdict.status is Status.DENIED and renewed:
            return replace(verdict, status=Status.ENDED)
        return verdict

    def _pairs(self, slots: Slots) -> Iterator[Statement]:
        if is_earthly(frozenset(t.lemma_.lower() for t in self.token.sent)):
            self._fails(reasons.earthly)
            return
        named = self._implied(slots) if "implied" in self.frame.subject else self._actors(slots, self.frame.subject)
        group = [r for r in named if r.kind in self.frame.kinds and not r.out]
        others = [
            r
            for name in (("idiom",) if slots.get("idiom") else self.frame.object)
            if name != "pair"
            for token in slots.get(name, ())
            for r in self.resolver.actors(token)
            if r.kind in self.frame.kinds and not r.out
        ]
        if others and not group and self.frame.sense in {"talk", "agreement", "cooperation"}:
            group = [r for r in self._tellers() if r.kind in self.frame.kinds]
        pairs: list[tuple[Ref, Ref]] = []
        if others and group:
            pairs = [(a, b) for a in group for b in others]
        elif self._are_pair(group, slots):
            pairs = list(combinations(group, 2))
        if not pairs:
            self._fails(reasons.no_pair, group, others, slots)
            return
        verdict = self._paper_verdict()
        if verdict.status is None:
            self._fails(reasons.no_status, verdict)
            return
        about = next(
            (
                r.node
                for name in ("on", "for", "of", "about", "in", "under", "patient")
                for t in slots.get(name, ())
                for r in self.resolver.programs(t)
            ),
            "",
        )
        for left, right in pairs:
            if left.node == right.node or self._same_side(left.node, right.node):
                self._fails(reasons.same_side, left, right)
                continue
            first, second = sorted((left.node, right.node))
            yield Statement(
                subject=first,
                relation=Relation.COOPERATES_WITH,
                object=second,
                status=verdict.status,
                role="",
                rule=self.frame.id,
                cue=verdict.cue,
                confidence=round(self.frame.confidence * min(left.trust, right.trust), 3),
                predicate=self.token,
                speaker=verdict.speaker,
                about=about,
                ends=(left, right),
                marker=verdict.word,
            )

    def _tellers(self) -> list[Ref]:
        """Return who says that there are talks: "TUA said talks were under way with SUPARCO"."""
        verb = self.token.head
        while self.token.dep_ in {"nsubj", "nsubjpass"} and verb.dep_ in {"ccomp", "conj"} and is_verb(verb.head):
            verb = verb.head
            if verb.lemma_.lower() in {"say", "confirm", "announce", "add", "report", "note"}:
                return [r for s in speaker_of(verb) for r in self.resolver.actors(s)]
        return []

    def _are_pair(self, group: Sequence[Ref], slots: Slots) -> bool:
        """Say whether the subjects are partners of each other: few, and no other partner or plural deals in sight.

        A bloc that signs one text is no set of pairs: one summit of twenty would make 190 partnerships.
        """
        several = (
            self.frame.sense == "agreement"
            and self.token.tag_ == "NNS"
            and not slots.get("between")
            and self.token.dep_ != "nsubjpass"
        )
        return (
            "pair" in self.frame.object
            and not slots.get("with")
            and not slots.get("mate")
            and len(group) <= _MOST_PARTNERS
            and self.frame.size in {0, len(group)}
            and not several
        )

    def _implied(self, slots: Slots) -> list[Ref]:
        """Return the other side of "the contract with X was ...", of whom the text has just spoken."""
        if self.token.dep_ not in {"nsubj", "nsubjpass"} or slots["agent"] or slots.get("between") or slots.get("of"):
            return []
        nodes = self.resolver.discourse.subject_before(self.resolver.offset(self.token))
        return [Ref(n, Kind(n.partition(":")[0]), "pronoun", 0.75) for n in nodes] if len(nodes) == 1 else []

    def _same_side(self, left: str, right: str) -> bool:
        """A body and its own country are not partners: "Thailand's ministry" is Thailand's side of the deal."""
        actors = self.resolver.discourse
        for a, b in ((left, right), (right, left)):
            actor = actors.lexicon.actors.get(a) or actors.known.get(a)
            if actor and actor.country == b:
                return True
        return False


def speaker_of(token: Token) -> list[Token]:
    """Return who says: the subject of a reporting verb."""
    return surface_subject(token) or agents(token)
