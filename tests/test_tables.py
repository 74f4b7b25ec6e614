"""Tables read back exactly, byte for byte the same each time, and are safe to open in a spreadsheet."""

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.errors import OutputError
from lunargraph.tables import csv_text, frame_of, read_table, typed, write_table
from tests.strategies import AWKWARD, maybe_dates, shares, texts

COLUMNS = ("title", "published", "topics", "support", "confidence", "disputed")
rows = st.lists(
    st.fixed_dictionaries(
        {
            "title": texts,
            "published": maybe_dates,
            "topics": st.lists(texts, max_size=3),
            "support": st.integers(-(2**40), 2**40),
            "confidence": shares,
            "disputed": st.booleans(),
        }
    ),
    max_size=5,
)
AWKWARD_FRAME = frame_of(
    [{"title": t, "topics": [t], "support": 1, "confidence": 0.1, "disputed": True} for t in AWKWARD], COLUMNS
)


@given(rows)
def test_both_formats_read_back_exactly(made):
    """Newlines, quotes, formulas, emoji, "NA", empty and missing cells survive CSV and Parquet alike."""
    frame = frame_of(made, COLUMNS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_table(frame, folder, "t")
        pd.testing.assert_frame_equal(read_table(folder, "t"), frame)
        (folder / "t.parquet").unlink()
        pd.testing.assert_frame_equal(read_table(folder, "t"), frame)


def test_writing_again_changes_no_byte(tmp_path):
    """The same table makes the same two files, also after it was read back."""
    write_table(AWKWARD_FRAME, tmp_path / "one", "t")
    write_table(read_table(tmp_path / "one", "t"), tmp_path / "two", "t")
    for name in ("t.csv", "t.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_no_text_cell_begins_as_a_formula():
    """Read as a spreadsheet would, no cell begins with a character that starts a formula."""
    lines = list(csv.reader(io.StringIO(csv_text(AWKWARD_FRAME), newline="")))
    assert len(lines) == len(AWKWARD_FRAME) + 1
    assert not [
        cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    ]


def test_a_lone_carriage_return_begins_no_new_row():
    """A cell with a bare carriage return is quoted; else the rest of it would begin a row, and run as a formula."""
    assert '"a\r=1"' in csv_text(frame_of([{"title": "a\r=1"}], ["title"]))


def test_very_long_cells_are_read_from_csv(tmp_path):
    """A sentence of any length is read back, and the limit of Python's own reader stays what it was."""
    limit = csv.field_size_limit()
    frame = frame_of([{"title": "long " * 50_000}], ["title"])
    write_table(frame, tmp_path, "t")
    (tmp_path / "t.parquet").unlink()
    pd.testing.assert_frame_equal(read_table(tmp_path, "t"), frame)
    assert csv.field_size_limit() == limit


def test_lone_surrogates_are_replaced_one_by_one():
    """Half a surrogate pair, which no file can hold, becomes one replacement sign, so offsets still hold."""
    assert frame_of([{"title": "a\ud800b"}], ["title"])["title"].tolist() == ["a\ufffdb"]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_missing_is_none_for_dates_and_empty_for_text_and_lists(missing):
    """However pandas marks a missing cell, dates are None, text is empty, and lists are empty lists."""
    frame = frame_of([{"title": missing, "published": missing, "topics": missing}], ["title", "published", "topics"])
    assert frame.to_dict("records") == [{"title": "", "published": None, "topics": []}]


def test_a_frame_of_pandas_own_types_is_made_plain(tmp_path):
    """What pandas itself reads from the Parquet file (its text type, NaN, arrays) is brought back to plain values."""
    write_table(AWKWARD_FRAME, tmp_path, "t")
    pd.testing.assert_frame_equal(typed(pd.read_parquet(tmp_path / "t.parquet")), AWKWARD_FRAME)


def test_an_empty_frame_keeps_its_columns(tmp_path):
    """A table without rows reads back with its columns and types."""
    frame = frame_of([], COLUMNS)
    write_table(frame, tmp_path, "t")
    pd.testing.assert_frame_equal(read_table(tmp_path, "t"), frame)
    (tmp_path / "t.parquet").unlink()
    pd.testing.assert_frame_equal(read_table(tmp_path, "t"), frame)


def test_a_missing_table_names_the_way_out(tmp_path):
    """Where no build was made, the error says how to make one."""
    with pytest.raises(OutputError, match=r"no t table .* run `python -m lunargraph build` first"):
        read_table(tmp_path, "t")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.parquet", b"not parquet"),
        ("t.parquet", b""),
        ("t.csv", b""),
        ("t.csv", b"title,support\nx,many\n"),
        ("t.csv", b"title,support\nx\n"),
        ("t.csv", b"title,disputed\nx,perhaps\n"),
        ("t.csv", b"title,topics\nx,[\n"),
        ("t.csv", b"title,topics\nx,7\n"),
        ("t.csv", b"title\n\xff\xfe\n"),
        ("t.csv", b'title\n"open\n'),
    ],
)
def test_a_damaged_table_is_refused(tmp_path, name, content):
    """A file that is cut off, garbled or of the wrong types is an error in one sentence, not a traceback."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OutputError, match=r"damaged; run"):
        read_table(tmp_path, "t")


def test_a_table_without_a_needed_column_is_refused(tmp_path):
    """A table of another program or version is recognised by its columns."""
    write_table(frame_of([], ["title"]), tmp_path, "t")
    with pytest.raises(OutputError, match="lacks the column outlet"):
        read_table(tmp_path, "t", ["title", "outlet"])


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path):
    """A file where the folder should be is named, with the way out."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="choose another folder with -o"):
        write_table(AWKWARD_FRAME, tmp_path / "taken", "t")
