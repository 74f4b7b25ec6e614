"""Kill builds at random moments, fill their disk, poison their articles, run two at once; nothing may be lost.

    python benchmarks/faults.py --kills 200

After each fault the folder is read: it has to hold the old build or the new one, byte for byte. Then the build is run
to its end: it has to give what an undisturbed one gives, and nothing besides. Exit 1 where anything was lost. A full
disk is a small tmpfs, which takes root to mount. The moments are seeded; what they hit depends on the machine.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from fault_cluster import clusters
from fault_lab import Lab, contents, differing, phase, visible
from fault_watch import watches

from lunargraph.cli.stopping import STOPPED
from lunargraph.extraction import Extractor
from lunargraph.finished import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fault_lab import Run

    from lunargraph.extraction.draft import Draft
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.model import Extraction

#: Seconds between two looks while nothing is due yet.
_LOOK = 0.001
#: A build moves its files in well under this.
_MOVE = 0.001
#: Some of each way to run, the moment at which a kill is due, and whether the cache holds what was read before.
_WAYS = {"jobs 1": (), "jobs 2": ("--jobs", "2"), "no cache": ("--no-cache",)}
_MOMENTS = ("anywhere", "anywhere", "writing", "moving")


def main() -> int:
    """Do all of it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=200, help="builds that are killed; a tenth of it watches and builds on Dask"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", nargs="*", default=[], help="kinds, such as kills workers disks pairs poison stops watch dask"
    )
    parser.add_argument("--few", action="store_true", help="of everything else as little as shows that it works")
    given = parser.parse_args()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory(prefix="lunargraph-faults-") as folder:
        lab = Lab(Path(folder) / "lab", articles=8 if given.few else 16)
        print(f"An undisturbed build takes {lab.seconds:.2f} s here.", file=sys.stderr, flush=True)
        some = max(given.kills // 10, 2)
        kinds: dict[str, Callable[[random.Random], Iterator[tuple[str, str]]]] = {
            "kills": lambda chance: kills(lab, chance, given.kills),
            "programs": lambda chance: programs(lab, chance, max(some // 2, 1)),
            "workers": lambda chance: workers(lab, chance, some),
            "stops": lambda chance: stops(lab, chance, some),
            "disks": lambda _: disks(lab),
            "pairs": lambda chance: pairs(lab, chance, max(some // 4, 1)),
            "poison": lambda _: poison(lab),
            "watch": lambda chance: watches(lab, chance, some),
            "dask": lambda chance: clusters(lab, chance, some),
        }
        for kind, run in kinds.items():
            if given.only and kind not in given.only:
                continue
            for row, outcome in run(random.Random(f"{given.seed} {kind}")):  # noqa: S311 - no secret
                table[row][outcome] += 1
                print(f"{row}: {outcome}", file=sys.stderr, flush=True)
        losses = lab.losses
    print("| fault | times | what it met | losses |\n|---|---|---|---|")
    for row, outcomes in table.items():
        met = ", ".join(f"{outcome} {times}" for outcome, times in sorted(outcomes.items()))
        lost = sum(loss.startswith(row) for loss in losses)
        print(f"| {row} | {outcomes.total()} | {met} | {lost} |")
    print(f"{len(losses)} losses.")
    return 1 if losses else 0


def kills(lab: Lab, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Kill builds (SIGKILL): at any moment, and at those that are over soonest."""
    for count in range(number):
        way = list(_WAYS)[count % len(_WAYS)]
        row = f"build killed, {way}"
        out = lab.fresh(cached=way != "no cache" and chance.random() < 0.2)
        run = lab.begin(lab.build(out, *_WAYS[way]))
        _await(run, out, _MOMENTS[count // len(_WAYS) % len(_MOMENTS)], lab.seconds, chance)
        yield row, _killed(lab, run, out, row, _WAYS[way])


def programs(lab: Lab, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Kill builds that begin from nothing, as from a shell."""
    row = "build killed, begun as a program"
    begun = time.monotonic()
    whole = lab.begin(lab.build(lab.fresh()), program=True)
    if whole.wait():
        lab.lost(f"{row}: {whole.words()}")
    seconds = time.monotonic() - begun
    for _ in range(number):
        out = lab.fresh()
        run = lab.begin(lab.build(out), program=True)
        _await(run, out, "anywhere", seconds, chance)
        yield row, _killed(lab, run, out, row, ())


def _await(run: Run, out: Path, moment: str, seconds: float, chance: random.Random) -> None:
    """Wait for a moment of a run, or for its end."""
    if moment == "anywhere":
        until = run.begun + chance.uniform(0, 1.05 * seconds)
        while run.poll() is None and time.monotonic() < until:
            time.sleep(_LOOK)
        return
    while run.poll() is None and not any(out.glob(".building-*")):
        time.sleep(_LOOK)
    if moment == "writing":
        time.sleep(chance.uniform(0, 0.5 * seconds))
        return
    ready, until = str(out / ".ready"), time.monotonic() + seconds * 9
    with _urgently():
        while not os.path.isdir(ready) and time.monotonic() < until:  # noqa: PTH112 - the fastest look there is
            pass
        until = time.monotonic() + chance.uniform(0, _MOVE)
        while time.monotonic() < until:
            pass


@contextlib.contextmanager
def _urgently() -> Iterator[None]:
    """Look without giving way to others, where that is allowed: a move takes a fraction of a millisecond."""
    before = os.getpriority(os.PRIO_PROCESS, 0)
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -10)
    try:
        yield
    finally:
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, before)


def _killed(lab: Lab, run: Run, out: Path, row: str, options: tuple[str, ...]) -> str:
    run.send(signal.SIGKILL)
    code = run.wait()
    met = "done" if code == 0 else phase(out)
    if not run.is_gone():
        lab.lost(f"{row}: processes were left behind")
    if code not in {0, -signal.SIGKILL}:
        lab.lost(f"{row}: ended with {code}: {run.words()}")
    holds = lab.check(out, row)
    if met == "reading" and holds == "new":
        # all is in place, and only the lock was still held
        met = "moved"
    if met == "writing" and holds == "new":
        lab.lost(f"{row}: reported as done while writing")
    if met == "moving" and holds == "old":
        lab.lost(f"{row}: done, and not there")
    _to_the_end(lab, out, row, options)
    return met


def _to_the_end(lab: Lab, out: Path, row: str, options: tuple[str, ...] = ()) -> None:
    again = lab.begin(lab.build(out, *options))
    if again.wait() or not again.is_gone():
        lab.lost(f"{row}: the next run failed: {again.words()}")
    lab.check_whole(out, row)


def workers(lab: Lab, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Kill the processes that read, one or all, once or again and again: the build goes on."""
    row = "worker killed"
    for _ in range(number):
        out = lab.fresh()
        run = lab.begin(lab.build(out, "--jobs", "2"))
        hit, wanted = 0, chance.choice([1, 1, 2, 4])
        while run.poll() is None and hit < wanted:
            children = _children(run.pid)
            if children and chance.random() < 0.3:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(children), signal.SIGKILL)
                    hit += 1
            time.sleep(chance.uniform(0, lab.seconds / 20))
        if run.wait():
            lab.lost(f"{row}: the build ended with {run.code}: {run.words()}")
        if not run.is_gone():
            lab.lost(f"{row}: processes were left behind")
        lab.check_whole(out, row)
        yield row, f"{hit} kills"


def _children(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(each) for each in told.split()]


def stops(lab: Lab, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Stop builds politely: one sentence, an exit code that says so, nobody left."""
    for count in range(number):
        signal_ = (signal.SIGINT, signal.SIGTERM)[count % 2]
        row = f"build stopped by {signal_.name}"
        out = lab.fresh()
        options = (("--jobs", "2"), ())[count // 2 % 2]
        run = lab.begin(lab.build(out, *options))
        _await(run, out, _MOMENTS[count // 4 % 4], lab.seconds, chance)
        run.send(signal_)
        code = run.wait()
        if not run.is_gone():
            lab.lost(f"{row}: processes were left behind")
        words = run.words()
        if code not in {0, 128 + signal_} or "Traceback" in words or (code and STOPPED not in words):
            lab.lost(f"{row}: ended with {code}: {words}")
        holds = lab.check(out, row)
        if code == 0 and holds != "new":
            lab.lost(f"{row}: reported as done")
        _to_the_end(lab, out, row, options)
        yield row, "done before" if code == 0 else f"stopped, {holds} build"


@contextlib.contextmanager
def _disk(place: Path, size: int) -> Iterator[bool]:
    """Mount a disk of so many bytes; False where that is not allowed."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    mounted = os.geteuid() == 0 and not subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def disks(lab: Lab) -> Iterator[tuple[str, str]]:
    """Build where there is no room: of many sizes, so that each file is the one that does not fit."""
    old = sum(-(-len(data) // 4096) * 4096 for data in lab.old.values())
    new = sum(-(-len(data) // 4096) * 4096 for data in lab.new.values())
    place = lab.folder / "disk"
    row = "no room for results"
    for share in (0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.0, 1.2):
        with _disk(place, old + 16_384 + int(share * new)) as mounted:
            if not mounted:
                print("No disk can be mounted here: full disks are left out.", file=sys.stderr)
                return
            out = place / "out"
            shutil.copytree(lab.folder / "old-build", out)
            run = lab.begin(lab.build(out))
            met = _refused(lab, run, out, row, "No space left")
            subprocess.run(["mount", "-o", f"remount,size={2 * (old + new) + 2**20}", str(place)], check=True)
            _to_the_end(lab, out, row)
        yield row, met
    row = "no room for the cache"
    for size in (4096, 8192, 12_288, 16_384, 20_480, 28_672, 40_960, 57_344, 81_920, 131_072):
        out = lab.fresh()
        with _disk(lab.cache, size):
            run = lab.begin(lab.build(out))
            if run.wait():
                lab.lost(f"{row}: {run.words()}")
            lab.check_whole(out, row)
            met = "told" if "The cache" in run.words() else "enough"
            again = lab.begin(lab.build(out, "--jobs", "2"))
            if again.wait():
                lab.lost(f"{row}: {again.words()}")
            lab.check_whole(out, row)
        yield row, met


def _refused(lab: Lab, run: Run, out: Path, row: str, reason: str) -> str:
    code = run.wait()
    words = run.words()
    if code == 0:
        lab.check_whole(out, row)
        return "enough"
    if code != 2 or reason not in words or "Traceback" in words or len(words.splitlines()) != 1:
        lab.lost(f"{row}: ended with {code}: {words}")
    left = contents(out)
    if differs := differing(left, lab.old):
        lab.lost(f"{row}: the old build is not as it was: {differs}")
    return "refused, old build whole"


def pairs(lab: Lab, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Run two builds at once: in one folder, and in two with one cache."""
    for _ in range(number):
        row = "two in one folder"
        out = lab.fresh()
        first = lab.begin(lab.build(out, "--no-cache"), before=lambda: time.sleep(0))
        while first.poll() is None and not (out / ".lunargraph.lock").exists():
            time.sleep(_LOOK)
        # the first reads until the second has given up
        first.send(signal.SIGSTOP)
        second = lab.begin(lab.build(out))
        code = second.wait()
        first.send(signal.SIGCONT)
        if code != 2 or "Another build is at work" not in second.words() or first.wait():
            lab.lost(f"{row}: {code}, {first.code}: {second.words()} {first.words()}")
        lab.check_whole(out, row)
        yield row, "refused"
        row = "two with one cache"
        outs = [lab.fresh(), lab.folder / "out-2"]
        runs = []
        for each in outs:
            runs.append(lab.begin(lab.build(each, *chance.choice([(), ("--jobs", "2")]))))
            time.sleep(chance.uniform(0, lab.seconds / 4))
        for run, each in zip(runs, outs, strict=True):
            if run.wait() or "The cache" in run.words():
                lab.lost(f"{row}: {run.words()}")
            lab.check_whole(each, row)
        shutil.rmtree(outs[1])
        yield row, "both whole"


def poison(lab: Lab) -> Iterator[tuple[str, str]]:
    """Let one article throw, or end its process each time: it is named, and all others are read."""
    # one that states something
    name = str(load(lab.folder / "new-build").claims["article"].iloc[0])
    honest = Extractor._finish  # noqa: SLF001 - where an article is read by itself, whatever was parsed with it

    def throwing(self: Extractor, draft: Draft, parses: Iterable[Parsed]) -> Extraction:
        if draft.article.id == name:
            raise ZeroDivisionError
        return honest(self, draft, parses)

    def killing(self: Extractor, draft: Draft, parses: Iterable[Parsed]) -> Extraction:
        if draft.article.id == name:
            os.kill(os.getpid(), signal.SIGKILL)
        return honest(self, draft, parses)

    left: list[dict[str, bytes]] = []
    for way, read, options in (
        ("throws", throwing, ()),
        ("throws", throwing, ("--jobs", "2")),
        ("kills its process", killing, ("--jobs", "2")),
    ):
        row = f"an article {way}"
        out = lab.fresh()
        run = lab.begin(lab.build(out, *options), before=lambda read=read: setattr(Extractor, "_finish", read))  # type: ignore[misc]
        if run.wait() or not run.is_gone() or f"extraction failed on article '{name}'" not in run.words():
            lab.lost(f"{row}: {run.code}: {run.words()}")
        left.append({key: data for key, data in visible(contents(out)).items() if key != "manifest.json"})
        if left[-1] != left[0] or "claims.csv" not in differing(left[-1], lab.new):
            lab.lost(f"{row}: another result than where it throws in one process")
        _to_the_end(lab, out, row)
        yield row, "named, others read"


if __name__ == "__main__":
    if sys.platform != "linux":
        sys.exit("The suite needs Linux: it forks, and mounts small disks.")
    sys.exit(main())
