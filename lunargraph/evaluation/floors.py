"""Quality is pinned: a file of floors below which no figure may fall, and digests of what they were measured on."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lunargraph.errors import InputError
from lunargraph.evaluation.scores import GROUPS
from lunargraph.files import atomically, digest_of, lexicon_digest, rules_digest
from lunargraph.model import STATED_RELATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lunargraph.evaluation.scores import Figures

_REPIN = "run evaluate again with --update-floors"
#: The one figure that may not rise.
_CEILING = "false_claims"
#: Rows whose precision is held, too: elsewhere it would forbid what finds much more at the price of one error.
_PRECISE = ("claims", *STATED_RELATIONS)
_FIGURES = frozenset(
    {f"{key}.f1" for _, rows in GROUPS for key, _ in rows}
    | {f"{key}.precision" for key in _PRECISE}
    | {"macro_f1", "date_accuracy", _CEILING}
)


@dataclass(slots=True)
class Verdict:
    """What comparing with the floors gave: ``trouble`` fails a run, ``notes`` are only told."""

    trouble: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def pinned(figures: Figures) -> dict[str, float]:
    """Return the figures that are pinned, rounded down to two decimals.

    These are the F1 of each row with something to find, and the precision of all claims and of each relation.
    ``false_claims`` (in articles that state next to nothing) is a ceiling.
    """
    exact: dict[str, float] = {"macro_f1": figures.macro_f1}
    if figures.date_accuracy is not None:
        exact["date_accuracy"] = figures.date_accuracy
    for key, row in figures.rows.items():
        if row.right or row.missed:
            exact[f"{key}.f1"] = row.f1
            if key in _PRECISE:
                exact[f"{key}.precision"] = row.precision
    # 0.29 * 100 is 28.999...: without the little more, a figure would fall below itself
    floors = {name: math.floor(value * 100 + 1e-9) / 100 for name, value in exact.items()}
    return {**floors, _CEILING: figures.false_claims}


def check_floors(path: Path, measured: Mapping[Path, Figures]) -> Verdict:
    """Compare the figures on each gold file with the floors in ``path``.

    Raises:
        InputError: where the file of floors is missing or malformed.
    """
    floors = _read(path)
    verdict = Verdict(notes=_changed(floors))
    for gold, figures in measured.items():
        entry = floors["gold"].get(gold.name)
        if entry is None:
            verdict.trouble.append(f"{gold.name} has no floors in {path.name}; {_REPIN}.")
            continue
        if entry["sha256"] != digest_of([gold]):
            verdict.trouble.append(f"{gold.name}: the gold has changed since its floors were pinned; {_REPIN}.")
        verdict.trouble += _fallen(gold.name, entry["floors"], figures)
    return verdict


def update_floors(path: Path, measured: Mapping[Path, Figures], *, allow_regression: bool = False) -> Verdict:
    """Pin the figures on each gold file anew; floors of other gold files stay as they are.

    Writes nothing where a floor would fall, unless ``allow_regression`` says that this is meant.

    Raises:
        InputError: where an earlier file of floors is malformed.
        OutputError: where it cannot be written.
    """
    floors = _read(path) if path.exists() else {"gold": {}}
    verdict = Verdict()
    for gold, figures in measured.items():
        earlier = floors["gold"].get(gold.name)
        if earlier is not None:
            fallen = _fallen(gold.name, earlier["floors"], figures)
            if allow_regression:
                verdict.notes += [f"{line} Lowered, as allowed." for line in fallen]
            else:
                verdict.trouble += fallen
        floors["gold"][gold.name] = {"sha256": digest_of([gold]), "floors": dict(sorted(pinned(figures).items()))}
    if verdict.trouble:
        verdict.trouble.append("No floor was changed; mend what fell, or add --allow-regression if it is meant.")
        return verdict
    floors = {
        "lexicon_sha256": lexicon_digest(),
        "rules_sha256": rules_digest(),
        "gold": dict(sorted(floors["gold"].items())),
    }
    text = json.dumps(floors, indent=2, ensure_ascii=False) + "\n"
    atomically(path, lambda place: place.write_text(text, encoding="utf-8"), way_out="give another --floors file")
    verdict.notes.append(f"Pinned {', '.join(gold.name for gold in measured)} in {path}.")
    return verdict


def _fallen(gold: str, floors: Mapping[str, float], figures: Figures) -> list[str]:
    """Return one sentence for each figure below its floor (or, for the ceiling, above it)."""
    now = pinned(figures)
    lines = []
    for name, floor in floors.items():
        value = now.get(name, 0.0)
        if name == _CEILING and value > floor:
            lines.append(f"{gold}: {name} rose to {value:.0f}; its ceiling is {floor:.0f}.")
        elif name != _CEILING and value < floor:
            lines.append(f"{gold}: {name} fell to {value:.2f}; its floor is {floor:.2f}.")
    return lines


def _changed(floors: Mapping[str, Any]) -> list[str]:
    parts = {"lexicon_sha256": ("lexicon", lexicon_digest()), "rules_sha256": ("rules", rules_digest())}
    return [
        f"The {name} changed since the floors were pinned."
        for key, (name, now) in parts.items()
        if floors.get(key) != now
    ]


def _read(path: Path) -> dict[str, Any]:
    """Return the file of floors, checked."""
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise InputError(f"{path} cannot be read ({reason}); make it with --update-floors.") from None
    except ValueError:
        raise InputError(f"{path} is not valid JSON; restore it, or delete it and pin with --update-floors.") from None
    entries = floors.get("gold") if isinstance(floors, dict) else None
    if not isinstance(entries, dict):
        raise InputError(f"{path} is no file of floors; it has no 'gold', so delete it and pin with --update-floors.")
    for name, entry in entries.items():
        if not isinstance(entry, dict) or set(entry) != {"sha256", "floors"} or not isinstance(entry["floors"], dict):
            raise InputError(f"{path}: the entry {name!r} needs 'sha256' and 'floors' and nothing else; mend it.")
        for figure, floor in entry["floors"].items():
            if figure not in _FIGURES:
                raise InputError(f"{path}: {name!r} has a floor for {figure!r}, which is no figure; is it misspelt?")
            if isinstance(floor, bool) or not isinstance(floor, int | float):
                raise InputError(f"{path}: the floor of {figure!r} in {name!r} is {floor!r}; give a number.")
    return dict(floors)
