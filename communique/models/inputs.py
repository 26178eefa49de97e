"""Windows of words as arrays: word pieces, shapes, places, blocks, first pieces, and batches of about one size.

A block is what a rule (or the data) takes for a sentence: places count from its start, and the lower layers of the
network look no further.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]


class Encoded(NamedTuple):
    """A window of P pieces and N words: all [P] but `firsts` [N + 1], the first piece of the root and of every word.

    `blocks`: 0 for the marks at both ends, which all pieces see and which see all; 1, 2, ... for the blocks.
    """

    pieces: Ints
    shapes: Ints
    places: Ints
    blocks: Ints
    firsts: Ints


CLS, SEP, PAD, UNKNOWN = 101, 102, 0, 100
MOST_PIECES = 6  # of one word; the rest adds nothing that six do not tell
LONGEST = 254  # pieces of one window; a longer one is read by the first piece of every word
PLAIN = str.maketrans("‘’‚‛“”„‟«»‹›–—‒―‐‑−…", "''''\"\"\"\"\"\"''-------.")


@lru_cache(maxsize=200_000)
def shape(word: str) -> int:
    """1 to 8: lower, Title, UPPER, single capital, mixed, digits, digits with letters, signs."""
    letters = sum(character.isalpha() for character in word)
    if any(character.isdigit() for character in word):
        return 7 if letters else 6
    if not letters:
        return 8
    if word.islower():
        return 1
    if word.isupper():
        return 4 if letters == 1 else 3
    return 2 if word[0].isupper() and word[1:].islower() else 5


class Pieces:
    """Words to word pieces, each word by itself, remembered."""

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = Tokenizer.from_file(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            plain = [word.translate(PLAIN) for word in new]
            for word, encoding in zip(
                new, self._tokenizer.encode_batch(plain, add_special_tokens=False), strict=True
            ):
                self._known[word] = encoding.ids[:MOST_PIECES] or [UNKNOWN]
        return [self._known[word] for word in words]


def arrays(pieces: Pieces, words: Sequence[str], last: NDArray[np.bool_]) -> Encoded:
    """A window of at most LONGEST words; `last` [N] tells the words that end a block."""
    found = pieces(words)
    counts = np.fromiter(map(len, found), np.int64, len(found))
    if counts.sum() > LONGEST:
        found, counts = [parts[:1] for parts in found], np.ones_like(counts)
    ids = np.fromiter(chain((CLS,), *found, (SEP,)), np.int64, int(counts.sum()) + 2)
    shapes = np.zeros_like(ids)
    shapes[1:-1] = np.repeat(np.fromiter(map(shape, words), np.int64, len(found)), counts)
    firsts = np.zeros(len(found) + 1, np.int64)
    firsts[1:] = np.cumsum(counts) - counts + 1
    block = np.ones(len(found), np.int64)
    block[1:] += np.cumsum(last[:-1])
    blocks = np.zeros_like(ids)
    blocks[1:-1] = np.repeat(block, counts)
    begins = np.flatnonzero(np.diff(blocks[:-1])) + 1
    places = np.arange(len(ids))
    places[1:-1] -= begins[blocks[1:-1] - 1] - 1
    places[-1] = places[-2] + 1
    return Encoded(ids, shapes, places, blocks, firsts)


def buckets(lengths: Sequence[int], most: int, order: np.random.Generator | None = None) -> list[list[int]]:
    """Indices of windows in batches of at most `most` pieces with padding, of like length."""
    keys = np.array(lengths, float)
    if order is not None:
        keys = keys + order.uniform(-3, 3, len(keys))
    if not lengths:
        return []
    groups: list[list[int]] = [[]]
    longest = 0
    for index in np.argsort(keys, kind="stable"):
        longest = max(longest, lengths[index])
        if groups[-1] and longest * (len(groups[-1]) + 1) > most:
            groups.append([])
            longest = lengths[index]
        groups[-1].append(int(index))
    if order is not None:
        order.shuffle(groups)
    return groups


def padded(encoded: Sequence[Encoded], chosen: Sequence[int]) -> tuple[NDArray[Any], ...]:
    """The inputs of the network for a batch, but for the ends: pieces, shapes, places, blocks, firsts, is_word.

    [B, P] and, the last two, [B, N + 1]; the block of padding is -1.
    """
    rows, width = len(chosen), max(len(encoded[i].pieces) for i in chosen)
    words = max(len(encoded[i].firsts) for i in chosen)
    columns = [np.zeros((rows, width), np.int64) for _ in range(3)]
    blocks = np.full((rows, width), -1, np.int64)
    firsts = np.zeros((rows, words), np.int64)
    is_word = np.zeros((rows, words), np.float32)
    for row, index in enumerate(chosen):
        one = encoded[index]
        for column, values in zip((*columns, blocks), one[:4], strict=True):
            column[row, : len(values)] = values
        firsts[row, : len(one.firsts)], is_word[row, : len(one.firsts)] = one.firsts, 1
    return (*columns, blocks, firsts, is_word)
