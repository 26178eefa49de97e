"""Training: every epoch over all documents, each source teaching the heads it has labels for.

A checkpoint after every epoch; an interrupted run goes on from the last one. With teachers, the network also learns
to say what they say on average (Hinton et al. 2015), on every word, also of texts without labels.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from communique.models.inputs import Pieces, arrays, buckets, padded
from training.ahead import ahead
from training.reader.corpora import TrainingDocument
from training.reader.labels import LABELS
from training.reader.lemmas import edit_of
from training.reader.model import ReaderNet, Scores, Sizes
from training.reader.targets import WEIGHTS, Targets, distance, losses
from training.reader.windows import Window, blocks, windows

RARE_FEATS, RARE_EDITS = 5, 3
WARM_UP, LOWEST = 0.05, 0.02
MASKED, MASK = 0.07, 103  # share of word pieces that are hidden, and what stands in their place
TAUGHT = 0.5  # share of the loss that is the distance from the teachers


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

    epochs: int
    minutes: float = 1e9
    batch: int = 1000  # pieces
    workers: int = 1  # processes that prepare epochs ahead
    encoder_rate: float = 2e-4
    head_rate: float = 2e-3
    seed: int = 1


def label_sets(documents: Sequence[TrainingDocument]) -> dict[str, list[str]]:
    """The labels of every head, from the training trees."""
    trees = [s for document in documents for s in document.sentences if s.heads is not None]
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


def network(labels: dict[str, list[str]], **sizes: int) -> ReaderNet:
    """A network with as many outputs as there are labels."""
    return ReaderNet(Sizes(**{head: len(names) for head, names in labels.items()}, **sizes))


def load(path: Path) -> tuple[ReaderNet, dict[str, list[str]]]:
    """A trained network and its labels, from a checkpoint."""
    state = torch.load(path, weights_only=True, map_location="cpu")
    net = ReaderNet(Sizes(**state["sizes"]))
    net.load_state_dict(state["net"])
    return net.eval(), state["labels"]


class Trainer:
    """The network, its optimiser and where it stands."""

    def __init__(
        self,
        net: ReaderNet,
        labels: dict[str, list[str]],
        pieces: Pieces,
        plan: Plan,
        teachers: Sequence[ReaderNet] = (),
    ) -> None:
        torch.manual_seed(plan.seed)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.set_float32_matmul_precision("high")
        self.net, self.labels, self.pieces, self.plan = net.to(self.device), labels, pieces, plan
        self.teachers = [teacher.to(self.device).eval() for teacher in teachers]
        net.encoder.words.weight.requires_grad_(False)  # all readers share it
        encoder = [p for p in net.encoder.parameters() if p.requires_grad]
        known = {id(parameter) for parameter in net.encoder.parameters()}
        heads = [p for p in net.parameters() if id(p) not in known]
        self.rates = (plan.encoder_rate, plan.head_rate)
        groups = [{"params": encoder, "lr": self.rates[0]}, {"params": heads, "lr": self.rates[1]}]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.step, self.steps, self.epoch, self.seconds = 0, 0, 0, 0.0

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        state = {
            "net": self.net.state_dict(),
            "sizes": self.net.settings(),
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
        state = torch.load(path, weights_only=True, map_location=self.device)
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.epoch, self.seconds = state["step"], state["epoch"], state["seconds"]

    def run(self, documents: Sequence[TrainingDocument], out: Path) -> None:
        """Train for the plan's epochs or minutes, whichever ends first; the rate always ends low."""
        began, before = time.monotonic(), self.seconds
        for batches in Epochs(documents, self.pieces, self.labels, self.plan, first=self.epoch):
            self.steps = self.steps or self.plan.epochs * len(batches)
            for inputs, targets in batches:
                self.seconds = before + time.monotonic() - began
                if self.seconds >= self.plan.minutes * 60:
                    break
                self._learn([torch.from_numpy(a) for a in inputs], _tensors(targets))
            self.epoch += 1
            self.save(out)
            if self.seconds >= self.plan.minutes * 60:
                break

    def _learn(self, inputs: list[Tensor], targets: dict[str, Tensor]) -> None:
        self._set_rate()
        self.net.train()
        inputs = [tensor.to(self.device, non_blocking=True) for tensor in inputs]
        targets = {name: tensor.to(self.device, non_blocking=True) for name, tensor in targets.items()}
        cuts = targets.pop("cuts")
        hidden = [self._masked(inputs[0]), *inputs[1:]]
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cpu"):
            heads = targets["heads"]
            taught: list[Scores] = []
            for teacher in self.teachers:
                with torch.no_grad():
                    taught.append(teacher(*inputs, cuts, heads=heads))
                heads = taught[0].heads
            scores = self.net(*hidden, cuts, heads=heads)
        parts = losses(scores, targets)
        total = sum(WEIGHTS[head] * loss for head, loss in parts.items())
        if self.teachers:
            labelled, candidates = targets["mentions"].any(-1), targets["candidates"]
            parts["distance"] = distance(scores, taught, inputs[-1], labelled, candidates)
            total = (1 - TAUGHT) * total + TAUGHT * parts["distance"]
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self.optimiser.step()
        self.step += 1
        if self.step % 50 == 0:
            told = " ".join(f"{head} {float(loss.detach()):.3f}" for head, loss in parts.items())
            print(f"epoch {self.epoch} step {self.step}/{self.steps} {self.seconds:.0f} s {told}", flush=True)

    def _masked(self, pieces: Tensor) -> Tensor:
        """The word pieces with some hidden, so that the words around must tell; teachers see them all."""
        chosen = (torch.rand(pieces.shape, device=pieces.device) < MASKED) & (pieces > MASK)
        return pieces.masked_fill(chosen, MASK)

    def _set_rate(self) -> None:
        progress = max(self.step / self.steps, self.seconds / (self.plan.minutes * 60))
        warm = (self.step + 1) / max(1.0, WARM_UP * self.steps)
        factor = min(warm, max(LOWEST, (1 - progress) / (1 - WARM_UP)))
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor


