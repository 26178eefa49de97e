"""The reading model, run by onnxruntime on the CPU.

The weights are checked against the SHA-256 on their card before they are used, so that a damaged or exchanged
file gives an error and not other records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.models.inputs import Encoded, Pieces, arrays, buckets, padded

WEIGHTS, TOKENIZER, CARD = "reader.int8.onnx", "tokenizer.json", "reader.json"
# Pieces a batch: larger ones were slower (in a trial, 300 pieces: 11,100 words a second; 6000: 7,500).
BATCH_PIECES = 300


@dataclass(frozen=True)
class Card:
    """What a model is made of: version, source, data with licences, labels, scores as measured."""

    name: str
    version: str
    encoder: str
    licence: str
    data: tuple[str, ...]
    command: str
    trained: str
    sha256: str
    scores: dict[str, float]
    labels: dict[str, list[str]]


@dataclass(frozen=True)
class Scores:
    """What the network says of one sentence of N words.

    `upos`, `xpos`, `feats`, `lemmas`, `relation`, `other_relation`: label numbers [N]; `mentions`:
    probabilities [N, labels]; `arcs`: scores of every word (row) for every head [N + 1, N + 1], 0 the root.
    """

    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    feats: NDArray[np.int64]
    lemmas: NDArray[np.int64]
    mentions: NDArray[np.float32]
    arcs: NDArray[np.float32]
    relation: NDArray[np.int64]
    other_relation: NDArray[np.int64]


@cache
def card() -> Card:
    """The card of the shipped reader. Raises ModelError where it is missing or incomplete."""
    path = files("communique") / "models" / "weights" / CARD
    try:
        table: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return Card(**{**table, "data": tuple(table["data"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(
            f"the reader's card {CARD} cannot be read ({error}); install communique again"
        ) from error


@cache
def reader_session() -> ReaderSession:
    """The one session of this process."""
    return ReaderSession()


class ReaderSession:
    """Words in, scores out. One thread: to use more cores, run more processes."""

    def __init__(self) -> None:
        import onnxruntime

        self.card = card()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        folder = files("communique") / "models" / "weights"
        weights = read_checked(folder / WEIGHTS, self.card.sha256)
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._inputs = [node.name for node in self._session.get_inputs()]
        with as_file(folder / TOKENIZER) as path:
            self._pieces = Pieces(str(path))

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[Scores]:
        """Scores for every sentence (a list of words each), in the order given."""
        encoded = [arrays(self._pieces, words) for words in sentences]
        found: list[Scores | None] = [None] * len(sentences)
        for chosen in buckets([len(pieces) for pieces, _, _ in encoded], BATCH_PIECES):
            if chosen:
                self._run(encoded, chosen, found)
        return [scores for scores in found if scores is not None]

    def _run(self, encoded: Sequence[Encoded], chosen: Sequence[int], found: list[Scores | None]) -> None:
        inputs = dict(zip(self._inputs, padded(encoded, chosen), strict=True))
        outputs = self._session.run(None, inputs)
        for row, index in enumerate(chosen):
            last = len(encoded[index][2])
            columns = [np.asarray(output)[row, 1:last] for output in outputs]
            columns[5] = np.asarray(outputs[5])[row, :last, :last]
            found[index] = Scores(*columns)


def read_checked(path: Traversable, sha256: str) -> bytes:
    """The bytes of a weights file. Raises ModelError where it is missing or is not the one of the card."""
    try:
        content: bytes = path.read_bytes()
    except OSError as error:
        raise ModelError(f"the reader's weights {path.name} are missing; install communique again") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(
            f"the reader's weights {path.name} do not fit their card (SHA-256); install communique again"
        )
    return content
