"""What the page is told of sentences: where the deciding words stand for a browser, and who contradicts whom."""

from lunargraph.explorer.data import page_data
from lunargraph.explorer.evidence import marks_of, utf16_length
from lunargraph.wording import brackets, marked, pieces
from tests.explorer.newsroom import DISPUTED, JOINED, LONG, MOON, Newsroom, newsroom


def _utf16(text, start, end):
    """Cut a text as JavaScript would."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def test_marks_stand_where_a_browser_counts_them():
    """Letters beyond U+FFFF are two units: every mark cuts out the words that it names."""
    claim = next(claim for claim in newsroom().claims if claim.evidence.sentence == MOON)
    found = {mark: _utf16(MOON, start, end) for start, end, mark in marks_of(claim)}
    assert found == {"subject": "It", "object": "ILRS", "rule": "joined", "cue": "not"}


def test_pieces_are_the_sentence_and_the_terminal_marks_the_same():
    """Joined they are the sentence, and what is painted in a terminal is what the page marks."""
    for claim in newsroom().claims:
        cut = pieces(claim)
        assert "".join(text for text, _, _ in cut) == claim.evidence.sentence
        painted = "".join(brackets(text, mark, rule) if mark else text for text, mark, rule in cut)
        assert marked(claim, brackets) == f"“{painted}”"
        assert sum(utf16_length(text) for text, _, _ in cut) == utf16_length(claim.evidence.sentence)


def test_the_page_carries_marks_and_how_a_claim_was_read():
    """Lines in words are shared between claims; names are those of the nodes."""
    data = page_data(*newsroom().page())
    claim = next(claim for claim in data["claims"].values() if claim["sentence"] == JOINED)
    assert [mark for *_, mark in claim["marks"]] == ["subject", "rule", "object", "date"]
    lines = [data["lines"][at] for at in claim["read"]]
    assert lines[:2] == ["subject: named as “Belarus”", "object: named as “ILRS”"]
    assert len(set(data["lines"])) == len(data["lines"])


def test_tables_that_tell_nothing_of_readings_have_no_marks(sample):
    """A hand-made table of claims is shown as it is."""
    data = page_data(sample.graph, sample.claims, sample.articles)
    assert data["lines"] == []
    assert all(claim["marks"] == [] for claim in data["claims"].values())


def test_sides_of_a_dispute_are_told_with_the_reason():
    """Two stories against one, copies counted once, and the side that the tie shows first."""
    tie = next(tie for tie in page_data(*newsroom().page())["ties"] if tie["id"] == DISPUTED)
    assert [(side["over"], side["says"], side["shown"], side["stories"]) for side in tie["sides"]] == [
        ("status", "current", True, 2),
        ("status", "denied", False, 1),
    ]
    assert "more independent stories say so (2 to 1)" in tie["sides"][0]["why"]
    assert sorted(len(side["claims"]) for side in tie["sides"]) == [1, 4]


def test_dates_that_differ_are_sides_too():
    """A tie whose articles give two dates carries both."""
    desk = Newsroom().reports("2023-10-25", JOINED, date="2023-10-23").reports("2023-11-02", LONG, date="2023-09-01")
    tie = next(tie for tie in page_data(*desk.page())["ties"] if tie["id"] == DISPUTED)
    assert [(side["over"], side["says"]) for side in tie["sides"]] == [("since", "2023-09-01"), ("since", "2023-10-23")]


def test_an_end_may_be_marked_where_surrogates_are_damaged():
    """A lone half of a letter neither breaks the page nor moves a mark."""
    words = {"subject_words": "Belarus", "trigger": "joined"}
    claim = Newsroom().reports("2024", "\ud83c Belarus joined.", **words).claims[0]
    assert [_utf16("\ud83c Belarus joined.", start, end) for start, end, _ in marks_of(claim)] == ["Belarus", "joined"]
