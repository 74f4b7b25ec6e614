"""A build on a Dask cluster of this machine beside a local one: the same files, and how long each takes.

    python benchmarks/cluster.py [--articles 20000] [--relevant 0.01] [--jobs 2] [--rounds 1] [--folder DIR]

Made news of ``corpora.py`` lie in JSON lines, Parquet and web archives (four files of each form). Every round builds
them with ``--engine local`` and ``--engine dask``, each in a process of its own and without a cache, and compares all
files. Then one process reads each form without extracting anything, so that the cost of reading stands apart.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from corpora import articles, write
from measuring import measure

FORMS = {"jsonl": "jsonl", "parquet": "parquet", "warc": "warc.gz"}
_FILES = 4
_BUILD = """
import sys, time
from pathlib import Path
from lunargraph.build import build
if __name__ == "__main__":
    started = time.monotonic()
    summary = build([Path(sys.argv[1])], Path(sys.argv[2]), engine=sys.argv[3], jobs=int(sys.argv[4]))
    print(time.monotonic() - started, summary.articles, summary.claims, summary.partitions)
"""
_READ = """
import sys, time
from lunargraph.articles import read_articles
if __name__ == "__main__":
    started = time.process_time()
    signs = sum(len(article.text) for article in read_articles([sys.argv[1]], report=lambda problem: None))
    print(time.process_time() - started, signs)
"""


def main() -> None:
    """Make the news, build and read it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--relevant", type=float, default=0.01)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        news = Path(folder) / "news"
        _make(news, args.articles, args.relevant)
        for path in sorted(news.iterdir()):
            size = sum(file.stat().st_size for file in path.iterdir())
            seconds, signs = _run(_READ, str(path))
            rate = float(signs) / float(seconds) / 1e6
            print(
                f"{path.name}: {size / 1e6:,.0f} MB, {float(signs) / 1e6:,.0f} million characters, "
                f"read at {rate:,.2f} million a second of processor",
                flush=True,
            )
        for _ in range(args.rounds):
            for engine in ("local", "dask"):
                started = time.monotonic()
                seconds, *told = _run(_BUILD, str(news), str(Path(folder) / engine), engine, str(args.jobs))
                print(
                    f"{engine}: {float(seconds):,.1f} s, {time.monotonic() - started:,.1f} s with starting and "
                    f"ending; articles, claims, partitions: {', '.join(told)}",
                    flush=True,
                )
            print("same files" if _same(Path(folder) / "local", Path(folder) / "dask") else "THE FILES DIFFER")


def _make(folder: Path, count: int, relevant: float) -> None:
    for number in range(_FILES * len(FORMS)):
        form, ending = list(FORMS.items())[number % len(FORMS)]
        path = folder / form / f"{number:02}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        of_file, seed = count // _FILES // len(FORMS), 100 + number
        if form == "warc":
            write(of_file, relevant, path, seed=seed, form=form)
            continue
        # of each seed the ids are the same
        rows = [
            {**row, "id": f"{number}-{row['id']}", "url": f"{row['url']}-{number}"}
            for row in articles(of_file, relevant, seed)
        ]
        if form == "jsonl":
            path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        else:
            pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=1000)


def _run(code: str, *given: str) -> list[str]:
    # a file, because processes that are started anew look for the program that started them
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "run.py"
        script.write_text(code, encoding="utf-8")
        return measure([sys.executable, str(script), *given], env={"SOURCE_DATE_EPOCH": "1790000000"}).stdout.split()


def _same(one: Path, other: Path) -> bool:
    def told(folder: Path) -> dict[str, object]:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return {key: value for key, value in manifest.items() if key not in {"built_at", "seconds", "engine"}}

    return told(one) == told(other)


if __name__ == "__main__":
    main()
