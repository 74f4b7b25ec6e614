"""How reading grows with its input: web archives of any size, and folders of very many files; time and memory.

    python benchmarks/inputs.py [--megabytes 100 1000] [--files 100000] [--folder DIR]

An archive (``.warc.gz``, written by the format's own tool) is what a crawl brings home: pictures, errors and small
pages by the thousand, and an article now and then (``--every``). Folders hold tiny texts, all in one or a hundred to a
folder, three deep. Each input is read by a process of its own, which keeps no article; the table tells its time by the
clock and on the processor, and its memory at the peak, less what the program takes with nothing to read. What was made
is removed.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from lunargraph.articles import read_articles  # noqa: E402 - the path comes first

if TYPE_CHECKING:
    from lunargraph.articles.problems import Problem

_HEAD = ("input", "MB on disk", "articles", "told", "s", "s of processor", "MiB at the peak")
_PICTURE = 400_000
_SENTENCES = (
    "The city council said on Tuesday that it would vote on the budget of the new library and the road to the harbour.",
    "Oman signed the Artemis Accords on Monday in Muscat, said the ministry, which spoke of schools and satellites.",
    "Prices of copper rose by two per cent after the strike at the port had ended, traders told the paper on Friday.",
)


def main() -> None:
    """Make every input, read it, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, nargs="*", default=[100, 1000], help="sizes of web archives on disk")
    parser.add_argument("--every", type=int, default=4, help="one record in so many is an article")
    parser.add_argument("--files", type=int, nargs="*", default=[100_000], help="numbers of files in folders")
    parser.add_argument("--folder", type=Path, help="where the inputs are made; a temporary folder without")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        print(json.dumps(_read(given.read)))
        return
    print("| " + " | ".join(_HEAD) + " |\n" + "|---" * len(_HEAD) + "|", flush=True)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        nothing = Path(folder) / "nothing.txt"
        nothing.write_text("Nothing.")
        base = _measured(nothing)["peak"]
        for megabytes in given.megabytes:
            path = Path(folder) / f"{megabytes}.warc.gz"
            records = write_archive(path, megabytes * 10**6, given.every)
            _tell(f"an archive of {records:,} records", path, base)
            path.unlink()
        for files in given.files:
            for name, inner in (("one folder", files), ("folders of a hundred", 100)):
                path = Path(folder) / f"{files}-{inner}"
                write_folder(path, files, inner)
                _tell(f"{files:,} files in {name}", path, base)


def write_archive(path: Path, size: int, every: int) -> int:
    """Write a web archive of a size on disk, in bytes; return how many records it has."""
    drawn = random.Random(1)  # noqa: S311 - the same each time, no secret
    picture = drawn.randbytes(_PICTURE)
    number = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        while file.tell() < size:
            if number % every == 0:
                _answer(writer, number, page_of(number, drawn).encode(), "text/html; charset=utf-8")
            elif number % every < every // 2:
                _answer(writer, number, b"Gone.", "text/html", "404 Not Found")
            else:
                _answer(writer, number, picture[number % 1000 :], "image/jpeg")
            number += 1
    return number


def _answer(writer: WARCWriter, number: int, body: bytes, kind: str, status: str = "200 OK") -> None:
    heads = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
    url = f"https://example.org/{number}"
    writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=heads))


def page_of(number: int, drawn: random.Random) -> str:
    """Return a page with an article of its own, about 3,000 characters of it, among menus."""
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(40))
    story = "".join(f"<p>{number}-{n}: {' '.join(drawn.choices(_SENTENCES, k=3))}</p>" for n in range(9))
    head = f'<meta charset="utf-8"><title>News {number}</title>'
    body = f"<nav><ul>{menu}</ul></nav><article><h1>News {number}</h1>{story}</article><footer>Imprint</footer>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def write_folder(path: Path, files: int, inner: int) -> None:
    """Write tiny texts into a folder, ``inner`` of them at most to a folder."""
    for number in range(files):
        group = number // inner
        folder = path / f"{group // 100:03}" / f"{group % 100:02}" if inner < files else path
        if number % inner == 0:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(
            f"Title: News {number}\nDate: 2024-05-30\n\nPeru signed {number} times.\n"
        )


def _tell(name: str, path: Path, base: float) -> None:
    found = _measured(path)
    files = [path] if path.is_file() else path.rglob("*")
    size = sum(file.stat().st_size for file in files if file.is_file()) / 1e6
    cells = [name, f"{size:,.0f}", f"{found['articles']:,}", f"{found['told']:,}"]
    cells += [f"{found['clock']:.1f}", f"{found['processor']:.1f}", f"{found['peak'] - base:,.0f}"]
    print("| " + " | ".join(cells) + " |", flush=True)


def _measured(path: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--read", str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _read(path: Path) -> dict[str, float]:
    told: list[Problem] = []
    clock, processor = time.perf_counter(), time.process_time()
    articles = sum(1 for _ in read_articles([path], report=told.append))
    figures = {"clock": time.perf_counter() - clock, "processor": time.process_time() - processor}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"articles": articles, "told": sum(problem.times for problem in told), "peak": peak, **figures}


if __name__ == "__main__":
    main()
