"""What one actor does to another in a sentence, as the learned coder reads it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records.spans import Origin


@dataclass(frozen=True)
class Relation:
    """The PLOVER type, mode and status of what a source does to a target.

    `score` is the calibrated probability of the type, `scores` those of all types; `any` the probability that the
    source does anything to the target. `mode` is None where the type has none or none is likely.
    """

    type: str
    mode: str | None
    status: str
    score: float
    any: float
    scores: dict[str, float]
    origin: Origin
