"""Newsletters as mail programs save them, and letters that are made to do harm."""

from __future__ import annotations

import contextlib
import io
import mailbox
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles import limits, read_articles
from lunargraph.articles.readers.mail import read_eml, read_mbox
from lunargraph.errors import InputError
from tests.articles.readers.documents import brief

PLAIN = "Oman signed the Artemis Accords on Monday in Muscat, and it is the sixty-first country to have done so."
PAGE = f"""<html><head><style>p {{}}</style></head><body><table><tr><td><h1>Oman signs</h1>
<p>{PLAIN}</p><p>The sultanate held a conference on the same day, at which officials spoke about satellites and schools.</p>
</td></tr></table></body></html>"""


def letter(plain=PLAIN, page=None, **headers):
    """Return a letter."""
    made = EmailMessage()
    told = {
        "From": "Moon Weekly <news@moon.example>",
        "Subject": "Oman signs",
        "Date": "Mon, 26 Jan 2026 09:00:00 +0400",
    }
    for name, value in (told | headers).items():
        made[name.replace("_", "-")] = value
    if plain is not None:
        made.set_content(plain)
    if page is not None:
        made.add_alternative(page, subtype="html") if plain else made.set_content(page, subtype="html")
    return made


def read(made):
    """Return the records of a letter (or of bytes), and the notes on it."""
    notes = []
    data = made if isinstance(made, bytes) else made.as_bytes()
    return [record for _, record in read_eml(io.BytesIO(data), notes.append)], notes


def refused(made):
    """Return the sentence with which a letter is refused."""
    with pytest.raises(InputError) as caught:
        read(made)
    return str(caught.value)


def test_a_newsletter_is_its_page_with_what_the_letter_says_of_itself():
    """Subject, sender and day of sending are title, outlet and date."""
    (record,), notes = read(
        letter("View this in your browser: https://x.example", PAGE, Archived_At="<https://x.example/7>")
    )
    assert PLAIN in record["text"]
    assert "schools" in record["text"]
    assert "View this" not in record["text"]
    assert (record["title"], record["outlet"], record["url"]) == ("Oman signs", "Moon Weekly", "https://x.example/7")
    assert (record["date"], record["published_from"], notes) == ("Mon, 26 Jan 2026", "metadata", [])


def test_plain_text_is_taken_where_the_page_holds_little():
    """A page that is one picture has its text beside it."""
    (record,), _ = read(letter(PLAIN, "<html><body><p><img src='cid:1'></p><p>Show pictures.</p></body></html>"))
    assert record["text"] == PLAIN


