"""Whose instrument it is that a later sentence speaks of.

"The sensor was built by X. ... It will fly on Chang'e-7."

Hardware is remembered with those who made it, under the noun and the names it goes by. Where a clause says only
"it", "the instrument", "the second one" or the name, the owners are those of the thing last spoken of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import NAMES, agents, coordinated, is_passive, is_verb
from lunargraph.extraction.discourse import Thing
from lunargraph.extraction.hardware import makers
from lunargraph.extraction.resolve import Ref
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lunargraph.extraction.resolve import Resolver
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.tokens import Sentence, Token

_MAKING = frozenset({"contribute", "make", "build"})
#: Any piece of hardware may be called so once it has been named by its kind.
_ANY = frozenset(
    "payload instrument device hardware equipment unit experiment machine box craft vehicle passenger".split()
)
#: What one piece of hardware is to another of the same makers.
_KIN = frozenset("predecessor successor twin sibling sister copy replica forerunner sequel".split())
_ORDINALS = frozenset({"first", "second", "third", "fourth", "other", "one", "another", "latter", "last"})
_NAMING = frozenset("call name dub know christen baptise baptize nickname".split())
_IS_OF = frozenset({"contribution", "work", "property", "product", "design", "creation", "project", "effort"})
#: What hardware itself is said to do.
_MOVING = frozenset({"fly", "go", "mount"})
_WITH = frozenset({"with", "alongside"})
_TRUST = 0.8


def note_belongings(resolver: Resolver, sentence: Sentence, senses: Senses) -> None:
    """Remember the hardware of a sentence with its makers; what is spoken of again keeps those it had."""
    discourse = resolver.discourse
    named = {name for thing in discourse.things for name in thing.names}
    for token in sentence:
        again = token.text in named and token.pos_ == "PROPN"
        if not (again or _is_hardware(token, senses)) or _is_modifier(token):
            continue
        names = frozenset(_names(resolver, token))
        owners = _owners(resolver, token, senses)
        known = None if owners else find_thing(resolver, token, names, senses)
        if known is not None:
            owners, names = known.owners, names | known.names
        if owners or _is_new(token):
            where = resolver.offset(token)
            discourse.things.append(
                Thing(discourse.sentence, where, token.lemma, names, owners, plural=token.tag_ == "NNS")
            )


def spoken_of(resolver: Resolver, phrases: Iterable[Token], senses: Senses) -> list[Ref]:
    """Return the owners of the hardware that phrases speak of without saying whose it is."""
    found: dict[str, Ref] = {}
    for phrase in phrases:
        for head, out in ((h, out) for t in _said_of(phrase) for h, out in coordinated(t)):
            if head.lower_ in {"it", "they"} and not _may_be_hardware(head, senses):
                continue
            thing = None if out else find_thing(resolver, head, frozenset(), senses)
            for node in thing.owners if thing else ():
                found.setdefault(node, Ref(node, Kind(node.partition(":")[0]), "belonging", _TRUST, token=head))
    return list(found.values())


def _said_of(phrase: Token) -> list[Token]:
    """Return what "one of ten payloads carried on Luna-25" is said of, for a group; else the phrase itself."""
    if phrase.dep_ == "attr" and phrase.tag_ == "NNS" and any(c.lower_ == "one" for c in phrase.children):
        return [c for c in phrase.head.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if phrase.dep_ == "pobj" and phrase.head.lower_ in {"of", "among"} and phrase.tag_ == "NNS":
        attr = phrase.head.head if phrase.head.lower_ == "of" else phrase.head
        if attr.dep_ in {"attr", "prep"} and attr.head.lemma_ == "be" and (attr.lower_ == "one" or attr.dep_ == "prep"):
            return [c for c in attr.head.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return [phrase]


def _may_be_hardware(pronoun: Token, senses: Senses) -> bool:
    """Say whether a pronoun can be hardware where it stands: what declines, offers or hopes is no sensor."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj":
        return True
    return verb.lemma_ == "be" or bool(senses.of(verb) & _MOVING)


def find_thing(resolver: Resolver, token: Token, names: frozenset[str], senses: Senses) -> Thing | None:
    """Return the thing that a phrase speaks of again; None where it brings a new one in, or nothing fits."""
    discourse, offset = resolver.discourse, resolver.offset(token)
    earlier = discourse.things_before(offset)
    if not earlier or resolver.parsed.mentions_of(token):
        return None
    called = names | {token.text}
    if named := [t for t in earlier if t.names & called]:
        return named[0]
    lower, lemma = token.lower_, token.lemma
    last = earlier[0]
    near = discourse.sentence - last.sentence
    words = {c.lower_ for c in token.children if c.i < token.i}
    if lower in {"it", "they"}:
        fits = near <= 1 and (lower == "they") == last.plural and not _has_rival(resolver, token, last)
        return last if fits else None
    if lemma in _KIN or (lower in _ORDINALS and not any(c.dep_ == "prep" for c in token.children)):
        return last if near <= 2 and (lemma not in _KIN or words & {"the", "its", "a"}) else None
    if not words & {"the", "this", "that", "these", "those"} or words & _ORDINALS:
        return None
    if _says_whose(token):
        return None
    same = [t for t in earlier if t.lemma == lemma and (token.tag_ != "NN" or not t.plural)]
    if same:
        # two of a kind, of different makers: "the detector" may be either
        return same[0] if len({t.owners for t in same}) == 1 or discourse.sentence - same[0].sentence <= 1 else None
    if lemma in _ANY and _is_hardware(token, senses):
        return last if near <= 2 and token.tag_ == "NN" and not last.plural else None
    return None


