"""What was told last: a copy of the build of that time, so that a run killed before it tells loses no news."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from lunargraph.errors import OutputError
from lunargraph.finished import Build, load

if TYPE_CHECKING:
    from lunargraph.articles.fetching import State

_NOTE = "told"
_PREFIX = ".told-"


def told_before(state: State, folder: Path) -> Build | None:
    """Return the build that the last news were about; None where there is none, or it can no longer be read."""
    place = _place(state, folder)
    if place is None:
        return None
    try:
        return load(place)
    except OutputError:
        return None


def is_told(state: State, folder: Path, output: Path) -> bool:
    """Say whether the news of this very build were told."""
    place = _place(state, folder)
    try:
        return place is not None and (place / "manifest.json").read_bytes() == (output / "manifest.json").read_bytes()
    except OSError:
        return False


def remember(state: State, folder: Path, output: Path) -> None:
    """Keep a copy of a build whose news were told; the one before goes only when this one is whole.

    Raises:
        OutputError: where it cannot be written.
    """
    try:
        place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        for path in sorted([*output.glob("*.parquet"), output / "graph.json", output / "manifest.json"]):
            shutil.copyfile(path, place / path.name)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise OutputError(f"What was told cannot be kept in {folder} ({reason}); make room there.") from None
    state.leave_note(_NOTE, place.name)
    for old in folder.glob(f"{_PREFIX}*"):
        if old != place:
            shutil.rmtree(old, ignore_errors=True)


def _place(state: State, folder: Path) -> Path | None:
    name = state.note(_NOTE)
    return folder / name if name.startswith(_PREFIX) and Path(name).name == name else None
