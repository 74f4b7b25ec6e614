"""Status of a predicate: negation, intention, refusal, ending, report and question, with their scope.

Cues are data (``rules/cues.toml``). Starting from the predicate the chain of verbs, nouns and
adjectives that govern it is climbed; each cue on the way changes the status from the inside out, so
"denied that it had left" and "has not applied to join" come out right by composition.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.errors import RuleError
from lunargraph.extraction.clauses import is_passive, is_verb
from lunargraph.extraction.idioms import Phrase, lemma_of, match, read_phrase
from lunargraph.extraction.senses import RULES
from lunargraph.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

#: What a cue can do; ``drop`` gives no claim at all, ``say`` only attributes.
EFFECTS = frozenset({"planned", "denied", "ended", "drop", "say"})
#: Where a cue stands, seen from the predicate: beside it, above it in the sentence, or joined to it ("applied and was
#: turned down") as what came of it.
PLACES = frozenset({"aux", "neg", "adverb", "determiner", "governor", "controller", "mark", "outcome"})
_KEYS = frozenset({"id", "effect", "place", "lemmas", "phrases", "senses", "example", "counterexample", "note"})
_MAX_CLIMB = 10
_AGAINST = frozenset({"without", "instead"})
_INVERTED = frozenset({"had", "should", "were"})
_ASIDE = frozenset({"by", "after", "upon", "since", "besides", "despite"})
_TRUE = frozenset({"true", "correct", "accurate", "right", "case"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
_PAPERS = frozenset(
    {"memorandum", "agreement", "accord", "deal", "contract", "arrangement", "pact", "mou", "letter", "treaty"}
)
_SAYING = frozenset({"say", "announce", "confirm", "tell", "report", "state", "declare", "insist", "note", "add"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A status marker: ``lemmas`` at a ``place`` have an ``effect`` on predicates of ``senses`` (empty: on all)."""

    id: str
    effect: str
    place: str
    lemmas: frozenset[str]
    phrases: tuple[str, ...]
    senses: frozenset[str]
    examples: tuple[Mapping[str, Any], ...]
    counterexamples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status read (None: no claim), the cue that decided last with its word, and who is said to have said so."""

    status: Status | None
    cue: str = ""
    speaker: Token | None = None
    word: Token | None = None


@functools.cache
def load_cues() -> tuple[Cue, ...]:
    """Read ``cues.toml``; a cue without example and counterexample does not load.

    Raises:
        RuleError: naming the cue and what is wrong with it.
    """
    data = tomllib.loads((RULES / "cues.toml").read_text(encoding="utf-8"))
    cues: list[Cue] = []
    for raw in data.get("cue", []):
        cues.append(read_cue(raw))
        if len({cue.id for cue in cues}) < len(cues):
            raise RuleError(f"cues.toml: the id {raw['id']} is given twice; ids are unique.")
    return tuple(cues)


def read_cue(raw: Mapping[str, Any]) -> Cue:
    """Check and convert one ``[[cue]]`` table.

    Raises:
        RuleError: on unknown keys, unknown effect or place, or a missing example or counterexample.
    """
    name = raw.get("id", "?")
    if unknown := sorted(set(raw) - _KEYS):
        raise RuleError(f"cue {name}: unknown key {unknown[0]!r}; legal keys are {', '.join(sorted(_KEYS))}.")
    if raw.get("effect") not in EFFECTS:
        raise RuleError(f"cue {name}: effect must be one of {', '.join(sorted(EFFECTS))}.")
    if raw.get("place") not in PLACES:
        raise RuleError(f"cue {name}: place must be one of {', '.join(sorted(PLACES))}.")
    if not raw.get("example") or not raw.get("counterexample"):
        raise RuleError(f"cue {name}: at least one example and one counterexample are needed.")
    return Cue(
        id=name,
        effect=raw["effect"],
        place=raw["place"],
        lemmas=frozenset(raw.get("lemmas", ())),
        phrases=tuple(raw.get("phrases", ())),
        senses=frozenset(raw.get("senses", ())),
        examples=tuple(raw["example"]),
        counterexamples=tuple(raw["counterexample"]),
    )


class StatusReader:
    """Read the status of predicates with a set of cues."""

    def __init__(self, cues: tuple[Cue, ...] | None = None) -> None:
        self._by_place: dict[str, dict[str, list[Cue]]] = {place: {} for place in PLACES}
        self._phrases: dict[str, list[tuple[Phrase, Cue]]] = {}
        for cue in load_cues() if cues is None else cues:
            for lemma in cue.lemmas:
                self._by_place[cue.place].setdefault(lemma, []).append(cue)
            for text in cue.phrases:
                first, phrase = read_phrase(text)
                for lemma in first:
                    self._phrases.setdefault(lemma, []).append((phrase, cue))
        for entries in self._phrases.values():
            entries.sort(key=lambda entry: -entry[0].length)

    def read(self, predicate: Token, sense: str, base: Status = Status.CURRENT, *, role: bool = False) -> Verdict:
        """Return the status that the sentence gives a predicate used in a sense.

        ``base`` is the status that the rule itself states ("left" is ended before any cue). A ``role``
        ("the initiators, Russia and China, intend ...") holds whatever its sentence goes on to say,
        unless it is itself what is said ("is not a member").
        """
        status: Status | None = base
        decided = ""
        speaker: Token | None = None
        word: Token | None = None
        if predicate.sent[-1].text == "?" or predicate.sent.text.rstrip("\"”') ").endswith("?"):
            return Verdict(None, "question")
        if any(_is_inverted(token) for token in self._chain(predicate, role=role) if is_verb(token)):
            return Verdict(None, "inverted")
        for cue, token in self._cues(predicate, sense, role=role):
            if cue.effect == "say":
                speaker = speaker or token
                continue
            status = compose(status, cue.effect)
            decided, word = cue.id, token
            if status is None:
                break
        if status is Status.PLANNED:
            for cue, token in self._outcomes(predicate, sense, role=role):
                status, decided, word = compose(status, cue.effect), cue.id, token
        return Verdict(status, decided, speaker, word)

    def _cues(self, predicate: Token, sense: str, *, role: bool) -> Iterator[tuple[Cue, Token]]:
        """Yield cues from the predicate outwards, each word once: a noun's "no" is not its verb's as well."""
        inner = predicate
        used: set[int] = set()
        for position, token in enumerate(self._chain(predicate, role=role)):
            found: list[tuple[Cue, Token]] = []
            if position and (phrase := self._phrase(token, sense)):
                found.append((phrase, token))
            elif position:
                # "is to sign" plans, "is the second state to sign" does not
                if inner.dep_ == "xcomp" and not any(c.dep_ == "attr" for c in token.children):
                    past = token.lemma_.lower() == "be" and token.tag_ == "VBD"
                    if lemma_of(token) != "use" or token.nbor(1).lower_ == "to":
                        # "used the congress to sign" is no "used to belong"
                        found += self._hits("controller", token, sense, word="was to" if past else "")
                link = _link(inner)
                found += self._hits("governor", token, sense, word=f"{lemma_of(token)} {link}" if link else "")
                if link and not found:
                    found += self._hits("governor", token, sense)
            found += self._beside(token, sense)
            if position and inner.dep_ in {"pcomp", "pobj"} and is_verb(token):
                # "is in talks with NASA about supplying ...": the parser hangs the matter on the verb
                for word in _matters(token):
                    phrase = self._phrase(word, sense)
                    found += [(phrase, word)] if phrase else self._hits("governor", word, sense)
            if token.dep_ in {"pobj", "pcomp"} and (word := _shunned(token)) is not None:
                # "without joining", "instead of joining"
                found += self._hits("governor", word, sense)
            # "not yet", "neither ... yet": two words beside one verb deny it once
            denied = False
            for cue, word in found:
                again = denied and cue.effect == "denied" and word.head == token and not is_verb(word)
                if word.i not in used and not again:
                    denied |= cue.effect == "denied" and word.head == token and not is_verb(word)
                    yield cue, word
                used.add(word.i)
            inner = token

    def _outcomes(self, predicate: Token, sense: str, *, role: bool) -> Iterator[tuple[Cue, Token]]:
        """Yield what became of a plan: "applied for a place and was not chosen", "asked to join but was rebuffed"."""
        for token in self._chain(predicate, role=role):
            for verb in token.conjuncts if is_verb(token) else ():
                if verb.i < token.i or not is_verb(verb) or not is_passive(verb):
                    continue
                negated = any(c.dep_ == "neg" for c in verb.children)
                word = f"not {verb.lemma_.lower()}" if negated else verb.lemma_.lower()
                yield from self._hits("outcome", verb, sense, word=word)

    def _chain(self, predicate: Token, *, role: bool) -> Iterator[Token]:
        """Yield the predicate and what governs it, as far as its status can depend on it."""
        if role and not (
            predicate.dep_ in {"attr", "oprd", "acomp"}
            or (predicate.dep_ == "pobj" and predicate.head.lower_ in {"as", "of", "among"})
            or (predicate.dep_ == "nsubj" and predicate.head.lemma_ in {"be", "include"})
        ):
            yield predicate
            return
        inside_noun = False
        inner: Token | None = None
        for token in climb(predicate):
            # "rejected the suggestion that this answered Oman's accession": what a noun merely mentions
            # is not touched by what happens to the noun, unless the noun is itself a cue
            beside = inner is not None and inner.dep_ == "ccomp" and not _is_judged(token)
            if beside and lemma_of(token) not in self._by_place["governor"]:
                # "Egypt is a member, Algeria is not": clauses side by side, not one inside the other
                return
            inner = token
            if inside_noun and token.pos_ == "NOUN" and not self._is_cue(token):
                return
            yield token
            inside_noun = token.pos_ in {"NOUN", "PROPN"}

    def _phrase(self, token: Token, sense: str) -> Cue | None:
        """Return the cue of several words that begins with a word ("put ... on ice")."""
        for phrase, cue in self._phrases.get(token.lemma_.lower(), ()):
            if (not cue.senses or sense in cue.senses) and match(phrase, token):
                return cue
        return None

    def _is_cue(self, noun: Token) -> bool:
        """Say whether a noun is a cue, or a word of one: the "plug" that is pulled."""
        if noun.lemma_.lower() in self._by_place["governor"]:
            return True
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        matches = (match(phrase, verb) for phrase, _ in self._phrases.get(verb.lemma_.lower(), ()))
        return any(found and noun.i in found.words for found in matches)

    def _beside(self, token: Token, sense: str) -> Iterator[tuple[Cue, Token]]:
        for child in token.children:
            if child.dep_ in {"aux", "auxpass"}:
                # "said that it would not join": after a report in the past, "would" is "will"
                if child.lower_ in _FUTURE and _is_agreed(token):
                    continue
                reported = child.lower_ in {"would", "'d", "’d"} and _is_reported(token)
                past = any(c.dep_ == "aux" and c.lower_ in {"have", "'ve"} and c.i > child.i for c in token.children)
                yield from self._hits("aux", child, sense, word=f"{child.lower_} have" if past else "will" if reported else "")
            elif child.dep_ in {"advmod", "npadvmod", "acomp", "prt", "amod", "preconj"} or (
                child.dep_ == "prep" and child.i < token.i
            ):
                yield from self._hits("adverb", child, sense)
            elif child.dep_ == "prep" and child.lower_ in {"until", "till"} and token.tag_ in {"VBD", "VBN"}:
                yield from self._hits("adverb", child, sense, word="past until")
            elif child.dep_ == "prep" and child.lower_ == "in" and any(c.lower_ == "principle" for c in child.children):
                yield from self._hits("adverb", child, sense, word="in principle")
            elif child.dep_ == "mark" and not (child.lower_ == "whether" and self._is_weighed(token)):
                yield from self._hits("mark", child, sense)
            yield from self._determiners(child, sense)
        yield from self._nor(token, sense)
        if (word := _unsaid(token)) is not None:
            yield from self._hits("neg", word, sense, word="not")
        for child in token.children:
            if child.dep_ == "neg":
                yield from self._hits("neg", child, sense)
            else:
                yield from self._elided(token, child, sense)

    def _is_weighed(self, verb: Token) -> bool:
        """Say whether "whether" opens what somebody weighs doing: "is considering whether to sign"."""
        plans = any(cue.effect == "planned" for cue in self._by_place["governor"].get(lemma_of(verb.head), ()))
        return plans and any(c.tag_ == "TO" for c in verb.children)

    def _nor(self, token: Token, sense: str) -> Iterator[tuple[Cue, Token]]:
        """Yield the "nor" of "..., nor has Tehran signed": the conjunction hangs on the clause before."""
        if token.dep_ == "conj" and any(c.lower_ == "nor" and c.i < token.i for c in token.head.children):
            nor = next(c for c in token.head.children if c.lower_ == "nor")
            if not any(c.dep_ in {"nsubj", "nsubjpass"} and c.i < nor.i for c in token.children):
                yield from self._hits("adverb", nor, sense)

    def _elided(self, noun: Token, clause: Token, sense: str) -> Iterator[tuple[Cue, Token]]:
        """Yield the "not" of "the last neighbours that have not"."""
        if clause.dep_ == "relcl" and clause.lemma_ in {"have", "do", "be"} and not is_verb(noun):
            for word in (c for c in clause.children if c.dep_ == "neg"):
                yield from self._hits("neg", word, sense)

    def _determiners(self, child: Token, sense: str) -> Iterator[tuple[Cue, Token]]:
        """Yield cues such as "no", "neither" and "none" on or as an argument."""
        low, high = sorted((child.i, child.head.i))
        if any(t.text in {":", ";"} for t in child.doc[low:high]):
            return
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "pobj"}:
            for inner in child.children:
                if inner.dep_ in {"det", "neg", "preconj", "cc"} and inner.i <= child.i:
                    yield from self._hits("determiner", inner, sense, word=_no_since(inner))
        if child.dep_ in {"nsubj", "nsubjpass", "det", "preconj"}:
            yield from self._hits("determiner", child, sense, word=_no_since(child))

    def _hits(self, place: str, token: Token, sense: str, word: str = "") -> Iterator[tuple[Cue, Token]]:
        table = self._by_place[place]
        for cue in table.get(word or lemma_of(token), ()) or table.get(word or token.lower_, ()):
            if not cue.senses or sense in cue.senses:
                yield cue, token
                return


def _matters(verb: Token) -> list[Token]:
    """Return the nouns of "is in talks", "is under consideration" beside a verb that says no more than that."""
    if verb.lemma_.lower() not in {
        "be",
        "remain",
        "stay",
        "enter",
        "hold",
        "open",
        "begin",
        "start",
        "continue",
        "make",
        "take",
        "reach",
    }:
        return []
    nouns = [p for c in verb.children if c.dep_ == "prep" and c.lower_ in {"in", "into"} for p in c.children]
    return [*nouns, *(c for c in verb.children if c.dep_ == "dobj")]


def _link(inner: Token) -> str:
    """Return the word that changes what a governor means: "keeps from joining", "hopes that another joins"."""
    if inner.dep_ == "pcomp" and inner.head.lower_ == "from":
        return "from"
    subjects = [c for c in inner.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return "that" if inner.dep_ == "ccomp" and any(s.pos_ != "PRON" for s in subjects) else ""


def _is_inverted(verb: Token) -> bool:
    """Say whether a clause is a condition: "Had Kenya signed ...", "Were Kenya to join ..."."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    first = verb if verb.lower_ == "were" else next((c for c in verb.children if c.lower_ in _INVERTED), None)
    if subject is None or first is None or first.i > subject.i:
        return False
    before = verb.doc[first.i - 1] if first.i > verb.sent.start else None
    return before is None or before.is_punct or before.dep_ == "cc"


