"""``python -m lunargraph fetch``: articles from the web into a folder."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.printing import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lunargraph.articles.fetching import Client, Outcome

_WORDS = {"listed": "feed read", "known": "known already", "failed": "failed for now"}


@click.command("fetch")
@click.argument("urls", nargs=-1, metavar="URL ...")
@click.option(
    "--feed",
    "feeds",
    multiple=True,
    metavar="FEED",
    help="An RSS or Atom feed whose articles to fetch, too; may be given again.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("fetched"),
    show_default=True,
    help="The folder of the articles.",
)
@click.option("--outlet", default="", help="The publisher of these pages; as each page says if left out.")
@click.option("--contact", default="", metavar="ADDRESS", help="Whom a site can write to; sent with every request.")
@click.option(
    "--delay",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    help="Seconds between two requests to one host, at least.",
)
@click.option(
    "--recheck",
    type=click.FloatRange(0),
    default=24.0,
    show_default=True,
    metavar="HOURS",
    help="Ask again only for what was asked for longer ago than this.",
)
@click.option(
    "--allow-private", is_flag=True, help="Let addresses within private networks and this machine be fetched."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per address on stdout.")
def fetch_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    urls: tuple[str, ...],
    feeds: tuple[str, ...],
    folder: Path,
    outlet: str,
    contact: str,
    delay: float,
    recheck: float,
    allow_private: bool,  # noqa: FBT001 - an option
    as_json: bool,  # noqa: FBT001 - an option
) -> None:
    """Fetch the articles at these addresses, and those that feeds list, into a folder.

    In place of an address, - reads addresses from stdin, one a line.
    """
    from lunargraph.articles.fetching import Session, State, Wanted  # noqa: PLC0415 - readers of pages load here

    if not urls and not feeds:
        raise click.UsageError("Give the addresses to fetch, - to read them from stdin, or --feed with a feed.")
    client = client_of(contact=contact, delay=delay, allow_private=allow_private)
    wanted = [Wanted(url=url, outlet=outlet) for url in _addresses(urls)]
    counts: Counter[str] = Counter()
    with State(folder) as state:
        session = Session(client, state, folder, recheck=timedelta(hours=recheck))
        for outcome in chain(session.pages(wanted), *(session.feed(feed, outlet=outlet) for feed in feeds)):
            counts[outcome.status] += 1
            tell(outcome, as_json=as_json)
    click.echo(summary(counts, folder), err=True)
    sys.exit(1 if troubles(counts) else 0)


def client_of(*, contact: str, delay: float, allow_private: bool) -> Client:
    """Return the client that options ask for.

    Raises:
        UsageError: where the contact cannot be sent.
    """
    from lunargraph.articles.fetching import Client, Limits, agent_of  # noqa: PLC0415 - as above

    try:
        agent = agent_of(contact)
    except ValueError as error:
        raise click.UsageError(f"--contact: {error}.") from None
    more: dict[str, Any] = {"permits": lambda _: True} if allow_private else {}
    return Client(agent=agent, limits=Limits(delay=delay), **more)


def tell(outcome: Outcome, *, as_json: bool = False) -> None:
    """Say what became of an address: a line on stderr, an object on stdout if asked for."""
    more = outcome.reason or outcome.title
    word = _WORDS.get(outcome.status, outcome.status)
    click.echo(printable(f"{word}: {outcome.url}{': ' if more else ''}{more}"), err=True)
    if as_json:
        click.echo(json.dumps(asdict(outcome)))


def summary(counts: Mapping[str, int], folder: Path) -> str:
    """Return the line that ends a run."""
    from lunargraph.articles.fetching import STATUSES  # noqa: PLC0415 - as above

    parts = [f"{counts[status]} {_WORDS.get(status, status)}" for status in STATUSES if counts.get(status)]
    if counts.get("listed", 0) > 1:
        parts[0] = f"{counts['listed']} feeds read"
    told = f"{', '.join(parts)}." if parts else "Nothing to fetch."
    new = counts.get("fetched", 0) + counts.get("updated", 0)
    return told + (f" Read them with: python -m lunargraph build {printable(str(folder))}" if new else "")


def troubles(counts: Mapping[str, int]) -> int:
    """Return how many addresses gave no article."""
    from lunargraph.articles.fetching import TROUBLES  # noqa: PLC0415 - as above

    return sum(counts.get(kind, 0) for kind in TROUBLES)


def _addresses(urls: Iterable[str]) -> list[str]:
    found: list[str] = []
    for url in urls:
        lines = sys.stdin.buffer.read().decode("utf-8", "replace").split("\n") if url == "-" else [url]
        found += [line.strip() for line in lines if line.strip()]
    return found
