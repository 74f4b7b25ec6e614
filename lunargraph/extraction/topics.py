"""What a cooperation is about: the free words after "on", "in" and "about"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import coordinated, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.tokens import Sentence, Token

_ABOUT = frozenset({"on", "in", "about", "for", "of"})
_SENSES = frozenset({"cooperate", "cooperation", "agreement", "talk"})
_NO_TOPIC = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december year month week day statement part addition principle field area future "
    "capital sideline sidelines margin ceremony station project programme program mission force effect order".split()
)


def topics_of(parsed: Parsed, sentence: Sentence, senses: Senses) -> tuple[str, ...]:
    """Return the topics of a sentence's cooperation words, in order, each once and in lower case."""
    found: dict[str, None] = {}
    for token in sentence:
        if senses.of(token) & _SENSES:
            for topic in _topics(parsed, token):
                found.setdefault(topic, None)
    return tuple(found)


def _topics(parsed: Parsed, predicate: Token) -> Iterator[str]:
    holders = [predicate]
    if predicate.dep_ == "dobj":
        # "deepening partnerships on engineering": the parser may hang "on" on the verb
        holders.append(predicate.head)
    for prep in (child for holder in holders for child in holder.children):
        if prep.dep_ != "prep" or prep.lower_ not in _ABOUT or (prep.lower_ == "of" and is_verb(predicate)):
            continue
        for pobj in prep.children:
            if pobj.dep_ != "pobj":
                continue
            for head, _ in coordinated(pobj):
                if phrase := _phrase(parsed, head):
                    yield phrase


def _phrase(parsed: Parsed, head: Token) -> str:
    if parsed.mentions_of(head) or head.lemma in _NO_TOPIC or head.pos_ not in {"NOUN", "PROPN"}:
        return ""
    if head.ent_type_ or head.like_num:
        return ""
    kept = [t for t in head.lefts if t.dep_ in {"compound", "amod"} and not parsed.mentions_of(t) and t.lower_ != "new"]
    return " ".join([*(t.lower_ for t in kept), head.lower_])
