"""What governs a predicate in the parse, and the words around it that bear on whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import SUBJECTS, is_passive, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.extraction.tokens import Token

_MAX_CLIMB = 10
_LIGHT = frozenset("be remain stay enter hold open begin start continue make take reach".split())
_AGAINST = frozenset({"without", "instead"})
_INVERTED = frozenset({"had", "should", "were"})
_ASIDE = frozenset({"by", "after", "upon", "since", "besides", "despite"})
_TRUE = frozenset({"true", "correct", "accurate", "right", "case"})
#: What states and bodies sign.
PAPERS = frozenset(
    {"memorandum", "agreement", "accord", "deal", "contract", "arrangement", "pact", "mou", "letter", "treaty"}
)
_PUNDITS = frozenset("analyst observer expert commentator pundit scholar critic columnist blogger academic".split())
_PLANNING = frozenset("plan intend expect hope mean want wish aim schedule prepare".split())
_REPORTS = frozenset("report claim rumour rumor suggestion allegation story statement speculation assertion".split())
_SAYING = frozenset({"say", "announce", "confirm", "tell", "report", "state", "declare", "insist", "note", "add"})


def matters(verb: Token) -> list[Token]:
    """Return the nouns of "is in talks", "is under consideration" beside a verb that says no more than that."""
    if verb.lemma not in _LIGHT:
        return []
    nouns = [p for c in verb.children if c.dep_ == "prep" and c.lower_ in {"in", "into"} for p in c.children]
    return [*nouns, *(c for c in verb.children if c.dep_ == "dobj")]


def link(inner: Token) -> str:
    """Return the word that changes what a governor means: "keeps from joining", "hopes that another joins"."""
    if inner.dep_ == "pcomp" and inner.head.lower_ == "from":
        return "from"
    subjects = [c for c in inner.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return "that" if inner.dep_ == "ccomp" and any(s.pos_ != "PRON" for s in subjects) else ""


def is_inverted(verb: Token) -> bool:
    """Say whether a clause is a condition: "Had Kenya signed ...", "Were Kenya to join ..."."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    first = verb if verb.lower_ == "were" else next((c for c in verb.children if c.lower_ in _INVERTED), None)
    if subject is None or first is None or first.i > subject.i:
        return False
    before = verb.doc[first.i - 1] if first.i > verb.sent.start else None
    return before is None or before.is_punct or before.dep_ == "cc"


def is_agreed(verb: Token) -> bool:
    """Say whether a future is settled by a paper: "under the memorandum, it will take part"."""
    return any(
        prep.lower_ == "under" and any(p.lemma in PAPERS for p in prep.children)
        for prep in verb.children
        if prep.dep_ == "prep"
    )


def shunned(token: Token) -> Token | None:
    """Return the "without" or "instead" of "without joining", "instead of joining"."""
    prep = token.head
    if prep.lower_ == "of" and prep.i and prep.nbor(-1).lower_ in _AGAINST:
        return prep.nbor(-1)
    return prep if prep.lower_ in _AGAINST else None


def is_judged(verb: Token) -> bool:
    """Say whether a verb calls its clause true: "it is not true that Peru has joined"."""
    return any(c.dep_ in {"acomp", "attr"} and c.lemma in _TRUE for c in verb.children)


def unsaid(noun: Token) -> Token | None:
    """Return the word that denies a noun from the left: "non-signatories", "Canada, not a member state, ..."."""
    if noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ == "non":
        return noun.nbor(-2)
    edge = noun.left_edge
    if noun.dep_ == "appos" and edge.i and edge.nbor(-1).lower_ == "not":
        return edge.nbor(-1)
    return None


def no_since(word: Token) -> str:
    """Return "no since" for the "no" of "have had no cooperation since 2022": there was some before."""
    noun = word.head
    if word.lower_ != "no" or noun.dep_ not in {"dobj", "attr"}:
        return ""
    if any(c.lower_ in {"further", "more"} for c in noun.children):
        # "will take no further part"
        return "no since"
    beside = [*noun.head.children, *noun.children]
    return "no since" if any(c.lower_ == "since" for c in beside) else ""


