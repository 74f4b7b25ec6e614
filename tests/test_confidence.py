"""The map from how surely a claim was read to what that is worth: monotone, checked, the same to the byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.confidence import (
    HIGHEST,
    LOWEST,
    SHIPPED,
    ConfidenceMap,
    GoldFile,
    Knot,
    load_confidence,
    sure_from,
    write_confidence,
)
from lunargraph.errors import OutputError, RuleError
from lunargraph.model import Article
from lunargraph.sureness import sureness

KNOTS = (Knot(raw=0.6, right=0.7, claims=40), Knot(raw=0.9, right=0.95, claims=50))
MAP = ConfidenceMap(
    knots=KNOTS, shown_from=0.9, claims=90, right=75, gold=(GoldFile(name='a "b"\n\\.jsonl', sha256="ff"),)
)


@st.composite
def maps(draw):
    """Any map that the format allows."""
    raws = draw(st.lists(st.integers(0, 10000), min_size=1, max_size=9, unique=True))
    rights = draw(st.lists(st.integers(500, 9900), min_size=len(raws), max_size=len(raws)))
    knots = [Knot(raw=a / 10000, right=b / 10000, claims=40) for a, b in zip(sorted(raws), sorted(rights), strict=True)]
    return ConfidenceMap(knots=tuple(knots), shown_from=draw(st.floats(0, 1)), claims=40, right=3)


@given(maps(), st.lists(st.floats(0, 1), min_size=2, max_size=9))
def test_a_map_never_falls_and_stays_in_range(fitted, raws):
    """The surer a claim was read, the higher its confidence; at a knot it is the knot's."""
    values = [fitted.of(raw) for raw in sorted(raws)]
    assert values == sorted(values)
    assert all(LOWEST <= value <= HIGHEST for value in values)
    assert all(abs(fitted.of(knot.raw) - knot.right) < 0.00051 for knot in fitted.knots)


@given(maps())
def test_a_map_is_read_as_it_was_written(fitted):
    """Writing and reading change nothing."""

    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.toml"
        write_confidence(fitted, path)
        assert load_confidence(path) == fitted


def test_names_of_gold_files_are_quoted(tmp_path):
    """Whatever a file is called; and two writings are the same to the byte."""
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    write_confidence(MAP, one)
    write_confidence(load_confidence(one), other)
    assert load_confidence(one) == MAP
    assert one.read_bytes() == other.read_bytes()


def test_the_map_that_ships_is_read():
    """It names the gold that it was fitted on, and its threshold is a confidence that claims can have."""
    shipped = load_confidence()
    assert shipped.gold
    assert shipped.right < shipped.claims == sum(knot.claims for knot in shipped.knots)
    assert shipped.knots[0].right <= sure_from() <= shipped.knots[-1].right


def _toml(tmp_path, change):
    path = tmp_path / "map.toml"
    write_confidence(replace(MAP, gold=()), path)
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("right = 0.95", "right = 0.6", "the map falls: right 0.6 follows 0.7"),
        ("raw = 0.9", "raw = 0.6", "the knots do not rise"),
        ("right = 0.95", "right = 1.0", "a number from 0.05 to 0.99"),
        ("right = 0.95", "right = true", "'right' is True"),
        ("raw = 0.9", "raw = 'x'", "'raw' is 'x'"),
        ("claims = 50", "claims = 5.5", "a whole number"),
        ("shown_from = 0.9", "", "'shown_from' is None"),
        ("shown_from = 0.9", "shown_form = 0.9", "the unknown key 'shown_form'"),
        ("[[knot]]", "[[knots]]", "the unknown key 'knots'"),
        ("right = 75", "right = 75\nx = 3", "the unknown key 'x'"),
        ("shown_from = 0.9", "shown_from = 0.9\ngold = 3", "'gold' is no list of tables"),
        ("shown_from = 0.9", "shown_from = 0.9\ngold = [{name = 'a', sha256 = 3}]", "needs a name and a sha256"),
        ("shown_from = 0.9", "shown_from = ", "is not valid TOML"),
    ],
)
def test_a_broken_map_is_one_sentence_with_the_way_out(tmp_path, old, new, says):
    """Each names the file, what is wrong and how to make it anew."""
    path = _toml(tmp_path, lambda text: text.replace(old, new))
    with pytest.raises(RuleError) as error:
        load_confidence(path)
    sentence = str(error.value)
    assert str(path) in sentence
    assert says in sentence
    assert sentence.endswith("--fit-confidence FILE`.")
    assert "\n" not in sentence


def test_a_map_without_knots_is_refused(tmp_path):
    """It would say nothing."""
    with pytest.raises(RuleError, match="it has no knot"):
        load_confidence(_toml(tmp_path, lambda text: text[: text.index("[[knot]]")]))


def test_what_cannot_be_read_or_written_is_told(tmp_path):
    """A missing file, bytes that are no text, a folder in place of the file."""
    with pytest.raises(RuleError, match="cannot be read"):
        load_confidence(tmp_path / "none.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match="is not valid TOML"):
        load_confidence(binary)
    (tmp_path / "folder.toml" / "x").mkdir(parents=True)
    with pytest.raises(OutputError, match="give another --fit-confidence file"):
        write_confidence(MAP, tmp_path / "folder.toml")


def test_claims_carry_the_share_and_readings_the_measure(lexicon, extractor):
    """The map is applied once; turned off, claims carry how surely they were read."""
    from lunargraph.extraction import Extractor  # noqa: PLC0415 - spaCy loads here

    article = Article(id="a", text="Peru signed the Artemis Accords on Thursday.", published="2024-06-03")
    [claim] = extractor.read(article).claims
    [raw] = Extractor(lexicon, calibrated=False).read(article).claims
    assert raw.reading.measure is None
    assert raw.confidence == sureness(claim, claim.reading.measure)
    assert claim.confidence == load_confidence(SHIPPED).of(raw.confidence)
    assert replace(claim, confidence=raw.confidence, reading=raw.reading) == raw
