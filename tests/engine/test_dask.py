"""Builds on a Dask cluster of two processes: the same files as on one machine, whatever happens to the workers."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile

import distributed
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from lunargraph.build import build
from lunargraph.cli import main
from lunargraph.engine import dask_cluster, dask_engine
from lunargraph.engine.partitions import partitions_of
from lunargraph.engine.results import WORKING, Job
from lunargraph.errors import ClusterError, InputError, MissingExtraError
from tests.articles.languages import FOREIGN
from tests.articles.readers.fuzzing import forgetful
from tests.engine import deadly

SIZE = 600
COUNTRIES = (
    "Peru",
    "Egypt",
    "Norway",
    "Chad",
    "Thailand",
    "Serbia",
    "Kenya",
    "Chile",
    "Oman",
    "Latvia",
    "Bolivia",
    "Senegal",
)
TOLD = (
    "{0} signed the Artemis Accords in {1}. The accords have {2} signatories.",
    "{0} has not signed the Artemis Accords, the ministry said in {1}.",
    "{0} joined the International Lunar Research Station in {1}. China and Russia lead the station.",
    "The University of Upper {0} joined the International Lunar Research Station in {1}.",
    "{0} left the Artemis Accords in {1}.",
)


def record(number, **more):
    """A made record: some tell the same tie as others, most are short."""
    text = TOLD[number % len(TOLD)].format(COUNTRIES[number % len(COUNTRIES)], 2021 + number % 4, 20 + number)
    return {
        "id": f"a{number}",
        "text": f"{text} This is report {number}.",
        "published": f"2025-{1 + number % 12:02}-{1 + number % 28:02}",
        "url": f"https://news{number % 5}.example.org/{number}",
        "outlet": f"news{number % 5}",
        **more,
    }


def page(number):
    """A record of a web archive."""
    told = record(number)["text"]
    filler = "The ministry gave no further details of the agreement on the Moon and its exploration by both sides. " * 3
    body = f"<html><head><title>Page {number}</title></head><body><article><p>{told}</p><p>{filler}</p></article></body></html>"
    return body.encode()


@forgetful
def archive(path, numbers):
    """A web archive, as crawlers write it."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in numbers:
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record_ = writer.create_warc_record(
                f"https://crawl.example.org/2025/03/0{1 + number % 9}/{number}",
                "response",
                payload=io.BytesIO(page(number)),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2025-03-20T00:00:00Z"},
            )
            writer.write_record(record_)
        writer.write_record(writer.create_warc_record("urn:x", "metadata", payload=io.BytesIO(b"x")))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """Every kind of input, with all that has to be settled between partitions."""
    folder = tmp_path_factory.mktemp("dask") / "in"
    folder.mkdir()
    rows = [record(n) for n in range(16)]
    rows[3] |= {"id": "a1"}
    rows[5] = {"id": "es", "text": FOREIGN["es"][1]}
    rows[9] |= {"date": None, "published": "13/13/2025"}
    lines = [json.dumps(row) for row in rows]
    lines[7:7] = ["{oops", "", '{"id": "empty", "text": ""}']
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    # one page, corrected later: the versions lie in two files
    old, new = (
        record(20, id=name, text=f"{record(20)['text']} {more}")
        for name, more in (("old", "So far."), ("new", "Corrected."))
    )
    new["modified"], old["modified"] = "2025-12-02", "2025-12-01"
    more = [
        old,
        *(record(n) for n in range(30, 40)),
        record(2),
        record(41, id="a4"),
        {"id": "rain", "text": "Rain fell on the town. " * 40},
    ]
    pq.write_table(
        pa.Table.from_pylist([{**new, **row} | {"modified": row.get("modified")} for row in more]),
        folder / "b.parquet",
        row_group_size=4,
    )
    archive(folder / "c.warc.gz", range(50, 56))
    (folder / "d").mkdir()
    for n in range(60, 66):
        (folder / "d" / f"{n}.txt").write_text(record(n)["text"])
    (folder / "d" / "pic.png").write_bytes(b"\x89PNG")
    (folder / "e.csv").write_text(
        pd.DataFrame([new, record(70), record(71)])[["id", "text", "url", "published", "modified"]].to_csv(index=False)
    )
    with zipfile.ZipFile(folder / "f.zip", "w") as packed:
        packed.writestr("x.txt", record(80)["text"])
    (folder / "z").symlink_to(folder)
    return folder


