"""What was read out of an article, as bytes: for the cache, and on its way between processes.

Mentions are left out: they serve the reading, and no build needs them after it.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from lunargraph import readings
from lunargraph.errors import OutputError
from lunargraph.model import Actor, Claim, Count, Evidence, Extraction, Kind, Milestone, Relation, Status

#: Changes whenever the form does, or that of what is remembered, and with it every digest by which bytes are found.
FORM = 2

_CLAIM = [f.name for f in fields(Claim) if f.name not in {"article", "evidence", "reading", "topics"}]
_EVIDENCE = [f.name for f in fields(Evidence) if f.name != "article"]
_COUNT = [f.name for f in fields(Count) if f.name != "evidence"]
_MILESTONE = [f.name for f in fields(Milestone) if f.name != "evidence"]
_ACTOR = [f.name for f in fields(Actor) if f.name not in {"groups", "aliases"}]


def to_bytes(extraction: Extraction) -> bytes:
    """Return what was read out of an article, mentions aside, as bytes; :func:`from_bytes` undoes it."""
    return json.dumps(
        [
            extraction.article,
            [
                [_row(c, _CLAIM), _row(c.evidence, _EVIDENCE), c.topics, readings.to_text(c.reading)]
                for c in extraction.claims
            ],
            [[_row(c, _COUNT), _row(c.evidence, _EVIDENCE)] for c in extraction.counts],
            [[_row(m, _MILESTONE), _row(m.evidence, _EVIDENCE)] for m in extraction.milestones],
            [[_row(a, _ACTOR), a.groups, a.aliases] for a in extraction.actors],
            extraction.predicates,
        ],
        separators=(",", ":"),
    ).encode("ascii")


def from_bytes(data: bytes) -> Extraction:
    """Return the extraction that :func:`to_bytes` wrote, without its mentions.

    Raises:
        ValueError: where the bytes are something else.
    """
    try:
        article, claims, counts, milestones, actors, predicates = json.loads(data)
        return Extraction(
            article=article,
            claims=tuple(_claim(article, *each) for each in claims),
            counts=tuple(
                Count(**dict(zip(_COUNT, own, strict=True)), evidence=_evidence(article, evidence))
                for own, evidence in counts
            ),
            milestones=tuple(
                Milestone(**dict(zip(_MILESTONE, own, strict=True)), evidence=_evidence(article, evidence))
                for own, evidence in milestones
            ),
            actors=tuple(_actor(*each) for each in actors),
            predicates=tuple(predicates),
        )
    except (TypeError, ValueError, OutputError, RecursionError) as error:
        raise ValueError(f"this is no extraction: {error}") from None


def _row(thing: object, names: list[str]) -> list[Any]:
    return [getattr(thing, name) for name in names]


def _evidence(article: str, row: list[Any]) -> Evidence:
    return Evidence(article=article, **dict(zip(_EVIDENCE, row, strict=True)))


def _claim(article: str, row: list[Any], evidence: list[Any], topics: list[str], reading: str) -> Claim:
    own = dict(zip(_CLAIM, row, strict=True))
    own |= {"relation": Relation(own["relation"]), "status": Status(own["status"])}
    return Claim(
        article=article,
        **own,
        evidence=_evidence(article, evidence),
        topics=tuple(topics),
        reading=readings.from_text(reading),
    )


def _actor(row: list[Any], groups: list[str], aliases: list[str]) -> Actor:
    own = dict(zip(_ACTOR, row, strict=True))
    return Actor(**own | {"kind": Kind(own["kind"])}, groups=tuple(groups), aliases=tuple(aliases))
