"""How long a million texts take to be grouped into stories, and how much memory: made texts, real fingerprints.

    python benchmarks/stories.py [--texts 1000000]

Texts are made of numbers for words: one in four is a copy that was cut or has another lead. Fingerprints are made as
for articles, candidates found and decided on their words. The last lines tell time, memory and how much was found.
"""

from __future__ import annotations

import argparse
import resource
import time
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from lunargraph.articles.fingerprints import Fingerprints, fingerprints_of_words
from lunargraph.articles.stories import group

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WORDS = 120
_COPIES = 4


def text_of(number: int) -> list[str]:
    """Return the words of a text: every fourth is a copy of the one before, cut or with another lead."""
    copied = number % _COPIES == _COPIES - 1
    base, words = number - copied, np.random.default_rng(number - copied).integers(0, 1 << 20, _WORDS)
    if copied and base % 8 < _COPIES:
        words = words[: _WORDS * 6 // 10]
    elif copied:
        words = np.concatenate([np.random.default_rng(number).integers(0, 1 << 20, 20), words[20:]])
    return [f"w{word:x}" for word in words.tolist()]


def main() -> None:
    """Group the texts and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=1_000_000)
    texts = parser.parse_args().texts
    prints = Fingerprints()
    _timed("fingerprints", lambda: prints.add(fingerprints_of_words(map(text_of, range(texts)))))
    looked_up = 0

    @lru_cache(maxsize=4096)
    def words(number: int) -> Sequence[str]:
        nonlocal looked_up
        looked_up += 1
        return text_of(number)

    found: dict[int, int] = {}
    _timed("grouping", lambda: found.update(group(prints, words)))
    copies = range(_COPIES - 1, texts, _COPIES)
    right = sum(found.get(copy) == copy - 1 for copy in copies)
    wrong = sum(number != head and number - head != 1 for number, head in found.items())
    print(f"{right:,} of {len(copies):,} copies found, {wrong:,} texts wrongly joined, {looked_up:,} texts looked up")


def _timed(what: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {seconds:,.0f} s, {memory:,.0f} MB at most", flush=True)


if __name__ == "__main__":
    main()
