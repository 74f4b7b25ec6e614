"""News by hand for the panel: sentences with the words that decided in them, copies of one story, and contradictions."""

from __future__ import annotations

from dataclasses import replace

from lunargraph.graph import build_graph
from lunargraph.model import Dated, End, Reading, Words
from lunargraph.ties import tie_id, weigh
from tests.strategies import Desk, small_lexicon

JOINED = "Belarus joined the ILRS on October 23, 2023."
MOON = "🌙 It – the country – has not joined the ILRS, 🌙 Minsk said."
LONG = (
    "After a long day of talks in which several ministers took part, Belarus joined the ILRS, the base that China & "
    "Russia want to build near the south pole, on October 23, 2023, as the-eighth member of a group that is to grow."
)
DISPUTED = tie_id("country:BLR", "member_of", "program:ILRS")
LATER = tie_id("country:THA", "member_of", "program:ILRS")


class Newsroom(Desk):
    """A desk that knows where in a sentence the words stand."""

    def reports(self, published, sentence, status="current", *, outlet=None, title=None, url=None, start=0, **more):
        """Add a claim with its sentence; ``subject_words``, ``object_words``, ``trigger``, ``cue``, ``when`` are in it."""
        marks = {key: more.pop(key, "") for key in ("subject_words", "object_words", "trigger", "cue", "when")}
        self.says(published, status, start=start, **more)
        claim = self.claims[-1]
        evidence = replace(claim.evidence, sentence=sentence, end=start + len(sentence))
        found = {key: self._words(sentence, text, start) for key, text in marks.items()}
        reading = Reading(
            subject=End(how="name", words=found["subject_words"]),
            object=End(how="name", words=found["object_words"]),
            trigger=found["trigger"],
            cue=found["cue"],
            date=Dated(how="stated" if found["when"] else "", words=found["when"]),
        )
        self.claims[-1] = replace(claim, evidence=evidence, reading=reading)
        paper = self.articles[claim.article]
        paper |= {
            key: value for key, value in (("outlet", outlet), ("title", title), ("url", url)) if value is not None
        }
        return self

    @staticmethod
    def _words(sentence, text, start):
        at = sentence.find(text) if text else -1
        return None if at < 0 else Words(start=start + at, end=start + at + len(text), text=text)

    def page(self):
        """The graph and the two tables that a page is made of."""
        claims, articles = self.frames()
        return build_graph(weigh(claims, articles), claims, articles, small_lexicon()), claims, articles


def newsroom():
    """Belarus joined, say two stories, one printed three times; it did not, says a third. Thailand came later."""
    desk = Newsroom()
    joined = {"date": "2023-10-23", "subject_words": "Belarus", "object_words": "ILRS", "trigger": "joined"}
    for day, outlet in (("2023-10-25", "Second Post"), ("2023-10-24", "First Wire"), (None, "Third Daily")):
        desk.reports(day, JOINED, outlet=outlet, story="one", when="October 23, 2023", start=40, **joined)
    desk.reports("2023-11-02", LONG, outlet="Long Read", when="October 23, 2023", role="member", **joined)
    desk.reports(
        "2023-12-01",
        MOON,
        "denied",
        outlet="Doubter",
        subject_words="It",
        object_words="ILRS",
        trigger="joined",
        cue="not",
    )
    desk.reports(
        "2024-04-06", "Thailand joined the ILRS.", outlet="First Wire", subject="country:THA", date="2024-04-05",
        subject_words="Thailand", object_words="ILRS", trigger="joined",
    )  # fmt: skip
    desk.says("2021-06-17", subject="country:CHN", relation="leads", date="2021-06-16")
    return desk
