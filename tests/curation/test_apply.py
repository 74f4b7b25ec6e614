"""Decisions applied to claims: what changes, what was read stays told, and what no longer fits is a conflict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from lunargraph.claims import CLAIM_COLUMNS, claims_to_frame, frame_to_claims
from lunargraph.curation import Curation, as_read, counted, decision_in_words, parse_decisions
from lunargraph.model import Actor, Article, Kind
from lunargraph.ties import weigh
from tests.strategies import Desk, claims, small_lexicon

SIGNED = 'reviewer = "A. Analyst"\ndate = 2026-11-25\nreason = "why"\n'
OMAN = Actor(id="organization:oman-lens", kind=Kind.ORGANIZATION, name="Oman Lens", label="Oman Lens")
OMAN_COMPANY = Actor(
    id="organization:oman-lens-company", kind=Kind.ORGANIZATION, name="Oman Lens Company", label="Oman Lens Company"
)


def decide(frame, text, *, actors=(), papers=None):
    """The curated claims and what is told of decisions that do not fit."""
    curation = Curation(parse_decisions(text, "d.toml"))
    papers = papers or {row["article"]: row["sentence"] for row in frame.to_dict("records")}
    articles = [Article(id=key, text=text) for key, text in papers.items()]
    lexicon = small_lexicon()
    curated = curation.claims(frame, articles, {a.id: a for a in actors}, lexicon)
    assert tuple(curated.claims.columns) == CLAIM_COLUMNS
    return curated, [conflict.reason for conflict in curation.conflicts]


def about(verb, claim, evidence="It is current.", more=""):
    return f'[[{verb}]]\nclaim = "{claim}"\nevidence = "{evidence}"\n{more}{SIGNED}'


def one(desk=None):
    frame, _ = (desk or Desk().says("2024-01-02", date="2024-01")).frames()
    return frame, frame["id"][0]


def test_accepting_makes_a_claim_sure_and_says_who_did():
    """The confidence it was read with is kept."""
    frame, claim = one()
    curated, told = decide(frame, about("accept", claim))
    (row,) = curated.claims.to_dict("records")
    assert (row["decision"], row["decided_by"], row["decided_on"], row["decision_reason"]) == (
        "accept",
        "A. Analyst",
        "2026-11-25",
        "why",
    )
    assert (row["confidence"], row["as_read"], row["id"], told) == (0.99, '{"confidence": 0.98}', claim, [])
    assert decision_in_words(row, str) == "accepted by A. Analyst on 2026-11-25: why"


def test_a_rejected_claim_stays_and_does_not_count():
    """It is still in the table, and no tie rests on it."""
    desk = Desk().says("2024-01-02").says("2024-01-03", subject="country:THA")
    frame, articles = desk.frames()
    curated, _ = decide(frame, about("reject", frame["id"][0]))
    assert len(curated.claims) == 2
    ties = weigh(counted(curated.claims), articles)
    assert list(ties["subject"]) == ["country:THA"]
    words = [decision_in_words(row, str) for row in curated.claims.to_dict("records")]
    assert words == ["rejected by A. Analyst on 2026-11-25: why; it does not count", ""]


def test_a_correction_changes_the_claim_and_keeps_what_was_read():
    """Also its ends, and with them its id."""
    frame, claim = one()
    more = 'set = {status = "planned", date = "", subject = "country:THA"}\n'
    curated, told = decide(frame, about("correct", claim, more=more))
    (row,) = curated.claims.to_dict("records")
    assert (row["status"], row["date"], row["subject"], told) == ("planned", None, "country:THA", [])
    (decided,) = frame_to_claims(curated.claims)
    assert decided.id == row["id"] != claim
    assert as_read(decided, row) == frame_to_claims(frame)[0]
    names = {"country:BLR": "Belarus"}
    assert "read as date 2024-01, status current, subject Belarus" in decision_in_words(row, lambda n: names.get(n, n))


def test_decisions_find_their_claim_again_by_its_words():
    """After the text moved, the id is another; words and ends tell which claim was meant."""
    frame, _ = one(Desk().says("2024-01-02").says("2024-01-02", article="a00", subject="country:THA"))
    gone = "0123456789abcdef"
    curated, told = decide(frame, about("reject", gone, more='subject = "country:THA"\n'))
    assert (list(curated.claims["decision"]), told) == (["", "reject"], [])
    curated, told = decide(frame, about("reject", gone))
    assert set(curated.claims["decision"]) == {""}
    assert told == ["2 claims have these words; give article, subject, relation and object, too"]


def test_what_the_text_no_longer_supports_is_a_conflict():
    """Each with its reason, and nothing is changed."""
    frame, claim = one()
    wordless, gone = about("accept", claim, "It was so."), "0123456789abcdef"
    cases = {
        wordless: "the sentence of the claim no longer has these words",
        about("accept", gone, "Elsewhere."): "no article has these words any more",
        about("accept", gone, "Elsewhere.", 'article = "b"\n'): "b is not among the articles",
    }
    for text, reason in cases.items():
        curated, told = decide(frame, text)
        assert_frame_equal(curated.claims, frame)
        assert told == [reason]
    papers = {"a00": "It is current. Peru never did."}
    _, told = decide(frame, about("reject", gone, "Peru never did.", 'article = "a00"\n'), papers=papers)
    assert told == [
        "the words stand in the text, but no such claim is read out of them any more, so this decision can go"
    ]
    _, told = decide(frame, about("accept", gone, "Peru never did."), papers=papers)
    assert told == ["the words stand in the text, but no such claim is read out of them any more"]


def test_a_correction_that_is_no_longer_needed_or_makes_no_sense_is_told():
    """Read so by now; an end that nobody knows; two ends that do not fit."""
    frame, claim = one()
    curated, told = decide(frame, about("correct", claim, more='set = {status = "current"}\n'))
    assert (told, curated.claims["decision"][0]) == (
        ["the claim is read so by now, so this decision can go"],
        "correct",
    )
    for change in ('subject = "country:ATL"', 'object = "country:NOR"', 'relation = "cooperates_with"'):
        curated, told = decide(frame, about("correct", claim, more=f"set = {{{change}}}\n"))
        assert len(told) == 1
        assert_frame_equal(curated.claims, frame)


def test_two_decisions_on_one_claim_are_a_conflict():
    """The one that stands first holds."""
    frame, claim = one()
    curated, told = decide(frame, about("reject", claim) + about("accept", "0123456789abcdef"))
    assert told == [f"another decision holds for the claim {claim}"] or "accept" in set(curated.claims["decision"])
    assert len(told) == 1


def test_actors_that_are_one_are_merged():
    """Claims, actors and the names by which a search finds them; a claim about both no longer counts."""
    desk = Desk()
    for subject in (OMAN.id, OMAN_COMPANY.id):
        desk.says("2024-12-03", subject=subject)
    desk.says("2024-12-04", subject=OMAN.id, relation="cooperates_with", object=OMAN_COMPANY.id)
    frame, articles = desk.frames()
    text = f'[[merge]]\nfrom = ["{OMAN_COMPANY.id}"]\ninto = "{OMAN.id}"\n{SIGNED}'
    curated, told = decide(frame, text, actors=[OMAN, OMAN_COMPANY])
    assert set(curated.actors) == {OMAN.id}
    assert curated.actors[OMAN.id].aliases == ("Oman Lens Company",)
    ties = weigh(counted(curated.claims), articles)
    assert [(row["subject"], row["support"]) for row in ties.to_dict("records")] == [(OMAN.id, 2)]
    merged = curated.claims[curated.claims["decision"] == "merge"].to_dict("records")
    assert len(merged) == 2
    assert f"read as subject {OMAN_COMPANY.id}" in decision_in_words(merged[0], str)
    assert told == []


def test_a_decision_about_a_claim_holds_whether_or_not_its_actors_were_merged():
    """By the id that it had before, or by the one that it has now."""
    frame, claim = one(Desk().says("2024-12-03", subject=OMAN_COMPANY.id))
    text = f'[[merge]]\nfrom = ["{OMAN_COMPANY.id}"]\ninto = "{OMAN.id}"\n{SIGNED}'
    merged, _ = decide(frame, text, actors=[OMAN, OMAN_COMPANY])
    for known in (claim, merged.claims["id"][0]):
        curated, told = decide(frame, text + about("reject", known), actors=[OMAN, OMAN_COMPANY])
        assert (list(curated.claims["decision"]), told) == (["reject"], [])
        assert f'"id": "{claim}"' in curated.claims["as_read"][0]


def test_an_actor_that_is_two_is_split_by_article():
    """The articles listed mean the other one, whom nobody needs to have known."""
    frame, _ = one(Desk().says("2024-01-02", subject=OMAN.id).says("2024-01-03", subject=OMAN.id))
    more = f'[[split]]\nactor = "{OMAN.id}"\ninto = "organization:other-lens"\narticles = ["a01"]\n{SIGNED}'
    curated, told = decide(frame, more + 'name = "Other Lens"\n', actors=[OMAN])
    assert list(curated.claims["subject"]) == [OMAN.id, "organization:other-lens"]
    assert (curated.actors["organization:other-lens"].name, told) == ("Other Lens", [])
    curated, told = decide(frame, more, actors=[OMAN])
    assert told == ["nobody knows organization:other-lens; give it a name"]
    assert_frame_equal(curated.claims, frame)


def test_merges_and_splits_that_do_not_fit_are_told():
    """Whom nobody knows, what is gone."""
    frame, _ = one()
    _, told = decide(frame, f'[[merge]]\nfrom = ["agency:X"]\ninto = "agency:Y"\n{SIGNED}')
    assert told == ["nobody knows agency:Y; merge into an actor of the lexicon or of actors.csv"]
    _, told = decide(frame, f'[[merge]]\nfrom = ["agency:X"]\ninto = "agency:ESA"\n{SIGNED}')
    assert told == ["no claim names agency:X any more, so this decision can go"]
    text = f'[[split]]\nactor = "country:BLR"\ninto = "country:THA"\narticles = ["a00", "a09"]\n{SIGNED}'
    _, told = decide(frame, text)
    assert told == ["a09 is not among the articles"]
    _, told = decide(frame, f'[[split]]\nactor = "country:NOR"\ninto = "country:THA"\narticles = ["a00"]\n{SIGNED}')
    assert told == ["a00 states nothing of it any more"]
    _, told = decide(frame, f'[[retract]]\narticle = "a77"\n{SIGNED}')
    assert told == ["it is not among the articles, so this decision can go"]


@given(st.lists(claims(), max_size=8))
def test_without_decisions_nothing_changes(stated):
    """The table is the one that extraction gave."""
    frame = claims_to_frame(stated)
    curated, told = decide(frame, "", papers={"a0": ""})
    assert_frame_equal(curated.claims, frame)
    assert told == []


@given(st.lists(claims(), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(stated, random):
    """The same decisions on the same claims give the same table, and every id is once in it."""
    frame = claims_to_frame(stated)
    words = " ".join(frame["sentence"][0].split()).replace("\\", "\\\\").replace('"', '\\"')
    usable = words.isprintable() and words.strip()
    text = about("reject", frame["id"][0], words) if usable else ""
    text += f'[[merge]]\nfrom = ["country:BLR"]\ninto = "country:CHN"\n{SIGNED}'
    shuffled = frame.sample(frac=1, random_state=random.randint(0, 99)).reset_index(drop=True)
    first, second = (decide(table, text, papers={"a0": ""})[0].claims for table in (frame, shuffled))
    assert_frame_equal(first, second)
    assert first["id"].is_unique
    assert [claim.id for claim in frame_to_claims(first)] == list(first["id"])
    assert not set(first["subject"]) & {"country:BLR"}
