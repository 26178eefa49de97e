"""What every head should say of a batch of windows, as arrays, and the losses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as nnf
from numpy.typing import NDArray
from torch import Tensor

from training.reader.corpora import Sentence
from training.reader.labels import LABELS
from training.reader.lemmas import edit_of
from training.reader.model import ReaderNet, Scores
from training.reader.windows import Window

IGNORE = -100
KNOWN = 1e4  # what is added to the score of a sentence's end that is known
TAUGHT = ("upos", "xpos", "feats", "lemmas", "mentions", "ends")  # tags that teachers teach
COLUMNS = ("upos", "xpos", "feats", "deprels")
WEIGHTS = {
    "upos": 1.0,
    "xpos": 0.6,
    "feats": 0.6,
    "lemmas": 0.6,
    "mentions": 1.5,
    "ends": 0.5,
    "nominals": 0.5,
    "heads": 1.0,
    "deprels": 1.0,
    "links": 1.0,
}


class Targets:
    """Label numbers for batches."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        self._index = {head: {label: i for i, label in enumerate(names)} for head, names in labels.items()}
        self._edits: dict[tuple[str, str], int] = {}

    def batch(self, windows: Sequence[Window], words: int) -> dict[str, NDArray[np.generic]]:
        """[B, N] label numbers a head (IGNORE where unknown), [B, N, labels] allowed mentions, [B, N, N] links."""
        shape = (len(windows), words)
        found: dict[str, NDArray[np.generic]] = {
            head: np.full(shape, IGNORE, np.int16)
            for head in (*COLUMNS, "lemmas", "heads", "ends", "nominals")
        }
        found["cuts"] = np.full(shape, -KNOWN, np.float32)
        found["mentions"] = np.zeros((*shape, len(LABELS)), bool)
        found["candidates"], found["linked"] = (
            np.zeros((*shape, words), bool),
            np.zeros((*shape, words), bool),
        )
        for row, window in enumerate(windows):
            start = 1
            for sentence in window.sentences:
                self._sentence(found, row, start, sentence)
                start += len(sentence.words)
                found["cuts"][row, start - 1] = KNOWN
            if window.running:
                found["ends"][row, 1:start] = found["cuts"][row, 1:start] > 0
            _links(found, row, window)
        return found

    def _sentence(
        self, found: dict[str, NDArray[np.generic]], row: int, start: int, sentence: Sentence
    ) -> None:
        last = start + len(sentence.words)
        if sentence.heads is not None:
            for head in COLUMNS:
                index = self._index[head]
                found[head][row, start:last] = [index.get(v, IGNORE) for v in getattr(sentence, head)]
            found["lemmas"][row, start:last] = [
                self._edit(w, x) for w, x in zip(sentence.words, sentence.lemmas or (), strict=True)
            ]
            heads = np.array(sentence.heads)
            found["heads"][row, start:last] = np.where(heads > 0, heads + start - 1, 0)
        if sentence.labels is not None:
            index = self._index["mentions"]
            for token, names in enumerate(sentence.labels, start):
                for name in names:
                    found["mentions"][row, token, index[name]] = True
        if sentence.nominals is not None:
            found["nominals"][row, start:last] = 0
            for token in sentence.nominals:
                found["nominals"][row, start + token] = 1

    def _edit(self, word: str, lemma: str) -> int:
        key = (word, lemma)
        if key not in self._edits:
            self._edits[key] = self._index["lemmas"].get(edit_of(word, lemma), IGNORE)
        return self._edits[key]


