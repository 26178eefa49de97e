"""What one marked actor does to another: the learned coder's scores as records."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from communique.coding.neutral import neutral
from communique.coding.own_types import Head
from communique.models import CoderSession, PairScores, around, coder_session
from communique.models.coder import Words
from communique.records import Origin, Relation

LEAST_MODE = 0.35  # probability among all modes under which none is told


def relations(sentences: Sequence[Words], heads: Sequence[Head] = ()) -> list[Relation]:
    """One relation for every sentence with its two marked word ranges (one of which may be empty)."""
    session = coder_session()
    found = session([around(neutral(words), source, target) for words, source, target in sentences])
    return [relation(scores, session, heads) for scores in found]


def relation(scores: PairScores, session: CoderSession, heads: Sequence[Head]) -> Relation:
    """The likeliest type, its likeliest mode, the likeliest status."""
    labels = session.card.labels
    kind = labels["types"][int(scores.types.argmax())]
    return Relation(
        type=kind,
        mode=_mode(kind, scores, labels["modes"]),
        status=labels["statuses"][int(scores.statuses.argmax())],
        score=float(scores.types.max()),
        any=scores.any,
        scores={name: float(share) for name, share in zip(labels["types"], scores.types, strict=True)},
        origin=Origin("coder", session.card.version, float(scores.types.max())),
        own_types={head.name: float(head.scores(scores.vector[None])[0]) for head in heads},
    )


def _mode(kind: str, scores: PairScores, modes: Sequence[str]) -> str | None:
    own = [number for number, name in enumerate(modes) if name.startswith(f"{kind}.")]
    if not own:
        return None
    best = own[int(np.argmax(scores.modes[own]))]
    return modes[best].partition(".")[2] if scores.modes[best] >= LEAST_MODE else None
