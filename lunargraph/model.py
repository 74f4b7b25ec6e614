"""The nouns of lunargraph: article, mention, evidence, claim, count, milestone.

Everything here is frozen, slotted and keyword-only, so that rows can be shared between stages and
threads and never change after they were stated. Nothing here imports spaCy, pandas or networkx.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a node is: three kinds of actor, and programs."""

    COUNTRY = "country"
    AGENCY = "agency"
    ORGANIZATION = "organization"
    PROGRAM = "program"


class Relation(StrEnum):
    """What joins two nodes; the last two are facts of the lexicon and are never extracted."""

    MEMBER_OF = "member_of"
    LEADS = "leads"
    COOPERATES_WITH = "cooperates_with"
    AGENCY_OF = "agency_of"
    PART_OF = "part_of"


#: The relations that articles state and that extraction may return.
STATED_RELATIONS = (Relation.MEMBER_OF, Relation.LEADS, Relation.COOPERATES_WITH)


class Status(StrEnum):
    """How the text holds a claim: in effect, prospective, stated as not so, or over."""

    CURRENT = "current"
    PLANNED = "planned"
    DENIED = "denied"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text.

    ``published`` is an ISO partial date (YYYY, YYYY-MM or YYYY-MM-DD) or None where unknown: a day
    is never invented. ``published_from`` says how it was found: ``metadata``, ``url``, ``text`` or empty where there
    is none. ``modified`` is when this version was last changed, ``retrieved`` when it was fetched: each YYYY-MM-DD, or
    YYYY-MM-DDTHH:MM:SSZ where the time is known, too, or None. ``outlet`` is the publisher. ``text`` is exactly what
    evidence offsets count in.
    """

    id: str
    text: str
    title: str = ""
    url: str = ""
    author: str = ""
    outlet: str = ""
    published: str | None = None
    language: str = ""
    published_from: str = ""
    modified: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A country, agency or organization; ``label`` is its canonical short name (BLR, CNSA, full name).

    ``country`` is the id of the country it belongs to, empty where there is none. ``aliases`` are
    the names by which a search should find it. ``iso2`` is a country's code of two letters: for searching
    alone, since "IN" and "NO" are words.
    """

    id: str
    kind: Kind
    name: str
    label: str
    iso2: str = ""
    country: str = ""
    region: str = ""
    continent: str = ""
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """An agreement, programme, station or mission; ``part_of`` is the id of the program it belongs to.

    ``place`` is where a station stands ("lunar surface", "lunar orbit"), empty where that is elsewhere.
    ``countries`` are the ids of those by whose name it goes: "the Chinese project", "the American flight". That
    tells programs apart in a text and states no relation.
    """

    id: str
    name: str
    label: str
    type: str
    part_of: str = ""
    countries: tuple[str, ...] = ()
    place: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of an article's text that names an actor or program, or only its nationality.

    ``form`` is ``name``, ``adjective`` ("Chinese"), ``demonym`` ("Russians"), ``seat`` ("Beijing") or
    ``description`` ("China's moon base"). Offsets count characters of ``Article.text``.
    """

    article: str
    start: int
    end: int
    surface: str
    node: str
    kind: Kind
    form: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a claim stands: ``article.text[start:end] == sentence``, and what decided it.

    ``rule`` is the id of the extraction rule, ``cue`` the id of the status cue (empty: none needed).
    """

    article: str
    start: int
    end: int
    sentence: str
    rule: str
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of an article: ``article.text[start:end] == text``; -1 for both where they stand in its title.

    ``quote`` is the sentence around them where that is not the claim's own.
    """

    start: int
    end: int
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How one end of a claim was found.

    ``how`` is ``name``, ``official`` ("Chinese officials"), ``speaker`` ("we"), ``pronoun``, ``description`` ("the
    project"), ``neither``, ``focus`` and ``topic`` (the program that is being talked about), ``heading`` (of a list
    or table) or ``carried`` (repeated from a statement before); empty where nothing is known. ``words`` refer to the
    end, ``antecedent`` names it where they do not. ``via`` is the node that the words mean where the claim is about
    another: an agency's head who signs for the state. ``trust`` is from 0 to 1. ``out`` says that the words except
    it ("but not Peru"), which denies the claim.
    """

    how: str = ""
    words: Words | None = None
    antecedent: Words | None = None
    via: str = ""
    trust: float = 1.0
    out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """How the date of a claim was found.

    ``how`` is ``stated`` (the words say it all), ``published`` (counted from the day of publication), ``year`` (its
    year is the one that publication suggests), ``sentence`` (its year stands elsewhere in the sentence), ``before``
    (counted from the date mentioned before), ``cell`` (of a table), ``vague`` (no single date) or empty where there is
    none. ``base`` is the date counted from. ``ahead`` says that a plan means the next such day or month.
    """

    how: str = ""
    words: Words | None = None
    base: str = ""
    ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a claim was read: how its ends and date were found, and which words the rule and the cue took hold of.

    ``measure`` is how surely it was read, the rule's confidence times the trust in the less certain end; what such
    a measure is worth is the claim's confidence. None where a reader has no such measure.
    """

    subject: End = End()
    object: End = End()
    trigger: Words | None = None
    cue: Words | None = None
    date: Dated = Dated()
    measure: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one article says: subject, relation, object, with this status, as of this date.

    ``date`` is when it took effect (ISO partial date, None where the text gives none). The two ends
    of ``cooperates_with`` are in alphabetical order of their ids, because the relation has no direction.
    ``about`` is a program id, ``topics`` are free words, ``attributed_to`` is who the text says said so.
    ``confidence`` is the share of claims read as surely as this one that were right on hand-read articles.
    ``reading`` tells how it was read; it is no part of what is claimed.
    """

    article: str
    subject: str
    relation: Relation
    object: str
    status: Status
    evidence: Evidence
    date: str | None = None
    role: str = ""
    about: str = ""
    topics: tuple[str, ...] = ()
    attributed_to: str = ""
    confidence: float = 1.0
    reading: Reading = Reading()

    @property
    def id(self) -> str:
        """16 hex digits that stay the same when a better rule changes status, date or confidence."""
        return claim_id(self.article, self.subject, self.relation, self.object, self.evidence.start, self.evidence.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many members the text gives a program.

    ``qualifier`` is exact, almost, over, at_least, about or ordinal ("became the 55th").
    """

    program: str
    value: int
    qualifier: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated step of a program; ``status`` is planned, done or missed, ``date`` an ISO partial date."""

    program: str
    what: str
    date: str
    status: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read out of one article; ``actors`` are those the lexicon did not know before.

    ``predicates`` are the words that frame rules were tried on, by kind and sense, as in "verb join": a rule for any
    other changes nothing here.
    """

    article: str
    claims: tuple[Claim, ...] = ()
    counts: tuple[Count, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = field(default=())
    predicates: tuple[str, ...] = ()


def claim_id(  # noqa: PLR0913, PLR0917 - the identity has six parts
    article: str, subject: str, relation: str, object_: str, start: int, end: int
) -> str:
    """Hash the identity of a claim: a JSON list, because joined strings collide.

    >>> claim_id("a", "b.c", "leads", "d", 0, 1) == claim_id("a", "b", "c.leads", "d", 0, 1)
    False
    """
    identity = json.dumps([article, subject, str(relation), object_, start, end], ensure_ascii=True)
    return hashlib.sha256(identity.encode("ascii")).hexdigest()[:16]
