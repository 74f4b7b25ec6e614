"""What one reader noted about one article: the common shape of hand-read gold, rules and other extractors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lunargraph.errors import InputError
from lunargraph.model import STATED_RELATIONS, Kind, Relation, Status
from lunargraph.partial_dates import is_partial_date

CLAIM_KEYS = frozenset(
    "s r o status date role about topics attributed_to evidence start end rule cue confidence".split()
)
_RELATIONS = ", ".join(STATED_RELATIONS)
_STATUSES = ", ".join(Status)
_KINDS = ", ".join(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedClaim:
    """A claim by names instead of ids; what its reader does not give is empty, ``date`` and ``confidence`` None.

    ``start`` is where the evidence begins in the article, -1 where the reader does not say.
    """

    subject: str
    relation: Relation
    object: str
    status: Status = Status.CURRENT
    date: str | None = None
    role: str = ""
    about: str = ""
    topics: tuple[str, ...] = ()
    attributed_to: str = ""
    evidence: str = ""
    start: int = -1
    rule: str = ""
    cue: str = ""
    confidence: float | None = None

    def __str__(self) -> str:
        """Return the claim as people write it: "BLR member_of ILRS, current"."""
        return f"{self.subject} {self.relation} {self.object}, {self.status}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedCount:
    """How many members a text gives a program, by its name."""

    program: str
    value: int
    qualifier: str = "exact"
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedMilestone:
    """A dated step of a program, by its name; ``date`` may be a decade (203X) or a span (2024/2028)."""

    program: str
    date: str
    what: str = ""
    status: str = "planned"
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that one reader noted about one article.

    ``optional`` are readings that count neither for nor against (only gold has them). ``entities`` are names by
    kind, None where the reader lists none.
    """

    article: str
    claims: tuple[NotedClaim, ...] = ()
    optional: tuple[NotedClaim, ...] = ()
    counts: tuple[NotedCount, ...] = ()
    milestones: tuple[NotedMilestone, ...] = ()
    entities: Mapping[str, tuple[str, ...]] | None = None


def sheet_of(record: Mapping[str, Any]) -> Sheet:
    """Check one JSON object in the shape that ``extract`` prints, and return what it notes.

    Raises:
        InputError: half a sentence that says what is wrong and what is legal; the caller adds the place.
    """
    return Sheet(
        article=id_of(record),
        claims=tuple(map(claim_of, objects(record, "claims"))),
        optional=tuple(map(claim_of, objects(record, "optional_claims"))),
        counts=tuple(map(count_of, objects(record, "counts"))),
        milestones=tuple(map(milestone_of, objects(record, "milestones"))),
        entities=entities_of(record),
    )


def id_of(record: Mapping[str, Any]) -> str:
    """Return the id of the article that a record is about.

    Raises:
        InputError: as :func:`sheet_of`; so do all that follow.
    """
    article = record.get("id")
    if not isinstance(article, str | int) or isinstance(article, bool) or not str(article).strip():
        raise InputError("it has no id; give each article the id that it has in the other file")
    return " ".join(str(article).split())


def claim_of(raw: Mapping[str, Any]) -> NotedClaim:
    """Return one checked claim."""
    relation, status, date = raw.get("r"), raw.get("status", Status.CURRENT), raw.get("date")
    subject, object_ = _name(raw, "s", "a claim"), _name(raw, "o", "a claim")
    place = f"the claim {subject!r} - {object_!r}"
    if relation not in STATED_RELATIONS:
        raise InputError(f"{place} has the relation {relation!r}; legal relations are {_RELATIONS}")
    if status not in tuple(Status):
        raise InputError(f"{place} has the status {status!r}; legal statuses are {_STATUSES}")
    if date is not None and not (isinstance(date, str) and is_partial_date(date)):
        raise InputError(f"{place} has the date {date!r}; write YYYY, YYYY-MM or YYYY-MM-DD, or leave it out")
    start = raw.get("start", -1)
    return NotedClaim(
        subject=subject,
        relation=Relation(relation),
        object=object_,
        status=Status(status),
        date=date,
        role=_text(raw, "role", place),
        about=_text(raw, "about", place),
        topics=_texts(raw, "topics", place),
        attributed_to=_text(raw, "attributed_to", place),
        evidence=_text(raw, "evidence", place),
        start=start if isinstance(start, int) else -1,
        rule=_text(raw, "rule", place),
        cue=_text(raw, "cue", place),
        confidence=_confidence(raw, place),
    )


def count_of(raw: Mapping[str, Any]) -> NotedCount:
    """Return one checked count."""
    value = raw.get("value")
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"a count has the value {value!r}; give a whole number")
    return NotedCount(
        program=_name(raw, "program", "a count"),
        value=value,
        qualifier=_text(raw, "qualifier", "a count") or "exact",
        evidence=_text(raw, "evidence", "a count"),
    )


def milestone_of(raw: Mapping[str, Any]) -> NotedMilestone:
    """Return one checked milestone."""
    return NotedMilestone(
        program=_name(raw, "program", "a milestone"),
        date=_text(raw, "date", "a milestone"),
        what=_text(raw, "what", "a milestone"),
        status=_text(raw, "status", "a milestone") or "planned",
        evidence=_text(raw, "evidence", "a milestone"),
    )


def entities_of(record: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]] | None:
    """Return the names by kind that a record lists, None where it lists none."""
    raw = record.get("entities")
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise InputError(f"its 'entities' is no object; give lists of names under {_KINDS}")
    for kind, names in raw.items():
        if kind not in tuple(Kind):
            raise InputError(f"its 'entities' has the kind {kind!r}; legal kinds are {_KINDS}")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise InputError(f"its 'entities' has a {kind!r} that is no list of names; write [] where there are none")
    return {str(kind): tuple(names) for kind, names in raw.items()}


def objects(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the list of objects that a record holds under a key, empty where it has none."""
    values = record.get(key)
    if values is None:
        return []
    if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
        raise InputError(f"its {key!r} is no list of objects; write [] where there are none")
    return values


def unknown_keys(record: Mapping[str, Any]) -> list[str]:
    """Return the keys of the claims in a checked record that no claim has: a misspelt key says nothing."""
    claims = [*(record.get("claims") or ()), *(record.get("optional_claims") or ())]
    return sorted({str(key) for claim in claims for key in claim if key not in CLAIM_KEYS})


def _name(raw: Mapping[str, Any], key: str, what: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{what} has no {key!r}; give the name as a string")
    return value


def _text(raw: Mapping[str, Any], key: str, place: str) -> str:
    value = raw.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{place} has a {key!r} that is no string; quote it")
    return value or ""


def _texts(raw: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    values = raw.get(key)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise InputError(f"{place} has {key!r} that are no list of strings; write [] where there are none")
    return tuple(values)


def _confidence(raw: Mapping[str, Any], place: str) -> float | None:
    value = raw.get("confidence")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"{place} has the confidence {value!r}; give a number from 0 to 1, or leave it out")
    return float(value)
