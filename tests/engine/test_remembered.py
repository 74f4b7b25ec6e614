"""Editing a rule re-reads the articles in which its words stand, and no others; the result is as if nothing was known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lunargraph import confidence
from lunargraph.articles.fingerprints import FINGERPRINT_BYTES
from lunargraph.engine import Recipe
from lunargraph.engine import recipe as recipes
from lunargraph.engine.remembered import Known, Remembered
from lunargraph.extraction import DEFAULT_MODEL
from lunargraph.extraction.frames import load_frames
from tests.engine.conftest import made, readings


@pytest.fixture(autouse=True)
def _one_parser(monkeypatch, extractor):
    """The pipeline is loaded once for all extractors."""
    monkeypatch.setattr("lunargraph.extraction.extractor.load_model", lambda _: extractor.nlp)


@pytest.fixture
def edit(monkeypatch, lexicon):
    """Change the rules for what follows, and return the recipe that has them."""

    def change(frames):
        for place in ("extraction.frames.load_frames", "extraction.extractor.load_frames"):
            monkeypatch.setattr(f"lunargraph.{place}", lambda: tuple(frames))
        monkeypatch.setattr(recipes, "_EXTRACTORS", {})
        return Recipe(lexicon, DEFAULT_MODEL)

    return change


def frame(rule):
    return next(each for each in load_frames() if each.id == rule)


def with_word(trigger, sense, extractor):
    """How many of the articles hold a word that rules of this trigger and sense are tried on."""
    wanted = f"{'verb' if trigger == 'verb' else 'noun'} {sense}"
    return sum(wanted in extractor.read(article).predicates for article in made())


RULES = ("sign.verb.v1", "join.verb.v1", "member.role.v1", "join.noun.v1", "leave.verb.v1")


@pytest.mark.parametrize("case", [(rule, how) for rule in RULES for how in ("edited", "removed")], ids=" ".join)
def test_a_rule_is_edited_or_removed(recipe, cache, edit, extractor, case):
    """Those articles alone are parsed in which its word stands, and all is as without a cache."""
    rule, how = case
    before, *_ = readings(recipe, cache=cache)
    old = frame(rule)
    new = [replace(old, confidence=0.5, role="participant")] if how == "edited" else []
    changed = edit([each for f in load_frames() for each in (new if f is old else [f])])
    again, (known, parsed), _ = readings(changed, cache=cache)
    assert again == readings(changed)[0]
    assert parsed == with_word(old.trigger, old.sense, extractor)
    assert known == len(before) - parsed
    assert readings(changed, cache=cache)[1] == (len(before), 0)
    used = any(c.evidence.rule == rule for r in before for c in r.extraction.claims)
    assert (again != before) is used


def test_a_rule_is_added(recipe, cache, edit, extractor):
    """Also one for a sense that no rule of its kind asked for before."""
    readings(recipe, cache=cache)
    asked = {(f.trigger, f.sense) for f in load_frames()}
    met = {p for article in made() for p in extractor.read(article).predicates}
    free = sorted(p.split()[1] for p in met if p.startswith("verb ") and ("verb", p.split()[1]) not in asked)
    sense = free[0]
    added = replace(frame("join.verb.v1"), id="new.verb.v1", sense=sense)
    changed = edit([*load_frames(), added])
    again, (_, parsed), _ = readings(changed, cache=cache)
    assert parsed == with_word("verb", sense, extractor) > 0
    assert again == readings(changed)[0]


def test_another_map_of_confidences_costs_no_reading(recipe, cache, monkeypatch):
    """Confidences are worked out from how surely each claim was read."""
    before, *_ = readings(recipe, cache=cache)
    fitted = confidence.load_confidence()
    other = replace(fitted, knots=tuple(replace(k, right=round(k.right / 2, 3)) for k in fitted.knots))
    for place in ("engine.remembered", "extraction.extractor"):
        monkeypatch.setattr(f"lunargraph.{place}.load_confidence", lambda: other)
    monkeypatch.setattr(recipes, "_EXTRACTORS", {})
    again, (_, parsed), _ = readings(recipe, cache=cache)
    assert parsed == 0
    assert again != before
    assert again == readings(recipe)[0]


def test_what_is_no_result_is_unknown(recipe, cache):
    """Whatever bytes stand under a key; the article is read, and the bytes are replaced."""
    key = recipe.key(made()[0])
    head = recipe.stamp([]) + b"en" + bytes(FINGERPRINT_BYTES)
    odd = (b"", b"x", b"{}", recipe.stamp([]) + b"en", head + b"{}", head + b'["a",1,2,3,4,5]', bytes(18), bytes(999))
    for data in (*odd, bytes(16) + b"en", bytes(16) + b"  ", bytes(16) + b"xx"):
        cache.keep({key: data})
        assert Remembered(recipe, cache).find(key) is None
    (first, *_), _, problems = readings(recipe, made()[:1], cache=cache)
    assert problems == []
    assert Remembered(recipe, cache).find(key) == Known("en", first.extraction, first.fingerprint)
