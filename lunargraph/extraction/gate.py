"""Which articles can tell of anything on the Moon at all, decided from the raw text before anything is parsed.

A news crawl has millions of articles, and one in a thousand matters. To parse a page takes a tenth of a second; to
look for the lexicon's names in it with an automaton (Aho and Corasick, *Communications of the ACM* 18, 1975) takes
some microseconds for each thousand characters. An article is let through where it names a lunar program, or speaks
of the Moon, and so much else in it is of space that the name is no namesake: Apollo is also a fund, Orion a bank,
Gateway a school and Moon a president. What is let in by mistake costs time; what is shut out is lost. So every word
that opens the gate comes from the lexicon and from the tables of the rules themselves.

Partners are partners here only in an article about the Moon: what "Egypt and Japan signed an agreement" states is
claimed by the rules in any article, and by the gate in those alone that name the Moon or a lunar program.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick_rs

from lunargraph.extraction.companions import SPACE
from lunargraph.extraction.counted import FLEETS
from lunargraph.extraction.glance import Glance, is_whole
from lunargraph.extraction.lunar import MOON, TYPES
from lunargraph.extraction.names import SAME_SIGNS
from lunargraph.extraction.nouns import CRAFT
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lunargraph.lexicon import Lexicon, Name
    from lunargraph.model import Article, Program

#: Up to so many characters a text is let in on any sign: it is soon parsed, and has no room for a second sign.
_BRIEF = 400
#: So many characters around a word of the Moon another word of space is looked for.
_NEAR = 100
#: The shortest acronym that says by itself what it is, and that may be spelt as a word.
_SHORTEST_ACRONYM = 4
#: How a country's space agency is called without its name.
_ANY_AGENCY = ("space agency", "Space Agency", "space administration", "space authority")
#: What follows "lunar", and what stands before "moon", where they say nothing of the Moon.
_CALENDAR = re.compile(r"[ -](?:new[ -]year|year|month|calendar|cycle|eclipse|holiday|festival|gr[ae]y)")
_IDIOM = re.compile(r"(?:over the|full|blue|harvest|crescent|honey)[ -]\Z")
_WORDS = re.compile(r"[^\W_]+")
#: White space other than the plain blank: what most texts may hold, and what only those beyond ASCII may.
_BREAKS, _RARE_BLANKS = "\n\r\t\v\f", "\xa0\u2002\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u3000"
_NOUNS = frozenset(TYPES) | SPACE | CRAFT


@dataclass(frozen=True, slots=True)
class _Topic:
    """What the automaton finds: a word of the Moon or a name, with all ways in which the name may be printed.

    ``needs`` are words of which one must stand in an article where the name is a lunar program only beside them.
    """

    moon: bool = False
    strong: bool = False
    printed: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


class Gate:
    """Tells which articles are worth reading; built once for a lexicon, it keeps nothing between articles."""

    def __init__(self, lexicon: Lexicon) -> None:
        topics = _topics_of(lexicon)
        self._topics = tuple(topics.values())
        self._finder = _automaton(topics)
        self._glance = Glance(topics, SAME_SIGNS, telling=MOON)
        self._agencies = _automaton(_agency_forms(lexicon))

    def admits(self, article: Article) -> bool:
        """Say whether an article may state anything of the Moon; where it says no, reading it gives nothing.

        The exception is partnerships in an article that speaks of nothing on the Moon: they are shut out.
        """
        raw = f"{article.title}\n{article.text}"
        return self._glance.may_hold(raw) and self._admits(_plain(raw))

    def _admits(self, text: str) -> bool:
        low = text.lower()
        weak: set[int] = set()
        for number, start, end in self._finder.find_matches_as_indexes(low, overlapping=True):
            topic = self._topics[number]
            if not is_whole(low, start, end):
                continue
            if topic.moon:
                if _is_elsewhere(low, text, start, end):
                    continue
                if _has_near(low, start, end):
                    return True
            elif not _is_printed(text, low, start, end, topic):
                continue
            elif topic.strong:
                return True
            weak.add(number)
        return len(weak) > 1 or (bool(weak) and (len(text) <= _BRIEF or self._names_agency(text)))

    def _names_agency(self, text: str) -> bool:
        return any(is_whole(text, start, end) for _, start, end in self._agencies.find_matches_as_indexes(text))


def _automaton(patterns: Iterable[str]) -> ahocorasick_rs.AhoCorasick:
    # the full table of states takes some megabytes and half the time of the default
    return ahocorasick_rs.AhoCorasick(list(patterns), implementation=ahocorasick_rs.Implementation.DFA)


def _plain(text: str) -> str:
    """Return a text with plain signs and single spaces, as names are looked for; all in passes of the C library."""
    if not text.isascii():
        for sign, plain in SAME_SIGNS.items():
            text = text.replace(sign, plain)
        for blank in _RARE_BLANKS:
            text = text.replace(blank, " ")
        # half of a pair, which damaged files have, is no text for the automaton
        text = text.encode("utf-8", "replace").decode()
    # no name goes over the end of a paragraph; as a sign it leaves no two blanks, which few texts have otherwise
    text = text.replace("\r\n", "\n").replace("\n\n", "|")
    for blank in _BREAKS:
        text = text.replace(blank, " ")
    return " ".join(text.split()) if "  " in text else text


def _topics_of(lexicon: Lexicon) -> Mapping[str, _Topic]:
    """Return what opens the gate, by its form in small letters."""
    names: dict[str, list[Name]] = defaultdict(list)
    for name in _topical(lexicon):
        names[_plain(name.surface).lower()].append(name)
    topics = {
        low: _Topic(
            strong=any(_is_distinct(name, lexicon) for name in same),
            printed=_printed(same),
            needs=_needed(same, lexicon),
        )
        for low, same in names.items()
    }
    return topics | {word: _Topic(moon=True) for word in sorted(MOON)}


def _printed(names: Sequence[Name]) -> frozenset[str]:
    """Return how names of one spelling may be printed; nothing where a description allows for any capitals."""
    if any(name.form == "description" for name in names):
        return frozenset()
    return frozenset(form for name in names for form in _forms(name))


def _needed(names: Iterable[Name], lexicon: Lexicon) -> frozenset[str]:
    """Return the words beside which an ambiguous name is a program; none where it is one without them."""
    words: set[str] = set()
    for name in names:
        rule = lexicon.ambiguities.get(name.surface)
        if rule is None or rule.default == name.node:
            return frozenset()
        for reading in (reading for reading in rule.readings if reading.node):
            words.update(reading.near, reading.next, reading.previous)
    return frozenset(words)


def _topical(lexicon: Lexicon) -> Iterator[Name]:
    """Yield the names of what is at the Moon, and of the companies whose landers go by their number alone."""
    for name in lexicon.names:
        program = lexicon.programs.get(name.node)
        if (program and not _is_earthbound(program)) or name.node in FLEETS:
            yield name


def _is_earthbound(program: Program) -> bool:
    """Say whether a program is there only to be told apart from lunar ones: stations elsewhere, treaties."""
    return program.type == "treaty" or (program.type == "station" and not program.place)


def _is_distinct(name: Name, lexicon: Lexicon) -> bool:
    """Say whether a name alone shows what an article is about: "Artemis Accords", "ILRS"; not "Gateway", "SLS"."""
    if name.surface in lexicon.ambiguities:
        return False
    words = _WORDS.findall(name.surface)
    if name.form == "description":
        return not MOON.isdisjoint(words)
    return len(words) > 1 or len(name.surface) >= _SHORTEST_ACRONYM


def _agency_forms(lexicon: Lexicon) -> list[str]:
    agencies = {n for n in lexicon.names if n.node.startswith(f"{Kind.AGENCY}:")}
    return sorted({form for name in agencies for form in _forms(name)} | set(_ANY_AGENCY))


def _forms(name: Name) -> Iterator[str]:
    """Yield how a name may be printed, as names.py takes it: as given, in capitals, an acronym as a word."""
    surface = _plain(name.surface)
    yield from (surface, surface.upper())
    if surface.isupper() and (len(surface) >= _SHORTEST_ACRONYM or surface == "ESA"):
        yield surface.capitalize()


def _is_printed(text: str, low: str, start: int, end: int, topic: _Topic) -> bool:
    """Say whether a name is printed as names are, "SLIM" and not "slim", and beside the words that it needs."""
    # a capital I with a dot has two small letters, and what follows it has moved
    fits = not topic.printed or len(text) != len(low) or text[start:end] in topic.printed
    return fits and (not topic.needs or any(word in text for word in topic.needs))


def _is_elsewhere(low: str, text: str, start: int, end: int) -> bool:
    """Say whether "moon" or "lunar" is of a calendar, an idiom or a person: "Lunar New Year", "President Moon"."""
    if low[start:end] == "lunar":
        return bool(_CALENDAR.match(low, end))
    before = low[max(start - 10, 0) : start]
    if _IDIOM.search(before):
        return True
    named = text[start:end].istitle() and len(text) == len(low)
    after = _WORDS.match(low, end + 1)
    return named and not before.endswith(("the ", "-", "/")) and (after is None or _stem(after.group()) not in _NOUNS)


def _has_near(low: str, start: int, end: int) -> bool:
    """Say whether a word for something in space stands near: "a base on the Moon", "the lunar rover"."""
    near = {*_WORDS.findall(low, max(start - _NEAR, 0), start), *_WORDS.findall(low, end, end + _NEAR)}
    return not _NOUNS.isdisjoint(near | {_stem(word) for word in near})


def _stem(word: str) -> str:
    return word.removesuffix("s")
