"""How soon a page can be used: lunargraph's explorer beside stock pyvis, on the same graph, in a real Chromium.

    python benchmarks/explorer.py                            2,000 nodes, 10,000 edges
    python benchmarks/explorer.py --nodes 200 --ties 600 --runs 3

"Usable" is the time from asking for the file until the graph is drawn and the page answers: for lunargraph when its
script has started and two frames have been painted, for pyvis when vis-network has drawn its first frame, and
"at rest" when its physics has stopped (lunargraph's nodes stand still from the first). "Heap" is JavaScript's after a
garbage collection. Neither has a network: what pyvis would load from one fails at once. Needs Playwright and a
Chromium (LUNARGRAPH_CHROMIUM names it where it is not called chromium).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

from lunargraph.explorer import write_page

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
LONGEST = 180_000  # milliseconds
FIRST_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
#: Where the page of pyvis keeps its network; it is told before its script runs.
HOOK = """
let kept; Object.defineProperty(window, "network", { configurable: true, get: () => kept, set: (made) => { kept = made;
  if (made && made.once) { made.once("afterDrawing", () => { window.drawn = performance.now(); });
    made.once("stabilized", () => { window.rested = performance.now(); }); } } });
"""


def main() -> None:
    """Make the graph, write both pages, open each several times, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--ties", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer-runs", type=int, default=None, help="runs of stock pyvis, which take minutes each")
    parser.add_argument("--page", type=Path, default=None, help="a page of a build, to be timed as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        graph, claims, articles = make(given.nodes, given.ties)
        started = time.perf_counter()
        write_page(graph, claims, articles, folder / "lunargraph.html")
        writing = time.perf_counter() - started
        stock(graph, folder / "pyvis.html")
        program = os.environ.get("LUNARGRAPH_CHROMIUM") or shutil.which("chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS.split())
            rows = {
                "lunargraph": [ours(browser, folder / "lunargraph.html") for _ in range(given.runs)],
                "stock pyvis": [theirs(browser, folder / "pyvis.html") for _ in range(given.peer_runs or given.runs)],
            }
            if given.page:
                rows[f"lunargraph, {given.page.name}"] = [ours(browser, given.page) for _ in range(given.runs)]
            browser.close()
        print(f"{given.nodes:,} nodes, {given.ties:,} edges, median of {given.runs}; page written in {writing:.1f} s\n")
        print("| | usable | at rest | heap | file |\n|---|---|---|---|---|")
        for name, found in rows.items():
            print(
                f"| {name} | {told(found, 'usable')} | {told(found, 'rest')} "
                f"| {found[0]['heap']:.0f} MB | {found[0]['file']:.1f} MB |"
            )


def told(found: list[dict[str, Any]], name: str) -> str:
    """Return the median in seconds, or that there was none within the time."""
    times = [row[name] for row in found if row[name] is not None]
    return f"{statistics.median(times):.2f} s" if len(times) == len(found) else f"not in {LONGEST // 1000} s"


def make(nodes: int, ties: int) -> tuple[nx.MultiDiGraph[str], pd.DataFrame, pd.DataFrame]:
    """Return a graph of invented ties: a few large programs, many small ones, partners at random."""
    rng = random.Random(11)  # noqa: S311 - a benchmark, not a secret
    programs = ["program:ILRS", "program:ARTEMIS_ACCORDS", *(f"program:P{i}" for i in range(nodes // 20))]
    actors = [f"organization:o{i}" for i in range(nodes - len(programs))]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for kind, ids in (("program", programs), ("organization", actors)):
        for node in ids:
            label = node.split(":")[1]
            name = f"Institute {label}" if kind == "organization" else f"Program {label}"
            graph.add_node(
                node, kind=kind, name=name, label=label, country="", coalition="", aliases=[f"alias {label}"]
            )
    claims, articles = [], []
    while graph.number_of_edges() < ties:
        member = rng.random() < 0.6
        subject = rng.choice(actors)
        object_ = programs[min(int(rng.paretovariate(0.7)) - 1, len(programs) - 1)] if member else rng.choice(actors)
        if subject == object_ or graph.has_edge(subject, object_):
            continue
        number = graph.number_of_edges()
        since = f"{rng.randint(2017, 2026)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        status = rng.choices(["current", "planned", "denied", "ended"], [90, 4, 4, 2])[0]
        relation = "member_of" if member else "cooperates_with"
        claim, article = f"{number:016x}", f"a{number // 4}"
        if number % 4 == 0:
            articles.append({
                "id": article, "url": f"https://news.example/{article}", "title": f"Report {article}", "author": "",
                "outlet": f"Outlet {number % 40}", "published": since, "language": "en", "story": article,
            })  # fmt: skip
        claims.append({
            "id": claim, "article": article, "subject": subject, "relation": relation, "object": object_,
            "status": status,
            "date": since, "role": "member", "about": "", "topics": [], "attributed_to": "", "confidence": 0.93,
            "sentence": f"On {since} the institute {subject} was said to have joined {object_} after long talks.",
            "rule": "join.verb.v1", "cue": "", "decision": "",
        })  # fmt: skip
        graph.add_edge(
            subject, object_, key=claim, relation=relation, status=status, since=since,
            until="2026-10" if status == "ended" else None, first_seen=since, last_seen=since, earlier=[], support=1,
            said_by="", confidence=0.93, sure=True, disputed=False, since_conflict=False, role="member", about="",
            topics=[], claim_ids=[claim], decision="",
        )  # fmt: skip
    return graph, pd.DataFrame(claims), pd.DataFrame(articles)


def stock(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph as pyvis does it by itself: labels and titles, its own page, nothing else set."""
    network = Network(directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        network.add_node(node, label=data["label"], title=data["name"])
    for subject, object_, data in graph.edges(data=True):
        network.add_edge(subject, object_, title=f"{data['relation']} {data['status']}")
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")


def ours(browser: Browser, path: Path) -> dict[str, Any]:
    """Open our page and say when it could be used."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(path.absolute().as_uri(), timeout=LONGEST)
    page.evaluate(FIRST_FRAME)
    if not page.evaluate("() => window.lunargraph !== undefined"):
        raise RuntimeError("The page did not start.")
    usable = page.evaluate("() => performance.now()") / 1000
    return _measured(context, page, path, usable, usable)


def theirs(browser: Browser, path: Path) -> dict[str, Any]:
    """Open the page of pyvis and say when it had drawn, and when it stood still."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    context.add_init_script(HOOK)
    page = context.new_page()
    page.goto(path.absolute().as_uri(), timeout=LONGEST, wait_until="commit")
    usable = rest = None
    try:
        page.wait_for_function("window.drawn !== undefined", timeout=LONGEST)
        usable = page.evaluate("window.drawn") / 1000
        page.wait_for_function("window.rested !== undefined", timeout=LONGEST)
        rest = page.evaluate("window.rested") / 1000
    except Exception as error:  # noqa: BLE001 - a time-out is a result, too
        print(f"stock pyvis: {str(error).splitlines()[0]}")
    return _measured(context, page, path, usable, rest)


def _measured(context: Any, page: Any, path: Path, usable: float | None, rest: float | None) -> dict[str, Any]:  # noqa: ANN401 - Playwright's own
    session = context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    context.close()
    return {"usable": usable, "rest": rest, "heap": heap, "file": path.stat().st_size / 1e6}


if __name__ == "__main__":
    main()
