"""Figures: how much of the gold a reader found, and how much of what it told is gold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.model import STATED_RELATIONS, Kind, Relation, Status
from lunargraph.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from lunargraph.evaluation.gold import GoldArticle
    from lunargraph.evaluation.names import Names
    from lunargraph.sheets import NotedClaim

    Items = Callable[[Sheet], Iterable[Hashable]]

#: The rows of a report by heading: (heading, ((key, what people read), ...)).
GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("Claims", (("claims", "with the right status"), ("claims_without_status", "whatever the status"))),
    ("By relation", tuple((r.value, r.value) for r in STATED_RELATIONS)),
    ("By status", tuple((f"status_{s}", s.value) for s in Status)),
    ("Names", tuple((f"entities_{k}", k.value) for k in Kind)),
    ("Numbers", (("counts", "member counts"), ("milestones", "milestones"))),
)
#: An article with so few gold claims is there to see whether a reader keeps quiet.
_QUIET = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many items were right, spurious (told, not gold) and missed (gold, not told).

    >>> score = Score(right=3, spurious=1, missed=3)
    >>> score.precision, score.recall, score.f1
    (0.75, 0.5, 0.6)
    """

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def empty(self) -> bool:
        """Say that there was nothing to find and nothing was told: no figure means anything."""
        return not (self.right or self.spurious or self.missed)

    @property
    def precision(self) -> float:
        """The share of what was told that is right; 0 where nothing was told."""
        told = self.right + self.spurious
        return self.right / told if told else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was told; 0 where there is nothing."""
        gold = self.right + self.missed
        return self.right / gold if gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        """Add up two scores."""
        return Score(
            right=self.right + other.right,
            spurious=self.spurious + other.spurious,
            missed=self.missed + other.missed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of one reader on one gold file.

    ``rows`` holds a score per key of :data:`GROUPS`. ``macro_f1`` is the mean over articles, so that one long
    list does not outweigh the rest. ``dates_right`` of ``dates`` right claims with a gold date have exactly that
    date. ``quiet`` articles state one claim at most; ``false_claims`` were read in them.
    """

    articles: int
    missing_articles: int
    rows: Mapping[str, Score]
    macro_f1: float
    dates_right: int
    dates: int
    quiet: int
    false_claims: int

    @property
    def date_accuracy(self) -> float | None:
        """The share of right dates, None where no right claim has a gold date."""
        return self.dates_right / self.dates if self.dates else None


def claim_key(claim: NotedClaim, names: Names, *, status: bool = True) -> tuple[str, ...]:
    """Return what makes two claims the same; cooperation has no direction."""
    subject, object_ = names.key(claim.subject), names.key(claim.object)
    if claim.relation is Relation.COOPERATES_WITH and subject > object_:
        subject, object_ = object_, subject
    pair = (subject, claim.relation.value, object_)
    return (*pair, claim.status.value) if status else pair


def score(gold: Sequence[GoldArticle], told: Mapping[str, Sheet], names: Names) -> Figures:
    """Compare what a reader told with the gold; an article that it did not read counts as one it found silent."""
    pairs = [(g.sheet, told.get(g.article.id) or Sheet(article=g.article.id)) for g in gold]
    claims = _claims(names)
    per_article = [_compare(g, t, claims) for g, t in pairs]
    quiet = [one for (g, _), one in zip(pairs, per_article, strict=True) if len(g.claims) <= _QUIET]
    dates = [right for g, t in pairs for right in _dates(g, t, names)]
    return Figures(
        articles=len(gold),
        missing_articles=sum(g.article.id not in told for g in gold),
        rows={
            key: sum((_compare(g, t, items) for g, t in pairs), start=Score()) for key, items in _rows(names).items()
        },
        macro_f1=sum(1.0 if one.empty else one.f1 for one in per_article) / len(gold) if gold else 0.0,
        dates_right=sum(dates),
        dates=len(dates),
        quiet=len(quiet),
        false_claims=sum(one.spurious for one in quiet),
    )


def _compare(gold: Sheet, told: Sheet, items: Items) -> Score:
    wanted, found = set(items(gold)), set(items(told))
    found -= set(items(Sheet(article=gold.article, claims=gold.optional))) - wanted
    return Score(right=len(wanted & found), spurious=len(found - wanted), missed=len(wanted - found))


def _rows(names: Names) -> Mapping[str, Items]:
    """Return, for each row, the items of a sheet that it compares."""
    return {
        "claims": _claims(names),
        "claims_without_status": lambda sheet: [claim_key(c, names, status=False) for c in sheet.claims],
        **{relation.value: _claims(names, relation=relation) for relation in STATED_RELATIONS},
        **{f"status_{status}": _claims(names, status=status) for status in Status},
        **{f"entities_{kind}": _entities(names, kind) for kind in Kind},
        "counts": lambda sheet: [(names.key(c.program), c.value) for c in sheet.counts],
        # steps of a program are told apart by their year: how a text dates them varies too much
        "milestones": lambda sheet: [(names.key(m.program), m.date[:4]) for m in sheet.milestones],
    }


def _claims(names: Names, relation: Relation | None = None, status: Status | None = None) -> Items:
    return lambda sheet: [
        claim_key(claim, names)
        for claim in sheet.claims
        if relation in {None, claim.relation} and status in {None, claim.status}
    ]


def _entities(names: Names, kind: Kind) -> Items:
    return lambda sheet: [names.key(name) for name in (sheet.entities or {}).get(kind, ())]


def _dates(gold: Sheet, told: Sheet, names: Names) -> Iterator[bool]:
    """Yield, for each right claim whose gold has a date, whether exactly that date was told."""
    found = {claim_key(claim, names): claim.date for claim in told.claims}
    for claim in gold.claims:
        key = claim_key(claim, names)
        if claim.date and key in found:
            yield found[key] == claim.date
