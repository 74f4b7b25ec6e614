"""Folders of tables: CSV for people and spreadsheets, Parquet for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from lunargraph.files import atomically
from lunargraph.relational import tables_of
from lunargraph.tables import arrow_table, csv_text

if TYPE_CHECKING:
    from pathlib import Path

    from lunargraph.finished import Build

WAY_OUT = "choose another place with --to"


def write_csv(build: Build, folder: Path) -> None:
    """Write the tables of :func:`lunargraph.relational.tables_of` as CSV, one file each.

    They are in the form of :func:`lunargraph.tables.csv_text`: lists are JSON arrays, and text that a spreadsheet
    would run as a formula is led by an apostrophe, which :func:`lunargraph.tables.read_table` takes off again.

    Raises:
        OutputError: where the folder cannot be written.
    """
    for name, frame in tables_of(build).items():
        write_text(folder / f"{name}.csv", csv_text(frame))


def write_parquet(build: Build, folder: Path) -> None:
    """Write the same tables as Parquet, one file each: lists are lists, dates text, text exactly as it is.

    Raises:
        OutputError: where the folder cannot be written.
    """
    for name, frame in tables_of(build).items():
        atomically(folder / f"{name}.parquet", partial(pq.write_table, arrow_table(frame)), way_out=WAY_OUT)


def write_text(path: Path, text: str) -> None:
    """Write a text file atomically, its line ends as they are.

    Raises:
        OutputError: where it cannot be written.
    """
    atomically(path, lambda made: made.write_text(text, encoding="utf-8", newline=""), way_out=WAY_OUT)
