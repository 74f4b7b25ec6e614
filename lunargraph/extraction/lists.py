"""What layout states without a verb: "the China-led station", "Members: X, Y", table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lunargraph.extraction.hardware import makers
from lunargraph.extraction.nlp import LEADING
from lunargraph.extraction.nouns import JOINABLE
from lunargraph.extraction.resolve import Resolver
from lunargraph.extraction.statement import Statement
from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.senses import Senses
    from lunargraph.extraction.tokens import Sentence, Token
    from lunargraph.model import Mention

_MEMBERS = frozenset({"join", "sign", "member", "founding", "belong", "admit"})
_ROSTER = frozenset({"roll", "roster", "list", "follower", "club", "tally", "camp", "line-up", "lineup", "adherent"})
_CARGO = frozenset(
    {"supplier", "instrument", "payload", "passenger", "contribution", "contractor", "manifest", "cargo"}
)
_COMPANIES = frozenset({"company", "firm", "involved", "consortium"})
_NOT_YET = frozenset(
    {"expected", "expect", "invite", "candidate", "next", "consider", "plan", "prospective", "would-be"}
)
_OUTSIDERS = frozenset(
    {"outside", "outsider", "holdout", "absentee", "missing", "absent", "non-signatory", "non-member"}
)
_LONGEST_ROW = 240
_LED_BY = re.compile(r"[-‑](\w+)\b")


@dataclass(frozen=True, slots=True)
class ListContext:
    """What the rows of a list mean: members of, or contributors to, a program."""

    program: str
    role: str
    status: Status


def read_led(parsed: Parsed, sentence: Sentence, discourse: Discourse) -> Iterator[Statement]:
    """Yield who leads by adjective: "the US-led Artemis Accords", "a China-led project" beside the program."""
    resolver = Resolver(parsed, discourse)
    for token in sentence.named if parsed.led else ():
        if parsed.led.get(token.i) not in LEADING:
            continue
        head = token.head
        programs = resolver.programs(head)
        if not programs and head.dep_ in {"appos", "attr"}:
            programs = resolver.programs(head.head)
            if not programs and head.dep_ == "attr":
                programs = [p for c in head.head.children if c.dep_ == "nsubj" for p in resolver.programs(c)]
        for mention in parsed.mentions_of(token):
            if mention.kind is not Kind.PROGRAM:
                yield from (
                    _statement(
                        mention.node, Relation.LEADS, program.node, "lead", "lead.adjective.v1", 0.95 * program.trust
                    )
                    for program in programs[:1]
                )


def read_led_names(
    text: str, start: int, end: int, programs: Sequence[Mention], inner: Sequence[Mention]
) -> Iterator[Statement]:
    """Yield who leads by a name that says so itself: "the Chinese-led lunar station", "the US-led accords"."""
    for mention in programs:
        if not start <= mention.start < end or mention.kind is not Kind.PROGRAM:
            continue
        for owner in inner:
            led = _LED_BY.match(text, owner.end, mention.end)
            if owner.start == mention.start and owner.kind is not Kind.PROGRAM and led and led[1] in LEADING:
                yield _statement(owner.node, Relation.LEADS, mention.node, "lead", "lead.adjective.v1", 0.9)


def read_colon(parsed: Parsed, sentence: Sentence, discourse: Discourse, senses: Senses) -> Iterator[Statement]:
    """Yield the members that a colon announces: "The others are quickly counted: X, Y and Z."."""
    colon = next((t for t in sentence if t.text in {":", "\u2014"}), None)
    if colon is None:
        return
    left = [t for t in sentence if t.i < colon.i]
    right = [t for t in sentence if t.i > colon.i and not t.is_punct]
    if not left or not right:
        return
    context = list_context(parsed, left, discourse, senses)
    if context is None or context.role == "contributor":
        return
    for token in _names_only(parsed, right):
        for mention in parsed.mentions_of(token):
            if mention.kind is not Kind.PROGRAM and mention.form != "adjective":
                yield replace(
                    _statement(mention.node, Relation.MEMBER_OF, context.program, context.role, "list.colon.v1", 0.88),
                    status=context.status,
                    predicate=colon,
                )


def _names_only(parsed: Parsed, right: Sequence[Token]) -> list[Token]:
    """Return the names after a colon; none where a clause follows instead ("...: Nigeria put its name to ...")."""
    names: list[Token] = []
    for token in right:
        if parsed.mentions_of(token):
            names.append(token)
        elif token.pos_ in {"VERB", "AUX"}:
            return []
        elif token.pos_ in {"NOUN", "ADP", "PRON", "SCONJ"} and token.lower_ not in {"course", "of"}:
            # what stands after the names may be anything, before them it is another sentence
            return names if len(names) > 1 else []
    return names


def list_context(parsed: Parsed, tokens: Sequence[Token], discourse: Discourse, senses: Senses) -> ListContext | None:
    """Return what a heading or the words before a colon announce; None where they announce no list of actors."""
    lemmas = {t.lemma for t in tokens} | {t.lower_ for t in tokens}
    lemmas |= {word.rstrip("s") for word in lemmas}
    found = frozenset().union(*(senses.of(t) for t in tokens)) if tokens else frozenset()
    # capitals in a heading hide the part of speech, so plain words are looked up too
    for word in lemmas:
        found |= senses.nouns.get(word, frozenset()) | senses.verbs.get(word, frozenset())
    named = [m.node for t in tokens for m in parsed.mentions_of(t) if m.kind is Kind.PROGRAM]
    offset = parsed.spans[tokens[-1].i][1] if tokens else 0
    if found & _MEMBERS or lemmas & (_ROSTER | _OUTSIDERS):
        joinable = [n for n in named if discourse.type_of(n) in JOINABLE]
        # "the rival project, whose followers are:" leaves the focus behind
        turned = lemmas & {"rival", "competing", "another", "separate", "opposing"}
        program = joinable[-1] if joinable else discourse.program_in_focus(JOINABLE, offset, within=8)
        if turned and not joinable:
            return None
        if program:
            role = "signatory" if discourse.type_of(program) == "agreement" else "member"
            status = Status.CURRENT
            if ({"not", "n't", "never", "yet"} | _OUTSIDERS) & lemmas:
                status = Status.DENIED
            elif lemmas & _NOT_YET:
                status = Status.PLANNED
            if "passenger" not in lemmas:
                return ListContext(program, role, status)
    if lemmas & _CARGO or lemmas & _COMPANIES:
        types = frozenset({"mission", "station", "programme"})
        fitting = [n for n in named if discourse.type_of(n) in types]
        program = fitting[-1] if fitting else discourse.program_in_focus(types, offset, within=6)
        if program:
            return ListContext(program, "contributor", Status.CURRENT)
    return None


def read_row(parsed: Parsed, sentence: Sentence, context: ListContext, senses: Senses) -> Iterator[Statement]:
    """Yield the members or contributors that one row of a list or table names."""
    if len(sentence.text) > _LONGEST_ROW:
        return
    if context.role == "contributor":
        nodes = list(_row_makers(parsed, sentence, senses))
    else:
        if any(t.pos_ == "VERB" and t.dep_ == "ROOT" for t in sentence):
            return
        nodes = [
            m.node
            for t in sentence
            for m in parsed.mentions_of(t)
            if m.kind is not Kind.PROGRAM and m.form not in {"adjective", "demonym"}
        ]
    for node in dict.fromkeys(nodes):
        statement = _statement(node, Relation.MEMBER_OF, context.program, context.role, "list.row.v1", 0.85)
        yield replace(statement, status=context.status, predicate=sentence[0])


def _row_makers(parsed: Parsed, sentence: Sentence, senses: Senses) -> Iterator[str]:
    """In a list of payloads the maker acts: "a camera from Italy", "Magnetometer: Kyung Hee University"."""
    for token in sentence:
        if "payload" in senses.of(token):
            for maker in makers(token, senses):
                yield from (m.node for m in parsed.mentions_of(maker) if m.kind is not Kind.PROGRAM)
        for mention in parsed.mentions_of(token):
            if mention.kind in {Kind.AGENCY, Kind.ORGANIZATION}:
                yield mention.node


def _statement(  # noqa: PLR0913, PLR0917 - the parts of a claim
    subject: str, relation: Relation, object_: str, role: str, rule: str, confidence: float
) -> Statement:
    return Statement(
        subject=subject,
        relation=relation,
        object=object_,
        status=Status.CURRENT,
        role=role,
        rule=rule,
        cue="",
        confidence=round(confidence, 3),
        predicate=None,
    )
