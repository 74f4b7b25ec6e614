"""``python -m lunargraph diff`` and ``changes``: what is new between two builds, or in one since a date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lunargraph.addresses import is_web_address
from lunargraph.cli.output import build_option, printable
from lunargraph.files import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lunargraph.changes import Change, Item
    from lunargraph.finished import Build

_Command = TypeVar("_Command", bound="Callable[..., Any]")
_LONG_AGO = "1970-01-01T00:00:00Z"


def _shared_options(command: _Command) -> _Command:
    for option in (
        click.option("--about", metavar="NAME", default=None, help="Only ties of this actor or program."),
        click.option("--all", "everything", is_flag=True, help="List ties that only gained or lost evidence, too."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "markdown", "json", "atom"]),
            default="text",
            show_default=True,
        ),
        click.option("--feed-url", default="", metavar="URL", help="Where the Atom feed will be found."),
    ):
        command = option(command)
    return command


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@_shared_options
def diff_command(old: Path, new: Path, **options: Any) -> None:  # noqa: ANN401 - the options as they are
    """What changed from the build OLD to the build NEW: who joined, left, was confirmed, became disputed ..."""
    from lunargraph import changes  # noqa: PLC0415 - pandas loads here
    from lunargraph.finished import load  # noqa: PLC0415 - as above

    _refuse_nonsense(**options)
    before, after = load(old), load(new)
    _print(changes.diff(before.ties, after.ties), [after, before], "Lunar partnerships: what changed", **options)


@click.command("changes")
@click.option("--since", required=True, metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")
@_shared_options
@build_option
def changes_command(since: str, output: Path, **options: Any) -> None:  # noqa: ANN401 - the options as they are
    """What articles published since a DATE changed in the last build."""
    from lunargraph import changes  # noqa: PLC0415 - pandas loads here
    from lunargraph.finished import load  # noqa: PLC0415 - as above

    _refuse_nonsense(**options)
    build = load(output)
    _print(changes.changes_since(build, since), [build], f"Lunar partnerships: news since {since}", **options)


def _refuse_nonsense(*, form: str, feed_url: str, **_: object) -> None:
    if feed_url and form != "atom":
        raise click.UsageError("--feed-url goes with --format atom.")
    if feed_url and not is_web_address(feed_url):
        raise click.UsageError(f"{feed_url!r} is no web address; write it with https:// in front.")


def _print(  # noqa: PLR0913 - the options as they are
    found: Sequence[Change],
    builds: Sequence[Build],
    title: str,
    *,
    about: str | None,
    form: str,
    feed_url: str,
    everything: bool,
) -> None:
    """Print changes; of two builds the newer comes first."""
    from lunargraph import changes  # noqa: PLC0415 - pandas loads here

    if about is not None:
        node = _find(builds, about)
        found = [change for change in found if node in {change.tie["subject"], change.tie["object"]}]
        # a feed of its own has a title of its own, and so an id
        title = f"{title}, {builds[0].name(node)}"
    items = changes.items_of(found, *builds)
    if form == "json":
        objects = [
            {**_words(change, items), **each} for change, each in zip(found, changes.to_objects(found), strict=True)
        ]
        click.echo(storable(json.dumps({"title": title, "changes": objects}, ensure_ascii=False, indent=2)))
    elif form == "atom":
        text = changes.atom_feed(items, title=_feed_title(title), undated=_built_at(builds[0]), address=feed_url)
        click.echo(text, nl=False)
    elif form == "markdown":
        click.echo("\n".join(changes.markdown_lines(items, heading=title, everything=everything)))
    else:
        for line in changes.text_lines(items, everything=everything):
            click.echo(printable(line))


def _find(builds: Sequence[Build], name: str) -> str:
    from lunargraph.errors import QueryError  # noqa: PLC0415 - beside its use
    from lunargraph.finished import find_node  # noqa: PLC0415 - pandas loads here

    try:
        return find_node(builds[0], name)
    except QueryError:
        # what is gone is in the older build only
        if len(builds) < 2:
            raise
        return find_node(builds[1], name)


def _words(change: Change, items: Sequence[Item]) -> dict[str, Any]:
    item = next(item for item in items if item.change is change)
    quotes = [
        {"sentence": q.sentence, "status": q.status, "outlet": q.outlet, "published": q.published, "url": q.url}
        for q in item.quotes
    ]
    return {"title": item.title, "detail": item.detail, "reported": item.reported, "quotes": quotes}


def _feed_title(title: str) -> str:
    """Return the title without the date since when: next month's feed is the same feed."""
    head, _, tail = title.partition(" since ")
    rest = tail.partition(", ")[2]
    return head + (f", {rest}" if rest else "")


def _built_at(build: Build) -> str:
    """Return when a build was made, for entries without any date."""
    try:
        told = json.loads((build.folder / "manifest.json").read_text(encoding="utf-8"))["built_at"]
    except (OSError, ValueError, KeyError, TypeError):
        return _LONG_AGO
    return str(told)
