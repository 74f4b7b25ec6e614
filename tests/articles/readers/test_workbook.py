"""Workbooks as openpyxl writes them are tables; hostile ones end, and damaged ones are told in a sentence."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from lunargraph.articles import limits, read_articles
from lunargraph.articles.readers.workbook import read_xlsx
from lunargraph.errors import InputError
from tests.articles.readers.fuzzing import workbook

HEAD = ("Headline", "Body", "Day", "Source")
SIGNS = ("Oman signs", "Oman signed the Artemis Accords.", date(2026, 1, 27), "The Paper")


def read(data):
    """Return the rows of a workbook with their numbers, and what was noted."""
    notes = []
    return list(read_xlsx(io.BytesIO(data), notes.append)), notes


def changed(data, name, change):
    """Return a workbook with a part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return made.getvalue()


def test_rows_are_articles(tmp_path):
    """Fields are mapped as in other tables; days are days, and line ends line ends."""
    path = tmp_path / "export.XLSX"
    path.write_bytes(workbook(HEAD, SIGNS, ("Peru signs", "Peru_x000D_\nsigned.", datetime(2024, 5, 30, 8, 30), 7.0)))  # noqa: DTZ001 - as Excel has them
    problems = []
    fields = {"title": "Headline", "text": "body", "published": "day", "outlet": "source"}
    oman, peru = read_articles([path], report=problems.append, fields=fields)
    assert (oman.title, oman.text, oman.published, oman.outlet) == (SIGNS[0], SIGNS[1], "2026-01-27", "The Paper")
    assert (peru.text, peru.published, peru.outlet) == ("Peru\nsigned.", "2024-05-30", "7")
    assert problems == []


def test_every_visible_sheet_is_read_from_its_header_on():
    """Empty rows and columns before it are none of the table; a hidden sheet is told."""
    book = openpyxl.load_workbook(
        io.BytesIO(workbook((), (), (None, "text"), (None, "Oman signed."), more=[("text",), ("Chad signed.",)]))
    )
    book.create_sheet("notes").append(("text",))
    book["notes"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    rows, notes = read(file.getvalue())
    assert rows == [(4, {"text": "Oman signed."}), (2, {"text": "Chad signed."})]
    assert notes == ["its hidden sheet 'notes' was left out; show it and save the workbook to have it read"]


def test_cells_that_lose_something_are_told():
    """Beyond the header, and as long as a cell can be."""
    rows, notes = read(workbook(("text",), ("x" * 32_767, "more")))
    assert rows[0][1].keys() == {"text"}
    assert [note.split(" ", 4)[:4] for note in notes] == [["the", "row", "at", "line"], ["a", "cell", "in", "row"]]


def test_formulas_are_not_calculated():
    """A workbook that no program has calculated holds nothing in their cells."""
    rows, _ = read(workbook(("text", "id"), ('=HYPERLINK("https://x.example","Oman")', "1")))
    assert rows == [(2, {"text": "", "id": "1"})]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Far.</t></is></c></row>', ["Near.", "Far."]),
        (b'<row r="999999999999"><c r="A1" t="inlineStr"><is><t>Far.</t></is></c></row>', ["Near."]),
        (b'<row r="3"><c r="XFD3" t="inlineStr"><is><t>Far.</t></is></c></row>' * 2000, ["Near."]),
    ],
    ids=["the last row", "no row", "the last column"],
)
def test_a_sheet_of_nothing_ends(cells, found):
    """Where a cell stands costs nothing."""
    data = changed(
        workbook(("text",), ("Near.",)),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"),
    )
    rows, _ = read(data)
    assert [row["text"] for _, row in rows] == found


def test_texts_that_sheets_share_are_read():
    """As Excel writes them: a list of texts, and their numbers in cells; one text may be in pieces of several styles."""
    data = workbook(("text",), ("=1",))
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = b"<sst %s><si><t>text</t></si><si><r><t>Oman </t></r><r><t>signed.</t></r></si></sst>" % space
    cells = b'<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData>'
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    data = changed(
        data, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<sheetData>.*</sheetData>", cells, xml, flags=re.DOTALL)
    )
    data = changed(
        data,
        "[Content_Types].xml",
        lambda xml: xml if b"/xl/sharedStrings.xml" in xml else xml.replace(b"</Types>", kind + b"</Types>"),
    )
    file = io.BytesIO(changed(data, "xl/sharedStrings.xml", lambda _: texts))
    if "xl/sharedStrings.xml" not in zipfile.ZipFile(file).namelist():
        with zipfile.ZipFile(file, "a") as package:
            package.writestr("xl/sharedStrings.xml", texts)
    assert read(file.getvalue())[0] == [(2, {"text": "Oman signed."})]


def test_bombs_are_refused_before_they_go_off(monkeypatch):
    """Too much of it all, of a sheet, and of another part."""
    data = workbook(HEAD, SIGNS)
    for name, size in (
        ("XLSX_BYTES", 2000),
        ("XLSX_SHEET", 100),
        ("XLSX_PART", 100),
        ("XLSX_ELEMENTS", 9),
        ("XLSX_OTHERS", 9),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(limits, name, size)
            with pytest.raises(InputError, match=r"unpacks to more|larger than|more markup"):
                read(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"Just text.", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format .xls"),
        (workbook(), "no rows"),
        (workbook(HEAD), "no rows"),
        (workbook(HEAD, SIGNS)[:3000], "damaged"),
        (changed(workbook(HEAD, SIGNS), "xl/workbook.xml", lambda _: b"<workbook"), "damaged"),
        (changed(workbook(HEAD, SIGNS), "xl/worksheets/sheet1.xml", lambda xml: xml[:-60]), "damaged after row 2"),
        (changed(workbook(HEAD, SIGNS), "xl/workbook.xml", lambda xml: b"<!DOCTYPE x []>" + xml), "entities"),
    ],
)
def test_what_is_none_is_one_sentence(data, message):
    """Wrong content, old, empty, cut off."""
    with pytest.raises(InputError, match=message):
        read(data)


def test_bytes_gone_wrong_never_escape():
    """Any byte of a workbook may be another: it is read or refused."""
    data = workbook(HEAD, SIGNS)
    for place in range(0, len(data), len(data) // 80):
        broken = bytearray(data)
        broken[place] ^= 0x5A
        with contextlib.suppress(InputError):
            read(bytes(broken))
