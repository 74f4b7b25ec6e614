"""Phrases that hold a program: who joins "the effort to build the ILRS" or "the circle of the Accords" joins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.extraction.tokens import Token

#: "The principles of the Accords", "the circle of the ILRS": who joins these joins the program.
CONTAINERS = frozenset(
    "principle text term list circle club group family community rank rule framework roster roll fold membership camp "
    "coalition bloc norm provision manifest register".split()
)
#: Whom a list lists: "the list of signatories of the Accords".
_LISTED = frozenset({"member", "signatory", "participant", "partner", "party", "adherent", "founder"})
#: What is undertaken to bring a program about.
_UNDERTAKINGS = frozenset(
    "project effort plan programme program initiative scheme venture undertaking drive campaign push work endeavour "
    "endeavor enterprise bid construction development creation establishment".split()
)
_LAID_DOWN = frozenset("set lay contain enshrine embody list outline define spell state".split())
_BUILDING = frozenset("build set establish create construct develop found realise realize erect assemble".split())


def contained(token: Token) -> Iterator[tuple[Token, float]]:
    """Yield what a phrase that is no name itself may hold, with how sure that is."""
    lemma = token.lemma
    if lemma in CONTAINERS and (of := _of(token)) is not None:
        inner = listed(of)
        yield from ((word, 0.9) for word in inner or [of])
    if lemma in CONTAINERS:
        # "the principles set out in the Accords"
        clauses = (c for c in token.children if c.dep_ == "acl" and c.lemma in _LAID_DOWN)
        preps = (p for c in clauses for w in (c, *c.children) for p in w.children if p.lower_ in {"in", "by", "under"})
        yield from ((pobj, 0.9) for prep in preps for pobj in prep.children if pobj.dep_ == "pobj")
    if lemma in _UNDERTAKINGS and token.i + 2 < token.sent.end:
        # by position: the parser often hangs the purpose on the verb
        link, verb = token.nbor(1), token.nbor(2)
        if link.lower_ == "to" and verb.lemma in _BUILDING:
            yield from ((c, 0.9) for c in verb.children if c.dep_ == "dobj")
        elif link.lower_ in {"for", "of"}:
            for child in link.children:
                yield child, 0.9
                if child.lemma in _BUILDING:
                    yield from ((c, 0.9) for c in child.children if c.dep_ == "dobj")


def listed(token: Token) -> list[Token]:
    """Return what "signatories of the Accords" or "ILRS members" are members of; nothing for any other noun."""
    if token.lemma not in _LISTED:
        return []
    of = _of(token)
    return [of] if of is not None else [c for c in token.children if c.dep_ in {"compound", "poss", "nmod"}]


def _of(token: Token) -> Token | None:
    return next((p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children), None)
