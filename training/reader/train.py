"""Training: every epoch over all sentences, each source teaching the heads it has labels for.

Checkpoints after every epoch, and at a signal of the clock; `--resume` goes on from the last one.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as nnf
from torch import Tensor

from communique.models.inputs import Encoded, Pieces, arrays, buckets, padded
from training.reader.corpora import Sentence
from training.reader.labels import LABELS
from training.reader.lemmas import edit_of
from training.reader.model import ReaderNet, Sizes
from training.reader.names import random_name, random_place

IGNORE = -100
RENAMED, MOVED = 0.5, 0.3  # share of sentences with other persons, of places that become another, each epoch
RARE_FEATS, RARE_EDITS = 5, 3
ENCODER_RATE, HEAD_RATE, WARM_UP, LOWEST = 2e-4, 2e-3, 0.05, 0.02
WEIGHTS = {
    "upos": 1.0,
    "xpos": 0.6,
    "feats": 0.6,
    "lemmas": 0.6,
    "mentions": 1.5,
    "heads": 1.0,
    "deprels": 1.0,
}


def label_sets(sentences: Sequence[Sentence]) -> dict[str, list[str]]:
    """The labels of every head, from the training trees."""
    trees = [s for s in sentences if s.heads is not None]
    feats = Counter(f for s in trees for f in s.feats or ())
    edits = Counter(edit_of(w, x) for s in trees for w, x in zip(s.words, s.lemmas or (), strict=True))
    return {
        "upos": sorted({u for s in trees for u in s.upos or ()}),
        "xpos": sorted({x for s in trees for x in s.xpos or ()}),
        "feats": sorted(f for f, count in feats.items() if count >= RARE_FEATS),
        "lemmas": sorted(e for e, count in edits.items() if count >= RARE_EDITS),
        "mentions": list(LABELS),
        "deprels": sorted({d for s in trees for d in s.deprels or ()}),
    }


class Targets:
    """What each head should say about a batch."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        self._index = {head: {label: i for i, label in enumerate(names)} for head, names in labels.items()}

    def batch(self, sentences: Sequence[Sentence], words: int) -> dict[str, Tensor]:
        """[B, N] label numbers a head (IGNORE where unknown), and [B, N, labels] allowed mentions."""
        shape = (len(sentences), words)
        heads = ("upos", "xpos", "feats", "lemmas", "deprels", "heads")
        found = {head: np.full(shape, IGNORE) for head in heads}
        allowed = np.zeros((*shape, len(LABELS)), bool)
        for row, sentence in enumerate(sentences):
            last = len(sentence.words) + 1
            if sentence.heads is not None:
                for head in ("upos", "xpos", "feats", "deprels"):
                    index = self._index[head]
                    found[head][row, 1:last] = [index.get(v, IGNORE) for v in getattr(sentence, head)]
                edits = self._index["lemmas"]
                pairs = zip(sentence.words, sentence.lemmas or (), strict=True)
                found["lemmas"][row, 1:last] = [edits.get(edit_of(w, x), IGNORE) for w, x in pairs]
                found["heads"][row, 1:last] = sentence.heads
            if sentence.labels is not None:
                index = self._index["mentions"]
                for token, names in enumerate(sentence.labels, 1):
                    allowed[row, token, [index[name] for name in names]] = True
        return {"mentions": torch.from_numpy(allowed), **{k: torch.from_numpy(v) for k, v in found.items()}}


