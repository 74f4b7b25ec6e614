"""A bare auxiliary answers the clause before it: "Kenya has not signed; Rwanda has", "Egypt is, Libya is not"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import is_verb
from lunargraph.extraction.date_words import MONTHS
from lunargraph.extraction.resolve import Resolver
from lunargraph.model import Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.statement import Statement
    from lunargraph.extraction.tokens import Sentence, Token

#: Which predicates an auxiliary can stand for: "has" for a verb in the perfect, "is" for a noun or a state.
_STANDS_FOR = {
    "have": {"VERB"},
    "do": {"VERB", "AUX"},
    "will": {"VERB", "AUX"},
    "would": {"VERB"},
    "be": {"NOUN", "AUX"},
}
_BARE = frozenset(
    {"npadvmod", "nsubj", "nsubjpass", "neg", "advmod", "punct", "cc", "conj", "mark", "preconj", "intj", "ccomp"}
)
_INVERTED = frozenset({"neither", "nor"})
_LIKE = frozenset({"too", "also", "either"})
#: "a day before Austria did", "earlier than Peru did": as sure as what it is compared with.
_COMPARED = frozenset({"before", "after", "than", "as"})
_UNSURE = frozenset({"perhaps", "maybe", "possibly", "probably"})


def read_elided(
    parsed: Parsed, sentence: Sentence, discourse: Discourse, here: Sequence[Statement], before: Sequence[Statement]
) -> Iterator[Statement]:
    """Yield what bare auxiliaries repeat or turn round of the last membership, of this sentence or the one before."""
    if sentence.text.rstrip("\"'”’) ").endswith("?"):
        return
    resolver = Resolver(parsed, discourse)
    for token in sentence:
        subjects = _subjects(token) if token.lemma in _STANDS_FOR else []
        if not subjects:
            continue
        bases = _bases([s for s in here if s.predicate is not None and s.predicate.i < token.i]) or _bases(before)
        words = {c.lower_ for c in token.children}
        if not bases or words & _UNSURE or not _can_stand(token, bases[0]):
            continue
        for base in bases:
            status = _answer(token, base.status, words)
            if status is None:
                continue
            for ref in (r for subject in subjects for r in resolver.actors(subject)):
                if ref.node != base.subject and not ref.out:
                    yield replace(
                        base,
                        subject=ref.node,
                        status=status,
                        rule="ellipsis.auxiliary.v1",
                        cue="",
                        confidence=round(0.85 * ref.trust * (1 if base in here else 0.95), 3),
                        predicate=token,
                        speaker=None,
                        ends=(ref,),
                        marker=None,
                    )


def _bases(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements that the last predicate made of its last subject, one for each program."""
    members = [s for s in statements if s.relation is Relation.MEMBER_OF]
    last = members[-1] if members else None
    return [] if last is None else [s for s in members if (s.predicate, s.subject) == (last.predicate, last.subject)]


def _subjects(token: Token) -> list[Token]:
    """Return the subject of an auxiliary that stands alone; nobody for any other word."""
    if token.lemma not in _STANDS_FOR or not is_verb(token):
        return []
    if token.dep_ in {"aux", "auxpass"}:
        # "Kenya had not either": the parser takes the adverb for the verb
        clause = [c for c in token.head.children if c.dep_ not in _BARE | {"aux", "auxpass"}]
        bare = token.head.lower_ in _LIKE and not clause
        return [c for c in token.head.children if c.dep_ == "nsubj" and c.i < token.i] if bare else []
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    if before in _INVERTED:
        after = [c for c in token.children if c.i > token.i and c.dep_ in {"nsubj", "dobj", "attr"}]
        return after if not any(c.dep_ in {"prep", "xcomp", "acomp"} for c in token.children) else []
    if any(c.dep_ not in _BARE and not _is_date(c) for c in token.children):
        return []
    after = [t for t in token.doc[token.i + 1 : token.i + 3] if t.sent == token.sent and t.dep_ != "neg"]
    ends = not after or after[0].is_punct or after[0].lower_ in _LIKE | {"and", "but", "while"} or _is_date(after[0])
    return [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i] if ends else []


def _is_date(word: Token) -> bool:
    """Say whether a phrase only tells when: "Angola had, in 2023"."""
    if word.dep_ != "prep" or word.lower_ not in {"in", "on", "since"}:
        return False
    return any(c.dep_ == "pobj" and (c.ent_type_ == "DATE" or c.like_num or c.lower_ in MONTHS) for c in word.children)


def _can_stand(token: Token, base: Statement) -> bool:
    predicate = base.predicate
    return predicate is not None and predicate.pos_ in _STANDS_FOR[token.lemma]


def _answer(token: Token, said: Status, words: set[str]) -> Status | None:
    """Return the status that a bare auxiliary gives, None where it says nothing new."""
    beside = token.head.children if token.dep_ in {"aux", "auxpass"} else token.children
    denied = any(c.dep_ == "neg" for c in beside) or bool(words & _INVERTED)
    denied = denied or (token.i > token.sent.start and token.nbor(-1).lower_ in _INVERTED)
    if denied:
        return Status.DENIED
    if token.lemma in {"will", "would"}:
        return Status.PLANNED if said in {Status.DENIED, Status.PLANNED} else None
    compared = token.dep_ == "advcl" and bool(words & _COMPARED)
    if said is Status.DENIED or (said is Status.CURRENT and (words & _LIKE or compared)):
        return Status.CURRENT
    return None
