"""Who does what to whom in a parsed sentence, with voice undone.

A predicate is a verb ("joined"), an event noun ("accession") or a role noun ("member"). Its arguments
are looked up in named slots: ``agent``, ``patient`` and the prepositions ("to", "with", "in" ...).
Passive, relative, participial, infinitive and coordinated clauses all lead to the same slots, so a
rule is written once and reads them all.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.tokens import Token

Slots = dict[str, list["Token"]]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
#: Verbs whose object does the next verb: "invited Brazil to join".
OBJECT_CONTROL = frozenset(
    "invite ask urge allow enable encourage persuade help let permit want expect require force bar prevent ban "
    "forbid prohibit keep lead bring commit oblige tell order call authorise authorize push press lobby get see".split()
)
_INSIDE = ("prep", "prt", "advmod", "dobj", "attr", "acomp", "oprd", "npadvmod", "agent", "dative", "pobj", "prep")
_DEEPER = ("prep", "pobj", "prt", "agent", "pcomp", "advmod")
_LIGHT = frozenset({"go", "come", "stand", "appear", "be"})
#: The stand-in for a nationality (see nlp): "Irish" in "the Irish signing" is whose signing it is.
ADJECTIVE = "French"
#: The stand-ins for names of actors (see nlp).
NAMES = frozenset({"France", "NASA", "Boeing"})
#: The stand-in for the names of programs.
PROGRAM = "Apollo"
#: Their subject watches the event that their object names, and does not do it.
_ONLOOKERS = frozenset(
    "host hold attend welcome mark follow celebrate organise organize prepare witness see greet hail".split()
)
#: What those who hold it do themselves: "Canada and ESA are holding talks".
_HELD = frozenset(
    {"talk", "talks", "discussion", "negotiation", "consultation", "seat", "membership", "stake", "share"}
)
#: "An American invitation to sign": whoever signs, it is not the Americans.
_OFFERS = frozenset({"invitation", "offer", "call", "appeal", "request", "proposal"})
_TAKES = frozenset(
    "receive get accept decline reject refuse have await obtain consider weigh study spurn ignore welcome turn".split()
)
#: Whoever is offered or granted a membership has it, not the giver.
_GIVERS = frozenset("offer grant give extend award accord promise deny refuse confer guarantee".split())
#: Prepositions of two words; the second alone would name another slot.
_COMPOUND = frozenset({"according", "due", "thanks", "owing", "prior", "contrary", "next", "because"})
_EMPHATIC = frozenset({"themselves", "itself", "himself", "herself"})
_TALKS = frozenset({"talk", "talks", "negotiation", "discussion", "consultation"})
_COUNTED = frozenset({"one", "two", "three", "some", "part"})
_MAX_CLIMB = 12
_CLOSE_NOUNS = ("appos", "attr", "oprd")


def is_verb(token: Token) -> bool:
    """Say whether a token is a verb form (auxiliaries count: "be" and "have" head clauses)."""
    return token.pos_ in {"VERB", "AUX"}


def is_passive(token: Token) -> bool:
    """Say whether a verb is passive: an auxiliary or subject says so, or it is a bare past participle after a noun."""
    beside = {child.dep_ for child in token.children}
    if not beside.isdisjoint({"nsubjpass", "auxpass", "csubjpass"}):
        return True
    bare = beside.isdisjoint({"nsubj", "aux"})
    if token.tag_ == "VBN" and bare and (token.dep_ == "acl" or (token.dep_ == "advcl" and "agent" in beside)):
        # "the camera built by X", "Built by X, the camera will ..."
        return True
    return token.dep_ == "conj" and token.tag_ == "VBN" and is_verb(token.head) and bare and is_passive(token.head)


def agents(token: Token, depth: int = 0) -> list[Token]:
    """Return the heads of the phrases that do what the predicate says."""
    if depth > _MAX_CLIMB:
        return []
    if not is_verb(token):
        return _noun_agents(token, depth)
    if is_passive(token):
        # "contributed by ESA and by NASA"
        return [
            pobj
            for child in token.children
            if child.dep_ in {"agent", "prep"} and child.lower_ == "by"
            for by in (child, *(c for c in child.children if c.dep_ == "conj" and c.lower_ == "by"))
            for pobj in by.children
            if pobj.dep_ == "pobj"
        ]
    # "Brazil, Russia, India: of the three, two are in": the subject is the one next to its verb
    own = _own_subjects(token, ("nsubj", "csubj"))
    return own or _inherited(token, depth) or _identified(token) or _after_opening(token)


def _own_subjects(verb: Token, kinds: Sequence[str]) -> list[Token]:
    """Return the last subject beside a verb; the "themselves" of "who themselves belong to neither" is none."""
    found = [child for child in verb.children if child.dep_ in kinds]
    return [_antecedent(child) for child in found if child.lower_ not in _EMPHATIC or len(found) == 1][-1:]


def _identified(verb: Token) -> list[Token]:
    """Return X of "Latest to sign the Accords is X", where the parser takes the verb for the head."""
    if verb.dep_ != "ROOT" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return []
    inner = (c for c in verb.children if c.dep_ == "ccomp" and c.lemma_ == "be" and c.i > verb.i)
    return [attr for be in inner for attr in be.children if attr.dep_ == "attr"]


def surface_subject(token: Token, depth: int = 0) -> list[Token]:
    """Return the grammatical subject of a verb, inherited where the clause has none of its own."""
    if depth > _MAX_CLIMB:
        return []
    return _own_subjects(token, SUBJECTS) or _inherited(token, depth) or _after_opening(token)


def _after_opening(verb: Token) -> list[Token]:
    """Return the subject of "Within ASEAN, the Philippines, which ..., is expected": parsed as a gloss."""
    if verb.dep_ != "ROOT" or any(c.dep_ in SUBJECTS for c in verb.children):
        return []
    opening = [c for c in verb.children if c.dep_ == "prep" and c.i == verb.sent.start]
    return [a for p in opening for o in p.children for a in o.children if a.dep_ == "appos" and a.text in NAMES]


def patients(token: Token, depth: int = 0) -> list[Token]:
    """Return the heads of the phrases that the predicate is done to."""
    if is_passive(token):
        own = [_antecedent(child) for child in token.children if child.dep_ == "nsubjpass"]
        return own or _inherited(token, depth)
    found = [child for child in token.children if child.dep_ in {"dobj", "dative", "oprd"} and child.pos_ != "ADP"]
    if not found and token.dep_ == "relcl" and any(c.dep_ == "nsubj" and not _is_relative(c) for c in token.children):
        # "the accord which ASI and NASA concluded", "the project that China leads"
        found = [token.head]
    return [_antecedent(child) for child in found]


def clause_of(verb: Token) -> Iterator[Token]:
    """Yield the words of a verb's own clause: clauses joined to it that have subjects of their own are left out."""
    stack = [verb]
    while stack:
        token = stack.pop()
        yield token
        stack += [
            child
            for child in token.children
            if not (child.dep_ == "conj" and is_verb(child) and any(c.dep_ in SUBJECTS for c in child.children))
        ]