def is_opinion(verb: Token) -> bool:
    """Say whether those who look on from outside say what a verb says: "analysts expect Peru to sign"."""
    return any(c.dep_ == "nsubj" and c.lemma in _PUNDITS for c in verb.children)


def is_overtaken(verb: Token) -> bool:
    """Say whether a plan is past: "had planned to join" is no plan any more, "said it had planned" may be."""
    had = any(c.dep_ == "aux" and c.lower_ in {"had", "'d"} for c in verb.children)
    return had and verb.lemma in _PLANNING and not is_reported(verb)


def is_reported(verb: Token) -> bool:
    """Say whether a clause is what somebody said, told in the past."""
    head = verb.head
    if verb.dep_ in {"acl", "ccomp"} and head.lemma in _REPORTS:
        return True
    return verb.dep_ == "ccomp" and head.tag_ in {"VBD", "VBN"} and head.lemma in _SAYING


def climb(predicate: Token) -> Iterator[Token]:
    """Yield the predicate and the words that govern it, from the inside out."""
    token = predicate
    yield token
    for _ in range(_MAX_CLIMB):
        step = _upwards(token)
        if step is None:
            return
        token = step
        if token.pos_ not in {"ADP", "SCONJ", "PART"}:
            yield token


def _upwards(token: Token) -> Token | None:
    head = token.head
    if head == token or _is_apart(token, head):
        return None
    if token.dep_ == "pcomp" and head.dep_ == "prep" and head.lower_ in _ASIDE and is_verb(head.head):
        # "by signing the accords, Peru promises ...": what is promised is another thing
        return None
    if token.dep_ == "ccomp" and head.pos_ in {"NOUN", "PROPN"}:
        # "No photograph: Iceland signed" is parsed so; nothing governs the clause after the colon
        return None
    if token.dep_ in {"xcomp", "ccomp", "pcomp", "prep", "pobj", "dobj", "attr", "acomp", "oprd", "agent"}:
        return head
    if token.dep_ in {"nsubjpass", "nsubj"} and not is_verb(token):
        return head
    infinitive = any(c.tag_ == "TO" for c in token.children)
    if token.dep_ == "advcl" and infinitive:
        # "is gearing up to sign", "is next in line to sign"
        return head
    if token.dep_ == "relcl" and any(c.dep_ == "mark" and c.lower_ == "for" for c in token.children):
        # "no plans for Kenya to join"
        return head
    way = token.dep_ == "relcl" and head.lemma == "way" and infinitive
    if (way or (token.dep_ == "acl" and not is_passive(token))) and head.pos_ == "NOUN":
        # "are looking at ways to work together"
        return head
    if token.dep_ == "advmod" and is_verb(head) and any(c.dep_ == "prep" for c in token.children):
        # "stopped short of quitting"
        return head
    if token.dep_ == "conj":
        # a conjoined predicate shares what governs the first one, not what stands beside it
        return _shared_governor(token)
    return None


def _is_apart(token: Token, head: Token) -> bool:
    """Say whether a colon, semicolon or dash stands between a clause with its own subject and its head."""
    first, last = (head, token) if head.i < token.i else (token, head)
    if not all(is_verb(t) and any(c.dep_ in SUBJECTS for c in t.children) for t in (token, last)):
        return False
    return any(t.text in {":", ";", "—"} for t in token.doc[first.i : last.i])


def _shared_governor(token: Token) -> Token | None:
    first = token.head
    for _ in range(_MAX_CLIMB):
        if first.dep_ != "conj":
            break
        first = first.head
    own_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    if own_subject and first.dep_ != "ccomp":
        return None
    return _upwards(first) if first.dep_ in {"xcomp", "ccomp", "pcomp", "dobj", "pobj", "attr"} else None
