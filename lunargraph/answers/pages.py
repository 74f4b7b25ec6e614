"""The page of a build inside a notebook: live where scripts run, a plain picture where they do not."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from lunargraph.coalitions import check_date, firm, members_of
from lunargraph.errors import OutputError, QueryError
from lunargraph.finished import find_node
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from lunargraph.finished import Build

#: The views of the page, by the names that its address knows.
VIEWS: Final = ("graph", "map", "matrix", "table")
#: Where the page keeps what it opens with.
_STATE = '<meta name="lunargraph-state" content="{}">'
_MOST = 8
_ROW, _LEFT, _WIDTH = 24, 250, 640
#: What the page needs and no more: it has no address of its own, reads no cookie and sends nothing.
_SANDBOX = "allow-scripts allow-downloads allow-popups"


@dataclass(frozen=True, slots=True)
class Shown:
    """What ``LunarGraph.show`` gives: a notebook shows it as the explorer page, in a frame of its own.

    Where a notebook is only read (on GitHub, in a PDF, without scripts), a bar chart of the largest programs or the
    same as text stands in its place.
    """

    page: str
    height: int
    title: str
    sizes: Sequence[tuple[str, int]]
    as_of: str = ""

    def __repr__(self) -> str:
        """Name the largest programs by their countries."""
        return f"{self.title}: {', '.join(f'{name} {number}' for name, number in self.sizes) or 'no members'}"

    def _repr_html_(self) -> str:
        frame = (
            f'<iframe srcdoc="{html.escape(self.page)}" sandbox="{_SANDBOX}" title="{html.escape(self.title)}" '
            f'width="100%" height="{self.height}" style="border: 1px solid #d9dcd8"></iframe>'
        )
        # what is left where frames are taken out
        return f"{frame}\n<p>{html.escape(repr(self))}</p>"

    def svg(self) -> str:
        """Return the bar chart as the text of an SVG file."""
        most = max((number for _, number in self.sizes), default=1)
        height = 46 + _ROW * len(self.sizes)
        rows = []
        for place, (name, number) in enumerate(self.sizes):
            top = 40 + _ROW * place
            wide = round((_WIDTH - _LEFT - 60) * number / most, 1)
            rows.append(
                f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{_xml(name)}</text>'
                f'<rect x="{_LEFT}" y="{top}" width="{wide}" height="18" fill="#3d8fd1"/>'
                f'<text x="{_LEFT + wide + 6}" y="{top + 14}">{number}</text>'
            )
        when = f" as of {self.as_of}" if self.as_of else ""
        size = f'width="{_WIDTH}" height="{height}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_WIDTH} {height}" '
            f'font-family="sans-serif" font-size="13" fill="#1c2126"><title>{_xml(repr(self))}</title>'
            f'<rect {size} fill="#ffffff"/>'
            f'<text x="12" y="24" font-size="15" font-weight="700">Countries in each program{_xml(when)}</text>'
            f"{''.join(rows)}</svg>"
        )

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, Any]:
        bundle = {"text/html": self._repr_html_(), "image/svg+xml": self.svg(), "text/plain": repr(self)}
        return {
            kind: shown
            for kind, shown in bundle.items()
            if (not include or kind in include) and (not exclude or kind not in exclude)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the page opens with: one of ``VIEWS``, a date, and one thing in its panel (a node, or two coalitions)."""

    view: str = "graph"
    as_of: str | None = None
    about: str | None = None
    compare: tuple[str, str] | None = None
    min_confidence: float | None = None

    def address(self, build: Build) -> str:
        """Return the part of the page's address after "#" that says so.

        Raises:
            QueryError: where the view, the date, a name or the confidence is not known, or two things are to be shown.
        """
        if self.view not in VIEWS:
            raise QueryError(f"{self.view!r} is no view; views are {', '.join(VIEWS)}.")
        if self.about and self.compare:
            raise QueryError("The panel shows one thing; give either a name or two coalitions to compare.")
        parts = [("view", self.view)]
        if self.as_of is not None:
            parts.append(("date", check_date(self.as_of)))
        if self.about:
            parts.append(("node", find_node(build, self.about)))
        if self.compare:
            parts.append(("compare", ",".join(_programs(build, self.compare))))
        if self.min_confidence is not None:
            firm(build.ties, self.min_confidence)
            parts += [("confidence", str(self.min_confidence)), ("unsure", "1")]
        return "&".join(f"{name}={quote(value, safe=',:/')}" for name, value in parts)


def _programs(build: Build, names: Sequence[str]) -> list[str]:
    found = [find_node(build, name) for name in names]
    for name, node in zip(names, found, strict=True):
        if not node.startswith(f"{Kind.PROGRAM}:"):
            raise QueryError(f"{name!r} is {node}, no program; two programs can be compared.")
    if len(found) != 2 or found[0] == found[1]:
        raise QueryError("A comparison needs two programs; give two that differ.")
    return found


def show(build: Build, height: int, opening: Opening) -> Shown:
    """Read the page of a build for a notebook, and let it open as asked.

    Raises:
        OutputError: where the build has no page, or it cannot be read.
        QueryError: where the opening asks for what is not known.
    """
    address = opening.address(build)
    path = build.folder / "lunargraph.html"
    try:
        page = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise OutputError(f"{path} cannot be read; run 'python -m lunargraph build' again to write it.") from None
    page = page.replace(_STATE.format(""), _STATE.format(html.escape(f"#{address}")), 1)
    when = f" as of {opening.as_of}" if opening.as_of else ""
    return Shown(page, height, f"lunargraph, {len(build.ties)} ties{when}", _sizes(build, opening), opening.as_of or "")


def _sizes(build: Build, opening: Opening) -> list[tuple[str, int]]:
    """Return the programs with most countries (on the date, of known date), the largest first."""
    programs = sorted({str(end) for end in build.ties["object"] if str(end).startswith(f"{Kind.PROGRAM}:")})
    found = []
    for program in programs:
        members = members_of(build.ties, program, as_of=opening.as_of, min_confidence=opening.min_confidence)
        dated = members[members["certainty"] != "undated"]["subject"]
        number = int(dated.str.startswith(f"{Kind.COUNTRY}:").sum())
        if number:
            found.append((build.name(program), number))
    return sorted(found, key=lambda row: (-row[1], row[0]))[:_MOST]


def _xml(text: str) -> str:
    """Return text as XML can hold it."""
    return html.escape("".join(c for c in text if c.isprintable()))
