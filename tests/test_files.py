"""Files that are whole or not there, and digests of them."""

from __future__ import annotations

import pytest

from lunargraph.errors import OutputError
from lunargraph.files import atomically, digest_of, lexicon_digest, rules_digest


def test_a_failed_write_leaves_the_old_file(tmp_path):
    """When writing breaks off, the earlier file is whole and nothing else is left behind."""
    path = tmp_path / "t.csv"
    path.write_text("old")

    def break_off(temporary):
        temporary.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left on device"):
        atomically(path, break_off)
    assert [p.name for p in tmp_path.iterdir()] == ["t.csv"]
    assert path.read_text() == "old"


def test_a_digest_depends_on_names_and_contents_alone(tmp_path):
    """Not on the order of the files, nor on where they lie."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        for name in ("a.toml", "b.toml"):
            (tmp_path / folder / name).write_text(name)
    first = digest_of([tmp_path / "x" / "a.toml", tmp_path / "x" / "b.toml"])
    assert first == digest_of([tmp_path / "y" / "b.toml", tmp_path / "y" / "a.toml"])
    (tmp_path / "y" / "a.toml").write_text("other")
    assert first != digest_of((tmp_path / "y").iterdir())


def test_lexicon_and_rules_have_digests_of_their_own():
    """Each digest covers files that are there."""
    nothing = digest_of([])
    assert len({nothing, lexicon_digest(), rules_digest()}) == 3
