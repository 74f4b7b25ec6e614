"""``python -m lunargraph explain``: every sentence behind a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lunargraph.cli.output import RELATIONS, build_option, printable

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


@click.command("explain")
@click.argument("subject")
@click.argument("rest", nargs=-1, required=True, metavar="[RELATION] OBJECT")
@build_option
def explain_command(subject: str, rest: tuple[str, ...], output: Path) -> None:
    """Show every sentence behind the ties between SUBJECT and OBJECT, newest first."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    if len(rest) > 2:
        raise click.UsageError("Give a subject, an optional relation, and an object; quote names with spaces.")
    relation = rest[0] if len(rest) == 2 else None
    if relation is not None and relation not in RELATIONS:
        raise click.UsageError(f"RELATION is one of {', '.join(RELATIONS)}.")
    loaded = queries.load(output)
    rows = queries.evidence_for(
        loaded, queries.find_node(loaded, subject), relation, queries.find_node(loaded, rest[-1])
    )
    if rows.empty:
        click.echo("No article in this build states a tie between them.", err=True)
        raise SystemExit(1)
    for line in explain_lines(rows):
        click.echo(line)


def explain_lines(rows: pd.DataFrame) -> list[str]:
    """Return evidence rows as readable blocks: the claim, the sentence, who published it, what decided."""
    lines = []
    for row in rows.to_dict("records"):
        date = f" since {row['date']}" if isinstance(row["date"], str) else ""
        lines.append(f"{row['subject_name']} — {row['relation']} — {row['object_name']}: {row['status']}{date}")
        lines.append(f"  \u201c{printable(' '.join(str(row['sentence']).split()))}\u201d")
        parts = [row.get(key) for key in ("outlet", "published", "title", "url")]
        lines.append("  " + ", ".join(printable(part) for part in parts if isinstance(part, str) and part))
        cue = f", status cue {row['cue']}" if isinstance(row["cue"], str) and row["cue"] else ""
        lines.append(f"  rule {row['rule']}{cue}, confidence {row['confidence']:.2f}")
    return lines
