"""What joint work states besides itself: two who work together on a mission are both in it, two makers are partners."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import agents, is_passive, is_verb, patients
from lunargraph.extraction.resolve import Resolver
from lunargraph.extraction.statement import Statement, stated
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.status import StatusReader
    from lunargraph.extraction.tokens import Sentence, Token

_MAKERS = "joint.makers.v1"
_MEMBERS = "joint.members.v1"
_TRUST = 0.84
#: Rules of working together, not of papers: an agreement on a station makes nobody its member.
_WORKING = (
    "swap.verb.",
    "cooperate.verb.",
    "together.",
    "tandem.verb.",
    "common.verb.",
    "jointwork.noun.",
    "venture.of.",
    "joint.makers.",
    "assist.verb.",
    "help.",
)
_BUILDING = ("together.verb.", "common.verb.", "tandem.verb.")
_ABOUT = frozenset({"on", "for", "of", "in", "aboard"})
_APART = frozenset({"each", "both", "respectively", "separately", "independently", "either", "apiece"})
_BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION})


def read_makers(
    parsed: Parsed,
    sentence: Sentence,
    statements: Sequence[Statement],
    discourse: Discourse,
    readers: tuple[Senses, StatusReader],
) -> Iterator[Statement]:
    """Yield the pair that made one thing: "a telescope developed by NASA and the Department of Energy".

    Several things may be one of each, and so may what "each" or "both" made.
    """
    senses, status = readers
    told = {(s.subject, s.object) for s in statements}
    resolver = Resolver(parsed, discourse)
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or "make" not in senses.of(verb) or not is_passive(verb):
            continue
        things = [verb.head] if verb.dep_ == "acl" else patients(verb)
        single = all(t.tag_ in {"NN", "NNP"} and not parsed.mentions_of(t) for t in things)
        hardware = any(senses.of(t) & {"payload", "component", "craft"} for t in things)
        if not (things and single and hardware) or _APART & {t.lower_ for t in verb.phrase}:
            continue
        refs = [r for agent in agents(verb) for r in resolver.actors(agent) if not r.out]
        if len(refs) != 2 or not all(r.kind in _BODIES and r.how in {"name", "official"} for r in refs):
            continue
        verdict = status.read(verb, "make")
        for left, right in combinations(refs, 2):
            first, second = sorted((left.node, right.node))
            if verdict.status is not None and (first, second) not in told:
                told.add((first, second))
                yield stated(
                    verdict,
                    (left, right),
                    relation=Relation.COOPERATES_WITH,
                    status=verdict.status,
                    rule=_MAKERS,
                    confidence=_TRUST,
                    predicate=verb,
                )


def read_joint(
    parsed: Parsed, statements: Sequence[Statement], discourse: Discourse, senses: Senses
) -> Iterator[Statement]:
    """Yield both ends of joint work on a mission as its contributors; both builders of a station as its members."""
    told = {(s.subject, s.object) for s in statements}
    resolver = Resolver(parsed, discourse)
    for base in statements:
        if base.relation is not Relation.COOPERATES_WITH or not base.rule.startswith(_WORKING):
            continue
        if base.predicate is None or base.status not in {Status.CURRENT, Status.PLANNED}:
            continue
        for member in _shared(base, statements, senses):
            ends = {base.subject, base.object} - {member.subject}
            for node in (n for n in ends if (n, member.object) not in told and not n.startswith("country:")):
                told.add((node, member.object))
                yield replace(member, subject=node, rule=_MEMBERS, confidence=min(member.confidence, base.confidence))
        types = {"mission"} | ({"station"} if base.rule.startswith(_BUILDING) else set())
        for program in _programs(base.predicate, resolver):
            if discourse.type_of(program) not in types:
                continue
            for node in (base.subject, base.object):
                if (node, program) in told or discourse.is_home(node, program):
                    continue
                told.add((node, program))
                yield replace(
                    base,
                    subject=node,
                    relation=Relation.MEMBER_OF,
                    object=program,
                    role="contributor",
                    rule=_MEMBERS,
                    about="",
                )


def _shared(base: Statement, statements: Sequence[Statement], senses: Senses) -> list[Statement]:
    """Return what one of two partners contributes by the work that both do: "builds a camera for P with Y"."""
    work = base.predicate
    if work is None or base.subject.startswith("country:"):
        return []
    things = [*patients(work), work.head] if is_verb(work) else [work]
    made = any(senses.of(t) & {"payload", "component", "craft"} for t in things if not is_verb(t))
    return [
        s
        for s in statements
        if s.relation is Relation.MEMBER_OF and s.role == "contributor" and s.status is base.status
        if s.subject in {base.subject, base.object} and s.predicate is not None
        if made or s.predicate == work or (s.predicate.head == work and s.predicate.dep_ in {"xcomp", "advcl", "acl"})
    ]


def _programs(predicate: Token, resolver: Resolver) -> list[str]:
    """Return the programs that the work is on: named after "on", as what is built, or as what the work is."""
    places = [
        p for c in predicate.children if c.dep_ == "prep" and c.lower_ in _ABOUT for p in c.children if p.dep_ == "pobj"
    ]
    if is_verb(predicate):
        places += patients(predicate)
        if predicate.dep_ in {"acl", "relcl"}:
            places.append(predicate.head)
    elif predicate.dep_ == "appos":
        places.append(predicate.head)
    elif predicate.dep_ == "attr":
        places += [c for c in predicate.head.children if c.dep_ == "nsubj"]
    else:
        places += [c for c in predicate.children if c.dep_ == "appos"]
    found = [r.node for place in places for r in resolver.programs(place) if r.how == "name" and not r.out]
    return list(dict.fromkeys(found))
