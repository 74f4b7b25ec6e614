"""Claims that another extractor read: its JSON lines become extractions, or are refused with a sentence.

A claim whose evidence does not stand in the article is no claim here: a model that writes from memory, or
"improves" a quotation, must not put words into an outlet's mouth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from lunargraph.articles.problems import Problem
from lunargraph.articles.quotes import locate
from lunargraph.articles.readers.records_json import read_lines
from lunargraph.confidence import sure_from
from lunargraph.errors import InputError
from lunargraph.extraction.extractor import settle
from lunargraph.extraction.linking import Linker
from lunargraph.extraction.mentions import MentionFinder
from lunargraph.model import Actor, Claim, Count, Evidence, Extraction, Kind, Mention, Milestone, Relation
from lunargraph.sheets import claim_of, count_of, entities_of, id_of, milestone_of, objects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from lunargraph.articles.problems import Severity
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Article
    from lunargraph.sheets import NotedClaim, NotedCount, NotedMilestone

RULE = "external"
Noted = TypeVar("Noted")


class ExternalReader:
    """Give the claims of a JSON-lines file as extractions of the articles with the same ids.

    The file is held in memory. ``report`` is told of every line, claim, count and milestone that is refused.

    Raises:
        InputError: where the file cannot be read.
    """

    def __init__(self, path: Path, lexicon: Lexicon, *, report: Callable[[Problem], None]) -> None:
        self.path = path
        self.linker = Linker(lexicon)
        self.finder = MentionFinder(lexicon)
        self._report = report
        self._records: dict[str, tuple[int, dict[str, Any]]] = {}
        try:
            with path.open("rb") as file:
                for line, record in read_lines(file, lambda reason: self._tell(None, reason, "note")):
                    self._keep(line or 0, record)
        except InputError as error:
            raise InputError(f"{path}: {error}; give a file with one JSON object per article.") from None
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise InputError(f"{path} cannot be read ({reason}); give a file with one object per article.") from None

    def _keep(self, line: int, record: dict[str, Any] | str) -> None:
        try:
            if isinstance(record, str):
                raise InputError(record)  # noqa: TRY301 - told like all other faults of a line
            article = id_of(record)
        except InputError as error:
            self._tell(line, str(error))
            return
        first, _ = self._records.setdefault(article, (line, record))
        if first != line:
            self._tell(line, f"the id {article!r} stands in line {first} already; only the first was kept")

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield one extraction per article, in order; an article that the file lacks is told and states nothing."""
        for article in articles:
            line, record = self._records.get(article.id, (0, None))
            if record is None:
                self._tell(None, f"it has no line for the article {article.id!r}, which so states nothing", "skipped")
                yield Extraction(article=article.id)
            else:
                yield _Page(self, article, line, record).extraction()

    def _tell(self, line: int | None, reason: str, kind: Severity = "error") -> None:
        self._report(Problem(path=str(self.path), line=line, reason=reason, kind=kind))


