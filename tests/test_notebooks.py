"""The notebooks run from top to bottom on a fresh build, and are committed with outputs that anybody may see."""

from __future__ import annotations

import re
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from lunargraph.build import build

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: What tells of the machine that a notebook ran on, or of the moment.
PRIVATE = re.compile(r"/home/|/root/|/Users/|/tmp/|[A-Z]:\\\\|0x[0-9a-f]{8}")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """A build of data/articles, which the notebooks ask."""
    folder = tmp_path_factory.mktemp("notebooks") / "outputs"
    build([ROOT / "data" / "articles"], folder)
    return folder


@pytest.mark.notebook
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, outputs, monkeypatch):
    """Every cell runs, in under a minute, and says as much as it did when it was committed."""
    monkeypatch.setenv("LUNARGRAPH_OUTPUTS", str(outputs))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    committed = nbformat.read(path, as_version=4)
    notebook = nbformat.read(path, as_version=4)
    started = time.monotonic()
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    assert time.monotonic() - started < 60
    for before, after in zip(committed.cells, notebook.cells, strict=True):
        assert _kinds(before) == _kinds(after), before["source"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_with_their_outputs(path):
    """Whoever reads them on the web sees tables and figures, run in order, and nothing of the machine they ran on."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell.outputs for cell in cells)
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error"
            texts = [
                output.get("text", ""),
                *(str(v) for k, v in output.get("data", {}).items() if k.startswith("text/")),
            ]
            assert not [found for text in texts if (found := PRIVATE.search(text))], cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_links_between_notebooks_lead_somewhere(path):
    """Each names a file beside it."""
    for cell in nbformat.read(path, as_version=4).cells:
        for name in re.findall(r"\]\(([^)]+\.ipynb)\)", cell.source):
            assert (path.parent / name).exists(), name


def _kinds(cell):
    """What kinds of output a cell has."""
    return sorted({key for output in cell.get("outputs", []) for key in output.get("data", {"text": ""})})
