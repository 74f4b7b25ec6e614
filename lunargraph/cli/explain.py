"""``python -m lunargraph explain``: how each claim was read, in a build or in a text given on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.output import build_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("explain")
@click.argument("names", nargs=-1, metavar="[SUBJECT [RELATION] OBJECT | -]")
@click.option("--text", default=None, help="A text to read in place of a build; - reads it from stdin.")
@click.option(
    "--published", metavar="DATE", default=None, help="When the text was published: YYYY, YYYY-MM or YYYY-MM-DD."
)
@click.option("--title", default=None, help="The text's title.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--model", default="", help="An installed spaCy pipeline; the small English one if left out.")
@build_option
def explain_command(names: tuple[str, ...], output: Path, **given: Any) -> None:  # noqa: ANN401 - the options as they are
    """Show how each claim between SUBJECT and OBJECT was read; or what a text states, and why not more."""
    from lunargraph.explain_command import explain_build, explain_text  # noqa: PLC0415 - pandas loads here

    if given["text"] is not None or names in {(), ("-",)}:
        explain_text(names, **given)
    else:
        explain_build(names, output, **given)