def _is_agreed(verb: Token) -> bool:
    """Say whether a future is settled by a paper: "under the memorandum, it will take part"."""
    return any(
        prep.lower_ == "under" and any(p.lemma_.lower() in _PAPERS for p in prep.children)
        for prep in verb.children
        if prep.dep_ == "prep"
    )


def _shunned(token: Token) -> Token | None:
    """Return the "without" or "instead" of "without joining", "instead of joining"."""
    prep = token.head
    if prep.lower_ == "of" and prep.i and prep.nbor(-1).lower_ in _AGAINST:
        return prep.nbor(-1)
    return prep if prep.lower_ in _AGAINST else None


def _is_judged(verb: Token) -> bool:
    """Say whether a verb calls its clause true: "it is not true that Peru has joined"."""
    return any(c.dep_ in {"acomp", "attr"} and c.lemma_.lower() in _TRUE for c in verb.children)


def _unsaid(noun: Token) -> Token | None:
    """Return the word that denies a noun from the left: "non-signatories", "Canada, not a member state, ..."."""
    if noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ == "non":
        return noun.nbor(-2)
    edge = noun.left_edge
    if noun.dep_ == "appos" and edge.i and edge.nbor(-1).lower_ == "not":
        return edge.nbor(-1)
    return None


def _no_since(word: Token) -> str:
    """Return "no since" for the "no" of "have had no cooperation since 2022": there was some before."""
    noun = word.head
    if word.lower_ != "no" or noun.dep_ not in {"dobj", "attr"}:
        return ""
    if any(c.lower_ in {"further", "more"} for c in noun.children):
        # "will take no further part"
        return "no since"
    beside = [*noun.head.children, *noun.children]
    return "no since" if any(c.lower_ == "since" for c in beside) else ""