@pytest.fixture(scope="session")
def cluster():
    """Two processes with their nannies, and a scheduler in this one."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as made:
        yield made


def on(cluster, inputs, output, **options):
    """Build on the cluster, in small partitions."""
    return build(inputs, output, engine="dask", scheduler=cluster.scheduler_address, partition_size=SIZE, **options)


def same(one, other):
    """All files are the same; of the manifest all but times, and what says which engine it was."""
    names = {path.name for path in one.iterdir()}
    assert names == {path.name for path in other.iterdir()}
    for name in sorted(names - {"manifest.json"}):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    told = [json.loads((folder / "manifest.json").read_text()) for folder in (one, other)]
    for each in told:
        for key in ("built_at", "seconds", "engine"):
            each.pop(key)
    assert told[0] == told[1]
    return True


@pytest.fixture(scope="session")
def local(corpus, tmp_path_factory):
    """What one process makes of it."""
    output = tmp_path_factory.mktemp("dask-local") / "out"
    build([corpus], output)
    return output


def test_a_build_on_a_cluster_is_the_same_as_a_local_one(corpus, cluster, local, tmp_path):
    """Every file, byte by byte, with problems in their order; and nothing is left behind."""
    heard = []
    summary = on(cluster, [corpus], tmp_path / "out", progress=heard.append)
    assert same(tmp_path / "out", local)
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["engine"] == {
        "name": "dask",
        "partitions": summary.partitions,
    }
    assert json.loads((local / "manifest.json").read_text())["engine"] == {"name": "local", "partitions": 1}
    assert summary.partitions > 12
    assert heard == sorted(heard)
    assert heard[-1] >= summary.articles
    # what the corpus is made for is in it
    assert {"language es", "superseded"} <= set(summary.set_aside)
    assert summary.disputed
    assert sum("repeats an article" in p.reason for p in summary.problems) == 1
    assert sum("already used by another" in p.reason for p in summary.problems) == 2
    assert "rain" in set(pd.read_parquet(tmp_path / "out" / "articles.parquet")["id"])


def test_decisions_are_applied_the_same(corpus, cluster, local, tmp_path):
    """Claims accepted, rejected and corrected, actors merged, articles retracted, dates pinned."""
    claims = pd.read_parquet(local / "claims.parquet")
    accept, reject, correct = (claims[claims["article"] == name].iloc[0] for name in ("a0", "a30", "a31"))
    ties = pd.read_parquet(local / "ties.parquet")
    pinned = ties[ties["relation"] == "member_of"].iloc[0]
    actor = pd.read_parquet(local / "actors.parquet")["id"].iloc[0]
    signed = 'reviewer = "A"\ndate = 2026-01-01\nreason = "So."\n'
    (tmp_path / "decisions.toml").write_text(
        f'[[accept]]\nclaim = "{accept["id"]}"\nevidence = "signed"\n{signed}'
        f'[[reject]]\nclaim = "{reject["id"]}"\nevidence = "Accords"\n{signed}'
        f'[[correct]]\nclaim = "{correct["id"]}"\nevidence = "Accords"\nset = {{status = "planned"}}\n{signed}'
        f'[[retract]]\narticle = "a33"\n{signed}[[retract]]\narticle = "nowhere"\n{signed}'
        f'[[merge]]\nfrom = ["{actor}"]\ninto = "country:PER"\n{signed}'
        f'[[pin]]\nsubject = "{pinned["subject"]}"\nrelation = "member_of"\nobject = "{pinned["object"]}"\nsince = "2020"\n{signed}'
    )
    decisions = tmp_path / "decisions.toml"
    one = build([corpus], tmp_path / "local", decisions=decisions)
    on(cluster, [corpus], tmp_path / "dask", decisions=decisions)
    assert same(tmp_path / "dask", tmp_path / "local")
    assert one.curation.to_object()["retracted"] == ["a33"]
    decided = set(pd.read_parquet(tmp_path / "dask" / "claims.parquet")["decision"])
    assert {"accept", "reject", "correct", "merge"} <= decided


@contextlib.contextmanager
def killing(folder, pid, after=1):
    """End a process when some results of partitions are there; it must have been alive."""
    killed = []

    def watch():
        while not killed:
            if len(list(folder.glob("*.parquet"))) >= after:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
            time.sleep(0.01)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    yield
    thread.join(5)
    assert killed


@pytest.mark.parametrize("nanny", [True, False])
def test_a_worker_that_is_killed_loses_nothing(corpus, cluster, local, tmp_path, nanny):
    """Another reads its partition, whether or not somebody starts a new one."""
    output = tmp_path / "out"
    with contextlib.ExitStack() as stack:
        if nanny:
            client = stack.enter_context(distributed.Client(cluster))
            pid = next(iter(client.run(os.getpid).values()))
        else:
            command = [sys.executable, "-m", "distributed.cli.dask_worker", cluster.scheduler_address, "--no-nanny"]
            worker = stack.enter_context(
                subprocess.Popen(
                    [*command, "--nthreads", "1", "--no-dashboard"], cwd=tmp_path, stderr=subprocess.DEVNULL
                )
            )
            stack.callback(worker.kill)
            stack.enter_context(distributed.Client(cluster)).wait_for_workers(3, timeout=60)
            pid = worker.pid
        stack.enter_context(killing(output / WORKING, pid))
        on(cluster, [corpus], output)
    assert same(output, local)


def test_an_article_that_ends_its_worker_each_time_is_told_and_the_rest_is_read(cluster, tmp_path, monkeypatch):
    """Its partition is read where one article can be lost alone."""
    path = tmp_path / "in.jsonl"
    rows = [record(n) for n in range(4)]
    rows[2]["text"] += " DEADLY"
    path.write_text("\n".join(map(json.dumps, rows)))
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    monkeypatch.setattr(dask_engine, "write_result", deadly.write_mortally)
    with distributed.Client(cluster) as client:
        client.register_plugin(deadly.Deadly())
        try:
            summary = on(cluster, [path], tmp_path / "out")
        finally:
            client.unregister_worker_plugin("deadly")
    reason = "extraction failed on article 'a2' (its process died each time); please report it"
    assert [problem.reason for problem in summary.problems] == [reason]
    assert summary.articles == 4
    assert set(pd.read_parquet(tmp_path / "out" / "claims.parquet")["article"]) == {"a0", "a1", "a3"}


def test_a_file_that_ends_its_reader_each_time_is_told_and_the_others_are_read(recipe, tmp_path, monkeypatch):
    """Partitions of many files are taken apart."""
    for name in ("a.txt", "deadly.txt", "z.txt"):
        (tmp_path / name).write_text("Rain fell on the town.")
    (tmp_path / "out").mkdir()
    engine = dask_engine.DaskEngine(recipe=recipe, output=tmp_path / "out", progress=lambda _: None)
    engine._job = Job(recipe=recipe, folder=tmp_path / "out", fields={}, retracted=frozenset(), digest="x")
    monkeypatch.setattr(dask_engine, "write_result", deadly.write_or_die)
    (partition,) = partitions_of([tmp_path / name for name in ("a.txt", "deadly.txt", "z.txt")])
    read = list(engine._read_here(partition))
    assert [piece.path and piece.path.name for each in read for piece in each.pieces] == ["a.txt", None, "z.txt"]
    assert all(engine._job.result(each).exists() for each in read)
    assert [p.reason for p in read[1].pieces[0].told] == [dask_engine._KILLS]


def test_a_run_whose_driver_was_killed_goes_on_where_it_was(corpus, cluster, local, tmp_path, monkeypatch):
    """What was read is not read again; what was begun, or of other inputs, is thrown away."""
    output = tmp_path / "out"
    working = output / WORKING
    code = (
        "import sys; from pathlib import Path; from lunargraph.build import build\n"
        "build([Path(sys.argv[1])], Path(sys.argv[2]), engine='dask', scheduler=sys.argv[3], partition_size=int(sys.argv[4]))"
    )
    given = [sys.executable, "-c", code, str(corpus), str(output), cluster.scheduler_address, str(SIZE)]
    with subprocess.Popen(given) as driver, killing(working, driver.pid, after=4):
        assert driver.wait(120) == -signal.SIGKILL
    assert not (output / "manifest.json").exists()
    time.sleep(0.5)
    (working / "stale.parquet").write_text("of other inputs")
    asked = []
    honest = dask_engine.DaskEngine._read_by_workers

    def read(self, todo):
        asked.append((len(todo), sorted(path.name for path in working.iterdir())))
        return honest(self, todo)

    monkeypatch.setattr(dask_engine.DaskEngine, "_read_by_workers", read)
    summary = on(cluster, [corpus], output)
    ((todo, there),) = asked
    assert todo <= summary.partitions - 4
    assert "stale.parquet" not in there
    assert same(output, local)


def test_nothing_to_read_is_an_error_and_leaves_nothing(cluster, tmp_path):
    """As without a cluster."""
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(InputError, match="No article could be read"):
        on(cluster, [tmp_path / "a.txt"], tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_worker_that_sees_another_disk_or_reads_otherwise_is_told(corpus, cluster, tmp_path, monkeypatch):
    """Each in one sentence; no article is lost for it."""
    output = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(dask_engine, "digest_of_all", lambda _: "another")
        with pytest.raises(ClusterError, match="install the same version"):
            on(cluster, [corpus], output)
    honest = dask_engine.DaskEngine._check

    def check(self, partition, facts):
        facts.missing = [str(partition.pieces[0].at)]
        honest(self, partition, facts)

    monkeypatch.setattr(dask_engine.DaskEngine, "_check", check)
    with pytest.raises(ClusterError, match=r"does not see .*must lie in folders that all share"):
        on(cluster, [corpus], output)


def test_an_address_without_a_scheduler_or_workers_is_told_in_one_sentence(corpus, tmp_path, monkeypatch):
    """With the way out, and no earlier file touched."""
    monkeypatch.setattr(dask_cluster, "_PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense", "no://such"):
        with pytest.raises(ClusterError, match=r"There is no Dask scheduler at .*dask scheduler"):
            build([corpus], tmp_path / "out", engine="dask", scheduler=address)
    with distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL) as empty:
        told = CliRunner().invoke(
            main,
            [
                "build",
                str(corpus),
                "-o",
                str(tmp_path / "out"),
                "--engine",
                "dask",
                "--scheduler",
                empty.scheduler_address,
            ],
        )
    assert told.exit_code == 2
    assert "has no workers; start some with `dask worker" in told.output
    assert "Traceback" not in told.output


def test_without_dask_the_extra_is_named(corpus, tmp_path, monkeypatch):
    """And a local build needs none of it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'lunargraph\[cluster\]'"):
        build([corpus], tmp_path / "out", engine="dask")


