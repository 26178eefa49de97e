"""Event types of a user's own: told from the learned coder's vector of a pair of actors, by a head fitted in a second.

The head is a logistic regression between the user's examples and the background: vectors of pairs of every PLOVER type
from our corpus, and the near misses the user gives. It is fitted where it is used; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from communique.coding.actors import Actors
from communique.coding.found import FoundEvent
from communique.coding.neutral import neutral
from communique.coding.reading import Reading
from communique.models import around, background, coder_session
from communique.models.coder import Words
from communique.records import OwnType

LEAST = 0.5  # probability from which an event is said to be of the type
# Tried on four types that a coder had not learned (training/coder/held_out.py), 20 examples: a decay of 3, 10, 30, 100
# gave F1 38, 41, 43, 43, weights of the examples of 0.1, 0.2, 0.5, 1 (decay 30) 33, 38, 41, 43.
DECAY = 30.0  # of the squared weights, on vectors of unit variance
EXAMPLES = 1.0  # weight of all examples together, of that of the background
MISSES = 0.2  # the same of all near misses
STEPS, CLOSE = 30, 1e-6  # of Newton's method: at most, and the change at which it ends
FOLDS = 5
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Head:
    """A fitted own type: `weights` [D] and `bias` over vectors of pairs."""

    name: str
    weights: NDArray[np.float64]
    bias: float

    def scores(self, vectors: Vectors) -> NDArray[np.float64]:
        """The probability of the type for each vector, [N]."""
        found: NDArray[np.float64] = 1 / (1 + np.exp(-(vectors @ self.weights + self.bias)))
        return found


@dataclass(frozen=True)
class Trial:
    """Of the examples, how many a head knows that was fitted without them; of the background, the PLOVER types of those
    it takes for the type though they were kept from it.
    """

    found: int
    examples: int
    taken: tuple[str, ...]
    background: int


def vectors(marked: Sequence[Words]) -> Vectors:
    """The vectors of sentences with two marked word ranges, [N, D]."""
    if not marked:
        return np.zeros((0, background().vectors.shape[1]), np.float32)
    found = coder_session()([around(neutral(words), by, to) for words, by, to in marked])
    return np.stack([scores.vector for scores in found])


def fitted(name: str, examples: Vectors, misses: Vectors, others: Vectors) -> Head:
    """The head between examples and the rest, by Newton's method."""
    every = np.concatenate([examples, misses, others]).astype(np.float64)
    told = np.zeros(len(every))
    told[: len(examples)] = 1
    share = np.ones(len(every))
    share[: len(examples)] = EXAMPLES * len(others) / max(1, len(examples))
    share[len(examples) : len(examples) + len(misses)] = MISSES * len(others) / max(1, len(misses))
    middle, spread = others.mean(0), others.std(0) + 1e-3
    weights = _newton((every - middle) / spread, told, share)
    scaled = weights[:-1] / spread
    return Head(name, scaled, float(weights[-1] - scaled @ middle))


def _newton(
    rows: NDArray[np.float64], told: NDArray[np.float64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    rows = np.concatenate([rows, np.ones((len(rows), 1))], 1)
    decay = np.full(rows.shape[1], DECAY)
    decay[-1] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (share * (likely - told)) + decay * weights
        bend = (rows * (share * likely * (1 - likely))[:, None]).T @ rows + np.diag(decay)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def trial(examples: Vectors, misses: Vectors) -> Trial:
    """How well examples are told apart: each by a head fitted without it and without a fold of the background."""
    others = background()
    folds = min(FOLDS, len(examples))
    own, sides = np.arange(len(examples)) % folds, np.arange(len(others.vectors)) % folds
    found, taken = 0, []
    for fold in range(folds):
        one = fitted("", examples[own != fold], misses, others.vectors[sides != fold])
        found += int((one.scores(examples[own == fold]) >= LEAST).sum())
        kept = np.flatnonzero(sides == fold)
        taken += [others.types[i] for i in kept[one.scores(others.vectors[kept]) >= LEAST]]
    return Trial(found, len(examples), tuple(taken), len(others.vectors))


def labels(heads: Sequence[Head], found: Vectors) -> list[tuple[OwnType, ...]]:
    """The own types of each vector with their scores, the likeliest first."""
    scores = np.stack([head.scores(found) for head in heads], 1)
    return [
        tuple(OwnType(heads[i].name, float(row[i])) for i in np.argsort(-row) if row[i] >= LEAST)
        for row in scores
    ]


def with_own_types(
    reading: Reading, actors: Actors, events: Sequence[FoundEvent], heads: Sequence[Head]
) -> tuple[FoundEvent, ...]:
    """The events, each with the own types that it is of besides PLOVER's."""
    if not heads:
        return tuple(events)
    marked = [_marked(reading, actors, one) for one in events]
    named = [
        number for number, (_, by, to) in enumerate(marked) if by != to
    ]  # some party stands beside the word
    told = dict(zip(named, labels(heads, vectors([marked[number] for number in named])), strict=True))
    return tuple(
        replace(one, event=replace(one.event, own_types=told.get(number, ())))
        for number, one in enumerate(events)
    )


def _marked(reading: Reading, actors: Actors, one: FoundEvent) -> Words:
    """The sentence of the event with the mentions of its first actor and recipient that are nearest to its word."""
    first, last = reading.sentences[reading.sentence_of(one.match.token)]
    ranges = [
        _nearest(reading, actors, ids, one.match.token, (first, last))
        for ids in (one.event.actors, one.event.recipients)
    ]
    return reading.words[first:last], ranges[0], ranges[1]


def _nearest(
    reading: Reading, actors: Actors, ids: Sequence[str], token: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    places = []
    for mention in (mention for key in ids for mention in actors.get(key).mentions):
        start, end = reading.token_at(mention.start), reading.token_at(mention.end - 1)
        if start is not None and end is not None and sentence[0] <= start <= end < sentence[1]:
            places.append((abs(start - token), (start - sentence[0], end + 1 - sentence[0])))
    return min(places)[1] if places else (0, 0)
