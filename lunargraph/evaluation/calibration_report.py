"""Calibration as a table for people, as rows for a spreadsheet, as objects, and as a small picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.evaluation.calibration import Band, Calibration

BAND_COLUMNS = (
    "gold", "reader", "band", "low", "high", "claims", "right", "said", "precision", "precision_low", "precision_high",
    "calibration_error",
)  # fmt: skip
_SIDE, _LEFT, _TOP = 320, 56, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How well one reader's confidences hold on gold files (their names joined by a comma)."""

    gold: str
    reader: str
    articles: int
    calibration: Calibration


def calibration_lines(measured: Measured) -> Iterator[str]:
    """Yield a table: a row per band, then all claims and the expected calibration error."""
    found = measured.calibration
    yield f"{measured.gold}: {measured.articles} articles; {measured.reader}: {found.claims} claims with a confidence"
    yield ""
    yield f"{'confidence':14}{'claims':>8}{'said':>8}{'right':>8}   95 % interval"
    for band in found.bands:
        low, high = band.interval
        cells = f"{_name(band):14}{band.claims:8d}{band.said:8.2f}{band.precision:8.2f}"
        yield f"{cells}   {low:.2f} to {high:.2f}"
    yield ""
    yield f"expected calibration error {found.error:.3f}"


def band_rows(measured: Measured) -> Iterator[dict[str, Any]]:
    """Yield a row per band, with :data:`BAND_COLUMNS`, and one for all of them, which has the calibration error."""
    head = {"gold": measured.gold, "reader": measured.reader}
    for band in measured.calibration.bands:
        yield {**head, "band": _name(band), **_plain(band)}
    found = measured.calibration
    right = sum(band.right for band in found.bands)
    yield {**head, "band": "all", "claims": found.claims, "right": right, "calibration_error": round(found.error, 4)}


def calibration_object(measured: Measured) -> dict[str, Any]:
    """Return the same as a JSON-ready object."""
    return {
        "gold": measured.gold,
        "reader": measured.reader,
        "articles": measured.articles,
        "claims": measured.calibration.claims,
        "calibration_error": round(measured.calibration.error, 4),
        "bands": [_plain(band) for band in measured.calibration.bands],
    }


def reliability_svg(measured: Measured) -> str:
    """Return a reliability plot: what is said across, what is right upwards, with intervals; both agree on the line."""
    bands = measured.calibration.bands
    # the axes begin at the tenth below all that is drawn
    least = min([0.9, *(min(band.said, band.interval[0]) for band in bands)])
    start = math.floor(least * 10) / 10

    def across(value: float) -> float:
        return round(_LEFT + (value - start) / (1 - start) * _SIDE, 1)

    def up(value: float) -> float:
        return round(_TOP + _SIDE - (value - start) / (1 - start) * _SIDE, 1)

    ticks = [tenth / 10 for tenth in range(round(start * 10), 11)]
    right, bottom = _LEFT + _SIDE, _TOP + _SIDE
    parts = [f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>']
    for tick in ticks:
        parts += [
            f'<path d="M{across(tick)} {_TOP}V{bottom}M{_LEFT} {up(tick)}H{right}" stroke="#e3e6e9"/>',
            f'<text x="{across(tick)}" y="{bottom + 16}" text-anchor="middle">{tick:.1f}</text>',
            f'<text x="{_LEFT - 6}" y="{up(tick) + 4}" text-anchor="end">{tick:.1f}</text>',
        ]
    parts.append(f'<path d="M{_LEFT} {bottom}L{right} {_TOP}" stroke="#888" stroke-dasharray="5 4"/>')
    for band in bands:
        low, high = band.interval
        x = across(band.said)
        parts += [
            f'<path d="M{x} {up(low)}V{up(high)}" stroke="#1d5d94" stroke-width="2"/>',
            _point(band, x, up(band.precision)),
        ]
    title = f"Said and right: {measured.calibration.claims} hand-judged claims"
    middle = _LEFT + _SIDE / 2
    words = [
        f'<text x="{middle}" y="22" text-anchor="middle" font-weight="bold">{title}</text>',
        f'<text x="{middle}" y="{bottom + 36}" text-anchor="middle">confidence said (mean of the band)</text>',
        f'<text transform="translate(16 {_TOP + _SIDE / 2}) rotate(-90)" text-anchor="middle">share right</text>',
    ]
    width, height = right + 24, bottom + 48
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    style = 'font-family="sans-serif" font-size="12" fill="#222"'
    paper = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>'
    named = f"<title>{escape(f'{measured.reader} on {measured.gold}')}</title>"
    return "\n".join([head, named, paper, *parts, *words, "</svg>\n"])


def _point(band: Band, x: float, y: float) -> str:
    radius = round(2 + math.sqrt(band.claims) / 3, 1)
    told = f"{band.claims} claims: said {band.said:.2f}, right {band.precision:.2f}"
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#3d8fd1" stroke="#1d5d94"><title>{told}</title></circle>'


def _name(band: Band) -> str:
    if band.low == 0 and band.high == 1:
        return "any"
    if band.low == 0:
        return f"< {band.high:.2f}"
    return f">= {band.low:.2f}" if band.high == 1 else f"{band.low:.2f} - {band.high:.2f}"


def _plain(band: Band) -> dict[str, Any]:
    low, high = band.interval
    return {
        "low": band.low,
        "high": band.high,
        "claims": band.claims,
        "right": band.right,
        "said": round(band.said, 4),
        "precision": round(band.precision, 4),
        "precision_low": round(low, 4),
        "precision_high": round(high, 4),
    }