def _has_rival(resolver: Resolver, pronoun: Token, thing: Thing) -> bool:
    """Say whether "it" may well be another than the hardware: a subject or piece of news named after it."""
    for word in pronoun.doc[: pronoun.i]:
        if resolver.offset(word) <= thing.offset:
            continue
        if word.dep_ in {"nsubj", "nsubjpass"} and word.tag_ in {"NN", "NNP"} and word.head.dep_ in {"ROOT", "conj"}:
            return True
    return False


def _is_hardware(token: Token, senses: Senses) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and "payload" in senses.of(token)


def _is_modifier(token: Token) -> bool:
    return token.dep_ in {"compound", "nmod", "poss"}


def _is_new(token: Token) -> bool:
    """Say whether a phrase brings hardware in without saying whose it is: what "it" is next has no known maker."""
    return token.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "pobj"}


def _says_whose(token: Token) -> bool:
    return any(c.dep_ == "poss" or (c.dep_ == "prep" and c.lower_ in {"of", "from", "by"}) for c in token.children)


def _owners(resolver: Resolver, noun: Token, senses: Senses) -> tuple[str, ...]:
    phrases = [*makers(noun, senses), *_makers_by_verb(noun, senses)]
    refs = [r for p in phrases for r in resolver.actors(p) if not r.out and r.how != "speaker"]
    return tuple(dict.fromkeys(r.node for r in refs))


def _makers_by_verb(noun: Token, senses: Senses) -> Iterator[Token]:
    """Yield the makers that the clause of a piece of hardware names: "was built by X together with Y"."""
    head = noun
    if noun.dep_ == "appos":
        head = noun.head
    verbs = [c for c in noun.children if c.dep_ in {"acl", "relcl"}]
    if is_verb(head.head) and head.dep_ in {"nsubjpass", "dobj"}:
        verbs.append(head.head)
    for verb in verbs:
        if not senses.of(verb) & _MAKING and verb.lemma not in {"develop", "design", "supply", "provide"}:
            continue
        doers = [a for a in agents(verb) if a not in {noun, head}] if verb.dep_ != "acl" or is_passive(verb) else []
        buyers = [p for c in verb.children if c.lower_ == "for" for p in c.children if p.text in NAMES]
        # "built for ASI by Qascom": who orders an instrument flies it
        yield from buyers or doers
        if doers and not buyers:
            preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in _WITH]
            preps += [c for d in doers for c in d.children if c.dep_ == "prep" and c.lower_ in _WITH]
            preps += [c for a in verb.children if a.lower_ == "together" for c in a.children]
            yield from (p for prep in preps for p in prep.children if p.dep_ == "pobj" and p.text in NAMES)
    for verb in (v for v in (*noun.children, noun.head) if v.lemma_ == "belong"):
        yield from (p for c in verb.children if c.lower_ == "to" for p in c.children if p.dep_ == "pobj")
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        # "Shams is the Kingdom's contribution", "the camera is the work of IKI"
        for attr in (c for c in head.head.children if c.dep_ == "attr" and c.lemma in _IS_OF):
            yield from (c for c in attr.children if c.dep_ == "poss")
            yield from (p for c in attr.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")


def _names(resolver: Resolver, noun: Token) -> Iterator[str]:
    """Yield the proper names of a piece of hardware: "the LuGRE receiver", "a telescope called LuSEE-Night"."""
    near = [c for c in noun.children if c.dep_ in {"compound", "nmod", "appos"}]
    if noun.dep_ == "appos":
        near.append(noun.head)
    if is_verb(noun.head) and noun.dep_ == "attr":
        near += [c for c in noun.head.children if c.dep_ == "nsubj"]
    for clause in (c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.lemma in _NAMING):
        near += [c for c in clause.children if c.dep_ in {"oprd", "dobj", "attr", "pobj"}]
        near += [p for c in clause.children if c.lower_ == "as" for p in c.children]
    for word in near:
        if word.pos_ == "PROPN" and word.text[:1].isupper() and not resolver.parsed.mentions_of(word):
            yield word.text
