"""Why a rule that was tried states nothing: one function per way to fail, each returning a plain clause.

Reasons are worked out only for a trace, on a copy of the discourse, so that asking never changes what is read.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from spacy.glossary import GLOSSARY

from lunargraph.extraction.clauses import is_verb
from lunargraph.extraction.spans import phrase_offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lunargraph.extraction.clauses import Slots
    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.frames import Frame
    from lunargraph.extraction.resolve import Ref, Resolver
    from lunargraph.extraction.status import Verdict
    from lunargraph.extraction.tokens import Token
    from lunargraph.model import Kind, Status

_MOST_WORDS = 8
_SHARED = frozenset({"lexicon", "known", "trace"})


@dataclass(frozen=True, slots=True)
class Case:
    """One rule tried on one predicate, with a resolver of its own to ask again."""

    frame: Frame
    token: Token
    resolver: Resolver
    text: str
    names: Mapping[str, str]

    @classmethod
    def of(cls, frame: Frame, token: Token, resolver: Resolver, text: str, names: Mapping[str, str]) -> Case:
        """Return a case whose resolver leaves the discourse of the article alone."""
        return cls(frame, token, replace(resolver, discourse=_still(resolver.discourse)), text, names)

    @property
    def predicate(self) -> str:
        """The predicate as the text has it, in quotes."""
        start, end = self.resolver.parsed.spans[self.token.i]
        return f"“{self.text[start:end]}”"

    def phrase(self, token: Token) -> str:
        """Return the phrase that a token heads, in quotes."""
        start, end = phrase_offsets(self.resolver.parsed, token)
        return f"“{' '.join(self.text[start:end].split())}”"

    def phrases(self, tokens: Iterable[Token]) -> str:
        """Return several phrases, in quotes."""
        return " and ".join(dict.fromkeys(self.phrase(t) for t in tokens))

    def name(self, node: str) -> str:
        """Return the name of a node."""
        return self.names.get(node, node)


def _still(discourse: Discourse) -> Discourse:
    kept = {f.name: copy.deepcopy(getattr(discourse, f.name)) for f in fields(discourse) if f.name not in _SHARED}
    return replace(discourse, **kept, trace=None)


def misplaced(case: Case) -> str:
    """Say which words the rule misses or cannot bear, or that the predicate stands in the wrong place."""
    frame, token = case.frame, case.token
    near = {t.lemma for t in token.subtree} | {t.lower_ for t in token.subtree}
    if bad := sorted(near & frame.unless):
        return f"“{bad[0]}” stands with {case.predicate}, and the rule does not take it then"
    if frame.words and not near & frame.words:
        return f"{case.predicate} would need one of these words with it: {_some(frame.words)}"
    places = _some(_place(dep) for dep in frame.dep)
    return f"{case.predicate} is the {_place(token.dep_)} here; the rule takes it only as {places}"


def ungoverned(case: Case) -> str:
    """Say that no verb of the right sense governs the noun."""
    verb = next((t for t in case.token.ancestors if is_verb(t)), None)
    wanted = _some(case.frame.governor)
    if verb is None:
        return f"no verb governs {case.predicate}; the rule wants one of {wanted}"
    return f"the governing verb {case.phrase(verb)} is none of the wanted kind ({wanted})"


def unsuited(case: Case, things: Sequence[Token]) -> str:
    """Say that what is done to is not of the kind that the rule is about."""
    wanted = _some(case.frame.patient)
    if not things:
        return f"{case.predicate} has no object; the rule wants one of this kind: {wanted}"
    return f"its object {case.phrases(things)} is not of the wanted kind ({wanted})"


def program_itself(case: Case) -> str:
    """Say that the paper is a program, so that signing it is joining."""
    return f"{case.phrase(case.token)} is a program: to sign it is to join, not to become partners"


def no_subject(case: Case, slots: Slots, called: Kind | None) -> str:
    """Say that nothing that could act names an actor, or one of another kind."""
    tokens = [t for name in case.frame.subject for t in slots.get(name, ())]
    if not tokens:
        return f"{case.predicate} has nobody where the rule looks for who acts ({', '.join(case.frame.subject)})"
    refs = [ref for token in tokens for ref in case.resolver.actors(token)]
    wrong = [ref for ref in refs if ref.kind not in case.frame.kinds]
    if wrong:
        return f"{case.name(wrong[0].node)} is of the kind {wrong[0].kind}; the rule takes {_some(case.frame.kinds)}"
    if refs and called is not None:
        return f"the text speaks of one of the kind {called}, and {case.name(refs[0].node)} is none"
    return f"{case.predicate} has no subject that names an actor: {case.phrases(tokens)} stands for none"


def no_program(case: Case, slots: Slots) -> str:
    """Say that no object is a program, or one of a type that the rule does not take."""
    names = [name for name in case.frame.object if name not in {"focus", "own", "agent"}]
    tokens = [t for name in names for t in slots.get(name, ())]
    type_of = case.resolver.discourse.type_of
    for token in [*tokens, *(c for c in case.token.children if "own" in case.frame.object)]:
        for ref in case.resolver.programs(token):
            if case.frame.types and type_of(ref.node) not in case.frame.types:
                kind = type_of(ref.node)
                return f"{case.name(ref.node)} is of the type {kind}; the rule takes {_some(case.frame.types)}"
    if tokens:
        return f"{case.predicate} has no object that is a program: {case.phrases(tokens)} is none"
    if "focus" in case.frame.object and slots.get("patient"):
        own = case.phrases(slots["patient"])
        return f"{case.predicate} has an object of its own ({own}); the rule wants a program that is being talked about"
    if "focus" in case.frame.object:
        return f"{case.predicate} names no program, and none that fits is being talked about"
    return f"{case.predicate} names no program, and this rule wants one named"


def bilateral(case: Case) -> str:
    """Say that bodies sign with each other."""
    return f"the {case.predicate} is between bodies: they are partners, but who joins is not said"


def already_in(case: Case, subjects: Sequence[Ref], program: Ref) -> str:
    """Say that those who talk are members, and nobody is named who could become one."""
    who = " and ".join(case.name(s.node) for s in subjects)
    return f"{who} is in {case.name(program.node)} already and only talks about others who may join"


def no_status(case: Case, verdict: Verdict, program: Ref | None = None) -> str:
    """Say which cue, or what form of the sentence, leaves nothing stated."""
    if verdict.cue == "question":
        return "a question states nothing"
    if verdict.cue == "inverted":
        return "an inverted condition (“were it to join”) states nothing"
    if verdict.status is not None and program is not None:
        return f"“neither” of what is {verdict.status} anyway states nothing"
    word = f" ({case.phrase(verdict.word)})" if verdict.word is not None else ""
    return f"the cue {verdict.cue}{word} leaves nothing stated of a {case.frame.status} {case.predicate}"


def planned_lead(case: Case) -> str:
    """Say that leading in the future is not claimed."""
    return f"to lead some day is not to lead: {case.predicate} is only planned here"


def excepted(case: Case, subject: Ref, program: Ref, status: Status) -> str:
    """Say that an exception of something that is not current states nothing."""
    out = case.name(subject.node if subject.out else program.node)
    return f"{out} is excepted (“but not”, “except”) from what is {status}, which says nothing of it"


def only_states(case: Case, subject: Ref, program: Ref) -> str:
    """Say that a body does not sign what states sign."""
    return f"{case.name(subject.node)} is no state, and only states sign {case.name(program.node)}"


def earthly(case: Case) -> str:
    """Say that the cooperation is about something on Earth."""
    return f"{case.predicate} is about earthly matters, by the other words of the sentence"


def no_pair(case: Case, group: Sequence[Ref], others: Sequence[Ref], slots: Slots) -> str:
    """Say why there are not two partners."""
    if others:
        return f"it is not said who works with {_listed(case, others)}"
    if partners := slots.get("with"):
        return f"the partner {case.phrases(partners)} names no actor"
    if not group:
        return "no two partners are named"
    if len(group) == 1:
        return f"only {case.name(group[0].node)} is named, and it takes two"
    if "pair" not in case.frame.object:
        return f"the rule does not make partners of {_listed(case, group)} without a “with”"
    if case.frame.size and case.frame.size != len(group):
        return f"{len(group)} are named where the rule wants {case.frame.size}"
    return f"{_listed(case, group)} together are too many, or had several deals: who worked with whom is not said"


def same_side(case: Case, left: Ref, right: Ref) -> str:
    """Say that the two are one side of a deal."""
    if left.node == right.node:
        return f"{case.name(left.node)} is no partner of itself"
    return f"{case.name(left.node)} and {case.name(right.node)} are one side: a body and its own country"


def _listed(case: Case, refs: Sequence[Ref]) -> str:
    return ", ".join(dict.fromkeys(case.name(r.node) for r in refs))


def _place(dep: str) -> str:
    """Return the grammarian's word for a place in the parse."""
    return str(GLOSSARY.get(dep, "main word of its sentence" if dep == "ROOT" else dep)).split(" (")[0]


def _some(words: Iterable[str]) -> str:
    every = sorted(words)
    shown = ", ".join(every[:_MOST_WORDS])
    return f"{shown} ..." if len(every) > _MOST_WORDS else shown
