"""Inputs cut into partitions, each read on its own: groups of small files, large files, and parts of large files."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lunargraph.articles.limits import MIB
from lunargraph.articles.read import existing
from lunargraph.articles.readers.packed import COMPRESSED
from lunargraph.articles.readers.parts import CUT, Part, count_lines, line_starts, row_groups
from lunargraph.articles.walk import STDIN, files_of, open_file
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lunargraph.articles.problems import Problem

#: Bytes of text of a partition: seconds to minutes of work, so that little is lost with a worker.
LARGEST: Final = 64 * MIB
_LEAST: Final = MIB // 4
#: Partitions that small inputs are cut into, so that every worker has some.
_MANY: Final = 64
#: Files of a partition.
_FILES: Final = 1000
#: What text is packed to, about.
_PACKED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file, or a part of one: told by its ``path``, it lies ``at`` an absolute one.

    ``told`` are troubles with folders that were met before it; without a path it is nothing else. ``stamp`` is size
    and time of change when the partitions were made, None where the system would not tell.
    """

    path: Path | None
    at: Path | None = None
    told: tuple[Problem, ...] = ()
    stamp: tuple[int, int] | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Partition:
    """Pieces that are read together, in order; a part of a file is alone."""

    pieces: tuple[Piece, ...]

    @property
    def part(self) -> Part | None:
        """The part of a file that this is, if it is one."""
        return self.pieces[0].part


def partitions_of(inputs: Iterable[str | Path], *, size: int | None = None) -> list[Partition]:
    """Return partitions of some ``size`` in bytes of text; together they are the inputs, in the order of reading.

    Left out, the size is a 64th of the inputs, and at least 256 KiB and at most 64 MiB. Lines of cut files are not
    counted yet: see :func:`numbered`.

    Raises:
        InputError: where a path does not exist, or is standard input, which no other process can read.
    """
    whole = list(_whole(shareable(inputs)))
    if size is None:
        size = min(max(sum(map(_weight, whole)) // _MANY, _LEAST), LARGEST)
    return list(_grouped((piece for each in whole for piece in _cut(each, size)), size))


def shareable(inputs: Iterable[str | Path]) -> list[Path]:
    """Return the paths of inputs that other processes can read, too.

    Raises:
        InputError: where one does not exist, or is standard input.
    """
    paths = existing(inputs)
    if STDIN in paths:
        raise InputError("Standard input cannot be shared among workers; save it as a file, or leave --engine out.")
    return paths


def uncounted(partitions: Iterable[Partition]) -> list[Piece]:
    """Return the pieces whose lines have to be counted before any other can be numbered."""
    parts = (partition.pieces[0] for partition in partitions if partition.part)
    return [piece for piece in parts if piece.part and piece.part.kind == "lines"]


def numbered(partitions: Iterable[Partition], counts: Mapping[Piece, tuple[int, bool]]) -> list[Partition]:
    """Return the partitions with the numbers of their first lines; ``counts`` are those of :func:`uncounted` pieces.

    Parts with nothing but white space are left out, but a file of nothing else is read whole, which tells.
    """
    runs: list[list[Partition]] = []
    for partition in partitions:
        if partition.part is not None and partition.part.start:
            runs[-1].append(partition)
        else:
            runs.append([partition])
    return [partition for run in runs for partition in _numbered(run, counts)]


def count(piece: Piece) -> tuple[int, bool]:
    """Return how many lines end in a part of a file, and whether anything but white space stands in it."""
    if piece.at is None or piece.part is None:
        raise ValueError("this is no part of a file")
    try:
        with open_file(piece.at) as file:
            return count_lines(file, piece.part)
    except (InputError, OSError):
        # whoever reads it tells
        return 0, True


def _numbered(run: Sequence[Partition], counts: Mapping[Piece, tuple[int, bool]]) -> list[Partition]:
    pieces = [partition.pieces[0] for partition in run]
    first = pieces[0].part
    if first is None or first.kind != "lines":
        return list(run)
    new: list[Piece] = []
    before = 0
    for piece in pieces:
        lines, filled = counts[piece]
        if filled and piece.part:
            new.append(replace(piece, told=(), part=replace(piece.part, before=before, last=False)))
        before += lines
    if not new:
        return [Partition((replace(pieces[0], part=None),))]
    new[0] = replace(new[0], told=pieces[0].told)
    if new[-1].part:
        new[-1] = replace(new[-1], part=replace(new[-1].part, last=True))
    return [Partition((piece,)) for piece in new]


def _whole(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield each file; troubles met after the last one come in a piece without a path."""
    told: list[Problem] = []
    for path in files_of(paths, told.append):
        at = Path(os.path.abspath(path))  # noqa: PTH100 - resolving links would change what is read
        yield Piece(path=path, at=at, told=tuple(told), stamp=stamp_of(at))
        told.clear()
    if told:
        yield Piece(path=None, told=tuple(told))


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Return size and time of change of a file; None where the system does not tell."""
    try:
        facts = os.stat(path)  # noqa: PTH116 - pathlib's own fails on a path that is too long
    except (OSError, ValueError):
        return None
    return facts.st_size, facts.st_mtime_ns


def _ending(piece: Piece) -> str:
    return piece.path.suffix.casefold() if piece.path else ""


def _weight(piece: Piece) -> int:
    size = piece.stamp[0] if piece.stamp else 0
    return size * _PACKED if _ending(piece) in COMPRESSED else size


def _cut(piece: Piece, size: int) -> Iterator[Piece]:
    """Yield a file, or the parts of one that is larger than a partition and can be cut."""
    parts: list[Part] = []
    if piece.at is not None and piece.stamp is not None and piece.stamp[0] > size and _ending(piece) in CUT:
        try:
            parts = _parts(piece.at, _ending(piece), size, piece.stamp[0])
        except (InputError, OSError):
            # whoever reads it tells
            parts = []
    if len(parts) < 2:
        yield piece
        return
    for number, part in enumerate(parts):
        yield replace(piece, part=part, told=() if number else piece.told)


def _parts(path: Path, ending: str, size: int, total: int) -> list[Part]:
    with open_file(path) as file:
        if CUT[ending] == "groups":
            return row_groups(file, size)
        starts = line_starts(file, size, total)
    ends = [*starts[1:], total]
    return [Part(kind="lines", start=start, end=end) for start, end in zip(starts, ends, strict=True)]


def _grouped(pieces: Iterable[Piece], size: int) -> Iterator[Partition]:
    group: list[Piece] = []
    taken = 0
    for piece in pieces:
        weight = _weight(piece)
        full = taken + weight > size or len(group) >= _FILES
        if group and (full or piece.part is not None):
            yield Partition(tuple(group))
            group, taken = [], 0
        if piece.part is not None:
            yield Partition((piece,))
            continue
        group.append(piece)
        taken += weight
    if group:
        yield Partition(tuple(group))
