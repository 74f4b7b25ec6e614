"""Real PDF files for the tests, made by the library that reports are made with."""

from __future__ import annotations

import io

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph

WIDTH, HEIGHT = A4
EDGE, GUTTER = 50, 18
COLUMN = (WIDTH - 2 * EDGE - GUTTER) / 2


def brief(paragraphs, *, title="Two blocs in the Andes", byline="Ana Quispe | 12 June 2024"):
    """Return a think tank's brief in two justified columns, with running heads, page numbers and a footnote a page."""
    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], alignment=TA_JUSTIFY, firstLineIndent=10, spaceBefore=0)
    file = io.BytesIO()

    def furniture(canvas, document):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(EDGE, HEIGHT - 30, "LATIN AMERICA SPACE BRIEF")
        canvas.drawRightString(WIDTH - EDGE, HEIGHT - 30, "No. 12")
        canvas.drawCentredString(WIDTH / 2, 25, f"Page {document.page}")
        canvas.setFont("Times-Roman", 7.5)
        canvas.drawString(EDGE, 52, f"{document.page} Ecuador signed the Accords, Section 9, on heritage.")

    def columns(height):
        return [Frame(EDGE + i * (COLUMN + GUTTER), 70, COLUMN, height, 0, 0, 0, 0) for i in range(2)]

    head = Frame(EDGE, HEIGHT - 170, WIDTH - 2 * EDGE, 120, 0, 0, 0, 0)
    templates = [
        PageTemplate("first", [head, *columns(HEIGHT - 250)], onPage=furniture),
        PageTemplate("later", columns(HEIGHT - 120), onPage=furniture),
    ]
    story = [NextPageTemplate("later"), Paragraph(title, styles["Title"]), Paragraph(byline, styles["BodyText"])]
    story.append(FrameBreak())
    for text in paragraphs:
        heading = text.startswith("# ")
        story.append(Paragraph(text.removeprefix("# "), styles["Heading2"] if heading else body))
    BaseDocTemplate(file, pagesize=A4, pageTemplates=templates, title=title, author="Ana Quispe").build(story)
    return file.getvalue()


def drawn(*pages, size=10, leading=12, **options):
    """Return a PDF with lines drawn where they are told: each page a list of (x, y, text) or (x, y, text, size)."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **options)
    for page in pages:
        for x, y, text, *own in page:
            canvas.setFont("Helvetica", own[0] if own else size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def column(x, top, lines, leading=12):
    """Return lines below each other, ready to be drawn."""
    return [(x, top - leading * i, line) for i, line in enumerate(lines)]
