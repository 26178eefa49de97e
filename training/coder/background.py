"""The vectors that a user's own type is told from: the same number of pairs of every PLOVER type, of the train part."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from communique.coding.neutral import neutral
from communique.models.inputs import Pieces
from communique.models.marked import marked
from training.coder.calibration import told
from training.coder.model import CoderNet
from training.coder.pairs import Pair
from training.coder.train import labels, predicted

EACH = 125  # pairs of a type


def write_background(net: CoderNet, pairs: Sequence[Pair], target: Path, tokenizer: Path) -> None:
    """Write `vectors` [N, D] (half precision) and `types` [N] of a drawn sample, the same each time."""
    names = labels().types
    pieces, chance = Pieces(str(tokenizer)), random.Random(1)
    known = told(pairs)
    chosen: list[Pair] = []
    for name in names:
        own = [pair for pair in known if pair.types == (name,)]
        chosen += chance.sample(own, min(EACH, len(own)))
    rows = [marked(pieces, neutral([w.text for w in p.words]), p.source, p.target) for p in chosen]
    types = np.array([names.index(pair.types[0]) for pair in chosen], np.uint8)
    vectors = predicted(net, rows).pair.numpy().astype(np.float16)
    np.savez_compressed(target, vectors=vectors, types=types)
