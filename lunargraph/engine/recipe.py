"""All that decides what is read out of an article, and digests of it: same digests, same article, same result.

Frame rules stand apart from the rest. A frame is tried only on words of its own sense, and a result tells which those
were; so a result holds until a frame for one of *these* is edited, added or removed. Confidences stand apart, too:
they are worked out anew from what a result tells of how each claim was read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.engine.codec import FORM
from lunargraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lunargraph.extraction import Extractor
    from lunargraph.extraction.frames import Frame
    from lunargraph.extraction.gate import Gate
    from lunargraph.lexicon import Lexicon

_PACKAGE = Path(__file__).parents[1]
#: Code and data that take part in what is remembered; a test holds the list against what it comes from imports.
_PARTS = (
    "extraction",
    "lexicon",
    "articles/boilerplate.toml",
    "articles/clean.py",
    "articles/fingerprints.py",
    "articles/furniture.py",
    "articles/hyphens.py",
    "articles/language.py",
    "articles/layout.py",
    "articles/typography.py",
    "articles/words.py",
    "model.py",
)
_ENDINGS = frozenset({".py", ".toml", ".csv"})
#: What stands apart, as said above.
_APART = ("extraction/rules/frames*.toml", "extraction/rules/confidence.toml")
#: Fields of an article that nothing is read from.
_BESIDE = frozenset({"published_from", "modified", "retrieved"})
_FIELDS = [field.name for field in fields(Article) if field.name not in _BESIDE]
#: Of a frame, those are for people and tests.
_TOLD = frozenset({"examples", "counterexamples"})


@dataclass(frozen=True)
class Recipe:
    """A lexicon and the name of a spaCy pipeline; all else that counts is the installed package itself.

    It can be sent to another process, which makes the extractor of it once and keeps it.
    """

    lexicon: Lexicon
    model: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 over lexicon, code, rules, pipeline and the libraries that parse; frames and confidences aside."""
        libraries = {name: version(name) for name in ("spacy", "thinc", "numpy", "py3langid", "rensa")}
        facts = [FORM, code_digest(), self.meta, self._pipeline, libraries, sys.version_info[:2], self._lexicon]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode("ascii")).hexdigest()

    @cached_property
    def meta(self) -> dict[str, str]:
        """Name and version of the pipeline, read without loading it where it is an installed package.

        Raises:
            ModelError: where it is missing or lacks a part.
        """
        path = self._folder / "meta.json" if self._folder else None
        told: dict[str, Any] = {}
        if path and path.is_file():
            told = json.loads(path.read_text(encoding="utf-8"))
        if not {"name", "version"} <= told.keys():
            told = self.extractor().nlp.meta
        return {"name": str(told["name"]), "version": str(told["version"])}

    def key(self, article: Article) -> bytes:
        """Return what this article's result is remembered by: a SHA-256 over recipe and article."""
        own = [self.digest, *(getattr(article, name) for name in _FIELDS)]
        return hashlib.sha256(json.dumps(own).encode("ascii")).digest()

    def stamp(self, predicates: Iterable[str]) -> bytes:
        """Return 16 bytes that stand for the frames which can be tried on these predicates, in their order.

        Raises:
            RuleError: where a frame is malformed.
        """
        tried = [(predicate, self._frames[predicate]) for predicate in sorted(predicates) if predicate in self._frames]
        return hashlib.sha256(json.dumps(tried).encode("ascii")).digest()[:16]

    def extractor(self) -> Extractor:
        """Return the extractor of this recipe, made at the first call in each process.

        Raises:
            ModelError: where the pipeline is missing or lacks a part.
            RuleError: where a rule or the map of confidences is malformed.
        """
        from lunargraph.extraction import Extractor  # noqa: PLC0415 - a run that has all results needs no parser

        key = (self.model, self._lexicon)
        if key not in _EXTRACTORS:
            _EXTRACTORS[key] = Extractor(self.lexicon, self.model)
        return _EXTRACTORS[key]

    def gate(self) -> Gate:
        """Return the gate of this recipe, made at the first call in each process."""
        from lunargraph.extraction.gate import Gate  # noqa: PLC0415 - as above

        if self._lexicon not in _GATES:
            _GATES[self._lexicon] = Gate(self.lexicon)
        return _GATES[self._lexicon]

    @cached_property
    def _folder(self) -> Path | None:
        """The folder of the pipeline, where it is a package or a folder itself."""
        if not self.model.isidentifier():
            return Path(self.model) if Path(self.model).is_dir() else None
        found = importlib.util.find_spec(self.model)
        places = found.submodule_search_locations if found else None
        return Path(places[0]) if places else None

    @cached_property
    def _pipeline(self) -> str:
        """A digest of the pipeline's own account of itself, and of all its weights where it may be one's own."""
        if self._folder is None:
            return ""
        own = not self.model.isidentifier()
        return _digest_of(self._folder, self._folder.rglob("*") if own else [self._folder / "meta.json"])

    @cached_property
    def _lexicon(self) -> str:
        lexicon = self.lexicon
        tables = (lexicon.actors, lexicon.programs, lexicon.ambiguities, lexicon.space_agencies)
        told = [lexicon.names, *(sorted(table.items()) for table in tables)]
        return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()

    @cached_property
    def _frames(self) -> dict[str, str]:
        """The frames by the predicates that they are tried on, each list as a digest."""
        from lunargraph.extraction.frames import load_frames  # noqa: PLC0415 - as above

        tried: dict[str, list[Any]] = {}
        for frame in load_frames():
            tried.setdefault(_predicate(frame), []).append(_plain(frame))
        return {each: hashlib.sha256(repr(frames).encode("utf-8")).hexdigest() for each, frames in tried.items()}


@cache
def code_digest() -> str:
    """Return the digest of all code and data of the package that take part in reading, as installed."""
    return _digest_of(_PACKAGE, _taking_part())


def _taking_part() -> Iterator[Path]:
    apart = {path for pattern in _APART for path in _PACKAGE.glob(pattern)}
    for part in _PARTS:
        place = _PACKAGE / part
        for path in place.rglob("*") if place.is_dir() else [place]:
            if path.suffix in _ENDINGS and path not in apart:
                yield path


def _digest_of(folder: Path, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode("utf-8", "replace") + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _predicate(frame: Frame) -> str:
    # "noun" and "role" are two ways to read the same noun
    return f"{'verb' if frame.trigger == 'verb' else 'noun'} {frame.sense}"


def _plain(frame: Frame) -> list[tuple[str, Any]]:
    """Return what is the same for equal frames in every process: fields in order, sets sorted."""
    told = ((field.name, getattr(frame, field.name)) for field in fields(frame) if field.name not in _TOLD)
    return [(name, sorted(value) if isinstance(value, frozenset) else value) for name, value in told]


_EXTRACTORS: dict[tuple[str, str], Extractor] = {}
_GATES: dict[str, Gate] = {}
