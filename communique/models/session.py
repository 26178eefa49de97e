"""The reading models, run by onnxruntime on the CPU.

There are two, `accurate` and `fast`; they share tokenizer and word embedding. All files are checked against the
SHA-256 on the model's card before they are used, so that a damaged or exchanged file gives an error and not other
records.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique import settings
from communique.errors import ModelError
from communique.models.inputs import Encoded, Pieces, arrays, buckets, padded

WORDS, TOKENIZER = "words.npz", "tokenizer.json"
# Pieces a batch: larger ones were slower (in a trial, 300 pieces: 11,100 words a second; 6000: 7,500).
BATCH_PIECES = 300
AT_ONCE = 256  # windows sorted by length together
KNOWN = 1e4  # what is added to the score of a sentence's end that is known
BLOCK_END = 3.0  # and from what on the lower layers take the word for the last of its sentence


class Window(NamedTuple):
    """Words read together, and what is added to the score that a sentence ends with each: ±KNOWN, or a hint.

    From BLOCK_END on, the lower layers take the word for the last of its sentence.
    """

    words: Sequence[str]
    ends: NDArray[np.float32]


@dataclass(frozen=True)
class Card:
    """What a model is made of: version, source, data with licences, labels, scores as measured.

    `link_distance` is the readers' (analysis/links.py), `temperature` the coder's: what its scores are divided by.
    """

    name: str
    version: str
    encoder: str
    licence: str
    data: tuple[str, ...]
    command: str
    trained: str
    sha256: dict[str, str]
    scores: dict[str, float]
    labels: dict[str, list[str]]
    link_distance: tuple[float, ...] = ()
    temperature: float = 1.0


@dataclass(frozen=True)
class Scores:
    """What the network says of one window of N words.

    `upos`, `xpos`, `feats`, `lemmas`, `relation`, `other_relation`: label numbers [N]; `mentions`: probabilities
    [N, labels]; `nominals`: probability that a word heads a phrase that means an actor, [N]; `sentence`: number of
    each word's sentence [N]; `heads`: each word's best head [N], 0 the root, counted from 1 in the window; `arcs`:
    scores of every word (row) for every head [N + 1, N + 1]; `anaphors` [N, W + 1] and `antecedents` [N, W], whose
    products tell which mention goes back to which (analysis/links.py).
    """

    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    feats: NDArray[np.int64]
    lemmas: NDArray[np.int64]
    mentions: NDArray[np.float32]
    nominals: NDArray[np.float32]
    sentence: NDArray[np.int64]
    heads: NDArray[np.int64]
    arcs: NDArray[np.float32]
    relation: NDArray[np.int64]
    other_relation: NDArray[np.int64]
    anaphors: NDArray[np.float32]
    antecedents: NDArray[np.float32]


@cache
def card(name: str) -> Card:
    """The card of a reader (settings.READERS) or of the coder. Raises ModelError where it is missing or incomplete."""
    path = _folder() / f"{name}.json"
    try:
        table: dict[str, Any] = json.loads(path.read_text("utf-8"))
        lists = {field: tuple(table.get(field, ())) for field in ("data", "link_distance")}
        return Card(**{**table, **lists})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(
            f"the model's card {path.name} cannot be read ({error}); install communique again"
        ) from error


def reader_session(name: str | None = None) -> ReaderSession:
    """The one session of this process for a reader, by default the one of the settings."""
    return _session(name or settings.current().reader)


@cache
def _session(name: str) -> ReaderSession:
    return ReaderSession(name)


class Network:
    """One model's graph, and the tokenizer and word embedding that all of them share."""

    def __init__(self, shipped: Card) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        (name,) = (file for file in shipped.sha256 if file.endswith(".onnx"))
        weights = weights_file(shipped, name)
        self.words = word_tables(shipped.sha256[WORDS])
        self.pieces = all_pieces()
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def vectors(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of word pieces, [..., 384]."""
        found: NDArray[np.float32] = self.words["words"][pieces] * self.words["scale"][pieces]
        return found

    def run(self, inputs: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """The graph's outputs by name."""
        names = [node.name for node in self._session.get_outputs()]
        return dict(zip(names, self._session.run(None, inputs), strict=True))


@cache
def word_tables(sha256: str) -> dict[str, NDArray[Any]]:
    """The embedding of word pieces (`words` int8, `scale` a row) and each reader's of places."""
    with np.load(io.BytesIO(read_checked(_folder() / WORDS, sha256))) as table:
        return {name: table[name] for name in table.files}


@cache
def all_pieces() -> Pieces:
    """The tokenizer with what it remembers, one for all models of this process."""
    with as_file(_folder() / TOKENIZER) as path:
        return Pieces(str(path))


class ReaderSession:
    """Windows of words in, scores out. One thread: to use more cores, run more processes."""

    def __init__(self, name: str) -> None:
        self.card = card(name)
        self.network = Network(self.card)
        self._places = self.network.words[f"{name}_places"].astype(np.float32)

    def __call__(self, windows: Sequence[Window]) -> Iterator[Scores]:
        """Scores for every window, in the order given; AT_ONCE windows are in memory at a time."""
        for start in range(0, len(windows), AT_ONCE):
            yield from self._some(windows[start : start + AT_ONCE])

    def _some(self, windows: Sequence[Window]) -> list[Scores]:
        encoded = [arrays(self.network.pieces, window.words, window.ends >= BLOCK_END) for window in windows]
        found: dict[int, Scores] = {}
        for chosen in buckets([len(one.pieces) for one in encoded], BATCH_PIECES):
            outputs = self._run(windows, encoded, chosen)
            for row, index in enumerate(chosen):
                found[index] = _scores(outputs, row, len(windows[index].words))
        return [found[index] for index in range(len(windows))]

    def _run(
        self, windows: Sequence[Window], encoded: Sequence[Encoded], chosen: Sequence[int]
    ) -> dict[str, NDArray[Any]]:
        pieces, shapes, places, blocks, firsts, is_word = padded(encoded, chosen)
        ends = np.full(firsts.shape, -KNOWN, np.float32)
        for row, index in enumerate(chosen):
            ends[row, 1 : len(windows[index].words) + 1] = windows[index].ends
        inputs = {
            "vectors": self.network.vectors(pieces) + self._places[places],
            "shapes": shapes,
            "blocks": blocks,
            "firsts": firsts,
            "is_word": is_word,
            "cuts": ends,
        }
        return self.network.run(inputs)


def _scores(outputs: dict[str, NDArray[Any]], row: int, words: int) -> Scores:
    last = words + 1
    columns = {name: output[row, 1:last] for name, output in outputs.items()}
    columns["arcs"] = outputs["arcs"][row, :last, :last]
    columns["nominals"] = columns["nominals"][:, 1]
    return Scores(**columns)


def _folder() -> Traversable:
    return files("communique") / "models" / "weights"


def weights_file(shipped: Card, name: str) -> bytes:
    """One of the files of a card. Raises ModelError where it is missing or is not the one of the card."""
    return read_checked(_folder() / name, shipped.sha256[name])


def read_checked(path: Traversable, sha256: str) -> bytes:
    """The bytes of a weights file. Raises ModelError where it is missing or is not the one of the card."""
    try:
        content: bytes = path.read_bytes()
    except OSError as error:
        raise ModelError(f"the model's weights {path.name} are missing; install communique again") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(
            f"the model's weights {path.name} do not fit their card (SHA-256); install communique again"
        )
    return content
