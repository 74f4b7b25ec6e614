"""What ``build`` and ``extract`` share: where articles come from, and how they are to be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_INPUT = Path("data/articles")
#: The forms that ``--format`` names: endings of files that may also come by standard input.
FORMS = ("txt", "md", "html", "json", "jsonl", "csv", "tsv", "parquet", "pdf", "docx", "xlsx", "eml", "mbox", "mhtml")

INPUTS = click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
FIELDS = click.option(
    "--map",
    "fields",
    metavar="PART=FIELD,...",
    default="",
    help="Which field or column holds what, as in text=content.body,published=date; else the usual names are tried.",
)
FORM = click.option(
    "--format", "form", type=click.Choice(FORMS), default=None, help="What standard input (-) holds; else it is told."
)


def inputs_or_default(inputs: Sequence[Path]) -> list[Path]:
    """Return the inputs given, or the default folder where it exists.

    Raises:
        InputError: where neither is there.
    """
    if inputs:
        return list(inputs)
    if DEFAULT_INPUT.is_dir():
        return [DEFAULT_INPUT]
    raise InputError(f"There is no folder {DEFAULT_INPUT} here; name the files or folders to read.")
