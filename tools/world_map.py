"""Make the explorer's map, ``lunargraph/explorer/vendor/world.json``, from Natural Earth.

Natural Earth's country boundaries (public domain) come as TopoJSON in the npm package world-atlas (ISC), codes from
the npm package i18n-iso-countries (MIT). Nothing else is needed, and the same packages give the same file:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && mv package world-atlas
    npm pack i18n-iso-countries@7.14.0 && tar xzf i18n-iso-countries-7.14.0.tgz && mv package iso
    python tools/world_map.py world-atlas iso/codes.json lunargraph/explorer/vendor/world.json

Borders are simplified arc by arc, so that two countries keep sharing one line. Countries come from the 1:50m data,
those that are not in it from 1:10m. Land without a code of its own in ISO 3166-1, or that the lexicon does not list, is
drawn as it is in the data, without a name. Antarctica is left out.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from itertools import pairwise
from pathlib import Path

from lunargraph.lexicon import load_lexicon

Point = tuple[float, float]

WIDTH = 3000
#: The middle of the map: at 11 degrees east its edge runs through the Bering Strait and cuts no country in two.
MIDDLE = 11.0
#: Corners that span less than this many square units go; so do islands smaller than the second.
LEAST_CORNER, LEAST_ISLAND = 1.6, 4.0
#: Smaller countries get a dot beside their outline, so that they can be seen and hit.
SMALL = 200.0
#: Natural Earth has Kosovo without a code; the lexicon uses the one that the European Union and others use.
CODES = {"Kosovo": "XKX"}
ANTARCTICA = "010"

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2


def equal_earth(longitude: float, latitude: float) -> Point:
    """Project degrees to the plane by Equal Earth (Šavrič, Patterson and Jenny, 2018): areas keep their proportions."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = math.radians(longitude - MIDDLE) * math.cos(theta) / (_M * slope)
    return x, theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))


SCALE = WIDTH / (2 * equal_earth(MIDDLE + 180, 0)[0])
TOP = equal_earth(0, 84)[1]
HEIGHT = round((TOP - equal_earth(0, -56.5)[1]) * SCALE)


class Atlas:
    """One TopoJSON file of countries, its arcs projected, and simplified when they are asked for."""

    def __init__(self, path: Path) -> None:
        """Read and project the file."""
        topology = json.loads(path.read_text(encoding="utf-8"))
        (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.geometries = topology["objects"]["countries"]["geometries"]
        self.arcs = [self._projected(arc, kx, ky, dx, dy) for arc in topology["arcs"]]

    @staticmethod
    def _projected(arc: list[list[int]], kx: float, ky: float, dx: float, dy: float) -> list[Point]:
        x = y = 0
        degrees: list[Point] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            longitude = x * kx + dx
            # a line that crosses the antimeridian goes on beyond it
            if degrees:
                longitude += 360 * round((degrees[-1][0] - longitude) / 360)
            degrees.append((longitude, y * ky + dy))
        turn = 360 * round((MIDDLE - sum(at for at, _ in degrees) / len(degrees)) / 360)
        points = [equal_earth(longitude + turn, latitude) for longitude, latitude in degrees]
        return [(WIDTH / 2 + px * SCALE, (TOP - py) * SCALE) for px, py in points]

    def rings(self, geometry: dict[str, object], *, simple: bool) -> list[list[Point]]:
        """Return the outer and inner rings of a geometry as lists of points."""
        arcs = geometry["arcs"]
        polygons = arcs if geometry["type"] == "MultiPolygon" else [arcs]
        return [self._ring(ring, simple=simple) for polygon in polygons for ring in polygon]

    def _ring(self, numbers: list[int], *, simple: bool) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number if number >= 0 else ~number]
            drawn = simplify(arc, LEAST_CORNER) if simple else arc
            points += (drawn if number >= 0 else drawn[::-1])[1 if points else 0 :]
        return points


