"""What parties do together: meetings and agreements."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.records import codes
from communique.records.events import Place
from communique.records.ids import content_id
from communique.records.spans import Evidence, Origin, Span


@dataclass(frozen=True)
class Meeting:
    """A meeting, visit, call or summit: planned, held or refused, as its `status` says.

    `participants`, `visitors` and `hosts` are actor ids; visitors and hosts are also participants.
    `topics` are the spans that say what was talked about; `events` the ids of the events that report it.
    """

    document: str
    participants: tuple[str, ...]
    visitors: tuple[str, ...]
    hosts: tuple[str, ...]
    place: Place | None
    level: str
    form: str
    topics: tuple[Span, ...]
    status: str
    events: tuple[str, ...]
    evidence: Evidence
    origin: Origin
    id: str = field(init=False)

    def __post_init__(self) -> None:
        codes.check(self.level, codes.MEETING_LEVELS, "meeting level")
        codes.check(self.form, codes.MEETING_FORMS, "meeting form")
        codes.check(self.status, codes.STATUSES, "status")
        object.__setattr__(self, "id", content_id("meeting", self.document, self.form, list(self.events)))


@dataclass(frozen=True)
class Agreement:
    """A treaty, accord, contract or other document between parties, and how far it has got.

    `name` is where it is written; `parties` actor ids; `subject` the span that says what about; `stage` the
    stage the report gives at that place; `status` as for events (a past signing is `historical`); `events`
    the ids of the events in which it moves.
    """

    document: str
    name: Span
    parties: tuple[str, ...]
    kind: str
    subject: Span | None
    stage: str
    status: str
    events: tuple[str, ...]
    evidence: Evidence
    origin: Origin
    id: str = field(init=False)

    def __post_init__(self) -> None:
        codes.check(self.kind, codes.AGREEMENT_KINDS, "kind of agreement")
        codes.check(self.stage, codes.STAGES, "stage")
        codes.check(self.status, codes.STATUSES, "status")
        identity = (self.name.start, self.name.end, self.kind, self.stage)
        object.__setattr__(self, "id", content_id("agreement", self.document, *identity))
