"""Is a confidence worth what it says? Bands of claims by confidence, and the map that makes it so."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from lunargraph.confidence import HIGHEST, LOWEST, ConfidenceMap, GoldFile, Knot
from lunargraph.errors import InputError
from lunargraph.evaluation.scores import claim_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lunargraph.evaluation.gold import GoldArticle
    from lunargraph.evaluation.names import Names
    from lunargraph.sheets import Sheet

#: A band with fewer claims says next to nothing and is merged with its neighbour.
LEAST_IN_BAND = 25
#: So many claims at least decide one value of the map, and of many claims a sixth: smaller bins follow chance.
LEAST_IN_BIN = 40
_PART_IN_BIN = 6
_PART_IN_BAND = 6
#: Claims are sure where at least this share of them was right.
SURE_SHARE = 0.9
_EDGES = (0.60, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95)
_FOLDS = 10
_Z = 1.959964  # of a 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One claim that a reader told with a confidence, and whether the gold has it."""

    article: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Claims whose confidence is at least ``low`` and below ``high`` (1 is included at the top).

    ``said`` is their mean confidence, ``right`` of ``claims`` are right.

    >>> band = Band(low=0.8, high=1.0, claims=40, right=36, said=0.88)
    >>> band.precision, [round(bound, 3) for bound in band.interval]
    (0.9, [0.769, 0.96])
    """

    low: float
    high: float
    claims: int
    right: int
    said: float

    @property
    def precision(self) -> float:
        """The share of claims that are right."""
        return self.right / self.claims

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % certainty, after Wilson."""
        n, share = self.claims, self.precision
        spread = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
        middle, scale = share + _Z**2 / (2 * n), 1 + _Z**2 / n
        # rounding may not put the share itself outside
        return max(0.0, min(share, (middle - spread) / scale)), min(1.0, max(share, (middle + spread) / scale))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How far a reader's confidences are worth what they say; ``bands`` rise and none is empty.

    ``error`` is the expected calibration error: how far what is said lies from what is right, the mean over claims.
    """

    bands: tuple[Band, ...]
    error: float

    @property
    def claims(self) -> int:
        """How many claims were judged."""
        return sum(band.claims for band in self.bands)


def judge(gold: Sequence[GoldArticle], told: Mapping[str, Sheet], names: Names) -> list[Judged]:
    """Return every claim with a confidence that a reader told of the articles; optional readings count neither way.

    Claims match as in :func:`lunargraph.evaluation.scores.score`; of two that mean the same the surer one stands.
    """
    judged = []
    for row in gold:
        wanted = {claim_key(claim, names) for claim in row.sheet.claims}
        optional = {claim_key(claim, names) for claim in row.sheet.optional} - wanted
        surest: dict[tuple[str, ...], float] = {}
        sheet = told.get(row.article.id)
        for claim in sheet.claims if sheet else ():
            key = claim_key(claim, names)
            if claim.confidence is not None and key not in optional:
                surest[key] = max(claim.confidence, surest.get(key, 0.0))
        judged += [Judged(article=row.article.id, confidence=c, right=key in wanted) for key, c in surest.items()]
    return judged


def calibration(judged: Sequence[Judged], *, least: int | None = None) -> Calibration:
    """Return the bands of claims, each of at least ``least`` claims where there are as many at all."""
    if least is None:
        least = max(LEAST_IN_BAND, len(judged) // _PART_IN_BAND)
    edges = [0.0, *_EDGES, 1.0]
    bands: list[tuple[float, float, list[Judged]]] = []
    for low, high in pairwise(edges):
        inside = [j for j in judged if low <= j.confidence < high or j.confidence == high == 1]
        if bands and len(bands[-1][2]) < least:
            start, _, before = bands.pop()
            bands.append((start, high, before + inside))
        else:
            bands.append((low, high, inside))
    if len(bands) > 1 and len(bands[-1][2]) < least:
        (start, _, before), (_, end, after) = bands[-2:]
        bands[-2:] = [(start, end, before + after)]
    made = tuple(_band(low, high, inside) for low, high, inside in bands if inside)
    total = sum(band.claims for band in made)
    error = sum(band.claims * abs(band.said - band.precision) for band in made) / total if total else 0.0
    return Calibration(bands=made, error=error)


def _band(low: float, high: float, inside: Sequence[Judged]) -> Band:
    said = math.fsum(j.confidence for j in inside) / len(inside)
    return Band(low=low, high=high, claims=len(inside), right=sum(j.right for j in inside), said=said)


def fit(judged: Sequence[Judged], gold: Iterable[GoldFile] = ()) -> ConfidenceMap:
    """Fit a map on claims judged by their raw measure: isotonic regression over bins of like claims.

    Bins hold :data:`LEAST_IN_BIN` claims at least, and neighbours that would make the map fall are pooled; each pool
    is a knot at its mean measure. ``shown_from`` is the lowest confidence at and above which :data:`SURE_SHARE` of
    the claims are right, the highest there is where none is.

    Raises:
        InputError: where there are too few claims for one bin.
    """
    if len(judged) < LEAST_IN_BIN:
        raise InputError(
            f"A map of confidences needs {LEAST_IN_BIN} claims at least and the gold gives {len(judged)}; "
            "add gold files."
        )
    knots = tuple(
        Knot(
            raw=round(math.fsum(j.confidence for j in pool) / len(pool), 4),
            right=round(min(max(_share(pool), LOWEST), HIGHEST), 4),
            claims=len(pool),
        )
        for pool in pooled(_bins(judged))
    )
    right = sum(j.right for j in judged)
    fitted = ConfidenceMap(knots=knots, shown_from=1.0, claims=len(judged), right=right, gold=tuple(gold))
    return replace(fitted, shown_from=_sure_from(mapped(judged, fitted)))


def mapped(judged: Iterable[Judged], fitted: ConfidenceMap) -> list[Judged]:
    """Return claims judged by their raw measure with the confidence that a map gives them."""
    return [replace(j, confidence=fitted.of(j.confidence)) for j in judged]


def left_out(judged: Sequence[Judged]) -> list[tuple[Judged, bool]]:
    """Return the claims as maps fitted on other articles weigh them, and whether each is sure by its map.

    What a map is worth on news to come shows on these and not on the claims that it was fitted on. Empty where the
    rest of the articles give too few claims for a map.
    """
    order = {article: number for number, article in enumerate(sorted({j.article for j in judged}))}
    result: list[tuple[Judged, bool]] = []
    for fold in range(_FOLDS):
        inside = [j for j in judged if order[j.article] % _FOLDS == fold]
        others = [j for j in judged if order[j.article] % _FOLDS != fold]
        if len(others) < LEAST_IN_BIN:
            return []
        fitted = fit(others)
        result += [(j, j.confidence >= fitted.shown_from) for j in mapped(inside, fitted)]
    return result


def pooled(bins: Iterable[Sequence[Judged]]) -> list[list[Judged]]:
    """Pool neighbouring bins until the share of right claims nowhere falls or stays from one to the next."""
    pools: list[list[Judged]] = []
    for each in bins:
        pools.append(list(each))
        while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    return pools


def _bins(judged: Sequence[Judged]) -> list[list[Judged]]:
    """Cut the claims, weakest first, into bins of at least so many; claims of one measure stay together."""
    size = max(LEAST_IN_BIN, len(judged) // _PART_IN_BIN)
    alike: dict[float, list[Judged]] = defaultdict(list)
    for j in judged:
        alike[j.confidence].append(j)
    bins: list[list[Judged]] = [[]]
    for _, group in sorted(alike.items()):
        if len(bins[-1]) >= size:
            bins.append([])
        bins[-1] += group
    if len(bins) > 1 and len(bins[-1]) < size:
        bins[-2:] = [bins[-2] + bins[-1]]
    return bins


def _share(judged: Sequence[Judged]) -> float:
    return sum(j.right for j in judged) / len(judged)


def _sure_from(judged: Sequence[Judged]) -> float:
    """Return the lowest confidence such that enough of the claims with it or more are right."""
    values = sorted({j.confidence for j in judged})
    return next((v for v in values if _share([j for j in judged if j.confidence >= v]) >= SURE_SHARE), values[-1])
