"""Bytes to text: UTF-8 first, anything else detected and said aloud, nothing mangled silently."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from lunargraph.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = ["cp1252"]
#: How much more disorder the usual encoding may show and still be taken.
_ALIKE = 0.1
#: Bytes from which an encoding is told; those beyond ASCII count.
_SAMPLE = 64 * 1024
#: Fewer bytes than this do not show how they are encoded.
_FEWEST = 16
_BINARY = "it is a binary file, not text; convert it to text or HTML first"


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and, where it was not UTF-8, the name of the encoding that was used.

    Raises:
        InputError: where the bytes are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), "" if name == "utf-8-sig" else name
            except UnicodeDecodeError:
                raise InputError("it begins like text but is damaged; save it again as UTF-8") from None
    if b"\0" in data:
        return _wide(data)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    sample = _sample(data)
    best = from_bytes(sample).best()
    # short texts fit many code pages alike; then the one that most old pages were written in is the likeliest
    usual = from_bytes(sample, cp_isolation=_USUAL).best()
    if usual is not None and (best is None or usual.chaos <= best.chaos + _ALIKE):
        best = usual
    try:
        if best is not None:
            return data.decode(best.encoding), best.encoding
    except ValueError:
        pass
    raise InputError("its encoding cannot be told; save it again as UTF-8")


def _sample(data: bytes) -> bytes:
    """Return the lines of a long text that say most about its encoding: detection takes its time."""
    if len(data) <= _SAMPLE:
        return data
    telling, size = [], 0
    for line in data[: 64 * _SAMPLE].splitlines(keepends=True):
        if not line.isascii():
            telling.append(line[:_SAMPLE])
            size += len(telling[-1])
            if size >= _SAMPLE:
                break
    return b"".join(telling) or data[:_SAMPLE]


def _wide(data: bytes) -> tuple[str, str]:
    """Return a text in UTF-16 that does not say so: Western text has every second byte zero."""
    for name, zeros, others in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if len(data) >= _FEWEST and len(data) % 2 == 0 and zeros.count(0) > 0.7 * len(zeros) and others.count(0) == 0:
            try:
                return data.decode(name), name
            except UnicodeDecodeError:
                break
    raise InputError(_BINARY)
