"""Measure cleaning on made pages: ``python tests/cleaning/score.py [--errors] [FOLDER ...]``.

Each page of ``pages/tune`` and ``pages/held`` has a JSON file beside it: ``keep`` (the story, in order), ``drop`` (what
the site put around it), ``free`` (neither right nor wrong: the title itself, the signature of an embedded post),
and ``title``, ``date``, ``outlet``, ``author`` ("" where the page does not tell). Rules may be tuned on ``tune``;
``held`` is only measured.

Text is compared by letters and digits. Precision is the share of the kept text that belongs to ``keep``, so
whatever else comes through counts against it, listed under ``drop`` or not; recall is the share of ``keep`` that came
through. A paragraph that came through in part counts by its whole sentences. Figures are over all
letters of a set (micro). A field is right if it is equal, letter case aside; one given where the page tells none is
counted as invented.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lunargraph.articles import clean, read_articles

PAGES = Path(__file__).parent / "pages"
FIELDS = ("title", "date", "outlet", "author")
_SENTENCE = re.compile(r"(?<=[.!?:;])[”\"’']?\s+")


@dataclass
class Page:
    """What one page gave: letters kept, right and wanted, fields, and what came through or was lost in error."""

    name: str
    kept: int = 0
    right: int = 0
    wanted: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    spurious: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass
class Score:
    """Figures of a set of pages."""

    precision: float
    recall: float
    f1: float
    accuracy: dict[str, float]
    invented: Counter[str]


def read_page(path: Path) -> Page:
    """Read and clean one page as a build would, and compare."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    article = next(iter(read_articles([path], report=lambda _: None)))
    passages = [article.text[p.start : p.end] for p in clean(article)]
    page = Page(path.name)
    kept = "".join(_letters(p) for p in passages)
    mask = bytearray(len(kept))
    for text in gold["keep"]:
        page.wanted += len(_letters(text))
        if not _mark(kept, mask, text, 1):
            page.lost += [s for s in _SENTENCE.split(text) if not _mark(kept, mask, s, 1)]
    for text in gold["free"]:
        _mark(kept, mask, text, 2)
    page.kept, page.right = len(kept) - mask.count(2), mask.count(1)
    position = 0
    for passage in passages:
        size = len(_letters(passage))
        if mask[position : position + size].count(0):
            page.spurious.append(passage)
        position += size
    found = {
        "title": article.title,
        "date": article.published or "",
        "outlet": article.outlet,
        "author": article.author,
    }
    for name in FIELDS:
        if gold[name]:
            page.fields[name] = (
                "right" if found[name].casefold() == gold[name].casefold() else f"wrong: {found[name]!r}"
            )
        elif found[name]:
            page.fields[name] = f"invented: {found[name]!r}"
    return page


def score(pages: list[Page]) -> Score:
    """Sum the pages of a set up."""
    right, kept, wanted = (sum(getattr(p, name) for p in pages) for name in ("right", "kept", "wanted"))
    precision, recall = right / max(kept, 1), right / max(wanted, 1)
    accuracy, invented = {}, Counter()
    for name in FIELDS:
        marks = [p.fields[name] for p in pages if name in p.fields]
        told = [m for m in marks if not m.startswith("invented")]
        invented[name] = len(marks) - len(told)
        accuracy[name] = told.count("right") / max(len(told), 1)
    return Score(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), accuracy, invented)


def pages_of(name: str, ending: str = "") -> list[Path]:
    """Return the pages of a set, of one ending or all."""
    found = (PAGES / name).iterdir()
    return sorted(p for p in found if p.suffix != ".json" and p.suffix.endswith(ending))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _mark(kept: str, mask: bytearray, text: str, sign: int) -> bool:
    """Mark the first place not yet marked where a text stands; say whether there was one."""
    letters, position = _letters(text), 0
    while letters and (position := kept.find(letters, position)) >= 0:
        if not any(mask[position : position + len(letters)]):
            mask[position : position + len(letters)] = bytes([sign]) * len(letters)
            return True
        position += 1
    return not letters


def main() -> None:
    """Print the figures of the sets, and what went wrong where ``--errors`` asks for it."""
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or ["tune", "held"]
    for name in names:
        for ending in ("", "html", "txt"):
            pages = [read_page(p) for p in pages_of(name, ending)]
            total = score(pages)
            fields = "  ".join(f"{f} {total.accuracy[f]:.2f} (+{total.invented[f]})" for f in FIELDS)
            print(
                f"{name:5} {ending or 'all':5} {len(pages):3} pages  P {total.precision:.3f}  R {total.recall:.3f}"
                f"  F1 {total.f1:.3f}   {fields}"
            )
        if "--errors" in sys.argv and name != "held":
            for page in [read_page(p) for p in pages_of(name)]:
                wrong = {k: v for k, v in page.fields.items() if v != "right"}
                print(f"\n{page.name}  {page.right}/{page.kept}/{page.wanted}  {wrong or ''}")
                print(*(f"  + {s[:150]}" for s in page.spurious), *(f"  - {s[:150]}" for s in page.lost), sep="\n")


if __name__ == "__main__":
    main()
