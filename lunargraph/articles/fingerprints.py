"""Small fingerprints of texts, and the pairs among many of them that may be copies: MinHash with banding."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np
from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

#: Words of a shingle.
SHINGLE: Final = 4
#: Lanes of the whole text and of its head. Copies are cut from the end, so the head finds those cut short.
_WHOLE, _HEAD = 126, 33
_HEAD_WORDS = 100
#: Lanes of a band: two texts are candidates where all lanes of one band agree.
_ROWS = 3
_SEED = 7
#: Candidates whose fingerprints say less than this share of the shorter text are not looked at. What they are is
#: decided on their words, from a higher share on: an estimate errs.
_LEAST = 0.35
#: In a bucket of more texts than this (a form letter) each is compared with the first and its neighbours alone.
_CROWD = 24
_NEAR = 4
_BATCH = 1000
#: How a fingerprint lies in bytes, on every machine: its lanes, then its number of shingles.
_LAID = np.dtype([("lanes", "<u2", (_WHOLE + _HEAD,)), ("size", "<i8")])
FINGERPRINT_BYTES: Final = _LAID.itemsize


def fingerprints_of_words(texts: Iterable[Sequence[str]]) -> list[bytes]:
    """Return the fingerprint of each text, given as its words, in ``FINGERPRINT_BYTES``.

    They are MinHash lanes (Broder, *On the resemblance and containment of documents*, 1997) of a text's shingles and of
    those of its head.
    """
    texts = iter(texts)
    found: list[bytes] = []
    while batch := list(itertools.islice(texts, _BATCH)):
        whole = [shingles(words) for words in batch]
        head = [shingles(words[:_HEAD_WORDS]) for words in batch]
        laid = np.empty(len(batch), _LAID)
        laid["lanes"] = np.hstack([_digests(whole, _WHOLE), _digests(head, _HEAD)])
        laid["size"] = [len(each) for each in whole]
        found += [each.tobytes() for each in laid]
    return found


class Fingerprints:
    """The fingerprints of texts, ``FINGERPRINT_BYTES`` each, in the order of adding."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lanes: list[NDArray[np.uint16]] = []
        self._sizes: list[NDArray[np.int64]] = []

    def add(self, fingerprints: Iterable[bytes]) -> None:
        """Take fingerprints, each as :func:`fingerprints_of_words` gives it.

        Raises:
            ValueError: where one is something else.
        """
        laid = np.frombuffer(b"".join(fingerprints), _LAID)
        self.add_digests(laid["lanes"].astype(np.uint16), laid["size"].astype(np.int64))

    def add_digests(self, lanes: NDArray[np.uint16], sizes: NDArray[np.int64]) -> None:
        """Take ready fingerprints: one row of lanes per text, and its number of shingles."""
        self._lanes.append(lanes)
        self._sizes.append(sizes)

    def candidates(self) -> list[tuple[int, int]]:
        """Return the pairs (first before second, sorted) that may be copies, by their places in the order of adding.

        The work is a sort per band and a bounded number of comparisons per text: it grows as n log n.
        """
        if not self._lanes:
            return []
        lanes, sizes = np.concatenate(self._lanes), np.concatenate(self._sizes)
        found = np.empty(0, dtype=np.int64)
        for start in range(0, lanes.shape[1], _ROWS):
            pairs = _pairs(_keys(lanes[:, start : start + _ROWS]), len(lanes))
            found = np.union1d(found, pairs)
        kept = [
            pairs[_share(lanes, sizes, *np.divmod(pairs, len(lanes))) >= _LEAST]
            for pairs in np.array_split(found, max(1, len(found) // 100_000))
        ]
        firsts, seconds = np.divmod(np.concatenate(kept), len(lanes))
        return list(zip(firsts.tolist(), seconds.tolist(), strict=True))


def shingles(words: Sequence[str]) -> set[str]:
    """Return the runs of ``SHINGLE`` words of a text, case aside; all of a shorter text is one."""
    folded = [word.casefold() for word in words]
    if len(folded) <= SHINGLE:
        return {" ".join(folded)}
    return {" ".join(folded[i : i + SHINGLE]) for i in range(len(folded) - SHINGLE + 1)}


def _digests(sets: Sequence[set[str]], lanes: int) -> NDArray[np.uint16]:
    # sixteen bits of each lane tell texts apart as well as all of them do, in half the memory
    return (np.array(RMinHash.digests_from_token_sets(sets, lanes, _SEED), dtype=np.uint32) & 0xFFFF).astype(np.uint16)


def _keys(band: NDArray[np.uint16]) -> NDArray[np.int64]:
    wide = band.astype(np.int64)
    return wide[:, 0] << 32 | wide[:, 1] << 16 | wide[:, 2]


def _pairs(keys: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Return the pairs of texts with one key, each as first * total + second."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    lengths = np.diff(np.r_[starts, len(ranked)])
    shared = lengths > 1
    pairs = [
        first * total + second
        for start, length in zip(starts[shared].tolist(), lengths[shared].tolist(), strict=True)
        for first, second in _within(order[start : start + length].tolist())
    ]
    return np.array(pairs, dtype=np.int64)


def _within(bucket: list[int]) -> Iterator[tuple[int, int]]:
    if len(bucket) <= _CROWD:
        yield from itertools.combinations(bucket, 2)
        return
    for place, second in enumerate(bucket[1:], 1):
        for first in {bucket[0], *bucket[max(0, place - _NEAR) : place]}:
            yield first, second


def _share(
    lanes: NDArray[np.uint16], sizes: NDArray[np.int64], firsts: NDArray[np.int64], seconds: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Estimate which share of the shorter text's shingles stands in the longer one."""
    alike = (lanes[firsts, :_WHOLE] == lanes[seconds, :_WHOLE]).mean(axis=1)
    one, other = sizes[firsts], sizes[seconds]
    shared: NDArray[np.float64] = alike / (1 + alike) * (one + other) / np.minimum(one, other)
    return shared