def slots_of(token: Token, stop: frozenset[int]) -> Slots:
    """Return all arguments of a predicate by slot; ``stop`` are tokens whose inside is not searched (mentions)."""
    slots: Slots = defaultdict(list)
    slots["agent"] = agents(token)
    if is_verb(token):
        slots["patient"] = patients(token)
    for name, pobj in _prepositional(token, stop):
        slots[name].append(pobj)
    light = token.dep_ == "nsubj" and token.head.lemma_ in _LIGHT
    if light or (token.dep_ == "attr" and is_verb(token.head)):
        # "Peru's signature went under the Accords", "became a party to the Accords": the parser hangs it on the verb
        for name, pobj in _prepositional(token.head, stop):
            slots[name].append(pobj)
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in _COUNTED:
        # "one of the signatories to the Accords": the parser hangs it on "one"
        for name, pobj in _prepositional(token.head.head, stop):
            if name != "of":
                slots[name].append(pobj)
    if is_verb(token):
        for patient in slots["patient"]:
            if patient.i not in stop and patient.head == token:
                for name, pobj in _prepositional(patient, stop):
                    slots[name].append(pobj)
    return slots


def coordinated(token: Token) -> Iterator[tuple[Token, bool]]:
    """Yield a phrase's head and those joined to it, each with True where "but not" or "except" takes it out."""
    yield token, False
    for child in token.children:
        if child.dep_ == "conj" and not is_verb(child):
            excluded = any(c.dep_ == "neg" or c.lower_ == "not" for c in (*child.children, *_between(token, child)))
            for inner, out in coordinated(child):
                yield inner, out or excluded
        elif child.dep_ == "appos" and child.left_edge.i and child.left_edge.nbor(-1).lower_ == "not":
            # "joined the station, not the accords"
            yield from ((inner, True) for inner, _ in coordinated(child))
        elif child.dep_ == "prep" and child.lower_ in {"in", "of", "at"} and token.text in NAMES:
            # "by the institute in Islamabad and the university": the parser joins the second to the place
            for place in child.children:
                if place.dep_ == "pobj" and place.pos_ == "PROPN" and place.text not in NAMES:
                    for other in place.children:
                        if other.dep_ == "conj" and other.text == token.text:
                            yield from coordinated(other)


