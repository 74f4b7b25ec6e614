"""The file of reviewed decisions: what it may hold, and the one reader that checks it.

It is TOML, one table for each decision. Every decision has ``reviewer``, ``date`` and ``reason``. The tables and
their keys (those in brackets may be left out):

- ``[[accept]]``, ``[[reject]]``: ``claim``, ``evidence`` [``article subject relation object``]. The words of the
  evidence must stand in the claim's sentence; by them, and by what is in brackets, a claim is found again whose id
  has changed.
- ``[[correct]]``: the same, and ``set``, a table of what is right: ``subject relation object status date role about
  attributed_to``; an empty date is none.
- ``[[retract]]``: ``article``, the id of an article that no longer counts.
- ``[[merge]]``: ``from``, a list of ids of actors that are one with ``into``.
- ``[[split]]``: ``actor``, ``into``, ``articles``, the ids of those that mean ``into`` where ``actor`` was read
  [``name country``, for an actor that nobody knows yet].
- ``[[alias]]``: ``name``, a printed form of the actor or program ``node``.
- ``[[pin]]``: ``subject relation object`` and ``since``, ``until`` or both: the dates that a tie shows.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lunargraph.curation.decisions import Alias, ClaimDecision, Decisions, Merge, Pin, Retraction, Signed, Split
from lunargraph.errors import DecisionError
from lunargraph.model import STATED_RELATIONS, Kind, Status
from lunargraph.partial_dates import is_partial_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

SIGNED = ("reviewer", "date", "reason")
_IDENTITY = ("article", "subject", "relation", "object")
#: What a correction may set.
SETTABLE = ("subject", "relation", "object", "status", "date", "role", "about", "attributed_to")
_CLAIM = re.compile(r"[0-9a-f]{16}")
_NODE = re.compile(rf"(?:{'|'.join(Kind)}):\S+")
_Raw = Mapping[str, Any]


def read_decisions(path: Path) -> Decisions:
    """Read and check a file of decisions.

    Raises:
        DecisionError: where it cannot be read, or breaks a rule of its format; the sentence names the decision.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise DecisionError(
            f"The decisions {path} cannot be read ({reason}); give the file with --decisions."
        ) from None
    except UnicodeDecodeError:
        raise DecisionError(f"The decisions {path} are not UTF-8; save them as such.") from None
    return parse_decisions(text, str(path))


