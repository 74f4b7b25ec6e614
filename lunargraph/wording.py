"""How a claim was read, in plain words, and its sentence with the words marked that decided.

Everything here returns text without control characters: articles are written by others, and a terminal obeys.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from lunargraph.sureness import TRAITS, traits_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunargraph.model import Claim, Dated, End, Reading, Words

#: Shows marked words: the words, what they are (subject, rule ...), and the id of a rule or cue ("" for none).
Paint = Callable[[str, str, str], str]
_BRACKETS = {"rule": ("«", "»"), "cue": ("‹", "›"), "date": ("{", "}")}
#: How an end was found, in words; see ``model.End``.
_ENDS = {
    "": "{who}; how it was found is not recorded",
    "official": "{words} speaks for {who}",
    "speaker": "{words} is whom the speaker speaks for, {who}, {before}",
    "pronoun": "{words} is a pronoun for {who}, {before}",
    "description": "{words} describes {who}, {before}",
    "neither": "{words} means the programs that are being talked about; one is {who}, {before}",
    "focus": "not named here; the program in focus is {who}, {before}",
    "topic": "not named here; the article is about {who}, {before}",
    "heading": "not named here; the heading of the list or table says {who}, {before}",
    "carried": "carried over from the statement before: {who}, {before}",
}
_SINCE = {"current": "since", "planned": "for", "denied": "as of", "ended": "as of"}


def one_line(text: str) -> str:
    r"""Return a text in one line, without characters that could steer a terminal.

    >>> one_line("Peru\n  signed\x1b[2J")
    'Peru signed [2J'
    """
    return " ".join(_printable(text).split())


def brackets(words: str, mark: str, rule: str) -> str:
    """Mark words without colour.

    >>> brackets("Peru", "subject", ""), brackets("signed", "rule", "sign.verb.v1")
    ('[Peru]=subject', '«signed»=rule sign.verb.v1')
    """
    left, right = _BRACKETS.get(mark, ("[", "]"))
    return f"{left}{words}{right}={mark}" + (f" {rule}" if rule else "")


def header(claim: Claim, subject: str, object_: str) -> str:
    """Return the claim itself: who, what, whom, status, date and role."""
    date = f" {_SINCE[claim.status]} {claim.date}" if claim.date else ""
    role = f", as {claim.role}" if claim.role else ""
    return one_line(f"{subject} — {claim.relation} — {object_}: {claim.status}{date}{role}")


def pieces(claim: Claim) -> list[tuple[str, str, str]]:
    """Return the sentence of a claim, cut where its ends, trigger, cue, date and antecedents begin and end.

    Each piece has its text, what it is ("" for the words between) and the id of a rule or cue ("" for none); joined,
    the texts are the sentence. Of words that overlap the first counts, and words that are not there are not marked.
    """
    evidence = claim.evidence
    sentence = evidence.sentence
    places: list[tuple[int, int, str, str]] = []
    for words, mark, rule in _marks(claim):
        start, end = words.start - evidence.start, words.end - evidence.start
        apart = all(end <= other[0] or other[1] <= start for other in places)
        if 0 <= start < end and sentence[start:end] == words.text and apart:
            places.append((start, end, mark, rule))
    cut, position = [], 0
    for start, end, mark, rule in sorted(places):
        cut += [(sentence[position:start], "", ""), (sentence[start:end], mark, rule)]
        position = end
    return [piece for piece in (*cut, (sentence[position:], "", "")) if piece[0]]


def marked(claim: Claim, paint: Paint) -> str:
    """Return the sentence of a claim in one line, the words painted that :func:`pieces` cuts out."""
    parts = [paint(one_line(text), mark, rule) if mark else _spaced(text) for text, mark, rule in pieces(claim)]
    return f"“{''.join(parts).strip()}”"


def in_words(claim: Claim, name: Callable[[str], str]) -> list[str]:
    """Return how a claim was read, one line per part; ``name`` gives the names of nodes."""
    reading = claim.reading
    lines = [
        f"subject: {_end_in_words(reading.subject, claim.subject, name)}",
        f"object: {_end_in_words(reading.object, claim.object, name)}",
        f"status: {_status_in_words(claim)}",
        f"date: {_date_in_words(reading.date, claim.date)}",
        f"confidence: {_confidence_in_words(claim)}",
    ]
    if claim.about:
        lines.append(f"about: {name(claim.about)}")
    if claim.topics:
        lines.append(f"topics: {', '.join(claim.topics)}")
    if claim.attributed_to:
        lines.append(f"said by: {claim.attributed_to}")
    return [one_line(line) for line in lines]


def _marks(claim: Claim) -> Iterator[tuple[Words, str, str]]:
    reading = claim.reading
    found: list[tuple[Words | None, str, str]] = [
        (reading.subject.words, "subject", ""),
        (reading.object.words, "object", ""),
        (reading.trigger, "rule", claim.evidence.rule),
        (reading.cue, "cue", claim.evidence.cue),
        (reading.date.words, "date", ""),
        (reading.subject.antecedent, "antecedent of the subject", ""),
        (reading.object.antecedent, "antecedent of the object", ""),
    ]
    for words, mark, rule in found:
        if words is not None:
            yield words, mark, rule


def _spaced(text: str) -> str:
    return _printable(re.sub(r"\s+", " ", text))


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def _end_in_words(end: End, node: str, name: Callable[[str], str]) -> str:
    words = f"“{end.words.text}”" if end.words else "it"
    if end.how == "name" and end.words and not end.antecedent:
        return f"named as {words}"
    if end.how == "official" and end.via:
        return f"{words} speaks for {name(end.via)}, and through it signs {name(node)}"
    told = _ENDS.get(end.how, "{words} is {who}, {before}")
    return told.format(words=words, who=name(node), before=_before(end.antecedent))


def _before(antecedent: Words | None) -> str:
    if antecedent is None:
        return "spoken of before"
    if antecedent.start < 0:
        return f"named in the title “{antecedent.quote}”"
    where = f" in “{antecedent.quote}”" if antecedent.quote else " in this sentence"
    return f"last named as “{antecedent.text}”{where}"


def _status_in_words(claim: Claim) -> str:
    evidence, reading = claim.evidence, claim.reading
    if reading.subject.out or reading.object.out:
        return f"{claim.status}, because the words except it (“but not”, “except”)"
    if not evidence.cue:
        return f"{claim.status}, as the rule {evidence.rule} has it; no cue changes that"
    word = f" (“{reading.cue.text}”)" if reading.cue else ""
    return f"{claim.status} by the cue {evidence.cue}{word}"


def _date_in_words(dated: Dated, date: str | None) -> str:
    words = f"“{dated.words.text}”" if dated.words else "it"
    meant = {
        "stated": f"{words} says it in full",
        "published": f"{words}, counted from the day of publication, {dated.base}",
        "year": f"{words} names no year; publication on {dated.base} suggests it",
        "sentence": f"{words} has its year, {dated.base}, from the same sentence",
        "before": f"{words}, counted from the date mentioned before, {dated.base}",
        "cell": "the cell of the table gives it",
        "vague": f"{words} is no single date",
    }
    if not dated.how:
        return f"{date}; how it was found is not recorded" if date else "the text gives none for this"
    told = meant.get(dated.how, f"{words}, by {dated.how}")
    if dated.ahead:
        told += "; it is a plan, so the next one is meant"
    if dated.words and dated.words.quote:
        told += f"; carried over from “{dated.words.quote}”"
    return f"{date or 'none'}: {told}"


def _confidence_in_words(claim: Claim) -> str:
    reading: Reading = claim.reading
    weaker = min((reading.subject, reading.object), key=lambda end: end.trust)
    measure = claim.confidence if reading.measure is None else reading.measure
    of_rule = round(measure / weaker.trust, 2) if weaker.trust else 0.0
    told = f"{measure:.2f}, that of the rule"
    if weaker.trust != 1 and 0 < of_rule <= 1:
        told = f"{measure:.2f} = {of_rule:.2f} for the rule × {weaker.trust:.2f} for an end found by {weaker.how}"
    if reading.measure is None:
        return told
    if weighed := [TRAITS[trait][1] for trait in traits_of(claim)]:
        told += f"; weighed down as {' and '.join(weighed)}"
    return f"{claim.confidence:.2f} of claims read as surely are right ({told})"
