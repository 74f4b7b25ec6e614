"""What was read out of an article, as bytes and back."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.engine.codec import from_bytes, to_bytes
from lunargraph.model import Actor, Article, Count, Evidence, Extraction, Kind, Milestone
from tests.strategies import claims, maybe_dates, texts

GOLD = Path(__file__).parents[1] / "gold"
_signs = texts | st.sampled_from(["\ud800", "a\udfffb", "\x00\U0010ffff"])
_offsets = st.integers(-1, 2**40)


@st.composite
def extractions(draw):
    """Anything that the model can hold, with evidence in the article itself, as readers give it."""
    article = draw(_signs)
    evidence = st.builds(
        Evidence, article=st.just(article), start=_offsets, end=_offsets, sentence=_signs, rule=_signs, cue=_signs
    )
    listed = st.lists(_signs, max_size=3).map(tuple)
    own = claims(text=_signs).map(lambda c: replace(c, article=article, evidence=replace(c.evidence, article=article)))
    count = st.builds(Count, program=_signs, value=st.integers(), qualifier=_signs, evidence=evidence)
    step = st.builds(
        Milestone, program=_signs, what=_signs, date=maybe_dates.map(str), status=_signs, evidence=evidence
    )
    names = [f.name for f in fields(Actor) if f.name not in {"kind", "groups", "aliases"}]
    actor = st.builds(Actor, kind=st.sampled_from(Kind), groups=listed, aliases=listed, **dict.fromkeys(names, _signs))
    return Extraction(
        article=article,
        claims=tuple(draw(st.lists(own, max_size=3))),
        counts=tuple(draw(st.lists(count, max_size=2))),
        milestones=tuple(draw(st.lists(step, max_size=2))),
        actors=tuple(draw(st.lists(actor, max_size=2))),
        predicates=draw(listed),
    )


@given(extractions())
def test_all_but_mentions_comes_back(extraction):
    """Whatever stands in it; equal things give equal bytes."""
    data = to_bytes(extraction)
    assert from_bytes(data) == extraction
    assert to_bytes(from_bytes(data)) == data


@pytest.mark.parametrize("name", ["dev", "own", "plain"])
def test_what_the_rules_read_comes_back(extractor, name):
    """Every extraction of hand-read articles, mentions aside."""
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    stated = 0
    for number, row in enumerate(rows):
        article = Article(id=str(number), text=row["text"], title=row.get("title") or "", published=row.get("date"))
        extraction = extractor.read(article)
        stated += len(extraction.claims) + len(extraction.counts) + len(extraction.milestones)
        assert from_bytes(to_bytes(extraction)) == replace(extraction, mentions=())
    assert stated > len(rows) / 2


@given(
    st.binary(max_size=40)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=7), max_leaves=20
    ).map(lambda tree: json.dumps(tree).encode())
)
def test_other_bytes_are_refused(data):
    """With one kind of error, never another."""
    with pytest.raises(ValueError, match="no extraction"):
        from_bytes(data)


def test_cut_bytes_are_refused(extractor):
    """At any place."""
    data = to_bytes(extractor.read(Article(id="a", text="Peru signed the Artemis Accords on 30 May 2024.")))
    for end in range(0, len(data), 7):
        with pytest.raises(ValueError, match="no extraction"):
            from_bytes(data[:end])
