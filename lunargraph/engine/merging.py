"""Results of partitions put together: what is told and kept is as if one process had read all, one after another."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lunargraph.articles.files import CHANGED
from lunargraph.articles.mapping import FieldMap
from lunargraph.articles.problems import Problem, Telling, shown_path
from lunargraph.articles.read import repeated
from lunargraph.engine.codec import from_bytes
from lunargraph.engine.local import Reading
from lunargraph.engine.partitions import stamp_of
from lunargraph.engine.results import OWN, RETRACTED, SILENT, STATES, read_result, to_problems
from lunargraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from lunargraph.engine.partitions import Partition
    from lunargraph.engine.results import Facts


@dataclass(slots=True)
class Merging:
    """Puts the results of partitions together, in order.

    ``report`` is told of every problem; ``counts`` is asked of each article whether it counts at all, and says no to
    those that are retracted. ``stating`` are afterwards the ids of those that may state something, by result.
    """

    results: Sequence[tuple[Partition, Path]]
    fields: Mapping[str, str]
    report: Callable[[Problem], None]
    counts: Callable[[Article], bool]
    stating: dict[Path, list[str]] = field(default_factory=dict)
    known: int = 0
    notes: list[str] = field(default_factory=list)
    _first: dict[str, bytes] = field(default_factory=dict)
    _broken: bool = False

    def read(self) -> Iterator[tuple[list[Reading], pa.Table]]:
        """Yield for each partition the articles that may state something, and the rows of those that cannot.

        The rows have the columns ``OWN``. What is held in memory is one partition, eight bytes for each article, and
        what is known of ids that come more than once.

        Raises:
            ValueError: where a result is damaged.
        """
        often = _often([path for _, path in self.results])
        reading, language = Telling(self.report), Telling(self.report)
        troubles: list[Problem] = []
        fields = FieldMap(self.fields)
        for partition, path in self.results:
            if partition.part is None or not partition.part.start:
                self._broken = False
            if self._broken:
                # a reader of the whole file would have ended before this part of it
                continue
            table, facts = read_result(path)
            kept = self._kept(table, often, reading, language, troubles)
            for problem in facts.told:
                reading(problem)
            self._ended(partition, facts, reading)
            fields.also_seen(facts.unseen, facts.names)
            self.known += facts.known
            self.notes += [note for note in facts.notes if note not in self.notes]
            yield self._taken(path, table, kept)
        reading.rest()
        for reason in fields.unseen():
            self.report(Problem(path="--map", reason=reason))
        language.rest()
        for trouble in troubles:
            self.report(trouble)

    def _ended(self, partition: Partition, facts: Facts, tell: Telling) -> None:
        piece = partition.pieces[0]
        self._broken = facts.broken
        whole = piece.part is not None and piece.part.last and not facts.broken
        if piece.path and piece.at and whole and stamp_of(piece.at) != piece.stamp:
            tell(Problem(path=shown_path(piece.path), reason=CHANGED, kind="note"))

    def _kept(
        self, table: pa.Table, often: set[int], reading: Telling, language: Telling, troubles: list[Problem]
    ) -> NDArray[np.bool_]:
        """Tell what is to be told of the articles of a partition, and return which of them are kept."""
        fate = table["fate"]
        kept: NDArray[np.bool_] = pc.is_in(fate, pa.array([STATES, SILENT])).to_numpy(zero_copy_only=False).copy()
        hashes = table["hash"].to_numpy()
        twice = np.isin(hashes, np.fromiter(often, np.uint64, len(often)))
        odd = twice | pc.equal(fate, RETRACTED).to_numpy(zero_copy_only=False)
        for name in ("told", "language_told", "trouble"):
            odd |= pc.is_valid(table[name]).to_numpy(zero_copy_only=False)
        places = np.flatnonzero(odd)
        columns = ["id", "print", "place", "line", "fate", "told", "language_told", "trouble"]
        for place, row in zip(places.tolist(), table.select(columns).take(places).to_pylist(), strict=True):
            for problem in to_problems(row["told"]):
                reading(problem)
            if twice[place] and (again := self._again(row)):
                reading(again)
                kept[place] = False
            elif row["fate"] == RETRACTED:
                self.counts(Article(id=row["id"], text=""))
            else:
                for problem in to_problems(row["language_told"]):
                    language(problem)
                troubles += to_problems(row["trouble"])
        return kept

    def _again(self, row: Mapping[str, Any]) -> Problem | None:
        """Return what is told of an article whose id came before."""
        first = self._first.setdefault(row["id"], row["print"])
        if first is row["print"]:
            return None
        return repeated(row["id"], row["place"], row["line"], same=first == row["print"])

    def _taken(self, path: Path, table: pa.Table, kept: NDArray[np.bool_]) -> tuple[list[Reading], pa.Table]:
        table = table.filter(pa.array(kept))
        states = table.filter(pc.equal(table["fate"], STATES)).select(["article", "extraction", "fingerprint"])
        readings = [
            Reading(Article(**json.loads(article)), from_bytes(extraction), fingerprint=fingerprint)
            for article, extraction, fingerprint in zip(*(each.to_pylist() for each in states.columns), strict=True)
        ]
        self.stating[path] = [reading.article.id for reading in readings]
        return readings, table.filter(pc.equal(table["fate"], SILENT)).select(OWN)


def _often(paths: Sequence[Path]) -> set[int]:
    """Return the hashes of ids that more than one article has."""
    hashes = [pq.read_table(path, columns=["hash"])["hash"].to_numpy() for path in paths]
    if not hashes:
        return set()
    found, times = np.unique(np.concatenate(hashes), return_counts=True)
    return set(found[times > 1].tolist())
