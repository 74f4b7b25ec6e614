"""How fast and how large: lunargraph's answers on many synthetic claims, beside plain pandas and plain networkx.

    python benchmarks/answers.py                     1,000,000 claims; makes them first, which takes a few minutes
    python benchmarks/answers.py --claims 100000 --folder made-claims      and keeps them there for the next run

Each way runs in a process of its own, so that its memory is its own. "Memory" is how far the process grew after its
imports, at its peak. The plain ways read only the five columns they need, and do less: they neither weigh reports
against each other nor know partial dates, confidence or evidence; they are here to say what that costs.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS = ("lunargraph", "pandas", "networkx")
FIRST, SECOND, AS_OF = "program:ILRS", "program:ARTEMIS_ACCORDS", "2024-04-30"
_NEEDED = ["subject", "relation", "object", "status", "date"]
_IN = ("member_of", "leads")
_BATCH = 20_000


def main() -> None:
    """Make the claims where they are missing, run each way, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument(
        "--folder", type=Path, default=None, help="where the claims are kept; a temporary one if not given"
    )
    parser.add_argument("--way", choices=WAYS, default=None, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(run(given.way, given.folder)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        if not (folder / "ties.parquet").exists():
            print(f"Making {given.claims:,} claims in {given.folder or 'a temporary folder'} ...", file=sys.stderr)
            make(folder, given.claims)
        command = [sys.executable, __file__, "--folder", str(folder), "--way"]
        found = {way: json.loads(subprocess.run([*command, way], check=True, stdout=-1).stdout) for way in WAYS}
        print("\n".join(table(folder, found)))


def run(way: str, folder: Path) -> dict[str, Any]:
    """Load the claims in one way, ask each question, and return seconds and megabytes."""
    load, questions = {"lunargraph": of_lunargraph, "pandas": of_pandas, "networkx": of_networkx}[way]()
    before = _memory("VmRSS")
    started = time.perf_counter()
    loaded = load(folder)
    told: dict[str, Any] = {"load": time.perf_counter() - started, "memory": _memory("VmHWM") - before}
    for name, ask in questions.items():
        times = []
        for _ in range(5):
            started = time.perf_counter()
            rows = len(ask(loaded))
            times.append(time.perf_counter() - started)
        told[name] = {"first": times[0], "median": statistics.median(times), "rows": rows}
    told["memory after"] = _memory("VmHWM") - before
    return told


Way = "tuple[Callable[[Path], Any], dict[str, Callable[[Any], Any]]]"


def of_lunargraph() -> Way:
    """The build, read back, and its methods."""
    import lunargraph  # noqa: PLC0415 - each way imports its own
    import lunargraph.answers  # noqa: PLC0415

    return lunargraph.load, {
        "members": lambda graph: graph.members(FIRST),
        "members as of a date": lambda graph: graph.members(FIRST, AS_OF),
        "overlap": lambda graph: graph.overlap(FIRST, SECOND),
        "timeline": lambda graph: graph.timeline(FIRST),
        "growth by month": lambda graph: graph.growth(FIRST, kind=""),
        "evidence of one member": lambda graph: graph.evidence(graph.members(FIRST)["claim_ids"][0]),
    }


def of_pandas() -> Way:
    """Filters and group-bys over the table of claims."""
    import pandas as pd  # noqa: PLC0415

    def inside(claims: pd.DataFrame, program: str, as_of: str = "9999") -> pd.Series[str]:
        chosen = claims[(claims["object"] == program) & claims["relation"].isin(_IN) & (claims["status"] == "current")]
        return chosen[chosen["date"] <= as_of].groupby("subject")["date"].min()

    def timeline(claims: pd.DataFrame) -> pd.DataFrame:
        chosen = claims[(claims["object"] == FIRST) & claims["relation"].isin(_IN)]
        return chosen.groupby(["subject", "relation", "status"])["date"].min().reset_index().sort_values("date")

    return lambda folder: pd.read_parquet(folder / "claims.parquet", columns=_NEEDED), {
        "members": lambda claims: inside(claims, FIRST),
        "members as of a date": lambda claims: inside(claims, FIRST, AS_OF),
        "overlap": lambda claims: inside(claims, FIRST).index.intersection(inside(claims, SECOND).index),
        "timeline": timeline,
    }


def of_networkx() -> Way:
    """Every claim an edge of a MultiDiGraph."""
    import networkx as nx  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    def load(folder: Path) -> nx.MultiDiGraph[str]:
        claims = pd.read_parquet(folder / "claims.parquet", columns=_NEEDED).fillna({"date": "9999"})
        return nx.from_pandas_edgelist(claims, "subject", "object", ["relation", "status", "date"], nx.MultiDiGraph)

    def inside(graph: nx.MultiDiGraph[str], program: str, as_of: str = "9999") -> set[str]:
        edges = graph.in_edges(program, data=True)
        return {
            who
            for who, _, data in edges
            if data["relation"] in _IN and data["status"] == "current" and data["date"] <= as_of
        }

    def timeline(graph: nx.MultiDiGraph[str]) -> list[tuple[str, ...]]:
        edges = graph.in_edges(FIRST, data=True)
        return sorted({(d["date"], who, d["status"]) for who, _, d in edges if d["relation"] in _IN})

    return load, {
        "members": lambda graph: inside(graph, FIRST),
        "members as of a date": lambda graph: inside(graph, FIRST, AS_OF),
        "overlap": lambda graph: inside(graph, FIRST) & inside(graph, SECOND),
        "timeline": timeline,
    }


def table(folder: Path, found: dict[str, dict[str, Any]]) -> list[str]:
    """Return what was measured as a Markdown table: seconds of the first time and, in brackets, the median of five."""
    sizes = {path.stem: path.stat().st_size / 2**20 for path in sorted(folder.glob("*.parquet"))}
    whole = sum(sizes.values())
    lines = [
        "Parquet: " + ", ".join(f"{name} {size:.0f} MB" for name, size in sizes.items()) + f"; {whole:.0f} MB in all"
    ]
    lines += ["", f"| | {' | '.join(WAYS)} |", f"|---|{'---:|' * len(WAYS)}"]
    lines.append("| load | " + " | ".join(f"{found[way]['load']:.1f} s" for way in WAYS) + " |")
    for key, name in (("memory", "memory after loading"), ("memory after", "memory after all questions")):
        cells = [f"{found[way][key]:.0f} MB ({found[way][key] / whole:.1f} x Parquet)" for way in WAYS]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    for question in found["lunargraph"]:
        if isinstance(found["lunargraph"][question], dict):
            lines.append(f"| {question} | " + " | ".join(_cell(found[way].get(question)) for way in WAYS) + " |")
    return lines


def _cell(told: dict[str, Any] | None) -> str:
    if told is None:
        return "-"
    return f"{told['first'] * 1000:.0f} ms ({told['median'] * 1000:.0f}), {told['rows']} rows"


def _memory(key: str) -> float:
    """Return a figure of this process's memory in megabytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:")) / 1024


def make(folder: Path, number: int, seed: int = 0) -> None:
    """Write a build of many synthetic claims: real actors and programs, some of them much more in the news than others.

    One claim in three has an article of its own; one tie in five is denied, planned or over somewhere.
    """
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    from lunargraph.claims import claims_to_frame  # noqa: PLC0415
    from lunargraph.tables import frame_of, write_table  # noqa: PLC0415
    from lunargraph.ties import weigh  # noqa: PLC0415

    chance = random.Random(seed)  # noqa: S311 - no secret
    folder.mkdir(parents=True, exist_ok=True)
    ties, papers, writer = [], [], None
    lists = {"topics": pa.list_(pa.string())}
    for batch in _batches(chance, number):
        frame = claims_to_frame(batch)
        articles = _articles(chance, sorted(set(frame["article"])))
        ties.append(weigh(frame, articles))
        papers.append(articles)
        types = [(name, lists.get(name, _arrow(frame[name].dtype, pa))) for name in frame.columns]
        rows = pa.Table.from_pydict({name: frame[name].tolist() for name in frame.columns}, schema=pa.schema(types))
        writer = writer or pq.ParquetWriter(folder / "claims.parquet", rows.schema)
        writer.write_table(rows)
    if writer is not None:
        writer.close()
    write_table(pd.concat(papers, ignore_index=True), folder, "articles")
    write_table(frame_of([], ("program",)), folder, "counts")
    write_table(frame_of([], ("what",)), folder, "milestones")
    # last, as the mark of a folder that is whole
    write_table(pd.concat(ties, ignore_index=True).sort_values(["subject", "relation", "object"]), folder, "ties")


def made(number: int, seed: int = 0) -> tuple[Any, Any]:
    """Return so many synthetic claims and their articles as tables in memory."""
    import pandas as pd  # noqa: PLC0415

    from lunargraph.claims import claims_to_frame  # noqa: PLC0415

    chance = random.Random(seed)  # noqa: S311 - no secret
    claims = pd.concat([claims_to_frame(batch) for batch in _batches(chance, number)], ignore_index=True)
    return claims, _articles(chance, sorted(set(claims["article"])))


def _arrow(dtype: object, pa: Any) -> Any:  # noqa: ANN401 - the module
    return {"int64": pa.int64(), "float64": pa.float64()}.get(str(dtype), pa.string())


def _batches(chance: random.Random, number: int) -> Iterator[list[Any]]:
    """Yield claims in batches that hold all claims of their ties."""
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415

    lexicon = load_lexicon()
    actors, programs = sorted(lexicon.actors), sorted(lexicon.programs)
    programs.sort(key=lambda node: node not in {FIRST, SECOND})
    batch: list[Any] = []
    made = 0
    seen: set[tuple[str, str, str]] = set()
    while made < number:
        tie = _tie(chance, actors, programs)
        if tie in seen:
            continue
        seen.add(tie)
        about = min(number - made, int(chance.paretovariate(0.8)), 2000)
        batch += [_claim(chance, tie, made + each) for each in range(about)]
        made += about
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    yield batch


def _tie(chance: random.Random, actors: list[str], programs: list[str]) -> tuple[str, str, str]:
    who = chance.choice(actors)
    if chance.random() < 0.25:
        one, other = sorted([who, chance.choice([actor for actor in actors[:400] if actor != who])])
        return one, "cooperates_with", other
    # half of the news about programs is about the two coalitions
    program = programs[min(int(chance.paretovariate(0.7)) - 1, len(programs) - 1)]
    return who, chance.choices(["member_of", "leads"], [9, 1])[0], program


def _claim(chance: random.Random, tie: tuple[str, str, str], number: int) -> Any:  # noqa: ANN401 - a Claim
    from lunargraph.model import Claim, Evidence, Reading, Relation, Status, Words  # noqa: PLC0415

    day = date.fromordinal(chance.randrange(date(2020, 1, 1).toordinal(), date(2026, 11, 1).toordinal())).isoformat()
    status = chance.choices(list(Status), [80, 8, 9, 3])[0]
    words = chance.sample(
        ("the", "agency", "said", "on", "Monday", "that", "its", "lunar", "partners", "would", "sign"), 9
    )
    sentence = f"{tie[0].partition(':')[2]} {' '.join(words)} {tie[2].partition(':')[2]}, number {number}."
    start = chance.randrange(4000)
    evidence = Evidence(
        article=f"n{number // 3:07}", start=start, end=start + len(sentence), sentence=sentence, rule="join.verb.v1"
    )
    return Claim(
        article=evidence.article,
        subject=tie[0],
        relation=Relation(tie[1]),
        object=tie[2],
        status=status,
        evidence=evidence,
        date=chance.choice([None, day[:4], day[:7], day, day]),
        role=chance.choice(["member", "signatory", ""]),
        confidence=round(chance.uniform(0.6, 0.99), 4),
        reading=Reading(trigger=Words(start=start + 4, end=start + 10, text="signed"), measure=0.9),
    )


def _articles(chance: random.Random, ids: list[str]) -> Any:  # noqa: ANN401 - a DataFrame
    from lunargraph.harvest import ARTICLE_COLUMNS  # noqa: PLC0415
    from lunargraph.tables import frame_of  # noqa: PLC0415

    first, last = date(2020, 6, 1).toordinal(), date(2026, 11, 20).toordinal()
    return frame_of(
        (
            {
                "id": name,
                "url": f"https://news.example/{name}",
                "title": f"Moon partners in the news, {name}",
                "outlet": f"Outlet {chance.randrange(400)}",
                "published": date.fromordinal(chance.randrange(first, last)).isoformat(),
                "language": "en",
                "story": name,
            }
            for name in ids
        ),
        ARTICLE_COLUMNS,
    )


if __name__ == "__main__":
    main()