def _between(left: Token, right: Token) -> Sequence[Token]:
    return [t for t in left.doc[left.i + 1 : right.i] if t.dep_ in {"neg", "cc"} and t.head in {left, right}]


def _is_relative(token: Token) -> bool:
    return token.tag_ in {"WDT", "WP"} or (
        token.lower_ == "that" and token.dep_ in SUBJECTS and token.head.dep_ == "relcl"
    )


def _antecedent(token: Token) -> Token:
    """Replace a relative pronoun by the noun it stands for."""
    if _is_relative(token):
        verb = token.head
        for _ in range(_MAX_CLIMB):
            if verb.dep_ == "relcl":
                return verb.head
            if verb.dep_ not in {"conj", "ccomp", "xcomp", "aux"}:
                break
            verb = verb.head
    return token


def _inherited(token: Token, depth: int) -> list[Token]:
    """Find the subject of a clause without one: in the clause, phrase or noun that it hangs on."""
    head = token.head
    if head == token:
        return []
    if token.dep_ == "conj" and is_verb(head):
        return surface_subject(head, depth + 1)
    if token.dep_ in {"xcomp", "ccomp", "advcl"}:
        if is_verb(head):
            controlled = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}]
            if token.dep_ == "xcomp" and head.lemma in OBJECT_CONTROL and controlled:
                return [_antecedent(c) for c in controlled]
            return surface_subject(head, depth + 1)
        return _holder(head, depth + 1)
    if token.dep_ == "pcomp":
        return _of_preposition(head, depth)
    if token.dep_ in {"acl", "relcl"}:
        infinitive = any(c.tag_ == "TO" for c in token.children)
        if infinitive and head.lemma in _OFFERS:
            return _invited(head, depth)
        # the parser takes the verb of "its agency, the NSSA, teamed up with X" for a participle
        if token.tag_ in {"VBG", "VBD"} or (token.dep_ == "relcl" and not infinitive) or is_passive(token):
            return [head]
        return _holder(head, depth + 1)
    return []