def _tensors(targets: dict[str, NDArray[np.generic]]) -> dict[str, Tensor]:
    """Label numbers travel small between processes and are computed with in 64 bits."""
    found = {name: torch.from_numpy(array) for name, array in targets.items()}
    return {name: t.long() if t.dtype == torch.int16 else t for name, t in found.items()}


Batch = tuple[tuple[NDArray[np.generic], ...], dict[str, NDArray[np.generic]]]


class Epochs:
    """The batches of one epoch after another, prepared ahead by processes of their own."""

    def __init__(
        self,
        documents: Sequence[TrainingDocument],
        pieces: Pieces,
        labels: dict[str, list[str]],
        plan: Plan,
        *,
        first: int,
    ) -> None:
        self.documents, self.pieces, self.targets = documents, pieces, Targets(labels)
        self.plan, self.first = plan, first

    def __iter__(self) -> Iterator[list[Batch]]:
        return ahead(self.batches, self.first, self.plan.epochs, workers=self.plan.workers)

    def batches(self, number: int) -> list[Batch]:
        """Inputs and targets of the batches of one epoch, the same for the same number."""
        chance = random.Random(f"{self.plan.seed}-{number}")
        order = np.random.default_rng([self.plan.seed, number])
        cut: list[Window] = list(windows(self.documents, self.pieces, chance))
        encoded = [arrays(self.pieces, window.words, blocks(window)) for window in cut]
        found = []
        for chosen in buckets([len(one.pieces) for one in encoded], self.plan.batch, order):
            inputs = padded(encoded, chosen)
            found.append((inputs, self.targets.batch([cut[i] for i in chosen], inputs[-1].shape[1])))
        return found
