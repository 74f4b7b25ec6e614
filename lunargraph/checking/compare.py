"""A build beside the reference: one finding for every member, date and count that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.checking.counts import find_ordinal, judge_count
from lunargraph.claims import frame_to_claims
from lunargraph.model import Kind, Relation, Status
from lunargraph.partial_dates import UNKNOWN, span
from lunargraph.tables import frame_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from lunargraph.checking.reference import Part, Place, Reference, Roster
    from lunargraph.finished import Build
    from lunargraph.model import Claim

FINDING_COLUMNS = (
    "verdict", "check", "program", "subject", "name", "build", "reference", "published", "outlet", "sentence",
    "source_url", "note", "claim_ids",
)  # fmt: skip
_VERDICTS = ("disagrees", "open", "agrees")
_MEMBERSHIPS = (Relation.MEMBER_OF, Relation.LEADS)
_LESS_SURE = "current, less sure"
_Row = dict[str, Any]


def check_build(build: Build, reference: Reference) -> pd.DataFrame:
    """Return every comparison as one row (``FINDING_COLUMNS``), disagreements first.

    ``verdict`` is ``agrees``, ``disagrees``, or ``open`` where the reference itself is unsure or incomplete.
    ``check`` is ``member`` (both have it), ``missing`` (the roster has a member that the build does not show as
    current), ``extra`` (the build shows a member that the roster does not have), ``date`` (since when) or ``count``
    (a number that an article gives, against the roster of the day of that article). ``build`` and ``reference`` say
    what each of them has; ``published``, ``outlet`` and ``sentence`` are those of a count's article; ``source_url``
    and ``note`` are the reference's own; ``claim_ids`` the claims behind the build's side.

    What only a less sure tie says stays ``open``, for answers leave it out unless asked. Lists of members of other
    programs are never complete, so what is missing there is ``open``, too.
    """
    rows: list[_Row] = []
    memberships = _memberships(build)
    for program, roster in sorted(reference.rosters.items()):
        rows += _compare_roster(build, roster, memberships.get(program, {}))
    for part in reference.parts:
        rows.append(_compare_part(build, part, memberships.get(part.program, {})))
    rows += _compare_counts(build.counts, build.claims, build.articles, reference, build.name)
    order = {verdict: rank for rank, verdict in enumerate(_VERDICTS)}
    rows.sort(
        key=lambda row: (order[row["verdict"]], row["check"], row["program"], row["published"] or "", row["name"])
    )
    return frame_of(rows, FINDING_COLUMNS)


def _memberships(build: Build) -> dict[str, dict[str, list[_Row]]]:
    """Return the ties to each program by subject; who leads is a member, too."""
    found: dict[str, dict[str, list[_Row]]] = {}
    for tie in build.ties[build.ties["relation"].isin(_MEMBERSHIPS)].to_dict("records"):
        row = {str(key): value for key, value in tie.items()}
        found.setdefault(row["object"], {}).setdefault(row["subject"], []).append(row)
    return found


def _compare_roster(build: Build, roster: Roster, ties: Mapping[str, list[_Row]]) -> Iterator[_Row]:
    for place in roster.places:
        if place.member:
            yield from _compare_place(roster.program, place, ties.get(place.node, []))
    members = {place.node for place in roster.places if place.member}
    for subject, own in sorted(ties.items()):
        current = [tie for tie in own if tie["status"] == Status.CURRENT]
        if current and subject not in members:
            yield _extra(build, roster, subject, current, members)


def _compare_place(program: str, place: Place, ties: list[_Row]) -> Iterator[_Row]:
    row = {
        "program": program,
        "subject": place.node,
        "name": place.name,
        "reference": f"{place.status}{f' since {place.date}' if place.date else ''}",
        "source_url": place.source,
        "note": place.note,
        "claim_ids": _claims(ties),
    }
    current = [tie for tie in ties if tie["status"] == Status.CURRENT]
    sure = any(tie["sure"] for tie in current)
    if not current:
        told = ties[0]["status"] if ties else "no tie"
        yield _finding("missing", "open" if place.doubtful or not place.node else "disagrees", {**row, "build": told})
        return
    yield _finding("member", "agrees" if sure else "open", {**row, "build": "current" if sure else _LESS_SURE})
    dates = [tie["since"] for tie in current if span(tie["since"]) != UNKNOWN]
    if not dates or place.when == UNKNOWN:
        return
    told = ", ".join(dict.fromkeys(dates))
    # a founder may have begun to lead before it signed
    same = any(span(date)[0] <= place.when[1] and place.when[0] <= span(date)[1] for date in dates)
    verdict = "agrees" if same else "open" if place.doubtful or not sure else "disagrees"
    yield _finding("date", verdict, {**row, "build": f"since {told}"})


def _extra(build: Build, roster: Roster, subject: str, ties: list[_Row], members: set[str]) -> _Row:
    near = roster.at(subject)
    country = str(build.graph.nodes[subject].get("country") or "")
    is_country = subject.startswith(f"{Kind.COUNTRY}:")
    sure = any(tie["sure"] for tie in ties)
    told = "current" if sure else _LESS_SURE
    row = {
        "program": roster.program,
        "subject": subject,
        "name": build.name(subject),
        "build": " since ".join([told, *[tie["since"] for tie in ties[:1] if tie["since"]]]),
        "reference": near.status if near else "not on the roster",
        "source_url": near.source if near else "",
        "note": near.note if near else "",
        "claim_ids": _claims(ties),
    }
    if country in members:
        # an agency acts for its country
        return _finding("member", "agrees", {**row, "reference": f"its country is: {country}"})
    # the roster is complete for countries only
    return _finding("extra", "disagrees" if is_country and sure else "open", row)


def _compare_part(build: Build, part: Part, ties: Mapping[str, list[_Row]]) -> _Row:
    homes = {str(build.graph.nodes[node].get("country") or "") for node in part.nodes if node in build.graph}
    own = [tie for node in {*part.nodes, *homes} for tie in ties.get(node, [])]
    row = {
        "program": part.program,
        "subject": part.nodes[0],
        "name": part.name,
        "build": ", ".join(sorted({tie["status"] for tie in own})) or "no tie",
        "reference": f"{part.role}; {part.status}{f' ({part.date})' if part.date else ''}",
        "source_url": part.source,
        "claim_ids": _claims(own),
    }
    return _finding("member", "agrees", row) if own else _finding("missing", "open", row)


def check_counts(
    counts: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame, reference: Reference, name: Callable[[str], str]
) -> pd.DataFrame:
    """Return one row (``FINDING_COLUMNS``) for every count, against the roster of the day of its article."""
    return frame_of(_compare_counts(counts, claims, articles, reference, name), FINDING_COLUMNS)


def _compare_counts(
    counts: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame, reference: Reference, name: Callable[[str], str]
) -> Iterator[_Row]:
    papers = {row["id"]: row for row in articles.to_dict("records")}
    stated: dict[str, list[Claim]] = {}
    wanted = claims[(claims["relation"] == Relation.MEMBER_OF) & claims["article"].isin(counts["article"])]
    for claim in frame_to_claims(wanted):
        stated.setdefault(claim.article, []).append(claim)
    for count in counts.to_dict("records"):
        paper = papers.get(count["article"], {})
        beside = [claim for claim in stated.get(str(count["article"]), ()) if _in_one_sentence(claim, count)]
        subject = _counted(beside, count)
        judged = judge_count(
            reference.rosters.get(str(count["program"])),
            int(count["value"]),
            str(count["qualifier"]),
            paper.get("published"),
            subject,
        )
        row = {
            "program": count["program"],
            "subject": subject,
            "name": name(subject) if subject else "",
            "build": f"{count['value']} ({str(count['qualifier']).replace('_', ' ')})",
            "reference": judged.roster,
            "published": paper.get("published"),
            "outlet": paper.get("outlet"),
            "sentence": count["sentence"],
            "claim_ids": sorted(claim.id for claim in beside),
        }
        verdict = "open" if judged.fits is None else "agrees" if judged.fits else "disagrees"
        yield _finding("count", verdict, row)


def _in_one_sentence(claim: Claim, count: Mapping[Any, Any]) -> bool:
    evidence = claim.evidence
    return bool(claim.object == count["program"] and evidence.start <= count["start"] < evidence.end)


def _counted(beside: Sequence[Claim], count: Mapping[Any, Any]) -> str:
    """Return who an ordinal is about: the only one of whom the sentence tells, if it is named before the number."""
    at = find_ordinal(str(count["sentence"]), int(count["value"]))
    told = {
        claim.subject: claim.reading.subject.words.start - int(count["start"])
        for claim in beside
        if claim.reading.subject.words
    }
    if at < 0 or len(told) != 1 or len({claim.subject for claim in beside}) != 1:
        return ""
    subject, start = next(iter(told.items()))
    return subject if start < at else ""


def _finding(check: str, verdict: str, row: _Row) -> _Row:
    return {"published": None, **row, "check": check, "verdict": verdict}


def _claims(ties: list[_Row]) -> list[str]:
    return sorted({claim for tie in ties for claim in tie["claim_ids"]})
