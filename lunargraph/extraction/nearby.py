"""Whose hardware stands beside the name of a mission: read without the verb, where nothing says otherwise.

Reporters have endless verbs for putting an instrument on a spacecraft. Where a sentence names one mission, and a
piece of hardware with its maker beside it ("a drill from ESA", "designed by Venturi Astrolab"), the maker
contributes to the mission; any word of doubt, refusal, plan or ending in the sentence, and nothing is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import NAMES
from lunargraph.extraction.hardware import makers
from lunargraph.extraction.resolve import Resolver
from lunargraph.extraction.statement import Statement
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.resolve import Ref
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.tokens import Sentence, Token

RULE = "payload.nearby.v1"
_TRUST = 0.72
_FLIGHTS = frozenset({"mission"})
_FROM = frozenset({"from", "by"})
_LINKS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV"})
_REACH = 7
#: With any of these in the sentence, what flies is not settled, or not about flying.
_OTHERWISE = frozenset(
    "not no never n't neither nor none without hardly would could may might should hope wish want propose "
    "proposal offer consider plan intend expect apply application talk negotiate negotiation discuss discussion "
    "interest interested reject decline refuse drop cancel withdraw end suspend lose remove return replace former "
    "formerly ask invite invitation if whether unless bid candidate compete study idea suggest seek possible "
    "possibly perhaps likely unlikely stop delay cancellation until instead previously abandon miss tender "
    "competition loser award contract sell buy price".split()
)


def read_nearby(
    parsed: Parsed, sentence: Sentence, told: Callable[[str, str], bool], discourse: Discourse, senses: Senses
) -> Iterator[Statement]:
    """Yield the makers of hardware as contributors to the one mission that a sentence names, unless ``told``."""
    program = _only_flight(sentence, discourse)
    if program is None or not _OTHERWISE.isdisjoint(sentence.lowers | sentence.lemmas):
        return
    node = next(m.node for m in parsed.mentions_of(program) if m.kind is Kind.PROGRAM)
    owners = _owners_of(parsed, program)
    resolver = Resolver(parsed, discourse)
    seen: set[str] = set()
    for thing in sentence:
        if thing.pos_ != "NOUN" or parsed.mentions_of(thing) or not senses.of(thing) & {"payload", "component"}:
            continue
        for maker in dict.fromkeys((*makers(thing, senses), *_beside(thing))):
            for ref in resolver.actors(maker):
                if ref.node in owners | seen or not _may_contribute(ref, node, discourse) or told(ref.node, node):
                    continue
                seen.add(ref.node)
                yield Statement(
                    subject=ref.node,
                    relation=Relation.MEMBER_OF,
                    object=node,
                    status=Status.CURRENT,
                    role="contributor",
                    rule=RULE,
                    cue="",
                    confidence=round(_TRUST * ref.trust, 3),
                    predicate=thing,
                    ends=(ref,),
                )


def _only_flight(sentence: Sentence, discourse: Discourse) -> Token | None:
    """Return the name of the one mission of a sentence, None where there is none or more than one program."""
    named = {m.node: t for t in sentence.named for m in t.mentions if m.kind is Kind.PROGRAM}
    if len(named) != 1:
        return None
    node, token = next(iter(named.items()))
    return token if discourse.type_of(node) in _FLIGHTS else None


def _owners_of(parsed: Parsed, program: Token) -> set[str]:
    """Return whose mission it is: "Astrobotic's Griffin-1", "the lander of Astrobotic"."""
    near = [t for t in program.children if t.dep_ in {"poss", "compound", "nmod"}]
    near += [t for t in program.lefts for t in t.subtree if t.dep_ == "poss"]
    for word in (program, *(c for c in program.children if c.dep_ == "appos")):
        near += [p for c in word.children if c.lower_ in {"of", "by"} for p in c.subtree]
        near += [s for c in word.children if c.dep_ == "relcl" for s in c.children if s.dep_ == "nsubj"]
    if program.dep_ in {"compound", "poss", "nmod"}:
        near += [c for c in program.head.children if c.dep_ in {"poss", "compound"} and c != program]
    return {m.node for t in near for m in parsed.mentions_of(t)}


def _beside(thing: Token) -> Iterator[Token]:
    """Yield the names beside a thing, by position: "a camera system designed by X", "a NASA camera"."""
    words = [t for t in thing.doc[thing.i + 1 : thing.i + 1 + _REACH] if t.sent == thing.sent]
    linked = False
    for word in words:
        if word.text in NAMES and linked:
            yield word
            break
        if word.lower_ in _FROM:
            linked = True
        elif word.is_punct or (word.pos_ not in _LINKS and word.tag_ != "VBN"):
            break
    before = thing.nbor(-1) if thing.i > thing.sent.start else None
    if before is not None and before.text in NAMES and before.head == thing:
        yield before


def _may_contribute(ref: Ref, program: str, discourse: Discourse) -> bool:
    if ref.out or ref.how not in {"name", "official"} or ref.kind is Kind.PROGRAM:
        return False
    own = discourse.country_of(ref.node) in discourse.countries_of(program)
    return not (own and ref.kind is not Kind.ORGANIZATION)
