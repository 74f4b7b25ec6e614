"""How many members a text gives a program: "nearly 30 signatories", "the 55th nation", "grew to fifty"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_WORD = "|".join((*_TENS, *reversed(_ONES)))
_CARD = rf"(?P<n>\d{{1,3}}|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[:9])})|{_WORD})(?![\w,]?\d)"
_ORD = (
    rf"(?P<n>\d{{1,3}}(?:st|nd|rd|th)|(?:{'|'.join(_TENS)})-(?:{'|'.join(list(_ORDINALS)[:9])})|{'|'.join(_ORDINALS)})"
)
_NOUN = r"(?:countries|nations|states|signatories|members|partners|governments|adherents|participants|parties|capitals)"
_ONE = r"(?:country|nation|state|signatory|member|partner|government|adherent|participant|party|seat|signature|to (?:sign|join|accede)|overall)"
_JOINED = (
    r"(?:sign(?:ed|atories)|join(?:ed|ing)?|acced|adher|belong|members?\b|subscrib|part of|on board|aboard|come in|"
    r"commit|stand behind|in the (?:project|station|accords|club)|endors|put (?:their|its) name)"
)
_ABOUT = r"(?P<q>(?:nearly|almost|close to|just under|more than|over|at least|about|around|some|roughly|approximately|upwards of)\s+)?"
_RULES = (
    ("exact", rf"{_ABOUT}\b{_CARD}\s+(?:(?:other|public|current|sovereign|participating|member)\s+)?{_NOUN}\b"),
    ("exact", rf"\b(?:number|total|tally|count|list|roster|membership|ranks|club|community)\b[^.;]{{0,60}}?\b(?:to|at|is|was|reached|now)\s+{_ABOUT}{_CARD}\b(?!\s+\w*(?:million|per|%|km|kilo))"),
    ("exact", rf"\b(?:grew|grown|risen|rose|climbed|swelled|up|takes?|brings?|bringing|taking|made it|makes it)\s+(?:\w+\s+){{0,4}}?to\s+{_ABOUT}{_CARD}\b(?:\s+{_NOUN})?"),
    ("exact", rf"\b(?:made|makes|making)\s+(?:it|them)\s+{_ABOUT}{_CARD}\b"),
    ("ordinal", rf"\b{_ORD}\s+{_ONE}\b"),
    ("ordinal", r"\b(?:[Mm]ember|[Ss]ignatory|[Cc]ountry|[Nn]ation)\s+(?:No\.|[Nn]umber|#)\s?(?P<n>\d{1,3})\b"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)
_QUALIFIERS = {
    "nearly": "almost", "almost": "almost", "close to": "almost", "just under": "almost", "more than": "over",
    "over": "over", "upwards of": "over", "at least": "at_least", "about": "about", "around": "about",
    "some": "about", "roughly": "about", "approximately": "about",
}  # fmt: skip
_NOT_BEFORE = re.compile(
    r"(?:\baims?(?:ing)?|target(?: of)?|goal(?: of)?|hopes?|wants?|up to|another|founding|original|from|of the|all|"
    r"other|further|neighbou?rs?|with|by)\s+(?:for\s+|the\s+)?$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s*(?:more|further|additional|new|institut|organi|universit|and regions|attend|took part in the (?:meeting|forum))",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"^\s*(?:in|from|on|within) (?:the )?(?:Africa|Asia|Europe|Oceania|South America|Latin America|Central America|"
    r"North America|Caribbean|Middle East|Gulf|region|continent|Americas|world)",
    re.IGNORECASE,
)
_SMALLEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSpan:
    """A program named at ``start:end`` of a sentence."""

    start: int
    end: int
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCount:
    """A count of a program's members at ``start:end`` of a sentence."""

    program: str
    value: int
    qualifier: str
    start: int
    end: int


def find_counts(sentence: str, offset: int, programs: Sequence[ProgramSpan], focus: str | None) -> list[FoundCount]:
    """Return the member counts that a sentence gives; ``offset`` is added to the spans.

    The program is the one named nearest in the sentence, else the one in ``focus``. Increments ("three more
    countries"), founders, regional ordinals ("the eighth African nation") and targets are no counts.
    """
    found: dict[tuple[str, int], FoundCount] = {}
    for kind, match, value in _matches(sentence):
        program = _nearest(programs, match.start(), match.end()) or focus
        if program is None:
            continue
        qualifier = "ordinal" if kind == "ordinal" else _qualifier(match)
        found.setdefault(
            (program, value),
            FoundCount(
                program=program,
                value=value,
                qualifier=qualifier,
                start=offset + match.start(),
                end=offset + match.end(),
            ),
        )
    return list(found.values())


def _matches(sentence: str) -> Iterator[tuple[str, re.Match[str], int]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            value = to_number(match.group("n"))
            before, after = sentence[: match.start()], sentence[match.end() :]
            if value is None or value < _SMALLEST or _NOT_BEFORE.search(before) or _NOT_AFTER.match(after):
                continue
            if kind == "ordinal" and _REGION.search(after):
                continue
            if kind == "exact" and not _is_membership(match, before, after):
                continue
            yield kind, match, value


def _is_membership(match: re.Match[str], before: str, after: str) -> bool:
    words = match.group().casefold()
    if "other" in words and not re.match(rf"[^.;:,]{{0,30}}\b{_JOINED}", after, re.IGNORECASE):
        return False
    if re.search(r"\b(?:signatories|members|adherents|parties)\b", words):
        return True
    if re.match(rf"[^.;:]{{0,60}}\b{_JOINED}", after, re.IGNORECASE):
        return True
    if not re.search(_NOUN, words, re.IGNORECASE):
        # "the number of signatories was 44", "the community grew to fifty"
        return bool(re.search(rf"{_JOINED}|accords|nations|countries", before + words, re.IGNORECASE))
    return bool(
        re.search(
            rf"\b(?:now has|has|have|counts|numbers|comprises|includes)\s*$|{_JOINED}[^.;:]{{0,25}}$",
            before,
            re.IGNORECASE,
        )
    ) or bool(re.match(r"\s*(?:contribute|now|so far|have|are (?:now )?in)\b", after))


def _qualifier(match: re.Match[str]) -> str:
    word = (match.groupdict().get("q") or "").strip().casefold()
    return _QUALIFIERS.get(word, "exact")


def _nearest(programs: Sequence[ProgramSpan], start: int, end: int) -> str | None:
    if not programs:
        return None
    return min(programs, key=lambda p: max(p.start - end, start - p.end, 0)).program


def to_number(text: str) -> int | None:
    """Return the number that digits or words stand for, cardinal or ordinal.

    >>> to_number("fifty-five"), to_number("43rd"), to_number("twenty-first")
    (55, 43, 21)
    """
    text = text.casefold()
    if digits := re.match(r"\d+", text):
        return int(digits.group())
    if text in _ORDINALS:
        return _ORDINALS[text]
    tens, _, ones = text.replace(" ", "-").partition("-")
    value = 0
    if tens in _TENS:
        value = 10 * (_TENS.index(tens) + 2)
        tens = ones
    if not tens:
        return value or None
    if tens in _ORDINALS:
        return value + _ORDINALS[tens]
    return value + _ONES.index(tens) + 1 if tens in _ONES else None
