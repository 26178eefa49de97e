"""Who said what."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.errors import RecordError
from communique.records import codes
from communique.records.ids import content_id
from communique.records.spans import Evidence, Origin, Span


@dataclass(frozen=True)
class Statement:
    """Words or a claim that the report gives to somebody.

    `speaker` is an actor id, None where the report names nobody ("it was reported that"). `cue` is the word
    of saying; `content` the words said, quotation marks left out; `relayed_by` the actor id of the outlet
    that is quoted for it. `disputes` are the spans of the claim that is denied or doubted.
    """

    document: str
    speaker: str | None
    cue: Span | None
    content: tuple[Span, ...]
    directness: str
    relayed_by: str | None
    stance: str
    disputes: tuple[Span, ...]
    evidence: Evidence
    origin: Origin
    id: str = field(init=False)

    def __post_init__(self) -> None:
        codes.check(self.directness, codes.DIRECTNESS, "directness")
        codes.check(self.stance, codes.STANCES, "stance")
        if not self.content:
            raise RecordError("a statement needs the span of what was said")
        spans = [[span.start, span.end] for span in self.content]
        object.__setattr__(self, "id", content_id("statement", self.document, self.speaker, spans))
