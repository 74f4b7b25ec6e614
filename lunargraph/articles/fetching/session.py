"""Fetching into a folder: what is new becomes a file, what is known is left alone, each address has an outcome."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from lunargraph.articles.fetching.client import Known
from lunargraph.articles.fetching.feeds import FEED_ACCEPT, Feed, feed_of
from lunargraph.articles.fetching.outcomes import TROUBLES, FetchError, Trouble
from lunargraph.articles.fetching.pages import ACCEPT, Wanted, article_of, clear_halves, keep, size_of
from lunargraph.articles.fetching.state import Row
from lunargraph.articles.fetching.targets import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lunargraph.articles.fetching.client import Client, Page
    from lunargraph.articles.fetching.state import State

#: What can become of an address: a feed that was read; a new article, a new version of one, the same as before, not
#: asked for again so soon; or one of the troubles.
Status = Literal["listed", "fetched", "updated", "unchanged", "known"] | Trouble
STATUSES: Final[tuple[Status, ...]] = ("listed", "fetched", "updated", "unchanged", "known", *TROUBLES)
#: Troubles that the next run would meet again, so that it does not ask so soon.
_LASTING: Final[tuple[Status, ...]] = ("gone", "closed", "unusable")
#: Before the address of a feed in the state, so that it is told from a page's.
_FEED = "feed:"
_LOGIN = re.compile(r"(\A\s*[^/?#]*//)[^/?#]*@")
_WELL: Final[tuple[Status, ...]] = ("fetched", "updated", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one address: ``reason`` is (part of) a sentence, ``file`` the article's file in the folder.

    ``feed`` says that it is the address of a feed.
    """

    url: str
    status: Status
    reason: str = ""
    file: str = ""
    title: str = ""
    feed: bool = False


class Session:
    """One run that fetches pages into a folder."""

    def __init__(self, client: Client, state: State, folder: Path, *, recheck: timedelta = timedelta(days=1)) -> None:
        """Begin a run; what was asked for less than ``recheck`` ago is not asked for again."""
        self._client = client
        self._state = state
        self._folder = folder
        self._recheck = recheck
        self._done: set[str] = set()
        clear_halves(folder)

    def pages(self, wanted: Iterable[Wanted]) -> Iterator[Outcome]:
        """Yield what became of each address, hosts in turn so that they wait for each other least; repeats once."""
        for each in _in_turn(wanted):
            try:
                url = canonical(each.url)
            except FetchError as error:
                yield Outcome(url=_without_login(each.url), status=error.kind, reason=str(error))
                continue
            if url not in self._done:
                self._done.add(url)
                yield self._page(replace(each, url=url))

    def feed(self, url: str, *, outlet: str = "") -> Iterator[Outcome]:
        """Yield what became of a feed, and then of each article that it lists.

        A feed that has not changed is not read again, once all that it listed was dealt with.
        """
        try:
            url = canonical(url)
            page = self._client.get(
                url, accept=FEED_ACCEPT, size=lambda _: self._client.limits.feed_bytes, known=self._feed_marks
            )
            feed = feed_of(page, outlet=outlet) if page.fresh else Feed(articles=(), notes=("nothing new in it",))
        except FetchError as error:
            yield Outcome(url=_without_login(url), status=error.kind, reason=f"the feed: {error}", feed=True)
            return
        told = [f"{len(feed.articles)} articles"] if page.fresh else []
        yield Outcome(url=url, status="listed", reason="; ".join([*told, *feed.notes]), feed=True)
        whole = True
        for outcome in self.pages(feed.articles):
            whole = whole and outcome.status != "failed"
            yield outcome
        if page.fresh and whole:
            # only now: a run that ends before finds the list again
            self._state.put(
                Row(
                    url=f"{_FEED}{url}",
                    final_url=f"{_FEED}{page.url}",
                    etag=page.headers.get("etag", ""),
                    last_modified=page.headers.get("last-modified", ""),
                    status="listed",
                    checked=self._now(),
                )
            )

    def _feed_marks(self, url: str) -> Known | None:
        row = self._state.get(f"{_FEED}{url}")
        return Known(etag=row.etag, last_modified=row.last_modified) if row else None

    def _page(self, wanted: Wanted) -> Outcome:
        row = self._state.get(wanted.url) or Row(url=wanted.url)
        if self._asked_lately(row):
            for status in _LASTING:
                if row.status == status:
                    return Outcome(url=wanted.url, status=status, reason=f"{row.reason}, as of {_told(row.checked)}")
            if row.status in _WELL and self._held(row):
                reason = f"asked for at {_told(row.checked)}"
                return Outcome(url=wanted.url, status="known", reason=reason, file=f"{row.article}.json")
        try:
            page = self._client.get(
                wanted.url, accept=ACCEPT, size=lambda headers: size_of(headers, self._client.limits), known=self._marks
            )
            # where redirects led may be known better than what leads there
            before = self._state.get(page.url) or row
            return self._take(page, wanted, before) if page.fresh else self._same(before, wanted.url)
        except FetchError as error:
            self._state.put(replace(row, url=wanted.url, status=error.kind, reason=str(error), checked=self._now()))
            return Outcome(url=wanted.url, status=error.kind, reason=str(error))

    def _marks(self, url: str) -> Known | None:
        row = self._state.get(url)
        if row is None or row.final_url != url or not self._held(row):
            return None
        return Known(etag=row.etag, last_modified=row.last_modified)

    def _held(self, row: Row) -> bool:
        return bool(row.article) and (self._folder / f"{row.article}.json").is_file()

    def _take(self, page: Page, wanted: Wanted, before: Row) -> Outcome:
        article, record = article_of(page, wanted, self._client.clock.now())
        held = self._held(before)
        same = held and article.id == before.article
        if not same:
            # the file before the row: a run that is killed between the two writes the same file again
            keep(record, self._folder)
        status: Status = "unchanged" if same else "updated" if held else "fetched"
        self._done.add(article.url)
        self._state.put(
            Row(
                url=wanted.url,
                final_url=page.url,
                etag=page.headers.get("etag", ""),
                last_modified=page.headers.get("last-modified", ""),
                article=article.id,
                status=status,
                checked=self._now(),
            )
        )
        return Outcome(url=wanted.url, status=status, file=f"{article.id}.json", title=article.title)

    def _same(self, before: Row, url: str) -> Outcome:
        self._state.put(replace(before, url=url, status="unchanged", reason="", checked=self._now()))
        return Outcome(url=url, status="unchanged", file=f"{before.article}.json")

    def _asked_lately(self, row: Row) -> bool:
        now = self._client.clock.now()
        try:
            return now - self._recheck < datetime.fromisoformat(row.checked) <= now
        except ValueError:
            return False

    def _now(self) -> str:
        return f"{self._client.clock.now():%Y-%m-%dT%H:%M:%SZ}"


def _without_login(url: str) -> str:
    # logs are read by others
    return _LOGIN.sub(r"\1…@", url)


def _told(moment: str) -> str:
    return moment.replace("T", " ").removesuffix("Z") + " UTC"


def _in_turn(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    queues: dict[str, deque[Wanted]] = {}
    for each in wanted:
        queues.setdefault(_host(each.url), deque()).append(each)
    while queues:
        for host in list(queues):
            yield queues[host].popleft()
            if not queues[host]:
                del queues[host]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
