"""What readers share: their interface, and the way from an open file to its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from lunargraph.articles import limits
from lunargraph.articles.encoding import decode
from lunargraph.errors import InputError

#: Told of what is odd about a file that can be read all the same.
Note = Callable[[str], None]
#: A record with its number in the file (None: the file is the record), or the reason why it is none.
Numbered = tuple[int | None, dict[str, Any] | str]
#: Yields the records of an open, seekable binary file; raises InputError for a file that is of no use at all.
Reader = Callable[[BinaryIO, Note], Iterator[Numbered]]


def load_text(file: BinaryIO, note: Note) -> str:
    r"""Return the text of a whole file, line ends as \n; an encoding other than UTF-8 is noted.

    Raises:
        InputError: where the bytes are no text, or too many.
    """
    data = file.read(limits.WHOLE_FILE + 1)
    if len(data) > limits.WHOLE_FILE:
        raise InputError(
            f"it is larger than {limits.WHOLE_FILE // limits.MIB} MiB; split it, or give its articles as JSON lines"
        )
    text, encoding = decode(data)
    if encoding:
        note(f"it was read as {encoding}; check its accented letters, or save it as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
