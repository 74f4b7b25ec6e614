"""Which field of the input holds which part of an article, where its own names are not the usual ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lunargraph.articles.records import KEYS
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

#: Names of fields that are told where one was looked for in vain.
_SHOWN = 12
#: Different names of fields that are kept for that.
_KEPT: Final = 1000


def parse_map(text: str) -> dict[str, str]:
    """Return the parts of an article by name, each with the field of the input that holds it.

    >>> parse_map("text=content.body, published=date")
    {'text': 'content.body', 'published': 'date'}

    Raises:
        InputError: where a pair is no pair, a part is given twice, or an article has no such part.
    """
    found: dict[str, str] = {}
    for pair in filter(str.strip, text.split(",")):
        part, equals, field = (piece.strip() for piece in pair.partition("="))
        if not (part and equals and field):
            raise InputError(f"{pair.strip()!r} names no part and field; write PART=FIELD, such as text=body.")
        if part not in KEYS:
            raise InputError(f"An article has no {part!r}; it has {', '.join(KEYS)}.")
        if part in found:
            raise InputError(f"{part!r} is given twice; name one field for it.")
        found[part] = field
    return found


class FieldMap:
    """Gives records the usual names, and knows afterwards which fields none of them had."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = dict(fields)
        self._unseen = dict(fields)
        self._names: dict[str, None] = {}

    def apply(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the record with each mapped part under its own name; parts that it lacks stay as they were."""
        if not self._fields:
            return record
        mapped = {}
        for part, field in self._fields.items():
            for value in _looked_up(record, field):
                self._unseen.pop(part, None)
                if value is not None and value != "":
                    mapped[part] = value
        if self._unseen and len(self._names) < _KEPT:
            self._names |= dict.fromkeys(str(key) for key in record)
        # the part's own name must not stand a second time in other letters
        return {k: v for k, v in record.items() if str(k).strip().casefold() not in mapped} | mapped

    def seen(self) -> tuple[list[str], list[str]]:
        """Return the parts whose fields no record had so far, and names of fields that records had."""
        return list(self._unseen), list(self._names)

    def also_seen(self, unseen: Collection[str], names: Iterable[str]) -> None:
        """Take what another map with the same fields has :meth:`seen` in records that come after."""
        if len(self._names) < _KEPT:
            self._names |= dict.fromkeys(names)
        self._unseen = {part: field for part, field in self._unseen.items() if part in unseen}

    def unseen(self) -> Iterator[str]:
        """Yield a sentence for each field that no record had."""
        names = sorted(self._names)
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        there = f"its fields are {', '.join(names[:_SHOWN])}{more}" if names else "there was no record to look in"
        for part, field in self._unseen.items():
            yield f"no record has a field {field!r} to take the {part} from; {there}"


def _looked_up(record: Mapping[str, Any], field: str) -> Iterator[Any]:
    """Yield the value of a field, if it is there: of its whole name, or of the way that its dots describe."""
    for head, rest in _splits(field):
        for key, value in record.items():
            if str(key).strip().casefold() == head.casefold():
                if not rest:
                    yield value
                    return
                if isinstance(value, dict):
                    yield from _looked_up(value, rest)
                    return


def _splits(field: str) -> Iterator[tuple[str, str]]:
    yield field, ""
    parts = field.split(".")
    for count in range(len(parts) - 1, 0, -1):
        yield ".".join(parts[:count]), ".".join(parts[count:])