@pytest.mark.parametrize("coding", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize(
    ("charset", "text"), [("iso-8859-2", "Česká republika podepsala."), ("utf-8", "日本は署名した。")]
)
def test_encodings_of_text_and_headers(coding, charset, text):
    """As declared, in the text and in the headers."""
    made = letter(None, Subject=text)
    made.set_content(text, charset=charset, cte=coding)
    (record,), notes = read(made)
    assert (record["text"].strip(), record["title"], notes) == (text, text, [])


def test_attachments_that_can_be_read_are_records_of_their_own():
    """A report, a page and a letter; other kinds are counted, pictures are passed over."""
    made = letter()
    made.add_attachment(brief([PLAIN] * 5), maintype="application", subtype="pdf", filename="brief.pdf")
    made.add_attachment(PAGE, subtype="html", filename="page.html")
    made.add_attachment(letter("Inner: Peru signed, too.", From="Inner <i@x.example>"))
    made.add_attachment(b"PK", maintype="application", subtype="zip", filename="a.zip")
    made.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    made.add_attachment(b"no", maintype="application", subtype="pdf", filename="broken.pdf")
    records, notes = read(made)
    assert [r["title"] for r in records[:4]] == ["Oman signs", "Two blocs in the Andes", "Oman signs", "Oman signs"]
    assert (records[3]["outlet"], records[3]["text"].strip()) == ("Inner", "Inner: Peru signed, too.")
    assert records[4].startswith("its attachment 'broken.pdf': it is no PDF")
    assert notes == ["1 of its attachments are of a kind that cannot be read and were left out"]


def test_text_between_pictures_is_one_text():
    """Some mail programs cut a letter where a picture stands."""
    made = letter("First.")
    made.make_mixed()
    for part in ("picture", "Second."):
        piece = EmailMessage()
        piece.set_content(part) if part == "Second." else piece.set_content(b"x", "image", "png", disposition="inline")
        made.attach(piece)
    (record,), _ = read(made)
    assert record["text"] == "First.\n\nSecond."


@pytest.mark.parametrize(
    "head",
    [
        "---------- Forwarded message ---------\nFrom: *Moon Weekly* <n@m.example>\nDate: Tue, 28 May 2024 at 10:00\nSubject: Peru signs\nTo: <me@x.example>\n\n\n",
        "Begin forwarded message:\n\nFrom: Moon Weekly <n@m.example>\nSubject: Peru signs\nDate: 28 May 2024 at 10:00:12 CEST\nTo: me@x.example\n\n",
        "-----Original Message-----\nFrom: Moon Weekly\nSent: Tuesday, May 28, 2024 10:00 AM\nTo: Me\nSubject: Peru signs\n\n",
    ],
)
def test_a_letter_that_was_forwarded_is_the_letter_inside(head, tmp_path):
    """Its head says who wrote it and when, in the ways of three mail programs."""
    made = letter(f"See below.\n\n{head}Peru signed.", Subject="Fwd: Peru signs", From="Ana <ana@x.example>")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    (article,) = read_articles([tmp_path], report=pytest.fail)
    assert (article.title, article.outlet, article.published) == ("Peru signs", "Moon Weekly", "2024-05-28")
    assert article.text.strip() == "See below.\n\nPeru signed."


def test_a_sender_without_a_name_is_a_domain():
    """And marks of forwarding are no part of a title."""
    (record,), _ = read(letter(From="news@moon.example", Subject="FW: RE: [EXTERNAL] Oman signs"))
    assert (record["outlet"], record["title"]) == ("moon.example", "Oman signs")


def test_signed_and_encrypted_letters_are_told():
    """A signature is not checked, which is said; what is encrypted is refused with the way out."""
    signed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{PLAIN}\n- -- \nx\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    (record,), notes = read(letter(signed))
    assert record["text"] == f"{PLAIN}\n-- \nx"
    assert "not checked" in notes[0]
    assert "encrypted" in refused(letter("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----"))
    for media in ("application/pkcs7-mime; smime-type=enveloped-data", 'multipart/encrypted; boundary="b"'):
        assert "encrypted" in refused(f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: {media}\n\nabc\n".encode())
    both = b'From: a@b.example\nContent-Type: multipart/signed; boundary="b"\n\n--b\n\nPeru signed.\n--b\nContent-Type: application/pgp-signature\n\nabc\n--b--\n'
    (record,), notes = read(both)
    assert record["text"].strip() == "Peru signed."
    assert "not checked" in notes[0]


def test_a_mailbox_is_read_letter_by_letter(tmp_path):
    """As the library of mailboxes writes it; a line that begins with From is no new letter; a bad one is told."""
    box = mailbox.mbox(tmp_path / "a.mbox")
    for text in ("From Oman it was heard.\n\nFrom here, too.", "Peru signed."):
        box.add(letter(text))
    box.add(b"From: a@b.example\nContent-Type: application/pkcs7-mime\n\nabc\n")
    box.add(letter("Egypt joined."))
    box.close()
    problems = []
    articles = list(read_articles([tmp_path / "a.mbox"], report=problems.append))
    assert [a.text.strip() for a in articles] == [
        "From Oman it was heard.\n\nFrom here, too.",
        "Peru signed.",
        "Egypt joined.",
    ]
    assert [(p.line, "encrypted" in p.reason) for p in problems] == [(3, True)]
    with pytest.raises(InputError, match="no letter"):
        list(read_mbox(io.BytesIO(b"Just text.\n"), pytest.fail))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"\x00\x01\x02", "no e-mail"),
        (b"Just a text without any head.\n\nMore.", "no e-mail"),
        (b"From: a@b.example\nContent-Type: image/png\n\nabc", "no text"),
        (b"From: a@b.example\n" + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 600, "more than 500 parts"),
        (
            b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 400 + b"a\n" * 30_000,
            "too many parts for its length",
        ),
        (b"X: a\r\n" * 10_002 + b"\r\nhi", "too many headers"),
    ],
)
def test_what_is_none_is_one_sentence(data, message):
    """Wrong content, nothing, too much."""
    assert message in refused(data)


