"""The command line as an analyst meets it: data on stdout, talk on stderr, one sentence for an error."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lunargraph.cli import main


def test_help_is_light():
    """--help loads neither spaCy nor pandas nor networkx."""
    code = (
        "import sys\nfrom lunargraph.cli import main\n"
        "try:\n main(['--help'])\nexcept SystemExit:\n pass\n"
        "heavy = {'spacy', 'pandas', 'networkx', 'pyvis', 'trafilatura'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for command in ("build", "extract", "query", "explain", "evaluate", "check"):
        assert command in done.stdout


def test_queries_do_not_load_spacy():
    """Questions need no language model."""
    code = "import sys, lunargraph.queries; sys.exit('spacy' in sys.modules or 'pyvis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_extract_keeps_ids_and_reads_either_date_key(run, article, tmp_path):
    """One JSON line per article, with the input's id; `date` is the publication date; silent articles too."""
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(article) + "\n" + json.dumps({"id": 7, "published": "2024", "text": "Rain."}))
    result = run("extract", source)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(r["id"], r["date"], len(r["claims"])) for r in rows] == [("x-1", "2024-06-03", 1), ("7", "2024", 0)]
    assert rows[0]["claims"][0]["date"] == "2024-05-30"


def test_extract_filters_by_confidence(run, article, tmp_path):
    """--min-confidence leaves weaker claims out."""
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(article))
    assert json.loads(run("extract", source, "--min-confidence", "0.999").stdout)["claims"] == []


def test_extract_prints_what_no_file_can_hold_as_a_sign(run, tmp_path):
    """Half a character in a text is replaced, one for one, so that offsets hold."""
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"id": "a", "title": "\ud800", "text": "Peru\ud800 signed the Artemis Accords."}))
    result = run("extract", source)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["title"] == "\ufffd"


def test_extract_goes_on_after_a_bad_line_and_says_so(run, article, tmp_path):
    """Trouble is told on stderr and shows in the exit code, the rest is printed."""
    source = tmp_path / "a.jsonl"
    source.write_text("{oops\n" + json.dumps(article))
    result = run("extract", source)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "not valid JSON" in result.stderr


def test_query_members_and_overlap(run, built):
    """Questions by any name give tables, CSV and JSON."""
    members = json.loads(run("query", "members", "ilrs", "-o", built, "--format", "json").stdout)
    assert {m["name"]: m["since"] for m in members} == {"Egypt": "2023-12-06", "Thailand": "2024-04"}
    assert all(m["claim_ids"] for m in members)
    both = run("query", "overlap", "ILRS", "artemis accords", "-o", built)
    assert "Thailand" in both.stdout
    assert "Egypt" not in both.stdout
    assert "Egypt" in run("query", "partners", "China", "-o", built, "--format", "csv").stdout
    assert "Artemis Accords" in run("query", "programs", "Perú", "-o", built).stdout


def test_query_as_of_a_date(run, built):
    """The past is asked for with a partial date."""
    result = run("query", "members", "ILRS", "-o", built, "--as-of", "2024-01", "--format", "json")
    assert [m["name"] for m in json.loads(result.stdout)] == ["Egypt"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["build", "no/such/folder"], "does not exist"),
        (["query", "members", "ILRS", "-o", "no/such/build"], "lunargraph build"),
        (["extract", "--model", "xx_none", "."], "not installed"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(run, args, message):
    """No traceback for a user's mistake."""
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["query", "members", "Atlantis"], "Atlantis"),
        (["query", "members", "ILRS", "--as-of", "yesterday"], "YYYY"),
        (["explain", "Peru", "marries", "ILRS"], "member_of"),
        (["explain", "Peru", "Atlantis"], "Atlantis"),
    ],
)
def test_a_question_that_makes_no_sense_says_what_would(run, built, args, message):
    """Unknown names and dates are answered with the way out."""
    result = run(*args, "-o", built)
    assert result.exit_code == 2
    assert message in result.stderr


def test_check_counts_the_lexicon_and_the_rules(run, tmp_path, monkeypatch):
    """`check` validates the data that ships."""
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 0
    assert "199" not in result.stdout or "actors" in result.stdout
    assert "All valid." in result.stdout


@pytest.fixture(scope="module")
def unsure(built, tmp_path_factory):
    """The same articles in a build that takes nothing for sure."""
    folder = tmp_path_factory.mktemp("unsure")
    result = CliRunner().invoke(
        main, ["build", str(built.parent / "a.jsonl"), "-o", str(folder), "--min-confidence", "1"]
    )
    assert "5 less sure (below 1)" in result.stderr
    assert "Largest coalitions" not in result.stderr
    return folder


@pytest.mark.parametrize(
    ("question", "answer", "number"),
    [
        (["members", "ILRS"], "Egypt", "2 less sure answers"),
        (["programs", "Peru"], "Artemis Accords", "1 less sure answer"),
        (["partners", "China"], "Egypt", "1 less sure answer"),
        (["overlap", "ILRS", "ARTEMIS_ACCORDS"], "Thailand", "1 less sure answer"),
    ],
)
def test_less_sure_answers_are_counted_and_shown_when_asked_for(run, unsure, question, answer, number):
    """One line on stderr says how many there are; with 0 they are printed and labelled."""
    result = run("query", *question, "-o", unsure)
    assert (result.exit_code, answer in result.stdout) == (0, False)
    assert f"{number} left out; --min-confidence 0 shows them." in result.stderr
    every = run("query", *question, "-o", unsure, "--min-confidence", 0)
    assert answer in every.stdout
    assert "no" in every.stdout.split()
    assert every.stderr == ""
    assert run("query", *question, "-o", unsure, "--min-confidence", 1).stdout == ""


def test_sure_answers_need_no_label(run, built):
    """A table of nothing but sure answers has no such column, CSV always has it."""
    assert " sure " not in run("query", "members", "ILRS", "-o", built).stdout.splitlines()[0]
    assert ",sure," in run("query", "members", "ILRS", "-o", built, "--format", "csv").stdout


def test_all_ties_of_an_unsure_build_are_kept(unsure):
    """In the tables and the graph; the manifest says from where ties are sure."""
    manifest = json.loads((unsure / "manifest.json").read_text())
    assert (manifest["sure_from"], manifest["less_sure"], manifest["ties"]) == (1.0, 5, 5)
    assert '"sure": false' in (unsure / "graph.json").read_text()


@pytest.mark.parametrize("command", ["build", "extract", "explain", "query members", "evaluate x"])
def test_a_confidence_is_from_0_to_1(run, command):
    """Everywhere."""
    result = run(*command.split(), "--min-confidence", "2")
    assert result.exit_code == 2
    assert "0<=x<=1" in result.stderr
