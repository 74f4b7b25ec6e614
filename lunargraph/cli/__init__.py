"""The command line: data on stdout, talk on stderr, one sentence for an error.

Heavy modules are imported inside the commands that need them, so that ``--help`` stays instant.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.asking import add_questions
from lunargraph.cli.build import build_command
from lunargraph.cli.cache import cache_command
from lunargraph.cli.check import check_command
from lunargraph.cli.diff import changes_command, diff_command
from lunargraph.cli.evaluate import evaluate_command
from lunargraph.cli.explain import explain_command
from lunargraph.cli.export import export_command
from lunargraph.cli.extract import extract_command
from lunargraph.cli.fetch import fetch_command
from lunargraph.cli.printing import printable
from lunargraph.cli.query import query_group
from lunargraph.cli.review import review_command
from lunargraph.cli.stopping import STOPPED, exit_code, stoppable
from lunargraph.cli.watch import watch_command
from lunargraph.errors import LunargraphError
from lunargraph.release import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

#: What a command makes lives to its end, mostly: to look for what does not, every 700 objects, is a tenth of a build.
_OBJECTS = 20_000


class _Group(click.Group):
    """A command group that turns known errors into one sentence on stderr and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            with stoppable(), _seldom_collected():
                return super().invoke(ctx)
        except LunargraphError as error:
            click.echo(f"lunargraph: {printable(str(error))}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt as stop:
            click.echo(f"lunargraph: {STOPPED}", err=True)
            ctx.exit(exit_code(stop))
        except BrokenPipeError:
            # the reader (head, less) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@contextlib.contextmanager
def _seldom_collected() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lunargraph")
def main() -> None:
    """Read news and say, with the sentence that says so, who is with whom on the Moon."""


add_questions(query_group)
_COMMANDS = (
    build_command,
    cache_command,
    changes_command,
    check_command,
    diff_command,
    evaluate_command,
    explain_command,
    export_command,
    extract_command,
    fetch_command,
    query_group,
    review_command,
    watch_command,
)
for _command in _COMMANDS:
    main.add_command(_command)
