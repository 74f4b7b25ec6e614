"""In whose company a membership is stated: "alongside Chile", "like Thailand", "apart from Russia, only X"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import is_verb
from lunargraph.extraction.resolve import Resolver
from lunargraph.extraction.status import compose
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.statement import Statement
    from lunargraph.extraction.tokens import Sentence, Token

_SAME = frozenset({"alongside", "like", "besides"})
#: "along with X", "together with X", "in addition to X": the word before says what the preposition means.
_SAME_AFTER = {"with": frozenset({"along", "together"}), "to": frozenset({"addition"}), "from": frozenset({"apart"})}
_TIMES = frozenset({"day", "time", "week", "month", "year", "afternoon", "morning", "evening", "occasion", "ceremony"})
_ONLY = frozenset({"only", "alone", "sole", "other"})
_ALL = frozenset({"all", "every", "each", "everyone", "everybody"})
_TRUST = 0.9
_FAR = 6


def read_company(
    parsed: Parsed, sentence: Sentence, statements: Sequence[Statement], discourse: Discourse, senses: Senses
) -> Iterator[Statement]:
    """Yield the memberships of those whom a sentence names beside its subject, or against it."""
    members = [s for s in statements if s.relation is Relation.MEMBER_OF and s.predicate is not None]
    told = {(s.subject, s.object) for s in members}
    resolver = Resolver(parsed, discourse)
    words = sentence.lowers
    for base in members:
        for named, effect, dated in _beside(base, sentence, words, senses):
            status = base.status if effect == "same" else _opposite(base.status)
            if status is None:
                continue
            for ref in resolver.actors(named):
                fits = ref.how == "name" and ref.kind is not Kind.PROGRAM and not ref.out
                same_kind = ref.node.partition(":")[0] == base.subject.partition(":")[0]
                if not fits or not same_kind or (ref.node, base.object) in told:
                    continue
                told.add((ref.node, base.object))
                yield replace(
                    base,
                    subject=ref.node,
                    status=status,
                    rule="echo.company.v1",
                    confidence=round(_TRUST * base.confidence, 3),
                    # whom one joins or resembles was in before, at a time not said
                    predicate=base.predicate if dated else None,
                )


def _beside(
    base: Statement, sentence: Sentence, words: frozenset[str], senses: Senses
) -> Iterator[tuple[Token, str, bool]]:
    """Yield the nouns named beside a statement's predicate, "same" or "opposite", and whether its date is theirs."""
    predicate = base.predicate
    if predicate is None:
        return
    for token in sentence:
        if token.dep_ != "prep" and token.lower_ not in _SAME | {"unlike"}:
            if "join" in senses.of(token) and token.tag_ == "VBG" and token.dep_ == "advcl" and token.head == predicate:
                # "signed on Tuesday, joining its neighbours Chile and Brazil"
                yield from ((c, "same", False) for c in token.children if c.dep_ == "dobj")
            continue
        effect = _effect(token, words)
        if effect and _belongs(token, predicate):
            for noun in (c for c in token.children if c.dep_ == "pobj"):
                dated = effect == "same" and token.lower_ not in {"like", "from", "besides"}
                yield noun, effect, dated
                # "alongside those of Chile and Brazil"
                of = [p for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
                if noun.lower_ in {"those", "that"}:
                    yield from ((p, effect, dated) for p in of)


def _effect(prep: Token, words: frozenset[str]) -> str:
    before = prep.head.lower_ if prep.head.i == prep.i - 1 else (prep.nbor(-1).lower_ if prep.i else "")
    word = prep.lower_
    if word == "unlike":
        return "opposite"
    if word == "from" and before == "apart":
        if words & _ALL:
            return "opposite"
        return "same" if words & _ONLY else ""
    if word in _SAME or before in _SAME_AFTER.get(word, ()):
        return "same"
    if word == "as":
        same = prep.head.lemma in _TIMES or before in _TIMES
        return "same" if same and "same" in {t.lower_ for t in prep.doc[max(prep.i - 3, 0) : prep.i]} else ""
    return ""


def _belongs(prep: Token, predicate: Token) -> bool:
    """Say whether a preposition hangs on the predicate, its subject or the light verb above, with no verb between."""
    tops = {predicate, predicate.head} if predicate.dep_ in {"attr", "dobj", "nsubj"} else {predicate}
    token = prep.head
    for _ in range(_FAR):
        if token in tops:
            return True
        if is_verb(token) or token.head == token:
            return False
        token = token.head
    return False


def _opposite(status: Status) -> Status | None:
    if status is Status.DENIED:
        return Status.CURRENT
    return compose(status, "denied") if status is Status.CURRENT else None