def test_sizes_are_bounded(monkeypatch):
    """The limit is told; letters in letters end; a mailbox passes over the one that is too large."""
    inner = letter("deep")
    for _ in range(limits.MAIL_DEPTH + 1):
        outer = letter("outer")
        outer.add_attachment(inner)
        inner = outer
    records, _ = read(inner)
    assert "more than 4 deep" in records[-1]
    monkeypatch.setattr(limits, "MAIL_BYTES", 300)
    assert "larger than" in refused(letter("x" * 400))
    box = b"From a\n" + letter("x" * 400).as_bytes() + b"\n\nFrom b\nSubject: s\n\nshort\n"
    assert [isinstance(r, str) for _, r in read_mbox(io.BytesIO(box), pytest.fail)] == [True, False]


@pytest.mark.parametrize(
    "head",
    [
        "Subject: " + "=?utf-8?q?" + "a" * 100_000,
        "From: " + "(" * 100_000,
        "From: " + "<" * 50_000 + "," * 50_000,
        "Content-Type: text/plain" + ";a*0*=b" * 20_000,
        "Content-Type: multipart/mixed; boundary=" + '"' * 50_000,
        "Content-Disposition: attachment; filename*=" + "%" * 50_000,
        "Date: " + "1" * 100_000,
        "Content-Transfer-Encoding: base64",
        "Content-Type: text/plain; charset=\ud800x-none",
        "Content-Type: text/html; charset=unicode_escape",
    ],
)
def test_hostile_heads_are_read_or_refused(head):
    """Neither a crash nor a header of any length."""
    with contextlib.suppress(InputError):
        read(f"{head}\nMIME-Version: 1.0\n\n{PLAIN}\n".encode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from([*b'\n :;=-"<>()%?', *(ord(c) for c in "ab")]).map(lambda c: bytes([c])), max_size=80))
def test_any_head_is_read_or_refused(pieces):
    """Whatever stands in the headers that are looked at."""
    junk = b"".join(pieces)
    with contextlib.suppress(InputError):
        read(b"Content-Type: " + junk + b"\nFrom: " + junk + b"\nSubject: " + junk + b"\n\n" + junk)


def test_flowed_lines_go_on():
    """A line that ends with a space is not at its end; the mark before a signature is one."""
    made = letter("Oman \nsigned.\n\n-- \nAna")
    made.set_param("format", "flowed")
    assert read(made)[0][0]["text"] == "Oman signed.\n\n-- \nAna"


@pytest.mark.parametrize(
    "piece",
    [
        "-",
        "-----BEGIN PGP SIGNED MESSAGE-----\n\n",
        "http",
        "From: a\n\n",
        "Begin forwarded message:\n",
        "> ",
        "data:",
        "re:",
    ],
)
def test_texts_that_make_patterns_slow_are_read(piece):
    """Runs of what the patterns look for."""
    made = letter(None, Subject=piece.strip()[:20] * 50)
    made.set_content(piece * (400_000 // len(piece)), cte="8bit")
    with contextlib.suppress(InputError):
        read(made)


def test_a_saved_letter_in_old_line_ends():
    """Letters are sent with carriage returns."""
    (record,), _ = read(letter("Oman signed.\nPeru, too.").as_bytes(policy=policy.SMTP))
    assert record["text"].strip() == "Oman signed.\nPeru, too."
