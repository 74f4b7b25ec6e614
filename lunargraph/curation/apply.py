"""Apply reviewed decisions to the claims of a build: after extraction, before weighing.

Actors are merged and split first, then claims are accepted, rejected and corrected. A decision is about the claim
with its id, if the words of its evidence stand in that claim's sentence; else about the only claim whose sentence has
these words and that is otherwise as the decision says. Where there is none, or more than one, it is not applied, and
told as a conflict.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lunargraph.claims import CLAIM_COLUMNS, DECISION_COLUMNS, PREFERRED
from lunargraph.confidence import HIGHEST
from lunargraph.curation.names import named, new_actor
from lunargraph.model import Kind, Relation, claim_id
from lunargraph.tables import frame_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from lunargraph.curation.decisions import ClaimDecision, Decision, Decisions, Merge, Signed, Split
    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor

_ORDER = ["article", "start", "end", "subject", "relation", "object", "status"]
_ENDS = ("subject", "object", "about", "attributed_to")
_ABOUT_CLAIMS = frozenset({"accept", "reject", "correct"})
_Row = dict[str, Any]


#: Is told of a decision that does not fit, and why.
Tell = Callable[["Decision", str], None]


@dataclass(slots=True)
class Curated:
    """What decisions made of the claims, of the actors that articles brought, and of the lexicon that search uses.

    ``silent`` are those of the articles that decisions name which were read and hold no sign of a lunar program.
    """

    claims: pd.DataFrame
    actors: dict[str, Actor]
    lexicon: Lexicon
    tell: Tell
    silent: frozenset[str] = frozenset()


def counted(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that count: not those that were rejected, nor those whose two ends a merge made one."""
    return claims[(claims["decision"] != "reject") & (claims["subject"] != claims["object"])]


def curate(  # noqa: PLR0913, PLR0917 - all that decisions can be about
    claims: pd.DataFrame,
    texts: Mapping[str, str],
    actors: Mapping[str, Actor],
    lexicon: Lexicon,
    decisions: Decisions,
    tell: Tell,
    silent: frozenset[str] = frozenset(),
) -> Curated:
    """Return the claims (``CLAIM_COLUMNS``) as decided; ``texts`` are the articles that may state something, by id.

    ``silent`` are articles that were read and hold no sign of a lunar program, of those that decisions name.

    ``decision`` is ``accept``, ``reject``, ``correct``, ``merge`` or ``split``, with ``decided_by``, ``decided_on``
    and ``decision_reason``; ``as_read`` holds, as JSON, what the decision changed, as it was read. Who accepts or
    corrects a claim has read it, so it is as sure as a claim can be. A rejected claim stays and does not count.
    """
    result = Curated(claims, dict(actors), lexicon, tell, silent)
    if not (decisions.splits or decisions.merges or decisions.claims):
        return result
    rows: list[_Row] = rows_of(claims)
    for split in decisions.splits:
        _split(split, rows, texts, result)
    for merge in decisions.merges:
        _merge(merge, rows, result)
    rows = _one_per_id(rows)
    by_id = {key: row for row in rows for key in (_read_as(row).get("id"), row["id"]) if key}
    for decision in decisions.claims:
        _decide(decision, rows, by_id, texts, result)
    result.claims = frame_of(_sorted(_one_per_id(rows)), CLAIM_COLUMNS)
    return result


def _known(node: str, result: Curated) -> bool:
    return node in result.actors or node in result.lexicon.actors or node in result.lexicon.programs


def _split(split: Split, rows: Iterable[_Row], texts: Mapping[str, str], result: Curated) -> None:
    if not _known(split.into, result):
        if not split.name:
            result.tell(split, f"nobody knows {split.into}; give it a name")
            return
        if split.country and split.country not in result.lexicon.actors:
            result.tell(split, f"the lexicon has no {split.country}")
            return
        result.actors[split.into] = new_actor(split)
    for article in split.articles:
        meant = [row for row in rows if row["article"] == article and split.actor in _ends_of(row)]
        for row in meant:
            _rename(row, {split.actor: split.into}, "split", split.signed)
        if not meant:
            why = f"{article} states nothing of it any more" if article in texts else _missing(article, result)
            result.tell(split, why)


def _missing(article: str, result: Curated) -> str:
    if article in result.silent:
        return f"{article} was read, but holds no sign of a lunar program (any more), so nothing is taken from it"
    return f"{article} is not among the articles"


def _merge(merge: Merge, rows: Sequence[_Row], result: Curated) -> None:
    if not _known(merge.into, result):
        result.tell(merge, f"nobody knows {merge.into}; merge into an actor of the lexicon or of actors.csv")
        return
    for actor in merge.actors:
        meant = [row for row in rows if actor in _ends_of(row)]
        for row in meant:
            _rename(row, {actor: merge.into}, "merge", merge.signed)
        if not meant:
            result.tell(merge, f"no claim names {actor} any more, so this decision can go")
        old = result.actors.pop(actor, None)
        if old is None:
            continue
        # who looks for the old name finds the actor that it became
        names = (old.name, *old.aliases)
        if merge.into in result.actors:
            into = result.actors[merge.into]
            result.actors[into.id] = replace(into, aliases=tuple(dict.fromkeys((*into.aliases, *names))))
        else:
            result.lexicon = named(result.lexicon, merge.into, names)


