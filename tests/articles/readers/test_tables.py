"""Tables as libraries write them, and damaged ones."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io

import pyarrow as pa
import pytest
from pyarrow import parquet

from lunargraph.articles import limits, parse_map, read_articles
from lunargraph.articles.readers.tables import read_csv, read_parquet, read_tsv
from lunargraph.errors import InputError

ROWS = [
    {
        "id": "a",
        "text": 'Peru "signed".\nIt did.',
        "date": dt.datetime(2024, 5, 30, 10, tzinfo=dt.UTC),
        "source": {"name": "P"},
    },
    {"id": "b", "text": "Rain; no, sun.", "date": None, "source": None},
]


def stored(rows, **options):
    """Return rows as a Parquet file."""
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), file, **options)
    return file.getvalue()


def refused(reader, data):
    """Return the sentence with which a file is refused."""
    with pytest.raises(InputError) as caught:
        list(reader(io.BytesIO(data), lambda _: None))
    return str(caught.value)


def test_parquet_rows_are_articles(tmp_path):
    """Moments, structs and empty cells; many row groups, one after the other."""
    rows = ROWS + [{"id": f"n{i}", "text": f"Row {i}.", "date": None, "source": None} for i in range(300)]
    (tmp_path / "a.parquet").write_bytes(stored(rows, row_group_size=100, compression="zstd"))
    articles = list(read_articles([tmp_path], report=pytest.fail))
    assert [a.id for a in articles] == [r["id"] for r in rows]
    assert (articles[0].published, articles[0].outlet, articles[0].text) == ("2024-05-30", "P", ROWS[0]["text"])


def test_parquet_columns_by_a_map(tmp_path):
    """A dot leads into a struct; binary columns hold text."""
    row = {"content": {"body": "Peru signed."}, "head": b"Per\xc3\xba", "day": dt.date(2024, 5, 30)}
    (tmp_path / "a.parquet").write_bytes(stored([row]))
    fields = parse_map("text=content.body,title=head,published=day")
    (article,) = read_articles([tmp_path], report=pytest.fail, fields=fields)
    assert (article.text, article.title, article.published) == ("Peru signed.", "Perú", "2024-05-30")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"PAR1", "no Parquet"),
        (b"text,date\n", "no Parquet"),
        (b"PARE" + bytes(60) + b"PARE", "encrypted"),
        (stored([{"text": "a"}])[:-9], "no Parquet"),
        (stored([])[:], "no rows"),
    ],
)
def test_what_is_no_parquet_is_one_sentence(data, message):
    """Wrong content, cut off, encrypted, empty."""
    assert message in refused(read_parquet, data)


def test_parquet_is_bounded(monkeypatch):
    """A row group that unpacks to much, and a text that stands in many rows but once in the file."""
    monkeypatch.setattr(limits, "PARQUET_GROUP", 100_000)
    rows = [{"id": i, "text": "x" * 200_000} for i in range(3)]
    assert "row group" in refused(read_parquet, stored(rows, use_dictionary=False))
    many = [{"text": "y" * 10_000}] * 64
    assert "64 rows" in refused(read_parquet, stored(many))


def test_parquet_bytes_gone_wrong_never_escape():
    """Any byte may be another: rows are read or the file is refused."""
    data = stored(ROWS)
    for place in range(0, len(data), max(1, len(data) // 200)):
        broken = bytearray(data)
        broken[place] ^= 0x5A
        with contextlib.suppress(InputError):
            list(read_parquet(io.BytesIO(bytes(broken)), lambda _: None))


@pytest.mark.parametrize(
    ("reader", "delimiter"), [(read_csv, ","), (read_csv, ";"), (read_csv, "\t"), (read_tsv, "\t")]
)
def test_what_the_csv_module_writes_is_read(reader, delimiter):
    """By any of the usual marks between columns, with line ends and quotation marks in cells."""
    file = io.StringIO()
    writer = csv.DictWriter(file, ["id", "text"], delimiter=delimiter)
    writer.writeheader()
    rows = [{"id": r["id"], "text": r["text"]} for r in ROWS]
    writer.writerows(rows)
    assert [row for _, row in reader(io.BytesIO(file.getvalue().encode()), pytest.fail)] == rows


def test_quotation_marks_that_are_none():
    """Many programs write tables by tabs without any quoting."""
    notes = []
    rows = [row for _, row in read_tsv(io.BytesIO(b'id\ttext\n1\t"Signed," he said\n2\tAn "open\n'), notes.append)]
    assert [row["text"] for row in rows] == ['"Signed," he said', 'An "open']
    assert "stand for themselves" in notes[0]


def test_cells_beyond_the_header_are_told():
    """A comma that nobody quoted must not lose half a text in silence."""
    notes = []
    ((_, row),) = read_csv(io.BytesIO(b"id,text\n1,Peru signed, it is said\n"), notes.append)
    assert row == {"id": "1", "text": "Peru signed"}
    assert "line 2 has more cells" in notes[0]
