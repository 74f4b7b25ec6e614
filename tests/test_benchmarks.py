"""The benchmark runs, on few claims, and its ways agree where they ask the same."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_benchmark_prints_a_table(tmp_path):
    """Each way answers; the table tells load, memory and questions."""
    command = [sys.executable, str(ROOT / "benchmarks" / "answers.py"), "--claims", "2000", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
    rows = {line.split("|")[1].strip(): line for line in done.stdout.splitlines() if line.startswith("|")}
    assert {"load", "memory after loading", "members", "overlap", "timeline", "evidence of one member"} <= set(rows)
    assert "lunargraph | pandas | networkx" in rows[""]


def test_the_benchmark_of_the_gate_prints_a_table(tmp_path):
    """A row for each kind of text, made, hand-read and given; nothing that names a program is lost."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.md").write_text("Peru signed the Artemis Accords on 30 May 2024.", encoding="utf-8")
    command = [sys.executable, str(ROOT / "benchmarks" / "gate.py"), "--articles", "40", "--parse", "1"]
    command.append(str(tmp_path / "mine"))
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
    head, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines()]
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert {"made general news", "made lunar news", "gold dev", "mine"} <= set(told)
    assert told["mine"]["share"] == "100.00%"
    assert {row["lost: gate"] for row in told.values()} == {"0"}


def _told(script, *options):
    command = [sys.executable, str(ROOT / "benchmarks" / script), *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines() if line[:1] == "|"]


def test_the_benchmark_of_throughput_measures_each_way_on_each_corpus():
    """Half of four articles are relevant and give claims; a ratio stands beside the peer."""
    rows = _told("throughput.py", "--shares", "0.5", "--runs", "1", "--scale", "0.002", "--ways", "lunargraph", "spacy")
    ours, theirs = rows[2:]
    assert [row[:3] for row in (ours, theirs)] == [["50.0%", ours[1], way] for way in ("lunargraph", "spacy")]
    assert ours[1].startswith("4 (")
    assert int(ours[-1]) > 0
    assert theirs[-2].endswith(" x")


def test_the_benchmark_of_scale_tells_each_part():
    """Two sizes, one run each; a ratio for each step."""
    rows = {row[0]: row[1:] for row in _told("scale.py", "--runs", "1", "--parts", "claims", "dask", "--claims", "40", "80", "--relevant", "2")}  # fmt: skip
    steps = [name for name in rows if "against n log n" in name]
    assert [name.split(",")[0] for name in steps] == ["weigh", "graph", "page"]
    assert all(float(rows[name][0]) > 0 for name in steps)
    assert any(name.startswith("Dask") for name in rows)