def losses(scores: Sequence[Tensor], targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """One loss a head; 0 where the batch has nothing to teach it."""
    named = dict(zip((*ReaderNet.TAGS, "heads", "deprels"), scores, strict=False))
    found = {}
    for head, score in named.items():
        if head == "mentions":
            found[head] = _allowed_loss(score.float(), targets["mentions"])
            continue
        target = targets[head]
        known = bool((target >= 0).any())
        flat = (
            nnf.cross_entropy(score.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)
            if known
            else None
        )
        found[head] = score.sum() * 0 if flat is None else flat
    return found


def _allowed_loss(score: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the share of probability on allowed labels, over the words that have any."""
    known = allowed.any(-1)
    if not known.any():
        return score.sum() * 0
    log = nnf.log_softmax(score[known], -1).masked_fill(~allowed[known], -1e9)
    return -torch.logsumexp(log, -1).mean()


def renamed(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence with names of persons and places replaced, word for word, by others."""
    people = sentence.people if chance.random() < RENAMED else []
    places = [place for place in sentence.places if chance.random() < MOVED and place[1] - place[0] < 3]
    if not people and not places:
        return sentence
    words = list(sentence.words)
    for first, last in people:
        words[first:last] = random_name(chance, last - first)
    for first, last in places:
        words[first:last] = random_place(chance, last - first)
    changed = {t for first, last in (*people, *places) for t in range(first, last)}
    lemmas = sentence.lemmas
    if lemmas is not None:
        lemmas = [words[t] if t in changed else lemma for t, lemma in enumerate(lemmas)]
    return replace(sentence, words=words, lemmas=lemmas)


class Trainer:
    """The network, its optimiser and where it stands."""

    def __init__(self, labels: dict[str, list[str]], pieces: Pieces, start: Path, *, seed: int = 1) -> None:
        torch.manual_seed(seed)
        self.labels, self.pieces, self.seed = labels, pieces, seed
        self.net = ReaderNet(Sizes(**{head: len(names) for head, names in labels.items()}))
        self.net.start_from(start)
        self.targets = Targets(labels)
        encoder = list(self.net.encoder.parameters())
        known = {id(parameter) for parameter in encoder}
        heads = [p for p in self.net.parameters() if id(p) not in known]
        groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.rates = (ENCODER_RATE, HEAD_RATE)
        self.step, self.epoch, self.seconds = 0, 0, 0.0

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        state = {
            "net": self.net.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "labels": self.labels,
            "step": self.step,
            "epoch": self.epoch,
            "seconds": self.seconds,
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.epoch, self.seconds = state["step"], state["epoch"], state["seconds"]

    def run(
        self, sentences: Sequence[Sentence], *, epochs: int, minutes: float, batch: int, out: Path
    ) -> None:
        """Train for `epochs` passes or `minutes` of clock, whichever ends first; the rate always ends low."""
        steps = epochs * len(buckets([len(s.words) + 2 for s in sentences], batch))
        while self.epoch < epochs and self.seconds < minutes * 60:
            chance = random.Random(f"{self.seed}-{self.epoch}")
            order = np.random.default_rng([self.seed, self.epoch])
            changed = [renamed(sentence, chance) for sentence in sentences]
            encoded = [arrays(self.pieces, sentence.words) for sentence in changed]
            for chosen in buckets([len(e[0]) for e in encoded], batch, order):
                self._learn(changed, encoded, chosen, steps, minutes)
                if self.seconds >= minutes * 60:
                    break
            self.epoch += 1
            self.save(out)

    def _learn(
        self,
        sentences: Sequence[Sentence],
        encoded: Sequence[Encoded],
        chosen: Sequence[int],
        steps: int,
        minutes: float,
    ) -> None:
        began = time.monotonic()
        progress = max(self.step / steps, self.seconds / (minutes * 60))
        factor = min((self.step + 1) / max(1.0, WARM_UP * steps), max(LOWEST, (1 - progress) / (1 - WARM_UP)))
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        self.net.train()
        inputs = [torch.from_numpy(array) for array in padded(encoded, chosen)]
        targets = self.targets.batch([sentences[i] for i in chosen], inputs[2].shape[1])
        with torch.autocast("cpu", torch.bfloat16):
            scores = self.net(*inputs, heads=targets["heads"].clamp(min=0))
        parts = losses(scores, targets)
        total = sum(WEIGHTS[head] * loss for head, loss in parts.items())
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self.optimiser.step()
        self.step += 1
        self.seconds += time.monotonic() - began
        if self.step % 50 == 0:
            told = " ".join(f"{head} {float(loss.detach()):.3f}" for head, loss in parts.items())
            print(f"epoch {self.epoch} step {self.step}/{steps} {self.seconds:.0f} s {told}", flush=True)
