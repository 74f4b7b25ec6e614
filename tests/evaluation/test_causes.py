"""Why a claim was missed or told in error: one case per cause."""

from __future__ import annotations

import pytest

from lunargraph.evaluation import errors_of, sheet_of

TEXT = (
    "China and Russia lead the ILRS. Officials in Minsk were pleased. "
    "Belarus joined the project. Egypt signed up for the ILRS, it said."
)


@pytest.fixture
def causes(make_gold, names, make_claim):
    """Compare one gold claim with one told claim; return (kind, cause) of each error."""

    def run(wanted, told, *, entities=None, **gold):
        if isinstance(wanted, str):
            wanted = [make_claim(wanted, **gold)]
        row = make_gold(TEXT, claims=wanted)
        sheet = sheet_of({"id": "a", "claims": [make_claim(t) for t in told], "entities": entities})
        return [(cause.kind, cause.cause) for cause in errors_of([row], {"a": sheet}, names)]

    return run


@pytest.mark.parametrize(
    ("wanted", "told", "found"),
    [
        (
            "BLR member_of ILRS planned",
            "BLR member_of ILRS current",
            {("missed", "planned, read as current"), ("spurious", "current where the gold has planned")},
        ),
        (
            "CHN leads ILRS current",
            "CHN member_of ILRS current",
            {("missed", "leads, read as member_of"), ("spurious", "member_of where the gold has leads")},
        ),
        (
            "EGY member_of ILRS current",
            "EGY member_of GATEWAY current",
            {("missed", "both ends named in the sentence, and nothing read from it"),
             ("spurious", "the subject right, the object wrong")},
        ),
        (
            "EGY member_of ILRS current",
            "NOR member_of ILRS current",
            {("missed", "both ends named in the sentence, and nothing read from it"),
             ("spurious", "the object right, the subject wrong")},
        ),
        (
            "CHN cooperates_with EGY current",
            "CHN cooperates_with NOR current",
            {("missed", "one partner named outside the sentence (coreference, focus)"),
             ("spurious", "one partner right, the other wrong")},
        ),
        (
            "EGY member_of ILRS current",
            "NASA cooperates_with ESA current",
            {("missed", "both ends named in the sentence, and nothing read from it"),
             ("spurious", "neither end in a gold claim of this relation")},
        ),
    ],
)  # fmt: skip
def test_a_claim_told_in_place_of_another(causes, wanted, told, found):
    """The missed claim and the one told name each other's fault."""
    assert set(causes(wanted, [told], evidence="Egypt signed up for the ILRS")) == found


@pytest.mark.parametrize(
    ("evidence", "cause"),
    [
        ("Belarus joined the project", "the object named outside the sentence (coreference, focus)"),
        ("and Russia lead the ILRS", "the subject named outside the sentence (coreference, focus)"),
        ("it said", "the subject named outside the sentence (coreference, focus)"),
        ("Belarus joined the station", "the gold evidence does not stand in the text"),
        ("", "the gold evidence does not stand in the text"),
    ],
)
def test_where_the_ends_stand(causes, evidence, cause):
    """The sentence around the gold evidence says whether another sentence was needed."""
    (kind, found), *rest = causes("BLR member_of ILRS current", [], evidence=evidence)
    assert (kind, rest) == ("missed", [])
    assert found.startswith(cause)


@pytest.mark.parametrize(
    ("entities", "cause"),
    [
        ({"country": ["BLR"]}, "the object not recognised in the article"),
        ({"program": ["ILRS"]}, "the subject not recognised in the article"),
        ({}, "both ends not recognised in the article"),
        ({"country": ["Belarus"], "program": ["ILRS"]}, "the object named outside"),
        (None, "the object named outside"),
    ],
)
def test_names_that_the_reader_does_not_know(causes, entities, cause):
    """A reader that lists its names is asked for them first; one that lists none is not."""
    evidence = "Belarus joined the project"
    [(_, found)] = causes("BLR member_of ILRS current", [], entities=entities, evidence=evidence)
    assert found.startswith(cause)


def test_the_second_status_of_a_pair(causes, make_claim):
    """A pair told with one of its two statuses lacks the other."""
    both = [make_claim("BLR member_of ILRS current"), make_claim("BLR member_of ILRS planned")]
    assert causes(both, ["BLR member_of ILRS current"]) == [("missed", "planned beside current, which alone was read")]


def test_an_article_that_was_not_read(make_gold, names, make_claim):
    """Its claims are missed for that reason alone."""
    gold = [make_gold(TEXT, claims=[make_claim("BLR member_of ILRS current")])]
    assert [cause.cause for cause in errors_of(gold, {}, names)] == ["the article was not read"]


@pytest.mark.parametrize(
    ("dates", "cause"),
    [
        (("2023-10", None), "missing"),
        ((None, "2023"), "told where the gold has none"),
        (("2023-10-23", "2023"), "less precise than the gold"),
        (("2023", "2023-10"), "more precise than the gold"),
        (("2023-10", "2023-11"), "wrong"),
    ],
)
def test_dates_of_right_claims(make_gold, names, make_claim, dates, cause):
    """A right claim with another date says how the date differs, with both."""
    wanted, told = (make_claim("BLR member_of ILRS current", date=date) for date in dates)
    [found] = errors_of([make_gold(claims=[wanted])], {"a": sheet_of({"id": "a", "claims": [told]})}, names)
    assert (found.kind, found.cause) == ("date", cause)
    assert (found.errors[0].claim.date, found.errors[0].beside.date) == (dates[1], dates[0])


def test_an_error_carries_what_a_contributor_needs(make_gold, names, make_claim):
    """Article, claim, sentence, rule, cue, and the claim of the other side."""
    gold = [make_gold(claims=[make_claim("BLR member_of ILRS planned", evidence="hopes to join")])]
    told = make_claim("BLR member_of ILRS current", evidence="Belarus  hopes\nto join.", rule="join.v1", cue="x.v1")
    causes = errors_of(gold, {"a": sheet_of({"id": "a", "claims": [told]})}, names)
    missed, spurious = (cause.errors[0] for cause in causes)
    assert (missed.article, missed.evidence, missed.beside.rule) == ("a", "hopes to join", "join.v1")
    assert (spurious.evidence, spurious.rule, spurious.cue) == ("Belarus hopes to join.", "join.v1", "x.v1")
    assert str(spurious.beside) == "BLR member_of ILRS, planned"


def test_the_commonest_cause_comes_first(make_gold, names, make_claim):
    """Within missed claims the largest group leads."""
    rare = [make_claim("BLR member_of ILRS current", evidence="Belarus joined the project")]
    common = [make_claim(f"{c} member_of ILRS current", evidence="nowhere") for c in ("EGY", "NOR")]
    sheet = sheet_of({"id": "a", "claims": []})
    causes = errors_of([make_gold(TEXT, claims=rare + common)], {"a": sheet}, names)
    assert [len(cause.errors) for cause in causes] == [2, 1]


def test_nothing_wrong_gives_no_causes(make_gold, names, make_claim):
    """An optional reading is no error either."""
    gold = [make_gold(claims=[make_claim("BLR member_of ILRS current")],
                      optional_claims=[make_claim("CHN leads ILRS current")])]  # fmt: skip
    told = [make_claim("BLR member_of ILRS current"), make_claim("CHN leads ILRS current")]
    assert errors_of(gold, {"a": sheet_of({"id": "a", "claims": told})}, names) == []