def parse_decisions(text: str, place: str) -> Decisions:
    """Check the text of a file of decisions; ``place`` is what errors call it.

    Raises:
        DecisionError: as :func:`read_decisions` does.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DecisionError(f"{place} is no TOML: {error}; mend it there.") from None
    _known(raw, tuple(_READERS), place, "kind of decision")
    found: dict[str, list[Any]] = {verb: [] for verb in _READERS}
    for verb, entries in raw.items():
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise DecisionError(f"{place}: write each decision as a table of its own, [[{verb}]].")
        for number, entry in enumerate(entries, start=1):
            found[verb].append(_READERS[verb](_Entry(entry, verb, f"{place}, [[{verb}]] number {number}")))
    claims = [*found["accept"], *found["reject"], *found["correct"]]
    _refuse_twins((each.claim for each in claims), place, "the claim {} has two decisions; keep one")
    _refuse_twins((each.article for each in found["retract"]), place, "the article {} is retracted twice; keep one")
    _refuse_twins(((p.subject, p.relation, p.object) for p in found["pin"]), place, "{} is pinned twice; keep one")
    _refuse_twins((each.name for each in found["alias"]), place, "the alias {} stands twice; keep one")
    _refuse_twins((a for m in found["merge"] for a in m.actors), place, "{} is merged twice; keep one")
    return Decisions(
        claims=tuple(claims),
        retractions=tuple(found["retract"]),
        merges=tuple(found["merge"]),
        splits=tuple(found["split"]),
        aliases=tuple(found["alias"]),
        pins=tuple(found["pin"]),
        file=place,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file, whose every fault is told with its place."""

    raw: _Raw
    verb: str
    place: str

    def keys(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        required = (*required, *SIGNED)
        _known(self.raw, (*required, *optional), self.place, "key")
        if missing := [key for key in required if self.raw.get(key, "") == ""]:
            raise DecisionError(f"{self.place}: {missing[0]!r} is missing; every decision needs it.")

    def text(self, key: str) -> str:
        value = self.raw.get(key, "")
        if not isinstance(value, str) or (key in self.raw and not value.strip()):
            raise DecisionError(f"{self.place}: {key!r} must be text that is not empty.")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.raw[key]
        if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
            raise DecisionError(f'{self.place}: {key!r} must be a list of texts, ["..."].')
        return tuple(value.strip() for value in values)

    def node(self, value: str, key: str, *, actor: bool = False) -> str:
        if not _NODE.fullmatch(value) or (actor and value.startswith(f"{Kind.PROGRAM}:")):
            example = "country:BLR" if actor else "country:BLR or program:ILRS"
            raise DecisionError(f"{self.place}: {key!r} is {value!r}, no id such as {example}.")
        return value

    def day(self, key: str) -> str:
        value = self.raw[key]
        if isinstance(value, date):
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        if not isinstance(value, str) or not is_partial_date(value):
            raise DecisionError(f"{self.place}: {key!r} is no date; write YYYY-MM-DD.")
        return value

    def signed(self) -> Signed:
        return Signed(reviewer=self.text("reviewer"), date=self.day("date"), reason=self.text("reason"))


def _claim(entry: _Entry) -> ClaimDecision:
    correcting = entry.verb == "correct"
    entry.keys(("claim", "evidence", *(["set"] if correcting else [])), _IDENTITY)
    claim = entry.text("claim")
    if not _CLAIM.fullmatch(claim):
        raise DecisionError(f"{entry.place}: 'claim' is {claim!r}; write its id, 16 hex digits, as claims.csv has it.")
    return ClaimDecision(
        verb=entry.verb,
        claim=claim,
        evidence=" ".join(entry.text("evidence").split()),
        signed=entry.signed(),
        **{key: entry.text(key) for key in _IDENTITY},
        changes=_changes(entry) if correcting else {},
    )


def _changes(entry: _Entry) -> Mapping[str, str | None]:
    raw = entry.raw["set"]
    if not isinstance(raw, dict) or not raw:
        raise DecisionError(f"{entry.place}: 'set' must say what is right, such as set = {{status = \"denied\"}}.")
    inner = _Entry(raw, entry.verb, f"{entry.place}, set")
    _known(raw, SETTABLE, inner.place, "key")
    changes: dict[str, str | None] = {}
    for key in raw:
        if key == "date":
            changes[key] = inner.day(key) if raw[key] != "" else None
        else:
            changes[key] = raw[key] if raw[key] == "" else inner.text(key)
    allowed = {"status": tuple(Status), "relation": tuple(STATED_RELATIONS)}
    for key, values in allowed.items():
        if key in changes and changes[key] not in values:
            raise DecisionError(f"{inner.place}: {key!r} is {changes[key]!r}; it is one of {', '.join(values)}.")
    for key in ("subject", "object"):
        if key in changes:
            inner.node(changes[key] or "", key)
    return changes


def _retraction(entry: _Entry) -> Retraction:
    entry.keys(("article",))
    return Retraction(article=entry.text("article"), signed=entry.signed())


def _merge(entry: _Entry) -> Merge:
    entry.keys(("from", "into"))
    actors = tuple(entry.node(each, "from", actor=True) for each in entry.texts("from"))
    into = entry.node(entry.text("into"), "into", actor=True)
    if into in actors:
        raise DecisionError(f"{entry.place}: {into} cannot be merged into itself; leave it out of 'from'.")
    return Merge(actors=actors, into=into, signed=entry.signed())


def _split(entry: _Entry) -> Split:
    entry.keys(("actor", "into", "articles"), ("name", "country"))
    actor, into = (entry.node(entry.text(key), key, actor=True) for key in ("actor", "into"))
    if actor == into:
        raise DecisionError(f"{entry.place}: 'into' must be another actor than {actor}.")
    country = entry.text("country")
    if country:
        entry.node(country, "country", actor=True)
    return Split(
        actor=actor,
        into=into,
        articles=entry.texts("articles"),
        signed=entry.signed(),
        name=entry.text("name"),
        country=country,
    )


def _alias(entry: _Entry) -> Alias:
    entry.keys(("name", "node"))
    return Alias(name=entry.text("name"), node=entry.node(entry.text("node"), "node"), signed=entry.signed())


def _pin(entry: _Entry) -> Pin:
    entry.keys(("subject", "relation", "object"), ("since", "until"))
    relation = entry.text("relation")
    if relation not in STATED_RELATIONS:
        raise DecisionError(f"{entry.place}: 'relation' is {relation!r}; it is one of {', '.join(STATED_RELATIONS)}.")
    given = {key: entry.day(key) for key in ("since", "until") if key in entry.raw}
    if not given:
        raise DecisionError(f"{entry.place}: give the date to show, 'since' or 'until'.")
    subject, object_ = (entry.node(entry.text(key), key) for key in ("subject", "object"))
    return Pin(subject=subject, relation=relation, object=object_, signed=entry.signed(), **given)


_READERS: dict[str, Callable[[_Entry], Any]] = {
    "accept": _claim,
    "reject": _claim,
    "correct": _claim,
    "retract": _retraction,
    "merge": _merge,
    "split": _split,
    "alias": _alias,
    "pin": _pin,
}


def _known(raw: _Raw, legal: tuple[str, ...], place: str, noun: str) -> None:
    if unknown := sorted(set(raw) - set(legal)):
        raise DecisionError(f"{place}: unknown {noun} {unknown[0]!r}; there are {', '.join(legal)}.")


def _refuse_twins(keys: Iterable[Any], place: str, sentence: str) -> None:
    seen: set[Any] = set()
    for key in keys:
        if key in seen:
            shown = " ".join(key) if isinstance(key, tuple) else repr(key)
            raise DecisionError(f"{place}: {sentence.format(shown)}.")
        seen.add(key)
