"""Files that are whole or not there, and digests that say whether they changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from lunargraph.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PACKAGE = Path(__file__).parent
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atomically(path: Path, write: Callable[[Path], object], *, way_out: str = "choose another folder with -o") -> None:
    """Write a file beside its place and move it there, so that no reader ever sees half of it.

    Raises:
        OutputError: where it cannot be written; the sentence ends with ``way_out``.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        os.close(handle)
        temporary = Path(made)
        write(temporary)
        temporary.chmod(0o644)
        os.replace(temporary, path)  # noqa: PTH105 - the atomic move itself
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise OutputError(f"{path} cannot be written ({reason}); {way_out}.") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def storable(text: str) -> str:
    r"""Return a text without lone surrogates, each replaced by one sign, so that offsets still hold.

    >>> storable("a\ud800b") == "a\ufffdb"
    True
    """
    return text if text.isascii() else _LONE_SURROGATES.sub("\ufffd", text)


def without_controls(text: str) -> str:
    r"""Return a text without what XML 1.0 cannot hold, even escaped: control characters and lone surrogates.

    >>> without_controls("a\x00b\tc")
    'ab\tc'
    """
    return _NOT_XML.sub("", text)


def toml_string(text: str) -> str:
    """Return text as a TOML string, whatever stands in it."""
    # TOML reads JSON's escapes, but refuses the sign DEL, which JSON leaves bare
    return json.dumps(storable(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def digest_of(paths: Iterable[Path]) -> str:
    """Return one SHA-256 (hex) over the names and contents of files, whatever order they come in."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        digest.update(path.name.encode("utf-8") + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def lexicon_digest() -> str:
    """Return the digest of the lexicon's data files as they are installed."""
    return digest_of((_PACKAGE / "lexicon" / "data").glob("*.toml"))


def rules_digest() -> str:
    """Return the digest of the extraction rules as they are installed."""
    return digest_of((_PACKAGE / "extraction" / "rules").glob("*.toml"))
