"""Whether scores mean what they say: the temperature they are divided by, and the expected calibration error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from communique.coding.neutral import neutral
from communique.models import CoderSession, coder_session
from communique.models.marked import Range
from training.coder.pairs import Pair

TEMPERATURES = np.arange(0.4, 2.51, 0.05)
BINS = 10
NOBODY: Range = (0, 0)


def told(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs between which something happens, both parties in the sentence."""
    return [pair for pair in pairs if pair.types and NOBODY not in (pair.source, pair.target)]


def shares(pairs: Sequence[Pair], session: CoderSession) -> NDArray[np.float32]:
    """Probabilities of the types, [pairs, types]."""
    found = session([(neutral([w.text for w in pair.words]), pair.source, pair.target) for pair in pairs])
    return np.stack([scores.types for scores in found])


def right(pairs: Sequence[Pair], names: Sequence[str]) -> NDArray[np.int64]:
    """The number of each pair's first type."""
    return np.array([names.index(pair.types[0]) for pair in pairs])


def temperature(pairs: Sequence[Pair]) -> float:
    """What scores must be divided by so that the types of these pairs are least surprising (Guo et al. 2017)."""
    session, chosen = coder_session(), told(pairs)
    log = np.log(shares(chosen, session) + 1e-9) * session.card.temperature
    gold = right(chosen, session.card.labels["types"])

    def surprise(value: float) -> float:
        scaled = log / value
        scaled -= np.log(np.exp(scaled).sum(1, keepdims=True))
        return float(-scaled[np.arange(len(gold)), gold].mean())

    return float(min(TEMPERATURES, key=surprise))


def calibration_error(score: NDArray[np.float32], correct: NDArray[np.bool_]) -> float:
    """Expected calibration error over BINS bins of equal width (Naeini et al. 2015), 0 to 1."""
    bins = np.minimum((score * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(score[bins == b].mean()) - float(correct[bins == b].mean())) * float((bins == b).mean())
        for b in range(BINS)
        if (bins == b).any()
    ]
    return sum(gaps)
