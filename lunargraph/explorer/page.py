"""Graph to page: pyvis draws the network, our template makes one HTML file of it that runs on its own."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
from collections import Counter
from importlib import resources
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup
from pyvis.network import Network

from lunargraph.errors import OutputError
from lunargraph.explorer.data import page_data
from lunargraph.explorer.layout import place
from lunargraph.explorer.style import COALITION_COLORS, OPTIONS, bend, node_style, tie_style
from lunargraph.model import STATED_RELATIONS, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import networkx as nx
    import pandas as pd

#: In the order in which they run.
SCRIPTS = (
    "vendor/vis-network-9.1.2.min.js", "words.js", "svg.js", "time.js", "state.js", "paths.js", "lit.js",
    "views.js", "chips.js", "filters.js", "search.js", "labels.js", "graph.js", "clipboard.js", "redraw.js",
    "evidence.js", "growth.js", "program.js", "details.js", "compare.js", "pairs.js", "help.js", "columns.js",
    "table.js", "marks.js", "matrixfigure.js", "matrix.js", "mapfacts.js", "mapmoves.js", "mapfigure.js", "map.js",
    "graphfigure.js", "poster.js", "csv.js", "share.js", "keys.js", "timebar.js", "explorer.js",
)  # fmt: skip
#: Joined to one style; the later win.
STYLES = ("explorer.css", "grid.css", "map.css", "panel.css", "share.css", "compare.css")
#: The outlines of countries, made by tools/world_map.py.
WORLD = "vendor/world.json"
TEMPLATE = "template.html"
#: What could end a script element or a line of JavaScript inside JSON text.
_UNSAFE = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def write_page(  # noqa: PLR0913 - three tables, a path, and what the heading says
    graph: nx.MultiDiGraph[str],
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    path: Path,
    *,
    title: str = "lunargraph",
    built: str = "",
    surely: float | None = None,
    counts: pd.DataFrame | None = None,
    milestones: pd.DataFrame | None = None,
) -> None:
    """Write the graph as one HTML file that opens from disk and loads nothing else.

    The file appears whole or not at all, and is the same to the byte for the same graph and tables.

    Args:
        graph: nodes and ties as ``build_graph`` returns them.
        claims: the table of ``claims_to_frame``; every claim id of the graph must be in it.
        articles: one row per article, with columns id, url, title, author, outlet, published, language, story.
        path: the file to write; its folder must exist.
        title: the heading of the page, plain text.
        built: the day of the build, which the page tells; left out where empty.
        surely: the confidence from which the ties of the graph are marked as sure; that of the map that ships if None.
        counts: what articles say how many members a program has, with columns article, program, value, qualifier and
            sentence; none where left out.
        milestones: dated steps of programs, with columns article, program, what, date, status and sentence.

    Raises:
        InputError: where a tie cites a claim, or a claim an article, that the tables lack.
        OutputError: where the file cannot be written.
    """
    page = render_page(
        graph, claims, articles, title=title, built=built, surely=surely, counts=counts, milestones=milestones
    )
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(page.encode("utf-8", errors="replace"))
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        reason = error.strerror or "unknown reason"
        raise OutputError(f"The page {path} cannot be written ({reason}); choose another folder.") from None


def render_page(  # noqa: PLR0913 - as write_page
    graph: nx.MultiDiGraph[str],
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    title: str = "lunargraph",
    built: str = "",
    surely: float | None = None,
    counts: pd.DataFrame | None = None,
    milestones: pd.DataFrame | None = None,
) -> str:
    """Return the text of the page; see ``write_page``."""
    data = page_data(graph, claims, articles, built=built, surely=surely, counts=counts, milestones=milestones)
    at_first = {
        end
        for tie in data["ties"]
        if tie["relation"] in STATED_RELATIONS and tie["sure"] and tie["status"] in {Status.CURRENT, Status.PLANNED}
        for end in (tie["subject"], tie["object"])
    }
    network = draw(data, place(graph, at_first))
    network.heading = title
    network.templateEnv = _environment(data)
    network.path = TEMPLATE
    return str(network.generate_html(notebook=False))


def draw(data: Mapping[str, Any], positions: Mapping[str, tuple[int, int]]) -> Network:
    """Return a pyvis network of the nodes and ties of ``page_data``, styled and in place, physics off."""
    network = Network(directed=True, notebook=False, cdn_resources="in_line")
    stated = [tie for tie in data["ties"] if tie["relation"] in STATED_RELATIONS]
    degree = Counter(end for tie in stated for end in {tie["subject"], tie["object"]})
    coalitions = {node["id"]: node["coalition"] for node in data["nodes"]}
    for node in data["nodes"]:
        x, y = positions[node["id"]]
        network.add_node(node["id"], **node_style(node, degree[node["id"]]), x=x, y=y)
    for tie, curve in zip(data["ties"], bend(data["ties"]), strict=True):
        style = tie_style(tie, coalitions[tie["object"]])
        if tie["status"] == Status.ENDED:
            style["was"] = tie_style({**tie, "status": Status.CURRENT}, coalitions[tie["object"]])
        network.add_edge(tie["subject"], tie["object"], id=tie["id"], **style, **curve)
    # pyvis deletes every space from options, those in font names too
    network.set_options(json.dumps(OPTIONS, separators=(",", ":")).replace(" ", "\\u0020"))
    return network


def _environment(data: Mapping[str, Any]) -> Environment:
    # pyvis's own environment escapes nothing
    environment = Environment(loader=FunctionLoader(_read), autoescape=True)
    environment.filters["embed"] = embed
    scripts = [_script(name) for name in SCRIPTS]
    style = "".join(_read(name) for name in STYLES)
    environment.globals.update(
        data=data,
        world=_read(WORLD).strip(),
        palette=COALITION_COLORS,
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files, not data
        style=Markup(style),  # noqa: S704 - our own file, not data
        policy=content_policy(scripts, style),
    )
    return environment


def content_policy(scripts: Sequence[str], style: str) -> str:
    """Return the Content-Security-Policy: these scripts and this style run, and nothing else loads or runs."""
    allowed = " ".join(_digest(script) for script in scripts)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src {_digest(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            # closes innerHTML and its like in browsers that know the directive
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def embed(value: object) -> Markup:
    r"""Return a value, or JSON text, as JSON that cannot leave its script element.

    >>> str(embed(["</script>"]))
    '["\\u003c/script\\u003e"]'
    """
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True, allow_nan=False, sort_keys=True)
    for sign, escaped in _UNSAFE.items():
        # in passes of the C library: a page has megabytes of it
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - nothing that HTML knows is left in it


def _script(name: str) -> str:
    # a source map is an address that developer tools would ask for
    lines = _read(name).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


def _read(name: str) -> str:
    return resources.files("lunargraph.explorer").joinpath(name).read_text(encoding="utf-8")
