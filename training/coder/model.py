"""The coder as a network: the reader's layers over a sentence, and two sets of heads.

One set reads a sentence in which two actors are marked: what does the one do to the other? The other set reads a
sentence in which nobody is marked: which words tell an event of which type, mode and status, and which are its parties.

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
    role: int = 128
    dropout: float = 0.1
    head_dropout: float = 0.2


@dataclass
class CoderScores:
    """Of B pairs of N words: `types` [B, T], `modes` [B, M], `statuses` [B, S], `any` [B], `trigger` [B, N].

    `any` is the score that the source does anything to the target, `trigger` of each word for telling it; `pair`
    [B, inner] are the vectors that types, modes and statuses are told from.
    """

    types: Tensor
    modes: Tensor
    statuses: Tensor
    any: Tensor
    trigger: Tensor
    pair: Tensor


@dataclass
class EventScores:
    """Of B sentences of N words: `types` [B, N, 1 + T] (0: no event), `modes` [B, N, M], `statuses` [B, N, S].

    `roles` [B, 2, N, N]: scores that the word in the last place is of an actor (0) or a recipient (1) of the event that
    the word in the place before tells. `kin` [B, N, N]: scores that the actor whom the word before means is of
    the country that the word in the last place tells.
    """

    types: Tensor
    modes: Tensor
    statuses: Tensor
    roles: Tensor
    kin: Tensor


class CoderNet(nn.Module):
    """Encoder and heads."""

    def __init__(self, sizes: CoderSizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.hidden = (
            0.0  # share of the word pieces hidden in training, so that no sentence is learnt by heart
        )
        self.encoder = Encoder(sizes.layers, sizes.layers, 0, sizes.dropout)
        self.roles = nn.Embedding(3, WIDTH)
        nn.init.normal_(self.roles.weight, std=0.05)
        self.trigger = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(sizes.head_dropout)
        self.inner = nn.Linear(4 * WIDTH, sizes.inner)
        self.types, self.modes = nn.Linear(sizes.inner, sizes.types), nn.Linear(sizes.inner, sizes.modes)
        self.statuses, self.any = nn.Linear(sizes.inner, sizes.statuses), nn.Linear(sizes.inner, 1)
        self.event_types, self.event_modes = nn.Linear(WIDTH, 1 + sizes.types), nn.Linear(WIDTH, sizes.modes)
        self.event_statuses = nn.Linear(WIDTH, sizes.statuses)
        self.role_event, self.role_party = nn.Linear(WIDTH, 2 * sizes.role), nn.Linear(WIDTH, 2 * sizes.role)
        self.role_bias = nn.Parameter(torch.full((2, 1, 1), -3.0))
        self.kin_actor, self.kin_name = nn.Linear(WIDTH, sizes.role), nn.Linear(WIDTH, sizes.role)
        self.kin_bias = nn.Parameter(torch.zeros(()))

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
    ) -> tuple[CoderScores, EventScores]:
        """Scores of a batch; `roles` [B, P] of pieces and `word_roles` [B, N] of words are those of
        communique/models/marked.py."""
        own = self.encoder
        x = (
            self._seen(own.words(pieces))
            + own.positions(places)
            + own.segment
            + own.shapes(shapes)
            + self.roles(roles)
        )
        words = own.through(own.layers, own.dropout(own.norm(x)), blocks, firsts, is_word)
        return self.heads(words, is_word, word_roles), self.events(words)

    def _seen(self, vectors: Tensor) -> Tensor:
        if not self.training or not self.hidden:
            return vectors
        return vectors * (torch.rand(vectors.shape[:2], device=vectors.device) >= self.hidden)[..., None]

    def events(self, words: Tensor) -> EventScores:
        """The events told by the words [B, N, WIDTH]."""
        words = self.dropout(words)
        batch, length, _ = words.shape

        def split(layer: nn.Linear) -> Tensor:
            return nn.functional.gelu(layer(words)).view(batch, length, 2, self.sizes.role).transpose(1, 2)

        told, parties = split(self.role_event), split(self.role_party)
        roles = torch.matmul(told, parties.transpose(-1, -2)) / self.sizes.role**0.5 + self.role_bias
        actors, names = nn.functional.gelu(self.kin_actor(words)), nn.functional.gelu(self.kin_name(words))
        kin = torch.matmul(actors, names.transpose(1, 2)) / self.sizes.role**0.5 + self.kin_bias
        return EventScores(
            self.event_types(words), self.event_modes(words), self.event_statuses(words), roles, kin
        )

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
        pair = nn.functional.gelu(self.inner(self.dropout(torch.cat(parts, -1))))
        inner = self.dropout(pair)
        scores = self.types(inner), self.modes(inner), self.statuses(inner), self.any(inner)[..., 0]
        return CoderScores(*scores, told, pair)

    def settings(self) -> dict[str, float]:
        """The sizes, to store beside the weights."""
        return asdict(self.sizes)


def _mean(words: Tensor, chosen: Tensor) -> Tensor:
    """The mean vector of the chosen words; 0 where none is."""
    return torch.matmul(chosen[:, None, :], words)[:, 0] / chosen.sum(1, keepdim=True).clamp(min=1)
