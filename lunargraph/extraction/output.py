"""One extraction as a plain object: what ``python -m lunargraph extract`` prints for each article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.model import Kind

if TYPE_CHECKING:
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Article, Claim, Extraction


def to_object(article: Article, extraction: Extraction, lexicon: Lexicon) -> dict[str, Any]:
    """Return a JSON-ready object with labels instead of ids.

    Keys: id, url, title, date, claims (s, r, o, status, date, role, about, topics, attributed_to, evidence,
    start, end, rule, cue, confidence), counts, milestones, entities (lists of labels by kind).
    """
    labels = {node: actor.label for node, actor in lexicon.actors.items()}
    labels |= {node: program.label for node, program in lexicon.programs.items()}
    labels |= {actor.id: actor.label for actor in extraction.actors}
    entities: dict[str, list[str]] = {kind.value: [] for kind in Kind}
    for mention in extraction.mentions:
        label = labels[mention.node]
        if label not in entities[mention.kind]:
            entities[mention.kind].append(label)
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "date": article.published,
        "claims": [_claim(claim, labels) for claim in extraction.claims],
        "counts": [
            {
                "program": labels[c.program],
                "value": c.value,
                "qualifier": c.qualifier,
                "evidence": c.evidence.sentence,
            }
            for c in extraction.counts
        ],
        "milestones": [
            {
                "program": labels[m.program],
                "what": m.what,
                "date": m.date,
                "status": m.status,
                "evidence": m.evidence.sentence,
            }
            for m in extraction.milestones
        ],
        "entities": entities,
    }


def _claim(claim: Claim, labels: dict[str, str]) -> dict[str, Any]:
    first, second = labels[claim.subject], labels[claim.object]
    if claim.relation == "cooperates_with":
        first, second = sorted((first, second))
    row: dict[str, Any] = {"s": first, "r": claim.relation.value, "o": second, "status": claim.status.value}
    for key in ("date", "role", "attributed_to"):
        if value := getattr(claim, key):
            row[key] = value
    if claim.about:
        row["about"] = labels[claim.about]
    if claim.topics:
        row["topics"] = list(claim.topics)
    evidence = claim.evidence
    row |= {"evidence": evidence.sentence, "start": evidence.start, "end": evidence.end, "rule": evidence.rule}
    if evidence.cue:
        row["cue"] = evidence.cue
    row["confidence"] = claim.confidence
    return row
