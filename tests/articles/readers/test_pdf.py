"""PDF files as think tanks and agencies make them, and as attackers do."""

from __future__ import annotations

import io
import json
import zlib
from itertools import chain

import pytest
from click.testing import CliRunner

from lunargraph.articles import limits, read_articles
from lunargraph.articles.readers.pdf import read_pdf
from lunargraph.cli import main
from lunargraph.errors import InputError
from tests.articles.readers.documents import brief, column, drawn

PERU = (
    "Peru signed the Artemis Accords on 30 May 2024 in Washington, the forty-first country to do so. Its space agency "
    "CONIDA said that the signing would help Peruvian engineers to work with NASA on Earth observation and training."
)
VENEZUELA = (
    "Venezuela, by contrast, joined the International Lunar Research Station, which China and Russia lead, and which "
    "is planned for the middle of the next decade. Its government called the step a matter of sovereignty."
)
LIMA = (
    "Officials in Lima have ruled out joining both. A Sino-Russian offer made in 2023 lies unanswered, and the "
    "well-known difficulties of funding remain for the space agency as they do for most others in the region."
)


def read(data):
    """Return the record of a PDF and the notes on it."""
    notes = []
    ((number, record),) = read_pdf(io.BytesIO(data), notes.append)
    assert number is None
    return record, notes


def refused(data):
    """Return the sentence with which a PDF is refused."""
    with pytest.raises(InputError) as caught:
        list(read_pdf(io.BytesIO(data), pytest.fail))
    return str(caught.value)


def test_two_columns_over_pages_are_read_in_order():
    """Paragraphs run on over columns and pages; heads, page numbers and footnotes are set aside."""
    story = list(chain.from_iterable([[PERU, VENEZUELA, "# The view from Lima", LIMA] for _ in range(12)]))
    record, notes = read(brief(story))
    paragraphs = record["text"].split("\n\n")
    assert [p.removeprefix("# ") for p in story] == paragraphs[2:]
    assert paragraphs[:2] == ["Two blocs in the Andes", "Ana Quispe | 12 June 2024"]
    assert "LATIN AMERICA" not in record["text"]
    assert "Ecuador" not in record["text"]
    assert (record["title"], record["author"]) == ("Two blocs in the Andes", "Ana Quispe")
    assert (record["date"], record["published_from"]) == ("12 June 2024", "text")
    assert notes == []


def test_columns_drawn_row_by_row_are_told_apart():
    """The order in which lines are drawn is not the order in which they are read."""
    left = [
        "Peru signed the Artemis Accords in",
        "May 2024 and hopes for more co-",
        "operation with the United States on",
    ]
    right = [
        "training and on Earth observation.",
        "China flies a payload on Chang'e-",
        "7, as its agency has announced now.",
    ]
    rows = [span for pair in zip(column(50, 700, left), column(310, 700, right), strict=True) for span in pair]
    record, _ = read(drawn(rows))
    assert record["text"] == (
        "Peru signed the Artemis Accords in May 2024 and hopes for more cooperation with the United States on training "
        "and on Earth observation. China flies a payload on Chang'e-7, as its agency has announced now."
    )


def test_three_columns():
    """A newsletter has three."""
    texts = [[f"Column {name} line {i} runs on and" for i in range(6)] for name in "abc"]
    record, _ = read(drawn([s for i, lines in enumerate(texts) for s in column(40 + 180 * i, 700, lines)]))
    assert record["text"] == " ".join(chain.from_iterable(texts))


