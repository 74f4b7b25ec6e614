"""The one way to build: what lies there already if nothing has changed, and else articles to tables, graph and page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.articles.problems import Problem
from lunargraph.errors import InputError
from lunargraph.release import DEFAULT_MODEL
from lunargraph.staging import held
from lunargraph.summary import Summary
from lunargraph.unchanged import as_it_was, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from lunargraph.extraction import ArticleReader

__all__ = ["DASK", "Summary", "build"]

#: The name of the engine that reads on a cluster.
DASK = "dask"
_NO_PROGRESS: Callable[[int], None] = lambda _: None  # noqa: E731 - a default that does nothing


def build(  # noqa: PLR0913 - inputs, output, and the ways to differ from the default
    inputs: Sequence[Path],
    output: Path,
    *,
    model: str = DEFAULT_MODEL,
    claims: Path | None = None,
    reader: ArticleReader | None = None,
    min_confidence: float | None = None,
    decisions: Path | None = None,
    fields: Mapping[str, str] | None = None,
    form: str = "",
    jobs: int | None = None,
    cache: Path | None = None,
    engine: str = "local",
    scheduler: str | None = None,
    partition_size: int | None = None,
    progress: Callable[[int], None] = _NO_PROGRESS,
) -> Summary:
    """Read the inputs and write every table, the graph, the page and the manifest into ``output``.

    Files are made in a folder of their own and moved into place at the end, so that a build that fails
    leaves an earlier build as it was. ``progress`` is called with the number of articles read so far. The rules
    read with the pipeline ``model``; ``claims`` is a file of what another extractor read in the same articles, and
    ``reader`` any other reader of text, each in place of the rules. Ties are marked as sure from ``min_confidence``
    up, or else from where claims are sure by the map that ships; all are kept. ``decisions`` is a file of reviewed
    decisions (see ``lunargraph.curation.reader``); those that do not fit are told in the summary and the manifest.
    Articles that are not in English are set aside, unless another reader reads them.
    ``fields`` and ``form`` say how the inputs are to be read (see ``lunargraph.articles.read_articles``).
    The rules read in ``jobs`` processes, one if left out, and what they read is kept in the folder ``cache``, where one
    is given, so that the next build reads only what is new or changed; neither changes the result. Where a cache is
    given and nothing at all has changed since the build that lies in ``output``, that is left as it is. With the
    ``engine`` "dask" the rules read on the Dask cluster of a ``scheduler``, or on one of ``jobs`` processes here (one a
    core if left out), in partitions of ``partition_size`` bytes of text (see ``lunargraph.engine.partitions``): the
    result is the same, and a run that was stopped goes on where it was.

    Raises:
        ClusterError: where the Dask cluster cannot be reached or used.
        DecisionError: where the file of decisions cannot be read, or breaks a rule of its format.
        InputError: where a path does not exist or no article at all can be read.
        MissingExtraError: where Dask is asked for and not installed.
        ModelError: where the spaCy pipeline is missing.
        OutputError: where the folder cannot be written, or another build is at work in it.
        RuleError: where the rules or the map of confidences are malformed.
    """
    if engine == DASK and (claims is not None or reader is not None):
        raise InputError("Only the rules read on a cluster; leave the engine out to read with something else.")
    summary = Summary(output=output)
    if reader is None and cache is not None:
        # before anything is read: what changes meanwhile is seen next time
        summary.signature = signature(
            inputs, decisions, claims, options=[str(output), model, min_confidence, fields, form]
        )
        if summary.signature and output.is_dir():
            with held(output):
                if earlier := as_it_was(output, summary.signature):
                    return _unchanged(summary, earlier)
    # parser, tables and page are loaded only where there is something to do
    from lunargraph.making import Making  # noqa: PLC0415

    Making(
        summary,
        inputs,
        progress,
        model,
        claims=claims,
        reader=reader,
        min_confidence=min_confidence,
        decisions=decisions,
        fields=fields,
        form=form,
        jobs=jobs,
        cache=cache,
        on_cluster=engine == DASK,
        scheduler=scheduler,
        partition_size=partition_size,
    ).make()
    return summary


def _unchanged(summary: Summary, earlier: Mapping[str, Any]) -> Summary:
    """Return the numbers of an earlier build that stands."""
    read = earlier["articles"]
    summary.articles, summary.stories, summary.silent = read["read"], read["stories"], read["without_claims"]
    summary.by_relation_status = {(k.split()[0], k.split()[1]): n for k, n in earlier["claims"].items()}
    summary.claims = sum(summary.by_relation_status.values())
    summary.ties, summary.disputed, summary.less_sure = earlier["ties"], earlier["disputed"], earlier["less_sure"]
    summary.sure_from, summary.model = earlier["sure_from"], earlier["model"]
    summary.problems = [Problem(**each) for each in earlier["problems"]["list"]]
    summary.unchanged_since = earlier["built_at"]
    return summary
