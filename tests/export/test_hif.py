"""HIF is read back by XGI: members are members, and nobody else is."""

import json

import pytest
import xgi

from lunargraph import coalitions


@pytest.fixture
def path(build, text_of, tmp_path):
    """The file."""
    path = tmp_path / "build.hif.json"
    path.write_text(text_of(build, "hif"), encoding="utf-8", newline="")
    return path


def test_a_coalition_is_a_hyperedge(build, path):
    """Of exactly those that a query gives, and of the others by their status."""
    read = xgi.read_hif(path)
    for program in {n for n in build.graph if n.startswith("program:")}:
        for status in ("current", "planned", "denied", "ended"):
            edge = program if status == "current" else f"{program} {status}"
            members = set(coalitions.members_of(build.ties, program, status=status)["subject"])
            assert (read.edges.members(edge) if edge in read.edges else set()) == members
            less = build.ties[
                (build.ties["object"] == program) & (build.ties["status"] == status) & ~build.ties["sure"]
            ]
            edge = f"{program} {status} less sure"
            assert (read.edges.members(edge) if edge in read.edges else set()) == set(less["subject"])
    assert {n for n in build.graph if not n.startswith("program:")} == set(read.nodes)


def test_attributes_come_back(build, path):
    """Nodes and hyperedges as XGI reads them, incidences as the file has them."""
    read = xgi.read_hif(path)
    for node, data in build.graph.nodes(data=True):
        told = read.edges[node] if node.startswith("program:") else read.nodes[node]
        assert data.items() <= told.items()
    behind = [tie["id"] for i in json.loads(path.read_text())["incidences"] for tie in i["attrs"]["ties"]]
    assert set(behind) == set(build.ties["id"])
    for tie in build.ties[build.ties["relation"] == "cooperates_with"].to_dict("records"):
        assert read.edges.members(tie["id"]) == {tie["subject"], tie["object"]}
        assert read.edges[tie["id"]]["claim_ids"] == tie["claim_ids"]