def simplify(points: list[Point], least: float) -> list[Point]:
    """Leave out, smallest first, corners whose triangle is below ``least`` (Visvalingam and Whyatt, 1993)."""
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    gone = [False] * len(points)

    def size(at: int) -> float:
        return abs(area([points[before[at]], points[at], points[after[at]]]))

    heap = [(size(at), at) for at in range(1, len(points) - 1)]
    heapq.heapify(heap)
    left = len(points)
    least_points = 4 if points[0] == points[-1] else 2
    while heap and left > least_points:
        triangle, at = heapq.heappop(heap)
        if triangle >= least:
            break
        if gone[at] or triangle != size(at):
            continue
        gone[at] = True
        left -= 1
        before[after[at]], after[before[at]] = before[at], after[at]
        for near in (before[at], after[at]):
            if 0 < near < len(points) - 1:
                heapq.heappush(heap, (max(triangle, size(near)), near) if size(near) > triangle else (size(near), near))
    return [point for point, out in zip(points, gone, strict=True) if not out]


def area(ring: list[Point]) -> float:
    """Return the area that a ring encloses, negative where it runs the other way."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) / 2


def centre(ring: list[Point]) -> Point:
    """Return the middle of a ring."""
    whole = area(ring)
    if abs(whole) < 1e-9:
        return ring[0]
    x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
        cross = x0 * y1 - x1 * y0
        x, y = x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return x / (6 * whole), y / (6 * whole)


def outline(rings: list[list[Point]]) -> str:
    """Write rings as the data of an SVG path, in whole units, each point relative to the one before."""
    parts = []
    for ring in rings:
        whole = [(round(x), round(y)) for x, y in ring]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
        words = " ".join(f"{dx} {dy}" for dx, dy in steps if dx or dy).replace(" -", "-")
        parts.append(f"M{whole[0][0]} {whole[0][1]}l{words}z")
    return "".join(parts)


def country(atlas: Atlas, geometry: dict[str, object]) -> dict[str, object]:
    """Return a country as the page draws it: outline ``d``, a middle ``at`` and, for small ones, ``dot``."""
    exact = max(atlas.rings(geometry, simple=False), key=lambda ring: abs(area(ring)))
    whole = sum(abs(area(ring)) for ring in atlas.rings(geometry, simple=False))
    rings = sorted(atlas.rings(geometry, simple=True), key=lambda ring: -abs(area(ring)))
    kept = [
        ring for ring in rings if abs(area(ring)) >= LEAST_ISLAND and len({(round(x), round(y)) for x, y in ring}) > 2
    ]
    found: dict[str, object] = {"at": [round(value) for value in centre(exact)]}
    if kept:
        found["d"] = outline(kept)
    if whole < SMALL or not kept:
        found["dot"] = True
    return found


def main(folder: Path, codes: Path, target: Path) -> None:
    """Write the map to ``target``."""
    alpha = {row[2]: row[1] for row in json.loads(codes.read_text(encoding="utf-8"))}
    wanted = {key.partition(":")[2] for key in load_lexicon().actors if key.startswith("country:")}
    countries: dict[str, dict[str, object]] = {}
    rest: list[list[Point]] = []
    for name in ("countries-50m.json", "countries-10m.json"):
        atlas, first = Atlas(folder / name), name == "countries-50m.json"
        for geometry in atlas.geometries:
            code = CODES.get(geometry["properties"]["name"]) or alpha.get(str(geometry.get("id", "")).zfill(3), "")
            if code in wanted and code not in countries:
                countries[code] = country(atlas, geometry)
            elif first and code not in wanted and geometry.get("id") != ANTARCTICA:
                rest += [ring for ring in atlas.rings(geometry, simple=True) if abs(area(ring)) >= LEAST_ISLAND]
    world = {
        "source": "Natural Earth 4.1.0 (public domain) by way of world-atlas 2.0.2 (ISC); Equal Earth projection",
        "width": WIDTH,
        "height": HEIGHT,
        "countries": dict(sorted(countries.items())),
        "rest": outline(rest),
    }
    target.write_text(json.dumps(world, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(countries)} countries, {target.stat().st_size / 1000:.0f} kB")
    print(f"not found: {sorted(wanted - countries.keys())}")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
