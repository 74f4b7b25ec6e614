"""CSV and Parquet are read back with every row and value."""

import csv

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from lunargraph.export import write_export
from lunargraph.relational import tables_of
from lunargraph.tables import read_table, typed


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_tables_read_back_exactly(build, tmp_path, name):
    """Through the reader that comes along, which takes the guards off again."""
    write_export(build, name, tmp_path)
    for table, frame in tables_of(build).items():
        pd.testing.assert_frame_equal(read_table(tmp_path, table), typed(frame))


def test_parquet_reads_back_with_other_libraries(build, tmp_path):
    """pyarrow and DuckDB see lists, numbers and text as they are."""
    write_export(build, "parquet", tmp_path)
    for table, frame in tables_of(build).items():
        path = tmp_path / f"{table}.parquet"
        rows = typed(frame).to_dict("records")
        assert pq.read_table(path).to_pylist() == rows
        assert duckdb.read_parquet(str(path)).fetchall() == [tuple(row.values()) for row in rows]


def test_csv_holds_no_formula_and_every_row(build, tmp_path):
    """Python's own reader finds the rows; no cell begins as a formula does."""
    write_export(build, "csv", tmp_path)
    for table, frame in tables_of(build).items():
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file, strict=True)
        assert header == list(frame.columns)
        assert len(lines) == len(frame)
        numeric = {name for name in frame.columns if frame[name].dtype != object}
        cells = [cell for line in lines for name, cell in zip(header, line, strict=True) if name not in numeric]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_every_node_is_an_actor_or_a_program(camps):
    """Countries of agencies and parents of programs are in the tables, too."""
    tables = tables_of(camps)
    assert set(tables["actors"]["id"]) | set(tables["programs"]["id"]) == set(camps.graph.nodes)
    assert "country:CHN" in set(tables["actors"]["id"])
    assert (
        dict(zip(tables["programs"]["id"], tables["programs"]["part_of"], strict=True))["program:ROVER"]
        == "program:CHANGE_8"
    )
