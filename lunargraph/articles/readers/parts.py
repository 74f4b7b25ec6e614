"""Parts of large files that can be read one by one: runs of whole lines, and row groups."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from lunargraph.articles.limits import MIB
from lunargraph.articles.readers.records_json import read_lines
from lunargraph.articles.readers.tables import read_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered, Reader

#: Endings of files that can be cut, and into what.
CUT: Final = {".jsonl": "lines", ".ndjson": "lines", ".parquet": "groups"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Bytes of a file that are whole ``lines`` of JSON, or row ``groups`` of Parquet, from ``start`` up to ``end``.

    ``before`` is how many lines or rows of the file come before it; ``last`` says that nothing comes after it.
    """

    kind: Literal["lines", "groups"]
    start: int
    end: int
    before: int = 0
    last: bool = False


def part_reader(part: Part) -> Reader:
    """Return a reader that reads a part of an open file, and numbers its records as in the whole file."""
    if part.kind == "groups":
        return partial(read_parquet, groups=range(part.start, part.end), before=part.before)
    return partial(_lines, part=part)


def _lines(file: BinaryIO, note: Note, part: Part) -> Iterator[Numbered]:
    with io.BufferedReader(_Slice(file, part.start, part.end), MIB) as slice_:
        yield from read_lines(slice_, note, before=part.before)


def line_starts(file: BinaryIO, size: int, total: int) -> list[int]:
    """Return where parts of some ``size`` begin in a file of ``total`` bytes, each at the start of a line."""
    starts = [0]
    while (goal := starts[-1] + size) < total:
        file.seek(goal - 1)
        while (line := file.readline(MIB)) and not line.endswith(b"\n"):
            pass
        if file.tell() >= total:
            break
        starts.append(file.tell())
    return starts


def count_lines(file: BinaryIO, part: Part) -> tuple[int, bool]:
    """Return how many lines end in a part of a file, and whether anything but white space stands in it."""
    count, filled = 0, False
    with io.BufferedReader(_Slice(file, part.start, part.end), MIB) as slice_:
        while data := slice_.read(MIB):
            count += data.count(b"\n")
            filled = filled or bool(data.strip())
    return count, filled


def row_groups(file: BinaryIO, size: int) -> list[Part]:
    """Return parts of a Parquet file of some ``size`` unpacked; one at most where it has no rows, or is damaged."""
    from pyarrow import parquet  # noqa: PLC0415 - only these files need it

    try:
        metadata = parquet.ParquetFile(file).metadata
        groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    except Exception:  # noqa: BLE001 - whoever reads it tells what is wrong
        return []
    parts: list[Part] = []
    start = rows = taken = held = 0
    for number, group in enumerate(groups, 1):
        taken += group.total_byte_size
        held += group.num_rows
        if held and (taken >= size or number == len(groups)):
            parts.append(Part(kind="groups", start=start, end=number, before=rows))
            start, rows, taken, held = number, rows + held, 0, 0
    if parts:
        # groups without rows at the end make no part of their own
        parts[-1] = replace(parts[-1], end=len(groups), last=True)
    return parts


class _Slice(io.RawIOBase):
    """Some of the bytes of an open file."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        file.seek(start)
        self._file, self._left = file, end - start

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(min(len(into), self._left))
        into[: len(data)] = data
        self._left -= len(data)
        return len(data)
