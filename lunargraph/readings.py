"""How a claim was read, as one line of JSON: the column ``reading`` of the claims table.

Keys are ``subject``, ``object``, ``trigger``, ``cue``, ``date`` and ``measure``; what is empty is left out. An end has
``how`` and where they apply ``words``, ``antecedent``, ``via``, ``out`` and ``trust`` (1 if left out); a date has
``how``, ``words``, ``base`` and ``ahead``. Words are ``[start, end, text]``, with the sentence around them as a fourth
part where that is not the claim's own. :class:`lunargraph.model.Reading` says what each means.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from lunargraph.errors import OutputError
from lunargraph.model import Dated, End, Reading, Words


def to_object(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values, without what is empty."""
    ends = {side: _end(getattr(reading, side)) for side in ("subject", "object")}
    date = reading.date
    dated = {"how": date.how, "words": _words(date.words), "base": date.base, "ahead": date.ahead}
    words = {"trigger": _words(reading.trigger), "cue": _words(reading.cue)}
    measure = {} if reading.measure is None else {"measure": reading.measure}
    return _filled({**ends, **words, "date": _filled(dated)}) | measure


def to_text(reading: Reading) -> str:
    """Return a reading as JSON, the same for equal readings; "" for an empty one.

    >>> to_text(Reading(subject=End(how="name", words=Words(start=0, end=4, text="Peru"))))
    '{"subject":{"how":"name","words":[0,4,"Peru"]}}'
    """
    made = to_object(reading)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) if made else ""


@lru_cache(maxsize=4096)
def from_text(text: str) -> Reading:
    """Return the reading that :func:`to_text` wrote; a build asks for that of a claim more than once.

    Raises:
        OutputError: where the text is something else.
    """
    try:
        raw = json.loads(text) if text else {}
        date, measure = raw.get("date", {}), raw.get("measure")
        return Reading(
            subject=_to_end(raw.get("subject", {})),
            object=_to_end(raw.get("object", {})),
            trigger=_to_words(raw.get("trigger")),
            cue=_to_words(raw.get("cue")),
            date=Dated(
                how=str(date.get("how", "")),
                words=_to_words(date.get("words")),
                base=str(date.get("base", "")),
                ahead=bool(date.get("ahead", False)),
            ),
            measure=None if measure is None else float(measure),
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise OutputError(
            "The column reading of the claims is damaged; run `python -m lunargraph build` again."
        ) from None


def _end(end: End) -> dict[str, Any]:
    made = {
        "how": end.how,
        "words": _words(end.words),
        "antecedent": _words(end.antecedent),
        "via": end.via,
        "out": end.out,
    }
    return _filled(made) | ({} if end.trust == 1 else {"trust": end.trust})


def _words(words: Words | None) -> list[int | str]:
    if words is None:
        return []
    return [words.start, words.end, words.text, *([words.quote] if words.quote else [])]


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _to_end(raw: dict[str, Any]) -> End:
    return End(
        how=str(raw.get("how", "")),
        words=_to_words(raw.get("words")),
        antecedent=_to_words(raw.get("antecedent")),
        via=str(raw.get("via", "")),
        trust=float(raw.get("trust", 1.0)),
        out=bool(raw.get("out", False)),
    )


def _to_words(raw: list[Any] | None) -> Words | None:
    if not raw:
        return None
    start, end, text, *quote = raw
    return Words(start=int(start), end=int(end), text=str(text), quote=str(quote[0]) if quote else "")
