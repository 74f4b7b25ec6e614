"""What repeats a membership just stated: "so did Z", "Panama followed", "next came Oman", "Peru was the first"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import surface_subject
from lunargraph.extraction.nouns import ACTOR_NOUNS
from lunargraph.extraction.resolve import Resolver
from lunargraph.extraction.statement import Statement
from lunargraph.extraction.status import Verdict
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.status import StatusReader
    from lunargraph.extraction.tokens import Sentence, Token


_ORDER = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest newest next other another".split()
)
_AFTER = frozenset({"next", "first", "second", "third", "last", "after", "then", "later", "afterwards", "too", "also"})
#: Rules of leaving: what they deny is staying, and neither an echo nor a date of it tells of joining.
LEAVING = ("leave.", "withdraw.", "forfeit.", "lose.", "decline.", "exclude.", "expel.", "end.")
_FOLLOWS, _SAME, _DOES_SO = "follows", "same", "does so"
_COMING = frozenset({"come", "go", "arrive", "be"})


def read_echo(
    parsed: Parsed, sentence: Sentence, discourse: Discourse, status: StatusReader, last: Statement | None
) -> Iterator[Statement]:
    """Yield what "so did X", "X did likewise", "X followed in May", "next came X" repeat of the last membership.

    Where the sentence before stated only that some are in ("three of them have signed"), it is that which is repeated.
    """
    base = last if last is not None and last.relation is Relation.MEMBER_OF else _of_the_unnamed(discourse)
    if base is None or base.rule.startswith(LEAVING):
        # "has not left and has no plan to do so"
        return
    resolver = Resolver(parsed, discourse)
    for token in sentence:
        likewise = _echo(token)
        subjects = surface_subject(token) if likewise is not None else _in_order(token)
        if likewise is _SAME and not subjects:
            subjects = [c for c in token.children if c.i > token.i and c.dep_ in {"nsubj", "dobj", "attr"}]
        called = ACTOR_NOUNS.get(token.head.lemma) if token.dep_ in {"acl", "relcl"} else None
        if not subjects or (base.status is not Status.CURRENT and likewise in {None, _FOLLOWS}):
            continue
        told = base.status if likewise is _SAME else Status.CURRENT
        verdict = Verdict(told) if likewise is _SAME else status.read(token, "sign", told)
        if verdict.status is None:
            continue
        for ref in (r for subject in subjects for r in resolver.actors(subject)):
            if called is not None and ref.kind is not called:
                continue
            if (
                (ref.node == base.subject and verdict.status is base.status)
                or ref.how in {"pronoun", "description", "speaker"}
                or ref.out
            ):
                continue
            if likewise is None and ref.kind is not Kind.COUNTRY and base.role == "signatory":
                continue
            base = replace(base, subject=ref.node)
            yield replace(
                base,
                status=verdict.status,
                cue=verdict.cue,
                rule="echo.likewise.v1" if likewise is not None else "echo.order.v1",
                confidence=round((0.85 if likewise is not None else 0.8) * ref.trust, 3),
                predicate=token if likewise is not None else subjects[0],
                speaker=verdict.speaker,
                ends=(ref,),
                marker=verdict.word,
            )


def _of_the_unnamed(discourse: Discourse) -> Statement | None:
    told = discourse.unnamed_members()
    if told is None:
        return None
    program, role = told
    return Statement(
        subject="",
        relation=Relation.MEMBER_OF,
        object=program,
        status=Status.CURRENT,
        role=role,
        rule="echo.order.v1",
        cue="",
        confidence=0.8,
        predicate=None,
    )


def _in_order(token: Token) -> list[Token]:
    """Return who has a place in a row of events: "X came next", "X was the first", "next came X", "followed by X"."""
    lemma = token.lemma
    if lemma == "follow" and token.tag_ == "VBN":
        return [p for c in token.children if c.lower_ == "by" for p in c.children if p.dep_ == "pobj"]
    if (
        lemma == "turn"
        and any(c.dep_ == "poss" for c in token.children)
        and token.head.lemma_ in {"come", "be", "arrive"}
    ):
        return [c for c in token.children if c.dep_ == "poss"]
    if lemma == "lead" and any(c.dep_ == "dobj" and c.lemma_ == "way" for c in token.children):
        return surface_subject(token)
    if lemma not in _COMING or token.pos_ not in {"VERB", "AUX"}:
        return []
    before = [c for c in token.children if c.i < token.i]
    after = [c for c in token.children if c.i > token.i]
    subjects = [c for c in before if c.dep_ in {"nsubj", "nsubjpass"}]
    placed = [c for c in after if c.lower_ in (_ORDER if lemma == "be" else _AFTER) and not list(_complements(c))]
    if subjects and placed:
        return subjects
    opening = [c for c in before if c.lower_ in _ORDER | {"then"} and not list(_complements(c))]
    if opening and not [c for c in subjects if c not in opening]:
        return [c for c in after if c.dep_ in {"nsubj", "attr", "dobj"}]
    return []


def _complements(token: Token) -> Iterator[Token]:
    """Yield what makes "the first" the first of something said: "the first to land", "the first of its kind"."""
    for child in token.children:
        if child.dep_ in {"xcomp", "relcl", "acl", "amod", "pobj"} or (child.dep_ == "prep" and child.lower_ == "of"):
            yield child


def _is_inverted(verb: Token) -> bool:
    """Say whether an auxiliary's subject follows it, where the parser takes it for an object: "so has Austria"."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.i > verb.i]
    return bool(objects) and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


def _echo(token: Token) -> str | None:
    """Return how a verb echoes a statement ("X followed", "so did X", "X did so"), None for any other word."""
    lemma = token.lemma
    if lemma == "follow":
        by = any(c.lower_ == "by" and c.dep_ in {"agent", "prep"} for c in token.children)
        return None if by or any(c.dep_ == "dobj" for c in token.children if c.lower_ != "suit") else _FOLLOWS
    if lemma in {"do", "be", "have"} and token.pos_ in {"AUX", "VERB"}:
        before = token.nbor(-1).lower_ if token.i else ""
        if before in {"neither", "nor"}:
            # ellipsis.py reads it
            return None
        if (lemma == "do" and _says_likewise(token)) or before in {"so", "as"}:
            inverted = any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > token.i for c in token.children)
            if before in {"so", "as"}:
                return _SAME if inverted or _is_inverted(token) else None
            return _DOES_SO if lemma == "do" else None
    return None


def _says_likewise(verb: Token) -> bool:
    """Say whether "so", "likewise" or "same" stands right beside a verb: "did likewise", "have done the same"."""
    around = verb.doc[max(verb.i - 1, 0) : verb.i + 3]
    return any(t.lower_ in {"so", "likewise", "same"} and t.sent == verb.sent for t in around)
