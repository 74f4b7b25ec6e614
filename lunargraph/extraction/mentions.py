"""Mentions of one article: names of the lexicon, agencies composed from a country, bodies the text defines.

Seats of government are the delicate part: "Beijing" may be a government or a place. A seat after a
preposition of place, or in a dateline, is a place and no mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lunargraph.extraction.called import by_acronym, own_end, own_start, universities
from lunargraph.extraction.counted import number_missions
from lunargraph.extraction.names import Match, NameFinder, vocabulary_of
from lunargraph.extraction.numbered import numbered
from lunargraph.lexicon import fold
from lunargraph.model import Actor, Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Article

_PLACE = re.compile(
    r"\b(?:in|at|near|from|outside|around|via|through|visit to|visited|trip to|flew to|travelled to|traveled to|"
    r"arrived in|toured|of|to)\s+(?:the\s+|central\s+|downtown\s+)?$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r",?\s+(?:D\.?C\.?\b|\(AP\)|\(Reuters\))|\s*-based\b|\s+on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? at\b"
)
_LEADS = re.compile(r"[-‑](?:led|backed|headed|sponsored|run)\b")
_GOVERNMENT_OF = re.compile(
    r"\b(?:government|governments|authorities|capital|capitals|ministry) (?:of|in)\s+$", re.IGNORECASE
)
_DATELINE = re.compile(r"\s*(?:\([^)\n]{1,30}\)\s*)?(?:[,:]|/|\.?\s[–—-]{1,2}\s)")
_SPACE_AGENCY = re.compile(
    r"(?:'s|’s)?\s+(?:(?:national|state|civil|federal)\s+)?space\s+(?:agency|administration|authority|organi[sz]ation)\b"
)
_OWNS = re.compile(r"(?:'s|’s|['’])?\s")
_OF_COUNTRY = re.compile(r"\bspace agency of\s+(?:the\s+)?$")
_ACRONYM = re.compile(r"\s*\(\s*([A-Z][A-Za-z&/\-]{1,11}[A-Za-z])\s*\)")

# A run of capitalised words that ends in, or begins with, the word for a body.
_CAP = r"(?:[A-Z][\w’'&.\-]*)"
_BODY = re.compile(
    rf"\b(?:{_CAP}\s+(?:of\s+|for\s+|and\s+|the\s+)*)*{_CAP}?\s*\b"
    r"(?P<head>Space Agency|Space Administration|Space Commission|University|Institute|Laboratory|Observatory|Academy|"
    r"Polytechnic|Research Centre|Research Center|Space Centre|Space Center|Observatories|Technology|Astronautics)\b"
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?{_CAP}(?:(?:,\s+|,?\s+and\s+|\s+(?:of\s+)?){_CAP})*)?"
)
# A company's name ends with its trade or its legal form; "of Adelaide" after it says only where it is.
_COMPANY = re.compile(
    rf"\b{_CAP}(?:\s+{_CAP}){{0,3}}\s+(?:Technologies|Robotics|Aerospace|Dynamics|Optics|Engineering|Industries|Systems|"
    r"Instruments|Electronics|Laboratories|Labs|Motors?|Electric|Space|Inc\.?|Ltd\.?|Limited|Corp\.?|Corporation|GmbH|AG|"
    r"LLC|plc|S\.p\.A\.|Pty)(?![\w’'-])(?!\s+(?:of\s+)?(?:Agency|Station|Center|Centre|Administration|Force|Command|Program|"
    r"Programme|Treaty|Commission|Research|Council|Law|Policy|Act|Committee|Organi[sz]ation|Corporation|Office|Congress|"
    r"Cooperation|Exploration|Institute|University))"
)
_LEGAL_FORM = re.compile(r",?\s(?:Inc|Ltd|Corp|GmbH|LLC|plc|S\.p\.A|Pty(?: Ltd)?)\.?\Z")
_TRADES = "company firm startup start-up manufacturer subsidiary consortium operator integrator".split()
#: "the Polish firm Scanway", "the start-up Lunar Fields": the noun says what kind of body the name is.
_CALLED = re.compile(
    r"\b(?:company|firm|start-?up|manufacturer|subsidiary|contractor|consortium|operator|developer|foundation|integrator)\s+"
    rf"(?P<name>(?:{_CAP}|[A-Z]\d\w)(?:\s+{_CAP}){{0,3}})(?![\w])"
)
#: "Taipei-based Tensor Tech"
_SEATED = re.compile(rf"\b[A-Z][\w]+-based\s+(?P<name>{_CAP}(?:\s+{_CAP}){{0,2}})(?![\w])")
#: "Enbio, a Dublin company," and "two Irish firms, Enbio and Réaltra,"
_CALLED_AFTER = re.compile(
    rf"\b(?P<name>{_CAP}(?:\s+{_CAP}){{0,3}}),\s+an?\s+(?:[\w’'-]+\s+){{0,3}}"
    r"(?:company|firm|start-?up|manufacturer|subsidiary|consortium|operator|integrator)\b"
)
_COLLEGE = re.compile(
    rf"\b(?:University College|{_CAP} College)(?:\s(?:London|Dublin|Cork|Oxford|Cambridge|of {_CAP}))?(?![\w])"
)
_OFFICE = re.compile(rf"\b(?:Office|Bureau|Directorate) (?:for|of) {_CAP}(?:(?:,\s+|,?\s+and\s+|\s+){_CAP})*")
_MINISTRY = re.compile(rf"\bMinistry of {_CAP}(?:(?:,\s+|,?\s+and\s+|\s+){_CAP})*")
#: The patterns of bodies, each with words of which one stands in whatever it fits: quick to look for.
BODIES = (
    (_MINISTRY, ("Ministry of ",)),
    (_OFFICE, ("Office ", "Bureau ", "Directorate ")),
    (_COLLEGE, ("College",)),
    (
        _BODY,
        (
            *("Space ", "University", "Institute", "Laboratory", "Observator", "Academy", "Polytechnic"),
            *("Research Cent", "Technology", "Astronautics"),
        ),
    ),
    (
        _COMPANY,
        (
            *("Technologies", "Robotics", "Aerospace", "Dynamics", "Optics", "Engineering", "Industries", "Systems"),
            *("Instruments", "Electronics", "Lab", "Motor", "Electric", "Space", "Inc", "Ltd", "Limited", "Corp"),
            *("GmbH", "AG", "LLC", "plc", "S.p.A.", "Pty"),
        ),
    ),
    (_CALLED, (*_TRADES, "contractor", "developer", "foundation")),
    (_CALLED_AFTER, _TRADES),
    (_SEATED, ("-based",)),
)
_NOBODYS = frozenset(
    {"National Space Agency", "Space Agency", "National Space Administration", "National Space Commission"}
)
_AGENCY_HEADS = ("Space Agency", "Space Administration", "Space Commission")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The mentions of an article in order, those hidden inside longer names, and bodies the lexicon lacks."""

    mentions: tuple[Mention, ...]
    inner: tuple[Mention, ...]
    actors: tuple[Actor, ...]


