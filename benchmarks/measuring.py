"""What the benchmarks share: a fresh process for each measurement, its time and memory, medians, Markdown tables."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[1]
_EVERY = 0.05
_MEGABYTE = 1024 * 1024
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a process took: seconds on the clock, seconds of processor with its children, and megabytes at its peak."""

    seconds: float
    cpu: float
    memory: float
    stdout: str


class FailedError(Exception):
    """A measured process ended with an error, which the message tells."""


def measure(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end in a process of its own.

    Memory is the resident memory of the process and all of its children together, looked at twenty times a second, or
    the peak that the system kept for the largest of them where that is more.

    Raises:
        FailedError: where it does not end well.
    """
    settings = dict(os.environ) | {"PYTHONPATH": str(ROOT)} | dict(env or {})
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(list(command), stdout=out, stderr=err, cwd=ROOT, env=settings)
        peak = _Peak(process.pid)
        peak.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak.stop()
        out.seek(0)
        err.seek(0)
        if process.returncode:
            said = err.read().decode(errors="replace").strip().splitlines()
            message = f"{' '.join(map(str, command))} ended with {process.returncode}: {' '.join(said[-3:])}"
            raise FailedError(message)
        return Run(
            seconds=seconds,
            cpu=usage.ru_utime + usage.ru_stime,
            memory=max(peak.megabytes, usage.ru_maxrss / 1024),
            stdout=out.read().decode(),
        )


class _Peak(threading.Thread):
    """Watches how much memory a process and its children hold together (Linux; elsewhere it sees nothing)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self._pid = pid
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(_EVERY):
            self.megabytes = max(self.megabytes, sum(map(_resident, _family(self._pid))))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _family(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return [pid]
    return [pid, *(each for child in told.split() for each in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE / _MEGABYTE
    except (OSError, IndexError):
        return 0.0


def lunargraph(*arguments: object) -> list[str]:
    """Return the command line of lunargraph with these arguments."""
    return [sys.executable, "-m", "lunargraph", *map(str, arguments)]


def spread(values: Sequence[float], form: str = ".2f", unit: str = "") -> str:
    """Return the median with the least and the most: "1.20 s (1.10-1.50)"; the value alone where there is one.

    >>> spread([3.0, 1.0, 2.0], ".1f", " s")
    '2.0 s (1.0-3.0)'
    """
    middle = format(statistics.median(values), form) + unit
    return middle if len(values) == 1 else f"{middle} ({min(values):{form}}-{max(values):{form}})"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table, numbers to the right."""
    lines = [f"| {' | '.join(heads)} |", f"|---|{'---:|' * (len(heads) - 1)}"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def machine() -> str:
    """Return what the figures were measured on: processor, cores, Python and the packages that matter."""
    packages = ", ".join(f"{name} {_version(name)}" for name in ("spacy", "pandas", "pyarrow", "networkx", "textacy"))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{os.cpu_count()} cores ({_processor()}), {platform.system()}, Python {platform.python_version()}, "
        f"lunargraph {_version('lunargraph')}, {packages}; load of the machine at the start: {load}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def progress(text: str) -> None:
    """Tell what is being measured, beside the results."""
    print(text, file=sys.stderr, flush=True)
