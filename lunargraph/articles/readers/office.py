"""Packages of Office documents (.docx, .xlsx): refused before any library unpacks them, where they are not sound."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.articles import limits
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "it opens only with a password; save a copy without one"
_ENTITIES = "it declares entities, which no Office document does; it was left unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A kind of Office document, and how it is made anew."""

    name: str
    ending: str
    old: str
    program: str

    @property
    def damaged(self) -> str:
        """The sentence for one that is damaged."""
        how = f"open it in {self.program} or LibreOffice and save it again as {self.ending}"
        return f"it is no {self.name} or a damaged one; {how}"

    def check(self, file: BinaryIO, total: int, most: Callable[[str], int]) -> frozenset[str]:
        """Return the names of the parts that hold markup.

        Args:
            file: an open, seekable file.
            total: bytes that all parts may have, packed or unpacked.
            most: bytes that the part of a name may have unpacked, if it holds markup.

        Raises:
            InputError: where the file is damaged, locked by a password, too large, of another format, or declares
                entities.
        """
        head = file.read(len(_OLE))
        if not head:
            raise InputError("it is empty")
        if head == _OLE:
            file.seek(0)
            locked = "EncryptedPackage".encode("utf-16-le") in file.read(total)
            raise InputError(_LOCKED if locked else f"it is in the old format {self.old}; save it as {self.ending}")
        try:
            with zipfile.ZipFile(file) as package:
                parts = package.infolist()
                _check_sizes(parts, total, most)
                heads = {part.filename: package.open(part).read(4096) for part in parts if _is_markup(part.filename)}
        except InputError:
            raise
        except Exception:  # noqa: BLE001 - a damaged package breaks the library in many ways, and none may end the run
            raise InputError(self.damaged) from None
        if b"purl.oclc.org/ooxml" in heads.get("_rels/.rels", b""):
            way_out = f"save it as an ordinary {self.name} ({self.ending})"
            raise InputError(f"it is a Strict Open XML document; {way_out}")
        # in UTF-16, too, which XML may stand in
        if any(b"<!DOCTYPE" in start.replace(b"\0", b"") for start in heads.values()):
            raise InputError(_ENTITIES)
        file.seek(0)
        return frozenset(heads)


def _check_sizes(parts: list[zipfile.ZipInfo], total: int, most: Callable[[str], int]) -> None:
    # a part that holds more than it declares is cut off there, and its checksum fails
    if sum(part.file_size for part in parts) > total or len(parts) > limits.DOCX_PARTS:
        raise InputError(f"it unpacks to more than {total // limits.MIB} MiB; take its pictures out or split it")
    for part in parts:
        if _is_markup(part.filename) and part.file_size > most(part.filename):
            large = most(part.filename) // limits.MIB
            raise InputError(f"its text with markup is larger than {large} MiB; split it or save it as text")
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(_LOCKED)


def _is_markup(name: str) -> bool:
    # a picture may be large; whatever else a part is called, the libraries read it as markup
    return not re.search(r"\.(?:png|jpe?g|gif|tiff?|bmp|emf|wmf|svg|ttf|odttf|bin|wav|mp4)\Z", name, re.IGNORECASE)
