"""The coder as a network: the reader's layers over a sentence in which two actors are marked, and some heads.

What is marked is told by an embedding of roles added to the word pieces (source, target, neither). A weight over
words, which is taught to lie on the words that tell the event, makes the vector that is read together with those of
source, target and sentence.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn

from communique.models.marked import SOURCE, TARGET
from training.reader.model import MASKED, WIDTH, Encoder


@dataclass(frozen=True)
class CoderSizes:
    """How many labels each head has, and how large the parts are."""

    types: int
    modes: int
    statuses: int
    layers: int = 6
    inner: int = 384
    dropout: float = 0.1
    head_dropout: float = 0.2


@dataclass
class CoderScores:
    """Of B pairs of N words: `types` [B, T], `modes` [B, M], `statuses` [B, S], `any` [B], `trigger` [B, N].

    `any` is the score that the source does anything to the target, `trigger` of each word for telling it.
    """

    types: Tensor
    modes: Tensor
    statuses: Tensor
    any: Tensor
    trigger: Tensor


class CoderNet(nn.Module):
    """Encoder and heads."""

    def __init__(self, sizes: CoderSizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.layers, sizes.layers, 0, sizes.dropout)
        self.roles = nn.Embedding(3, WIDTH)
        nn.init.normal_(self.roles.weight, std=0.05)
        self.trigger = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(sizes.head_dropout)
        self.inner = nn.Linear(4 * WIDTH, sizes.inner)
        self.types, self.modes = nn.Linear(sizes.inner, sizes.types), nn.Linear(sizes.inner, sizes.modes)
        self.statuses, self.any = nn.Linear(sizes.inner, sizes.statuses), nn.Linear(sizes.inner, 1)

    def forward(
        self,
        pieces: Tensor,
        shapes: Tensor,
        places: Tensor,
        blocks: Tensor,
        firsts: Tensor,
        is_word: Tensor,
        roles: Tensor,
        word_roles: Tensor,
    ) -> CoderScores:
        """Scores of a batch; `roles` [B, P] of pieces and `word_roles` [B, N] of words are those of
        communique/models/marked.py."""
        own = self.encoder
        x = own.words(pieces) + own.positions(places) + own.segment + own.shapes(shapes) + self.roles(roles)
        words = own.through(own.layers, own.dropout(own.norm(x)), blocks, firsts, is_word)
        return self.heads(words, is_word, word_roles)

    def heads(self, words: Tensor, is_word: Tensor, word_roles: Tensor) -> CoderScores:
        """From the vectors of words [B, N, WIDTH] on."""
        told = self.trigger(words)[..., 0] + (1 - is_word) * MASKED
        weight = torch.softmax(told, -1)
        parts = [
            words[:, 0],
            _mean(words, (word_roles == SOURCE).to(words.dtype)),
            _mean(words, (word_roles == TARGET).to(words.dtype)),
            torch.matmul(weight[:, None, :], words)[:, 0],
        ]
        inner = self.dropout(nn.functional.gelu(self.inner(self.dropout(torch.cat(parts, -1)))))
        scores = self.types(inner), self.modes(inner), self.statuses(inner), self.any(inner)[..., 0]
        return CoderScores(*scores, told)

    def settings(self) -> dict[str, float]:
        """The sizes, to store beside the weights."""
        return asdict(self.sizes)


def _mean(words: Tensor, chosen: Tensor) -> Tensor:
    """The mean vector of the chosen words; 0 where none is."""
    return torch.matmul(chosen[:, None, :], words)[:, 0] / chosen.sum(1, keepdim=True).clamp(min=1)
