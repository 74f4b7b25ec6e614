"""Processes that die, rules that throw, and a parent that is gone: nothing is lost, nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from lunargraph.engine import Recipe, work
from lunargraph.engine import recipe as recipes
from lunargraph.engine.codec import from_bytes
from lunargraph.engine.work import Workers
from lunargraph.extraction import DEFAULT_MODEL
from lunargraph.model import Article, Extraction

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the stand-in reader reaches processes by a fork")


class StandIn:
    """An extractor that does what an article's text says."""

    def __init__(self, folder):
        self.folder = folder

    def extract(self, articles):
        for article in articles:
            yield self.read(article)

    def read(self, article):
        verb, _, rest = article.text.partition(" ")
        if verb == "throw":
            raise {"Recursion": RecursionError, "Memory": MemoryError, "Zero": ZeroDivisionError}[rest]
        if verb == "die" or (verb == "once" and self._is_first(article)):
            os.kill(os.getpid(), signal.SIGKILL)
        if verb == "leave":
            os._exit(3)
        if verb == "wait":
            time.sleep(float(rest))
        return Extraction(article=article.id, predicates=(article.text,))

    def _is_first(self, article):
        try:
            (self.folder / article.id).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@pytest.fixture
def recipe(lexicon, monkeypatch, tmp_path):
    """A recipe with the stand-in as its extractor."""
    made = Recipe(lexicon, DEFAULT_MODEL)
    monkeypatch.setattr(recipes, "_EXTRACTORS", {(made.model, made._lexicon): StandIn(tmp_path)})
    return made


def batches(*texts):
    """One batch per string, one article per line of it."""
    return [
        [Article(id=f"{b}-{n}", text=line) for n, line in enumerate(text.split("\n"))] for b, text in enumerate(texts)
    ]


def outcome(recipe, jobs, *texts):
    """What each article gave: its text, or how it failed."""
    with Workers(recipe, jobs) as workers:
        calls = [workers.begin(batch) for batch in batches(*texts)]
        done = [each for call in calls for each in call()]
    articles = [article for batch in batches(*texts) for article in batch]
    assert [from_bytes(each.data).article for each in done] == [article.id for article in articles]
    return [each.trouble or from_bytes(each.data).predicates[0] for each in done]


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_throws_is_lost_alone(recipe, jobs):
    """Whatever it throws; told by name, and the others of its batch are read, in their order."""
    told = outcome(recipe, jobs, "a\nthrow Zero\nb", "throw Recursion\nthrow Memory", "c")
    assert [told[i] for i in (0, 2, 5)] == ["a", "b", "c"]
    assert told[1] == "extraction failed on article '0-1' (ZeroDivisionError); please report it"
    assert ["RecursionError" in told[3], "MemoryError" in told[4]] == [True, True]
    assert "" not in told


def test_a_process_that_is_killed_costs_nothing(recipe):
    """The out-of-memory killer, say, takes one once: all is read in the end."""
    texts = ["a\nonce\nb", "c\nd", "once\nonce", "e", "f\ng\nonce", "h"]
    assert outcome(recipe, 2, *texts) == "\n".join(texts).split("\n")


@pytest.mark.parametrize("verb", ["die", "leave"])
def test_one_that_ends_its_process_each_time_is_given_up(recipe, verb):
    """It is told, and all others are read."""
    texts = ["a\nb", f"c\n{verb}\nd", "e", f"{verb}", "f\ng"]
    told = outcome(recipe, 2, *texts)
    assert [t for t in told if not t.startswith("extraction failed")] == list("abcdefg")
    died = [t for t in told if t.startswith("extraction failed")]
    assert died == [
        f"extraction failed on article {name!r} (its process died each time); please report it"
        for name in ("1-1", "3-0")
    ]


def test_a_process_killed_from_outside(recipe):
    """In the midst of its work."""
    with Workers(recipe, 2) as workers:
        calls = [workers.begin(batch) for batch in batches("wait 0.3\na", "wait 0.3\nb", "c", "d")]
        time.sleep(0.1)
        for process in workers._pool._processes.values():
            os.kill(process.pid, signal.SIGKILL)
        done = [from_bytes(each.data).predicates[0] for call in calls for each in call()]
    assert done == ["wait 0.3", "a", "wait 0.3", "b", "c", "d"]


def test_where_no_process_can_be_had_the_work_is_done_here(recipe, monkeypatch):
    """A system that has none left."""

    def refuse(*_):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(work, "_pool", refuse)
    assert outcome(recipe, 2, "a\nb", "c") == ["a", "b", "c"]
    monkeypatch.undo()


def test_no_process_is_left(recipe):
    """Neither at the end, nor where the run is broken off in the midst of work that would take long."""
    before = set(psutil.Process().children(recursive=True))
    outcome(recipe, 2, "a", "b")
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        broken_off(recipe)
    assert time.monotonic() - started < 30
    assert set(psutil.Process().children(recursive=True)) == before


def broken_off(recipe):
    with Workers(recipe, 2) as workers:
        for batch in batches(*["wait 60"] * 4):
            workers.begin(batch)
        raise KeyboardInterrupt


def test_what_they_keep_of_a_run_of_nothing(recipe):
    """No articles, no process."""
    with Workers(recipe, 2) as workers:
        assert workers.begin([])() == []
        assert workers._pool is None


ORPHANS = """
import sys
from tests.engine.test_work import StandIn, batches
from lunargraph.engine import recipe as recipes
from lunargraph.engine.work import Workers

class Recipe(recipes.Recipe):
    def extractor(self):
        return StandIn(None)

with Workers(Recipe(None, ""), 3) as workers:
    calls = [workers.begin(batch) for batch in batches(*["wait 60"] * 6)]
    print(*workers._pool._processes, flush=True)
    calls[0]()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_when_the_parent_is_killed_its_processes_end(how):
    """All of them, soon, and without a word."""
    with subprocess.Popen(
        [sys.executable, "-c", ORPHANS],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as parent:
        workers = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        assert len(workers) == 3
        parent.send_signal(how)
        assert parent.wait(10) == -how
        gone, alive = psutil.wait_procs(workers, timeout=10)
        assert (len(gone), alive) == (3, [])
        assert parent.stderr.read() == ""
