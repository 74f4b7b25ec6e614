"""Claims become a table and back without loss."""

import tempfile
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.claims import (
    CLAIM_COLUMNS,
    DECISION_COLUMNS,
    claims_to_frame,
    frame_to_claims,
    read_claims,
    write_claims,
)
from lunargraph.errors import OutputError
from lunargraph.model import Claim, Evidence, Status
from tests.strategies import Desk, claims


def _claim(**changes):
    return replace(Desk().says("2024-01-02").claims[0], **changes)


def test_every_field_has_a_column():
    """The columns are those of Claim and Evidence, with the id in front and the decision last, each once."""
    wanted = {"id", *(f.name for f in fields(Claim)), *(f.name for f in fields(Evidence))} - {"evidence"}
    wanted |= {"subject_how", "object_how", *DECISION_COLUMNS}
    assert set(CLAIM_COLUMNS) == wanted
    assert len(CLAIM_COLUMNS) == len(wanted)


@given(st.lists(claims(), max_size=5, unique_by=lambda claim: claim.id))
def test_claims_read_back_equal(made):
    """Through frame, Parquet and CSV, the same claims come back, whatever their text holds."""
    frame = claims_to_frame(made)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_claims(frame, folder)
        from_parquet = read_claims(folder)
        (folder / "claims.parquet").unlink()
        from_csv = read_claims(folder)
    for read in (frame, from_parquet, from_csv):
        assert set(frame_to_claims(read)) == set(made)
    pd.testing.assert_frame_equal(from_csv, frame)


@given(st.lists(claims(), max_size=6), st.randoms(use_true_random=False))
def test_order_of_claims_does_not_matter(made, shuffler):
    """Shuffled claims, with ids that collide, make the same frame, one row per id."""
    shuffled = list(made)
    shuffler.shuffle(shuffled)
    frame = claims_to_frame(made)
    pd.testing.assert_frame_equal(claims_to_frame(shuffled), frame)
    assert frame["id"].is_unique


def test_the_more_confident_of_two_readings_is_kept():
    """Two statuses of one sentence share an id; the surer one stays."""
    sure, unsure = _claim(status=Status.DENIED, confidence=0.9), _claim(status=Status.CURRENT, confidence=0.8)
    assert sure.id == unsure.id
    assert claims_to_frame([unsure, sure])["status"].tolist() == ["denied"]


def test_equally_sure_readings_keep_the_later_state():
    """ "Signed and then withdrew" in one sentence is kept as ended."""
    for pair in ((Status.ENDED, Status.CURRENT), (Status.CURRENT, Status.ENDED)):
        assert claims_to_frame(_claim(status=status) for status in pair)["status"].tolist() == ["ended"]


def test_rows_follow_article_and_place_in_its_text():
    """Rows are sorted by article, then by where the sentence stands."""
    desk = (
        Desk()
        .says("2024", article="b", start=5)
        .says("2024", article="b", start=40)
        .says("2024", article="a", start=90)
    )
    frame = claims_to_frame(reversed(desk.claims))
    assert list(zip(frame["article"], frame["start"], strict=True)) == [("a", 90), ("b", 5), ("b", 40)]


def test_no_claims_make_an_empty_table_with_all_columns(tmp_path):
    """A build that found nothing still writes and reads a table with every column."""
    write_claims(claims_to_frame([]), tmp_path)
    frame = read_claims(tmp_path)
    assert tuple(frame.columns) == CLAIM_COLUMNS
    assert frame_to_claims(frame) == []


def test_a_damaged_reading_is_one_sentence():
    """A reading that somebody edited badly is named, with the way out."""
    frame = claims_to_frame([_claim()])
    for damaged in ("{", "[]", '{"subject": 1}', '{"cue": [1, 2]}', '{"cue": ["a", 2, "x"]}', "[" * 100_000):
        frame["reading"] = damaged
        with pytest.raises(OutputError, match=r"reading of the claims is damaged; run"):
            frame_to_claims(frame)


def test_a_table_without_claim_columns_is_refused(tmp_path):
    """A claims.csv of something else is refused by its columns."""
    (tmp_path / "claims.csv").write_text("id,text\n1,x\n")
    with pytest.raises(OutputError, match="lacks the column"):
        read_claims(tmp_path)
