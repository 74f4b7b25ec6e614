"""``python -m lunargraph explain``: how the claims of a build were read, or what a text given on the spot states."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.output import LEAST_HELP, MODEL_HELP, RELATIONS, build_option
from lunargraph.errors import InputError
from lunargraph.files import storable
from lunargraph.partial_dates import is_partial_date
from lunargraph.wording import brackets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lunargraph.wording import Paint

_COLOURS = {"subject": "green", "object": "cyan", "rule": "yellow", "cue": "red", "date": "magenta"}
_USAGE = "Give a subject, an optional relation, and an object; quote names with spaces."


@click.command("explain")
@click.argument("names", nargs=-1, metavar="[SUBJECT [RELATION] OBJECT | -]")
@click.option("--text", default=None, help="A text to read in place of a build; - reads it from stdin.")
@click.option("--published", metavar="DATE", default=None, help="When it was published: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--title", default=None, help="The text's title.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--model", default="", help=MODEL_HELP)
@click.option("--min-confidence", "least", type=click.FloatRange(0, 1), default=0.0, show_default=True, help=LEAST_HELP)
@build_option
def explain_command(names: tuple[str, ...], output: Path, **given: Any) -> None:  # noqa: ANN401 - the options as they are
    """Show how each claim between SUBJECT and OBJECT was read; or what a text states, and why not more."""
    if given["text"] is not None or names in {(), ("-",)}:
        explain_text(names, **given)
    else:
        explain_build(names, output, **given)


def explain_build(names: tuple[str, ...], output: Path, *, form: str, least: float, **text_only: str | None) -> None:
    """Show how every claim of a build between two ends was read, if its confidence is ``least`` or more.

    Raises:
        SystemExit: with 1 where there is none.
    """
    from lunargraph import explaining, queries  # noqa: PLC0415 - pandas loads here

    if not 2 <= len(names) <= 3:
        raise click.UsageError(_USAGE)
    if given := [key for key, value in text_only.items() if value]:
        raise click.UsageError(f"--{given[0]} goes with --text; a build already holds what was read.")
    relation = names[1] if len(names) == 3 else None
    if relation is not None and relation not in RELATIONS:
        raise click.UsageError(f"RELATION is one of {', '.join(RELATIONS)}.")
    build = queries.load(output)
    ends = queries.find_node(build, names[0]), queries.find_node(build, names[-1])
    found = queries.evidence_for(build, ends[0], relation, ends[1])
    rows = found[found["confidence"] >= least].reset_index(drop=True)
    copies = queries.copies_of(build, set(rows["article"]))
    pinned = explaining.pinned_lines(build.ties, ends, build.name)
    if form == "json":
        _print_json({"pinned": pinned, "claims": explaining.evidence_objects(rows, build.name, copies)})
    else:
        told = explaining.evidence_lines(rows, build.name, _paint(), copies)
        _print_lines([*pinned, *([""] if pinned else []), *told])
    _tell_weaker(len(found) - len(rows), least)
    if found.empty:
        click.echo("No article in this build states a tie between them.", err=True)
        raise SystemExit(1)


def explain_text(  # noqa: PLR0913 - the options as they are
    names: tuple[str, ...],
    *,
    text: str | None,
    published: str | None,
    title: str | None,
    form: str,
    model: str,
    least: float,
) -> None:
    """Read a text from the command line or stdin and show what it states, and what was rejected and why.

    Raises:
        InputError: where there is no text.
        SystemExit: with 1 where it states nothing.
    """
    if names and text is not None:
        raise click.UsageError("Give names to explain a build, or --text to explain a text, not both.")
    if published is not None and not is_partial_date(published):
        raise click.UsageError(f"{published!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.")
    words = _stdin(asked=bool(names)) if text in {None, "-"} else str(text)
    if not words.strip():
        raise InputError("The text is empty; give one with --text, or pipe it in.")
    from lunargraph.extraction import DEFAULT_MODEL  # noqa: PLC0415 - spaCy loads here
    from lunargraph.pasted import pasted_lines, pasted_object, read_pasted  # noqa: PLC0415 - spaCy loads here

    pasted = read_pasted(
        storable(words), title=storable(title or ""), published=published, model=model or DEFAULT_MODEL
    )
    shown = pasted.at_least(least)
    if form == "json":
        _print_json(pasted_object(shown))
    else:
        _print_lines(pasted_lines(shown, _paint()))
    _tell_weaker(len(pasted.extraction.claims) - len(shown.extraction.claims), least)
    if not pasted.found:
        click.echo("The text states nothing about lunar partnerships.", err=True)
        raise SystemExit(1)


def _tell_weaker(number: int, least: float) -> None:
    if number:
        claims = "claim" if number == 1 else "claims"
        click.echo(f"{number} {claims} below {least} left out; leave out --min-confidence to see all.", err=True)


def _stdin(*, asked: bool) -> str:
    from lunargraph.articles.encoding import decode  # noqa: PLC0415 - only a piped text has an encoding

    if not asked and sys.stdin.isatty():
        raise click.UsageError(f"{_USAGE} Or give a text with --text, or pipe it in.")
    try:
        return decode(sys.stdin.buffer.read())[0]
    except InputError as error:
        raise InputError(f"The text from stdin cannot be read: {error}.") from None


def _paint() -> Paint:
    """Return how marked words look: in colour on a terminal that has not asked for none, else in brackets."""
    return _colour if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else brackets


def _colour(words: str, mark: str, rule: str) -> str:
    styled = click.style(words, fg=_COLOURS.get(mark, "blue"), underline=True)
    return f"{styled}{click.style(f' {rule or mark}', dim=True)}"


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_json(value: dict[str, Any]) -> None:
    # the words of others are escaped where a terminal would obey them
    click.echo(json.dumps(value, ensure_ascii=sys.stdout.isatty(), indent=2))
