"""A place to break builds in: articles, the build before, the build as it should be, and what is left after a fault."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from lunargraph.cli import main as command_line  # noqa: E402 - the path comes first
from lunargraph.engine import Recipe, local  # noqa: E402
from lunargraph.errors import LunargraphError  # noqa: E402
from lunargraph.extraction import DEFAULT_MODEL  # noqa: E402
from lunargraph.finished import load  # noqa: E402
from lunargraph.lexicon import load_lexicon  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Seconds after which a run is held to hang.
_HANGS = 300.0
#: Seconds in which the processes of a run that was killed have to be gone.
_GOES = 10.0
#: What a manifest tells of the moment and the way.
_VOLATILE = ("built_at", "seconds", "signature", "engine")


@dataclass
class Run:
    """A command at work in a process group of its own, and where what it says goes."""

    pid: int
    said: Path
    begun: float = field(default_factory=time.monotonic)
    code: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while it runs."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def wait(self) -> int:
        """Return the exit code when it comes.

        Raises:
            TimeoutError: where it does not.
        """
        until = time.monotonic() + _HANGS
        while self.poll() is None:
            if time.monotonic() > until:
                os.killpg(self.pid, signal.SIGKILL)
                raise TimeoutError("it hangs")
            time.sleep(0.002)
        assert self.code is not None  # noqa: S101 - as polled
        return self.code

    def send(self, number: int) -> None:
        """Send a signal to the process itself, its workers left alone."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def is_gone(self) -> bool:
        """Say whether its whole group ends in time; what does not is killed."""
        until = time.monotonic() + _GOES
        while time.monotonic() < until:
            try:
                os.killpg(self.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.005)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        return False

    def words(self) -> str:
        """Return what it has said."""
        return self.said.read_text(encoding="utf-8", errors="replace")


class Lab:
    """Articles, old and new, with what builds of them should be; ``counts`` says what was done and found.

    Runs are forked from this process, which has loaded all that they need, so that one takes about a second; those
    that are begun as a new program are for the time in which nothing is loaded yet.
    """

    def __init__(self, folder: Path, articles: int = 16) -> None:
        """Choose so many articles, and build them undisturbed."""
        self.folder, self.counts, self.losses = folder, Counter[str](), list[str]()
        self._number = 0
        chosen = sorted((ROOT / "data" / "articles").rglob("*.md"))[::9][:articles]
        for name, some in (("new", chosen), ("old", chosen[: len(chosen) // 2])):
            (folder / name).mkdir(parents=True)
            for path in some:
                shutil.copy(path, folder / name)
        Recipe(load_lexicon(), DEFAULT_MODEL).extractor()
        self.cache = folder / "cache"
        self.old, self.new = self._undisturbed("old"), self._undisturbed("new")
        self.seconds = self._measured()

    def _undisturbed(self, name: str) -> dict[str, bytes]:
        out = self.folder / f"{name}-build"
        run = self.begin(["build", str(self.folder / name), "-o", str(out), "--no-cache"])
        if run.wait() or not run.is_gone():
            raise RuntimeError(run.words())
        return contents(out)

    def _measured(self) -> float:
        begun = time.monotonic()
        self._undisturbed("new")
        return time.monotonic() - begun

    def begin(
        self, command: Sequence[str], *, before: Callable[[], object] = lambda: None, program: Path | bool = False
    ) -> Run:
        """Begin a command of lunargraph, in a fork of this process, or as a program of its own, or another program."""
        self._number += 1
        said = self.folder / f"said-{self._number}.txt"
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            self._become(command, said, before, program=program)
        # before it is killed, it has to be what it shall be
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpgid(pid, pid)
        return Run(pid, said)

    def _become(
        self, command: Sequence[str], said: Path, before: Callable[[], object], *, program: Path | bool
    ) -> None:
        code = 99
        try:
            with contextlib.suppress(PermissionError):
                os.setpgid(0, 0)
            handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            os.environ |= {"LUNARGRAPH_CACHE": str(self.cache), "SOURCE_DATE_EPOCH": "1790000000"}
            if program:
                environment = {**os.environ, "PYTHONPATH": str(ROOT)}
                what = [str(program)] if isinstance(program, Path) else ["-m", "lunargraph"]
                os.execve(sys.executable, [sys.executable, *what, *command], environment)  # noqa: S606 - as planned
            # many batches of few, so that several processes have work
            local._ARTICLES = 2  # noqa: SLF001 - a small corpus stands for a large one
            before()
            code = self._call(command)
        except BaseException:  # noqa: BLE001 - nothing may come back into the process that forked
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    @staticmethod
    def _call(command: Sequence[str]) -> int:
        try:
            command_line(list(command))
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    def fresh(self, *, cached: bool = False) -> Path:
        """Return a folder that holds the old build; the cache is emptied, or left as it is."""
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(self.folder / "old-build", out)
        if not cached:
            shutil.rmtree(self.cache, ignore_errors=True)
        return out

    def build(self, out: Path, *options: str) -> list[str]:
        """Return the command that builds the new articles."""
        return ["build", str(self.folder / "new"), "-o", str(out), *options]

    def lost(self, what: str) -> None:
        """Note what must not be."""
        self.losses.append(what)
        print(f"LOSS: {what}", file=sys.stderr, flush=True)

    def check(self, out: Path, kind: str) -> str:
        """Read a folder right after a fault; return whether it holds the old or the new build."""
        try:
            load(out)
        except LunargraphError as error:
            self.lost(f"{kind}: {error}")
            return "none"
        found = visible(contents(out))
        for name, wanted in (("old", self.old), ("new", self.new)):
            if not differing(found, wanted):
                return name
        self.lost(f"{kind}: neither old nor new: {differing(found, self.old)} / {differing(found, self.new)}")
        return "mixed"

    def check_whole(self, out: Path, kind: str) -> None:
        """Make sure that a folder holds the new build and nothing besides."""
        if differs := differing(contents(out), self.new):
            self.lost(f"{kind}: after a run to the end, these differ: {differs}")


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder, without what a manifest tells of the moment; folders count as empty files."""
    found = {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.iterdir()}
    told = json.loads(found["manifest.json"])
    for name, digest in told["files"].items():
        if hashlib.sha256(found.get(name, b"")).hexdigest() != digest:
            raise ValueError(f"{name} is not what manifest.json says")
    kept = {key: value for key, value in told.items() if key not in _VOLATILE}
    return found | {"manifest.json": json.dumps(kept).encode()}


def visible(found: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that readers see."""
    return {name: data for name, data in found.items() if not name.startswith(".")}


def differing(found: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """Return the names of the files that differ, are missing, or are too many."""
    return sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))


def phase(out: Path) -> str:
    """Return how far a build had come when it was killed, by what it left."""
    if (out / ".ready").is_dir():
        return "moving"
    if any(out.glob(".building-*")):
        return "writing"
    return "reading" if (out / ".lunargraph.lock").exists() else "starting or done"