def _ends_of(row: _Row) -> set[str]:
    return {row[end] for end in _ENDS}


def _rename(row: _Row, names: Mapping[str, str], verb: str, signed: Signed) -> None:
    _change(row, {end: names[row[end]] for end in _ENDS if row[end] in names}, verb, signed)


def _change(row: _Row, changes: Mapping[str, Any], verb: str, signed: Signed) -> None:
    """Change a claim, keep what was read, and say who decided."""
    before = dict(row)
    row.update(changes)
    if row["relation"] == Relation.COOPERATES_WITH:
        row["subject"], row["object"] = sorted((row["subject"], row["object"]))
    identity = (row[key] for key in ("article", "subject", "relation", "object", "start", "end"))
    row["id"] = claim_id(*identity)
    read = json.loads(row["as_read"]) if row["as_read"] else {}
    # the first reading is what the text said
    read = {**{key: before[key] for key in before if key not in DECISION_COLUMNS and before[key] != row[key]}, **read}
    row["as_read"] = json.dumps(read, ensure_ascii=False, sort_keys=True) if read else ""
    row |= {"decision": verb, "decided_by": signed.reviewer, "decided_on": signed.date}
    row["decision_reason"] = signed.reason


def _decide(
    decision: ClaimDecision,
    rows: Sequence[_Row],
    by_id: Mapping[str, _Row],
    texts: Mapping[str, str],
    result: Curated,
) -> None:
    row, reason = _find(decision, rows, by_id.get(decision.claim), texts, result)
    if row is None:
        result.tell(decision, reason)
        return
    if row["decision"] in _ABOUT_CLAIMS:
        result.tell(decision, f"another decision holds for the claim {row['id']}")
        return
    changes: dict[str, Any] = dict(decision.changes)
    unknown = [str(changes[end]) for end in ("subject", "object", "about") if changes.get(end)]
    unknown = [node for node in unknown if not _known(node, result)]
    if unknown or not _is_sound({**row, **changes}):
        why = f"nobody knows {unknown[0]}" if unknown else "its two ends do not fit its relation"
        result.tell(decision, f"{why}; correct the decision")
        return
    if decision.verb == "correct" and all(row[key] == value for key, value in changes.items()):
        result.tell(decision, "the claim is read so by now, so this decision can go")
    if decision.verb != "reject":
        changes["confidence"] = HIGHEST
    _change(row, changes, decision.verb, decision.signed)


def _is_sound(row: _Row) -> bool:
    """Say whether a relation joins what it can join: an actor and a program, or two actors."""
    programs = [row[end].startswith(f"{Kind.PROGRAM}:") for end in ("subject", "object")]
    return row["subject"] != row["object"] and programs == [False, row["relation"] != Relation.COOPERATES_WITH]


def _find(
    decision: ClaimDecision, rows: Sequence[_Row], of_id: _Row | None, texts: Mapping[str, str], result: Curated
) -> tuple[_Row | None, str]:
    """Return the claim that a decision is about, or why there is none."""
    if of_id is not None and decision.evidence in _words(of_id["sentence"]):
        return of_id, ""
    alike = [row for row in rows if _is_as_read(decision, row) and decision.evidence in _words(row["sentence"])]
    if len(alike) == 1:
        return alike[0], ""
    if alike:
        return None, f"{len(alike)} claims have these words; give article, subject, relation and object, too"
    if of_id is not None:
        return None, "the sentence of the claim no longer has these words"
    if decision.article and decision.article not in texts:
        return None, _missing(decision.article, result)
    told = [texts[decision.article]] if decision.article else list(texts.values())
    if any(decision.evidence in _words(text) for text in told):
        gone = ", so this decision can go" if decision.verb == "reject" else ""
        return None, f"the words stand in the text, but no such claim is read out of them any more{gone}"
    return None, "no article has these words any more"


def _is_as_read(decision: ClaimDecision, row: _Row) -> bool:
    read = {**row, **_read_as(row)}
    return all(
        not getattr(decision, key) or getattr(decision, key) in {row[key], read[key]}
        for key in ("article", "subject", "relation", "object")
    )


def _read_as(row: _Row) -> Mapping[str, Any]:
    read: dict[str, Any] = json.loads(row["as_read"]) if row["as_read"] else {}
    return read


def _words(text: str) -> str:
    return " ".join(text.split())


def _one_per_id(rows: Iterable[_Row]) -> list[_Row]:
    """Keep one claim of those that decisions made the same: a decided one, else as claims of one id always are."""
    best: dict[str, _Row] = {}
    for row in rows:
        kept = best.get(row["id"])
        if kept is None or _rank(row) < _rank(kept):
            best[row["id"]] = row
    return list(best.values())


def _rank(row: _Row) -> tuple[bool, float, int, str]:
    # the last part only makes the choice independent of the order of the input
    return row["decision"] not in _ABOUT_CLAIMS, -row["confidence"], PREFERRED.index(row["status"]), repr(row)


def _sorted(rows: Iterable[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: [row[key] for key in _ORDER])
