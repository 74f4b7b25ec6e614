"""``python -m lunargraph review``: walk the doubtful claims of a build and note what a person decides."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lunargraph.cli.output import DECISIONS_HELP, STATUSES, build_option, decisions_beside
from lunargraph.partial_dates import is_partial_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lunargraph.finished import Build
    from lunargraph.reviewing import Doubt

_CHOICES = {"a": "accept", "r": "reject", "c": "correct", "s": "skip", "q": "quit"}
_REASONS = {"accept": "The sentence says so.", "reject": None, "correct": None}
_NO_DATE = "-"


@click.command("review")
@build_option
@click.option("--decisions", type=click.Path(path_type=Path), default=None, help=DECISIONS_HELP)
@click.option("--reviewer", default=None, help="Your name; asked for if left out.")
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    default=None,
    help="Walk claims below this confidence; those that are not sure if left out.",
)
@click.option("--about", metavar="NAME", default=None, help="Only claims about this actor or program.")
def review_command(
    output: Path, decisions: Path | None, reviewer: str | None, below: float | None, about: str | None
) -> None:
    """Walk disputed and doubtful claims; accept, reject or correct each. The next build applies what you decide."""
    from lunargraph.curation import NO_DECISIONS, read_decisions  # noqa: PLC0415 - pandas loads here
    from lunargraph.finished import find_node, load  # noqa: PLC0415 - as above
    from lunargraph.reviewing import doubts  # noqa: PLC0415 - as above

    build = load(output)
    path = decisions or decisions_beside(output)
    decided = read_decisions(path) if path.exists() else NO_DECISIONS
    node = find_node(build, about) if about else ""
    walk = doubts(build, decided, below=below, about=node)
    if not walk:
        click.echo("There is nothing to review.", err=True)
        return
    name = reviewer or click.prompt("Your name", err=True)
    made = 0
    for number, doubt in enumerate(walk, start=1):
        _show(build, doubt, f"{number} of {len(walk)}")
        verb = _CHOICES[_ask("Accept, reject, correct, skip or quit", _CHOICES, "s")]
        if verb == "quit":
            break
        if verb != "skip":
            _note(path, verb, doubt, str(name))
            made += 1
    applied = f"; `python -m lunargraph build --decisions {path}` applies them" if made else ""
    click.echo(f"Noted {made} decision{'' if made == 1 else 's'} in {path}{applied}.", err=True)


def _show(build: Build, doubt: Doubt, place: str) -> None:
    """Print a claim with its sentence, how it was read and where it was printed."""
    from lunargraph import explaining, queries  # noqa: PLC0415 - pandas loads here

    row = doubt.row
    rows = queries.evidence_for(build, row["subject"], row["relation"], row["object"])
    lines = explaining.evidence_lines(rows[rows["claim_id"] == row["id"]], build.name)
    click.echo("\n".join(["", f"[{place}] {doubt.why}", *lines]))


def _ask(question: str, choices: Mapping[str, str], default: str) -> str:
    shown = ", ".join(f"{key} {word}" for key, word in choices.items())
    kind = click.Choice(list(choices), case_sensitive=False)
    return str(click.prompt(f"{question} ({shown})", type=kind, default=default, show_choices=False, err=True))


def _note(path: Path, verb: str, doubt: Doubt, reviewer: str) -> None:
    """Ask for what a decision needs and add it to the file at once, so that nothing is lost when one stops."""
    from lunargraph.curation import append_decision  # noqa: PLC0415 - pandas loads here
    from lunargraph.reviewing import decision_about  # noqa: PLC0415 - as above

    changes = _changes(doubt) if verb == "correct" else None
    if verb == "correct" and not changes:
        click.echo("That is what was read; it is noted as accepted.", err=True)
        verb = "accept"
    reason = click.prompt("Reason", default=_REASONS[verb], err=True)
    today = datetime.now(UTC).date().isoformat()
    entry = decision_about(doubt.row, reviewer=reviewer, date=today, reason=str(reason), changes=changes)
    append_decision(path, verb, entry)


def _changes(doubt: Doubt) -> dict[str, str]:
    """Ask for status and date and return those that differ from what was read; an empty date is none."""
    row = doubt.row
    status = click.prompt("Status", type=click.Choice(STATUSES), default=row["status"], err=True)
    date = click.prompt(f"Date ({_NO_DATE} for none)", default=row["date"] or _NO_DATE, value_proc=_date, err=True)
    told = {"status": str(status), "date": "" if date == _NO_DATE else str(date)}
    return {key: value for key, value in told.items() if value != (row[key] or "")}


def _date(text: str) -> str:
    if text != _NO_DATE and not is_partial_date(text):
        raise click.BadParameter(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD.")
    return text
