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
from lunargraph.extraction.scope import (
    PAPERS,
    climb,
    is_agreed,
    is_inverted,
    is_judged,
    is_opinion,
    is_overtaken,
    is_reported,
    link,
    matters,
    no_since,
    shunned,
    unsaid,
)
from lunargraph.extraction.senses import RULES
from lunargraph.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lunargraph.extraction.tokens import Token

#: What a cue can do; ``current`` is for a plan come true, ``drop`` gives no claim at all, ``say`` only attributes.
EFFECTS = frozenset({"current", "planned", "denied", "ended", "drop", "say"})
#: Where a cue stands, seen from the predicate: beside it, above it in the sentence, or joined to it ("applied and was
#: turned down") as what came of it.
PLACES = frozenset({"aux", "neg", "adverb", "determiner", "governor", "controller", "mark", "outcome"})
_KEYS = frozenset({"id", "effect", "place", "lemmas", "phrases", "senses", "example", "counterexample", "note"})
_WOULD = frozenset({"would", "'d", "’d"})
_SIGNING = frozenset({"sign", "initial", "conclude", "join", "agree"})
_WEIGHING = frozenset("consider weigh mull contemplate ponder debate discuss examine study explore review".split())
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})


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
        if any(is_inverted(token) for token in self._chain(predicate, role=role) if is_verb(token)):
            return Verdict(None, "inverted")
        for cue, token in self._cues(predicate, sense, role=role):
            if cue.effect == "planned" and (is_opinion(token) or is_overtaken(token)):
                return Verdict(None, cue.id)
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
                found.append((phrase[0], token))
                used |= phrase[1]
            elif position:
                found += self._governing(token, inner, sense)
            found += self._beside(token, sense)
            if position and inner.dep_ in {"pcomp", "pobj"} and is_verb(token):
                # "is in talks with NASA about supplying ...": the parser hangs the matter on the verb
                for word in matters(token):
                    phrase = self._phrase(word, sense)
                    found += [(phrase[0], word)] if phrase else self._hits("governor", word, sense)
            if token.dep_ in {"pobj", "pcomp"} and (shun := shunned(token)) is not None:
                # "without joining", "instead of joining"
                found += self._hits("governor", shun, sense)
            # "not yet", "neither ... yet": two words beside one verb deny it once
            denied = False
            for cue, word in found:
                again = denied and cue.effect == "denied" and word.head == token and not is_verb(word)
                if word.i not in used and not again:
                    denied |= cue.effect == "denied" and word.head == token and not is_verb(word)
                    yield cue, word
                used.add(word.i)
            inner = token

    def _governing(self, token: Token, inner: Token, sense: str) -> list[tuple[Cue, Token]]:
        """Return what a word does to the one that it governs."""
        found: list[tuple[Cue, Token]] = []
        # "is to sign" plans, "is the second state to sign" does not
        if inner.dep_ == "xcomp" and not any(c.dep_ == "attr" for c in token.children):
            past = token.lemma == "be" and token.tag_ == "VBD"
            if lemma_of(token) != "use" or token.nbor(1).lower_ == "to":
                # "used the congress to sign" is no "used to belong"
                found += self._hits("controller", token, sense, word="was to" if past else "")
        if any(c.dep_ == "neg" for c in token.children):
            # "has not decided to join" is no refusal
            found += self._hits("governor", token, sense, word=f"not {lemma_of(token)}")
        joint = link(inner)
        found += self._hits("governor", token, sense, word=f"{lemma_of(token)} {joint}" if joint else "")
        if joint and not found:
            found += self._hits("governor", token, sense)
        return found

    def _outcomes(self, predicate: Token, sense: str, *, role: bool) -> Iterator[tuple[Cue, Token]]:
        """Yield what became of a plan: "applied for a place and was not chosen", "asked to join but was rebuffed"."""
        for token in self._chain(predicate, role=role):
            for verb in token.conjuncts if is_verb(token) else ():
                if verb.i < token.i or not is_verb(verb):
                    continue
                if not is_passive(verb):
                    # "was invited to join but declined", and no object of its own
                    if not any(c.dep_ in {"nsubj", "dobj", "xcomp", "ccomp"} for c in verb.children):
                        yield from self._hits("outcome", verb, sense, word=f"{verb.lemma} it")
                    continue
                negated = any(c.dep_ == "neg" for c in verb.children)
                word = f"not {verb.lemma}" if negated else verb.lemma
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
            beside = inner is not None and inner.dep_ == "ccomp" and not is_judged(token)
            if beside and lemma_of(token) not in self._by_place["governor"]:
                # "Egypt is a member, Algeria is not": clauses side by side, not one inside the other
                return
            inner = token
            # "failed to reach a deal on a joint mission": the matter goes with the paper
            if inside_noun and token.pos_ == "NOUN" and not self._is_cue(token) and token.lemma not in PAPERS:
                return
            yield token
            inside_noun = token.pos_ in {"NOUN", "PROPN"}

    def _phrase(self, token: Token, sense: str) -> tuple[Cue, frozenset[int]] | None:
        """Return the cue of several words that begins with a word ("put ... on ice"), and where the others stand."""
        for phrase, cue in self._phrases.get(token.lemma, ()):
            if (not cue.senses or sense in cue.senses) and (found := match(phrase, token)):
                return cue, found.words - {token.i}
        return None

    def _is_cue(self, noun: Token) -> bool:
        """Say whether a noun is a cue, or a word of one: the "plug" that is pulled."""
        if noun.lemma in self._by_place["governor"]:
            return True
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        matches = (match(phrase, verb) for phrase, _ in self._phrases.get(verb.lemma, ()))
        return any(found and noun.i in found.words for found in matches)

    def _beside(self, token: Token, sense: str) -> Iterator[tuple[Cue, Token]]:
        for child in token.children:
            if child.dep_ in {"aux", "auxpass"}:
                yield from self._auxiliary(token, child, sense)
            elif child.dep_ == "mark":
                weighed = child.lower_ == "whether" and self._is_weighed(token)
                if not weighed and not (child.lower_ == "for" and self._is_planned(token)):
                    yield from self._hits("mark", child, sense)
            else:
                yield from self._modifier(token, child, sense)
            yield from self._determiners(child, sense)
        yield from self._nor(token, sense)
        if (word := unsaid(token)) is not None:
            yield from self._hits("neg", word, sense, word="not")
        for child in token.children:
            if child.dep_ == "neg":
                yield from self._hits("neg", child, sense)
            else:
                yield from self._elided(token, child, sense)

    def _auxiliary(self, verb: Token, aux: Token, sense: str) -> Iterator[tuple[Cue, Token]]:
        if aux.lower_ in _FUTURE and is_agreed(verb):
            return
        if aux.lower_ in {"can", "ca", "could"} and any(c.dep_ == "neg" for c in verb.children):
            # "cannot join": what is denied is not open any more
            return
        if verb.lemma in {"like", "love"} and aux.lower_ in _WOULD:
            # "would like to join" wants to
            return
        # "said that it would not join": after a report in the past, "would" is "will"
        reported = aux.lower_ in _WOULD and is_reported(verb)
        past = any(c.dep_ == "aux" and c.lower_ in {"have", "'ve"} and c.i > aux.i for c in verb.children)
        word = f"{aux.lower_} have" if past else "will" if reported else ""
        yield from self._hits("aux", aux, sense, word=word)

    def _modifier(self, token: Token, child: Token, sense: str) -> Iterator[tuple[Cue, Token]]:
        if child.dep_ in {"advmod", "npadvmod", "acomp", "prt", "amod", "preconj"} or (
            child.dep_ == "prep" and child.i < token.i
        ):
            yield from self._hits("adverb", child, sense)
        elif child.dep_ == "prep" and child.lower_ in {"until", "till"} and token.tag_ in {"VBD", "VBN"}:
            yield from self._hits("adverb", child, sense, word="past until")
        elif child.dep_ == "prep" and child.lower_ == "in" and any(c.lower_ == "principle" for c in child.children):
            yield from self._hits("adverb", child, sense, word="in principle")
        elif child.dep_ == "ccomp" and child.i > token.i and child.lemma_ == "be":
            # "said reports that it had joined were false": the parser turns the clauses inside out
            for word in (c for c in child.children if c.dep_ == "acomp"):
                yield from self._hits("adverb", word, sense)

    def _is_planned(self, verb: Token) -> bool:
        """Say whether a plan governs "for Kenya to join": "there are no plans for Kenya to join"."""
        noun = verb.head
        cues = self._by_place["governor"].get(lemma_of(noun), ())
        return noun.pos_ == "NOUN" and any(cue.effect == "planned" for cue in cues)

    @staticmethod
    def _is_weighed(verb: Token) -> bool:
        """Say whether "whether" opens what somebody weighs doing: "is considering whether to sign"."""
        return lemma_of(verb.head) in _WEIGHING and any(c.tag_ == "TO" for c in verb.children)

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
                    yield from self._hits("determiner", inner, sense, word=no_since(inner))
        signed = child.dep_ == "dobj" and child.lower_ == "nothing" and child.head.lemma in _SIGNING
        if signed or child.dep_ in {"nsubj", "nsubjpass", "det", "preconj"}:
            yield from self._hits("determiner", child, sense, word=no_since(child))

    def _hits(self, place: str, token: Token, sense: str, word: str = "") -> Iterator[tuple[Cue, Token]]:
        table = self._by_place[place]
        for cue in table.get(word or lemma_of(token), ()) or table.get(word or token.lower_, ()):
            if not cue.senses or sense in cue.senses:
                yield cue, token
                return


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
