"""``diff`` and ``changes`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from lunargraph.changes import apply_changes, from_objects
from lunargraph.cli import main
from lunargraph.finished import load

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """A build of the first article only."""
    folder = tmp_path_factory.mktemp("older")
    row = {
        "id": "x-1",
        "date": "2024-06-03",
        "text": "Peru signed the Artemis Accords on Thursday. Peru and Chad signed an agreement.",
    }
    (folder / "a.jsonl").write_text(json.dumps(row))
    assert CliRunner().invoke(main, ["build", str(folder / "a.jsonl"), "-o", str(folder / "out")]).exit_code == 0
    return folder / "out"


def test_two_builds_are_compared(run, older, built):
    """New members, and what is stated no more; a build and itself do not differ."""
    result = run("diff", older, built)
    assert result.exit_code == 0
    assert "Joined (" in result.stdout
    assert "Egypt — member of — International Lunar Research Station: current since 2023-12-06" in result.stdout
    assert "No longer stated for sure (1)" in result.stdout
    assert run("diff", built, built).stdout == "Nothing changed.\n"


def test_json_holds_all_that_is_needed_to_apply_it(run, older, built):
    """The changes read back make the newer ties out of the older."""
    told = json.loads(run("diff", older, built, "--format", "json").stdout)
    changes = from_objects(told["changes"])
    assert apply_changes(load(older).ties, changes).equals(load(built).ties)


def test_changes_since_a_date(run, built):
    """Thailand signed in December; of one actor only on demand."""
    result = run("changes", "--since", "2024-12", "-o", built)
    assert "Thailand — member of — Artemis Accords" in result.stdout
    assert "Egypt" not in result.stdout
    assert run("changes", "--since", "2024-12", "-o", built, "--about", "Peru").stdout == "Nothing changed.\n"
    assert run("changes", "--since", "2024-12", "-o", built, "--format", "markdown").stdout.startswith("# Lunar")


def test_changes_of_less_sure_ties_are_counted_and_shown_on_demand(run, built, tmp_path):
    """Answers are the sure ones."""
    claim = {
        "s": "PER",
        "r": "member_of",
        "o": "ILRS",
        "evidence": "Peru signed the Artemis Accords",
        "confidence": 0.3,
    }
    (tmp_path / "claims.jsonl").write_text(json.dumps({"id": "x-1", "claims": [claim]}))
    made = run("build", built.parent / "a.jsonl", "--claims", tmp_path / "claims.jsonl", "-o", tmp_path / "out")
    assert made.exit_code == 0, made.stderr
    result = run("changes", "--since", "2020", "-o", tmp_path / "out")
    assert result.stdout == "Nothing changed.\n"
    assert "1 change of a less sure tie left out" in result.stderr
    result = run("changes", "--since", "2020", "-o", tmp_path / "out", "--min-confidence", "0")
    assert (result.stdout.startswith("Joined (1)"), result.stderr) == (True, "")
    checked = run("check", "-o", tmp_path / "out", "--reference", REFERENCE, "--format", "csv", "--all")
    assert 'open,extra,program:ILRS,country:PER,Peru,"current, less sure"' in checked.stdout


def test_a_feed_keeps_its_id_from_month_to_month(run, built):
    """The date since when is no part of it; a feed about somebody is another feed."""

    def identity(*args):
        feed = etree.fromstring(run("changes", "-o", built, "--format", "atom", *args).stdout.encode())
        return feed.find("{http://www.w3.org/2005/Atom}id").text

    assert identity("--since", "2024-12") == identity("--since", "2023")
    assert identity("--since", "2024", "--about", "Peru") != identity("--since", "2024")
    assert identity("--since", "2024", "--feed-url", "https://x.example/f") == "https://x.example/f"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["changes", "--since", "May"], "is not a date"),
        (["changes", "--since", "2024", "--about", "Atlantis"], "names nothing"),
        (["changes", "--since", "2024", "--feed-url", "https://x.example"], "goes with --format atom"),
        (["changes", "--since", "2024", "--format", "atom", "--feed-url", "x"], "no web address"),
    ],
)
def test_what_makes_no_sense_is_refused(run, built, args, words):
    """One sentence, exit code 2, no traceback."""
    result = run(*args, "-o", built)
    assert (result.exit_code, "Traceback" in result.stderr) == (2, False)
    assert words in result.stderr


def test_a_folder_without_a_build_is_told(run, built, tmp_path):
    """For either side."""
    result = run("diff", tmp_path, built)
    assert (result.exit_code, "run `python -m lunargraph build` first" in result.stderr) == (2, True)


def test_news_can_go_to_a_file(run, built, tmp_path):
    """The same bytes as on stdout; a place that cannot be written is told."""
    told = run("changes", "--since", "2024-12", "-o", built, "--format", "atom").stdout
    result = run("changes", "--since", "2024-12", "-o", built, "--format", "atom", "--to", tmp_path / "news.xml")
    assert (result.stdout, (tmp_path / "news.xml").read_text(encoding="utf-8")) == ("", told)
    refused = run("changes", "--since", "2024-12", "-o", built, "--to", tmp_path)
    assert (refused.exit_code, "choose another place with --to" in refused.stderr) == (2, True)
