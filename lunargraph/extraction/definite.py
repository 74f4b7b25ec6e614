"""Take a definite phrase of the parse apart: is it one, what does it say, and what does it rule out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import is_verb, surface_subject
from lunargraph.extraction.descriptions import Description, is_actor_noun, number_of, same_class
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.tokens import Sentence, Token

_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her", "both", "each", "either", "neither", "all"}
)
#: "The newer company", "a rival agency" bring somebody new in; "the same agency" does not.
_INDEFINITE = frozenset(
    "another new own separate rival similar different a an any some every no parent sister host second third many "
    "several participating signatory fellow foreign".split()
)
_BACKGROUND = frozenset({"after", "before", "because", "since", "although", "though", "when", "while", "whereas"})
_PLAIN = frozenset({"the", "these", "those", "both", "space", "all"})
_MODIFIERS = frozenset({"det", "amod", "nummod", "poss", "compound", "predet", "nmod"})
#: Things that fly or are built: what "it" means after a sentence about one.
_THINGS = frozenset(
    "lander orbiter rover spacecraft probe satellite craft vehicle module airlock camera instrument spectrometer drill "
    "antenna dish station mission flight payload telescope rocket launcher engine arm detector sensor seismometer "
    "magnetometer reflector retroreflector laser radar cubesat experiment agreement memorandum contract deal document "
    "accord pact project programme program facility habitat base".split()
)


def describe(parsed: Parsed, token: Token) -> Description | None:
    """Return what a definite phrase says of an actor, None where it is no such phrase."""
    lemma = token.lemma
    noun = token.lower_ if token.like_num or token.lower_ in {"both", "neither"} else lemma
    if not is_actor_noun(noun) or noun == "one":
        return None
    children = [c for c in token.children if c.dep_ in _MODIFIERS and c.i < token.i]
    words = [w for c in children for w in _words(parsed, c)]
    bare = noun in {"both", "neither"} and not any(c.lower_ == "of" for c in token.children)
    if set(words) & _INDEFINITE or not (bare or set(words) & _DEFINITE):
        return None
    if any(c.dep_ == "appos" for c in token.children):
        return None
    homes = {m.node for c in children for m in parsed.mentions_of(c) if m.kind is Kind.COUNTRY}
    owned = [c for c in children if c.dep_ == "poss" and c.lower_ not in {"its", "their", "his", "her"}]
    if owned and not homes:
        return None
    plural = token.tag_ in {"NNS", "NNPS"}
    number = number_of(words, noun, plural=plural)
    if number == 1 and set(words) & {"other", "each", "all"}:
        return None
    said = any(c.dep_ in {"relcl", "acl"} or c.lower_ == "of" for c in token.children)
    if not number and (said or not set(words) <= _PLAIN):
        # "the countries that have signed", "its member states" are whoever the words say
        return None
    return Description(
        noun=noun,
        number=number,
        phrase=" ".join(words).replace(" - ", "-"),
        homes=frozenset(homes),
        places=tuple(_places(parsed, children)),
        apart=frozenset(_apart(parsed, token)),
    )


def note_subject_of(parsed: Parsed, sentence: Sentence, discourse: Discourse) -> None:
    """Tell the discourse where a sentence is about a thing or a program, or goes on about "it"."""
    for subject in (c for c in sentence.root.children if c.dep_ in {"nsubj", "nsubjpass"}):
        group = parsed.mentions_of(subject)
        named = bool(group) and group[0].kind is Kind.PROGRAM and subject.text != "Accords"
        if named or (not group and subject.tag_ == "NN" and subject.lemma in _THINGS):
            discourse.note_thing(parsed.spans[subject.i][0])
        elif subject.lower_ in {"it", "they"}:
            discourse.note_chain()


def is_aside(token: Token) -> bool:
    """Say whether a name stands in a clause of time, ground or contrast: what a text mentions, not what it is about."""
    while token.head != token:
        if is_verb(token) and token.dep_ == "advcl" and any(c.lower_ in _BACKGROUND for c in token.children):
            return True
        if token.dep_ == "prep" and token.lower_ in {"unlike", "after", "before", "since", "despite"}:
            return True
        token = token.head
    return False


def kinds_of(token: Token) -> Iterator[str]:
    """Yield what kind of thing a text calls a program: "the Luna-26 orbiter", "SLIM, the lander of JAXA"."""
    if token.dep_ in {"compound", "nmod"} and token.head.i > token.i:
        yield token.head.lemma
    if token.dep_ == "appos":
        yield token.head.lemma
    yield from (c.lemma for c in token.children if c.dep_ in {"appos", "compound", "nmod"})
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        yield from (c.lemma for c in token.head.children if c.dep_ == "attr")


def is_broken(parsed: Parsed, token: Token, since: int) -> bool:
    """Say whether somebody without a name came in after an offset who may be called so: "a start-up ... the firm"."""
    lemma = token.lemma
    for other in token.doc[: token.i]:
        if parsed.spans[other.i][0] <= since or other.pos_ != "NOUN" or not same_class(other.lemma, lemma):
            continue
        unnamed = any(c.lower_ in {"a", "an", "another"} for c in other.children)
        beside = any(parsed.mentions_of(t) for t in (*other.children, other.head))
        if unnamed and not beside and other.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            return True
    return False


def _words(parsed: Parsed, child: Token) -> Iterator[str]:
    if parsed.mentions_of(child):
        return
    for inner in child.subtree:
        if not inner.is_punct or inner.text == "-":
            yield inner.lower_


def _places(parsed: Parsed, children: list[Token]) -> Iterator[str]:
    """Yield capitalised modifiers that the lexicon does not know: "Pittsburgh", "Leicester"."""
    for child in children:
        if child.dep_ in {"compound", "nmod", "amod"} and not parsed.mentions_of(child):
            name = child.text
            if name[:1].isupper() and child.pos_ == "PROPN" and child.lower_ not in _KNOWN_CAPITALS:
                yield name


_KNOWN_CAPITALS = frozenset(
    "gulf european african asian arab nordic baltic eu nato brics space national pacific".split()
)


def _apart(parsed: Parsed, token: Token) -> Iterator[str]:
    """Yield the actors that the clause sets against the phrase: its subject, where it is none itself, and conjuncts."""
    if token.dep_ == "conj":
        yield from (m.node for m in parsed.mentions_of(token.head))
    verb = token.head
    climbed = token
    for _ in range(4):
        if is_verb(verb) or verb.head == verb:
            break
        climbed, verb = verb, verb.head
    if is_verb(verb) and climbed.dep_ in {"dobj", "prep", "dative", "agent"} and token.dep_ != "poss":
        for subject in surface_subject(verb):
            yield from (m.node for m in parsed.mentions_of(subject))
