"""Changes put in words for people: a title, what it was before, and the sentences that brought the change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.partial_dates import span
from lunargraph.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from lunargraph.changes.diff import Change
    from lunargraph.finished import Build

_HEADINGS = {
    "joined": "Joined",
    "left": "Left",
    "confirmed": "Confirmed: was planned, is current",
    "planned": "Newly planned",
    "denied": "Denied",
    "disputed": "Became disputed",
    "settled": "No longer disputed",
    "dated": "Date changed",
    "gone": "No longer stated for sure",
    "updated": "Evidence changed",
}
#: Where the general word would be wrong: nobody joins a partner.
_OF_RELATION = {
    ("joined", "leads"): "Now in the lead",
    ("joined", "cooperates_with"): "Now cooperating",
    ("left", "leads"): "No longer in the lead",
    ("left", "cooperates_with"): "No longer cooperating",
}
_RELATIONS = {"member_of": "member of", "leads": "leads", "cooperates_with": "cooperates with"}
_QUOTES = 3
_BULLET = re.compile(r"^[-*•–]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence and where it was printed; ``published`` is a partial date or None."""

    sentence: str
    status: str
    outlet: str
    published: str | None
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of news; every text is one line without control characters.

    ``title`` names the tie, ``detail`` says what is and what was. ``reported`` is the date of the latest article
    that brought the change (a partial date or None), ``quotes`` are the newest sentences that did, at most three.
    """

    kind: str
    change: Change
    title: str
    detail: str
    reported: str | None
    quotes: tuple[Quote, ...]

    @property
    def heading(self) -> str:
        """What this kind of news is called: "Joined", "Now cooperating" ..."""
        return _OF_RELATION.get((self.kind, str(self.change.tie["relation"])), _HEADINGS[self.kind])


def items_of(changes: Iterable[Change], new: Build, old: Build | None = None) -> list[Item]:
    """Return the news in changes, one item for each change and each of its kinds, the latest reported first.

    ``new`` is the build after the changes, ``old`` the one before, where what is gone has its sentences.
    """
    builds = [new] if old is None else [new, old]
    claims = _by_id(builds, lambda build: build.claims)
    articles = _by_id(builds, lambda build: build.articles)
    items = []
    for change in changes:
        quotes = _quotes(change, claims, articles)
        given = sorted((q.published for q in quotes if q.published), key=lambda date: (span(date)[0], date))
        reported = given[-1] if given else change.tie["last_seen"]
        items += [
            Item(
                kind=kind,
                change=change,
                title=_title(change.tie, builds),
                detail=_detail(kind, change),
                reported=reported,
                quotes=quotes[:_QUOTES],
            )
            for kind in change.kinds
        ]
    # the order within one day stays that of the changes
    return sorted(items, key=lambda item: span(item.reported)[0], reverse=True)


def _by_id(builds: Iterable[Build], table: Callable[[Build], pd.DataFrame]) -> dict[str, Mapping[Any, Any]]:
    found: dict[str, Mapping[Any, Any]] = {}
    for build in builds:
        for row in table(build).to_dict("records"):
            found.setdefault(str(row["id"]), row)
    return found


def _quotes(
    change: Change, claims: Mapping[str, Mapping[Any, Any]], articles: Mapping[str, Mapping[Any, Any]]
) -> tuple[Quote, ...]:
    """Return the sentences behind a change, of its new claims where there are any, else of all.

    Those that say what the tie now shows come first, of these the newest.
    """
    wanted = change.new_claims or tuple(change.tie["claim_ids"])
    found = []
    for claim in (claims[key] for key in wanted if key in claims):
        article = articles.get(str(claim["article"]), {})
        found.append(
            Quote(
                # an item of a list is quoted without its mark
                sentence=_BULLET.sub("", one_line(str(claim["sentence"]))),
                status=str(claim["status"]),
                outlet=one_line(str(article.get("outlet") or "")),
                published=article.get("published"),
                title=one_line(str(article.get("title") or "")),
                url=str(article.get("url") or ""),
            )
        )
    status = change.tie["status"]
    found.sort(key=lambda q: (q.status == status, span(q.published)[0], q.sentence), reverse=True)
    return tuple(found)


def _title(tie: Mapping[str, Any], builds: Iterable[Build]) -> str:
    ends = [_name(str(tie[end]), builds) for end in ("subject", "object")]
    return one_line(f"{ends[0]} — {_RELATIONS[tie['relation']]} — {ends[1]}")


def _name(node: str, builds: Iterable[Build]) -> str:
    names = (build.name(node) for build in builds)
    return next((name for name in names if name != node), node)


def _detail(kind: str, change: Change) -> str:
    before, after = change.before, change.after
    if after is None:
        return f"was {_state(before)}"
    if before is None:
        return _state(after)
    if kind == "updated":
        differing = [name for name in after if after[name] != before[name] and name != "claim_ids"]
        return ", ".join(f"{name} {_value(before[name])} → {_value(after[name])}" for name in differing) or "new claims"
    if kind == "dated":
        return f"{after['status']}{_dates(before) or ', no date'} → {_dates(after).strip() or 'no date'}"
    if kind in {"disputed", "settled"}:
        return f"shown as {_state(after)}"
    return f"{_state(before)} → {_state(after)}"


def _state(tie: Mapping[str, Any] | None) -> str:
    """Return status and dates of a tie in words."""
    if tie is None:
        return "unknown"
    return f"{tie['status']}{_dates(tie)}"


def _dates(tie: Mapping[str, Any]) -> str:
    word = "for" if tie["status"] == "planned" else "since"
    since = f" {word} {tie['since']}" if tie["since"] else ""
    until = f" until {tie['until']}" if tie["until"] else ""
    return f"{since}{until}"


def _value(value: object) -> str:
    if isinstance(value, list):
        return one_line(", ".join(map(str, value))) or "none"
    return one_line(str(value)) if value not in {None, ""} else "none"
