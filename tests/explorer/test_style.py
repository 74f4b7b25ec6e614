"""How nodes and ties look, and that no two ties of a pair hide each other."""

import pytest

from lunargraph.explorer.style import bend, drawn_label, node_style, tie_style

NODE = {"id": "country:BLR", "kind": "country", "name": "Belarus", "label": "BLR", "coalition": "ILRS"}
TIE = {"relation": "member_of", "status": "current", "support": 1, "sure": True, "disputed": False}


def test_kinds_have_shapes_and_coalitions_have_colours_of_their_own():
    """Each kind is told by shape and each coalition by colour."""
    shapes = {
        node_style({**NODE, "kind": kind}, 3)["shape"] for kind in ("country", "agency", "organization", "program")
    }
    colors = {
        node_style({**NODE, "coalition": c}, 3)["color"]["background"] for c in ("ILRS", "ARTEMIS_ACCORDS", "both", "")
    }
    assert (len(shapes), len(colors)) == (4, 4)


def test_each_status_has_its_line():
    """Planned is dashed, ended dotted, denied dashed with a bar instead of an arrow, current solid."""
    lines = {
        status: tie_style({**TIE, "status": status}, "ILRS") for status in ("current", "planned", "denied", "ended")
    }
    assert "dashes" not in lines["current"]
    assert len({str(line.get("dashes")) for line in lines.values()}) == 4
    assert lines["denied"]["arrows"]["to"]["type"] == "bar"
    assert len({lines[status]["color"]["color"] for status in ("current", "denied", "ended")}) == 3
    assert lines["ended"]["color"]["opacity"] < lines["current"]["color"]["opacity"]


def test_width_grows_with_support_within_bounds():
    """More independent stories make a thicker line, but never a bar."""
    widths = [tie_style({**TIE, "support": n}, "")["width"] for n in (1, 2, 8, 10_000)]
    assert widths == sorted(widths)
    assert widths[0] < widths[1]
    assert widths[-1] <= 6


def test_cooperation_has_no_arrow():
    """A relation without direction is drawn without one."""
    assert not tie_style({**TIE, "relation": "cooperates_with"}, "")["arrows"]["to"]["enabled"]


def test_disputed_ties_have_a_halo():
    """A disputed tie is marked, and bent, because straight lines get no halo."""
    assert tie_style({**TIE, "disputed": True}, "")["background"]["enabled"]
    assert bend([{**TIE, "disputed": True, "subject": "a", "object": "b"}])[0]["smooth"]["enabled"]
    assert "background" not in tie_style(TIE, "")


def test_unknown_kind_relation_and_status_are_drawn():
    """A word that a later lexicon may bring does not break the page."""
    assert node_style({**NODE, "kind": "moon", "coalition": "?"}, 0)["shape"] == "dot"
    assert tie_style({**TIE, "relation": "envies", "status": "maybe"}, "?")["width"] > 0


@pytest.mark.parametrize("directions", ["ab ab", "ab ba", "ab ab ab", "ab ba ab ba"])
def test_ties_of_one_pair_fan_out(directions):
    """Ties between the same two nodes get different curves, whichever way they run."""
    ties = [{"subject": d[0], "object": d[1], "disputed": False} for d in directions.split()]
    sides = []
    for tie, curve in zip(ties, bend(ties), strict=True):
        smooth = curve["smooth"]
        turn = (1 if smooth["type"] == "curvedCW" else -1) * (1 if tie["subject"] == "a" else -1)
        sides.append(turn * smooth["roundness"])
    assert len(set(sides)) == len(ties)


def test_single_ties_are_straight_and_loops_do_not_cover_each_other():
    """Only pairs with several ties need curves; loops grow instead."""
    assert not bend([{"subject": "a", "object": "b", "disputed": False}])[0]["smooth"]["enabled"]
    loops = bend([{"subject": "a", "object": "a", "disputed": False}] * 2)
    assert loops[0]["selfReference"]["size"] < loops[1]["selfReference"]["size"]


@pytest.mark.parametrize(
    ("node", "label"),
    [
        ({}, "Belarus"),
        ({"name": "United Arab Emirates"}, "United Arab\nEmirates"),
        ({"kind": "agency", "name": "China National Space Administration", "label": "CNSA"}, "CNSA"),
        ({"kind": "program", "name": "International Lunar Research Station", "label": "ILRS"}, "ILRS"),
        ({"kind": "program", "name": "Artemis Accords", "label": "ARTEMIS_ACCORDS"}, "Artemis\nAccords"),
        ({"name": "abc\u202edcba\x00 \n x"}, "abcdcba x"),
        ({"name": "\u200b", "label": ""}, "country:BLR"),
    ],
)
def test_labels_are_short_printable_lines(node, label):
    """Labels are wrapped, agencies are acronyms, and control characters are gone."""
    assert drawn_label({**NODE, **node}) == label


def test_long_names_end_in_an_ellipsis():
    """A name of many words is cut after three lines."""
    lines = drawn_label({**NODE, "name": "word " * 50}).split("\n")
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_less_sure_ties_are_faint():
    """However many stories tell of them."""
    sure, faint = (tie_style({**TIE, "support": 9, "sure": sure}, "") for sure in (True, False))
    assert faint["width"] < sure["width"]
    assert faint["color"]["opacity"] < sure["color"]["opacity"]