def test_dask_is_imported_only_where_it_is_asked_for():
    """A build without it must not take the time."""
    code = (
        "import sys, lunargraph.build, lunargraph.cli; print([m for m in ('dask', 'distributed') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.strip() == "[]"
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--scheduler", "tcp://127.0.0.1:9"], "give --engine dask"),
        (["--engine", "dask", "--claims", "x.jsonl"], "Only the rules read on a cluster"),
        (["--engine", "dask", "-"], "save it as a file"),
    ],
)
def test_options_that_do_not_go_together_are_refused(corpus, tmp_path, options, told):
    """In a sentence."""
    given = [str(corpus)] if "-" not in options else []
    result = CliRunner().invoke(main, ["build", *given, "-o", str(tmp_path / "out"), *options])
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize("failures", [1, 99])
def test_a_cluster_here_is_begun_again(failures, monkeypatch):
    """A worker that dies before it has begun costs some seconds; where none ever begins, one sentence says so."""
    begun = []

    def begin(**asked):
        begun.append(asked["n_workers"])
        if len(begun) <= failures:
            raise RuntimeError("Nanny failed to start.")
        return contextlib.nullcontext("a cluster")

    monkeypatch.setattr(dask_cluster.distributed, "LocalCluster", begin)
    monkeypatch.setattr(dask_cluster.distributed, "Client", contextlib.nullcontext)
    if failures == 1:
        with dask_cluster.connected(None, 3) as client:
            assert client == "a cluster"
        assert begun == [3, 3]
    else:
        with pytest.raises(ClusterError, match="give fewer --jobs"), dask_cluster.connected(None, 3):
            pass
        assert len(begun) == dask_cluster._STARTS
