"""Programs that a text only describes: "a research station on the Moon that China and Russia are building".

What is described must be lunar, say what kind of thing it is, and whose: then the lexicon tells which program it
is, or that none or several fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import agents, coordinated, is_verb
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.tokens import Token

_STATIONS = frozenset({"station", "base", "outpost", "moonbase", "facility", "settlement", "laboratory"})
_AGREEMENTS = frozenset({"accord", "accords", "pact", "principles", "agreement", "framework"})
_PROGRAMMES = frozenset({"programme", "program", "campaign", "effort", "venture", "initiative"})
TYPES = {
    **dict.fromkeys(_STATIONS, "station"),
    **dict.fromkeys(_AGREEMENTS, "agreement"),
    **dict.fromkeys(_PROGRAMMES, "programme"),
}
_UNDERTAKINGS = frozenset({"project", "effort", "plan", "scheme", "venture", "undertaking", "programme", "program"})
MOON = frozenset({"moon", "lunar", "moonbase"})
_ORBIT = frozenset({"orbit", "orbital", "orbiting", "circling", "circle"})
#: Verbs whose doers a described thing belongs to.
_MAKING = frozenset(
    "build develop plan construct establish create lead set assemble pursue design run head launch initiate propose "
    "mean want intend run spearhead".split()
)
#: What makes a station or facility one on the ground: "the tracking station", "the test facility".
EARTHLY = frozenset(
    "tracking ground receiving relay power railway fire police radio weather test testing control launch assembly "
    "production broadcasting television air naval military airport service".split()
)
_REACH = 9
_STEPS = 4


def described_program(parsed: Parsed, discourse: Discourse, token: Token) -> str:
    """Return the one program that fits what a noun phrase says of place, kind and owners; "" for none or several."""
    lemma = token.lemma
    head = token
    if lemma in _UNDERTAKINGS and (inner := _station_within(token)) is not None:
        # "a China-led project to set up a base near the pole", "the moon-base project"
        head, lemma = inner, inner.lemma
    kind = TYPES.get(lemma)
    if kind is None or not is_lunar(head):
        return ""
    owners = frozenset(discourse.country_of(n) for n in _owners(parsed, token) | _owners(parsed, head))
    owners -= {""}
    if not owners:
        return ""
    place = "lunar orbit" if kind == "station" and _in_orbit(head) else "lunar surface" if kind == "station" else ""
    fits = [
        p.id
        for p in discourse.lexicon.programs.values()
        if p.type == kind and p.countries and owners <= set(p.countries) and p.place == place
    ]
    return fits[0] if len(fits) == 1 else ""


def is_lunar(noun: Token) -> bool:
    """Say whether a phrase places its thing on or near the Moon: "lunar", "moon", "... near the Moon"."""
    if noun.lower_ in MOON or any(t.lower_ in MOON for t in noun.lefts for t in t.phrase):
        return True
    for word in noun.doc[noun.i + 1 : min(noun.i + _REACH, noun.sent.end)]:
        if word.is_punct or (is_verb(word) and word.dep_ not in {"acl", "amod", "relcl"}):
            break
        if word.lower_ in MOON:
            return True
    return False


def _station_within(token: Token) -> Token | None:
    """Return the station of "a project to set up a base", "the moon-base project"."""
    for word in token.lefts:
        if word.lemma in _STATIONS:
            return word
    if token.i + 2 < token.sent.end and token.nbor(1).lower_ == "to" and token.nbor(2).lemma in _MAKING:
        return next((c for c in token.nbor(2).children if c.dep_ == "dobj" and c.lemma in _STATIONS), None)
    return None


def _in_orbit(noun: Token) -> bool:
    near = [t.lower_ for t in noun.doc[max(noun.i - 3, noun.sent.start) : min(noun.i + _REACH, noun.sent.end)]]
    around = {"around", "near", "circling", "round", "orbiting"} & set(near) and "on" not in near
    return bool(_ORBIT & set(near)) or (bool(around) and "pole" not in near)


def _owners(parsed: Parsed, noun: Token) -> frozenset[str]:
    """Return whose a thing is: by name or adjective, by who leads or builds it, by whom it is built for."""
    words = [c for c in noun.children if c.dep_ in {"amod", "poss", "compound", "nmod"}]
    for clause in (c for c in noun.children if c.dep_ in {"relcl", "acl"} and is_verb(c)):
        words += [a for verb in _chain_down(clause) for a in agents(verb) if a != noun]
    verb = noun.head
    steps = 0
    while verb.head != verb and not is_verb(verb) and steps < _STEPS:
        verb, steps = verb.head, steps + 1
    own = {c.lower_ for c in noun.children} & {"a", "an", "the", "their", "its"}
    if noun.dep_ == "dobj" and verb.lemma in _MAKING and own:
        words += agents(verb)
    named = {
        m.node for w in words for h, _ in coordinated(w) for m in parsed.mentions_of(h) if m.kind is not Kind.PROGRAM
    }
    # "the station that NASA and its partners want to assemble": partners without names change nothing
    return frozenset(named)


def _chain_down(verb: Token) -> Iterator[Token]:
    """Yield a verb and those it governs: "that the United States means to assemble"."""
    yield verb
    yield from (c for c in verb.children if c.dep_ == "xcomp")
