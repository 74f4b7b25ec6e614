"""Where there is room on the canvas: the free place that is nearest to the middle and to where something wants to be.

Places lie on a grid of half a unit. They are looked through in bands around the middle, many at a time; what decides in
the end is compared to the last digit, so that every machine finds the same place.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Point = tuple[float, float]

#: Prices are compared to so many digits, and lie no further than this from what they were rounded from.
_DIGITS = 6
_ROUNDED = 1e-6
#: By how much distances that are worked out for many at a time may be off.
_OFF = 1e-9
#: How wide a band is.
_WIDTH = 2
#: Places that are looked at together, the cheapest first.
_MANY = 64


@dataclass(frozen=True, slots=True)
class _Band:
    """Places of one band, each with its distance from the middle."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    near: NDArray[np.float64]


class Bands:
    """All places of the grid by their distance from the middle, in units of height; across, a unit counts ``squeeze``.

    They can be shared by rooms; each band is made when it is first asked for.
    """

    def __init__(self, squeeze: float) -> None:
        self._squeeze = squeeze
        self._made: list[_Band] = []

    def distance(self, point: Point) -> float:
        """Return the distance of a point from the middle."""
        return math.hypot(point[0] * self._squeeze, point[1])

    def __getitem__(self, number: int) -> _Band:
        """Return the places of a band: the first is around the middle, each next one around that before."""
        while len(self._made) <= number:
            self._made.append(self._band(len(self._made)))
        return self._made[number]

    def _band(self, number: int) -> _Band:
        inner, outer = number * _WIDTH, (number + 1) * _WIDTH
        down, across = math.ceil(2 * outer), math.ceil(2 * outer / self._squeeze)
        y, x = np.mgrid[-down : down + 1, -across : across + 1] / 2
        near = np.hypot(x * self._squeeze, y)
        here = (near >= inner) & (near < outer)
        return _Band(x[here], y[here], near[here])


class Room:
    """What is taken on the canvas, as circles; ``keeping`` says how strongly what comes keeps to where it wants to be.

    What was full stays full: places without room for a radius are not looked at again.
    """

    def __init__(self, bands: Bands, keeping: float) -> None:
        self._bands, self._keeping = bands, keeping
        self._taken: list[tuple[float, float, float]] = []
        self._circles = np.empty((0, 3))
        self._open: dict[float, list[NDArray[np.bool_]]] = defaultdict(list)

    def take(self, centre: Point, radius: float) -> None:
        """Take a circle."""
        self._taken.append((*centre, radius))

    def nearest_gap(self, radius: float, wish: Point) -> Point:
        """Return where a circle fits at the least price: its distance from the middle, and a share of that from a wish.

        Of places with one price it is the leftmost, then the topmost.
        """
        if len(self._circles) < len(self._taken):
            self._circles = np.array(self._taken)
        best: tuple[float, Point] = (math.inf, (0.0, 0.0))
        for number in itertools.count():
            # nothing in this band or a wider one can cost less than its distance from the middle
            if number * _WIDTH > best[0] + _ROUNDED:
                break
            best = self._best_of(number, radius, wish, best)
        return best[1]

    def _best_of(self, number: int, radius: float, wish: Point, best: tuple[float, Point]) -> tuple[float, Point]:
        band, free = self._bands[number], self._open_places(radius, number)
        places = np.flatnonzero(free)
        # roots of squares are several times as fast as hypot()
        away = np.sqrt((band.x[places] - wish[0]) ** 2 + (band.y[places] - wish[1]) ** 2)
        costs = band.near[places] + self._keeping * away
        while len(places):
            some = np.argpartition(costs, _MANY)[:_MANY] if len(costs) > _MANY else np.arange(len(costs))
            some = some[np.argsort(costs[some], kind="stable")]
            if costs[some[0]] > best[0] + 2 * _ROUNDED:
                break
            chosen = places[some]
            full = self._full(band.x[chosen], band.y[chosen], radius)
            free[chosen[full]] = False
            for place, cost in zip(chosen[~full].tolist(), costs[some[~full]].tolist(), strict=True):
                if cost > best[0] + 2 * _ROUNDED:
                    return best
                point = (float(band.x[place]), float(band.y[place]))
                price = self._bands.distance(point) + self._keeping * math.dist(point, wish)
                found = (round(price, _DIGITS), point)
                if found < best and self._is_free(point, radius):
                    best = found
            left = costs <= best[0] + 2 * _ROUNDED
            left[some] = False
            places, costs = places[left], costs[left]
        return best

    def _open_places(self, radius: float, number: int) -> NDArray[np.bool_]:
        known = self._open[radius]
        while len(known) <= number:
            known.append(np.ones(len(self._bands[len(known)].x), dtype=np.bool_))
        return known[number]

    def _full(self, x: NDArray[np.float64], y: NDArray[np.float64], radius: float) -> NDArray[np.bool_]:
        """Say for each place whether it is full for sure."""
        left, top, taken = self._circles.T
        distances = (x[:, None] - left) ** 2 + (y[:, None] - top) ** 2
        return np.asarray((distances < (taken + (radius - _OFF)) ** 2).any(axis=1), dtype=np.bool_)

    def _is_free(self, point: Point, radius: float) -> bool:
        x, y = point
        return not any(math.hypot(x - left, y - top) < taken + radius for left, top, taken in self._taken)
