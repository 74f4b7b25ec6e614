"""How many members a text gives a program: "nearly 30 signatories", "the 55th nation", "grew to fifty"."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph.errors import RuleError
from lunargraph.extraction.numbers import CARDINAL, ORDINAL, has_number, to_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ACCORDS = "program:ARTEMIS_ACCORDS"
#: Treaties of the United Nations: their parties are no coalition on the Moon.
_TREATIES = frozenset({"program:MOON_AGREEMENT", "program:OUTER_SPACE_TREATY"})
_JOINED = (
    r"(?:sign(?:ed|ing|atories|atures?)|join(?:ed|ing)?|acced|adher|belong|members?\b|subscrib|part of|on board|aboard|c[ao]me in|"
    r"commit|st[ao]nd behind|stood behind|in the (?:project|station|accords|club)|endors|adopt|put (?:their|its) names?|"
    r"put pen|contribut|participat|tak(?:e|ing|en) part|back(?:ed|s)? (?:it|the|by)|partners?\b)"
)
_MEMBERS = (
    r"(?:countries|nations|states|signatories|members|partners|governments|adherents|participants|parties|capitals)"
)
_MEMBER = (
    r"(?:country|nation|state|signatory|member|partner|government|adherent|participant|party|seat|signature|"
    r"to (?:sign|join|accede|do so)|overall)"
)
_QUALIFIERS = {
    "nearly": "almost", "almost": "almost", "close to": "almost", "just under": "almost", "fewer than": "almost",
    "more than": "over", "over": "over", "upwards of": "over", "just over": "over", "at least": "at_least",
    "no fewer than": "at_least", "about": "about", "around": "about", "some": "about", "roughly": "about",
    "approximately": "about",
}  # fmt: skip
_ABOUT = rf"(?P<q>\b(?:{'|'.join(sorted(_QUALIFIERS, key=len, reverse=True))})\s+)?"
_WORDS = {"about": _ABOUT, "number": CARDINAL, "ordinal": ORDINAL, "members": _MEMBERS, "member": _MEMBER}
_KEYS = frozenset({"id", "kind", "needs", "signs", "least", "pattern", "example", "counterexample"})

#: Letters that patterns in which case does not count take for plain ones.
_ALIKE = str.maketrans("ıİſK", "iisk")
#: Words just before a number that make it a target, an increment, founders or somebody else's countries.
_NOT_BEFORE = re.compile(
    r"(?:\b(?:up to|another|additional|founding|original|from|in|across|other|further|neighbou?rs?|with|between|among its|next)|"
    r"\b(?:aim|target|goal|hop|want|expect|plan|invit|approach|seek|court|urg|need)\w*[^.;,]{0,30})\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_NONE = re.compile(r"\bno\s+$", re.IGNORECASE)
_JOINED_BY = re.compile(rf"{_JOINED}[^.;:]{{0,25}}\bby\s+$", re.IGNORECASE)
_OWNERS = re.compile(
    r"\b(?:ESA|EU|UN|NATO|BRICS|APSCO|OECD|G20|G7|European (?:Space Agency|Union)|African Union|Arab League|"
    r"United Nations|agency|council|committee|consortium|bloc)(?:['’]s?)?\s(?:[\w-]+\s){0,4}$"
)
_TREATY = re.compile(r"\b(?:Outer Space Treaty|Moon (?:Agreement|Treaty)|Convention)\b")
_UNTRUE = re.compile(r"\b(?:den(?:y|ies|ied|ying)|dismiss\w*|false\w*|wrong\w*|untrue)\b[^.;]*$", re.IGNORECASE)
_NOT_AFTER = re.compile(
    r"\s*(?:more|further|additional|new|institut|organi|universit|attend|took part in the (?:meeting|forum)|"
    r"(?:that |which |who )?(?:have |has |had )?(?:not|never|yet|neither|could|may|might|will|would|should|are expected|"
    r"are due|want|refus|declin|express|show)\b)",
    re.IGNORECASE,
)
_GATHERING = re.compile(r"[^.;]{0,60}\b(?:forum|meeting|conference|workshop|gathering|summit|congress|vot(?:e|ed))\b")
_SPELL = re.compile(
    r"[^.;:]{0,60}\b(?:(?:this|last|past) (?:year|month|week|time|summer|autumn|spring)|in (?:the (?:past|last)|20\d\d|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)|during 20|"
    r"since (?:the (?:beginning|start|founding)|January|February|March|April|May|June|July|August|September|October|November|"
    r"December)|on the same day|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|at the same ceremony)\b"
)
_CONTINENT = (
    r"(?:the )?(?:Africa|Asia|Europe|Oceania|South America|Latin America|Central America|North America|Caribbean|"
    r"Middle East|Gulf|region|continent|Americas|hemisphere|African|Asian|European|Arab|Latin American|Eurasian)\b"
)
_REGION_AFTER = re.compile(rf"\s*(?:(?:in|from|on|within|of) )?{_CONTINENT}", re.IGNORECASE)
_REGION_BEFORE = re.compile(rf"\b(?:in|from|on|across|of|within) {_CONTINENT}[^.;]{{0,20}}$", re.IGNORECASE)
_OTHER_FEAT = re.compile(
    rf"\s+to\s+(?:have\s+)?(?!{_JOINED}|sign|join|acced|do so|become|come|enter|put|add|take|be|back|ratif|affix)"
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRule:
    """One way of saying how many; ``examples`` are (text, value, qualifier).

    One of the ``signs``, where there are any, stands in whatever the pattern fits.
    """

    id: str
    kind: str
    joining: bool
    signs: tuple[str, ...]
    least: int
    pattern: re.Pattern[str]
    examples: tuple[tuple[str, int, str], ...]
    counterexamples: tuple[str, ...]


@functools.cache
def load_count_rules() -> tuple[CountRule, ...]:
    """Read ``rules/counts.toml``; a rule without example and counterexample does not load.

    Raises:
        RuleError: naming the rule and what is wrong with it.
    """
    path = Path(__file__).parent / "rules" / "counts.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(read_count_rule(raw) for raw in data.get("count", []))


def read_count_rule(raw: Mapping[str, Any]) -> CountRule:
    """Make a rule of one table of the data file.

    Raises:
        RuleError: where a key is unknown, a proof is missing or the pattern does not compile.
    """
    name = raw.get("id", "?")
    if unknown := sorted(set(raw) - _KEYS):
        raise RuleError(f"count {name}: unknown key {unknown[0]!r}; legal keys are {', '.join(sorted(_KEYS))}.")
    if not raw.get("example") or not raw.get("counterexample"):
        raise RuleError(f"count {name}: at least one example and one counterexample are needed.")
    if raw.get("kind") not in {"exact", "ordinal"}:
        raise RuleError(f"count {name}: kind must be 'exact' or 'ordinal'.")
    try:
        pattern = re.compile(str(raw["pattern"]).format(**_WORDS), re.IGNORECASE)
    except (re.error, KeyError, IndexError, ValueError) as error:
        raise RuleError(f"count {name}: the pattern cannot be read ({error}); mend it in counts.toml.") from error
    return CountRule(
        id=name,
        kind=raw["kind"],
        joining=raw.get("needs") == "joining",
        signs=tuple(raw.get("signs", ())),
        least=int(raw.get("least", 1)),
        pattern=pattern,
        examples=tuple((e["text"], e["value"], e["qualifier"]) for e in raw["example"]),
        counterexamples=tuple(raw["counterexample"]),
    )


def find_counts(sentence: str, offset: int, programs: Sequence[ProgramSpan], focus: str | None) -> list[FoundCount]:
    """Return the member counts that a sentence gives; ``offset`` is added to the spans.

    The program is the one named nearest in the sentence, else the one in ``focus``. Increments ("three more
    countries"), founders, regional ordinals ("the eighth African nation"), targets and the parties of other
    treaties are no counts.
    """
    found: dict[tuple[str, int], FoundCount] = {}
    for rule, match, value in _matches(sentence):
        program = _program(sentence, match, programs, focus)
        if program is None or program in _TREATIES:
            continue
        start, end = offset + match.start(), offset + match.end()
        qualifier = "ordinal" if rule.kind == "ordinal" else _qualifier(match)
        count = FoundCount(program=program, value=value, qualifier=qualifier, start=start, end=end)
        found.setdefault((program, value), count)
    return list(found.values())


def _matches(sentence: str) -> Iterator[tuple[CountRule, re.Match[str], int]]:
    if not has_number(sentence):
        return
    small = in_small_letters(sentence)
    for rule in load_count_rules():
        for match in rule.pattern.finditer(sentence) if may_fit(rule, small) else ():
            value = to_number(match.group("n"))
            if value is not None and value >= rule.least and _counts_members(rule, match, sentence):
                yield rule, match, value


def in_small_letters(sentence: str) -> str:
    """Return a sentence in small letters, with plain ones for those that patterns take for them.

    >>> in_small_letters("Sıxty NATİONS")
    'sixty nations'
    """
    return sentence.translate(_ALIKE).lower()


def may_fit(rule: CountRule, small: str) -> bool:
    """Say whether a rule's pattern can fit in a sentence, given in small letters: quick, to spare most searches."""
    return not rule.signs or any(sign in small for sign in rule.signs)


def _counts_members(rule: CountRule, match: re.Match[str], sentence: str) -> bool:
    before, after = sentence[: match.start()], sentence[match.end() :]
    if _NOT_AFTER.match(after) or _REGION_AFTER.match(after) or _UNTRUE.search(before) or _GATHERING.match(after):
        return False
    if _REGION_BEFORE.search(before) or _SPELL.match(after):
        return False
    if rule.kind == "ordinal" and _NONE.search(before):
        return False
    if rule.kind == "ordinal":
        return not _OTHER_FEAT.match(after) and (not rule.joining or bool(re.search(_JOINED, sentence, re.IGNORECASE)))
    if _NOT_BEFORE.search(before) or _OWNERS.search(before) or (_BY.search(before) and not _JOINED_BY.search(before)):
        return False
    return not rule.joining or _have_joined(match.group().casefold(), before, after)


def _have_joined(words: str, before: str, after: str) -> bool:
    if re.search(r"\bother\b", words) and not re.match(rf"[^.;:,]{{0,30}}\b{_JOINED}", after, re.IGNORECASE):
        return False
    if re.search(r"\b(?:signatories|members|membership|adherents|parties)\b", words):
        return True
    if re.match(rf"[^.;:]{{0,60}}\b{_JOINED}", after, re.IGNORECASE):
        return True
    if not re.search(_MEMBERS, words, re.IGNORECASE):
        # "the number of signatories was 44", "the community grew to fifty"
        return bool(re.search(rf"{_JOINED}|accords|nations|countries", before + words, re.IGNORECASE))
    has = re.search(
        rf"\b(?:has|have|counts|numbers|comprises|includes)(?: now)?\s*$|{_JOINED}[^.;:]{{0,25}}$",
        before,
        re.IGNORECASE,
    )
    return bool(has) or bool(re.match(r"\s*(?:now|so far|have|are (?:now )?in)\b", after))


def _qualifier(match: re.Match[str]) -> str:
    word = re.sub(r"\s+", " ", (match.groupdict().get("q") or "").strip().casefold())
    return _QUALIFIERS.get(word, "exact")


def _program(sentence: str, match: re.Match[str], programs: Sequence[ProgramSpan], focus: str | None) -> str | None:
    named = {p.program for p in programs}
    # who signs, signs the accords; others join
    signing = re.search(r"signator|\bsign", sentence[match.start() : match.end() + 30], re.IGNORECASE)
    if signing and _ACCORDS in named:
        return _ACCORDS
    if programs:
        start, end = match.span()
        return min(programs, key=lambda p: max(p.start - end, start - p.end, 0)).program
    return None if _TREATY.search(sentence) else focus
