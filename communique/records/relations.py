"""What one actor does to another in a sentence, as the learned coder reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.records.spans import Origin


@dataclass(frozen=True)
class Relation:
    """The PLOVER type, mode and status of what a source does to a target.

    `score` is the calibrated probability of the type, `scores` those of all types; `any` the probability that the
    source does anything to the target. `mode` is None where the type has none or none is likely. `own_types` are the
    probabilities of the types of the user's own that are in use.
    """

    type: str
    mode: str | None
    status: str
    score: float
    any: float
    scores: dict[str, float]
    origin: Origin
    own_types: dict[str, float] = field(default_factory=dict)