def _links(found: dict[str, NDArray[np.generic]], row: int, window: Window) -> None:
    """A mention goes back to any earlier one of its chain, or to none; a choice's pronoun to one of two names."""
    candidates, linked = found["candidates"][row], found["linked"][row]
    if window.choice is not None:
        pronoun, names = window.choice
        for word, right in names:
            candidates[pronoun + 1, word + 1] = True
            linked[pronoun + 1, word + 1] = right
        candidates[pronoun + 1, 0] = True
        linked[pronoun + 1, 0] = not any(right for _, right in names)
    elif window.chained and window.links:
        words = np.array([word + 1 for word, _ in window.links])
        chains = np.unique([chain for _, chain in window.links], return_inverse=True)[1]
        earlier = words[None, :] < words[:, None]
        same = (chains[:, None] == chains[None, :]) & earlier
        candidates[np.ix_(words, words)] |= earlier
        linked[np.ix_(words, words)] |= same
        candidates[words, 0] = True
        linked[words, 0] |= ~same.any(1)


def losses(scores: Scores, targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """One loss a head; 0 where the batch has nothing to teach it."""
    found = {
        name: _label_loss(scores.tags[name], targets[name]) for name in ReaderNet.TAGS if name != "mentions"
    }
    found["mentions"] = _allowed_loss(scores.tags["mentions"], targets["mentions"])
    found["heads"] = _label_loss(scores.arcs, targets["heads"])
    found["deprels"] = _label_loss(scores.relations, targets["deprels"])
    found["links"] = _link_loss(scores.links, targets["candidates"], targets["linked"])
    return found


def _label_loss(score: Tensor, target: Tensor) -> Tensor:
    flat = nnf.cross_entropy(
        score.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return flat / (target >= 0).sum().clamp(min=1)


def _allowed_loss(score: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the share of probability on allowed labels, over the words that have any."""
    known = allowed.any(-1)
    log = nnf.log_softmax(score.float(), -1).masked_fill(~allowed, -1e9)
    lost = -torch.logsumexp(log, -1).masked_fill(~known, 0.0).clamp(max=1e4)
    return (lost * known).sum() / known.sum().clamp(min=1)


def _link_loss(scores: Tensor, candidates: Tensor, linked: Tensor) -> Tensor:
    """Minus the log of the share of probability on right antecedents, over the mentions."""
    known = linked.any(-1)
    masked = scores.float().masked_fill(~candidates, -1e4)
    right = scores.float().masked_fill(~linked, -1e4)
    lost = (torch.logsumexp(masked, -1) - torch.logsumexp(right, -1)) * known
    return lost.sum() / known.sum().clamp(min=1)


def distance(
    scores: Scores, teachers: Sequence[Scores], is_word: Tensor, labelled: Tensor, candidates: Tensor
) -> Tensor:
    """How far the scores' probabilities are from the teachers' mean (cross entropy), summed over the heads of TAUGHT.

    Mentions are taught only where the data does not label them: it knows types that the teachers hardly know.
    """
    every = is_word / is_word.sum()
    total = scores.arcs.new_zeros((), dtype=torch.float32)
    pairs = [(name, scores.tags[name], [t.tags[name] for t in teachers]) for name in TAUGHT]
    pairs += [("heads", scores.arcs, [t.arcs for t in teachers])]
    pairs += [("deprels", scores.relations, [t.relations for t in teachers])]
    for name, own, others in pairs:
        mean = torch.stack([nnf.softmax(other.float(), -1) for other in others]).mean(0)
        cross = -(mean * nnf.log_softmax(own.float(), -1)).sum(-1)
        weight = every * ~labelled if name == "mentions" else every
        total = total + WEIGHTS[name] * (cross * weight).sum()
    return total + WEIGHTS["links"] * _link_distance(scores, teachers, candidates)


def _link_distance(scores: Scores, teachers: Sequence[Scores], candidates: Tensor) -> Tensor:
    """The same for links, over the mentions that have candidates."""
    known = candidates.any(-1)
    shares = [nnf.softmax(t.links.float().masked_fill(~candidates, -1e4), -1) for t in teachers]
    own = nnf.log_softmax(scores.links.float().masked_fill(~candidates, -1e4), -1)
    cross = -(torch.stack(shares).mean(0) * own).sum(-1)
    return (cross * known).sum() / known.sum().clamp(min=1)
