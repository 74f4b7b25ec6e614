"""``python -m lunargraph watch``: feeds to news in one go, for cron."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lunargraph.cli.fetch import client_of, tell
from lunargraph.cli.printing import printable

if TYPE_CHECKING:
    from lunargraph.articles.fetching import Outcome
    from lunargraph.watching import Watch


@click.command("watch")
@click.argument("plan", metavar="FEEDS.toml", type=click.Path(path_type=Path))
@click.option(
    "--allow-private", is_flag=True, help="Let addresses within private networks and this machine be fetched."
)
@click.option("-v", "--verbose", is_flag=True, help="Tell what became of every address, and of the build.")
@click.pass_context
def watch_command(ctx: click.Context, plan: Path, *, allow_private: bool, verbose: bool) -> None:
    """Fetch what the feeds list, build if anything is new, and print what changed: who joined, left, was confirmed ...

    Made for cron: silent where nothing changed, and safe to stop at any time.
    """
    from lunargraph.watching import read_plan, watch  # noqa: PLC0415 - pandas loads here

    read = read_plan(plan)
    client = client_of(contact=read.contact, delay=read.delay, allow_private=allow_private)

    def report(outcome: Outcome) -> None:
        from lunargraph.articles.fetching import TROUBLES  # noqa: PLC0415 - loaded by then

        if verbose or (outcome.feed and outcome.status in TROUBLES):
            tell(outcome)

    found = watch(read, client, report=report, tell=_news)
    if verbose:
        _talk(found)
    ctx.exit(1 if found.troubles else 0)


def _news(found: Watch) -> None:
    from lunargraph.changes import text_lines  # noqa: PLC0415 - pandas loads here

    if found.first and found.built is not None:
        told = (
            f"First build, of {found.built.articles} articles, in {found.built.output}; from now on changes are told."
        )
        click.echo(printable(told), err=True)
    if found.news:
        for line in text_lines(found.news):
            click.echo(printable(line))
        click.echo(printable(f"The same as Markdown, with links: {found.digest}"), err=True)


def _talk(found: Watch) -> None:
    from lunargraph.cli.build import summary_lines  # noqa: PLC0415 - as above

    lines = summary_lines(found.built) if found.built else ["Nothing new to build."]
    for line in lines:
        click.echo(line, err=True)
