"""The losses of the coder's heads: against the corpus, and against what teachers say."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as nnf
from torch import Tensor

from training.coder.batches import UNKNOWN
from training.coder.model import CoderNet, CoderScores, EventScores

SMOOTHED = 0.1
HALF = 0.5  # weight of the events of which one party is not in the sentence
WEIGHTS = {
    "types": 1.0,
    "modes": 0.4,
    "statuses": 0.4,
    "any": 0.3,
    "trigger": 0.3,
    "event_types": 0.4,
    "event_modes": 0.2,
    "event_statuses": 0.3,
    "parties": 0.3,
    "kin": 1.0,
}


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum of the heads' losses."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in parts.items()]).sum()


def losses(scores: CoderScores, events: EventScores, targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """One loss a head, against the targets of batches.py."""
    return {**_of_pairs(scores, targets), **_of_events(events, targets)}


def teaching(teachers: Sequence[CoderNet], inputs: Sequence[Tensor]) -> dict[str, Tensor]:
    """The teachers' mean probabilities for a batch: `types`, `modes`, `statuses` [B, ...], the same of events
    [B, N, ...], and `parties` [B, 2, N, N].
    """
    with torch.no_grad():
        both = [teacher(*inputs) for teacher in teachers]
    names = ("types", "modes", "statuses")
    found = {name: [nnf.softmax(getattr(pair, name).float(), -1) for pair, _ in both] for name in names}
    found |= {
        f"event_{name}": [nnf.softmax(getattr(events, name).float(), -1) for _, events in both]
        for name in names
    }
    found["parties"] = [torch.sigmoid(events.roles.float()) for _, events in both]
    return {name: torch.stack(each).mean(0) for name, each in found.items()}


def distance(
    scores: CoderScores,
    events: EventScores,
    taught: dict[str, Tensor],
    targets: dict[str, Tensor],
    is_word: Tensor,
) -> Tensor:
    """How far the scores are from what teachers say (`teaching`), weighted as the losses (cross entropy)."""
    sentence = targets["sentence"]
    return _pairs_apart(scores, taught, 1 - sentence) + _events_apart(events, taught, sentence, is_word)


def _of_pairs(scores: CoderScores, targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """One loss a head; pairs without an event teach only whether there is one."""
    told = targets["any"]
    weight = told * (HALF + (1 - HALF) * targets["whole"])
    count = weight.sum().clamp(min=1)
    shares = (1 - SMOOTHED) * targets["types"] + SMOOTHED / targets["types"].shape[1]
    types = -(shares * nnf.log_softmax(scores.types.float(), -1)).sum(-1)
    found = {"types": (types * weight).sum() / count}
    for name in ("modes", "statuses"):
        each = nnf.cross_entropy(
            getattr(scores, name).float(), targets[name], ignore_index=UNKNOWN, reduction="none"
        )
        found[name] = (each * weight).sum() / count
    any_loss = nnf.binary_cross_entropy_with_logits(scores.any.float(), told, reduction="none")
    found["any"] = (any_loss * targets["whole"]).sum() / targets["whole"].sum().clamp(min=1)
    log = nnf.log_softmax(scores.trigger.float(), -1)
    lost = -torch.logsumexp(log.masked_fill(~targets["trigger"], -1e4), -1)
    found["trigger"] = (lost * weight * targets["trigger"].any(-1)).sum() / count
    return found


def _of_events(scores: EventScores, targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """Of whole sentences: one loss a head, a sentence or an event."""
    known = (targets["event_types"] >= 0).any(1).sum().clamp(min=1)
    told = targets["event_types"] > 0
    count = told.sum().clamp(min=1)
    found = {}
    for name, each in (("types", known), ("modes", count), ("statuses", count)):
        score, gold = getattr(scores, name).float().flatten(0, 1), targets[f"event_{name}"].flatten()
        lost = nnf.cross_entropy(score, gold, ignore_index=UNKNOWN, reduction="sum")
        found[f"event_{name}"] = lost / each
    lost = nnf.binary_cross_entropy_with_logits(
        scores.roles.float(), targets["parties"].float(), reduction="none"
    )
    found["parties"] = (lost * told[:, None, :, None]).sum() / count
    kin = targets["kin"].float()
    lost = nnf.binary_cross_entropy_with_logits(scores.kin.float(), kin.clamp(min=0), reduction="none")
    found["kin"] = (lost * (kin >= 0)).sum() / (kin >= 0).sum().clamp(min=1)
    return found


def _pairs_apart(scores: CoderScores, taught: dict[str, Tensor], pair: Tensor) -> Tensor:
    """Of types, modes and statuses of pairs."""
    apart = scores.types.new_zeros((), dtype=torch.float32)
    for name in ("types", "modes", "statuses"):
        cross = -(taught[name] * nnf.log_softmax(getattr(scores, name).float(), -1)).sum(-1)
        apart = apart + WEIGHTS[name] * (cross * pair).sum() / pair.sum().clamp(min=1)
    return apart


def _events_apart(
    events: EventScores, taught: dict[str, Tensor], sentence: Tensor, is_word: Tensor
) -> Tensor:
    """Of events and parties of whole sentences; modes, statuses and parties count where an event is likely."""
    weight = is_word * sentence[:, None]
    cross = -(taught["event_types"] * nnf.log_softmax(events.types.float(), -1)).sum(-1)
    apart = WEIGHTS["event_types"] * (cross * weight).sum() / sentence.sum().clamp(min=1)
    likely = (1 - taught["event_types"][..., 0]) * weight
    count = likely.sum().clamp(min=1)
    for name in ("modes", "statuses"):
        cross = -(taught[f"event_{name}"] * nnf.log_softmax(getattr(events, name).float(), -1)).sum(-1)
        apart = apart + WEIGHTS[f"event_{name}"] * (cross * likely).sum() / count
    lost = nnf.binary_cross_entropy_with_logits(events.roles.float(), taught["parties"], reduction="none")
    reach = likely[:, None, :, None] * is_word[:, None, None, :]
    return apart + WEIGHTS["parties"] * (lost * reach).sum() / count
