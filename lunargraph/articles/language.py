"""Which language a text is in, told from the text itself; the rules read English, so all else is set aside."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from lunargraph.articles.problems import Problem, Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lunargraph.model import Article

#: The languages that are told apart. Creoles and dialects near English, or near another of these, are none of them.
NAMES: Final = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian or Malay", "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "mn": "Mongolian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_ENGLISH = "en"
#: Bytes of letters below which a text is too short to tell: some eight words, or fifteen Chinese signs.
_SHORT = 45
#: Bytes of letters, names aside, that a paragraph is told by.
_LEAST = 15
_BLOCK = 120
_LONGEST = 800
_MOST_BLOCKS = 60
#: No text in another language has this share of these words; lists of foreign names in English ones do.
_LITTLE = ("the", "of", "and", "to")
_LITTLE_SHARE = 0.08
#: What is enough at first sight: of general news all but one in a hundred texts have this share, of foreign ones none.
_LITTLE_SPACED = tuple(f" {word} " for word in _LITTLE)
_CLEAR_SHARE, _FEWEST, _SAMPLE = 0.04, 4, 750
#: By how much (in logarithms of probability for each byte) another language must fit better than English.
_MARGIN = 0.05


def in_english(articles: Iterable[Article], *, report: Callable[[Problem], None]) -> Iterator[Article]:
    """Yield the articles that are in English, or too short to tell; ``report`` is told of those set aside.

    What the text says goes before the language that the article declares. A page in several languages is in that of
    most of its text.
    """
    english = English(report)
    yield from filter(None, map(english.takes, articles))
    english.rest()


class English:
    """Tells English articles from others, one at a time; ``report`` is told of those set aside."""

    def __init__(self, report: Callable[[Problem], None], *, each: bool = False) -> None:
        """Tell ``report``: of very many the first and their number, or of ``each``."""
        self._telling = Telling(report, each=each)

    def takes(self, article: Article) -> Article | None:
        """Return an article that is in English or too short to tell, marked as English where it is; None for others."""
        return self.judged(article, language_of(article.text))

    def judged(self, article: Article, found: str) -> Article | None:
        """Do as :meth:`takes` for an article of which it is known what :func:`language_of` tells."""
        place, declared = article.url or article.id, article.language.casefold()[:2]
        if is_foreign(found):
            reason = f"it is in {NAMES[found]}, and only English can be read; give a translation"
            self._telling(Problem(path=place, reason=reason, kind="skipped", cause=f"language {found}"))
            return None
        if found and declared in NAMES and declared != found:
            reason = f"it declares to be in {NAMES[declared]}, but its text is in English and was read"
            self._telling(Problem(path=place, reason=reason, kind="note"))
        return replace(article, language=_ENGLISH) if found and declared != _ENGLISH else article

    def rest(self) -> None:
        """Tell of those that were only counted."""
        self._telling.rest()


def probably_english(text: str) -> bool:
    """Say whether a text looks English at first sight: whether the, of, and, to are many of the words in its middle.

    Where it says yes, :func:`language_of` says nothing else, save of pages in several languages; where it says no, all
    is open. It takes some 5 millionths of a second, whatever the length.

    >>> probably_english("The ministers of both countries signed the agreement on the Moon and went to dine together.")
    True
    >>> probably_english("Los dos países firmaron ayer un acuerdo para explorar juntos la superficie de la Luna.")
    False
    """
    middle = len(text) // 2
    sample = text[max(middle - _SAMPLE, 0) : middle + _SAMPLE]
    enough = max(_FEWEST, _CLEAR_SHARE * sample.count(" "))
    found = 0
    for word in _LITTLE_SPACED:
        found += sample.count(word)
        if found >= enough:
            return True
    return False


def is_foreign(code: str) -> bool:
    """Say whether a code stands for a language that :func:`language_of` tells, other than English.

    >>> is_foreign("es"), is_foreign("en"), is_foreign("")
    (True, False, False)
    """
    return code in NAMES and code != _ENGLISH


def language_name(code: str) -> str:
    """Return the English name of a language that :func:`language_of` tells.

    >>> language_name("es")
    'Spanish'
    """
    return NAMES[code]


def language_of(text: str) -> str:
    """Return the two-letter code of the language of most of a text; empty where there is too little to tell by.

    >>> language_of("Los dos países firmaron ayer un acuerdo para explorar juntos la superficie de la Luna.")
    'es'
    >>> language_of("Peru joins"), language_of("The ministers of both countries signed the agreement on Monday.")
    ('', 'en')
    """
    blocks = [(block, re.findall(r"\w+", block), _letters(block)) for block in _blocks(text)]
    total = sum(size for *_, size in blocks)
    if total < _SHORT:
        return ""
    unclear = [each for each in blocks if not _is_plainly_english(each[1])]
    english = total - sum(size for *_, size in unclear)
    if english * 2 >= total:
        # whatever the others are: and the model that tells them takes a while to load
        return _ENGLISH
    letters = {_ENGLISH: english}
    for block, words, size in unclear:
        language = _language(block, words)
        letters[language] = letters.get(language, 0) + size
    known = {language: size for language, size in letters.items() if language and size}
    foreign = {language: size for language, size in known.items() if language != _ENGLISH}
    if sum(foreign.values()) * 2 > sum(known.values()):
        return max(sorted(foreign), key=lambda language: foreign[language])
    return _ENGLISH if known else ""


def _letters(text: str) -> int:
    return len("".join(filter(str.isalpha, text)).encode())


def _blocks(text: str) -> list[str]:
    """Return paragraphs, short ones put together and long ones cut; of very long texts an even sample."""
    blocks = [""]
    for line in text.splitlines():
        for start in range(0, len(line), _LONGEST):
            if len(blocks[-1]) >= _BLOCK or len(line) >= _LEAST * 4:
                blocks.append("")
            blocks[-1] += f"{line[start : start + _LONGEST]}\n"
    return blocks[:: -(-len(blocks) // _MOST_BLOCKS)]


def _is_plainly_english(words: list[str]) -> bool:
    return bool(words) and sum(word.casefold() in _LITTLE for word in words) >= _LITTLE_SHARE * len(words)


def _language(block: str, words: list[str]) -> str:
    # names are foreign in any language; what is said about them is not
    plain = " ".join(word for word in words if not word[0].isupper())
    if _letters(plain) < _LEAST:
        return ""
    if _fits(plain, by=0) == _ENGLISH:
        return _ENGLISH
    return _fits(block, by=_MARGIN)


def _fits(text: str, *, by: float) -> str:
    ranks = dict(_identifier().rank(text))
    best = max(sorted(ranks), key=lambda language: ranks[language])
    return best if ranks[best] - ranks[_ENGLISH] > by * _letters(text) else _ENGLISH


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 - the library has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - its model takes a second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(NAMES))
    return identifier
