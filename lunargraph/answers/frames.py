"""Frames with numbers of their own beside the columns that every table has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from lunargraph.tables import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def frame_with(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], **numbers: str) -> pd.DataFrame:
    """Return a frame with exactly these columns; ``numbers`` gives the dtype of those that are counts or measures.

    >>> frame_with([{"name": "Norway", "share": 0.5}], ["name", "share"], share="float64")["share"].sum()
    np.float64(0.5)
    """
    told = list(rows)
    frame = frame_of([{**row, **dict.fromkeys(numbers)} for row in told], columns)
    for name, dtype in numbers.items():
        frame[name] = pd.Series([row[name] for row in told], dtype=dtype, index=frame.index)
    return frame
