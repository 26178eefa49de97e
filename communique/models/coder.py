"""The learned coder: a sentence with two marked actors in, what the one does to the other out; or a sentence in which
nobody is marked in, its events and their parties out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.models.inputs import LONGEST, buckets
from communique.models.marked import Marked, Range, inputs, marked
from communique.models.session import BATCH_PIECES, Network, card, weights_file

BACKGROUND = "background.npz"
# int8 activations are scaled by the largest of their batch: among others a pair in 28 gets another type than alone.
# So pairs are read one by one, and a pair has one answer.
ALONE = 1
Words = tuple[Sequence[str], Range, Range]  # words of a sentence, ranges of source and target


@dataclass(frozen=True)
class PairScores:
    """Of one pair: probabilities of the types, the modes and the statuses on the card, in their order.

    `any` is the probability that the source does anything to the target; `vector` what all of them are told from.
    """

    types: NDArray[np.float32]
    modes: NDArray[np.float32]
    statuses: NDArray[np.float32]
    any: float
    vector: NDArray[np.float32]


@dataclass(frozen=True)
class EventScores:
    """Of one sentence of N words: probabilities that a word tells no event (column 0) or one of the types, [N, 1 + T];
    scores of the modes [N, M]; probabilities of the statuses [N, S]; and `parties` [2, N, N], that the word in the last
    place is of an actor (0) or a recipient (1) of the event that the word before tells; and `kin` [N, N], log odds that
    the actor whom the word before means is of the country that the word in the last place tells.
    """

    types: NDArray[np.float32]
    modes: NDArray[np.float32]
    statuses: NDArray[np.float32]
    parties: NDArray[np.float32]
    kin: NDArray[np.float32]


@dataclass(frozen=True)
class Background:
    """Vectors of pairs from our corpus, [N, D], and their PLOVER types: what a user's own type is told from."""

    vectors: NDArray[np.float32]
    types: tuple[str, ...]


@cache
def background() -> Background:
    """The background of the shipped coder, the same number of pairs of every type."""
    with np.load(io.BytesIO(weights_file(card("coder"), BACKGROUND))) as table:
        names = card("coder").labels["types"]
        return Background(table["vectors"].astype(np.float32), tuple(names[i] for i in table["types"]))


@cache
def coder_session() -> CoderSession:
    """The one session of this process."""
    return CoderSession()


class CoderSession:
    """Marked sentences in, scores out. One thread: to use more cores, run more processes."""

    def __init__(self) -> None:
        self.card = card("coder")
        self._network = Network(self.card)

    def __call__(self, sentences: Sequence[Words]) -> list[PairScores]:
        """Scores of every sentence, in the order given, each read alone; none may have more than LONGEST words."""
        rows = [marked(self._network.pieces, words, source, target) for words, source, target in sentences]
        found: dict[int, PairScores] = {}
        for chosen, outputs in self._run(rows, ALONE):
            shares = [
                _softmax(outputs[name] / np.float32(self.card.temperature))
                for name in ("types", "modes", "statuses")
            ]
            told = 1 / (1 + np.exp(-outputs["any"]))
            for row, index in enumerate(chosen):
                vector = outputs["pair"][row]
                found[index] = PairScores(
                    shares[0][row], shares[1][row], shares[2][row], float(told[row]), vector
                )
        return [found[index] for index in range(len(rows))]

    def events(self, sentences: Sequence[Sequence[str]]) -> list[EventScores]:
        """The events of every sentence, in the order given; none may be empty or have more than LONGEST words."""
        rows = [marked(self._network.pieces, words, (0, 0), (0, 0)) for words in sentences]
        found: dict[int, EventScores] = {}
        for chosen, outputs in self._run(rows):
            for row, index in enumerate(chosen):
                last = len(sentences[index]) + 1
                columns = [outputs[f"event_{name}"][row, 1:last] for name in ("types", "modes", "statuses")]
                found[index] = EventScores(
                    types=columns[0],
                    modes=columns[1],
                    statuses=columns[2],
                    parties=outputs["parties"][row, :, 1:last, 1:last],
                    kin=outputs["kin"][row, 1:last, 1:last],
                )
        return [found[index] for index in range(len(rows))]

    def _run(
        self, rows: Sequence[Marked], most: int = BATCH_PIECES
    ) -> Iterator[tuple[list[int], dict[str, NDArray[Any]]]]:
        """The network's outputs for batches of rows of `most` pieces, each with the numbers of its rows."""
        for chosen in buckets([len(row.encoded.pieces) for row in rows], most):
            pieces, *others = inputs([rows[index] for index in chosen])
            names = ("shapes", "places", "blocks", "firsts", "is_word", "roles", "word_roles")
            given = {"vectors": self._network.vectors(pieces), **dict(zip(names, others, strict=True))}
            yield chosen, self._network.run(given)


def around(words: Sequence[str], source: Range, target: Range) -> Words:
    """At most LONGEST words around the two marks; of marks that far apart the source's words alone are kept."""
    if len(words) <= LONGEST:
        return words, source, target
    marks = [span for span in (source, target) if span[0] < span[1]]
    first, last = min(a for a, _ in marks), max(b for _, b in marks)
    if last - first > LONGEST:
        first, last = source[0], min(source[1], source[0] + LONGEST)
    start = max(0, min(first - (LONGEST - (last - first)) // 2, len(words) - LONGEST))
    end = start + LONGEST
    return words[start:end], _moved(source, start), _moved(target, start)


def _moved(span: Range, start: int) -> Range:
    first, last = max(span[0] - start, 0), min(span[1] - start, LONGEST)
    return (first, last) if first < last else (0, 0)


def _softmax(scores: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    found: NDArray[np.float32] = (shares / shares.sum(-1, keepdims=True)).astype(np.float32)
    return found
