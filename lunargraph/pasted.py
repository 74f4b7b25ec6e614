"""A text read on the spot and explained: what it states, what was considered and rejected, and whom it names."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lunargraph.checking import check_counts
from lunargraph.claims import claims_to_frame
from lunargraph.explaining import claim_lines, claim_object
from lunargraph.extraction import DEFAULT_MODEL, Extractor
from lunargraph.extraction.trace import Trace
from lunargraph.lexicon import load_lexicon
from lunargraph.model import Article, Kind
from lunargraph.tables import frame_of
from lunargraph.wording import brackets, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from lunargraph.checking import Reference
    from lunargraph.extraction.trace import Considered
    from lunargraph.model import Extraction
    from lunargraph.wording import Paint

_STAGES = {
    "boilerplate": "not read",
    "coreference": "left open",
    "retraction": "taken back",
    "repetition": "not said again",
}


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that was read: its extraction, its trace, and the names of nodes."""

    article: Article
    extraction: Extraction
    considered: tuple[Considered, ...]
    names: Mapping[str, str]

    @property
    def found(self) -> bool:
        """Whether the text states anything: a claim, a count or a milestone."""
        return bool(self.extraction.claims or self.extraction.counts or self.extraction.milestones)

    def at_least(self, confidence: float) -> Pasted:
        """Return the same without the claims below a confidence."""
        kept = tuple(claim for claim in self.extraction.claims if claim.confidence >= confidence)
        return replace(self, extraction=replace(self.extraction, claims=kept))

    def name(self, node: str) -> str:
        """Return the name of a node."""
        return self.names.get(node, node)


def read_pasted(text: str, *, title: str = "", published: str | None = None, model: str = DEFAULT_MODEL) -> Pasted:
    """Read a text as an article.

    Raises:
        ModelError: where the spaCy pipeline is missing.
    """
    lexicon = load_lexicon()
    article, trace = Article(id="pasted", text=text, title=title, published=published), Trace()
    extraction = Extractor(lexicon, model).read(article, trace)
    names = {actor.id: actor.name for actor in (*lexicon.actors.values(), *extraction.actors)}
    names |= {program.id: program.name for program in lexicon.programs.values()}
    return Pasted(article, extraction, tuple(trace.considered), names)


def check_pasted(pasted: Pasted, reference: Reference) -> pd.DataFrame:
    """Return how each count of members in the text fits the roster of its day (``checking.FINDING_COLUMNS``)."""
    published = pasted.article.published
    articles = frame_of([{"id": pasted.article.id, "published": published}], ("id", "published", "outlet"))
    counts = [{**asdict(count), **asdict(count.evidence)} for count in pasted.extraction.counts]
    return check_counts(
        frame_of(counts, ("article", "program", "value", "qualifier", "start", "sentence")),
        claims_to_frame(pasted.extraction.claims),
        articles,
        reference,
        pasted.name,
    )


def pasted_lines(pasted: Pasted, paint: Paint = brackets) -> list[str]:
    """Return all that was found and rejected as lines, in sections."""
    extraction = pasted.extraction
    lines = [f"Found {len(extraction.claims)} claim{'' if len(extraction.claims) == 1 else 's'}"]
    for claim in extraction.claims:
        lines += ["", *claim_lines(claim, pasted.name, paint)]
    lines += [
        "",
        "Considered and rejected",
        *(_considered_lines(pasted) or ["  nothing: no rule found its words here"]),
    ]
    lines += ["", "Counts and milestones", *(_number_lines(pasted) or ["  none"])]
    return [*lines, "", "Names recognised", *(_name_lines(pasted) or ["  none"])]


def pasted_object(pasted: Pasted) -> dict[str, Any]:
    """Return the same as plain values: claims, considered, counts, milestones and entities."""
    extraction = pasted.extraction
    return {
        "title": pasted.article.title,
        "published": pasted.article.published,
        "claims": [claim_object(claim, pasted.name) for claim in extraction.claims],
        "considered": [
            {
                "stage": c.stage.value,
                "rule": c.rule,
                "words": c.words.text,
                "start": c.words.start,
                "end": c.words.end,
                "sentence": c.words.quote,
                "reason": c.reason,
            }
            for c in pasted.considered
        ],
        "counts": [
            {"program": c.program, "value": c.value, "qualifier": c.qualifier, "sentence": c.evidence.sentence}
            for c in extraction.counts
        ],
        "milestones": [
            {"program": m.program, "what": m.what, "date": m.date, "status": m.status, "sentence": m.evidence.sentence}
            for m in extraction.milestones
        ],
        "entities": [
            {"id": m.node, "name": pasted.name(m.node), "words": m.surface, "start": m.start, "end": m.end}
            for m in extraction.mentions
        ],
    }


def _considered_lines(pasted: Pasted) -> list[str]:
    """Return what was rejected, word by word in the order of the text; rules that fail alike share a line."""
    stated = {c.reading.trigger.start: c.evidence.rule for c in pasted.extraction.claims if c.reading.trigger}
    lines = []
    ordered = sorted(pasted.considered, key=lambda c: (c.words.start, c.words.end))
    for words, group in groupby(ordered, key=lambda c: c.words):
        here = f" ({stated[words.start]} stated a claim here)" if words.start in stated else ""
        within = f" in “{words.quote}”" if words.quote != " ".join(words.text.split()) else ""
        lines.append(f"  “{words.text}”{within}{here}")
        lines += [f"    {label}: {reason}" for reason, label in _by_reason(group)]
    return [f"{line[: len(line) - len(line.lstrip())]}{one_line(line)}" for line in lines]


def _by_reason(group: Iterable[Considered]) -> list[tuple[str, str]]:
    labels: dict[str, list[str]] = {}
    for considered in group:
        stage = _STAGES.get(considered.stage, "")
        label = f"{stage} ({considered.rule})" if stage and considered.rule else considered.rule or stage
        labels.setdefault(considered.reason, []).append(label)
    return [(reason, ", ".join(dict.fromkeys(each))) for reason, each in labels.items()]


def _number_lines(pasted: Pasted) -> list[str]:
    lines = [
        f"{pasted.name(c.program)}: {c.value} members ({c.qualifier}): “{c.evidence.sentence}”"
        for c in pasted.extraction.counts
    ]
    lines += [
        f"{pasted.name(m.program)}: {m.what}, {m.date}, {m.status}: “{m.evidence.sentence}”"
        for m in pasted.extraction.milestones
    ]
    return [f"  {one_line(line)}" for line in lines]


def _name_lines(pasted: Pasted) -> list[str]:
    lines = []
    for kind in Kind:
        surfaces: dict[str, dict[str, None]] = {}
        for mention in pasted.extraction.mentions:
            if mention.kind == kind:
                surfaces.setdefault(mention.node, {}).setdefault(mention.surface)
        listed = [f"{pasted.name(node)} ({', '.join(f'“{s}”' for s in each)})" for node, each in surfaces.items()]
        lines += [f"  {kind}: {one_line('; '.join(listed))}"] if listed else []
    return lines
