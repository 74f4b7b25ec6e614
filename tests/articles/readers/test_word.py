"""Word documents as authors and editors leave them, and as attackers make them."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from lunargraph.articles import limits, read_articles
from lunargraph.articles.readers.word import read_docx
from lunargraph.errors import InputError

ACCEPTED = (
    f'<w:ins {nsdecls("w")} w:id="1" w:author="E"><w:r><w:t xml:space="preserve">and Senegal </w:t></w:r></w:ins>'
)
DELETED = f'<w:del {nsdecls("w")} w:id="2" w:author="E"><w:r><w:delText>and Egypt </w:delText></w:r></w:del>'
MOVED = f'<w:moveFrom {nsdecls("w")} w:id="3" w:author="E"><w:r><w:t>and Brazil </w:t></w:r></w:moveFrom>'
HIDDEN = f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r>"
JOINED = f"<w:rPr {nsdecls('w')}><w:del w:id='4' w:author='E'/></w:rPr>"
CONTROL = "<w:sdt {0}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
BOX = """<w:r {0} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>
  <mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>
  <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


def saved(document):
    """Return a document as bytes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(document):
    """Return the record of a document (or its bytes), and the notes on it."""
    notes = []
    data = document if isinstance(document, bytes) else saved(document)
    ((number, record),) = read_docx(io.BytesIO(data), notes.append)
    assert number is None
    return record, notes


def refused(data):
    """Return the sentence with which a file is refused."""
    with pytest.raises(InputError) as caught:
        list(read_docx(io.BytesIO(data), pytest.fail))
    return str(caught.value)


def changed(data, name, change):
    """Return a package with one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return file.getvalue()


def brief():
    """Return a brief with a heading, a list, a table, a footer and a comment."""
    document = docx.Document()
    document.add_heading("Two blocs in the Andes", 0)
    document.add_paragraph("Ana Quispe, 12 June 2024")
    document.add_heading("Who signed", 1)
    run = document.add_paragraph("The signatories are:").runs[0]
    document.add_comment(run, text="Check this with NASA.", author="Editor")
    for name in ("Peru", "Ecuador"):
        document.add_paragraph(name, style="List Bullet")
    table = document.add_table(rows=0, cols=2)
    for cells in (("Country", "Signed"), ("Peru", "May 2024"), ("Bolivia", "")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("Bolivia has signed neither.")
    document.sections[0].footer.paragraphs[0].text = "Page 1 of the footer"
    document.sections[0].header.paragraphs[0].text = "The header"
    document.core_properties.title = "template_v3.docx"
    document.core_properties.author = "Ana Quispe"
    return document


def test_a_brief_is_read_in_order():
    """Headings, items and rows; header, footer and comment are set aside."""
    record, notes = read(brief())
    assert record["text"].split("\n\n") == [
        "Two blocs in the Andes",
        "Ana Quispe, 12 June 2024",
        "Who signed",
        "The signatories are:",
        "- Peru\n- Ecuador",
        "Country | Signed\nPeru | May 2024\nBolivia | ",
        "Bolivia has signed neither.",
    ]
    assert (record["title"], record["author"]) == ("Two blocs in the Andes", "Ana Quispe")
    assert (record["date"], record["published_from"], notes) == ("12 June 2024", "text", [])


def test_changes_are_taken_as_accepted():
    """What was put in is there; what was deleted, moved away or hidden is not; a joined paragraph is one."""
    document = docx.Document()
    paragraph = document.add_paragraph("Peru ")
    for piece in (ACCEPTED, DELETED, MOVED, HIDDEN):
        paragraph._p.append(parse_xml(piece))
    paragraph.add_run("signed the ")
    paragraph._p.get_or_add_pPr().append(parse_xml(JOINED))
    document.add_paragraph("Accords.")
    document.add_paragraph("Bolivia did not.")
    table = document.add_table(rows=2, cols=2)
    for row, word in zip(table.rows, ("kept", "gone"), strict=True):
        row.cells[0].text = row.cells[1].text = word
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} w:id='5' w:author='E'/>"))
    record, _ = read(document)
    assert record["text"] == "Peru and Senegal signed the Accords.\n\nBolivia did not.\n\nkept | kept"


def test_what_the_library_does_not_see_is_read():
    """Content controls, links, line breaks and text boxes, once each; a table of contents is none of the text."""
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Who signed ... 3", style="toc 1")
    document.add_paragraph("First\tline.\nSecond line.")
    document.element.body.insert(2, parse_xml(CONTROL.format(nsdecls("w"))))
    link = document.add_paragraph("See ")
    link._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>the list</w:t></w:r></w:hyperlink>"))
    link._p.append(parse_xml(BOX.format(nsdecls("w"))))
    record, notes = read(document)
    assert record["text"].split("\n\n") == ["First line.\nSecond line.", "In a control.", "See the list", "Boxed."]
    assert "1 text boxes" in notes[0]


