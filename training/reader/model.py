"""The reader as a network: MiniLM layers with heads for every word.

It reads windows of several sentences. Tags, features, lemma edits, mention labels and sentence ends are linear heads
on a word; dependencies are biaffine (Dozat & Manning 2017), and no arc leaves its sentence; chains are told by a
product of two vectors, of the mention and of the mention it goes back to. The lower layers look no further than the
block, that is the sentence as a rule cuts it: when all layers read the whole window, it cost half a point of LAS
(measured on EWT dev, 88.6 against 89.2 a sentence at a time). The last layers look over the whole window, each of their
heads with a weight of its own for what lies in other blocks. Lower layers run on word pieces, upper ones on words only
(the vector of each word's first piece), which saves a sixth of their work. The encoder
starts from all-MiniLM-L6-v2 (Apache-2.0), which is uncased: a word-shape embedding gives the case back (in a trial on
100,000 words +0.5 LAS, +3.8 mention F1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as nnf
from torch import Tensor, nn

from communique.analysis.links import STEPS
from training.reader.start import start_weights

WIDTH, HEADS, INNER, VOCABULARY, POSITIONS, SHAPES = 384, 12, 1536, 30522, 512, 10
MASKED = -1e4
ACROSS = -2.0  # at the start, what the upper layers add to the attention to other blocks


@dataclass(frozen=True)
class Sizes:
    """How many labels each head has, and how large the parts are."""

    upos: int
    xpos: int
    feats: int
    lemmas: int
    mentions: int
    deprels: int
    ends: int = 2
    nominals: int = 2
    layers: int = 6
    piece_layers: int = 6
    local_layers: int = 4
    arc: int = 256
    label: int = 64
    link: int = 96
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
        self.across = nn.Parameter(torch.full((HEADS, 1, 1), ACROSS))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        return self.after(x, self.query(x), self.key(x), self.value(x), mask)

    def after(self, x: Tensor, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
        """The layer from its three projections on."""
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.reshape(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = torch.matmul(split(query), split(key).transpose(-1, -2))
        weights = torch.softmax(scores / math.sqrt(WIDTH // HEADS) + mask, -1)
        mixed = torch.matmul(weights, split(value)).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm_output(x + self.dropout(self.outer(nnf.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces and shapes in, one vector a word out."""

    def __init__(self, layers: int, piece_layers: int, local_layers: int, dropout: float) -> None:
        super().__init__()
        self.piece_layers, self.local_layers = piece_layers, local_layers
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, pieces: Tensor, shapes: Tensor, places: Tensor, blocks: Tensor, firsts: Tensor, is_word: Tensor
    ) -> Tensor:
        x = self.words(pieces) + self.positions(places) + self.segment + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        return self.through(self.layers, x, blocks, firsts, is_word)

    def through(
        self, layers: Sequence[nn.Module], x: Tensor, blocks: Tensor, firsts: Tensor, is_word: Tensor
    ) -> Tensor:
        """The vectors of words after all layers, from those of pieces."""
        hidden = (blocks < 0).to(x.dtype)[:, None, None, :] * MASKED
        apart = others(blocks).to(x.dtype)
        for number, layer in enumerate(layers):
            if number == self.piece_layers:
                x = _firsts(x, firsts)
                hidden = (1.0 - is_word[:, None, None, :].to(x.dtype)) * MASKED
                apart = others(torch.gather(blocks, 1, firsts)).to(x.dtype)
            across = MASKED if number < self.local_layers else self.layers[number].across
            x = layer(x, hidden + apart * across)
        return x if self.piece_layers < len(layers) else _firsts(x, firsts)


@dataclass
class Scores:
    """What the network says of a batch of windows of N words: tags [B, N, labels], arcs and links [B, N, N].

    `arcs` are of every word (row) to every head, `links` of every mention to the mention it goes back to, both with
    column 0 for the root or for none. `relations` [B, N, deprels] are to `heads` [B, N]: those given, else the best.
    """

    tags: dict[str, Tensor]
    arcs: Tensor
    relations: Tensor
    links: Tensor
    heads: Tensor
    anaphors: Tensor
    antecedents: Tensor


