"""What a pipeline's attribute ruler sets, in a tenth of its time.

spaCy's attribute ruler tries all of its patterns at every word, and the patterns of a small English pipeline are nearly
all about one word: its tag, its letters, what it is to its head. What they set together is worked out once for each
kind of word, by such a ruler itself on a text of that one word. The other patterns are searched for as ever, and a text
that has one is left to the pipeline's own ruler.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

NAME = "word_ruler"
_ABOUT_ONE_WORD = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_SETS = frozenset({"IN", "NOT_IN"})

#: What patterns of one word look at: its letters where a pattern names them (else 0), tag, dependency, blank or not.
_Kind = tuple[int, int, int, int]


def hasten(nlp: Language) -> None:
    """Let a pipeline use this ruler in place of its own, where it has spaCy's and most patterns are about one word."""
    ruler = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    if type(ruler) is AttributeRuler and sum(map(_is_about_one_word, ruler.patterns)) > len(ruler.patterns) / 2:
        nlp.add_pipe(NAME, after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")


@Language.factory(NAME)
class WordRuler:
    """A component that sets what the pipeline's attribute ruler would."""

    def __init__(self, nlp: Language, name: str = NAME) -> None:
        self.name = name
        self._whole = cast("AttributeRuler", nlp.get_pipe("attribute_ruler"))
        self._single = AttributeRuler(nlp.vocab)
        self._others = Matcher(nlp.vocab)
        self._named: set[int] = set()
        self._set: dict[_Kind, dict[Any, Any]] = {}
        entries: Sequence[Any] = self._whole.patterns
        for number, entry in enumerate(entries):
            if _is_about_one_word(entry):
                self._single.add(entry["patterns"], entry["attrs"], entry["index"])
                self._named.update(nlp.vocab.strings[w] for p in entry["patterns"] for w in _values(p[0].get("LOWER")))
            else:
                self._others.add(str(number), entry["patterns"])

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a parsed text's words."""
        if len(self._others) and self._others(doc, allow_missing=True):
            return self._whole(doc)
        for token, (lower, tag, dep, blank) in zip(
            doc, doc.to_array(["LOWER", "TAG", "DEP", "IS_SPACE"]).tolist(), strict=True
        ):
            kind = (lower if lower in self._named else 0, tag, dep, blank)
            if kind not in self._set:
                self._set[kind] = self._of(token)
            set_token_attrs(token, self._set[kind])
        return doc

    def _of(self, token: Token) -> dict[Any, Any]:
        """Return what the patterns of one word set, the later over the earlier, on a word like this one."""
        alone = Doc(token.vocab, words=[token.text])
        row: Any = np.array([[token.tag, token.dep]], dtype="uint64")
        alone.from_array(["TAG", "DEP"], row)
        found: dict[Any, Any] = {}
        for number, *_ in self._single.match(alone):
            found |= self._single.attrs[number]
        return found


def _is_about_one_word(entry: Mapping[str, Any]) -> bool:
    """Say whether what an entry sets depends on nothing but the word itself."""
    return (
        entry["index"] in {0, -1}
        and "_" not in entry["attrs"]
        and all(len(p) == 1 and p[0].keys() <= _ABOUT_ONE_WORD for p in entry["patterns"])
        and all(not isinstance(v, dict) or v.keys() <= _SETS for p in entry["patterns"] for v in p[0].values())
    )


def _values(wanted: str | Mapping[str, Sequence[str]] | None) -> list[str]:
    """Return the words that a pattern names: one, or sets of words in or out."""
    if wanted is None:
        return []
    return [wanted] if isinstance(wanted, str) else [word for words in wanted.values() for word in words]
