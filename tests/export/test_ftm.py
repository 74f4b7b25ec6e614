"""FollowTheMoney reads every entity, finds it valid, and follows the money from member to proof."""

import json

import pytest
from followthemoney import model
from followthemoney.types import registry

from lunargraph.export.ftm import ftm_id


@pytest.fixture
def entities(build, text_of):
    """Every entity by id, read and cleaned by the library."""
    lines = text_of(build, "ftm").splitlines()
    read = {}
    for line in lines:
        data = json.loads(line)
        entity = model.get_proxy(data, cleaned=False)
        entity.schema.validate(data)
        assert {name: sorted(values) for name, values in entity.to_dict()["properties"].items()} == data["properties"]
        read[entity.id] = entity
    assert len(read) == len(lines)
    return read


def test_every_tie_node_and_article_is_an_entity(build, entities):
    """Memberships that surely hold or held are such; everything else is a link with its status."""
    assert len(entities) == len(build.articles) + len(build.graph) + len(build.ties)
    for tie in build.ties.to_dict("records"):
        entity = entities[f"tie-{tie['id']}"]
        held = tie["relation"] != "cooperates_with" and tie["status"] in {"current", "ended"} and tie["sure"]
        assert entity.schema.name == ("Membership" if held else "UnknownLink")
        ends = ("member", "organization") if held else ("subject", "object")
        assert [entity.first(end) for end in ends] == [ftm_id(tie["subject"]), ftm_id(tie["object"])]
        assert entity.get("status") == [tie["status"]]
        assert entity.get("startDate") == ([tie["since"]] if tie["since"] else [])
        assert entity.get("endDate") == ([tie["until"]] if tie["until"] else [])


def test_every_reference_leads_to_an_entity(entities):
    """Members, organizations, parents and proofs exist."""
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type == registry.entity:
                assert value in entities, prop


def test_a_membership_has_proof(camps, text_of):
    """Its articles, their links, and the sentences that say so."""
    lines = map(json.loads, text_of(camps, "ftm").splitlines())
    found = {line["id"]: line for line in lines}
    told = next(
        line["properties"]
        for line in found.values()
        if line["schema"] == "Membership" and line["properties"]["member"] == ["country.BLR"]
    )
    assert len(told["proof"]) == 2
    assert all(url.startswith("https://news.example/") for url in told["sourceUrl"])
    assert told["startDate"] == ["2023-10-16"]
    assert told["summary"] == ["It is current."]
    assert found["country.BLR"]["properties"]["country"] == ["by"]
    assert found["agency.CNSA"]["properties"]["parent"] == ["country.CHN"]


def test_ids_stay_apart():
    """Two ids that differ only in what is not allowed do not become one."""
    ids = ["program:A_B", "program:A-B", "program:A B", "program:A:B", "program:A_B ", "agency:É", "x:-"]
    made = [ftm_id(identity) for identity in ids]
    assert len(set(made)) == len(ids)
    assert all(registry.entity.validate(identity) for identity in made)