class ReaderNet(nn.Module):
    """All heads. Word 0 of every window is the artificial root ([CLS])."""

    TAGS = ("upos", "xpos", "feats", "lemmas", "mentions", "ends", "nominals")

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.layers, sizes.piece_layers, sizes.local_layers, sizes.dropout)
        self.tags = nn.ModuleDict({tag: nn.Linear(WIDTH, getattr(sizes, tag)) for tag in self.TAGS})
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, sizes.arc), nn.Linear(WIDTH, sizes.arc)
        self.arc_weight = nn.Linear(sizes.arc, sizes.arc, bias=False)
        self.arc_bias = nn.Linear(sizes.arc, 1, bias=False)
        self.label_dependent, self.label_head = nn.Linear(WIDTH, sizes.label), nn.Linear(WIDTH, sizes.label)
        self.label_weight = nn.Linear(sizes.label, sizes.deprels * sizes.label, bias=False)
        self.label_bias = nn.Linear(2 * sizes.label, sizes.deprels)
        self.link_inner, self.link_other = nn.Linear(WIDTH, sizes.link), nn.Linear(WIDTH, sizes.link)
        self.anaphor = nn.Linear(sizes.link, sizes.link + 1)
        self.antecedent = nn.Linear(sizes.link, sizes.link)
        self.link_distance = nn.Parameter(torch.zeros(len(STEPS) + 1))
        for weight in (self.arc_weight.weight, self.label_weight.weight):
            nn.init.normal_(weight, std=0.06)

    def forward(
        self,
        pieces: Tensor,
        shapes: Tensor,
        places: Tensor,
        blocks: Tensor,
        firsts: Tensor,
        is_word: Tensor,
        cuts: Tensor,
        heads: Tensor | None = None,
    ) -> Scores:
        """Scores of a batch. `cuts` [B, N] is added to the score of a sentence's end: large where it is known.

        `heads` [B, N], where given, are those to score relations to; the best head instead of a negative number.
        """
        drop = self.sizes.head_dropout if self.training else 0.0
        words = self.encoder(pieces, shapes, places, blocks, firsts, is_word)
        words = nnf.dropout(words, drop, self.training)
        tags = {name: head(words) for name, head in self.tags.items()}

        def project(layer: nn.Linear) -> Tensor:
            return nnf.dropout(nnf.gelu(layer(words)), drop, self.training)

        dependents, governors = project(self.arc_dependent), project(self.arc_head)
        arcs = torch.matmul(self.arc_weight(dependents), governors.transpose(1, 2))
        arcs = arcs + self.arc_bias(governors).transpose(1, 2) + ((1 - is_word) * MASKED)[:, None, :]
        arcs = arcs + (1 - of_one(sentence_numbers(cuts, tags["ends"])).to(arcs.dtype)) * MASKED
        best = arcs.argmax(-1)
        chosen = best if heads is None else torch.where(heads >= 0, heads, best)
        left, right = project(self.label_dependent), project(self.label_head)
        anaphors, antecedents = (
            self.anaphor(project(self.link_inner)),
            self.antecedent(project(self.link_other)),
        )
        links = self.links(anaphors, antecedents) if heads is not None else arcs
        relations = self.relations(left, right, chosen)
        return Scores(tags, arcs, relations, links, chosen, anaphors, antecedents)

    def links(self, anaphors: Tensor, antecedents: Tensor) -> Tensor:
        """Scores of going back to each word, [B, N, N]; column 0: to none."""
        width = self.sizes.link
        scores = torch.matmul(anaphors[..., :width], antecedents.transpose(1, 2)) / math.sqrt(width)
        places = torch.arange(scores.shape[1], device=scores.device)
        apart = torch.bucketize(
            (places[:, None] - places[None, :]).abs(), torch.tensor(STEPS, device=places.device)
        )
        scores = scores + self.link_distance[apart]
        return torch.cat([anaphors[..., width:], scores[..., 1:]], -1)

    def relations(self, left: Tensor, right: Tensor, heads: Tensor) -> Tensor:
        """Relation scores of every word to its head, [B, N, deprels]."""
        width = self.sizes.label
        governors = torch.gather(right, 1, heads[:, :, None].expand(-1, -1, width))
        batch, length = heads.shape
        mixed = self.label_weight(left).view(batch, length, self.sizes.deprels, width)
        bias = self.label_bias(torch.cat([left, governors], -1))
        return torch.matmul(mixed, governors[..., None])[..., 0] + bias

    def start_from(self, weights: Path) -> None:
        """Take over the encoder we start from (start.py)."""
        table = start_weights(weights)
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

    def start_from_larger(self, other: dict[str, Tensor]) -> None:
        """Take over whatever fits of a deeper network's weights: its first layers and its heads."""
        own = self.state_dict()
        own.update(
            {name: value for name, value in other.items() if name in own and own[name].shape == value.shape}
        )
        self.load_state_dict(own)

    def settings(self) -> dict[str, float]:
        """The sizes, to store beside the weights."""
        return asdict(self.sizes)


def sentence_numbers(cuts: Tensor, ends: Tensor) -> Tensor:
    """The number of each word's sentence in its window, [B, N]."""
    told = (ends[..., 1] - ends[..., 0] + cuts > 0).to(torch.int64)
    return torch.cumsum(told, 1) - told


def of_one(sentence: Tensor) -> Tensor:
    """Whether two words are of one sentence, [B, N, N]; the root, word 0, is of all."""
    root = torch.arange(sentence.shape[1], device=sentence.device) == 0
    return (sentence[:, :, None] == sentence[:, None, :]) | root[None, None, :]


def others(blocks: Tensor) -> Tensor:
    """Whether two places are of different blocks, [B, 1, N, N]; what is of block 0 is of all."""
    rows, columns = blocks[:, None, :, None], blocks[:, None, None, :]
    return (rows != columns) & (rows != 0) & (columns != 0)


def _firsts(x: Tensor, firsts: Tensor) -> Tensor:
    return torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, WIDTH))


def _copy(module: nn.Linear | nn.LayerNorm, table: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(table[f"{name}.weight"])
    module.bias.data.copy_(table[f"{name}.bias"])
