"""One run: every feed, a build if anything is new, and the news since what was told last."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from lunargraph import changes
from lunargraph.articles.fetching import TROUBLES, Session, State
from lunargraph.coalitions import firm
from lunargraph.files import atomically, lexicon_digest, rules_digest
from lunargraph.finished import load
from lunargraph.release import __version__
from lunargraph.watching.told import is_told, remember, told_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lunargraph.articles.fetching import Client, Outcome
    from lunargraph.build import Summary
    from lunargraph.changes import Item
    from lunargraph.watching.plan import Plan

_NOTE = "built"


@dataclass(slots=True)
class Watch:
    """What a run found: ``troubles`` are the feeds that could not be had, ``built`` is None where nothing was new.

    ``first`` says that nothing was told before, so that nothing can be news. ``news`` are the changes of status, date
    or dispute; ``digest`` is the Markdown file that tells them, None where there are none.
    """

    new: int = 0
    troubles: list[Outcome] = field(default_factory=list)
    built: Summary | None = None
    first: bool = False
    news: list[Item] = field(default_factory=list)
    digest: Path | None = None


def watch(
    plan: Plan,
    client: Client,
    *,
    report: Callable[[Outcome], None] = lambda _: None,
    tell: Callable[[Watch], None] = lambda _: None,
) -> Watch:
    """Fetch what the feeds of a plan list, build if anything is new, and find what changed since the last news.

    A feed that fails stops nothing. A run that is killed at any point is made good by the next: articles and build are
    each kept whole, and news are told again rather than not at all. ``report`` sees every outcome as it comes,
    ``tell`` the result while its news are not yet held to be told.

    Raises:
        LunargraphError: where another run is at work in the folder, the build fails, or nothing can be written.
    """
    with State(plan.folder) as state:
        found = Watch()
        session = Session(client, state, plan.folder, recheck=timedelta(hours=plan.recheck))
        for feed in plan.feeds:
            for outcome in session.feed(feed.url, outlet=feed.outlet):
                report(outcome)
                found.new += outcome.status in {"fetched", "updated"}
                if outcome.feed and outcome.status in TROUBLES:
                    found.troubles.append(outcome)
        if _is_empty(plan):
            return found
        seen = _seen(plan)
        if state.note(_NOTE) != seen or not (plan.output / "manifest.json").is_file():
            found.built = _build(plan)
            state.leave_note(_NOTE, seen)
        if not is_told(state, plan.folder, plan.output):
            _compare(plan, state, found)
            tell(found)
            remember(state, plan.folder, plan.output)
        return found


def _compare(plan: Plan, state: State, found: Watch) -> None:
    before, after = told_before(state, plan.folder), load(plan.output)
    found.first = before is None
    if before is None:
        return
    differing = changes.diff(firm(before.ties, None), firm(after.ties, None))
    found.news = [item for item in changes.items_of(differing, after, before) if item.kind != "updated"]
    if found.news:
        moment = str(after.manifest.get("built_at", ""))
        lines = changes.markdown_lines(found.news, heading=f"Lunar partnerships: news of {moment[:10]}")
        name = "".join(sign for sign in moment if sign.isalnum() or sign == "-")
        found.digest = plan.output / "digests" / f"{name}.md"
        text = "".join(f"{line}\n" for line in lines)
        atomically(
            found.digest,
            lambda made: made.write_text(text, encoding="utf-8", newline=""),
            way_out="choose another output in the file of feeds",
        )


def _build(plan: Plan) -> Summary:
    # the parser loads here, and a run without news does without
    from lunargraph.build import build  # noqa: PLC0415 - as said
    from lunargraph.engine import default_cache  # noqa: PLC0415 - as said

    decisions = plan.output.parent / "decisions.toml"
    return build(
        [plan.folder, *plan.inputs],
        plan.output,
        decisions=decisions if decisions.is_file() else None,
        cache=default_cache(),
    )


def _is_empty(plan: Plan) -> bool:
    return not plan.inputs and next(plan.folder.glob("*.json"), None) is None


def _seen(plan: Plan) -> str:
    """Return a digest of all that a build depends on, without reading the articles again."""
    facts: list[object] = [__version__, lexicon_digest(), rules_digest()]
    for path in _files([plan.folder, *plan.inputs, plan.output.parent / "decisions.toml"]):
        with contextlib.suppress(FileNotFoundError):
            stat = path.stat()
            facts.append([str(path), stat.st_size, stat.st_mtime_ns])
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if not each.name.startswith("."))
            # a link to a folder could lead round in a circle
            yield from _files([each for each in inside if not (each.is_symlink() and each.is_dir())])
        elif path.is_file():
            yield path
