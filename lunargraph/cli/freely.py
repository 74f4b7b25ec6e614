"""``query --sql`` and ``query --cypher``: a whole question in a language that others know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lunargraph.cli.printing import print_rows

if TYPE_CHECKING:
    from pathlib import Path


def answer_freely(sql: str | None, cypher: str | None, form: str, output: Path) -> None:
    """Print what a query in SQL or Cypher says of the build in ``output``."""
    if sql is not None and cypher is not None:
        raise click.UsageError("Give --sql or --cypher, not both.")
    from lunargraph import languages  # noqa: PLC0415 - pandas loads here
    from lunargraph.finished import load  # noqa: PLC0415 - as above

    build = load(output)
    answer = languages.sql(build, sql) if sql is not None else languages.cypher(build, cypher or "")
    print_rows(answer, form)
