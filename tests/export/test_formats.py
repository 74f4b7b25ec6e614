"""What holds of every format: the same bytes each time, whole files or none, and errors with the way out."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lunargraph.cli.export import export_command
from lunargraph.errors import MissingExtraError, OutputError
from lunargraph.export import FORMATS, find_format, write_export
from tests import builds
from tests.strategies import Desk

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys; from pathlib import Path; from lunargraph.export import FORMATS, write_export; from lunargraph.finished import load
build = load(sys.argv[1])
for name in FORMATS: write_export(build, name, Path(sys.argv[2]) / name)
"""


def _digests(folder):
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()
    }


def test_two_exports_are_the_same_bytes(build, tmp_path):
    """Also in processes that order their sets and dicts of text differently."""
    for seed in ("1", "2"):
        call = [sys.executable, "-W", "ignore", "-c", SCRIPT, str(build.folder), str(tmp_path / seed)]
        subprocess.run(call, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed})
    assert _digests(tmp_path / "1") == _digests(tmp_path / "2")
    assert {name.partition(os.sep)[0] for name in _digests(tmp_path / "1")} == set(FORMATS)


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.text])
def test_a_file_is_what_its_text_says(build, text_of, tmp_path, name):
    """UTF-8, line ends untouched."""
    write_export(build, name, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == text_of(build, name).encode("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_build_is_exported(tmp_path, name):
    """No claims is an answer, too."""
    (tmp_path / "build").mkdir()
    write_export(builds.build_of(Desk(), tmp_path / "build"), name, tmp_path / "made")
    assert (tmp_path / "made").exists()


@pytest.mark.parametrize("needs", [("turtle", "rdflib", "rdf"), ("ftm", "followthemoney", "ftm")])
def test_a_missing_library_is_named_with_the_command(camps, tmp_path, monkeypatch, needs):
    """One sentence, and no file."""
    name, module, extra = needs
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"needs the library {module}.*pip install 'lunargraph\[{extra}\]'"):
        write_export(camps, name, tmp_path / "file")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in {"turtle", "ftm"}])
def test_other_formats_need_no_extra(camps, tmp_path, monkeypatch, name):
    """What pip installs without being asked for more is enough."""
    for module in ("rdflib", "followthemoney", "duckdb", "grandcypher", "lark", "xgi"):
        monkeypatch.setitem(sys.modules, module, None)
    write_export(camps, name, tmp_path / "made")


def test_an_unknown_format_is_not_guessed():
    """But the nearest is named, and all are listed."""
    with pytest.raises(OutputError, match=r"did you mean gexf.*Formats are csv, parquet"):
        find_format("gexff")
    assert [name for name in FORMATS if not re.search(rf"\b{name}\b", export_command.help)] == []


@pytest.mark.parametrize("page", ["README.md", "docs/formats.md"])
def test_every_format_is_documented(page):
    """In the tables that people choose from."""
    rows = [line for line in (ROOT / page).read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert all(any(f"`{name}`" in row.split("|")[1] for row in rows) for name in FORMATS)


def test_targets_of_the_wrong_kind(camps, tmp_path):
    """A folder is no file, a file no folder, and a file no parent of files."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="is a folder, and json is one file"):
        write_export(camps, "json", tmp_path)
    with pytest.raises(OutputError, match="is a file, and csv makes a folder"):
        write_export(camps, "csv", tmp_path / "file")
    with pytest.raises(OutputError, match=r"cannot be written.*choose another place with --to"):
        write_export(camps, "json", tmp_path / "file" / "x.json")
    assert (tmp_path / "file").read_text() == "mine"
