"""FollowTheMoney entities, for the tools of investigators (Aleph, OpenSanctions and what reads their data)."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from lunargraph.curation import decision_in_words
from lunargraph.extras import require
from lunargraph.files import storable
from lunargraph.model import Kind, Relation, Status
from lunargraph.relational import nodes_of
from lunargraph.tables import plain_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lunargraph.finished import Build

_SCHEMAS = {
    Kind.COUNTRY: "PublicBody",
    Kind.AGENCY: "PublicBody",
    Kind.ORGANIZATION: "Organization",
    Kind.PROGRAM: "Organization",
}
_NOT_ID = re.compile(r"[^0-9a-zA-Z.-]")


def ftm_lines(build: Build) -> Iterator[str]:
    """Yield one entity as JSON per line: articles, then actors and programs, then ties, each kind by id.

    A sure membership or leadership, current or ended, is a ``Membership`` with startDate, endDate, role, status, proof
    (the articles), sourceUrl, summary (the sentences) and description (how sure, and what reviewers decided). One that
    is less sure, planned or denied is no membership, so it is an ``UnknownLink`` with the relation as its role, as is
    cooperation. Countries and agencies are
    ``PublicBody``, organizations and programs ``Organization``, articles ``Article``. Values that a property's
    type does not allow (a link that is no web address, a range of dates) are left out by the library itself.

    Raises:
        MissingExtraError: where followthemoney is not installed.
    """
    model = require("followthemoney", extra="ftm", purpose="FollowTheMoney").model
    articles = {row["id"]: row for row in plain_rows(build.articles)}
    claims = {row["id"]: row for row in plain_rows(build.claims)}
    nodes = {node["id"]: node for node in nodes_of(build.graph)}
    for identity, article in sorted(articles.items()):
        yield _line(model, _article_id(identity), "Article", _article(article))
    for identity, node in nodes.items():
        yield _line(model, ftm_id(identity), _SCHEMAS[Kind(node["kind"])], _node(node, nodes))
    for tie in sorted(plain_rows(build.ties), key=lambda row: str(row["id"])):
        told = [claims[claim] for claim in tie["claim_ids"] if claim in claims]
        sources = [articles[claim["article"]] for claim in told if claim["article"] in articles]
        member = tie["relation"] in {Relation.MEMBER_OF, Relation.LEADS}
        holds = tie["sure"] and tie["status"] in {Status.CURRENT, Status.ENDED}
        schema = "Membership" if member and holds else "UnknownLink"
        decided = [words for claim in told if (words := decision_in_words(claim, build.name))]
        yield _line(model, f"tie-{tie['id']}", schema, _tie(tie, told, sources, schema) | _weight(tie, decided))


def ftm_id(identity: str) -> str:
    """Return the id of a node as FollowTheMoney allows it: letters, digits, dots and hyphens.

    >>> ftm_id("country:BLR"), ftm_id("program:ARTEMIS_ACCORDS")
    ('country.BLR', 'program.ARTEMIS-ACCORDS-14266238')
    """
    plain = identity.replace(":", ".", 1)
    if not _NOT_ID.search(plain) and plain[-1:].isalnum():
        return plain
    # a digest, because two ids may differ in nothing but the characters that are not allowed
    return f"{_NOT_ID.sub('-', plain)}-{_digest(identity)[:8]}"


def _article_id(identity: str) -> str:
    return f"article-{_digest(identity)[:16]}"


def _digest(text: str) -> str:
    return hashlib.sha256(storable(text).encode()).hexdigest()


def _article(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": row.get("title"),
        "author": row.get("author"),
        "publisher": row.get("outlet"),
        "publishedAt": row.get("published"),
        "language": row.get("language"),
        "sourceUrl": row.get("url"),
    }


def _node(node: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    home = node["id"] if node["kind"] == Kind.COUNTRY else node.get("country", "")
    parent = node.get("part_of") or (node.get("country") if node["kind"] == Kind.AGENCY else "")
    return {
        "name": node["name"],
        "abbreviation": node["label"] if node["label"] != node["name"] else None,
        "alias": node["aliases"],
        "classification": node.get("type"),
        # by name, which the library turns into its own two-letter code
        "country": nodes.get(home, {}).get("name") or str(home).partition(":")[2],
        "parent": ftm_id(parent) if parent else None,
    }


def _tie(
    tie: Mapping[str, Any], told: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]], schema: str
) -> dict[str, Any]:
    ends = ("member", "organization") if schema == "Membership" else ("subject", "object")
    articles = list(sources)
    role = "lead" if tie["relation"] == Relation.LEADS else tie["role"]
    return {
        ends[0]: ftm_id(tie["subject"]),
        ends[1]: ftm_id(tie["object"]),
        "role": role or "member" if schema == "Membership" else tie["relation"],
        "status": tie["status"],
        "startDate": tie["since"],
        "endDate": tie["until"],
        "recordId": tie["id"],
        "proof": [_article_id(article["id"]) for article in articles],
        "sourceUrl": [article.get("url") for article in articles],
        "publisher": [article.get("outlet") for article in articles],
        "summary": [claim["sentence"] for claim in told],
    }


def _weight(tie: Mapping[str, Any], decided: Iterable[str]) -> dict[str, list[str]]:
    """Return how much to think of a tie, and what reviewers decided about it and its claims."""
    stories = "1 independent story" if tie["support"] == 1 else f"{tie['support']} independent stories"
    marks = [f"confidence {tie['confidence']}", stories]
    marks += [] if tie["sure"] else ["less sure"]
    marks += ["disputed"] if tie["disputed"] else []
    marks += ["differing start dates"] if tie["since_conflict"] else []
    marks += [f"said by {tie['said_by']}"] if tie["said_by"] else []
    marks += [f"earlier from {spell.replace('/', ' to ')}" for spell in tie["earlier"]]
    return {"description": [", ".join(marks), *filter(None, [tie["decision"]]), *decided]}


def _line(model: Any, identity: str, schema: str, values: Mapping[str, Any]) -> str:  # noqa: ANN401 - untyped library
    entity = model.make_entity(schema)
    entity.id = identity
    for name, value in values.items():
        for item in value if isinstance(value, list) else [value]:
            if item:
                entity.add(name, item)
    told = entity.to_dict()
    told["properties"] = {name: sorted(items) for name, items in told["properties"].items()}
    kept = {name: told[name] for name in ("id", "schema", "properties")}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) + "\n"
