"""RDF: every tie, claim and article as JSON-LD or Turtle, with PROV saying what was derived from what."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lunargraph.curation import counted
from lunargraph.extras import require
from lunargraph.files import storable, without_controls
from lunargraph.model import Kind, Relation, Status
from lunargraph.partial_dates import is_partial_date
from lunargraph.relational import nodes_of
from lunargraph.tables import plain_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lunargraph.finished import Build

#: Every id is a URN: urn:lunargraph:country:BLR, urn:lunargraph:tie:..., urn:lunargraph:claim:..., ...:article:...
BASE = "urn:lunargraph:"
CONTEXT = {
    "lg": f"{BASE}vocab:",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CLASSES = {
    Kind.COUNTRY: "schema:Country",
    Kind.AGENCY: "schema:GovernmentOrganization",
    Kind.ORGANIZATION: "schema:Organization",
    Kind.PROGRAM: "schema:Project",
}
_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_DATES = frozenset({"date", "published", "since", "until", "first_seen", "last_seen", "decided_on"})
_LINKS = frozenset({"subject", "object", "country", "part_of", "program"})
_NAMES = {
    "name": "schema:name", "aliases": "schema:alternateName", "title": "schema:headline", "author": "schema:author",
    "outlet": "schema:publisher", "published": "schema:datePublished", "language": "schema:inLanguage",
    "url": "schema:url", "sentence": "prov:value",
}  # fmt: skip
_DIRECT = {Relation.MEMBER_OF: "lg:memberOf", Relation.LEADS: "lg:leads", Relation.COOPERATES_WITH: "lg:cooperatesWith"}


def jsonld_text(build: Build) -> Iterable[str]:
    """Return the build as JSON-LD with its context in the file, in one piece.

    A tie (``lg:Tie``; of a membership ``org:Membership``, too) was derived from its claims (``prov:wasDerivedFrom``),
    a claim (``lg:Claim``) from its article, with the sentence as ``prov:value`` and what a reviewer decided; one that
    does not count is a ``lg:RejectedClaim`` and behind no tie. What surely holds now is said
    directly, too (``lg:memberOf``, ``lg:leads``, ``lg:cooperatesWith``); what is less sure, planned, denied or ended
    never is. Partial dates are xsd:gYear, xsd:gYearMonth or xsd:date. Empty values and control characters are left out.
    """
    text = json.dumps({"@context": CONTEXT, "@graph": list(_things(build))}, ensure_ascii=False, indent=1)
    return [storable(text) + "\n"]


def turtle_text(build: Build) -> Iterable[str]:
    """Return the same statements as Turtle, in one piece.

    Raises:
        MissingExtraError: where rdflib is not installed.
    """
    rdflib = require("rdflib", extra="rdf", purpose="Turtle")
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(data="".join(jsonld_text(build)), format="json-ld")
    text: str = graph.serialize(format="turtle")
    return [text]


def _things(build: Build) -> Iterator[dict[str, Any]]:
    yield {"@id": f"{BASE}extraction", "@type": "prov:Activity", "prov:wasAssociatedWith": {"@id": f"{BASE}software"}}
    yield {"@id": f"{BASE}software", "@type": "prov:SoftwareAgent", "schema:name": "lunargraph"}
    direct = _direct(build)
    for node in nodes_of(build.graph):
        known = {name: value for name, value in node.items() if name not in {"id", "kind"}}
        kind = Kind(node["kind"])
        yield {
            "@id": _node(node["id"]),
            "@type": [_CLASSES[kind], f"lg:{kind.value.capitalize()}"],
            **_values(known),
            **direct.get(node["id"], {}),
        }
    for tie in plain_rows(build.ties):
        membership = tie["relation"] in {Relation.MEMBER_OF, Relation.LEADS}
        ends = {"org:member": "subject", "org:organization": "object"} if membership else {}
        yield {
            "@id": _iri("tie", tie["id"]),
            "@type": ["lg:Tie", "prov:Entity", *(["org:Membership"] if membership else [])],
            **_values({name: value for name, value in tie.items() if name not in {"id", "claim_ids", "about"}}),
            **_linked("lg:about", tie["about"].split("; ")),
            **{name: {"@id": _node(tie[end])} for name, end in ends.items()},
            "prov:wasDerivedFrom": [{"@id": _iri("claim", claim)} for claim in tie["claim_ids"]],
        }
    counting = set(counted(build.claims)["id"])
    for claim in plain_rows(build.claims):
        type_ = "lg:Claim" if claim["id"] in counting else "lg:RejectedClaim"
        yield _told(_iri("claim", claim["id"]), type_, claim)
    for article in plain_rows(build.articles):
        values = _values({name: value for name, value in article.items() if name != "id"})
        types = ["schema:NewsArticle", "prov:Entity"]
        yield {"@id": _iri("article", article["id"]), "@type": types, "lg:articleId": _text(article["id"]), **values}
    for name, table in (("count", build.counts), ("milestone", build.milestones)):
        for row in plain_rows(table):
            yield _told(_iri(name, _digest(row)), f"lg:{name.capitalize()}", row)


def _told(identity: str, type_: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one sentence of one article says: a claim, a count or a milestone."""
    own = {name: value for name, value in row.items() if name not in {"id", "article", "about"}}
    return {
        "@id": identity,
        "@type": [type_, "prov:Entity"],
        **_values(own),
        **_linked("lg:about", [row.get("about", "")]),
        "prov:wasDerivedFrom": {"@id": _iri("article", row["article"])},
        "prov:wasGeneratedBy": {"@id": f"{BASE}extraction"},
    }


def _direct(build: Build) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return what surely holds now by subject: the properties that need no look at a tie."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {}
    for tie in plain_rows(build.ties):
        if tie["status"] == Status.CURRENT and tie["sure"]:
            told = found.setdefault(tie["subject"], {})
            told.setdefault(_DIRECT[Relation(tie["relation"])], []).append({"@id": _node(tie["object"])})
    return found


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties of a row; what is empty is left out, because RDF has no word for it."""
    told = {_NAMES.get(name, f"lg:{_camel(name)}"): _value(name, value) for name, value in row.items()}
    return {name: value for name, value in told.items() if value is not None}


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    if value is None or value in ("", []):
        return None
    if name in _DATES:
        kind = _DATE_TYPES[len(value)] if is_partial_date(value) else "xsd:string"
        return {"@value": _text(value), "@type": kind}
    if name in _LINKS:
        return {"@id": _node(value)}
    if isinstance(value, list):
        return [_text(item) for item in value]
    if isinstance(value, float):
        # a JSON number would become xsd:double, in another spelling for every reader
        return {"@value": f"{Decimal(repr(value)):f}", "@type": "xsd:decimal"}
    return _text(value) if isinstance(value, str) else value


def _linked(name: str, nodes: Iterable[str]) -> dict[str, Any]:
    ids = [{"@id": _node(node)} for node in nodes if node]
    return {name: ids} if ids else {}


def _text(text: str) -> str:
    return without_controls(text)


def _node(identity: str) -> str:
    return BASE + quote(storable(identity), safe=":-._~")


def _iri(kind: str, identity: str) -> str:
    return f"{BASE}{kind}:{quote(storable(identity), safe='')}"


def _digest(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
