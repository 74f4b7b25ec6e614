"""The place that is found is the best there is, as if every place had been looked at with the plainest arithmetic."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.explorer.room import _WIDTH, Bands, Room

#: So far from the middle the plain search looks; what is taken below lies well within.
_EDGE = 24
_NUMBERS = st.floats(-4, 4).map(lambda number: round(number, 2))
_CIRCLES = st.lists(st.tuples(st.tuples(_NUMBERS, _NUMBERS), st.sampled_from([0.42, 0.65, 1.5, 2.2])), max_size=8)


def plain(taken, keeping, squeeze, radius, wish):
    """Look at every place."""
    best = (math.inf, (0.0, 0.0))
    for x, y in itertools.product([n / 2 for n in range(-_EDGE, _EDGE + 1)], repeat=2):
        price = math.hypot(x * squeeze, y) + keeping * math.dist((x, y), wish)
        found = (round(price, 6), (x, y))
        if found < best and not any(math.hypot(x - a, y - b) < far + radius for (a, b), far in taken):
            best = found
    return best[1]


@given(_CIRCLES, st.sampled_from([0.2, 0.35]), st.sampled_from([0.67, 0.93]), st.tuples(_NUMBERS, _NUMBERS))
def test_the_best_place_is_found(taken, keeping, squeeze, wish):
    """One after the other, so that what was full stays full and what is found is taken itself."""
    room = Room(Bands(squeeze), keeping)
    for centre, far in taken:
        room.take(centre, far)
    for radius in (0.65, 1.5, 0.65):
        found = room.nearest_gap(radius, wish)
        assert found == plain(taken, keeping, squeeze, radius, wish)
        room.take(found, radius)
        taken = [*taken, (found, radius)]


def test_circles_may_touch():
    """Where one ends another may begin; of places with one price the leftmost, then the topmost is taken."""
    room = Room(Bands(1.0), 0.2)
    assert room.nearest_gap(0.5, (0.0, 0.0)) == (0.0, 0.0)
    room.take((0.0, 0.0), 0.5)
    assert room.nearest_gap(0.5, (0.0, 0.0)) == (-1.0, 0.0)
    room.take((-1.0, 0.0), 0.5)
    assert room.nearest_gap(0.5, (0.0, 0.0)) == (0.0, -1.0)


@pytest.mark.parametrize("squeeze", [0.5, 0.67, 1.0, 1.3])
def test_every_place_is_in_one_band(squeeze):
    """None is left out and none comes twice; each band is around the one before."""
    bands = Bands(squeeze)
    seen = []
    inner = 0.0
    for number in range(4):
        band = bands[number]
        assert inner <= band.near.min() <= band.near.max() < inner + _WIDTH
        inner += _WIDTH
        seen += zip(band.x.tolist(), band.y.tolist(), strict=True)
    some = [n / 2 for n in range(-80, 81)]
    assert sorted(seen) == [(x, y) for x in some for y in some if bands.distance((x, y)) < inner]


def test_a_wish_far_away_is_kept_in_view():
    """Free places on the way there cost less, and beyond a wall of taken ones the nearest side wins."""
    room = Room(Bands(1.0), 0.5)
    room.take((0.0, 0.0), 6.0)
    x, y = room.nearest_gap(0.5, (9.0, 0.0))
    assert (x, y) == (6.5, 0.0)
