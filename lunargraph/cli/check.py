"""``python -m lunargraph check``: validate the data that lunargraph ships."""

from __future__ import annotations

import click


@click.command("check")
def check_command() -> None:
    """Check the lexicon and the rules that this installation uses."""
    from lunargraph.confidence import load_confidence  # noqa: PLC0415 - heavy imports stay inside
    from lunargraph.extraction.frames import load_frames  # noqa: PLC0415 - spaCy loads here
    from lunargraph.extraction.status import load_cues  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    lexicon = load_lexicon()
    confidence = load_confidence()
    click.echo(
        f"Lexicon: {len(lexicon.actors)} actors, {len(lexicon.programs)} programs, {len(lexicon.names)} names, "
        f"{len(lexicon.ambiguities)} ambiguous names. "
        f"Rules: {len(load_frames())} frames, {len(load_cues())} status cues. "
        f"Confidence: measured on {confidence.claims} claims, sure from {confidence.shown_from}. All valid."
    )
