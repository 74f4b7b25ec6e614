"""Every limit on what is read, in one place: what goes beyond is told with file and limit, and the run goes on."""

from __future__ import annotations

from typing import Final

MIB: Final = 2**20

#: A line of JSON lines, and a cell of a table: longer ones are no article.
MAX_LINE: Final = 64 * MIB
