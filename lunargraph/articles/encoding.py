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


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and, where it was not plain UTF-8, the name of the encoding that was used.

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
        raise InputError("it is a binary file, not text; convert it to text or HTML first")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    best = from_bytes(data).best()
    # short texts fit many code pages alike; then the one that most old pages were written in is the likeliest
    usual = from_bytes(data, cp_isolation=_USUAL).best()
    if usual is not None and (best is None or usual.chaos <= best.chaos + _ALIKE):
        best = usual
    if best is None:
        raise InputError("its encoding cannot be told; save it again as UTF-8")
    return str(best), best.encoding
