"""Sentences in which two actors are marked, as arrays: the reader's inputs with the roles of pieces and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.models.inputs import Encoded, Pieces, arrays, padded

NOBODY, SOURCE, TARGET = 0, 1, 2
Range = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A sentence of P pieces and N words with its marks: `roles` [P], `word_roles` [N + 1] (the first is the root)."""

    encoded: Encoded
    roles: NDArray[np.int64]
    word_roles: NDArray[np.int64]


def marked(pieces: Pieces, words: Sequence[str], source: Range, target: Range) -> Marked:
    """Mark two ranges of words (last not included); where a range is empty, nobody is marked."""
    last = np.zeros(len(words), bool)
    last[-1] = True
    encoded = arrays(pieces, words, last)
    word_roles = np.full(len(words) + 1, NOBODY)
    word_roles[source[0] + 1 : source[1] + 1] = SOURCE
    word_roles[target[0] + 1 : target[1] + 1] = TARGET
    counts = np.diff(np.append(encoded.firsts, len(encoded.pieces) - 1))
    roles = np.append(np.repeat(word_roles, counts), NOBODY)
    return Marked(encoded, roles, word_roles)


def inputs(rows: Sequence[Marked]) -> tuple[NDArray[Any], ...]:
    """What the network takes: those of padded(), then the roles of pieces [B, P] and of words [B, N + 1]."""
    found = padded([row.encoded for row in rows], range(len(rows)))
    roles = np.zeros(found[0].shape, np.int64)
    word_roles = np.zeros(found[-1].shape, np.int64)
    for number, row in enumerate(rows):
        roles[number, : len(row.roles)] = row.roles
        word_roles[number, : len(row.word_roles)] = row.word_roles
    return (*found, roles, word_roles)
