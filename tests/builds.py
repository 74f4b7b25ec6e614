"""Small builds on disk, one of them as hostile as text can be."""

from __future__ import annotations

from lunargraph.claims import write_claims
from lunargraph.curation import ClaimDecision, Curation, Decisions, Signed, counted
from lunargraph.curation.decisions import Pin
from lunargraph.finished import load
from lunargraph.graph import build_graph, write_json
from lunargraph.model import Actor, Kind
from lunargraph.tables import frame_of, write_table
from lunargraph.ties import weigh
from tests.strategies import Desk, small_lexicon

# as lunargraph.build has them, which loads a parser that no test here needs
COUNT_COLUMNS = ("article", "program", "value", "qualifier", "start", "end", "sentence", "rule")
MILESTONE_COLUMNS = ("article", "program", "what", "date", "status", "start", "end", "sentence", "rule")
#: What breaks formats: markup, quotes, line ends, escapes, formulas, and characters that XML, CSV or UTF-8 cannot hold.
HOSTILE = (
    "<script>alert('x')</script>", "]]>&amp;<!--", "nul\x00bell\x07esc\x1b[2Jarray\x1fend", "lone\ud800surrogate\udfff",
    "non\ufffe\uffffcharacter", 'say "no", \'no\' and """no"""', "line\nfeed\rreturn\r\nboth\ttab", "\u2028\u2029\u0085\x7f",
    "back\\slash\\", "\\u0027 \\N{BULLET} \\x41 \\n", "'}) DETACH DELETE n; //", "'; DROP TABLE ties; --", "=1+1", "@x", "'=quoted",
    "a; b", "a,b|c", "${x} {{x}} %s", " spaces ", "🚀 é Ελ 月", "-", "null", "NaN", "true", "[]", '{"a": 1}', "",
)  # fmt: skip


def build_of(desk, folder, *, actors=(), counts=(), milestones=(), lexicon=None, decisions=None):
    """Write the claims of a desk as a build does, decisions applied, and read it back."""
    claims, articles = desk.frames()
    curation = Curation(decisions or Decisions())
    claims = curation.claims(claims, (), {}, lexicon or small_lexicon()).claims
    ties = curation.ties(weigh(counted(claims), articles))
    assert curation.conflicts == []
    write_claims(claims, folder)
    write_table(ties, folder, "ties")
    write_table(articles, folder, "articles")
    write_table(frame_of(counts, COUNT_COLUMNS), folder, "counts")
    write_table(frame_of(milestones, MILESTONE_COLUMNS), folder, "milestones")
    write_json(build_graph(ties, claims, articles, lexicon or small_lexicon(), actors), folder / "graph.json")
    return load(folder)


def camps(folder):
    """A build of both camps: founders, members, one who left, one who plans, one who refuses, one less sure, partners, an agency."""
    ilrs, accords = {"object": "program:ILRS"}, {"object": "program:ARTEMIS_ACCORDS"}
    desk = Desk()
    desk.says("2021-06-20", subject="country:CHN", relation="leads", date="2021-06-16", **ilrs)
    desk.says("2021-06-20", subject="country:CHN", date="2021-06", role="founder", **ilrs)
    desk.says("2023-10-20", subject="country:BLR", date="2023-10", role="member", topics=("rover", "data"), **ilrs)
    desk.says("2023-12-20", subject="country:BLR", date="2023-10-16", **ilrs)
    desk.says("2024-04-06", subject="country:THA", date="2024-04-05", **ilrs)
    desk.says("2024-12-17", subject="country:THA", date="2024-12-16", role="signatory", **accords)
    desk.says("2022-05-16", subject="country:NOR", date="2022-05-15", role="signatory", **accords)
    desk.says("2024-02-01", "denied", subject="country:NOR", **ilrs)
    desk.says("2024-02-02", "planned", subject="country:TUR", date="2030", **ilrs)
    desk.says("2022-03-01", subject="agency:ESA", date="2021", object="program:CHANGE_8")
    desk.says("2022-04-14", "ended", subject="agency:ESA", date="2022-04-13", object="program:CHANGE_8")
    desk.says("2024-03-01", subject="agency:CNSA", object="program:ROVER")
    desk.says(
        "2024-03-02", subject="country:CHN", relation="cooperates_with", object="country:THA", about="program:ILRS"
    )
    desk.says("2024-03-03", subject="country:NOR", date="2024-02", object="program:CHANGE_8", confidence=0.3)
    desk.says("2020-01-05", subject="country:TUR", date="2020-01-02", **accords)
    desk.says("2022-02-05", "ended", subject="country:TUR", date="2022-02-03", **accords)
    desk.says("2026-09-01", subject="country:TUR", date="2026-08-31", attributed_to="agency:ESA", **accords)
    return build_of(desk, folder)


def decided(folder):
    """A build in which a reviewer accepted, rejected and corrected a claim each and pinned a date; what was rejected had no other claim."""
    desk = Desk()
    desk.says("2023-10-20", date="2023-10", role="member")
    desk.says("2024-02-01", "current", subject="country:NOR")
    desk.says("2022-03-01", subject="agency:ESA", object="program:CHANGE_8")
    claims, _ = desk.frames()
    ids = dict(zip(claims["subject"], claims["id"], strict=True))
    signed = Signed(reviewer="A. Analyst", date="2026-11-25", reason="Read in print, too.")
    facts = {"evidence": "It is current.", "signed": signed}
    decisions = Decisions(
        claims=(
            ClaimDecision(verb="accept", claim=ids["country:BLR"], **facts),
            ClaimDecision(verb="correct", claim=ids["country:NOR"], changes={"status": "denied"}, **facts),
            ClaimDecision(verb="reject", claim=ids["agency:ESA"], **facts),
        ),
        pins=(
            Pin(subject="country:BLR", relation="member_of", object="program:ILRS", since="2023-10-16", signed=signed),
        ),
    )
    return build_of(desk, folder, decisions=decisions)


def hostile(folder):
    """A build of which every text is hostile: ids of articles, names, topics, sentences, links, counts."""
    actors = [
        Actor(id=f"organization:x{i}", kind=Kind.ORGANIZATION, name=text or "nobody", label=text, aliases=HOSTILE)
        for i, text in enumerate(HOSTILE)
    ]
    desk = Desk()
    for i, text in enumerate(HOSTILE):
        facts = {"article": f"article {i} {text}", "subject": f"organization:x{i}", "topics": (text, "rover")}
        desk.says("2024-01-01", attributed_to=text, role=text, **facts)
        desk.articles[facts["article"]] |= {
            "title": text,
            "outlet": text,
            "author": text,
            "url": f"https://x.example/{text}",
        }
    rows = [
        {"article": "a", "program": "program:ILRS", "value": i, "qualifier": "exact", "start": 0, "end": 9, "sentence": text, "rule": text, "what": text, "date": "203X", "status": "planned"}
        for i, text in enumerate(HOSTILE)
    ]  # fmt: skip
    return build_of(desk, folder, actors=actors, counts=rows, milestones=rows)
