"""The article's last word: what a later sentence takes back is not claimed.

"The paper wrote that Algeria had joined. It has not." denies; "An editorial said that Switzerland had
withdrawn. Switzerland has not withdrawn." leaves only what the article itself says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lunargraph.model import Dated, Relation, Status, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lunargraph.model import Claim

CUE = "retraction.v1"
#: "It has not.", "They did not.": an ellipsis that answers the sentence before it.
_ELLIPSIS = re.compile(
    r"\W*(?:But |In fact,? |Actually,? )?(?:it|they|he|she|neither)\s(?:has|have|had|did|does|do|is|are|was|were|will)"
    r"(?:\snot|n[’']t)?(?:\s(?:so|yet))?\s*[.!;]\W*",
    re.IGNORECASE,
)
#: "It said no.", "Both declined.", "It has done nothing of the kind."
_REFUSAL = re.compile(
    r"\W*(?:But )?(?:it|they|both|neither|he|she)\s(?:politely\s|promptly\s|eventually\s)?"
    r"(?:said no|declined|refused|passed|turned (?:it|the offer|them|both) down|"
    r"(?:has|have|had) done (?:nothing|no such thing)(?: of the (?:kind|sort))?|"
    r"did nothing of the (?:kind|sort)|did no such thing)\b[^.;]{0,40}[.;]?\W*",
    re.IGNORECASE,
)
#: "The ministry denied it.", "Officials in La Paz rejected the report."
_DENIAL = re.compile(
    r"\W*(?:But )?[A-Z][\w ,'’.-]{1,80}? (?:has |have |later |promptly |quickly |flatly ){0,2}"
    r"(?:denied|rejected|dismissed|refuted|contradicted) "
    r"(?:it|this|(?:the|that|this|those|these) (?:reports?|claims?|story|stories|statements?))"
    r"(?:,? [^.;]{0,40})?[.;]?\W*"
)
_NEGATED = re.compile(r"\bnot\b|n[’']t\b|\bneither\b", re.IGNORECASE)
#: "That is false.", "The report was wrong.", "None of this is true."
_FALSE = re.compile(
    r"\W*(?:(?:That|This|It|Both|None of (?:it|this|that)|(?:The|That|This|Those|These|Such) "
    r"(?:report|reports|claim|claims|story|stories|headline|statement|post|posts|article|rumou?rs?|assertion))"
    r"(?: [\w ]{1,20}?)?) (?:is|was|are|were|turned out to be|proved(?: to be)?) (?:simply |entirely |plainly )?"
    r"(?P<what>false|wrong|untrue|incorrect|mistaken|invented|baseless|unfounded|not true|not so|not correct|"
    r"not the case|true)\b",
    re.IGNORECASE,
)
_OPPOSITES = frozenset(
    {(Status.CURRENT, Status.DENIED), (Status.ENDED, Status.CURRENT), (Status.PLANNED, Status.DENIED)}
)
#: What a sentence itself already calls untrue.
_DISMISSING = re.compile(r"\b(?:dismiss|den(?:y|ies|ied)|reject|refut|false|untrue)", re.IGNORECASE)
_REFUTING = ("neg.", "governor.refuse", "governor.false")


def takes_back(sentence: str) -> bool:
    """Say whether a sentence as a whole denies the one before it.

    >>> takes_back("It has not."), takes_back("That is wrong."), takes_back("None of this is true.")
    (True, True, True)
    >>> takes_back("It has not signed."), takes_back("That is true."), takes_back("It has.")
    (False, False, False)
    """
    if _ELLIPSIS.fullmatch(sentence):
        return bool(_NEGATED.search(sentence))
    if _REFUSAL.fullmatch(sentence) or _DENIAL.fullmatch(sentence):
        return True
    found = _FALSE.match(sentence)
    if found is None:
        return False
    none = sentence.lstrip("\"“' ").casefold().startswith("none")
    return (found["what"].casefold() == "true") == none


def taken_back(claim: Claim, text: str, end: int) -> Claim | None:
    """Return what is left of a claim that the next sentence, which ends at ``end``, takes back: denied, or nothing."""
    evidence = claim.evidence
    if claim.relation is Relation.LEADS or (claim.status is Status.DENIED and _DISMISSING.search(evidence.sentence)):
        # "dismissing a report that it had joined the China-led project. 'That report is wrong'": who leads it stands
        return claim
    if claim.status not in {Status.CURRENT, Status.PLANNED}:
        return None
    both = replace(evidence, end=end, sentence=text[evidence.start : end], cue=CUE)
    start = end - len(text[evidence.end : end].lstrip())
    reading = replace(claim.reading, cue=Words(start=start, end=end, text=text[start:end]), date=Dated())
    return replace(claim, status=Status.DENIED, date=None, evidence=both, reading=reading)


def last_word(claims: Iterable[Claim]) -> list[Claim]:
    """Drop a claim that somebody is said to have made where the article itself later says that it is not so."""
    told = list(claims)
    refuting = [claim for claim in told if claim.evidence.cue.startswith(_REFUTING)]
    return [claim for claim in told if not (claim.attributed_to and any(_refutes(r, claim) for r in refuting))]


def _refutes(later: Claim, claim: Claim) -> bool:
    """Say whether a claim says, in the same sentence or after it, that another is not so."""
    same = (later.subject, later.relation, later.object) == (claim.subject, claim.relation, claim.object)
    return same and (claim.status, later.status) in _OPPOSITES and later.evidence.start >= claim.evidence.start
