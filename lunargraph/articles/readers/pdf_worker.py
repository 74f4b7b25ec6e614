"""What stands where on the pages of a PDF: run as a program of its own, PDF on stdin, one JSON object a line out.

A PDF is the most hostile of formats and its library is not Python: a crash, a page that never ends or a stream that
fills the memory must cost one file and not the run. So it is read in a process with limits, which knows nothing of
lunargraph and imports nothing of it. Scripts, forms, links and attachments of a PDF are never looked at.

The first line is ``{"pages": n, "info": {...}}``, each further one ``{"width", "height", "spans": [...]}``, or null for
a page that is damaged. A span is ``[left, right, baseline, size, bold, text]`` in points, the baseline counted from
the foot of the page. ``{"error": word}`` stands alone.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import sys
from collections import Counter
from typing import Any

import pypdfium2
from pypdfium2 import raw

_INFO = ("Title", "Author", "Creator", "Producer", "CreationDate", "ModDate")
#: PDFium's sign for a hyphen that it took for the break of a word.
_BREAK = 2
_BOLD = 600
#: A gap of this many times the letters' size parts two spans: columns may begin there.
_GAP = 0.9
#: Letters smaller than this many points cannot be read by anyone.
_SMALLEST = 2.0


def main(arguments: list[str]) -> int:
    """Read stdin and write stdout; arguments are limits: pages, signs, megabytes of memory, seconds of processor."""
    pages, signs, megabytes, seconds = map(int, arguments)
    data = sys.stdin.buffer.read()
    _limit(megabytes, seconds)
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        info = {key: document.get_metadata_value(key)[:500] for key in _INFO}
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        _say({"error": "locked" if locked else "damaged"})
        return 0
    _say({"pages": count, "info": info})
    for number in range(min(count, pages)):
        page = _page(document, number)
        _say(page)
        signs -= sum(len(span[-1]) for span in page["spans"]) if page else 0
        if signs < 0:
            break
    return 0


def _say(what: object) -> None:
    # a lone surrogate of a broken font is no text in any encoding; as an escape it passes
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _limit(megabytes: int, seconds: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        # Windows has no such limits; there the clock of the process that waits is the only one
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _page(document: pypdfium2.PdfDocument, number: int) -> dict[str, Any] | None:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    left, bottom, right, top = edges = page.get_bbox()
    spans = list(_spans(text.raw, text.count_chars()))
    turn = _usual_turn(spans)
    x, y, width, height = _along(turn, edges)
    upright = [
        [round(start - x, 1), round(end - x, 1), round(base - y, 1), size, bold, letters]
        for start, end, base, size, bold, letters, own, across, up in spans
        # a stamp along the edge or across the page is none of its text, and what lies outside cannot be seen
        if own == turn and size >= _SMALLEST and left - 1 <= across <= right + 1 and bottom - 1 <= up <= top + 1
    ]
    return {"width": round(width - x, 1), "height": round(height - y, 1), "spans": upright}


def _usual_turn(spans: list[Any]) -> int:
    letters: Counter[int] = Counter()
    for span in spans:
        letters[span[6]] += len(span[5])
    return max((t for t in letters if t >= 0), key=letters.__getitem__, default=0)


def _spans(text: Any, count: int) -> Any:  # noqa: ANN401 - ctypes
    """Yield [start, end, base, size, bold, text, turn, x, y] for signs that stand side by side in one style.

    ``start`` and ``end`` run along the writing, ``base`` across it; x and y say where on the page it begins.
    """
    box, x, y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    span: list[Any] | None = None
    letters: list[str] = []
    tall = 0.0
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text, i)
        if code == 0x20 and span is not None:
            letters.append(" ")
            continue
        if code in {0x0D, 0x0A} or raw.FPDFText_IsGenerated(text, i):
            continue
        sign = "-" if code == _BREAK else chr(code) if code <= 0x10FFFF else "\ufffd"
        if sign.isspace():
            letters.append(" ")
            continue
        if not raw.FPDFText_GetLooseCharBox(text, i, box) or not raw.FPDFText_GetCharOrigin(text, i, x, y):
            continue
        turn = _quarter(raw.FPDFText_GetCharAngle(text, i))
        start, low, end, high = _along(turn, (box.left, box.bottom, box.right, box.top))
        base, height = _along(turn, (x.value, y.value, x.value, y.value))[1], high - low
        if not all(map(math.isfinite, (start, end, base, height))):
            continue
        size = span[3] if span else 0.0
        if (
            span is None
            or turn != span[6]
            or abs(base - span[2]) > 0.1 * size
            or abs(height - tall) > 0.05 * tall
            or not -0.3 * size <= start - span[1] <= _GAP * size
        ):
            if span is not None:
                span[5] = "".join(letters)
                yield span
            scale = 1.0
            if raw.FPDFText_GetMatrix(text, i, matrix):
                scale = math.hypot(matrix.c, matrix.d)
            size = raw.FPDFText_GetFontSize(text, i) * scale
            size = round(size, 1) if math.isfinite(size) and size > 0 else round(height, 1)
            bold = raw.FPDFText_GetFontWeight(text, i) >= _BOLD
            span, letters, tall = [start, end, base, size, bold, "", turn, x.value, y.value], [], height
        letters.append(sign)
        span[1] = max(span[1], end)
    if span is not None:
        span[5] = "".join(letters)
        yield span


def _quarter(angle: float) -> int:
    """Return in which quarter turn (counted against the clock) a sign stands, -1 for aslant."""
    turns = angle / (math.pi / 2)
    return -round(turns) % 4 if angle >= 0 and abs(turns - round(turns)) < 0.03 else -1


def _along(turn: int, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return a box (left, bottom, right, top) as it is for one whose writing runs in a quarter turn."""
    left, bottom, right, top = box
    return {
        1: (bottom, -right, top, -left),
        2: (-right, -top, -left, -bottom),
        3: (-top, left, -bottom, right),
    }.get(turn, box)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
