"""What a confidence means: the map from how surely a claim was read to how often such claims were right.

The rules give every claim a raw measure, that of its rule times that of its less certain end, and ``sureness.py``
weighs it with what else foretells mistakes. The map turns the result into the share of such claims that were right on
hand-read articles. ``python -m lunargraph evaluate GOLD...
--fit-confidence FILE`` makes it; the one that ships is ``extraction/rules/confidence.toml``.
"""

from __future__ import annotations

import functools
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.errors import RuleError
from lunargraph.files import atomically, toml_string

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = Path(__file__).parent / "extraction" / "rules" / "confidence.toml"
#: No claim is held to be worthless or beyond doubt: a few hundred hand-read claims cannot show either.
LOWEST, HIGHEST = 0.05, 0.99
_WAY_OUT = "make it anew with `python -m lunargraph evaluate GOLD... --fit-confidence FILE`"
_HEAD = """\
# What it is worth how surely a claim was read (by its rule, its less certain end, its status and kind; sureness.py):
# the share of such claims that was right on hand-read articles. Between two knots it is interpolated. From
# `shown_from` up claims are sure: at least nine in ten of them were right. Made by
# `python -m lunargraph evaluate GOLD... --fit-confidence FILE`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """One point of the map: of ``claims`` claims around the raw measure ``raw`` the share ``right`` was right."""

    raw: float
    right: float
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFile:
    """A file of hand-read articles that a map was fitted on, and the SHA-256 of its name and contents."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceMap:
    """A monotone map from raw measure to confidence, and the confidence from which claims are sure.

    ``claims`` claims of the files ``gold`` were judged, of which ``right`` were right.
    """

    knots: tuple[Knot, ...]
    shown_from: float
    claims: int
    right: int
    gold: tuple[GoldFile, ...] = ()

    def of(self, raw: float) -> float:
        """Return the confidence of a raw measure, to three decimals.

        >>> knots = (Knot(raw=0.6, right=0.7, claims=40), Knot(raw=0.8, right=0.9, claims=40))
        >>> fitted = ConfidenceMap(knots=knots, shown_from=0.9, claims=80, right=64)
        >>> fitted.of(0.3), fitted.of(0.7), fitted.of(0.95)
        (0.7, 0.8, 0.9)
        """
        above = bisect_right(self.knots, raw, key=lambda knot: knot.raw)
        if above in {0, len(self.knots)}:
            return round(self.knots[max(above - 1, 0)].right, 3)
        left, right = self.knots[above - 1 : above + 1]
        share = (raw - left.raw) / (right.raw - left.raw)
        return round(min(left.right + share * (right.right - left.right), right.right), 3)


@functools.cache
def load_confidence(path: Path = SHIPPED) -> ConfidenceMap:
    """Return a map that was written by :func:`write_confidence`; the one that ships if no path is given.

    Raises:
        RuleError: one sentence, where it cannot be read or breaks a rule: knots that rise, shares in range.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise RuleError(f"{path} cannot be read ({reason}); {_WAY_OUT}.") from None
    except ValueError as error:
        raise RuleError(f"{path} is not valid TOML ({error}); {_WAY_OUT}.") from None
    try:
        return _checked(raw)
    except RuleError as error:
        raise RuleError(f"{path}: {error}; {_WAY_OUT}.") from None


def sure_from() -> float:
    """Return the confidence from which claims are sure, by the map that ships.

    Raises:
        RuleError: as :func:`load_confidence`.
    """
    return load_confidence().shown_from


def write_confidence(fitted: ConfidenceMap, path: Path) -> None:
    """Write a map as TOML, the same to the byte for equal maps.

    Raises:
        OutputError: where the file cannot be written.
    """
    lines = [f"shown_from = {fitted.shown_from}", f"claims = {fitted.claims}", f"right = {fitted.right}"]
    for file in fitted.gold:
        lines += ["", "[[gold]]", f"name = {toml_string(file.name)}", f'sha256 = "{file.sha256}"']
    for knot in fitted.knots:
        lines += ["", "[[knot]]", f"raw = {knot.raw}", f"right = {knot.right}", f"claims = {knot.claims}"]
    text = _HEAD + "\n".join(lines) + "\n"
    atomically(
        path, lambda place: place.write_text(text, encoding="utf-8"), way_out="give another --fit-confidence file"
    )


def _checked(raw: Mapping[str, Any]) -> ConfidenceMap:
    _only(raw, "it", {"shown_from", "claims", "right", "gold", "knot"})
    knots = tuple(_knot(each) for each in _tables(raw, "knot"))
    if not knots:
        raise RuleError("it has no knot")
    for left, right in pairwise(knots):
        if left.raw >= right.raw:
            raise RuleError(f"the knots do not rise: raw {right.raw} follows {left.raw}")
        if left.right > right.right:
            raise RuleError(f"the map falls: right {right.right} follows {left.right}")
    return ConfidenceMap(
        knots=knots,
        shown_from=_share(raw, "shown_from", 0, 1),
        claims=_count(raw, "claims"),
        right=_count(raw, "right"),
        gold=tuple(_gold(each) for each in _tables(raw, "gold")),
    )


def _knot(raw: Mapping[str, Any]) -> Knot:
    _only(raw, "a knot", {"raw", "right", "claims"})
    right = _share(raw, "right", LOWEST, HIGHEST)
    return Knot(raw=_share(raw, "raw", 0, 1), right=right, claims=_count(raw, "claims"))


def _gold(raw: Mapping[str, Any]) -> GoldFile:
    _only(raw, "a gold file", {"name", "sha256"})
    name, digest = raw.get("name"), raw.get("sha256")
    if not isinstance(name, str) or not isinstance(digest, str):
        raise RuleError("a gold file needs a name and a sha256")
    return GoldFile(name=name, sha256=digest)


def _tables(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    tables = raw.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RuleError(f"{key!r} is no list of tables")
    return tables


def _only(raw: Mapping[str, Any], what: str, legal: set[str]) -> None:
    if unknown := sorted(set(raw) - legal):
        raise RuleError(f"{what} has the unknown key {unknown[0]!r}; legal keys are {', '.join(sorted(legal))}")


def _share(raw: Mapping[str, Any], key: str, least: float, most: float) -> float:
    value = raw.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise RuleError(f"{key!r} is {value!r} and should be a number from {least} to {most}")
    return float(value)


def _count(raw: Mapping[str, Any], key: str) -> int:
    value = raw.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RuleError(f"{key!r} is {value!r} and should be a whole number")
    return value
