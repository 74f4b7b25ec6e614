"""Hypothesis strategies for articles and claims, and short ways to write them by hand."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from hypothesis import strategies as st

from lunargraph.claims import claims_to_frame
from lunargraph.model import (
    Actor,
    Article,
    Claim,
    Dated,
    End,
    Evidence,
    Kind,
    Program,
    Reading,
    Relation,
    Status,
    Words,
)
from lunargraph.tables import frame_of

#: What tables get wrong most often: formulas, quotes, line breaks of every kind, and words that mean "missing".
AWKWARD = (
    "", " ", "NO", "NA", "NaN", "nan", "null", "None", "True", "1e5", "=1+1", "+1", "-1", "@x", "'", "'=1", "''", "\t=1", "\r=1", "\n=1",
    'say "no"', "a,b", "a;b", "a\nb", "a\rb", "a\r\nb", "\u2028", "\x00", "\x1a", "🚀 \u200d", "＝1", "[]", '["x"]', "Türkiye’s",
)  # fmt: skip
COUNTRIES = ("country:BLR", "country:CHN", "country:NOR", "country:THA")
PROGRAMS = ("program:ILRS", "program:ARTEMIS_ACCORDS")

texts = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
days = st.dates(date(2020, 1, 1), date(2026, 12, 31)).map(date.isoformat)
partial_dates = st.builds(lambda day, length: day[:length], days, st.sampled_from([4, 7, 10]))
maybe_dates = st.none() | partial_dates
shares = st.floats(0, 1)


stretches = st.builds(Words, start=st.integers(-1, 99), end=st.integers(-1, 99), text=texts, quote=texts)
found_ends = st.builds(
    End, how=st.sampled_from(["", "name", "pronoun"]), words=st.none() | stretches, antecedent=st.none() | stretches, via=texts, trust=shares, out=st.booleans()
)  # fmt: skip
found_dates = st.builds(
    Dated,
    how=st.sampled_from(["", "stated", "published"]),
    words=st.none() | stretches,
    base=texts,
    ahead=st.booleans(),
)
readings = st.builds(
    Reading,
    subject=found_ends,
    object=found_ends,
    trigger=st.none() | stretches,
    cue=st.none() | stretches,
    date=found_dates,
    measure=st.none() | shares,
)


@st.composite
def articles(draw):
    """One article; its text is what offsets would count in."""
    return Article(
        id=draw(st.sampled_from([f"a{i}" for i in range(6)])),
        text=draw(texts),
        title=draw(texts),
        url=draw(texts),
        author=draw(texts),
        outlet=draw(texts),
        published=draw(maybe_dates),
        language="en",
    )


@st.composite
def claims(draw, text=texts, objects=PROGRAMS):
    """One claim about a country and a program, or a pair of countries in alphabetical order."""
    relation = draw(st.sampled_from([Relation.MEMBER_OF, Relation.LEADS, Relation.COOPERATES_WITH]))
    subject, object_ = draw(st.sampled_from(COUNTRIES)), draw(st.sampled_from(objects))
    if relation is Relation.COOPERATES_WITH:
        subject, object_ = sorted(draw(st.lists(st.sampled_from(COUNTRIES), min_size=2, max_size=2, unique=True)))
    start = draw(st.integers(0, 50))
    article = draw(st.sampled_from([f"a{i}" for i in range(6)]))
    evidence = Evidence(
        article=article,
        start=start,
        end=start + draw(st.integers(1, 50)),
        sentence=draw(text),
        rule="join.v1",
        cue=draw(text),
    )
    return Claim(
        article=article,
        subject=subject,
        relation=relation,
        object=object_,
        status=draw(st.sampled_from(Status)),
        evidence=evidence,
        date=draw(maybe_dates),
        role=draw(st.sampled_from(["", "founder", "member", "signatory"])),
        about=draw(text),
        topics=tuple(draw(st.lists(text, max_size=3))),
        attributed_to=draw(text),
        confidence=draw(shares),
        reading=draw(readings),
    )


def article_frame(entries):
    """The articles table from Article objects, each a story of its own."""
    rows = [
        {"id": a.id, "url": a.url, "title": a.title, "outlet": a.outlet, "published": a.published, "story": a.id}
        for a in entries
    ]
    return frame_of(rows, ("id", "url", "title", "outlet", "published", "story"))


class Desk:
    """Write news by hand: every line is an article with one claim; ``frames`` gives both tables."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.articles: dict[str, dict[str, object]] = {}

    def says(self, published, status="current", *, story=None, article=None, start=0, **claim):
        """Add a claim (Belarus, member_of, ILRS where not said otherwise) in an article of that date."""
        name = article or f"a{len(self.claims):02}"
        self.articles[name] = {
            "id": name, "url": f"https://news.example/{name}", "title": f"Title {name}", "author": "", "language": "en",
            "outlet": f"Outlet {name}", "published": published, "story": story or name,
        }  # fmt: skip
        facts = {"subject": "country:BLR", "relation": Relation.MEMBER_OF, "object": "program:ILRS", "confidence": 0.98}
        facts |= claim
        facts["relation"] = Relation(facts["relation"])
        evidence = Evidence(article=name, start=start, end=start + 9, sentence=f"It is {status}.", rule="r.v1", cue="c")
        self.claims.append(Claim(article=name, status=Status(status), evidence=evidence, **facts))
        return self

    def frames(self):
        """The claims table and the articles table."""
        columns = ("id", "url", "title", "author", "outlet", "published", "language", "story")
        return claims_to_frame(self.claims), frame_of(self.articles.values(), columns)