def _invited(offer: Token, depth: int) -> list[Token]:
    """Return who may take up an offer: whom it was made to, or who got it; whose offer it is asks and does not act."""
    to = [p for c in offer.children if c.dep_ == "prep" and c.lower_ in {"to", "for"} for p in c.children]
    verb = offer.head
    if offer.dep_ == "pobj" and verb.lower_ == "to" and is_verb(verb.head) and not to:
        # "said no to an invitation to join"
        return surface_subject(verb.head, depth + 1)
    if not to and is_verb(verb):
        if offer.dep_ == "dobj" and verb.lemma in _TAKES:
            return surface_subject(verb, depth + 1)
        to = [p for c in verb.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to" for p in c.children]
        to += [c for c in verb.children if c.dep_ == "dative"]
    return [p for p in to if p.dep_ in {"pobj", "dative"}]


def _of_preposition(prep: Token, depth: int) -> list[Token]:
    """Return who acts in "talks about joining", "ruled out joining", "without signing"."""
    head = prep.head
    if head.dep_ == "prep":
        head = head.head
    if is_verb(head):
        controlled = [c for c in patients(head) if c.lower_ not in _EMPHATIC]
        if head.lemma in OBJECT_CONTROL and controlled:
            # "commits both agencies to developing a camera"
            return controlled
        if head.lemma == "join" and prep.lower_ == "in" and controlled:
            # "joined Peru and Chile in signing the accords": all three sign
            return [*surface_subject(head, depth + 1), *controlled]
        return surface_subject(head, depth + 1)
    if head.pos_ in {"NOUN", "PROPN"}:
        if head.lemma in _TALKS and head.dep_ in {"nsubj", "nsubjpass"}:
            # "talks with Brazil on joining have begun"
            near = (*head.children, *head.head.children)
            met = [p for c in near if c.dep_ == "prep" and c.lower_ == "with" for p in c.children if p.dep_ == "pobj"]
            return _noun_agents(head, depth + 1) or met
        return _holder(head, depth + 1)
    return surface_subject(head.head, depth + 1) if is_verb(head.head) else []


def _holder(noun: Token, depth: int) -> list[Token]:
    """Return whose a noun is: its own agents, or for "the 10th country to sign" the one called so."""
    if noun.dep_ in _CLOSE_NOUNS:
        if noun.dep_ == "appos":
            # "the adhesion of Oman, the 61st state to endorse it": the parser may hang it one noun too high
            owners = [p for c in noun.head.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
            return [noun.head, *owners] if noun.head.text not in NAMES else [noun.head]
        return surface_subject(noun.head, depth + 1) if is_verb(noun.head) else [noun.head]
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        # "the fiftieth country to sign is Austria"
        return [child for child in noun.head.children if child.dep_ == "attr"] or [noun]
    if noun.pos_ == "ADJ" and is_verb(noun.head):
        return surface_subject(noun.head, depth + 1)
    return _noun_agents(noun, depth) or [noun]


def _noun_agents(noun: Token, depth: int = 0) -> list[Token]:
    """Return the owner or doer of an event noun, or the subject of the verb that governs it."""
    # whose invitation it is invites; who gets or declines it is the one invited
    own = [] if noun.lemma in _OFFERS else [child for child in noun.children if child.dep_ == "poss"]
    own += [
        pobj
        for child in noun.children
        if child.dep_ in {"prep", "agent"} and child.lower_ == "by"
        for pobj in child.children
        if pobj.dep_ == "pobj"
    ]
    if not own:
        # "the Irish signing", "Thai accession"
        own = [child for child in noun.children if child.dep_ in {"amod", "compound"} and child.text == ADJECTIVE]
    if own or depth > _MAX_CLIMB:
        return own
    governor = _governor(noun)
    if governor is None or (governor.lemma in _ONLOOKERS and noun.lemma not in _HELD):
        return []
    if governor.lemma in _GIVERS:
        return _recipients(governor, noun)
    if is_passive(governor):
        return agents(governor, depth + 1) or surface_subject(governor, depth + 1)
    return agents(governor, depth + 1)


def _recipients(giver: Token, gift: Token) -> list[Token]:
    """Return to whom something is given: "offered Peru membership", "membership was offered to Peru"."""
    found = [c for c in giver.children if c.dep_ in {"dative", "nsubjpass"} and c != gift and c.pos_ != "ADP"]
    found += [c for c in giver.children if c.dep_ == "dobj" and c.i < gift.i]
    for prep in (*giver.children, *gift.children):
        if prep.dep_ in {"dative", "prep"} and prep.lower_ in {"to", "on"}:
            found += [p for p in prep.children if p.dep_ == "pobj"]
    return found or agents(giver)


def _governor(noun: Token) -> Token | None:
    """Return the verb that a noun depends on, through "in", "on", "for" ("in talks on membership")."""
    token = noun
    for _ in range(6):
        if token.dep_ in {"dobj", "attr", "nsubjpass", "oprd", "acomp", "dative"} and is_verb(token.head):
            return token.head
        if token.dep_ in {"pobj", "prep", "conj", "advmod"}:
            token = token.head
            if is_verb(token):
                return token
            continue
        return None
    return None


def _prepositional(token: Token, stop: frozenset[int]) -> Iterator[tuple[str, Token]]:
    stack = [
        (child, "")
        for child in reversed(list(token.children))
        # "belongs to the station, but not to the accords"
        if child.dep_ in _INSIDE or (child.dep_ == "conj" and child.pos_ == "ADP")
    ]
    while stack:
        child, name = stack.pop()
        if child.dep_ in {"prep", "agent", "dative", "conj"} and child.pos_ in {"ADP", "SCONJ", "ADV", "PART", "VERB"}:
            # "according to TASS" is no "to"
            name = f"{name} {child.lower_}" if name in _COMPOUND else child.lower_
        if child.dep_ == "pobj" and name:
            yield name, child
        if child.i in stop:
            continue
        stack.extend(
            (inner, name)
            for inner in reversed(list(child.children))
            if (inner.dep_ in _DEEPER and not is_verb(inner)) or (inner.dep_ == "conj" and inner.pos_ == "ADP")
        )


def speaker_of(token: Token) -> list[Token]:
    """Return who says: the subject of a reporting verb."""
    return surface_subject(token) or agents(token)
