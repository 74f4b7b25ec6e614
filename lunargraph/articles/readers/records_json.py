"""JSON and JSON lines: objects with named fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lunargraph.articles.encoding import decode
from lunargraph.articles.limits import MAX_LINE, MIB
from lunargraph.articles.readers.shared import load_text
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.lines import LineMemory, SilentArticle
    from lunargraph.articles.readers.shared import Note, Numbered

_LONG_NUMBER = "its JSON holds a number of thousands of digits; write it as a string, in quotation marks"


def read_json(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield the records of a JSON file: one object, a list of objects, or {"articles": [...]}."""
    text = load_text(file, note)
    if not text.strip():
        raise InputError("it is empty")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"it is not valid JSON (line {error.lineno}, column {error.colno}); mend it there") from None
    except ValueError:
        raise InputError(_LONG_NUMBER) from None
    except RecursionError:
        raise InputError("its JSON is nested too deeply; give a list of flat objects") from None
    if isinstance(data, dict) and isinstance(data.get("articles"), list):
        data = data["articles"]
    if isinstance(data, list):
        for number, item in enumerate(data, 1):
            yield number, item if isinstance(item, dict) else "it is not an object with named fields"
    elif isinstance(data, dict):
        yield None, data
    else:
        raise InputError("it holds neither an object nor a list of objects")


def read_lines(file: BinaryIO, note: Note, *, before: int = 0) -> Iterator[Numbered]:
    """Yield the records of a JSON-lines file, one line in memory at a time; so many lines of it came ``before``."""
    for number, line in _lines(file, before):
        yield number, line if isinstance(line, str) else _line_record(line, number, note)


def read_unknown_lines(
    file: BinaryIO, note: Note, *, known: LineMemory
) -> Iterator[tuple[int, dict[str, Any] | str | SilentArticle]]:
    """Yield the records of a JSON-lines file, in place of lines that are ``known`` their articles."""
    for number, line in _lines(file, 0):
        if isinstance(line, str):
            yield number, line
        else:
            yield number, known.find(line) or _line_record(line, number, note)


def _lines(file: BinaryIO, before: int) -> Iterator[tuple[int, bytes | str]]:
    """Yield each line that is not empty, or the reason why it is none, with its number."""
    number = before
    empty = True
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
            empty = False
            yield number, f"the line is longer than {MAX_LINE // MIB} MiB; split it"
        elif line := line.strip():
            empty = False
            yield number, line
    if empty:
        raise InputError("it is empty")


def _line_record(line: bytes, number: int, note: Note) -> dict[str, Any] | str:
    try:
        text, encoding = decode(line)
    except InputError as error:
        return str(error)
    if encoding:
        note(f"line {number} was read as {encoding}; check its accented letters, or save it as UTF-8")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        return f"it is not valid JSON (column {error.colno}); each line must be one object"
    except ValueError:
        return _LONG_NUMBER
    except RecursionError:
        return "its JSON is nested too deeply; give a flat object"
    return data if isinstance(data, dict) else "it is not an object with named fields"