class MentionFinder:
    """Find mentions with one lexicon; keeps nothing between articles."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.names = NameFinder(lexicon)

    def find(self, article: Article, spans: Sequence[tuple[int, int]]) -> Found:
        """Return the mentions inside the given spans of ``article.text``."""
        text = article.text
        vocabulary = vocabulary_of([article.title, text])
        matches: list[Match] = []
        for start, end in spans:
            found = self.names.find(text, start, end, vocabulary=vocabulary)
            found = [m for m in found if not _is_place(m, text, start)]
            matches.extend(_with_acronyms(self._compose(found, text), text))
        matches = number_missions(matches, text, self.lexicon.programs)
        matches.extend(list(numbered(matches, text, self.lexicon)))
        matches.sort(key=lambda m: m.start)
        actors, defined = self._defined_bodies(text, spans, matches)
        matches, owners = self._own(_merge(matches, defined), actors, text)
        inner = [self._mention(article, owner, actors) for owner in owners]
        return Found(
            mentions=tuple(self._mention(article, m, actors) for m in matches),
            inner=(*inner, *self._inner(article, matches, vocabulary)),
            actors=tuple(actors.values()),
        )

    def _mention(self, article: Article, match: Match, actors: dict[str, Actor]) -> Mention:
        kind = Kind(match.node.partition(":")[0])
        if match.node in actors:
            kind = actors[match.node].kind
        return Mention(
            article=article.id,
            start=match.start,
            end=match.end,
            surface=article.text[match.start : match.end],
            node=match.node,
            kind=kind,
            form=match.form,
        )

    def _inner(self, article: Article, matches: Iterable[Match], vocabulary: frozenset[str]) -> Iterator[Mention]:
        """Yield the countries inside descriptive names ("China's moon base" also mentions China)."""
        for match in matches:
            if match.form != "description":
                continue
            last = article.text.rfind(" ", match.start, match.end)
            for inner in self.names.find(article.text, match.start, max(last, match.start), vocabulary=vocabulary):
                yield self._mention(article, inner, {})

    def _own(self, matches: Sequence[Match], actors: Mapping[str, Actor], text: str) -> tuple[list[Match], list[Match]]:
        """Let a body swallow its own country before it: in "Norway's Kongsberg" one actor is named, not two.

        Returns the mentions and the countries swallowed, which the text mentions all the same.
        """
        kept: list[Match] = []
        owners: list[Match] = []
        for match in matches:
            before = kept[-1] if kept else None
            body = self.lexicon.actors.get(match.node) or actors.get(match.node)
            own = before is not None and body is not None and body.country == before.node
            if own and before is not None and _OWNS.fullmatch(text, before.end, match.start):
                owners.append(kept.pop())
                match = replace(match, start=before.start)  # noqa: PLW2901 - the same mention, longer
            kept.append(match)
        return kept, owners

    def _compose(self, matches: Sequence[Match], text: str) -> list[Match]:
        """Join a country with "space agency" ("Pakistan's space agency") to the agency of that country."""
        composed = []
        for match in matches:
            agency = self.lexicon.space_agencies.get(match.node, "")
            tail = _SPACE_AGENCY.match(text, match.end) if agency else None
            if tail:
                composed.append(Match(match.start, tail.end(), agency, "name"))
            else:
                composed.append(match)
        return composed

    def _defined_bodies(
        self, text: str, spans: Sequence[tuple[int, int]], taken: Sequence[Match]
    ) -> tuple[dict[str, Actor], list[Match]]:
        """Find bodies that the lexicon lacks: "Kyung Hee University", "Nauru Space Agency (NSA)"."""
        actors: dict[str, Actor] = {}
        acronyms = _own_acronyms(taken, text)
        found: list[Match] = []
        for start, end in spans:
            part = text[start:end]
            for pattern, signs in BODIES:
                for hit in pattern.finditer(text, start, end) if any(sign in part for sign in signs) else ():
                    self._define(text, hit, taken, actors, acronyms, found)
        for start, end in spans:
            found += self._universities(text, start, end, actors)
            for acronym, node in acronyms.items():
                found += [
                    Match(start + hit.start(), start + hit.end(), node, "name")
                    for hit in re.finditer(rf"\b{re.escape(acronym)}\b", text[start:end])
                ]
        return actors, found

    def _universities(self, text: str, start: int, end: int, actors: dict[str, Actor]) -> Iterator[Match]:
        """Yield each of "the universities of Warsaw and Aalborg"."""
        for first, last, place in universities(text, start, end):
            name = f"University of {place}"
            known = [n for form in (name, f"{place} University") for n in self.lexicon.find(form)]
            node = known[0] if known else f"{Kind.ORGANIZATION}:{slug(name)}"
            if not known:
                actors.setdefault(node, Actor(id=node, kind=Kind.ORGANIZATION, name=name, label=name))
            yield Match(first, last, node, "name")

    def _define(  # noqa: PLR0913, PLR0917 - one scan fills three tables
        self,
        text: str,
        hit: re.Match[str],
        taken: Sequence[Match],
        actors: dict[str, Actor],
        acronyms: dict[str, str],
        found: list[Match],
    ) -> None:
        called = "name" in hit.groupdict()
        start, end = hit.span("name") if called else _trim(text, hit.start(), hit.end())
        if not called:
            start = own_start(text, start, end)
            end = own_end(text, start, end, taken)
        name = _LEGAL_FORM.sub("", " ".join(text[start:end].split()))
        if called and self.lexicon.find(name):
            return
        if name in _NOBODYS:
            # "its National Space Agency" is that of whoever "it" is
            return
        if (name.count(" ") == 0 and not called) or any(m.start <= start and end <= m.end for m in taken):
            return
        known = [m for m in taken if m.start < end and start < m.end]
        owner = [m for m in taken if hit.start() <= m.start and m.end < start]
        # "Russian space corporation Roscosmos": the named body is already there; "NASA's Goddard Center" is NASA
        if any(not m.node.startswith("country:") for m in (*known, *owner)):
            return
        agency = any(head in name for head in _AGENCY_HEADS) or name.startswith(("Ministry", "Office", "Bureau"))
        kind = Kind.AGENCY if agency else Kind.ORGANIZATION
        country = next((m.node for m in (*known, *owner) if m.node.startswith("country:")), "")
        node = f"{kind}:{slug(name)}"
        acronym = _ACRONYM.match(text, end)
        if node in self.lexicon.actors and not start > hit.start():
            return
        if acronym:
            end = acronym.end()
            node = by_acronym(self.lexicon, acronym.group(1), country) or node
            acronyms.setdefault(acronym.group(1), node)
        if node in self.lexicon.actors:
            found.append(Match(start, end, node, "name"))
            return
        aliases = (acronym.group(1),) if acronym else ()
        label = acronym.group(1) if acronym and agency else name
        actors.setdefault(node, Actor(id=node, kind=kind, name=name, label=label, country=country, aliases=aliases))
        found.append(Match(start, end, node, "name"))


def _own_acronyms(taken: Sequence[Match], text: str) -> dict[str, str]:
    """Return the short forms that the text itself gives bodies the lexicon knows by other names."""
    own: dict[str, str] = {}
    for match in taken:
        after = _ACRONYM.match(text, match.end)
        kind = match.node.partition(":")[0]
        if after and match.form == "name" and kind in {Kind.AGENCY, Kind.ORGANIZATION}:
            own.setdefault(after.group(1), match.node)
    return own


def slug(name: str) -> str:
    """Turn a name into the part of an id after the colon.

    >>> slug("Kyung Hee University")
    'kyung-hee-university'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop words that merely begin a sentence ("The", "At", "Under") from a run of capitalised words."""
    lead = re.compile(r"(?:The|At|In|On|Under|From|By|And|With|For|A|An|Its|Their|When|As|But|Of|Also)\s+")
    while hit := lead.match(text, start, end):
        start = hit.end()
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _merge(matches: Sequence[Match], defined: Sequence[Match]) -> list[Match]:
    """Put longer new bodies over the shorter names inside them, in order of the text."""
    longest = sorted([*matches, *defined], key=lambda m: (m.start - m.end, m.start))
    kept: list[Match] = []
    for match in longest:
        if all(match.end <= other.start or other.end <= match.start for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def _with_acronyms(matches: Sequence[Match], text: str) -> list[Match]:
    """Let a name swallow its own acronym in brackets: "European Space Agency (ESA)" is one mention."""
    joined: list[Match] = []
    for match in matches:
        previous = joined[-1] if joined else None
        between = text[previous.end : match.start] if previous else ""
        if previous and previous.node == match.node and re.fullmatch(r"\s*\(\s*(?:the\s+|or\s+)?", between):
            close = text.find(")", match.end, match.end + 3)
            if close >= 0:
                joined[-1] = replace_end(previous, close + 1)
                continue
        if previous and previous.node == match.node and re.fullmatch(r",?\s", between) and previous.form == "name":
            # "its space agency, SUPARCO" and "space agency Roscosmos" are one mention
            joined[-1] = replace_end(previous, match.end)
            continue
        joined.append(match)
    return joined


def replace_end(match: Match, end: int) -> Match:
    """Return the match with another end."""
    return replace(match, end=end)


def _is_place(match: Match, text: str, passage_start: int) -> bool:
    if match.form != "seat":
        return False
    if _LEADS.match(text, match.end):
        return False
    before = text[max(passage_start, match.start - 40) : match.start]
    if _GOVERNMENT_OF.search(before):
        return False
    at_start = not before.strip(' *_("“')
    if at_start and _DATELINE.match(text, match.end):
        return True
    return bool(_PLACE.search(before)) or bool(_PLACE_AFTER.match(text, match.end))
