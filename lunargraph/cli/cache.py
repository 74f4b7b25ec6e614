"""``python -m lunargraph cache``: what is remembered of articles, and how to forget it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from lunargraph.cli.printing import printable
from lunargraph.errors import OutputError

if TYPE_CHECKING:
    from lunargraph.engine.cache import Size

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)b?", re.IGNORECASE)


def _bytes(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """Return a number of bytes from a size such as 200MB."""
    if value is None:
        return None
    found = _SIZE.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter(f"{value!r} is no size; write it as in 500kB, 200MB or 1.5GB.")
    return int(float(found[1]) * _UNITS[found[2].lower()])


@click.command("cache")
@click.option(
    "--prune",
    metavar="SIZE",
    default=None,
    callback=_bytes,
    help="Forget what was not asked for longest, down to this size, as in 200MB.",
)
@click.option("--clear", is_flag=True, help="Forget everything.")
def cache_command(prune: int | None, clear: bool) -> None:  # noqa: FBT001 - click gives it
    """Show where what was read before is kept, and how much it is; builds read again only what is not there.

    The folder is LUNARGRAPH_CACHE where that is set.
    """
    if clear and prune is not None:
        raise click.UsageError("Give --prune or --clear, not both.")
    from lunargraph.engine.cache import Cache, default_cache  # noqa: PLC0415 - heavy imports stay inside commands

    told: list[str] = []
    folder = default_cache()
    if not folder.is_dir() or not any(folder.iterdir()):
        click.echo(f"{folder} is empty; the next build fills it.")
        return
    with Cache(folder, told.append) as cache:
        if not cache.usable:
            raise OutputError(told[-1])
        before = cache.size()
        if clear or prune is not None:
            cache.prune(prune or 0)
            after = cache.size()
            click.echo(f"Forgot {before.articles - after.articles:,} articles.")
            before = after
        click.echo(f"{cache.path}: {_told(before)}")
    for sentence in told:
        click.echo(printable(sentence), err=True)


def _told(size: Size) -> str:
    articles = "article" if size.articles == 1 else "articles"
    unit = next(unit for unit in "TGMk" if size.bytes >= _UNITS[unit.lower()] or unit == "k")
    return f"{size.articles:,} {articles}, {size.bytes / _UNITS[unit.lower()]:.3g} {unit}B"