def _is_reported(verb: Token) -> bool:
    head = verb.head
    return verb.dep_ == "ccomp" and head.tag_ in {"VBD", "VBN"} and head.lemma_.lower() in _SAYING


def compose(status: Status | None, effect: str) -> Status | None:
    """Apply the effect of an outer cue to an inner status.

    >>> compose(Status.ENDED, "denied")  # "has not withdrawn"
    <Status.CURRENT: 'current'>
    >>> compose(Status.PLANNED, "denied")  # "has not applied"
    <Status.DENIED: 'denied'>
    >>> compose(Status.ENDED, "planned") is None  # "may withdraw": still in, but nothing happened
    True
    """
    if status is None or effect == "drop":
        return None
    table: dict[tuple[Status, str], Status | None] = {
        (Status.ENDED, "denied"): Status.CURRENT,
        (Status.DENIED, "denied"): None,
        (Status.ENDED, "planned"): None,
        (Status.DENIED, "planned"): Status.DENIED,
        (Status.PLANNED, "ended"): Status.ENDED,
        (Status.DENIED, "ended"): None,
        (Status.ENDED, "ended"): None,
    }
    return table.get((status, effect), Status(effect))


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
    if token.dep_ == "advcl" and any(c.tag_ == "TO" for c in token.children):
        # "is gearing up to sign", "is next in line to sign"
        return head
    if token.dep_ == "acl" and not is_passive(token) and head.pos_ == "NOUN":
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
    if not is_verb(token) or token.i < head.i or not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
        return False
    return any(t.text in {":", ";", "—"} for t in token.doc[head.i : token.i])


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
