"""Numbers in digits and words, cardinal and ordinal, up to 999."""

from __future__ import annotations

import re

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        1,
    )
} | {f"{ten[:-1]}ieth": 10 * i for i, ten in enumerate(_TENS, 2)} | {"hundredth": 100}  # fmt: skip
_DOZENS = {"a dozen": 12, "two dozen": 24, "three dozen": 36}

#: Regular expressions of a number, as the group ``n``.
CARDINAL = (
    rf"(?<![\d.,–-])(?<!half )(?P<n>\d{{1,3}}|{'|'.join(_DOZENS)}|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[:9])})|"
    rf"{'|'.join((*_TENS, *reversed(_ONES)))})(?![\w,.]?\d)"
)
ORDINAL = (
    rf"(?P<n>\d{{1,3}}(?:st|nd|rd|th)|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_ORDINALS)[:9])})|"
    rf"{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
)
#: In every number word stands one of these: a sentence without them, and without a digit, has no number.
_SIGNS = (
    "one two three four five six seven eight nin ten eleven twel thir fif twent fort first second dozen hundred"
).split()
_DIGIT = re.compile(r"\d")


def has_number(text: str) -> bool:
    """Say whether there can be a number in a text, in digits or words; quick, to spare the search where there is none.

    >>> has_number("Twenty-first"), has_number("Who joined?")
    (True, False)
    """
    folded = text.casefold()
    return _DIGIT.search(text) is not None or any(sign in folded for sign in _SIGNS)


def to_number(text: str) -> int | None:
    """Return the number that digits or words stand for, cardinal or ordinal; None for what is no number.

    >>> to_number("fifty-five"), to_number("43rd"), to_number("Twenty first"), to_number("a dozen"), to_number("many")
    (55, 43, 21, 12, None)
    """
    text = text.casefold()
    if digits := re.match(r"[0-9]+", text):
        return int(digits.group())
    if text in _ORDINALS or text in _DOZENS:
        return _ORDINALS.get(text) or _DOZENS[text]
    tens, _, ones = text.replace(" ", "-").partition("-")
    value = 0
    if tens in _TENS:
        value = 10 * (_TENS.index(tens) + 2)
        tens = ones
    if not tens:
        return value or None
    if tens in _ORDINALS:
        return value + _ORDINALS[tens]
    return value + _ONES.index(tens) + 1 if tens in _ONES else None
