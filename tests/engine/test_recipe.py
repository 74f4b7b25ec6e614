"""What a result depends on is part of its key or its stamp, and nothing else is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import grimp
import pytest

from lunargraph.engine import Recipe
from lunargraph.engine import recipe as recipes
from lunargraph.errors import ModelError
from lunargraph.extraction import DEFAULT_MODEL
from lunargraph.extraction.frames import load_frames
from lunargraph.model import Actor, Article, Kind
from tests.engine.conftest import made

ARTICLE = Article(id="a", text="t", title="h", url="u", author="w", outlet="o", published="2024-06-03", language="en")


def edited(monkeypatch, change):
    """Let the rules be what ``change`` makes of them."""
    frames = load_frames()
    monkeypatch.setattr("lunargraph.extraction.frames.load_frames", lambda: tuple(change(frames)))


@pytest.mark.parametrize("name", ["id", "text", "title", "url", "author", "outlet", "published", "language"])
def test_every_field_that_is_read_counts(recipe, name):
    """Another value is another key; so is no value."""
    assert recipe.key(replace(ARTICLE, **{name: "2"})) != recipe.key(ARTICLE)
    assert recipe.key(replace(ARTICLE, **{name: ""})) != recipe.key(ARTICLE)


def test_what_nothing_is_read_from_does_not_count(recipe):
    """The day of retrieval, say: each crawl has another."""
    other = replace(ARTICLE, retrieved="2025-01-01", modified="2025-01-01", published_from="url")
    assert recipe.key(other) == recipe.key(ARTICLE)


def test_texts_do_not_run_together(recipe):
    """Where one field ends and the next begins counts, and so do signs that no file can hold."""
    keys = {recipe.key(replace(ARTICLE, title=a, text=b)) for a, b in (("ab", "c"), ("a", "bc"), ("\ud800", ""))}
    assert len(keys) == 3


def test_lexicon_model_code_and_libraries_count(recipe, lexicon, monkeypatch):
    """Whichever of them changes, everything is read anew."""
    actor = Actor(id="country:XX", kind=Kind.COUNTRY, name="X", label="X")
    others = [
        Recipe(replace(lexicon, actors={**lexicon.actors, "country:XX": actor}), DEFAULT_MODEL),
        Recipe(replace(lexicon, names=lexicon.names[1:]), DEFAULT_MODEL),
        Recipe(replace(lexicon, programs={}), DEFAULT_MODEL),
        Recipe(replace(lexicon, ambiguities={}), DEFAULT_MODEL),
        Recipe(replace(lexicon, space_agencies={}), DEFAULT_MODEL),
    ]
    digests = {recipe.digest, *(other.digest for other in others)}
    assert len(digests) == 6
    monkeypatch.setattr(recipes, "version", lambda _: "9.9")
    digests.add(Recipe(lexicon, DEFAULT_MODEL).digest)
    monkeypatch.undo()
    monkeypatch.setattr(recipes, "code_digest", lambda: "other code")
    digests.add(Recipe(lexicon, DEFAULT_MODEL).digest)
    assert len(digests) == 8


def test_another_process_has_the_same_digest(recipe):
    """Sets have another order in each process; digests may not."""
    code = (
        "from lunargraph.engine import Recipe; from lunargraph.lexicon import load_lexicon\n"
        f"r = Recipe(load_lexicon(), {DEFAULT_MODEL!r}); print(r.digest, r.stamp(r._frames).hex())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.split() == [recipe.digest, recipe.stamp(recipe._frames).hex()]


def test_a_pipeline_in_a_folder_counts_with_all_its_weights(lexicon, tmp_path, extractor):
    """Who trains one need not number it anew."""
    shutil.copytree(extractor.nlp.path, tmp_path / "mine")
    before = Recipe(lexicon, str(tmp_path / "mine"))
    digest = before.digest
    assert before.meta["name"] == extractor.nlp.meta["name"]
    weights = next((tmp_path / "mine").rglob("parser/model"))
    weights.write_bytes(weights.read_bytes() + b"\0")
    assert Recipe(lexicon, str(tmp_path / "mine")).digest != digest


@pytest.mark.parametrize("model", ["xx_none", "json", "no/such folder", ""])
def test_a_missing_pipeline_is_told(lexicon, model):
    """Also one that is another package, a path, or nothing."""
    with pytest.raises(ModelError, match="not installed"):
        _ = Recipe(lexicon, model).digest


def test_the_code_that_counts_is_all_that_is_imported_for_what_is_remembered():
    """A module that takes part and is not in the digest would leave old results standing."""
    graph = grimp.build_graph("lunargraph")
    sources = {f"lunargraph.{name}" for name in ("extraction.extractor", "articles.language", "articles.words")}
    taking_part = sources.union(*map(graph.find_upstream_modules, sources))
    counted = {str(path.relative_to(recipes._PACKAGE)) for path in recipes._taking_part()}
    files = {module.removeprefix("lunargraph.").replace(".", "/") for module in taking_part}
    missing = {file for file in files if not {f"{file}.py", f"{file}/__init__.py"} & counted}
    # errors, limits and files change no reading; confidences are worked out anew; the pipeline is in the recipe by name
    told = {"errors", "articles/limits", "articles/problems"}
    assert missing == told | {"files", "confidence", "sureness", "release"}
    data = {name for name in counted if not name.endswith(".py")}
    assert {"articles/boilerplate.toml", "extraction/rules/cues.toml", "extraction/rules/senses.toml"} <= data
    assert not [name for name in data if "frames" in name or "confidence" in name]


def test_a_frame_counts_where_its_words_stand_and_nowhere_else(recipe, lexicon, monkeypatch):
    """Edited, added, removed, or in another order; its examples are for people."""
    joins, leaves = recipe.stamp(["verb join"]), recipe.stamp(["verb withdraw", "noun talk"])
    first = next(f for f in load_frames() if (f.trigger, f.sense) == ("verb", "join"))
    others = [f for f in load_frames() if f is not first]
    for change, same in (
        (lambda _: [replace(first, confidence=0.11), *others], False),
        (lambda _: [replace(first, object=("to",)), *others], False),
        (lambda _: others, False),
        (lambda _: [first, replace(first, id="new"), *others], False),
        (lambda frames: [replace(f, examples=(), counterexamples=()) for f in frames], True),
        (lambda frames: frames, True),
    ):
        with monkeypatch.context() as patch:
            edited(patch, change)
            now = Recipe(lexicon, DEFAULT_MODEL)
            assert (now.stamp(["verb join"]) == joins) is same
            assert now.stamp(["noun talk", "verb withdraw"]) == leaves
            assert now.digest == recipe.digest
    several = [f for f in load_frames() if (f.trigger, f.sense) == ("noun", "agreement")]
    assert len(several) > 1
    edited(monkeypatch, lambda frames: [f for f in frames if f not in several] + several[::-1])
    assert Recipe(lexicon, DEFAULT_MODEL).stamp(["noun agreement"]) != recipe.stamp(["noun agreement"])


def test_a_predicate_that_no_frame_asks_for_is_noted_all_the_same(recipe, extractor):
    """A rule for it may be added."""
    told = extractor.read(made(["Peru signed the Artemis Accords."])[0]).predicates
    assert "verb sign" in told
    assert recipe.stamp(told) == recipe.stamp({*told, "verb nothing-of-ours"})


def test_keys_are_json_of_their_parts(recipe):
    """A key is bytes that files and other processes can hold."""
    assert len(recipe.key(ARTICLE)) == 32
    assert len(recipe.stamp([])) == 16
    assert json.loads(json.dumps(recipe.meta)) == recipe.meta
