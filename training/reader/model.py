"""The reader as a network: a six-layer MiniLM encoder with heads for every word.

Tags, features, lemma edits and mention labels are linear heads on a word's first piece; dependencies are
biaffine (Dozat & Manning 2017). The encoder starts from all-MiniLM-L6-v2 (Apache-2.0), which is uncased: a
word-shape embedding gives the case back (in a trial on 100,000 words +0.5 LAS, +3.8 mention F1).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as nnf
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, INNER, VOCABULARY, POSITIONS, SHAPES = 384, 12, 1536, 30522, 512, 10
MASKED = -1e4


@dataclass(frozen=True)
class Sizes:
    """How many labels each head has, and how large the parts are."""

    upos: int
    xpos: int
    feats: int
    lemmas: int
    mentions: int
    deprels: int
    layers: int = 6
    arc: int = 256
    label: int = 96
    dropout: float = 0.1
    head_dropout: float = 0.25


class Layer(nn.Module):
    """One transformer layer; attention is written out, which trains faster on a CPU than the fused form."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention = nn.LayerNorm(WIDTH, 1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_output = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = torch.matmul(split(self.query(x)), split(self.key(x)).transpose(-1, -2))
        weights = torch.softmax(scores / math.sqrt(WIDTH // HEADS) + mask, -1)
        mixed = torch.matmul(weights, split(self.value(x))).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm_output(x + self.dropout(self.outer(nnf.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces and shapes in, one vector a word out."""

    def __init__(self, layers: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, shapes: Tensor, firsts: Tensor, attend: Tensor) -> Tensor:
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.segment + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        mask = (1.0 - attend[:, None, None, :].to(x.dtype)) * MASKED
        for layer in self.layers:
            x = layer(x, mask)
        return torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, WIDTH))


class ReaderNet(nn.Module):
    """All heads. Word 0 of every sentence is the artificial root ([CLS])."""

    TAGS = ("upos", "xpos", "feats", "lemmas", "mentions")

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.layers, sizes.dropout)
        self.tags = nn.ModuleDict({tag: nn.Linear(WIDTH, getattr(sizes, tag)) for tag in self.TAGS})
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, sizes.arc), nn.Linear(WIDTH, sizes.arc)
        self.arc_weight = nn.Linear(sizes.arc, sizes.arc, bias=False)
        self.arc_bias = nn.Linear(sizes.arc, 1, bias=False)
        self.label_dependent, self.label_head = nn.Linear(WIDTH, sizes.label), nn.Linear(WIDTH, sizes.label)
        self.label_weight = nn.Linear(sizes.label, sizes.deprels * sizes.label, bias=False)
        self.label_bias = nn.Linear(2 * sizes.label, sizes.deprels)
        for weight in (self.arc_weight.weight, self.label_weight.weight):
            nn.init.normal_(weight, std=0.06)

    def forward(
        self,
        pieces: Tensor,
        shapes: Tensor,
        firsts: Tensor,
        attend: Tensor,
        is_word: Tensor,
        heads: Tensor | None = None,
    ) -> tuple[Tensor, ...]:
        """Scores of upos, xpos, feats, lemmas, mentions [B, N, labels], arcs [B, N, N], relations.

        Relations [B, N, deprels] are to `heads` where they are given, else to the best head of each word.
        """
        drop = self.sizes.head_dropout if self.training else 0.0
        words = nnf.dropout(self.encoder(pieces, shapes, firsts, attend), drop, self.training)
        tags = [head(words) for head in self.tags.values()]

        def project(layer: nn.Linear) -> Tensor:
            return nnf.dropout(nnf.gelu(layer(words)), drop, self.training)

        dependents, governors = project(self.arc_dependent), project(self.arc_head)
        arcs = torch.matmul(self.arc_weight(dependents), governors.transpose(1, 2))
        arcs = arcs + self.arc_bias(governors).transpose(1, 2) + ((1 - is_word) * MASKED)[:, None, :]
        chosen = arcs.argmax(-1) if heads is None else heads
        left, right = project(self.label_dependent), project(self.label_head)
        return (*tags, arcs, self.relations(left, right, chosen), left, right)

    def relations(self, left: Tensor, right: Tensor, heads: Tensor) -> Tensor:
        """Relation scores of every word to its head, [B, N, deprels]."""
        width = self.sizes.label
        governors = torch.gather(right, 1, heads[:, :, None].expand(-1, -1, width))
        batch, length = heads.shape
        mixed = self.label_weight(left).view(batch, length, self.sizes.deprels, width)
        bias = self.label_bias(torch.cat([left, governors], -1))
        return torch.matmul(mixed, governors[..., None])[..., 0] + bias

    def start_from(self, weights: Path) -> None:
        """Take over the encoder of a BERT checkpoint in safetensors form."""
        table = load_file(str(weights))
        own = self.encoder
        own.words.weight.data = table["embeddings.word_embeddings.weight"].float()
        own.positions.weight.data = table["embeddings.position_embeddings.weight"].float()
        own.segment.data = table["embeddings.token_type_embeddings.weight"][0].float().clone()
        _copy(own.norm, table, "embeddings.LayerNorm")
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "norm_output": "output.LayerNorm",
        }
        for number, layer in enumerate(own.layers):
            for ours, theirs in parts.items():
                _copy(getattr(layer, ours), table, f"encoder.layer.{number}.{theirs}")

    def settings(self) -> dict[str, float]:
        """The sizes, to store beside the weights."""
        return asdict(self.sizes)


def _copy(module: nn.Linear | nn.LayerNorm, table: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(table[f"{name}.weight"])
    module.bias.data.copy_(table[f"{name}.bias"])
