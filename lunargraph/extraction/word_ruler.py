"""What a pipeline's attribute ruler and lemmatizer set, in a fifth of their time.

spaCy's attribute ruler tries all of its patterns at every word, and the patterns of a small English pipeline are nearly
all about one word: its tag, its letters, what it is to its head. What they set together is worked out once for each
kind of word, by such a ruler itself on a text of that one word. The other patterns are searched for as ever where a
word of theirs stands, and a text that has one is left to the pipeline's own ruler. Lemmas by rule depend on a word and
what it is, and are worked out once for each, by the pipeline's own lemmatizer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Token

RULER: Final = "word_ruler"
LEMMATIZER: Final = "word_lemmatizer"
_ABOUT_ONE_WORD = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_SETS = frozenset({"IN", "NOT_IN"})
_GIVEN: Final[list[int | str]] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]
#: So many kinds of word, and words, are kept; when there are more, it begins anew.
_KEPT: Final = 50_000

#: What patterns of one word look at: its letters where a pattern names them (else 0), tag, dependency, blank or not.
_Kind = tuple[int, int, int, int]


def hasten(nlp: Language) -> None:
    """Let a pipeline use these in place of its own, where it has spaCy's and most patterns are about one word."""
    ruler = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    if type(ruler) is AttributeRuler and sum(map(_is_about_one_word, ruler.patterns)) > len(ruler.patterns) / 2:
        nlp.add_pipe(RULER, after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    if type(lemmatizer) is EnglishLemmatizer and lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        nlp.add_pipe(LEMMATIZER, after="lemmatizer")
        nlp.disable_pipe("lemmatizer")


@Language.factory(RULER)
class WordRuler:
    """A component that sets what the pipeline's attribute ruler would."""

    def __init__(self, nlp: Language, name: str = RULER) -> None:
        self.name = name
        self._whole = cast("AttributeRuler", nlp.get_pipe("attribute_ruler"))
        self._single = AttributeRuler(nlp.vocab)
        self._others = Matcher(nlp.vocab)
        self._named: set[str] = set()
        self._forms: list[re.Pattern[str]] = []
        #: of each other pattern, dependencies or words of which one stands in every text that has it
        self._signs: tuple[set[int], set[int]] = (set(), set())
        self._sure = True
        self._words: dict[int, int] = {}
        self._set: dict[_Kind, tuple[int, ...]] = {}
        for number, entry in enumerate(cast("Iterable[Any]", self._whole.patterns)):
            if _is_about_one_word(entry):
                self._single.add(entry["patterns"], entry["attrs"], entry["index"])
                for (word,) in entry["patterns"]:
                    self._named.update(_listed(word.get("LOWER")))
                    self._forms += map(re.compile, _expressions(word.get("LOWER")))
            else:
                self._others.add(str(number), entry["patterns"])
                self._sure &= all(self._note_sign(pattern) for pattern in entry["patterns"])

    def _note_sign(self, pattern: Iterable[Mapping[str, Any]]) -> bool:
        """Keep what a pattern of several words is known by; say whether there is such a thing."""
        for attribute, signs in zip(("DEP", "LOWER"), self._signs, strict=True):
            for word in pattern:
                wanted = word.get(attribute)
                if "OP" not in word and (isinstance(wanted, str) or (isinstance(wanted, dict) and {*wanted} == {"IN"})):
                    signs.update(self._whole.vocab.strings.add(value) for value in _listed(wanted))
                    return True
        return False

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a parsed text's words."""
        rows = doc.to_array(["LOWER", "TAG", "DEP", "IS_SPACE"]).tolist()
        deps, words = self._signs
        likely = not self._sure or any(lower in words or dep in deps for lower, _, dep, _ in rows)
        if likely and len(self._others) and self._others(doc, allow_missing=True):
            return self._whole(doc)
        if not rows or doc.to_array(["POS", "MORPH", "LEMMA"]).any():
            return self._whole(doc)
        if len(self._set) > _KEPT or len(self._words) > _KEPT:
            self._set, self._words = {}, {}
        found = []
        for number, (lower, tag, dep, blank) in enumerate(rows):
            if lower not in self._words:
                self._words[lower] = self._named_as(lower)
            kind = (self._words[lower], tag, dep, blank)
            if kind not in self._set:
                self._set[kind] = self._of(doc[number])
            found.append(self._set[kind])
        doc.from_array(_GIVEN, np.array(found, dtype="uint64"))  # type: ignore[arg-type]  # names of attributes will do
        return doc

    def _named_as(self, lower: int) -> int:
        """Return what a word counts as: itself where a pattern is about it, else any other."""
        word = self._whole.vocab.strings[lower]
        return lower if word in self._named or any(form.search(word) for form in self._forms) else 0

    def _of(self, token: Token) -> tuple[int, ...]:
        """Return what the patterns of one word make of a word like this one, the later over the earlier."""
        alone = Doc(token.vocab, words=[token.text])
        row: Any = np.array([[token.tag, token.dep]], dtype="uint64")
        alone.from_array(["TAG", "DEP"], row)
        for number, *_ in self._single.match(alone):
            set_token_attrs(alone[0], self._single.attrs[number])
        return tuple(alone.to_array(_GIVEN)[0].tolist())


@Language.factory(LEMMATIZER)
class WordLemmatizer:
    """A component that sets the lemmas that the pipeline's lemmatizer would."""

    def __init__(self, nlp: Language, name: str = LEMMATIZER) -> None:
        self.name = name
        self._whole = cast("EnglishLemmatizer", nlp.get_pipe("lemmatizer"))
        self._lemmas: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of words that have none."""
        found = []
        if len(self._lemmas) > _KEPT:
            self._lemmas = {}
        for number, (orth, pos, morph, lemma) in enumerate(doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()):
            word = (orth, pos, morph)
            if not lemma and word not in self._lemmas:
                self._lemmas[word] = doc.vocab.strings.add(self._whole.lemmatize(doc[number])[0])
            found.append(lemma or self._lemmas[word])
        if found:
            doc.from_array(["LEMMA"], np.array(found, dtype="uint64"))  # type: ignore[arg-type]  # as above
        return doc


def _is_about_one_word(entry: Mapping[str, Any]) -> bool:
    """Say whether what an entry sets depends on nothing but the word itself."""
    return (
        entry["index"] in {0, -1}
        and entry["attrs"].keys() <= {*_GIVEN}
        and all(len(p) == 1 and p[0].keys() <= _ABOUT_ONE_WORD for p in entry["patterns"])
        and all(_is_plain(key, value) for p in entry["patterns"] for key, value in p[0].items())
    )


def _is_plain(attribute: str, wanted: object) -> bool:
    return not isinstance(wanted, dict) or wanted.keys() <= _SETS | ({"REGEX"} if attribute == "LOWER" else set())


def _listed(wanted: object) -> Iterator[str]:
    """Yield the words that a pattern names: one, or sets of words in or out."""
    if isinstance(wanted, str):
        yield wanted
    elif isinstance(wanted, dict):
        yield from (word for kind in _SETS for word in wanted.get(kind, ()))


def _expressions(wanted: object) -> Iterator[str]:
    if isinstance(wanted, dict) and "REGEX" in wanted:
        yield wanted["REGEX"]