@dataclass(slots=True)
class _Page:
    """One article beside its line of the file."""

    reader: ExternalReader
    article: Article
    line: int
    record: Mapping[str, Any]
    actors: dict[str, Actor] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)

    def extraction(self) -> Extraction:
        self.kinds = {name: Kind(kind) for kind, names in self._entities().items() for name in names}
        claims = tuple(settle(self._each("claims", claim_of, self._claim)))
        return Extraction(
            article=self.article.id,
            claims=claims,
            counts=tuple(self._each("counts", count_of, self._count)),
            milestones=tuple(self._each("milestones", milestone_of, self._milestone)),
            mentions=tuple(sorted(self._mentions(), key=lambda m: (m.start, m.end, m.node))),
            actors=tuple(self.actors.values()),
        )

    def _entities(self) -> Mapping[str, tuple[str, ...]]:
        try:
            return entities_of(self.record) or {}
        except InputError as error:
            self.reader._tell(self.line, str(error))  # noqa: SLF001 - two halves of one reader
            return {}

    def _each(
        self, key: str, check: Callable[[Mapping[str, Any]], Noted], turn: Callable[[Noted], Any]
    ) -> Iterator[Any]:
        """Yield what each object under a key turns into; what is refused is told and costs nothing else."""
        try:
            found = objects(self.record, key)
        except InputError as error:
            self.reader._tell(self.line, str(error))  # noqa: SLF001 - two halves of one reader
            return
        for raw in found:
            try:
                yield turn(check(raw))
            except InputError as error:
                self.reader._tell(self.line, str(error))  # noqa: SLF001 - as above

    def _claim(self, noted: NotedClaim) -> Claim:
        what = f"the claim {noted.subject!r} - {noted.object!r}"
        evidence = self._evidence(noted.evidence, what, noted.start, noted.cue)
        subject = self._actor(noted.subject)
        if noted.relation is Relation.COOPERATES_WITH:
            subject, object_ = sorted((subject, self._actor(noted.object)))
        else:
            object_ = self._program(noted.object, what)
        if subject == object_:
            raise InputError(f"{what} joins one actor to itself; leave it out")
        about = self.reader.linker.program(noted.about) if noted.about else None
        return Claim(
            article=self.article.id,
            subject=subject,
            relation=noted.relation,
            object=object_,
            status=noted.status,
            evidence=evidence,
            date=noted.date,
            role=noted.role,
            about=about or "",
            topics=noted.topics,
            attributed_to=noted.attributed_to,
            # below most rules, yet shown: who says nothing should neither outweigh what was measured nor vanish
            confidence=sure_from() if noted.confidence is None else noted.confidence,
        )

    def _count(self, noted: NotedCount) -> Count:
        what = f"the count {noted.value} of {noted.program!r}"
        return Count(
            program=self._program(noted.program, what),
            value=noted.value,
            qualifier=noted.qualifier,
            evidence=self._evidence(noted.evidence, what),
        )

    def _milestone(self, noted: NotedMilestone) -> Milestone:
        what = f"the milestone {noted.what!r} of {noted.program!r}"
        return Milestone(
            program=self._program(noted.program, what),
            what=noted.what,
            date=noted.date,
            status=noted.status,
            evidence=self._evidence(noted.evidence, what),
        )

    def _evidence(self, quote: str, what: str, start: int = -1, cue: str = "") -> Evidence:
        text = self.article.text
        if not quote.strip():
            raise InputError(f"{what} has no evidence; give the words of the article that state it")
        if start >= 0 and text.startswith(quote, start):
            place: tuple[int, int] | None = (start, start + len(quote))
        else:
            place = locate(text, quote)
        if place is None:
            raise InputError(f"{what} has evidence that does not stand in the article's text; quote it word for word")
        first, last = place
        sentence = text[first:last]
        return Evidence(article=self.article.id, start=first, end=last, sentence=sentence, rule=RULE, cue=cue)

    def _actor(self, name: str) -> str:
        kind = self.kinds.get(name)
        if self.reader.linker.actor(name, kind) is None:
            if self.reader.linker.program(name) is not None:
                raise InputError(f"{name!r} is a program and cannot act in a claim; name the actor")
            if kind is Kind.COUNTRY:
                raise InputError(f"{name!r} is no country of the lexicon; use its ISO 3166 code, such as BLR")
        node, new = self.reader.linker.actor_or_new(name, kind)
        if new is not None:
            self.actors.setdefault(node, new)
        return node

    def _program(self, name: str, what: str) -> str:
        known = self.reader.linker.program(name)
        if known is None:
            raise InputError(f"{what} names a program that the lexicon lacks; use one of its names, or add it there")
        return known

    def _mentions(self) -> Iterator[Mention]:
        """Yield where the listed names stand in the text; a label that stands for no printed form has no place."""
        text = self.article.text
        listed: dict[str, tuple[str, Kind]] = {}
        for name, kind in self.kinds.items():
            linker = self.reader.linker
            node = linker.program(name) if kind is Kind.PROGRAM else linker.actor(name, kind)
            if node is None and kind in {Kind.AGENCY, Kind.ORGANIZATION}:
                node = self._actor(name)
            if node is not None:
                listed[node] = name, kind
        found = self.reader.finder.find(self.article, [(0, len(text))]).mentions
        yield from (mention for mention in found if mention.node in listed)
        for node in listed.keys() - {mention.node for mention in found}:
            name, kind = listed[node]
            if place := locate(text, name):
                start, end = place
                yield Mention(
                    article=self.article.id, start=start, end=end, surface=text[start:end], node=node, kind=kind
                )