def test_a_table_is_read_row_by_row():
    """Cells stand beside each other, empty ones included, as extraction's rules for tables expect."""
    rows = [
        ("Country", "Artemis Accords", "ILRS"),
        ("Peru", "30 May 2024", "-"),
        ("Oman", "2026", ""),
        ("Iran", "", "no"),
    ]
    cells = [(50 + 150 * j, 700 - 14 * i, cell) for i, row in enumerate(rows) for j, cell in enumerate(row) if cell]
    prose = [(50, 760, "Two camps are forming, and this is where three countries that we asked about it stand today.")]
    record, _ = read(drawn([*prose, *cells]))
    assert record["text"].split("\n\n")[1:] == [
        "Country | Artemis Accords | ILRS",
        "Peru | 30 May 2024 | -",
        "Oman | 2026 | ",
        "Iran |  | no",
    ]


def test_lists_keep_their_items():
    """A bullet belongs to its line, and an item is a line of its own."""
    items = ["Peru, which signed in May 2024,", "Chile, which signed in October 2024."]
    spans = [s for i, item in enumerate(items) for s in ((50, 700 - 20 * i, "•"), (64, 700 - 20 * i, item))]
    record, _ = read(
        drawn([(50, 730, "The region has these signatories, as far as anyone can tell from news:"), *spans])
    )
    assert record["text"].split("\n\n")[1:] == [f"• {item}" for item in items]


def test_marks_of_notes_and_notes_are_set_aside():
    """A raised number is no part of the sentence, and the note at the foot none of the text."""
    lines = [(50, 700, "Peru signed the Artemis Accords.")]
    lines += [(207, 704, "12", 6), (216, 700, "Chile had not signed them by that day, it said.")]
    lines += [(50, 688, "Brazil had signed them in 2021 already, as the first in the region.")]
    lines += [(50, 60, "12", 5), (57, 57, "Argentina left the ILRS, says a source.", 7)]
    record, _ = read(drawn(lines))
    assert record["text"] == (
        "Peru signed the Artemis Accords. Chile had not signed them by that day, it said. "
        "Brazil had signed them in 2021 already, as the first in the region."
    )


def test_references_at_the_end_are_set_aside():
    """Titles of other texts are no statements of this one."""
    body = [(50, 700 - 30 * i, f"Sentence number {i} of a text on Peru and the Moon.") for i in range(4)]
    notes = [
        (50, 500, "References", 14),
        (50, 480, "1. Peru quits the ILRS, Gazette."),
        (50, 460, "2. Oman joins, Gazette."),
    ]
    text = read(drawn(body + notes))[0]["text"]
    assert "quits" not in text
    assert "Oman" not in text
    assert text.endswith("Sentence number 3 of a text on Peru and the Moon.")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages(turn):
    """Writing may run in any quarter turn, by the page's own note or by how it is drawn."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(500, 500))
    canvas.setPageRotation(turn)
    canvas.translate(250, 250)
    canvas.rotate(turn)
    for i, line in enumerate(
        ["Peru signed the Artemis Accords in Washington", "on 30 May 2024, as NASA said that day."]
    ):
        canvas.drawString(-150, 100 - 14 * i, line)
    canvas.save()
    text = read(file.getvalue())[0]["text"]
    assert text == "Peru signed the Artemis Accords in Washington on 30 May 2024, as NASA said that day."


def test_what_cannot_be_seen_is_not_read():
    """Text beside the page, in letters too small to read, or stamped across the page is none of the article."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(500, 500))
    canvas.drawString(50, 400, "Peru signed the Artemis Accords in May 2024, NASA said.")
    canvas.drawString(900, 300, "Chile left the Accords.")
    canvas.setFont("Helvetica", 1)
    canvas.drawString(50, 300, "Chile joined the ILRS.")
    canvas.setFont("Helvetica", 40)
    canvas.rotate(40)
    canvas.drawString(150, 50, "DRAFT")
    canvas.save()
    assert read(file.getvalue())[0]["text"] == "Peru signed the Artemis Accords in May 2024, NASA said."


def test_a_scan_says_so():
    """Pictures of pages have no text to read."""
    assert "OCR" in refused(drawn([(300, 30, "3")]))


def test_an_encrypted_file_says_so():
    """A file that opens with a password is not opened."""
    assert "password" in refused(drawn([(50, 700, PERU)], encrypt="secret"))


