"""How a statement was read, as offsets in the article: its ends, what they refer back to, trigger, cue and date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lunargraph.extraction.spans import phrase_offsets, sentence_around
from lunargraph.model import Dated, End, Kind, Reading, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lunargraph.extraction.date_choice import DateMention
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.resolve import Ref
    from lunargraph.extraction.statement import Statement
    from lunargraph.extraction.tokens import Sentence, Token
    from lunargraph.model import Article, Claim, Mention

#: Found by a name that stands in the claim's own sentence: there is nothing to refer back to.
_NAMED = frozenset({"name", "official"})


@dataclass(frozen=True, slots=True)
class Source:
    """The article being read, its mentions in order, and the nodes that its title names."""

    article: Article
    mentions: Sequence[Mention]
    titled: frozenset[str]

    def words(self, start: int, end: int) -> Words:
        """Return a stretch of the article."""
        return Words(start=start, end=end, text=self.article.text[start:end])

    def quoted(self, start: int, end: int, outside: tuple[int, int]) -> Words:
        """Return a stretch with the sentence around it, where it stands outside of another."""
        words = self.words(start, end)
        return (
            words
            if outside[0] <= start < outside[1]
            else replace(words, quote=sentence_around(self.article.text, start, end))
        )

    def within(self, node: str, start: int, end: int, near: int = -1) -> Mention | None:
        """Return the mention of a node in a stretch: the one nearest to an offset, else the first."""
        found = [m for m in self.mentions if m.node == node and start <= m.start and m.end <= end]
        return min(found, key=lambda m: abs(m.start - near) if near >= 0 else m.start, default=None)

    def antecedent(self, node: str, before: int, sentence: tuple[int, int]) -> Words | None:
        """Return where a node was last named before an offset; in the title where the text itself has not named it."""
        found = [m for m in self.mentions if m.node == node and m.end <= before]
        # "Chinese" only describes, so that a proper name goes before it
        best = next((m for m in reversed(found) if m.form != "adjective"), found[-1] if found else None)
        if best is not None:
            return self.quoted(best.start, best.end, sentence)
        if node in self.titled:
            return Words(start=-1, end=-1, text="", quote=self.article.title)
        return None


def reading_of(parsed: Parsed, sentence: Sentence, statement: Statement, source: Source, date: Dated) -> Reading:
    """Return how a statement of a sentence was read."""
    bounds = parsed.sentence_offsets(sentence)
    here = _offset(parsed, statement.predicate, bounds[0])
    return Reading(
        subject=_end(parsed, statement, 0, source, bounds, here),
        object=_end(parsed, statement, 1, source, bounds, here),
        trigger=_trigger(parsed, sentence, statement, source),
        cue=_token_words(parsed, statement.marker, source),
        date=date,
    )


def plain_reading(claim: Claim, source: Source) -> Reading:
    """Return the reading of a claim that no sentence states, such as a cell of a table: by name, or by its heading."""
    bounds = claim.evidence.start, claim.evidence.end
    ends = [_unreferred(node, claim.evidence.rule, source, bounds, -1) for node in (claim.subject, claim.object)]
    return Reading(subject=ends[0], object=ends[1], date=Dated(how="cell") if claim.date else Dated())


def dated(mention: DateMention, start: int, value: str | None, source: Source, sentence: tuple[int, int]) -> Dated:
    """Return how a claim got its date: ``start`` is where the text stands that the mention counts in.

    ``value`` is the date as the claim has it, None where the mention is too vague to date one.
    """
    words = source.quoted(start + mention.start, start + mention.end, sentence)
    if value is None:
        return Dated(how="vague", words=words)
    return Dated(how=mention.how, words=words, base=mention.base, ahead=value != mention.value)


def _end(  # noqa: PLR0913, PLR0917 - all that places one end
    parsed: Parsed, statement: Statement, side: int, source: Source, bounds: tuple[int, int], here: int
) -> End:
    node = statement.object if side else statement.subject
    ref = _ref_of(statement, side, node)
    if ref is None:
        return _unreferred(node, statement.rule, source, bounds, here)
    via = ref.node if ref.node != node else ""
    # a statement repeated from an earlier passage keeps words that this parse does not have
    token = ref.token if ref.token is not None and ref.token.doc is parsed.doc else None
    words = _phrase(parsed, token, ref, source) if token is not None else None
    found = words
    if ref.how == "name" and not (words and _names(source, ref.node, words)):
        mention = source.within(ref.node, *bounds, here)
        found = source.words(mention.start, mention.end) if mention else words
    antecedent = None
    named = found is not None and ref.how in _NAMED and (ref.how == "official" or _names(source, ref.node, found))
    if ref.how == "speaker":
        mention = source.within(ref.node, parsed.passage.start, parsed.passage.end, here)
        antecedent = source.quoted(mention.start, mention.end, bounds) if mention else None
    elif not named:
        antecedent = source.antecedent(ref.node, found.start if found else here, bounds)
    return End(how=ref.how, words=found, antecedent=antecedent, via=via, trust=ref.trust, out=ref.out)


def _ref_of(statement: Statement, side: int, node: str) -> Ref | None:
    """Return the reference behind an end; the ends of a pair may stand in the other order."""
    fitting = [ref for ref in statement.ends if ref.node == node]
    if fitting:
        return fitting[0]
    others = [ref for ref in statement.ends if ref.node not in {statement.subject, statement.object}]
    kind = node.partition(":")[0]
    alike = [ref for ref in others if (ref.kind is Kind.PROGRAM) == (kind == Kind.PROGRAM)]
    # an official whose state signs has another node, but stands first all the same
    return alike[0] if alike and not side and alike[0].how in {"official", "speaker"} else None


def _unreferred(node: str, rule: str, source: Source, bounds: tuple[int, int], here: int) -> End:
    """Return an end of a statement that keeps no reference: named in the sentence, or carried to it."""
    mention = source.within(node, *bounds, here)
    if mention:
        return End(how="name", words=source.words(mention.start, mention.end))
    how = "heading" if rule.startswith(("list.", "table.")) else "carried"
    return End(how=how, antecedent=source.antecedent(node, bounds[0], bounds))


def _phrase(parsed: Parsed, token: Token, ref: Ref, source: Source) -> Words:
    """Return the words that refer: the name itself, or the head of a phrase with what stands before it."""
    inside = [m for t in token.subtree for m in parsed.mentions_of(t) if m.node == ref.node]
    if ref.how == "name" and inside:
        own = [m for m in parsed.mentions_of(token) if m.node == ref.node] or inside
        return source.words(own[0].start, own[0].end)
    start, end = phrase_offsets(parsed, token)
    if ref.how == "official" and inside:
        start, end = min(start, inside[0].start), max(end, inside[0].end)
    return source.words(start, end)


def _names(source: Source, node: str, words: Words) -> bool:
    return source.within(node, words.start, words.end) is not None


def _trigger(parsed: Parsed, sentence: Sentence, statement: Statement, source: Source) -> Words | None:
    token = statement.predicate
    if token is not None and token.doc is parsed.doc:
        if parsed.mentions_of(token) or statement.rule.startswith("list.row"):
            # a row or a fragment has no word that states anything, only names
            return None
        last = next((c for c in token.children if c.dep_ == "prt" and c.i == token.i + 1), token)
        return source.words(*parsed.offsets(token, last))
    for led in (t for t in sentence if t.i in parsed.led):
        mention = next((m for m in parsed.mentions_of(led) if m.node == statement.subject), None)
        if mention:
            return source.words(mention.end, parsed.spans[led.i][1])
    return None


def _token_words(parsed: Parsed, token: Token | None, source: Source) -> Words | None:
    if token is None or token.doc is not parsed.doc:
        return None
    return source.words(*parsed.spans[token.i])


def _offset(parsed: Parsed, token: Token | None, default: int) -> int:
    return parsed.spans[token.i][0] if token is not None and token.doc is parsed.doc else default


def titled_nodes(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the nodes that the mentions of a title name."""
    return frozenset(m.node for m in mentions if m.form != "adjective")
