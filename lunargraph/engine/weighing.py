"""Ties as a group-by: claims are parted by what they are about, and each part is weighed on its own.

What a tie is depends on the claims about it and on their articles' dates and stories, and on nothing else. So claims
are shuffled by tie, and :func:`lunargraph.ties.weigh` runs over each part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as pq

from lunargraph.claims import claims_to_frame
from lunargraph.curation import counted
from lunargraph.engine.codec import from_bytes
from lunargraph.tables import frame_of, plain_rows
from lunargraph.ties import TIE_COLUMNS, tie_id, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: Date and story of each article.
Stories = dict[str, tuple[str | None, str]]
#: What weighing needs of a claim; sentences and readings are left where they are.
_WEIGHED = [
    "id", "article", "subject", "relation", "object", "status", "date", "role", "about", "topics", "attributed_to",
    "confidence",
]  # fmt: skip
#: The column by which claims are parted.
TIE = "tie"


def stories_of(articles: pd.DataFrame) -> Stories:
    """Return date and story of each article by its id."""
    rows = zip(articles["id"], articles["published"], articles["story"], strict=True)
    return {article: (published, story) for article, published, story in rows}


def claims_in(result: Path, stories: Mapping[str, tuple[str | None, str]]) -> pd.DataFrame:
    """Return the claims of the articles that have ``stories`` in the result of a partition, as weighing needs them."""
    column = pq.read_table(result, columns=["extraction"])["extraction"].drop_null()
    extractions = (from_bytes(data) for data in column.to_pylist())
    claims = (claim for each in extractions if each.article in stories for claim in each.claims)
    return to_be_weighed(claims_to_frame(claims), stories)


def to_be_weighed(claims: pd.DataFrame, stories: Mapping[str, tuple[str | None, str]]) -> pd.DataFrame:
    """Return claims that count as weighing needs them, each with its tie and with date and story of its article."""
    frame = counted(claims)[_WEIGHED].reset_index(drop=True)
    facts = [stories[article] for article in frame["article"]]
    ends = zip(frame["subject"], frame["relation"], frame["object"], strict=True)
    added = {
        "published": [published for published, _ in facts],
        "story": [story for _, story in facts],
        TIE: [tie_id(*each) for each in ends],
    }
    return frame.assign(**{name: pd.Series(values, dtype="object") for name, values in added.items()})


def weigh_part(claims: pd.DataFrame, sure: float) -> pd.DataFrame:
    """Weigh claims that :func:`to_be_weighed` returned: all of a tie, or none."""
    articles = claims.drop_duplicates("article")[["article", "published", "story"]]
    return weigh(claims[_WEIGHED], articles.rename(columns={"article": "id"}), min_confidence=sure)


def all_ties(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return ties that were weighed in parts in the order in which they stand in a build."""
    rows = [row for part in parts for row in plain_rows(part)]
    rows.sort(key=lambda row: (row["subject"], row["relation"], row["object"]))
    return frame_of(rows, TIE_COLUMNS)
