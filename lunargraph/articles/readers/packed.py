"""Compressed files and archives: what is packed comes out as open files, never onto a disk under a name of its own.

What unpacks to very much more than it is (a decompression bomb) is given up with a word; what came before it is kept.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import tempfile
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from lunargraph.articles import limits
from lunargraph.articles.limits import MIB
from lunargraph.articles.walk import is_set_aside
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO, Protocol

    class _Source(Protocol):
        def read1(self, count: int, /) -> bytes: ...
        def close(self) -> None: ...


#: What lies in an archive: its name there, and a way to open it, or the sentence why it is left out.
Member = tuple[str, "Callable[[], BinaryIO] | str"]

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_ENCRYPTED = "it is encrypted and opens only with a password; unpack it and give the files"
_METHOD = "it is packed in a way that cannot be unpacked here; unpack it and give the files"
_CUT = "it ends too early or is damaged inside, and what follows there is lost; copy or download it again"
_LINK = "it is a link inside an archive and was not followed"
_OUTSIDE = "its name leads out of the archive, which an honest one's does not; it was left out"
_NO_ZIP = "it is no zip archive or a damaged one; copy or download it again"


class Budget:
    """How much may still come out of a file on disk and of all that is packed in it."""

    def __init__(self, size: int) -> None:
        """Allow what a file of this many bytes may unpack to."""
        self._left = max(limits.UNPACKED_FREE, limits.UNPACKED_RATIO * size)

    def spend(self, count: int) -> None:
        """Count bytes that came out.

        Raises:
            InputError: where they are more than an honest file gives.
        """
        self._left -= count
        if self._left < 0:
            raise InputError(
                f"it unpacks to more than {limits.UNPACKED_RATIO} times its size, like a decompression bomb; the rest "
                "of it was left out; unpack it yourself and give the files, if you trust it"
            )


def unpack(file: BinaryIO, ending: str, budget: Budget) -> BinaryIO:
    """Return the content of a compressed file (``COMPRESSED``) as a file that streams and cannot be sought."""
    return _guarded(COMPRESSED[ending](file), budget)


def spooled(file: BinaryIO) -> BinaryIO:
    """Return a copy of a file that can be sought, in memory or in a nameless temporary file.

    Raises:
        InputError: where it is larger than a packed file may be.
    """
    copy = tempfile.SpooledTemporaryFile(max_size=8 * MIB)  # noqa: SIM115 - whoever reads it closes it
    try:
        left = limits.UNPACKED_FILE
        while data := file.read(min(MIB, left + 1)):
            copy.write(data)
            left -= len(data)
            _check_left(left)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy  # type: ignore[return-value]  # all that a BinaryIO is asked for


def _check_left(left: int) -> None:
    if left < 0:
        raise InputError(f"unpacked it is larger than {limits.UNPACKED_FILE // MIB} MiB; split it")


def zip_members(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    """Yield what lies in a zip archive, by name, without folders, hidden and README files.

    Raises:
        InputError: where it is no zip archive, or lists too many files.
    """
    archive = _zip(file)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.MEMBERS:
        raise InputError(f"it holds {len(infos):,} files, more than {limits.MEMBERS:,}; split it")
    for info in sorted(infos, key=lambda i: i.filename):
        parts = re.split(r"[/\\]", info.filename)
        if any(is_set_aside(part) for part in parts if part != "..") or "__MACOSX" in parts:
            continue
        yield info.filename, _why_not(info, parts) or partial(_member, archive, info, budget)


def _zip(file: BinaryIO) -> zipfile.ZipFile:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 66_000))
    listed = _list_size(file.read())
    if listed > limits.ZIP_LIST:
        raise InputError(f"its list of files is larger than {limits.ZIP_LIST // MIB} MiB; split it")
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    # what the library raises on damaged lists of files; a fuzzer found them
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, LookupError):
        raise InputError(_NO_ZIP) from None


def _list_size(tail: bytes) -> int:
    """Return how long a zip archive says its list of files is; the library takes that much into memory."""
    end = tail.rfind(b"PK\5\6")
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    long_end = tail.rfind(b"PK\6\6")
    return max(size % 0xFFFFFFFF, int.from_bytes(tail[long_end + 40 : long_end + 48], "little") if long_end >= 0 else 0)


def _why_not(info: zipfile.ZipInfo, parts: list[str]) -> str:
    if ".." in parts or not parts[0] or parts[0].endswith(":"):
        return _OUTSIDE
    if stat.S_ISLNK(info.external_attr >> 16):
        return _LINK
    if info.flag_bits & 0x41:
        return _ENCRYPTED
    return "" if info.compress_type in _METHODS else _METHOD


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> BinaryIO:
    try:
        return _guarded(cast("zipfile.ZipExtFile", archive.open(info)), budget)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, LookupError):
        raise InputError(_CUT) from None


def _guarded(file: _Source, budget: Budget) -> BinaryIO:
    return _Stream(_Guarded(file, budget), 64 * 1024)


class _Stream(io.BufferedReader):
    """Gives what there is: to wait for more would lose it where the file is cut just behind."""

    def read(self, count: int | None = -1, /) -> bytes:
        return self.read1(-1 if count is None else count)


class _Guarded(io.RawIOBase):
    """What comes out of a packed file: counted, and trouble told in one sentence."""

    def __init__(self, file: _Source, budget: Budget) -> None:
        self._file, self._budget = file, budget
        self._broken: InputError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        # a library in between may swallow an error once, and would then take the file's end for an honest one
        if self._broken is not None:
            raise self._broken
        try:
            data = self._unpacked(len(into))
        except InputError as error:
            self._broken = error
            raise
        into[: len(data)] = data
        return len(data)

    def _unpacked(self, count: int) -> bytes:
        try:
            data = self._file.read1(count)
        except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError):
            raise InputError(_CUT) from None
        except OSError as error:
            if error.errno is None:
                # how bz2 says that its data are damaged
                raise InputError(_CUT) from None
            raise
        self._budget.spend(len(data))
        return data

    def close(self) -> None:
        self._file.close()
        super().close()


class _Xz(io.RawIOBase):
    """An .xz file, whose header may ask for gigabytes of memory: the standard library's own file has no limit."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._unpacker = file, self._fresh()
        self._packed = b""

    @staticmethod
    def _fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, limits.UNPACKER_MEMORY)

    def read1(self, count: int = -1) -> bytes:
        while True:
            if self._unpacker.eof:
                # files may be joined, and padded in between
                self._packed = self._unpacker.unused_data.lstrip(b"\0") or self._file.read(64 * 1024).lstrip(b"\0")
                if not self._packed:
                    return b""
                self._unpacker = self._fresh()
            elif self._unpacker.needs_input and not self._packed:
                self._packed = self._file.read(64 * 1024)
                if not self._packed:
                    raise EOFError
            packed, self._packed = self._packed, b""
            if data := self._unpacker.decompress(packed, count):
                return data


def _gunzip(file: BinaryIO) -> _Source:
    return gzip.GzipFile(fileobj=file, mode="rb")


#: What unpacks each ending of one compressed file, in small letters.
COMPRESSED: Final[Mapping[str, Callable[[BinaryIO], _Source]]] = {
    ".gz": _gunzip,
    ".bz2": bz2.open,
    ".xz": _Xz,
}
#: Archives of many files.
ARCHIVES: Final = frozenset({".zip"})
