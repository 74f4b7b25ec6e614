"""``export`` on the command line."""

import json

import pytest


def test_one_file_goes_to_stdout(run, built):
    """Ready for a pipe, with nothing else in it."""
    result = run("export", "json", "-o", built)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["multigraph"] is True
    assert not result.stderr


def test_a_file_or_a_folder_is_written_where_told(run, built, tmp_path):
    """Talk on stderr."""
    result = run("export", "gexf", "-o", built, "--to", tmp_path / "a" / "moon.gexf")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "moon.gexf" in result.stderr
    assert run("export", "csv", "-o", built, "--to", tmp_path / "tables").exit_code == 0
    assert (tmp_path / "tables" / "ties.csv").exists()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("csv",), "csv is a folder of files; say where with --to FOLDER."),
        (("gexff",), "'gexff' is no format; did you mean gexf?"),
        ((), "Missing argument"),
    ],
)
def test_bad_use(run, built, args, told):
    """Exit code 2 and a sentence."""
    result = run("export", *args, "-o", built)
    assert result.exit_code == 2
    assert told in result.stderr


def test_without_a_build(run, tmp_path):
    """The way to one is named."""
    result = run("export", "json", "-o", tmp_path)
    assert result.exit_code == 2
    assert "run `python -m lunargraph build` first" in result.stderr
