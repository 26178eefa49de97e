"""From a checkpoint to the files we ship: ONNX with products in int8 per channel; the word embedding apart, in int8.

What reads the same vector is one product: query, key and value of a layer, and all heads of a word. The embedding
of word pieces is the same for all readers, so it lies in a file of its own and is looked up outside the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as nnf
from numpy.typing import NDArray
from torch import Tensor, nn

from communique.models.inputs import LONGEST
from training.onnx_int8 import write_int8
from training.reader.model import MASKED, WIDTH, Layer, ReaderNet, of_one, sentence_numbers
from training.reader.start import int8_rows
from training.reader.train import load

INPUTS = ("vectors", "shapes", "blocks", "firsts", "is_word", "cuts")
OUTPUTS = (
    *("upos", "xpos", "feats", "lemmas", "mentions", "nominals", "sentence"),
    *("heads", "arcs", "relation", "other_relation", "anaphors", "antecedents"),
)
DECIDED = ("upos", "xpos", "feats", "lemmas")  # heads of which only the best label leaves the graph


class FusedLayer(nn.Module):
    """A transformer layer with query, key and value as one product."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.joined = _joined([layer.query, layer.key, layer.value])

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        return self.layer.after(x, *self.joined(x).split(WIDTH, -1), mask)


def _joined(layers: list[nn.Linear]) -> nn.Linear:
    whole = nn.Linear(WIDTH, sum(layer.out_features for layer in layers))
    whole.weight.data = torch.cat([layer.weight.data for layer in layers])
    whole.bias.data = torch.cat([layer.bias.data for layer in layers])
    return whole


class Decoded(nn.Module):
    """The network with its decisions taken inside the graph, so that little has to leave it.

    `relation` is the best relation to the best head, `other_relation` the best that is not root, for words
    whose head the tree repair changes.
    """

    def __init__(self, net: ReaderNet, root: int) -> None:
        super().__init__()
        self.net = net
        self.layers = nn.ModuleList(FusedLayer(layer) for layer in net.encoder.layers)
        inner = [
            net.arc_dependent,
            net.arc_head,
            net.label_dependent,
            net.label_head,
            net.link_inner,
            net.link_other,
        ]
        self.widths = [layer.out_features for layer in (*net.tags.values(), *inner)]
        self.tagged = sum(layer.out_features for layer in net.tags.values())
        self.heads = _joined([*net.tags.values(), *inner])
        penalty = torch.zeros(net.sizes.deprels)
        penalty[root] = 1e6
        self.register_buffer("penalty", penalty)

    def forward(
        self, vectors: Tensor, shapes: Tensor, blocks: Tensor, firsts: Tensor, is_word: Tensor, cuts: Tensor
    ) -> tuple[Tensor, ...]:
        net = self.net
        x = net.encoder.norm(vectors + net.encoder.shapes(shapes))
        words = net.encoder.through(self.layers, x, blocks, firsts, is_word)
        scores = self.heads(words)
        tags = dict(
            zip(net.TAGS, scores[..., : self.tagged].split(self.widths[: len(net.TAGS)], -1), strict=True)
        )
        inner = nnf.gelu(scores[..., self.tagged :]).split(self.widths[len(net.TAGS) :], -1)
        dependents, governors, left, right, anaphor, antecedent = inner
        arcs = torch.matmul(net.arc_weight(dependents), governors.transpose(1, 2))
        arcs = arcs + net.arc_bias(governors).transpose(1, 2) + ((1 - is_word) * MASKED)[:, None, :]
        sentence = sentence_numbers(cuts, tags["ends"])
        arcs = arcs + (1 - of_one(sentence).to(arcs.dtype)) * MASKED
        heads = arcs.argmax(-1)
        relations = net.relations(left, right, heads)
        other = (relations - self.penalty).argmax(-1)
        decided = [tags[tag].argmax(-1) for tag in DECIDED]
        told = [torch.softmax(tags[tag], -1) for tag in ("mentions", "nominals")]
        links = (net.anaphor(anaphor), net.antecedent(antecedent))
        return (*decided, *told, sentence, heads, arcs, relations.argmax(-1), other, *links)


def export(checkpoint: Path, target: Path) -> dict[str, list[str]]:
    """Write `target` (int8 ONNX) from a checkpoint; the labels of every head come back."""
    net, labels = load(checkpoint)
    _write(Decoded(net, labels["deprels"].index("root")), target)
    return labels


def export_words(checkpoints: Mapping[str, Path], target: Path) -> None:
    """Write the embedding of word pieces, int8 rows with their scales, and each reader's of places, float16 (npz)."""
    tables: dict[str, NDArray[np.generic]] = {}
    for name, checkpoint in checkpoints.items():
        own = load(checkpoint)[0].encoder
        tables["words"], tables["scale"] = int8_rows(own.words.weight.detach().numpy())
        places = own.positions.weight[: LONGEST + 2] + own.segment
        tables[f"{name}_places"] = places.detach().numpy().astype(np.float16)
    with target.open("wb") as file:
        np.savez_compressed(file, **tables)  # type: ignore[arg-type]


def link_settings(checkpoint: Path) -> list[float]:
    """What each step of distance adds to the score of a link (analysis/links.py, STEPS)."""
    net, _ = load(checkpoint)
    return [round(float(value), 4) for value in net.link_distance.detach()]


def _write(module: nn.Module, target: Path) -> None:
    rows, pieces, words = 3, 13, 9
    vectors = torch.randn(rows, pieces, WIDTH)
    shapes = torch.ones(rows, pieces, dtype=torch.int64)
    blocks = torch.ones(rows, pieces, dtype=torch.int64)
    firsts = torch.arange(words).expand(rows, words).contiguous()
    cuts = torch.zeros(rows, words)
    example = (vectors, shapes, blocks, firsts, torch.ones(rows, words), cuts)
    axes: dict[str, dict[int, str]] = {name: {0: "rows", 1: "words"} for name in (*INPUTS, *OUTPUTS)}
    for name in ("vectors", "shapes", "blocks"):
        axes[name] = {0: "rows", 1: "pieces"}
    axes["arcs"] = {0: "rows", 1: "words", 2: "words"}
    write_int8(module, example, target, inputs=INPUTS, outputs=OUTPUTS, axes=axes)
