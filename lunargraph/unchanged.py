"""Whether a build would give what lies there already: the same files read the same way by the same code."""

from __future__ import annotations

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.articles.walk import STDIN, files_of, open_file
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PACKAGE = Path(__file__).parent
_PART = 2**20
_LIBRARIES = ("spacy", "thinc", "numpy", "pandas", "pyarrow", "networkx", "pyvis", "jinja2", "trafilatura", "pypdfium2")


def signature(inputs: Sequence[Path], *files: Path | None, options: Sequence[object]) -> str:
    """Return a SHA-256 over all that decides what a build writes, the day aside; "" where that cannot be told.

    ``files`` are those beside the inputs that count (decisions, claims), None where there is none; ``options`` is what
    else was asked for.
    """
    if STDIN in inputs or any(not path.exists() for path in inputs):
        return ""
    digest = hashlib.sha256()
    libraries = {name: version(name) for name in _LIBRARIES}
    digest.update(json.dumps([sys.version_info[:2], libraries, options], sort_keys=True, default=str).encode("utf-8"))
    code = sorted(path for path in _PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    for path in (*code, *(file for file in files if file is not None), *files_of(inputs, lambda _: None)):
        digest.update(repr(str(path)).encode("utf-8") + b"\0" + _content(path))
    return digest.hexdigest()


def as_it_was(output: Path, signed: str) -> Mapping[str, Any] | None:
    """Return the manifest of the build that lies in a folder, where it has this signature and is whole."""
    try:
        manifest: dict[str, Any] = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
        whole = all(_content(output / name).hex() == told for name, told in manifest["files"].items())
        return manifest if signed and whole and manifest["signature"] == signed else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _content(path: Path) -> bytes:
    """Return the SHA-256 of a file; of what cannot be read, of nothing, which its reader tells of."""
    digest = hashlib.sha256()
    try:
        with open_file(path) as file:
            while part := file.read(_PART):
                digest.update(part)
    except (OSError, InputError):
        return b""
    return digest.digest()