def small_lexicon():
    """Stand in for the lexicon: the two camps, a few countries, one agency, and programs three deep."""
    actors = [
        Actor(id="country:BLR", kind=Kind.COUNTRY, name="Belarus", label="BLR", iso2="BY", region="Eastern Europe", continent="Europe", aliases=("Minsk",)),
        Actor(id="country:CHN", kind=Kind.COUNTRY, name="China", label="CHN", aliases=("PRC",)),
        Actor(id="country:NOR", kind=Kind.COUNTRY, name="Norway", label="NOR", iso2="NO"),
        Actor(id="country:THA", kind=Kind.COUNTRY, name="Thailand", label="THA"),
        Actor(id="country:TUR", kind=Kind.COUNTRY, name="Türkiye", label="TUR", aliases=("Turkey",)),
        Actor(id="agency:CNSA", kind=Kind.AGENCY, name="China National Space Administration", label="CNSA", country="country:CHN"),
        Actor(id="agency:ESA", kind=Kind.AGENCY, name="European Space Agency", label="ESA"),
    ]  # fmt: skip
    programs = [
        Program(id="program:ILRS", name="International Lunar Research Station", label="ILRS", type="station", aliases=("China's moon base",)),
        Program(id="program:ARTEMIS_ACCORDS", name="Artemis Accords", label="ARTEMIS_ACCORDS", type="agreement", aliases=("the pact",)),
        Program(id="program:CHANGE_8", name="Chang'e-8", label="CHANGE_8", type="mission", part_of="program:ILRS", aliases=("the pact",)),
        Program(id="program:ROVER", name="Rover", label="ROVER", type="element", part_of="program:CHANGE_8"),
    ]  # fmt: skip

    def node(node_id):
        return entries[node_id]

    entries = {entry.id: entry for entry in [*actors, *programs]}
    return SimpleNamespace(actors={a.id: a for a in actors}, programs={p.id: p for p in programs}, node=node)


def comings_and_goings():
    """China leads and is a member, Belarus joined in October 2023, Thailand is in both, Norway left, others undated or planned."""
    desk = Desk().says("2021-07-01", subject="country:CHN", relation="leads", date="2021-06")
    desk.says("2021-07-02", subject="country:CHN", role="founder", date="2021-06-16")
    desk.says("2023-10-25", subject="country:BLR", date="2023-10")
    desk.says("2024-04-06", subject="country:THA", date="2024-04-05")
    desk.says("2024-12-17", subject="country:THA", object="program:ARTEMIS_ACCORDS", date="2024")
    desk.says("2022-05-02", subject="country:NOR", date="2022-05-01")
    desk.says("2024-03-02", "ended", subject="country:NOR", date="2024-03-01")
    desk.says("2024-01-01", subject="country:TUR").says("2024-07-01", subject="agency:ESA", date="2024-06-30")
    return desk.says("2024-05-05", "planned", subject="country:SEN", date="2028")
