"""Training of the coder: every epoch over all pairs, with names exchanged anew."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from communique.codebook import event_types
from communique.models.inputs import Pieces, buckets
from communique.models.marked import Marked, inputs, marked
from training.ahead import ahead
from training.coder.batches import Batch, Labels, batches, random_state
from training.coder.losses import distance, losses, teaching, total
from training.coder.model import CoderNet, CoderScores, CoderSizes
from training.coder.pairs import STATUSES, Pair
from training.coder.swaps import swapped

WARM_UP, LOWEST = 0.1, 0.02
SWAPPED = 0.7  # share of sentences whose names are exchanged


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train; `batch` in pieces."""

    epochs: int = 12
    batch: int = 1000
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    minutes: float = 1e9
    seed: int = 1
    taught: float = 0.5
    workers: int = 1
    hidden: float = 0.0  # share of the word pieces that are hidden


def labels() -> Labels:
    """The codebook's types and modes, as the heads' outputs."""
    modes = [f"{name}.{mode}" for name, entry in event_types().items() for mode in entry.modes]
    return Labels(tuple(event_types()), tuple(modes))


def network(start: dict[str, Tensor] | None, *, layers: int = 6) -> CoderNet:
    """A network; its encoder from a reader's weights where given."""
    names = labels()
    net = CoderNet(CoderSizes(len(names.types), len(names.modes), len(STATUSES), layers))
    if start is not None:
        own = net.encoder.state_dict()
        own.update({k: v for k, v in start.items() if k in own and own[k].shape == v.shape})
        net.encoder.load_state_dict(own)
    return net


def train(
    net: CoderNet,
    pairs: Sequence[Pair],
    pieces: Pieces,
    plan: Plan,
    *,
    teachers: Sequence[CoderNet] = (),
    unlabelled: Sequence[Pair] = (),
) -> CoderNet:
    """The network after the plan's epochs; it learns half from the teachers where there are some, and from `unlabelled`
    pairs only from them.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_float32_matmul_precision("high")
    torch.manual_seed(plan.seed)
    net = net.to(device)
    net.hidden = plan.hidden
    teachers = [teacher.to(device).eval() for teacher in teachers]
    net.encoder.words.weight.requires_grad_(False)
    optimiser = _optimiser(net, plan)
    began, step, steps = time.monotonic(), 0, 0
    every = [*pairs, *unlabelled] if teachers else list(pairs)
    prepared = ahead(lambda number: _epoch(every, pieces, plan, number), 0, plan.epochs, workers=plan.workers)
    for epoch, ready in enumerate(prepared):
        steps = steps or plan.epochs * len(ready)
        lost = torch.zeros((), device=device)
        for arrays, targets in ready:
            _set_rate(optimiser, plan, max(step / steps, (time.monotonic() - began) / (60 * plan.minutes)))
            given = [torch.from_numpy(array).to(device) for array in arrays]
            told = {name: torch.from_numpy(array).to(device) for name, array in targets.items()}
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cpu"):
                loss = _loss(net.train(), given, told, teachers, plan)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            step, lost = step + 1, lost + loss.detach()
            if time.monotonic() - began > 60 * plan.minutes:
                break
        print(
            f"epoch {epoch} {time.monotonic() - began:.0f} s loss {float(lost) / len(ready):.3f}", flush=True
        )
        if time.monotonic() - began > 60 * plan.minutes:
            break
    return net.eval().cpu()


def _epoch(pairs: Sequence[Pair], pieces: Pieces, plan: Plan, number: int) -> list[Batch]:
    """The batches of one epoch, the same for the same plan and number."""
    chance = random_state(plan.seed, number)
    rows = []
    for pair in pairs:
        if pair.share > chance.random():
            words = [word.text for word in pair.words]
            if chance.random() < SWAPPED:
                words = swapped(pair.words, chance)
            rows.append((pair, marked(pieces, words, pair.source, pair.target)))
    return list(batches(rows, plan.batch, np.random.default_rng([plan.seed, number]), labels()))


def _optimiser(net: CoderNet, plan: Plan) -> torch.optim.Optimizer:
    encoder = [p for p in net.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in net.encoder.parameters()}
    heads = [p for p in net.parameters() if id(p) not in known]
    groups = [{"params": encoder, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _set_rate(optimiser: torch.optim.Optimizer, plan: Plan, progress: float) -> None:
    factor = min((progress + 1e-3) / WARM_UP, max(LOWEST, (1 - progress) / (1 - WARM_UP)))
    for group, rate in zip(optimiser.param_groups, (plan.encoder_rate, plan.head_rate), strict=True):
        group["lr"] = rate * factor


def _loss(
    net: CoderNet,
    inputs: Sequence[Tensor],
    targets: dict[str, Tensor],
    teachers: Sequence[CoderNet],
    plan: Plan,
) -> Tensor:
    scores, events = net(*inputs)
    loss = total(losses(scores, events, targets))
    if not teachers:
        return loss
    far = distance(scores, events, teaching(teachers, inputs), targets, inputs[5])
    return (1 - plan.taught) * loss + plan.taught * far


def predicted(net: CoderNet, rows: Sequence[Marked], *, most: int = 2000) -> CoderScores:
    """Scores of many pairs, in their order; the trigger's are left out."""
    names = ("types", "modes", "statuses", "any", "pair")
    found: dict[str, list[Tensor]] = {name: [torch.empty(0)] * len(rows) for name in names}
    with torch.inference_mode():
        for chosen in buckets([len(row.encoded.pieces) for row in rows], most):
            scores, _ = net(*(torch.from_numpy(a) for a in inputs([rows[i] for i in chosen])))
            for name in names:
                for place, index in enumerate(chosen):
                    found[name][index] = getattr(scores, name)[place].float()
    return CoderScores(
        **{name: torch.stack(values) for name, values in found.items()}, trigger=torch.empty(0)
    )


def averaged(nets: Sequence[CoderNet]) -> CoderNet:
    """A network whose weights are the mean of the others' (Wortsman et al. 2022)."""
    states = [net.state_dict() for net in nets]
    mean = CoderNet(nets[0].sizes)
    mean.load_state_dict({k: torch.stack([s[k].float() for s in states]).mean(0) for k in states[0]})
    return mean.eval()


def save(net: CoderNet, path: Path) -> None:
    """Write the network, whole or not at all."""
    torch.save({"net": net.state_dict(), "sizes": net.settings()}, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def load(path: Path) -> CoderNet:
    """A trained network."""
    state = torch.load(path, weights_only=True, map_location="cpu")
    net = CoderNet(CoderSizes(**state["sizes"]))
    net.load_state_dict(state["net"])
    return net.eval()
