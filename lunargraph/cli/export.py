"""``python -m lunargraph export``: the last build in a format that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from lunargraph.cli.output import build_option


@click.command("export")
@click.argument("name", metavar="FORMAT")
@click.option("--to", type=click.Path(path_type=Path), help="File to write, or folder for csv, parquet and neo4j.")
@build_option
def export_command(name: str, to: Path | None, output: Path) -> None:
    """Write the last build as FORMAT.

    csv, parquet (folders of tables), json, graphml, gexf (graphs), jsonld, turtle (linked data), ftm
    (FollowTheMoney), neo4j (a folder for its importer), cypher (a script) or hif (a hypergraph). One file goes to
    stdout where --to is left out.
    """
    from lunargraph.export import find_format, write_export  # noqa: PLC0415 - pandas loads here
    from lunargraph.finished import load  # noqa: PLC0415 - as above

    form = find_format(name)
    build = load(output)
    if to is not None:
        write_export(build, name, to)
        click.echo(f"Wrote {to}.", err=True)
        return
    if form.text is None:
        raise click.UsageError(f"{name} is a folder of files; say where with --to FOLDER.")
    for piece in form.text(build):
        # bytes, so that the console changes no character and no line end
        click.echo(piece.encode("utf-8"), nl=False)
