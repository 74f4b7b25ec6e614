"""Partitions: however inputs are cut, their pieces read in order are the inputs, and merged as one process reads."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles import Problem, read_articles
from lunargraph.articles.files import FileReading
from lunargraph.articles.limits import NAMED
from lunargraph.articles.mapping import FieldMap
from lunargraph.engine import Engine
from lunargraph.engine.merging import Merging
from lunargraph.engine.partitions import Partition, count, numbered, partitions_of, uncounted
from lunargraph.engine.results import Job, read_facts, write_result
from lunargraph.errors import InputError
from tests.articles.languages import FOREIGN

LINE = st.one_of(
    st.just(""),
    st.just("   "),
    st.just("{oops"),
    st.just('{"id": "no text"}'),
    st.integers(0, 30).map(lambda n: json.dumps({"id": f"a{n}", "text": "word " * n})),
    st.just('{"text": "a caf\\u00e9"}'),
)


def partitioned(paths, size):
    """Partitions with their lines counted."""
    partitions = partitions_of(paths, size=size)
    return numbered(partitions, {piece: count(piece) for piece in uncounted(partitions)})


def whole(path):
    """What a reader of a whole file tells and gives."""
    told = []
    found = list(FileReading(told.append, FieldMap({})).articles(path))
    return found, told


def in_pieces(partitions):
    """The same from pieces, one after another."""
    told = []
    reading = FileReading(told.append, FieldMap({}))
    found = [
        placed
        for partition in partitions
        for piece in partition.pieces
        for placed in reading.articles(piece.path, at=piece.at, part=piece.part)
    ]
    return found, told


@given(
    lines=st.lists(LINE, max_size=30),
    size=st.integers(1, 200),
    end=st.sampled_from(["", "\n", "\r\n"]),
    latin=st.booleans(),
)
def test_json_lines_are_the_same_however_they_are_cut(tmp_path_factory, lines, size, end, latin):
    """Articles, their line numbers, and every sentence about a bad line."""
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    if latin:
        lines.append('{"text": "a second café in São Paulo, said the minister"}')
    path.write_bytes(((end or "\n").join(lines) + end).encode("cp1252"))
    partitions = partitioned([path], size)
    assert in_pieces(partitions) == whole(path)
    if len(partitions) > 1:
        assert all(len(partition.pieces) == 1 for partition in partitions)


@pytest.mark.parametrize("size", [1, 500, 2_000, 10**6])
def test_parquet_is_the_same_however_it_is_cut(tmp_path, size):
    """Rows keep their numbers; groups without rows are no trouble."""
    path = tmp_path / "a.parquet"
    rows = [{"id": f"a{n}", "text": "" if n % 7 == 3 else f"text {n} " * 20, "date": "13/13/2024"} for n in range(40)]
    table = pa.Table.from_pylist(rows)
    with pq.ParquetWriter(path, table.schema) as writer:
        for start, length in ((0, 0), (0, 9), (9, 20), (29, 0), (29, 11), (40, 0)):
            writer.write_table(table.slice(start, length))
    partitions = partitioned([path], size)
    assert in_pieces(partitions) == whole(path)
    assert (len(partitions) > 1) == (size < 10**4)


def test_a_damaged_row_group_ends_its_file_wherever_it_was_cut(tmp_path, recipe):
    """What follows the damage is not read from another part either."""
    path = tmp_path / "a.parquet"
    rows = [{"id": f"a{n}", "text": f"Rain fell on day {n}. " + "and more of it " * 40} for n in range(40)]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=10, compression="none", use_dictionary=False)
    chunk = pq.ParquetFile(path).metadata.row_group(1).column(1)
    data = bytearray(path.read_bytes())
    data[chunk.data_page_offset : chunk.data_page_offset + 8] = b"\xff" * 8
    path.write_bytes(data)
    partitions = partitioned([path], 100)
    assert len(partitions) == 4
    assert merged(partitions, recipe, tmp_path) == at_once([path], recipe)
    assert [p.reason for p in at_once([path], recipe)[2]] == [
        "it is damaged after row 10; the rows before it were read"
    ]


def test_small_files_are_read_together_and_large_ones_alone(tmp_path):
    """In the order of reading, by what their text takes."""
    for name, size in (("a.txt", 40), ("b.txt", 40), ("c.txt", 300), ("d.txt", 10), ("e.txt.gz", 30), ("f.txt", 90)):
        (tmp_path / name).write_bytes(b"x" * size)
    partitions = partitions_of([tmp_path], size=100)
    assert [[piece.path.name[0] for piece in partition.pieces] for partition in partitions] == [
        ["a", "b"],
        ["c"],
        ["d"],
        ["e"],
        ["f"],
    ]


def test_standard_input_and_what_does_not_exist_are_refused(tmp_path):
    """Each with a sentence."""
    with pytest.raises(InputError, match="save it as a file"):
        partitions_of(["-"])
    with pytest.raises(InputError, match="does not exist"):
        partitions_of([tmp_path / "nowhere"])


def test_a_file_of_white_space_is_told_once(tmp_path, recipe):
    """Not once for each of its parts."""
    path = tmp_path / "a.jsonl"
    path.write_text("\n" * 500)
    assert [p.reason for p in merged(partitioned([path], 100), recipe, tmp_path)[2]] == ["it is empty"]


def at_once(paths, recipe, fields=None, retracted=()):
    """What one process reads and tells: articles that may state something, all others, problems."""
    problems = []
    given_ = (a for a in read_articles(paths, report=problems.append, fields=fields) if a.id not in retracted)
    readings = list(Engine(recipe).read(given_, report=problems.append))
    stating = [(r.article, r.extraction) for r in readings if r.extraction is not None]
    return stating, [r.article.id for r in readings if r.extraction is None], problems


def merged(partitions, recipe, folder, fields=None, retracted=()):
    """The same from the results of partitions."""
    job = Job(recipe=recipe, folder=folder / "results", fields=fields or {}, retracted=frozenset(retracted), digest="x")
    for partition in partitions:
        facts = write_result(job, partition)
        assert read_facts(job.result(partition)) == facts
    problems, aside = [], []

    def counts(article):
        aside.append(article.id)
        return False

    merging = Merging([(p, job.result(p)) for p in partitions], fields or {}, problems.append, counts)
    stating, silent = [], []
    for readings, rows in merging.read():
        stating += [(reading.article, reading.extraction) for reading in readings]
        silent += rows["id"].to_pylist()
    assert set(aside) == set(retracted) - {"nobody"}
    return stating, silent, problems


def corpus(folder):
    """Very many of every trouble, so that most of it is only counted."""
    folder.mkdir()
    lines = []
    for n in range(3 * NAMED):
        lines.append(
            json.dumps(
                {"id": f"es{n}", "body": {"text": FOREIGN["es"][1] + f" Fin {n}."}, "url": f"https://a.example/{n}"}
            )
        )
        lines.append("{oops")
        lines.append(
            json.dumps(
                {"id": f"q{n % 200}", "body": {"text": f"Rain fell on the capital on day {n % 250} of the year."}}
            )
        )
        lines.append(
            json.dumps(
                {
                    "id": f"d{n}",
                    "date": f"{n}/{n}/x",
                    "body": {"text": f"It was dry in the town on day {n} of the year."},
                }
            )
        )
    lines[30] = json.dumps(
        {"id": "peru", "body": {"text": "Peru signed the Artemis Accords on 30 May 2024."}, "language": "es"}
    )
    (folder / "a.jsonl").write_text("\n".join(lines[:700]))
    (folder / "b.jsonl").write_text("\n".join(lines[700:]))
    (folder / "c.txt").write_text("Peru signed the Artemis Accords on 30 May 2024, again.")
    (folder / "d.png").write_text("")
    (folder / "link").symlink_to(folder)
    (folder / "z").mkdir()
    (folder / "z" / "link").symlink_to(folder)
    return folder


@pytest.mark.parametrize("size", [2_000, 30_000])
def test_merged_partitions_tell_and_give_what_one_process_does(tmp_path, recipe, size):
    """Ids that come twice, foreign texts, fields that no record has, retractions, and counts of what very many share."""
    path = corpus(tmp_path / "in")
    (tmp_path / "in" / "e.jsonl").write_text('{"id": "peru", "body": {"text": "Peru left."}}\n{"id": "q3"}\n')
    fields = {"text": "body.text", "title": "no.such"}
    retracted = ("q7", "d9", "nobody")
    partitions = partitioned([path], size)
    assert len(partitions) > 5
    expected = at_once([path], recipe, fields, retracted)
    assert merged(partitions, recipe, tmp_path, fields, retracted) == expected
    assert any(p.times > 1 for p in expected[2])
    assert len(expected[0]) == 2


def test_results_that_are_damaged_are_not_taken_for_finished(tmp_path, recipe):
    """They are made again."""
    (tmp_path / "a.txt").write_text("Rain fell.")
    (partition,) = partitioned([tmp_path / "a.txt"], 100)
    job = Job(recipe=recipe, folder=tmp_path / "results", fields={}, retracted=frozenset(), digest="x")
    assert read_facts(job.result(partition)) is None
    write_result(job, partition)
    path = job.result(partition)
    path.write_bytes(path.read_bytes()[:-20])
    assert read_facts(path) is None


def test_a_result_has_another_name_when_anything_that_counts_changes(tmp_path, recipe):
    """File, recipe, fields and retractions."""
    path = tmp_path / "a.txt"
    path.write_text("Rain fell.")
    names = set()
    for fields, retracted, digest in (({}, (), "x"), ({"text": "b"}, (), "x"), ({}, ("a",), "x"), ({}, (), "y")):
        job = Job(recipe=recipe, folder=tmp_path, fields=fields, retracted=frozenset(retracted), digest=digest)
        names |= {job.result(partition) for partition in partitions_of([path])}
    path.write_text("Snow fell.\n")
    names |= {job.result(partition) for partition in partitions_of([path])}
    assert len(names) == 5


def test_troubles_with_folders_after_the_last_file_are_told(tmp_path):
    """In a piece of their own."""
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "link").symlink_to(tmp_path)
    (partition,) = partitions_of([tmp_path])
    assert isinstance(partition, Partition)
    assert [type(problem) for problem in partition.pieces[0].told] == [Problem]
