"""How nodes and ties look: shape by kind, colour by coalition, line by status, width by support, faint if less sure."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from lunargraph.model import Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHAPES = {Kind.COUNTRY: "dot", Kind.AGENCY: "triangle", Kind.ORGANIZATION: "square", Kind.PROGRAM: "hexagon"}
_SIZES = {Kind.COUNTRY: 11, Kind.AGENCY: 9, Kind.ORGANIZATION: 8, Kind.PROGRAM: 15}
#: Fill and border by coalition, told apart by people who cannot tell red from green (after Okabe and Ito).
COALITION_COLORS = {
    "ILRS": ("#e69f00", "#9a6a00"),
    "ARTEMIS_ACCORDS": ("#3d8fd1", "#1d5d94"),
    "both": ("#c875b0", "#8a3f74"),
    "": ("#9aa3ad", "#626b75"),
}
_MEMBERSHIP = {"ILRS": "#d9a23a", "ARTEMIS_ACCORDS": "#7fb2dc", "both": "#c875b0", "": "#a3acb6"}
_COOPERATION, _STRUCTURE, _DENIED, _ENDED = "#009e73", "#b9c0c8", "#c8352b", "#8a8f96"
DISPUTED_HALO = "rgba(255, 196, 0, 0.45)"
_DASHES = {Status.PLANNED: [9, 6], Status.DENIED: [3, 3, 9, 3], Status.ENDED: [1, 6]}
_FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
_LINE, _LINES = 13, 3

OPTIONS: Mapping[str, Any] = {
    "autoResize": True,
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4, "font": {"face": _FACE, "size": 14, "strokeWidth": 4}},
    "edges": {
        "smooth": {"enabled": False},
        "arrowStrikethrough": False,
        "hoverWidth": 1.5,
        "selectionWidth": 2,
    },
    "interaction": {
        "hover": True,
        "tooltipDelay": 120,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
    },
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -90, "springLength": 110, "avoidOverlap": 0.6},
        "stabilization": {"enabled": False},
    },
}


def node_style(node: Mapping[str, Any], ties: int) -> dict[str, Any]:
    """Return the keywords of ``Network.add_node`` for a node of ``explorer.data`` with so many ties."""
    kind = str(node["kind"])
    fill, border = COALITION_COLORS.get(str(node["coalition"]), COALITION_COLORS[""])
    style: dict[str, Any] = {
        "label": drawn_label(node),
        "shape": _SHAPES.get(Kind(kind), "dot") if kind in set(Kind) else "dot",
        "size": round(_SIZES.get(Kind(kind), 8) * (1 + 0.16 * math.sqrt(ties)), 1) if kind in set(Kind) else 8,
        "color": {
            "background": fill,
            "border": border,
            "highlight": {"background": fill, "border": border},
            "hover": {"background": fill, "border": border},
        },
    }
    if kind == Kind.PROGRAM:
        style["font"] = {"size": 22 if ties >= 8 else 16, "strokeWidth": 6}
    return style


def drawn_label(node: Mapping[str, Any]) -> str:
    """Shorten a node's name to at most three short lines of printable text.

    Countries are drawn by name and agencies by acronym, because that is how a reader knows them.

    >>> drawn_label({"kind": "agency", "label": "CNSA", "name": "China National Space Administration", "id": ""})
    'CNSA'
    """
    name, label = str(node["name"]), str(node["label"])
    short = node["kind"] == Kind.AGENCY or (node["kind"] == Kind.PROGRAM and len(name) > 24 and "_" not in label)
    choices = (label, name) if short else (name, label)
    text = next((shown for choice in choices if (shown := _printable(choice))), str(node["id"]))
    return "\n".join(textwrap.wrap(text, _LINE, max_lines=_LINES, placeholder=" …"))


def _printable(text: str) -> str:
    """Drop control and direction characters, which could draw one name as if it were another."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())


def tie_style(tie: Mapping[str, Any], coalition: str) -> dict[str, Any]:
    """Return the keywords of ``Network.add_edge`` for a tie whose object belongs to ``coalition``."""
    relation, status = str(tie["relation"]), str(tie["status"])
    structural = relation in {Relation.AGENCY_OF, Relation.PART_OF}
    color = _color(relation, status, coalition)
    width = 1.0 if structural else round(min(6.0, 0.9 + 0.8 * math.log2(1 + tie["support"])), 2)
    opacity = 0.5 if structural or relation == Relation.COOPERATES_WITH else 0.8
    if status == Status.ENDED:
        opacity = 0.5
    if not tie["sure"]:
        width, opacity = min(width, 1.0), 0.35
    style: dict[str, Any] = {
        "width": width + 1.5 * (relation == Relation.LEADS),
        "color": {"color": color, "highlight": color, "hover": color, "opacity": opacity},
        "arrows": {"to": {"enabled": relation != Relation.COOPERATES_WITH, "scaleFactor": 0.5, "type": "arrow"}},
    }
    if status == Status.DENIED:
        style["arrows"]["to"] = {"enabled": True, "scaleFactor": 0.6, "type": "bar"}
    if status in _DASHES and not structural:
        style["dashes"] = _DASHES[Status(status)]
    if tie["disputed"]:
        style["background"] = {"enabled": True, "color": DISPUTED_HALO, "size": width + 9, "dashes": False}
    return style


def _color(relation: str, status: str, coalition: str) -> str:
    if relation in {Relation.AGENCY_OF, Relation.PART_OF}:
        return _STRUCTURE
    if status == Status.DENIED:
        return _DENIED
    if status == Status.ENDED:
        return _ENDED
    if relation == Relation.COOPERATES_WITH:
        return _COOPERATION
    fill, border = COALITION_COLORS.get(coalition, COALITION_COLORS[""])
    return border if relation == Relation.LEADS else _MEMBERSHIP.get(coalition, fill)


def bend(ties: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one ``smooth`` setting per tie, so that several ties of one pair fan out instead of hiding each other."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, tie in enumerate(ties):
        pairs[min(tie["subject"], tie["object"]), max(tie["subject"], tie["object"])].append(index)
    bends: list[dict[str, Any]] = [{} for _ in ties]
    for (first, second), indices in pairs.items():
        for place, index in enumerate(indices):
            if first == second:
                bends[index] = {"selfReference": {"size": 18 + 10 * place}}
                continue
            offset = place - (len(indices) - 1) / 2
            # a curve turns the other way for a tie that runs the other way
            clockwise = (offset > 0) == (ties[index]["subject"] == first)
            kind = "curvedCW" if clockwise else "curvedCCW"
            # straight lines get no halo from vis-network, so a disputed tie is always a little bent
            curve = max(0.16 * abs(offset), 0.04 * ties[index]["disputed"])
            smooth = {"enabled": curve > 0, "type": kind, "roundness": round(curve, 3)}
            bends[index] = {"smooth": smooth}
    return bends
