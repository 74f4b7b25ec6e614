"""What was read out of one partition, in one Parquet file that is whole or not there: a row for each article.

Nothing in it depends on other partitions. Whoever puts them together knows of each article what came before it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections import deque
from dataclasses import asdict, dataclass, field, fields
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from lunargraph.articles.files import FileReading
from lunargraph.articles.mapping import FieldMap
from lunargraph.articles.problems import Problem
from lunargraph.articles.read import text_print
from lunargraph.engine.cache import Cache
from lunargraph.engine.codec import to_bytes
from lunargraph.engine.local import Engine
from lunargraph.files import atomically, storable
from lunargraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lunargraph.engine.local import Reading
    from lunargraph.engine.partitions import Partition
    from lunargraph.engine.recipe import Recipe

#: The folder for results of partitions, in that of the build; it is gone when the build is done.
WORKING: Final = ".partitions"
#: What becomes of an article: it may state something, cannot, is in another language, or is not read at all because
#: its id came before in this partition or it is retracted.
STATES, SILENT, FOREIGN, TWICE, RETRACTED = "states", "silent", "foreign", "twice", "retracted"
#: What the table of articles tells of each.
OWN: Final = tuple(f.name for f in fields(Article) if f.name != "text")
SCHEMA: Final = pa.schema(
    [
        *((name, pa.string()) for name in OWN),
        ("hash", pa.uint64()),
        ("print", pa.binary()),
        ("place", pa.string()),
        ("line", pa.int64()),
        ("fate", pa.string()),
        # problems as JSON: met in reading since the article before, its language, and a failure of extraction
        ("told", pa.string()),
        ("language_told", pa.string()),
        ("trouble", pa.string()),
        # of an article that may state something: all of it as JSON, what was read out of it, and its fingerprint
        ("article", pa.binary()),
        ("extraction", pa.binary()),
        ("fingerprint", pa.binary()),
    ]
)
#: Under this name the facts about a whole partition stand in the file's metadata.
_FACTS: Final = b"lunargraph"
#: Rows in memory at a time.
_ROWS: Final = 1000


#: Libraries that articles are read with.
_LIBRARIES: Final = (
    "charset-normalizer", "lxml", "numpy", "py3langid", "pyarrow", "pypdfium2", "python-docx", "rensa", "spacy",
    "thinc", "trafilatura", "warcio",
)  # fmt: skip
_PACKAGE: Final = Path(__file__).parents[1]


@dataclass(frozen=True, kw_only=True)
class Job:
    """All that a worker has to know beside its partition.

    ``folder`` takes the results; ``fields`` says which field of a record holds what; articles whose ids are
    ``retracted`` are not read; ``digest`` is :func:`digest_of_all` where the run began; ``cache`` is the folder of the
    cache, where there is one.
    """

    recipe: Recipe
    folder: Path
    fields: Mapping[str, str]
    retracted: frozenset[str]
    digest: str
    cache: Path | None = None

    def result(self, partition: Partition) -> Path:
        """Return where the result of a partition lies: its name says by what, and out of what files, it was made."""
        told = [self.digest, repr(list(self.fields.items())), repr(sorted(self.retracted)), repr(partition)]
        return self.folder / f"{hashlib.sha256(json.dumps(told).encode('ascii')).hexdigest()[:32]}.parquet"


@dataclass(slots=True, kw_only=True)
class Facts:
    """What holds for a whole partition.

    ``told`` are problems met after its last article. ``broken`` says that its part of a file ended in an error, so
    that nothing after it may be read; ``missing`` are files that were there when the partitions were made. ``unseen``
    and ``names`` are those of :class:`FieldMap`; ``notes`` are about the run itself.
    """

    told: list[Problem] = field(default_factory=list)
    articles: int = 0
    known: int = 0
    broken: bool = False
    missing: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    article: Article
    place: str
    line: int | None
    told: list[Problem]
    fate: str = ""
    language: Problem | None = None
    reading: Reading | None = None


def digest_of_all(recipe: Recipe) -> str:
    """Return a SHA-256 over all that decides what a result holds: recipe, the whole package, libraries, Python."""
    own = hashlib.sha256()
    for path in sorted(p for p in _PACKAGE.rglob("*") if p.suffix in {".py", ".toml", ".csv"} and p.is_file()):
        own.update(path.relative_to(_PACKAGE).as_posix().encode("utf-8", "replace") + b"\0" + path.read_bytes() + b"\0")
    libraries = [version(name) for name in _LIBRARIES]
    facts = [recipe.digest, own.hexdigest(), libraries, sys.version_info[:2]]
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()


def write_result(job: Job, partition: Partition, *, jobs: int = 1) -> Facts:
    """Read a partition and write its result; return the facts about it.

    Raises:
        OutputError: where it cannot be written.
    """
    facts = Facts()
    atomically(job.result(partition), lambda path: _write(path, job, partition, facts, jobs))
    return facts


def read_result(path: Path) -> tuple[pa.Table, Facts]:
    """Return the articles of a partition, with the columns of ``SCHEMA``, and the facts about it.

    Raises:
        ValueError: where the file is damaged.
    """
    try:
        return pq.read_table(path), _facts(pq.read_metadata(path))
    except (OSError, KeyError, TypeError, pa.ArrowException) as error:
        raise ValueError(f"{path} is no result of a partition: {error}") from None


def read_facts(path: Path) -> Facts | None:
    """Return the facts about a partition whose result is there; None where it is not, or is damaged."""
    try:
        return _facts(pq.read_metadata(path))
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException):
        return None


def _facts(metadata: pq.FileMetaData) -> Facts:
    facts = json.loads(metadata.metadata[_FACTS])
    return Facts(**facts | {"told": [Problem(**problem) for problem in facts["told"]]})


def article_hash(article: str) -> int:
    """Return 64 bits of a hash of an article's id; two articles with one hash may still have two ids."""
    return int.from_bytes(hashlib.blake2b(article.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def to_problems(text: str | None) -> list[Problem]:
    """Return the problems that a cell of a result holds."""
    return [Problem(**problem) for problem in json.loads(text)] if text else []


def _write(path: Path, job: Job, partition: Partition, facts: Facts, jobs: int) -> None:
    with pq.ParquetWriter(path, SCHEMA) as writer:
        rows: list[dict[str, Any]] = []
        for row in _rows(job, partition, facts, jobs):
            rows.append(_cells(row))
            if len(rows) == _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
                rows.clear()
        writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
        writer.add_key_value_metadata({_FACTS: json.dumps(asdict(facts)).encode("ascii")})


def _rows(job: Job, partition: Partition, facts: Facts, jobs: int) -> Iterator[_Row]:
    """Yield the articles of a partition in order, each when it is known what becomes of it."""
    waiting: deque[_Row] = deque()
    latest: list[_Row] = []

    def tell(problem: Problem) -> None:
        # what is told at the end, of failures, stands in the readings
        if latest:
            latest[0].language = problem

    def given() -> Iterator[Article]:
        for row in _given(job, partition, facts):
            waiting.append(row)
            if not row.fate:
                latest[:] = [row]
                yield row.article
        latest.clear()

    with contextlib.ExitStack() as stack:
        cache = stack.enter_context(Cache(job.cache, facts.notes.append)) if job.cache else None
        engine = Engine(job.recipe, jobs=jobs, cache=cache)
        for reading in engine.read(given(), report=tell, each=True):
            while (row := waiting.popleft()).fate or row.article.id != reading.article.id:
                yield row
            row.reading = reading
            facts.articles += 1
            yield row
        yield from waiting
        facts.known = engine.known


def _given(job: Job, partition: Partition, facts: Facts) -> Iterator[_Row]:
    """Yield the articles of the files, those that are not to be read with their fate."""
    told: list[Problem] = []
    fields = FieldMap(job.fields)
    reading = FileReading(told.append, fields)
    seen: set[str] = set()
    for piece in partition.pieces:
        told += piece.told
        if piece.path is None:
            continue
        before = len(told)
        if piece.stamp is not None and not os.path.lexists(piece.at or piece.path):
            facts.missing.append(str(piece.at))
        for place, line, article in reading.articles(piece.path, at=piece.at, part=piece.part):
            row = _Row(article, place, line, told[:])
            told.clear()
            before = 0
            if article.id in seen:
                row.fate = TWICE
            elif article.id in job.retracted:
                row.fate = RETRACTED
            seen.add(article.id)
            yield row
        facts.broken = piece.part is not None and any(p.line is None and p.kind == "error" for p in told[before:])
    facts.told = told
    facts.unseen, facts.names = fields.seen()


def _cells(row: _Row) -> dict[str, Any]:
    article = row.article if row.reading is None else row.reading.article
    states = row.reading is not None and row.reading.extraction is not None
    cells: dict[str, Any] = {
        "id": storable(article.id),
        "hash": article_hash(article.id),
        "print": text_print(article),
        "place": storable(row.place),
        "line": row.line,
        "fate": row.fate or (FOREIGN if row.reading is None else STATES if states else SILENT),
        "told": _problems(row.told),
        "language_told": _problems([row.language] if row.language else []),
    }
    if row.reading is not None:
        cells |= {name: _stored(getattr(article, name)) for name in OWN}
        cells["trouble"] = _problems([row.reading.trouble] if row.reading.trouble else [])
    if row.reading is not None and row.reading.extraction is not None:
        cells["article"] = json.dumps(asdict(article)).encode("ascii")
        cells["extraction"] = to_bytes(row.reading.extraction)
        cells["fingerprint"] = row.reading.fingerprint
    return cells


def _stored(value: str | None) -> str | None:
    return value if value is None else storable(value)


def _problems(problems: list[Problem]) -> str | None:
    return json.dumps([asdict(problem) for problem in problems]) if problems else None
