"""The lexicon: complete, consistent, and refused when it is not."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.errors import LexiconError
from lunargraph.lexicon import fold, load_lexicon, read_lexicon
from lunargraph.lexicon.entries import DATA


@pytest.fixture
def folder(tmp_path):
    """A copy of the lexicon's data that a test may spoil."""
    return shutil.copytree(DATA, tmp_path / "data")


def add(folder, file, text):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")


def test_every_country_is_there(lexicon):
    """193 UN members, two observers, Kosovo, Taiwan, Hong Kong and Macao, each with a region and a continent."""
    countries = [a for a in lexicon.actors.values() if a.kind == "country"]
    assert len(countries) == 199
    assert all(c.region and c.continent for c in countries)
    assert {"VAT", "PSE", "XKX", "TWN", "HKG", "MAC"} <= {c.label for c in countries}
    codes = {c.iso2: c.label for c in countries}
    assert len(codes) == 199
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert [codes[code] for code in ("BY", "CH", "GB", "KR", "KP", "XK", "NO")] == [
        "BLR",
        "CHE",
        "GBR",
        "KOR",
        "PRK",
        "XKX",
        "NOR",
    ]
    # "IN" and "NO" are words: nothing in a text is found by them
    assert not {name.surface for name in lexicon.names} & (set(codes) - {"US", "NZ", "AU", "GM"})


def test_agencies_and_programs_are_enough(lexicon):
    """At least 150 agencies and bodies and 40 programs are known."""
    assert sum(a.kind != "country" for a in lexicon.actors.values()) >= 150
    assert len(lexicon.programs) >= 40


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("Turkey", "country:TUR"),
        ("Türkiye", "country:TUR"),
        ("turkiye", "country:TUR"),
        ("Czechia", "country:CZE"),
        ("Ivory Coast", "country:CIV"),
        ("Britain", "country:GBR"),
        ("Roscosmos", "agency:ROSCOSMOS"),
        ("EgSA", "agency:EGSA"),
        ("Chang’e-6", "program:CHANGE_6"),
        ("ILRS", "program:ILRS"),
        ("Lunar Gateway", "program:GATEWAY"),
        ("I-Hab", "program:I_HAB"),
        ("Queqiao", "program:QUEQIAO"),
        ("Roo-ver", "program:ROO_VER"),
    ],
)
def test_names_lead_to_their_node(lexicon, text, node):
    """A printed name, whatever its accents and case, finds its node."""
    assert node in lexicon.find(text)


KEYS = [
    (key, node.id, min(rank, 3))
    for node in (*load_lexicon().actors.values(), *load_lexicon().programs.values())
    for rank, key in enumerate((node.id, node.label, node.name, *node.aliases))
]


@given(st.sampled_from(KEYS).map(lambda entry: entry[0]), st.sampled_from(["", "the ", "The  ", "x"]), st.booleans())
def test_a_search_by_index_finds_what_a_search_through_every_name_finds(key, before, shout):
    """The same nodes in the same order: by id before label before name before alias, then by id."""
    text = before + (key.upper() if shout else key)
    ranks = {}
    for other, node, rank in KEYS:
        if fold(other) == fold(text):
            ranks.setdefault(node, rank)
    assert load_lexicon().find(text) == sorted(ranks, key=lambda node: (ranks[node], node))


def test_fold_ignores_what_readers_ignore():
    """Accents, case, curly apostrophes and a leading article do not count."""
    assert fold("The Côte d’Ivoire") == fold("cote d'ivoire")


def test_first_agency_of_a_country_is_its_space_agency(lexicon):
    """ "Pakistan's space agency" needs one answer."""
    assert lexicon.space_agencies["country:PAK"] == "agency:SUPARCO"
    assert lexicon.space_agencies["country:IND"] == "agency:ISRO"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("agencies.toml", '[[agency]]\nid = "X1"\nname = "X"\ncolour = "red"', "unknown key 'colour'"),
        ("agencies.toml", '[[agency]]\nid = "X1"\nname = "X"\ncountry = "ZZZ"', "country:ZZZ"),
        ("agencies.toml", '[[agency]]\nid = "NASA"\nname = "X"', "given twice"),
        ("agencies.toml", '[[agency]]\nid = "X1"', "'name' is missing"),
        ("agencies.toml", '[[agency]]\nid = "X1"\nname = "X"\nacronyms = "XX"', "must be a list"),
        ("programs.toml", '[[program]]\nid = "P1"\nname = "P"\ntype = "party"', "legal types"),
        ("programs.toml", '[[program]]\nid = "P1"\nname = "P"\ntype = "station"\npart_of = "NONE"', "program:NONE"),
        ("organizations.toml", '[[organization]]\nid = "o"\nname = "Norway"\ntype = "company"', "names both"),
        ("organizations.toml", "[[organisation]]\n", "unknown table"),
        ("ambiguities_actors.toml", '[[ambiguity]]\nname = "Q"\ndefault = "country:QQQ"', "which does not exist"),
        ("ambiguities_actors.toml", '[[ambiguity]]\nname = "Gateway"\ndefault = ""', "two ambiguity rules"),
        ("ambiguities_actors.toml", '[[ambiguity]]\nname = "Q"\nwhen = "now"', "unknown key 'when'"),
        ("countries.toml", "[[country]\n", "not valid TOML"),
    ],
)
def test_a_broken_lexicon_is_refused_in_one_sentence(folder, file, text, message):
    """Unknown keys, dangling ids, doubles and clashes are named, with the place."""
    add(folder, file, text)
    with pytest.raises(LexiconError, match=message.replace("[", r"\[")):
        read_lexicon(folder)


def test_a_missing_file_is_told(folder):
    """A lexicon without one of its files says which."""
    (folder / "programs.toml").unlink()
    with pytest.raises(LexiconError, match=r"programs\.toml is missing"):
        read_lexicon(folder)
