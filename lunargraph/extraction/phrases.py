"""Phrases that hold an actor indirectly: the maker of a payload, the holder of a role, the parties of a deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import ADJECTIVE, NAMES, coordinated, is_verb, surface_subject
from lunargraph.extraction.hardware import owners

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.tokens import Token


def cargo(verb: Token, things: Iterable[Token], senses: Senses) -> Iterator[Token]:
    """Yield whose payloads a verb of carrying carries; "from Italy" may hang on the verb itself."""
    found = list(things)
    yield from owners(found, senses)
    # long lists of instruments come out of the parser in pieces; what stands after the verb is carried all the same
    yield from owners([t for t in _same_clause(verb) if t not in found], senses)
    if any("payload" in senses.of(head) for thing in found for head, _ in coordinated(thing)):
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ == "from":
                yield from (pobj for pobj in child.children if pobj.dep_ == "pobj")


def _same_clause(verb: Token) -> Iterator[Token]:
    """Yield the words after a verb up to the next clause with a subject of its own."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
        if token.text == ";" or (is_verb(token) and subject and token.dep_ not in {"relcl", "acl"}):
            return
        yield token


def parties(things: Iterable[Token], senses: Senses) -> Iterator[Token]:
    """Yield whose agreements or cooperation the phrases name: "the deal between X and Y"."""
    for thing in things:
        if senses.of(thing) & {"agreement", "cooperation"}:
            for child in thing.children:
                if child.dep_ == "poss":
                    yield child
                elif child.dep_ == "prep" and child.lower_ in {"between", "of", "among"}:
                    yield from (pobj for pobj in child.children if pobj.dep_ == "pobj")


def partners(things: Iterable[Token], senses: Senses) -> Iterator[Token]:
    """Yield with whom the agreements that the phrases name were made."""
    for thing in things:
        if senses.of(thing) & {"agreement", "cooperation"}:
            for child in thing.children:
                if child.dep_ == "prep" and child.lower_ == "with":
                    yield from (pobj for pobj in child.children if pobj.dep_ == "pobj")


def bearers(noun: Token) -> Iterator[Token]:
    """Yield whose agreement it is in "under an agreement with NASA it will ...": the subject of the main clause."""
    prep = noun.head
    if (
        noun.dep_ == "pobj"
        and prep.dep_ == "prep"
        and prep.lower_ in {"under", "through", "via", "by"}
        and is_verb(prep.head)
    ):
        yield from surface_subject(prep.head)


def behalf(verb: Token) -> Iterator[Token]:
    """Yield for whom somebody signs: "on behalf of Peru", "for Peru"; the one in whose presence it is done is none."""
    for prep in (c for c in verb.children if c.dep_ == "prep"):
        if prep.lower_ == "for":
            yield from (p for p in prep.children if p.dep_ == "pobj")
        for word in prep.children:
            if word.lemma in {"behalf", "name", "part"}:
                yield from (p for c in word.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")


def beneath(noun: Token) -> Iterator[Token]:
    """Yield what "its own coalition to cooperate on ... under the Accords" stands under, however far from the noun."""
    for prep in noun.sent:
        if prep.i > noun.i and prep.lower_ in {"under", "around", "behind"}:
            yield from (pobj for pobj in prep.children if pobj.dep_ == "pobj")


def those_of(noun: Token) -> Iterator[Token]:
    """Yield X in "the sixtieth signature is that of X" or "... is Portuguese"."""
    if noun.dep_ in {"nsubj", "nsubjpass"} and is_verb(noun.head):
        for attr in noun.head.children:
            if attr.text == ADJECTIVE:
                yield attr
            elif attr.dep_ == "attr" and attr.lower_ in {"that", "the"}:
                yield from (p for c in attr.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")


def role_holders(token: Token) -> list[Token]:
    """Return the phrases that a role noun is said of: "X is a member", "members include X", "X, a signatory"."""
    holders: list[Token] = []
    head = token.head
    if token.dep_ == "oprd" and any(c.dep_ == "dobj" for c in head.children):
        # "NASA calls it the sixth nation": the one called so is the object
        holders += [c for c in head.children if c.dep_ == "dobj"]
    elif token.dep_ in {"attr", "oprd"} and is_verb(head):
        holders += surface_subject(head)
    elif (
        token.dep_ in {"nsubj", "nsubjpass"}
        and is_verb(head)
        and head.lemma_ in {"be", "include", "comprise", "number"}
    ):
        holders += [c for c in head.children if c.dep_ in {"attr", "dobj"}]
    elif token.dep_ == "appos":
        holders.append(head)
    elif token.dep_ == "ccomp" and any(c.dep_ == "nsubj" for c in token.children):
        # "the agreement makes Pakistan a contributor": the parser takes the noun for a clause
        holders += [c for c in token.children if c.dep_ == "nsubj"]
    elif token.dep_ == "pobj" and head.lower_ == "as" and is_verb(head.head):
        verb = head.head
        objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
        subjects = [c for c in verb.children if c.dep_ == "nsubj"]
        # "as a member, Peru will vote" is said of the subject, "welcomed Peru as a member" of the object
        holders += subjects or objects if head.i < verb.i else objects or subjects
    elif token.dep_ in {"compound", "nmod"}:
        holders.append(head)
    elif token.dep_ == "conj" and head.dep_ in {"attr", "appos"} and head.pos_ == "NOUN":
        # "is a member of the accords and a partner in the station"
        holders += role_holders(head)
    elif token.dep_ == "pobj" and head.lower_ == "of" and head.head.lower_ in {"one", "two", "part", "some"}:
        holders += role_holders(head.head)
    elif token.dep_ == "pobj" and head.lower_ in {"among", "including"}:
        holders += [c for c in head.head.children if c.dep_ in {"nsubj", "attr", "nsubjpass"}]
    holders += [c for c in token.children if c.dep_ == "appos"]
    if token.i + 1 < len(token.doc) and token.nbor(1).text in NAMES and token.nbor(1).head == token:
        # "Artemis Accords signatory India"
        holders.append(token.nbor(1))
    # "signatories of the Accords, Mexico and Australia": the parser hangs the names on the last noun
    holders += [
        a for c in token.children if c.dep_ == "prep" for p in c.children for a in p.children if a.dep_ == "appos"
    ]
    return holders
