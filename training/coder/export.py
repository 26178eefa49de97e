"""From a trained coder to the file we ship: ONNX with int8 products; the word embedding is the readers'."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from communique.models.inputs import LONGEST
from training.coder.model import CoderNet
from training.onnx_int8 import write_int8
from training.reader.export import FusedLayer
from training.reader.model import WIDTH

INPUTS = ("vectors", "shapes", "places", "blocks", "firsts", "is_word", "roles", "word_roles")
OUTPUTS = (
    *("types", "modes", "statuses", "any", "pair", "trigger"),
    *("event_types", "event_modes", "event_statuses", "parties", "kin"),
)
EVENT_OUTPUTS = OUTPUTS[5:]


class Exported(nn.Module):
    """The network over vectors of word pieces that are looked up outside the graph."""

    def __init__(self, net: CoderNet) -> None:
        super().__init__()
        self.net = net
        self.layers = nn.ModuleList(FusedLayer(layer) for layer in net.encoder.layers)
        own = net.encoder
        self.register_buffer("table", (own.positions.weight[: LONGEST + 2] + own.segment).detach())

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        vectors, shapes, places, blocks, firsts, is_word, roles, word_roles = inputs
        own = self.net.encoder
        x = own.norm(vectors + self.table[places] + own.shapes(shapes) + self.net.roles(roles))
        words = own.through(self.layers, x, blocks, firsts, is_word)
        scores = self.net.heads(words, is_word, word_roles)
        events = self.net.events(words)
        told = (torch.softmax(events.types, -1), events.modes, torch.softmax(events.statuses, -1))
        pair = (scores.types, scores.modes, scores.statuses, scores.any, scores.pair, scores.trigger)
        return (*pair, *told, torch.sigmoid(events.roles), events.kin)


def export(net: CoderNet, target: Path) -> None:
    """Write `target` (int8 ONNX)."""
    rows, pieces, words = 3, 13, 9
    ones = torch.ones(rows, pieces, dtype=torch.int64)
    firsts = torch.arange(words).expand(rows, words).contiguous()
    word_roles = torch.zeros(rows, words, dtype=torch.int64)
    word_roles[:, 2], word_roles[:, 4] = 1, 2
    example = (
        torch.randn(rows, pieces, WIDTH),
        *(ones, ones, ones),
        firsts,
        torch.ones(rows, words),
        ones,
        word_roles,
    )
    axes: dict[str, dict[int, str]] = {name: {0: "rows"} for name in (*INPUTS, *OUTPUTS)}
    for name in ("vectors", "shapes", "places", "blocks", "roles"):
        axes[name][1] = "pieces"
    for name in ("firsts", "is_word", "word_roles", *EVENT_OUTPUTS[:4]):
        axes[name][1] = "words"
    axes["parties"] = {0: "rows", 2: "words", 3: "words"}
    axes["kin"] = {0: "rows", 1: "words", 2: "words"}
    write_int8(Exported(net), example, target, inputs=INPUTS, outputs=OUTPUTS, axes=axes)
