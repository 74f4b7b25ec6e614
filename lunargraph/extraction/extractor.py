"""The rule extractor: articles in, extractions out, one at a time.

``Extractor.extract`` is the one interface that the rest of lunargraph knows; any other reader of text
that offers it can take its place.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from lunargraph.articles import clean
from lunargraph.confidence import load_confidence
from lunargraph.extraction.clauses import speaker_of
from lunargraph.extraction.company import read_company
from lunargraph.extraction.counts import ProgramSpan, find_counts
from lunargraph.extraction.dates import DateMention, bracketed, choose_date, find_dates, look_ahead
from lunargraph.extraction.definite import is_aside, kinds_of, note_subject_of
from lunargraph.extraction.discourse import Discourse
from lunargraph.extraction.draft import Draft, Plan, with_mentions
from lunargraph.extraction.echoes import LEAVING, read_echo
from lunargraph.extraction.ellipsis import read_elided
from lunargraph.extraction.frames import load_frames
from lunargraph.extraction.freed import keep_freed
from lunargraph.extraction.gapping import read_gapped
from lunargraph.extraction.grids import grids, read_grid
from lunargraph.extraction.interface import CheckedEntities
from lunargraph.extraction.joint import read_joint, read_makers
from lunargraph.extraction.lists import list_context, read_colon, read_led, read_led_names, read_row
from lunargraph.extraction.mentions import MentionFinder
from lunargraph.extraction.milestones import find_milestones
from lunargraph.extraction.nearby import read_nearby
from lunargraph.extraction.nlp import Passage, load_model, parse, parse_together
from lunargraph.extraction.parts import read_parts
from lunargraph.extraction.passages import far_off
from lunargraph.extraction.reader import SentenceReader
from lunargraph.extraction.reading import dated, plain_reading, reading_of, titled_nodes
from lunargraph.extraction.retractions import last_word, taken_back, takes_back
from lunargraph.extraction.sections import beginnings, is_prose_item
from lunargraph.extraction.senses import load_senses
from lunargraph.extraction.status import StatusReader
from lunargraph.extraction.tokens import Sentence
from lunargraph.extraction.topics import topics_of
from lunargraph.model import Claim, Count, Dated, Evidence, Extraction, Kind, Milestone, Relation, Status
from lunargraph.release import DEFAULT_MODEL
from lunargraph.sureness import sureness, weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lunargraph.extraction.interface import EntitySource
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.statement import Statement
    from lunargraph.extraction.tokens import Token
    from lunargraph.extraction.trace import Trace
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Article, Mention

_BULLET = re.compile(r"\s*(?:[-*•–]|\(?\d{1,2}[.)])\s")
_LONGEST_HEADING = 120
_POINTS_BACK = re.compile(
    r"^\W*(?:The|Its|His|Her|Their|That) (?:\w+ )?(?:signing|ceremony|signature|accession|entry|admission|act|"
    r"document|step|occasion|paper|text) (?:was|is|took|came|had|followed|on|went|bears)|^\W*(?:It|They) did so\b|"
    r"^\W*The (?:date|day) (?:was|is)\b|\bhosted the \w+ (?:signing|ceremony)"
)
_THERE = re.compile(r"^\W*There\b|\bthere\b|\bon that occasion\b")
#: So many characters are parsed together: more take hardly less time, and what is stated waits for them.
_TOGETHER = 20_000
#: As many at least does an article count for.
_LEAST = 100
_COUNTED = frozenset({"agreement", "station", "programme", "organization", "mission"})


class Extractor:
    """Read claims, counts and milestones from articles by rule.

    Args:
        lexicon: who and what exists.
        model: name of an installed spaCy pipeline with tagger, parser and lemmatizer.
        entities: what finds the names in an article; the lexicon's own finder if left out.
        calibrated: whether claims carry the share of like claims that were right, or else their raw measure.

    Raises:
        ModelError: where the pipeline is missing or lacks a part.
        RuleError: where a rule or the map of confidences is malformed.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        model: str = DEFAULT_MODEL,
        *,
        entities: EntitySource | None = None,
        calibrated: bool = True,
    ) -> None:
        self.lexicon = lexicon
        self.nlp = load_model(model)
        keep_freed()
        self._finder = MentionFinder(lexicon) if entities is None else CheckedEntities(entities, lexicon)
        self._reader = SentenceReader(load_frames(), load_senses(), StatusReader())
        self._confidence = load_confidence() if calibrated else None

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield one :class:`Extraction` per article, in order; also for articles that state nothing.

        Short articles that follow each other are parsed together, so up to some 20,000 characters are read ahead.
        """
        for batch in _batches(articles):
            yield from self._together(batch)

    def read(self, article: Article, trace: Trace | None = None) -> Extraction:
        """Extract one article; a trace, where one is given, collects what was considered and set aside."""
        draft = self._begin(article, trace)
        return self._finish(draft, parse(self.nlp, article.text, draft.plan.to_parse()))

    def _together(self, articles: Sequence[Article]) -> Iterator[Extraction]:
        """Read articles with one call of the parser; what fails in one of them is raised in its turn."""
        parses: Sequence[Iterator[Parsed]] = []
        if len(articles) > 1:
            # whose fault it is shows when each is read alone
            with suppress(Exception):
                drafts = [self._begin(article) for article in articles]
                parses = parse_together(self.nlp, [(d.article.text, d.plan.to_parse()) for d in drafts])
        yield from map(self._finish, drafts, parses) if parses else map(self.read, articles)

    def _begin(self, article: Article, trace: Trace | None = None) -> Draft:
        """Find the names of an article and plan how it is read."""
        passages = clean(article)
        found = self._finder.find(article, [(p.start, p.end) for p in passages])
        discourse = Discourse(self.lexicon, {a.id: a for a in found.actors})
        titled = self._prime(article, discourse)
        cut = with_mentions(passages, found.mentions)
        tables = {table[0]: table for table in grids(article.text, cut)}
        rows = {passage for table in tables.values() for passage in table}
        far = far_off(article, cut, titled, partial(_is_row, text=article.text)) - rows
        plan = Plan(cut, beginnings(article.title, article.text, cut), tables, far)
        draft = Draft(article, found, discourse, plan, titled=titled_nodes(titled))
        if trace is not None:
            self._follow(draft, trace, [(p.start, p.end) for p in passages])
        return draft

    def _finish(self, draft: Draft, parses: Iterable[Parsed]) -> Extraction:
        """Read the parsed passages of an article, and its tables, in order."""
        article, plan, found, trace = draft.article, draft.plan, draft.found, draft.trace
        left = iter(parses)
        parsed = next(left, None)
        for passage in plan.passages:
            to_read = parsed if parsed is not None and parsed.passage is passage else None
            if to_read is None and passage not in plan.far and passage not in plan.tables:
                continue
            if passage.start in plan.sections:
                draft.discourse.begin_section(passage.start)
            if passage in plan.tables:
                cells = read_grid(article, plan.tables[passage], draft.discourse)
                draft.claims += [replace(c, reading=plain_reading(c, draft.source)) for c in cells]
            elif to_read is None:
                draft.pass_over(passage)
            else:
                self._passage(draft, to_read)
                parsed = next(left, None)
        heard = last_word(draft.claims)
        claims = tuple(settle(heard))
        if trace is not None:
            trace.refuted(draft.claims, heard)
            trace.settled(heard, claims)
        return Extraction(
            article=article.id,
            claims=tuple(self._weighed(claim) for claim in claims),
            counts=tuple(dict.fromkeys(draft.counts)),
            milestones=tuple(dict.fromkeys(draft.milestones)),
            mentions=tuple(sorted((*found.mentions, *found.inner), key=lambda m: (m.start, m.end))),
            actors=found.actors,
            predicates=_predicates(draft.discourse.predicates),
        )

    def _weighed(self, claim: Claim) -> Claim:
        """Return the claim with what its raw measure is worth; the reading keeps the measure."""
        if self._confidence is None:
            return replace(claim, confidence=sureness(claim, claim.confidence))
        return weighed(replace(claim, reading=replace(claim.reading, measure=claim.confidence)), self._confidence)

    def _follow(self, draft: Draft, trace: Trace, kept: Iterable[tuple[int, int]]) -> None:
        """Let a trace collect what this article does not give."""
        draft.trace = draft.discourse.trace = trace
        names = {a.id: a.name for a in (*self.lexicon.actors.values(), *draft.found.actors)}
        names |= {p.id: p.name for p in self.lexicon.programs.values()}
        trace.begin(draft.article, kept, names)

    def _prime(self, article: Article, discourse: Discourse) -> Sequence[Mention]:
        """Let the title set the focus before the first sentence; return what it names."""
        title = replace(article, text=article.title)
        discourse.next_sentence()
        named = self._finder.find(title, [(0, len(title.text))]).mentions
        for mention in named:
            if mention.kind is Kind.PROGRAM:
                discourse.note_program(mention.node)
            elif mention.form != "adjective":
                discourse.note_group([replace(mention, start=-1)], subject=False)
        return named

    def _passage(self, draft: Draft, parsed: Parsed) -> None:
        row = _is_row(parsed.passage, draft.article.text)
        if not row:
            draft.context = None
        # a row is one statement, however the parser cuts it
        for sentence in [Sentence(parsed.doc)] if row else parsed.sentences:
            draft.discourse.next_sentence()
            note_subject_of(parsed, sentence, draft.discourse)
            for token in sentence.named:
                subject = _is_subject(token, parsed)
                draft.discourse.note_group(token.mentions, subject=subject, aside=is_aside(token))
                draft.discourse.note_kinds(token.mentions[-1].node, kinds_of(token))
            self._sentence(draft, parsed, sentence, row=row)
        if draft.context is None and _announces(parsed, draft.article.text):
            draft.context = list_context(parsed, list(parsed.doc), draft.discourse, self._reader.senses)

    def _sentence(self, draft: Draft, parsed: Parsed, sentence: Sentence, *, row: bool) -> None:
        start, end = parsed.sentence_offsets(sentence)
        text = draft.article.text[start:end]
        dates = find_dates(text, published=draft.article.published, anchor=draft.anchor)
        senses, status = self._reader.senses, self._reader.status
        statements = [
            *self._reader.read(parsed, sentence, draft.discourse, draft.trace),
            *read_led(parsed, sentence, draft.discourse),
            *read_led_names(draft.article.text, start, end, draft.found.mentions, draft.found.inner),
            *read_colon(parsed, sentence, draft.discourse, senses),
        ]
        if row and draft.context:
            statements += read_row(parsed, sentence, draft.context, senses)
        statements += read_parts(parsed, sentence, statements, draft.discourse, (senses, status))
        statements += read_makers(parsed, sentence, statements, draft.discourse, (senses, status))
        statements += read_joint(parsed, statements, draft.discourse, senses)
        statements += read_company(parsed, sentence, statements, draft.discourse, senses)
        statements += read_gapped(parsed, sentence, statements, senses)
        statements += read_elided(parsed, sentence, draft.discourse, statements, draft.answered)
        members = [s for s in statements if s.relation is Relation.MEMBER_OF and s.status is Status.CURRENT]
        statements += read_echo(parsed, sentence, draft.discourse, status, _echoed(statements, members, draft))
        draft.answered = list(statements)
        # an echo answers the sentence before it, not one long past
        draft.last, draft.before = (members[-1], True) if members else (draft.last if draft.before else None, False)
        known = partial(_is_told, (*draft.claims, *statements))
        statements += read_nearby(parsed, sentence, known, draft.discourse, senses)
        found = [self._claim(draft, parsed, sentence, statement, dates) for statement in statements]
        self._date_by_neighbour(draft, text, dates, found, start)
        if draft.fresh and not found and takes_back(text):
            told = [taken_back(claim, draft.article.text, end) for claim in draft.claims[-draft.fresh :]]
            if draft.trace is not None:
                draft.trace.retracted(draft.claims[-draft.fresh :], told, start, end)
            draft.claims[-draft.fresh :] = [claim for claim in told if claim is not None]
        draft.fresh = len(found)
        deals = {(c.subject, c.object) for c in found if c.relation is Relation.COOPERATES_WITH}
        if len(deals) == 1:
            draft.discourse.note_deal(next(iter(deals)), end - 1)
        for claim in found:
            if claim.status is Status.CURRENT and claim.relation is not Relation.COOPERATES_WITH:
                draft.discourse.note_standing(claim.subject, claim.object)
        draft.claims += found
        self._numbers(draft, parsed, sentence, dates)
        if dates:
            draft.anchor = dates[-1].value

    def _date_by_neighbour(
        self, draft: Draft, text: str, dates: Sequence[DateMention], found: list[Claim], start: int
    ) -> None:
        """Carry a date over a full stop where the text itself points back to the event.

        Forwards: "Oman joined. The signing was on Monday." Backwards: "The ceremony was held on Tuesday.
        There Belgium joined."
        """
        value = _plain_date(dates[0].value) if len(dates) == 1 else None
        own = dated(dates[0], start, value, draft.source, (0, 0)) if value else Dated()
        if value and _POINTS_BACK.search(text) and not any(_is_joining(c) for c in found):
            for index, claim in enumerate(draft.claims):
                if claim in draft.undated:
                    draft.claims[index] = replace(claim, date=value, reading=replace(claim.reading, date=own))
        if draft.last_date and not dates and _THERE.search(text):
            then, how = draft.last_date, draft.last_dated
            found[:] = [
                replace(c, date=then, reading=replace(c.reading, date=how)) if _is_joining(c) and c.date is None else c
                for c in found
            ]
        draft.undated = [c for c in found if _is_joining(c) and c.date is None]
        draft.last_date, draft.last_dated = (None, Dated()) if any(_is_joining(c) for c in found) else (value, own)

    def _claim(
        self, draft: Draft, parsed: Parsed, sentence: Sentence, statement: Statement, dates: Sequence[DateMention]
    ) -> Claim:
        start, end = parsed.sentence_offsets(sentence)
        text = draft.article.text[start:end]
        date, how = None, Dated()
        stays = statement.status is Status.CURRENT and statement.rule.startswith(LEAVING)
        if dates and statement.predicate is not None and not stays:
            first, last = parsed.spans[statement.predicate.i]
            named = draft.source.within(statement.subject, start, end, first)
            own = bracketed(dates, named.end - start, text) if named and named.kind is not Kind.PROGRAM else None
            chosen = own or choose_date(dates, first - start, last - start, text)
            if chosen:
                planned = statement.status is Status.PLANNED
                date = look_ahead(chosen, draft.article.published) if planned else chosen.value
                how = dated(chosen, start, _plain_date(date), draft.source, (start, end))
        topics = statement.topics
        if statement.relation is Relation.COOPERATES_WITH and not topics:
            topics = topics_of(parsed, sentence, self._reader.senses)
        return Claim(
            article=draft.article.id,
            subject=statement.subject,
            relation=statement.relation,
            object=statement.object,
            status=statement.status,
            evidence=Evidence(
                article=draft.article.id, start=start, end=end, sentence=text, rule=statement.rule, cue=statement.cue
            ),
            date=_plain_date(date),
            role=statement.role,
            about=statement.about,
            topics=topics,
            attributed_to=self._speaker(draft, parsed, statement),
            confidence=statement.confidence,
            reading=reading_of(parsed, sentence, statement, draft.source, how),
        )

    def _speaker(self, draft: Draft, parsed: Parsed, statement: Statement) -> str:
        if statement.speaker is None:
            return ""
        for head in speaker_of(statement.speaker):
            tokens = [t for t in head.subtree if t.i <= head.i]
            start, end = parsed.offsets(tokens[0], head)
            return re.sub(r"\s+", " ", draft.article.text[start:end])[:80]
        return ""

    def _numbers(self, draft: Draft, parsed: Parsed, sentence: Sentence, dates: Sequence[DateMention]) -> None:
        start, end = parsed.sentence_offsets(sentence)
        text = draft.article.text[start:end]
        spans = [
            ProgramSpan(start=m.start - start, end=m.end - start, program=m.node)
            for token in sentence.named
            for m in token.mentions
            if m.kind is Kind.PROGRAM
        ]
        focus = draft.discourse.program_in_focus(_COUNTED, end, within=3, plain=True) or None
        evidence = Evidence(article=draft.article.id, start=start, end=end, sentence=text, rule="count.members.v1")
        draft.counts += [
            Count(program=c.program, value=c.value, qualifier=c.qualifier, evidence=evidence)
            for c in find_counts(text, 0, spans, focus)
        ]
        step = replace(evidence, rule="milestone.step.v1")
        station = draft.discourse.program_in_focus(frozenset({"station"}), end, within=8) or None
        draft.milestones += [
            Milestone(program=m.program, what=m.what, date=m.date, status=m.status, evidence=step)
            for m in find_milestones(text, 0, spans, focus, dates, draft.article.published, station)
        ]


def _is_subject(token: Token, parsed: Parsed) -> bool:
    """Say whether a name is what "it" means next: a subject, its apposition, or the owner of a thing that is one.

    "Bulgaria's turn came" is about Bulgaria; "Hungary's neighbour Serbia", "its space agency, NSSA" about the second.
    """
    if token.dep_ in {"nsubj", "nsubjpass"}:
        return True
    if token.head.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    named = [c for c in token.head.children if c.dep_ == "appos" and parsed.mentions_of(c)]
    if token.dep_ == "appos":
        return not parsed.mentions_of(token.head)
    return token.dep_ in {"conj", "poss"} and not named


def _is_joining(claim: Claim) -> bool:
    """Say whether a claim is about joining or signing now, the one event that a neighbouring sentence may date."""
    joined = claim.evidence.rule.startswith(("sign.", "join.", "admit.", "member.ordinal", "agree.program", "back."))
    return joined and claim.relation is Relation.MEMBER_OF and claim.status is Status.CURRENT


def _plain_date(value: str | None) -> str | None:
    """Return a partial date; spans and decades ("2024/2028", "203X") date no claim."""
    return value if value and "/" not in value and "X" not in value else None


def _echoed(statements: Sequence[Statement], members: Sequence[Statement], draft: Draft) -> Statement | None:
    """Return the membership that an echo in a sentence would repeat: its own last one, else the one just told."""
    if members:
        return members[-1]
    own = [s for s in statements if s.relation is Relation.MEMBER_OF]
    earlier = [s for s in draft.answered if s.relation is Relation.MEMBER_OF]
    return own[-1] if own else draft.last or (earlier[-1] if earlier else None)


def _is_told(told: Iterable[Claim | Statement], subject: str, object_: str) -> bool:
    return any((c.subject, c.object) == (subject, object_) for c in told)


def _is_row(passage: Passage, text: str) -> bool:
    """Say whether a passage is a row of a list or table rather than prose."""
    line = text[passage.start : passage.end]
    return (passage.kind == "item" or " | " in line or bool(_BULLET.match(line))) and not is_prose_item(line)


def _announces(parsed: Parsed, text: str) -> bool:
    """Say whether a passage can announce a list: a heading, a lead-in with a colon, a line without a full stop."""
    passage = parsed.passage
    line = text[passage.start : passage.end].rstrip()
    return passage.kind == "heading" or line.endswith(":") or (len(line) < _LONGEST_HEADING and line[-1:] not in ".!?")


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield short articles together and long ones alone; those before a fault of the source come before it."""
    batch: list[Article] = []
    size = 0
    try:
        for article in articles:
            added = len(article.text) + _LEAST
            if batch and size + added > _TOGETHER:
                yield batch
                batch, size = [], 0
            batch.append(article)
            size += added
    except Exception:
        yield batch
        raise
    yield batch


def _predicates(met: Iterable[tuple[bool, frozenset[str]]]) -> tuple[str, ...]:
    return tuple(sorted({f"{'verb' if verb else 'noun'} {sense}" for verb, senses in met for sense in senses}))


def settle(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Keep each (subject, relation, object, status) once, and drop the membership of those who lead.

    The most confident statement stands for the rest; among equals the one with a date, then the first.
    """
    best: dict[tuple[str, str, str, str], Claim] = {}
    for claim in claims:
        key = (claim.subject, claim.relation, claim.object, claim.status)
        kept = best.get(key)
        if kept is None:
            best[key] = claim
        elif kept.date is None and claim.date is not None:
            best[key] = replace(claim, confidence=max(claim.confidence, kept.confidence))
        elif claim.confidence > kept.confidence and (claim.date or not kept.date):
            best[key] = claim
    leading = {(c.subject, c.object) for c in best.values() if c.relation is Relation.LEADS}
    for claim in best.values():
        member = claim.relation is Relation.MEMBER_OF and claim.status is Status.CURRENT
        if not (member and (claim.subject, claim.object) in leading):
            yield claim
