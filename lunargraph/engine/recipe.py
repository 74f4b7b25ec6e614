"""All that decides what is read out of an article, and a digest of it: same digest, same article, same result."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.engine.codec import FORM
from lunargraph.files import digest_of
from lunargraph.model import Article

if TYPE_CHECKING:
    from lunargraph.extraction import Extractor
    from lunargraph.extraction.gate import Gate
    from lunargraph.lexicon import Lexicon

_PACKAGE = Path(__file__).parents[1]
#: What takes part in reading: code, rules, lexicon, the map of confidences.
_PARTS = ("articles", "extraction", "lexicon")
_BESIDE_THEM = ("confidence.py", "model.py", "release.py", "sheets.py", "sureness.py")
#: Fields of an article that nothing is read from.
_BESIDE = frozenset({"published_from", "modified", "retrieved"})
_FIELDS = [field.name for field in fields(Article) if field.name not in _BESIDE]


@dataclass(frozen=True)
class Recipe:
    """A lexicon and the name of a spaCy pipeline; all else that counts is the installed package itself.

    It can be sent to another process, which makes the extractor of it once and keeps it.
    """

    lexicon: Lexicon
    model: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 over lexicon, rules, code, pipeline and the libraries that parse."""
        libraries = {name: version(name) for name in ("spacy", "thinc", "numpy")}
        facts = [FORM, code_digest(), self.meta, libraries, self._names]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode("ascii")).hexdigest()

    @cached_property
    def meta(self) -> dict[str, str]:
        """Name and version of the pipeline, read without loading it where it is an installed package.

        Raises:
            ModelError: where it is missing or lacks a part.
        """
        found = importlib.util.find_spec(self.model) if self.model.isidentifier() else None
        for folder in (found.submodule_search_locations or ()) if found else ():
            path = Path(folder) / "meta.json"
            if path.is_file():
                told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                return {"name": str(told["name"]), "version": str(told["version"])}
        told = self.extractor().nlp.meta
        return {"name": str(told["name"]), "version": str(told["version"])}

    def key(self, article: Article) -> bytes:
        """Return what this article's result is remembered by: a SHA-256 over recipe and article."""
        own = [self.digest, *(getattr(article, name) for name in _FIELDS)]
        return hashlib.sha256(json.dumps(own).encode("ascii")).digest()

    def extractor(self) -> Extractor:
        """Return the extractor of this recipe, made at the first call in each process.

        Raises:
            ModelError: where the pipeline is missing or lacks a part.
            RuleError: where a rule or the map of confidences is malformed.
        """
        from lunargraph.extraction import Extractor  # noqa: PLC0415 - a run that has all results needs no parser

        key = (self.model, self._names)
        if key not in _EXTRACTORS:
            _EXTRACTORS[key] = Extractor(self.lexicon, self.model)
        return _EXTRACTORS[key]

    def gate(self) -> Gate:
        """Return the gate of this recipe, made at the first call in each process."""
        from lunargraph.extraction.gate import Gate  # noqa: PLC0415 - as above

        if self._names not in _GATES:
            _GATES[self._names] = Gate(self.lexicon)
        return _GATES[self._names]

    @cached_property
    def _names(self) -> str:
        # sets among the ambiguities have no order; those come from files alone, which the code's digest covers
        lexicon = self.lexicon
        told = [lexicon.names, sorted(lexicon.actors.items()), sorted(lexicon.programs.items())]
        return hashlib.sha256(repr(told).encode("utf-8")).hexdigest()


@cache
def code_digest() -> str:
    """Return the digest of all code and data of the package that take part in reading, as installed."""
    inside = [
        p for part in _PARTS for p in sorted((_PACKAGE / part).rglob("*")) if p.suffix in {".py", ".toml", ".csv"}
    ]
    digest = hashlib.sha256(digest_of(_PACKAGE / name for name in _BESIDE_THEM).encode("ascii"))
    for path in inside:
        digest.update(path.relative_to(_PACKAGE).as_posix().encode("utf-8") + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


_EXTRACTORS: dict[tuple[str, str], Extractor] = {}
_GATES: dict[str, Gate] = {}
