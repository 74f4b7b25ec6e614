"""The notebooks run from top to bottom on a fresh build, and are committed with what they print."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from lunargraph.build import build

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """A build of the articles that ship."""
    folder = tmp_path_factory.mktemp("notebooks") / "outputs"
    build([ROOT / "data" / "articles"], folder)
    return folder


@pytest.mark.notebook
@PAGES
def test_notebook_runs(path, outputs, monkeypatch):
    """Every cell runs."""
    monkeypatch.setenv("LUNARGRAPH_OUTPUTS", str(outputs))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    assert any(cell.get("outputs") for cell in notebook.cells if cell.cell_type == "code")


@PAGES
def test_notebook_is_committed_with_its_outputs(path):
    """It can be read where it is; no cell failed, and nothing tells of the machine that it ran on."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    told = [output for cell in cells for output in cell.outputs]
    assert told
    assert not [output for output in told if output.output_type == "error" or output.get("name") == "stderr"]
    assert not re.search(r"/(?:home|tmp|root|work|Users)/", str(told))
