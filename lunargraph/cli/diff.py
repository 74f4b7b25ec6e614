"""``python -m lunargraph diff`` and ``changes``: what is new between two builds, or in one since a date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lunargraph.addresses import is_web_address
from lunargraph.cli.output import build_option
from lunargraph.cli.printing import printable
from lunargraph.files import atomically, storable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

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
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=None,
            help="0 for all ties; the sure ones if left out.",
        ),
        click.option("--feed-url", default="", metavar="URL", help="Where the Atom feed will be found."),
        click.option("--to", type=click.Path(path_type=Path), default=None, help="File to write; stdout if left out."),
    ):
        command = option(command)
    return command


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@_shared_options
def diff_command(old: Path, new: Path, **options: Any) -> None:  # noqa: ANN401 - the options as they are
    """What changed from the build OLD to the build NEW: who joined, left, was confirmed, became disputed ..."""
    from lunargraph.finished import load  # noqa: PLC0415 - pandas loads here

    _refuse_nonsense(**options)
    before, after = load(old), load(new)
    _print((before.ties, after.ties), [after, before], "Lunar partnerships: what changed", **options)


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
    _print(changes.ties_since(build, since), [build], f"Lunar partnerships: news since {since}", **options)


def _refuse_nonsense(*, form: str, feed_url: str, **_: object) -> None:
    if feed_url and form != "atom":
        raise click.UsageError("--feed-url goes with --format atom.")
    if feed_url and not is_web_address(feed_url):
        raise click.UsageError(f"{feed_url!r} is no web address; write it with https:// in front.")


def _print(  # noqa: PLR0913 - the options as they are
    ties: tuple[pd.DataFrame, pd.DataFrame],
    builds: Sequence[Build],
    title: str,
    *,
    about: str | None,
    form: str,
    feed_url: str,
    min_confidence: float | None,
    everything: bool,
    to: Path | None,
) -> None:
    """Print what changed from the first table of ties to the second; of two builds the newer comes first."""
    from lunargraph import changes  # noqa: PLC0415 - pandas loads here
    from lunargraph.coalitions import firm  # noqa: PLC0415 - as above

    before, after = ties
    node = _find(builds, about) if about is not None else ""
    found = _concerning(changes.diff(firm(before, min_confidence), firm(after, min_confidence)), node)
    if node:
        # a feed of its own has a title of its own, and so an id
        title = f"{title}, {builds[0].name(node)}"
    if min_confidence is None and (more := len(_concerning(changes.diff(before, after), node)) - len(found)) > 0:
        told = "change of a less sure tie" if more == 1 else "changes of less sure ties"
        click.echo(f"{more} {told} left out; --min-confidence 0 shows them.", err=True)
    items = changes.items_of(found, *builds)
    newer = changes.corrected(builds[1], builds[0]) if len(builds) > 1 and not node else []
    if form == "json":
        objects = [
            {**_words(change, items), **each} for change, each in zip(found, changes.to_objects(found), strict=True)
        ]
        text = (
            storable(json.dumps({"title": title, "changes": objects, "corrected": newer}, ensure_ascii=False, indent=2))
            + "\n"
        )
    elif form == "atom":
        undated = str(builds[0].manifest.get("built_at", _LONG_AGO))
        text = changes.atom_feed(items, title=_feed_title(title), undated=undated, address=feed_url)
    elif form == "markdown":
        lines = list(changes.markdown_lines(items, heading=title, everything=everything))
        more_lines = changes.corrected_lines(newer, markdown=True)
        text = "".join(f"{line}\n" for line in [*lines, *([""] if more_lines else []), *more_lines])
    else:
        lines = [*changes.text_lines(items, everything=everything), *changes.corrected_lines(newer)]
        text = "".join(f"{printable(line)}\n" for line in lines)
    _write(text, to)


def _write(text: str, to: Path | None) -> None:
    if to is None:
        click.echo(text, nl=False)
        return
    # whole or not at all: whoever fetches a feed meanwhile gets the one before
    atomically(
        to, lambda made: made.write_text(text, encoding="utf-8", newline=""), way_out="choose another place with --to"
    )
    click.echo(f"Wrote {to}.", err=True)


def _concerning(found: Sequence[Change], node: str) -> list[Change]:
    """Return the changes of ties that have a node for an end; all without one."""
    return [change for change in found if not node or node in {change.tie["subject"], change.tie["object"]}]


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