@pytest.mark.parametrize("data", [b"hello", b"%PDF-1.7\n", b"%PDF-1.4 " + bytes(range(256)) * 50])
def test_damaged_files_say_so(data):
    """What is no PDF is refused in one sentence."""
    assert "damaged" in refused(data)


def test_an_empty_file_says_so():
    """Nothing is nothing."""
    assert refused(b"") == "it is empty"


def test_a_truncated_file_gives_what_it_has_or_is_refused():
    """A broken download does not end in a traceback."""
    data = brief([PERU, VENEZUELA, LIMA])
    for share in (0.2, 0.5, 0.8, 0.95):
        try:
            record, _ = read(data[: int(len(data) * share)])
        except InputError:
            continue
        assert "Artemis" in record["text"]


def packed(contents, extra=b""):
    """Return a PDF whose one page has the contents given, deflated."""
    stream = zlib.compress(contents, 9) if isinstance(contents, bytes) else contents()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + extra + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
            b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        ),
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream",
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def test_a_stream_that_unpacks_without_end_is_stopped():
    """Three quarters of a megabyte that unpack to 300 cost a bounded time and memory."""

    def bomb():
        deflate = zlib.compressobj(9)
        block = b"BT /F1 12 Tf (a) Tj ET " * 45_000
        return b"".join([*(deflate.compress(block) for _ in range(300)), deflate.flush()])

    assert "print it to a new PDF" in refused(packed(bomb))


def test_scripts_are_not_run():
    """What a PDF wants to do when it is opened is never looked at."""
    script = b"/OpenAction<</S/JavaScript/JS(this.getField('x'); while(true){}; app.alert('Chile signed'))>>"
    page = b"BT /F1 12 Tf 50 700 Td (Peru signed the Artemis Accords on 30 May 2024.) Tj ET"
    assert read(packed(page, script))[0]["text"] == "Peru signed the Artemis Accords on 30 May 2024."


def test_too_many_pages_are_told(monkeypatch):
    """What lies beyond the limit is left out, and said to be."""
    monkeypatch.setattr(limits, "PDF_PAGES", 2)
    record, notes = read(drawn(*[[(50, 700, f"Page number {n} speaks of Peru and of the Moon.")] for n in "abc"]))
    assert "number b" in record["text"]
    assert "number c" not in record["text"]
    assert notes == ["only the first 2 of its 3 pages were read; split it to have all"]


def test_too_large_a_file_says_so(monkeypatch):
    """A book of pictures is not read into memory."""
    monkeypatch.setattr(limits, "PDF_BYTES", 1000)
    assert "larger than" in refused(brief([PERU]))


def test_a_split_sentence_gives_its_claim(tmp_path):
    """From a PDF to the claim: a sentence over two columns and a broken word, its evidence in the article's text."""
    left = [
        "The year was a good one for NASA and for co-",
        "operation in the region, as many people say.",
        "On 30 May 2024 Peru signed the",
    ]
    right = [
        "Artemis Accords in Washington, which made it",
        "the forty-first country to do so, the depart-",
        "ment said in a statement on the same day.",
    ]
    (tmp_path / "brief.pdf").write_bytes(drawn(column(50, 700, left) + column(310, 700, right)))
    (article,) = read_articles([tmp_path], report=lambda p: pytest.fail(p.reason))
    result = CliRunner().invoke(main, ["extract", str(tmp_path)])
    (line,) = result.stdout.splitlines()
    claims = json.loads(line)["claims"]
    said = [[claim[key] for key in ("s", "r", "o", "status", "date")] for claim in claims]
    assert ["PER", "member_of", "ARTEMIS_ACCORDS", "current", "2024-05-30"] in said
    assert "cooperation in the region" in article.text
    assert "the department said" in article.text
    for claim in claims:
        assert article.text[claim["start"] : claim["end"]] == claim["evidence"]