def test_a_table_that_only_puts_text_into_columns_is_text():
    """Newsletters stand in tables; their paragraphs must not become cells."""
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    story = [
        "Peru signed the Artemis Accords in May 2024, as its space agency had hoped to do since the winter. " * 2
    ] * 2
    cells[0].text = story[0]
    cells[0].add_paragraph(story[1])
    cells[1].text = "Bolivia did not."
    record, _ = read(document)
    assert record["text"].split("\n\n") == [*(s.strip() for s in story), "Bolivia did not."]


def test_properties_count_where_the_text_bears_them_out():
    """Title, author and the month of a file's own date; the library's defaults are no statement."""
    document = docx.Document()
    document.add_paragraph("On the Andean blocs: Peru signed the Artemis Accords in 2024.")
    document.core_properties.title = "Andean blocs"
    document.core_properties.author = "Ana Quispe"
    document.core_properties.created = document.core_properties.modified = datetime(2024, 6, 12, tzinfo=UTC)
    record, _ = read(document)
    assert (record["title"], record["author"]) == ("Andean blocs", "Ana Quispe")
    assert (record["date"], record["published_from"]) == ("2024-06", "metadata")
    plain = docx.Document()
    plain.add_paragraph("Peru signed the Artemis Accords in 2024.")
    record, _ = read(plain)
    assert {"text", "title", "author"} == set(record)
    assert (record["title"], record["author"]) == ("", "")


def test_a_document_is_an_article(tmp_path):
    """From the file's ending to the article."""
    (tmp_path / "a.DOCX").write_bytes(saved(brief()))
    (article,) = read_articles([tmp_path], report=pytest.fail)
    assert (article.title, article.published) == ("Two blocs in the Andes", "2024-06-12")


def test_no_entity_is_expanded():
    """A billion laughs, and a file of this machine, in the main part or any other, in UTF-16 too."""
    laughs = '<?xml version="1.0"{1}?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hostname">]>{0}'
    for part in ("word/document.xml", "docProps/core.xml"):
        for named, encoding in (("", "utf-8"), (' encoding="UTF-16"', "utf-16")):

            def bomb(xml, named=named, encoding=encoding):
                body = etree.tostring(etree.fromstring(xml), encoding="unicode")
                return laughs.format(body.replace("Peru", "&b;"), named).encode(encoding)

            assert "declares entities" in refused(changed(saved(brief()), part, bomb))


def test_bombs_are_refused_before_they_go_off(monkeypatch):
    """Too much of it all, of one part, of parts, and of markup."""
    data = saved(brief())
    monkeypatch.setattr(limits, "DOCX_PART", 100)
    assert "larger than" in refused(data)
    monkeypatch.setattr(limits, "DOCX_PART", 2**24)
    monkeypatch.setattr(limits, "DOCX_ELEMENTS", 30)
    assert "pieces of markup" in refused(data)
    big = io.BytesIO(data)
    with zipfile.ZipFile(big, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/media/a.png", "w") as part:
        for _ in range(101):
            part.write(bytes(2**20))
    assert len(big.getvalue()) < 300_000
    assert "unpacks to more than 100 MiB" in refused(big.getvalue())


def test_nesting_ends():
    """Tables in tables, and controls in controls, are a document only so far."""
    for around, core in (("<w:ins>", "<w:p/>"), ("<w:tbl><w:tr><w:tc>", "<w:p/>"), ("<w:p><w:r>", "<w:t>x</w:t>")):
        close = "".join(f"</{tag}" for tag in reversed(around.split("<")) if tag)
        deep = 240 // around.count("<")

        def nest(_, text=around * deep + core + close * deep):
            return f"<w:document {nsdecls('w')}><w:body>{text}</w:body></w:document>".encode()

        assert "nested too deeply" in refused(changed(saved(docx.Document()), "word/document.xml", nest))


def packed(**parts):
    """Return a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"Just text.", "no Word document"),
        (packed(a="b"), "no Word document"),
        (packed(), "no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (saved(docx.Document()), "no text"),
        (saved(brief())[:9000], "damaged"),
        (changed(saved(brief()), "word/document.xml", lambda _: b"<w:document"), "damaged"),
        (changed(saved(brief()), "word/styles.xml", lambda _: b"\xff\xfe<"), "damaged"),
        (changed(saved(brief()), "_rels/.rels", lambda _: b"<x xmlns='http://purl.oclc.org/ooxml/'/>"), "Strict"),
    ],
)
def test_what_is_none_is_one_sentence(data, message):
    """Wrong content, locked, old, empty, cut off."""
    assert message in refused(data)


def test_bytes_gone_wrong_never_escape():
    """Any byte of a document may be another: it is read or refused."""
    data = saved(brief())
    for place in range(0, len(data), len(data) // 150):
        broken = bytearray(data)
        broken[place] ^= 0x5A
        with contextlib.suppress(InputError):
            list(read_docx(io.BytesIO(bytes(broken)), lambda _: None))
