"""Killing ``watch``: news may be told twice, never not at all, and the build is whole."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING

from fault_lab import ROOT, differing, phase, visible

sys.path.insert(0, str(ROOT))

import pandas as pd

from lunargraph.finished import load
from tests.servers import Site, article

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

    from fault_lab import Lab, Run

_PAGES = {
    "/peru": "Peru signed the Artemis Accords on Thursday.",
    "/chad": "Chad signed the Artemis Accords on Monday.",
    "/egypt": "Egypt joined the International Lunar Research Station on 6 December 2023.",
}
_FEEDS = {"/before": ("/peru",), "/after": ("/chad", "/egypt", "/peru")}
_NEWS = ("Chad — member of — Artemis Accords", "Egypt — member of — International Lunar Research Station")


def watches(lab: Lab, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Kill ``watch`` at any moment while it has news, and run it again until it has told them."""
    row = "watch killed"
    pid, address = _server()
    try:
        base = lab.folder / "watched"
        base.mkdir()
        _plans(base, address)
        _done(lab, base, "before.toml", row)
        begun = time.monotonic()
        told = _news(_done(lab, _copied(lab, base), "after.toml", row).words())
        seconds = time.monotonic() - begun
        if told != set(_NEWS):
            lab.lost(f"{row}: undisturbed it told {told}")
        whole = _without_moments(lab.folder / "watching")
        for _ in range(number):
            place = _copied(lab, base)
            run = lab.begin(["watch", str(place / "after.toml"), "--allow-private"])
            until = run.begun + chance.uniform(0, 1.05 * seconds)
            while run.poll() is None and time.monotonic() < until:
                time.sleep(0.001)
            run.send(signal.SIGKILL)
            run.wait()
            met = "done" if run.code == 0 else phase(place / "outputs")
            if not run.is_gone():
                lab.lost(f"{row}: processes were left behind")
            load(place / "outputs")
            heard = _news(run.words()) | _news(_done(lab, place, "after.toml", row).words())
            if heard != set(_NEWS):
                lab.lost(f"{row}: of the news were told {heard}")
            if differs := differing(_without_moments(place), whole):
                lab.lost(f"{row}: these differ: {differs}")
            if words := _done(lab, place, "after.toml", row).words():
                lab.lost(f"{row}: told where nothing is new: {words}")
            yield row, met
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _server() -> tuple[int, str]:
    """Serve the pages from a process of its own: this one is forked from, and has no threads."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        site = Site()
        for path, text in _PAGES.items():
            head = "<meta property='article:published_time' content='2024-06-03T10:00:00Z'>"
            site.says(path, article(text=f"<p>{text}</p>", head=head))
        for path, paths in _FEEDS.items():
            items = "".join(f"<item><link>{each}</link></item>" for each in paths)
            feed = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
            site.says(path, (200, {"Content-Type": "application/rss+xml"}, feed))
        os.write(writing, site.url("").encode())
        while True:
            signal.pause()
    address = os.read(reading, 1000).decode()
    os.close(reading)
    os.close(writing)
    return pid, address


def _plans(base: Path, address: str) -> None:
    for name in ("before", "after"):
        plan = f'delay = 0\n[[feed]]\nurl = "{address}/{name}"\noutlet = "The Paper"\n'
        (base / f"{name}.toml").write_text(plan, encoding="utf-8")


def _copied(lab: Lab, base: Path) -> Path:
    place = lab.folder / "watching"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place)
    return place


def _done(lab: Lab, place: Path, plan: str, row: str) -> Run:
    run = lab.begin(["watch", str(place / plan), "--allow-private"])
    if run.wait() or not run.is_gone():
        lab.lost(f"{row}: {run.code}: {run.words()}")
    return run


def _news(words: str) -> set[str]:
    return {news for news in _NEWS if news in words}


def _without_moments(place: Path) -> dict[str, bytes]:
    """Return the files of the build, without what tells when a page was fetched, and the table of articles apart."""
    out = place / "outputs"
    found = visible({path.name: path.read_bytes() for path in out.iterdir() if path.is_file()})
    articles = pd.read_parquet(out / "articles.parquet").drop(columns=["retrieved"])
    for name in ("manifest.json", "articles.csv", "articles.parquet"):
        found.pop(name)
    return found | {"articles": articles.to_json().encode()}
