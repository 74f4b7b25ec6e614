"""``cache`` on the command line."""

from __future__ import annotations

import os

import pytest

from lunargraph.engine import Cache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache of its own for the command."""
    monkeypatch.setenv("LUNARGRAPH_CACHE", str(tmp_path / "c"))
    return tmp_path / "c"


def filled(folder, number):
    with Cache(folder, pytest.fail) as cache:
        cache.keep({n.to_bytes(32, "big"): os.urandom(1000) for n in range(number)})


def test_where_there_is_none(run, folder):
    """Told, and not made."""
    result = run("cache")
    assert (result.exit_code, result.stdout) == (0, f"{folder} is empty; the next build fills it.\n")
    assert not folder.exists()


def test_folder_articles_and_bytes(run, folder):
    """On one line."""
    filled(folder, 1500)
    result = run("cache")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{folder / 'readings.sqlite'}: 1,500 articles, ")
    assert 1.5 < float(result.stdout.split()[-2]) < 2.2
    assert result.stdout.endswith(" MB\n")


def test_forgetting(run, folder):
    """Down to a size, and everything."""
    filled(folder, 1000)
    result = run("cache", "--prune", "0.5 MB")
    assert (folder / "readings.sqlite").stat().st_size <= 500_000
    assert result.stdout.startswith("Forgot ")
    assert run("cache", "--prune", "1GB").stdout.startswith("Forgot 0 articles.")
    result = run("cache", "--clear")
    assert result.exit_code == 0
    assert ": 0 articles, " in result.stdout
    assert (folder / "readings.sqlite").stat().st_size < 30_000


def test_bad_use(run, folder):
    """Exit code 2 and a sentence."""
    for args, said in (
        (["--prune", "much"], "200MB"),
        (["--prune", "-1"], "200MB"),
        (["--prune", "1", "--clear"], "both"),
    ):
        result = run("cache", *args)
        assert result.exit_code == 2
        assert said in result.stderr
    folder.mkdir()
    (folder / "readings.sqlite").mkdir()
    result = run("cache")
    assert result.exit_code == 2
    assert result.stderr.count("cannot be used") == 1


def test_a_damaged_one_is_told(run, folder):
    """And is whole again after it."""
    folder.mkdir()
    (folder / "readings.sqlite").write_bytes(b"noise" * 1000)
    assert "damaged" in run("cache").stderr
    assert run("cache").stdout.startswith(f"{folder / 'readings.sqlite'}: 0 articles")
