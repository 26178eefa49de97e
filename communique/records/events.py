"""What happened, when and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from communique.errors import RecordError
from communique.records import codes
from communique.records.actors import check_country
from communique.records.ids import content_id
from communique.records.spans import Evidence, Origin, Span


@dataclass(frozen=True)
class When:
    """An interval of days, with its precision and the reason for it.

    `earliest` and `latest` are ISO days, both included; None is an open end, both None an expression that
    could not be resolved (a weekday in a report without a date). `basis`: `stated` in the text, `relative`
    to the publication or another date, bounded by the `publication` alone, or `unknown`. `span` is the
    expression in the text, None where there is none. `note` says what kept it from being resolved.
    """

    earliest: str | None
    latest: str | None
    precision: str
    basis: str
    span: Span | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        codes.check(self.precision, codes.PRECISIONS, "precision")
        codes.check(self.basis, codes.BASES, "basis")
        for day in (self.earliest, self.latest):
            _check_day(day)
        if self.earliest and self.latest and self.latest < self.earliest:
            raise RecordError(f"an interval cannot end before it starts: {self.earliest} to {self.latest}")

    @property
    def edtf(self) -> str:
        """The interval in EDTF (ISO 8601-2): `2021-11-13`, `2021-11`, `2021-11-01/2021-11-07`, `../2021-11-14`."""
        if self.earliest is None and self.latest is None:
            return ""
        if self.earliest == self.latest and self.earliest:
            return self.earliest
        if self.precision == "year" and self.earliest and self.earliest[:4] == (self.latest or "")[:4]:
            return self.earliest[:4]
        if self.precision == "month" and self.earliest and self.earliest[:7] == (self.latest or "")[:7]:
            return self.earliest[:7]
        return f"{self.earliest or '..'}/{self.latest or '..'}"


def _check_day(day: str | None) -> None:
    if day is None:
        return
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise RecordError(f"{day!r} is not a day in the form YYYY-MM-DD") from error


@dataclass(frozen=True)
class Place:
    """Where, as written, and what the gazetteer makes of it.

    `latitude` and `longitude` in degrees (WGS 84), None for what has no point (a country, an unknown
    village); `geonames` the GeoNames id; `country` ISO 3166 alpha-3.
    """

    span: Span
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None

    def __post_init__(self) -> None:
        check_country(self.country)
        for value, limit in ((self.latitude, 90.0), (self.longitude, 180.0)):
            if value is not None and not -limit <= value <= limit:
                raise RecordError(f"{self.name!r}: {value} is no degree between -{limit} and {limit}")


@dataclass(frozen=True)
class OwnType:
    """An event type of the user's own that an event is of, with its probability."""

    name: str
    score: float

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise RecordError(f"a probability lies between 0 and 1, got {self.score}")


@dataclass(frozen=True)
class Event:
    """One PLOVER 2.0 event.

    `actors` and `recipients` are actor ids, never expanded into pairs; `said_by` the id of the statement
    through which alone we know of it. `quad` is 1 to 4, `score` the PLOVER conflict-cooperation score
    (-10 to 10), `cameo` the nearest CAMEO code or None. `own_types` are the user's own that it is of besides.
    """

    document: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    trigger: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: When
    where: Place | None
    said_by: str | None
    quad: int
    score: float
    cameo: str | None
    evidence: Evidence
    origin: Origin
    own_types: tuple[OwnType, ...] = ()
    id: str = field(init=False)

    def __post_init__(self) -> None:
        modes = codes.event_modes()
        codes.check(self.type, frozenset(modes), "event type")
        if self.mode is not None:
            codes.check(self.mode, modes[self.type], f"mode of {self.type}")
        for context in self.contexts:
            codes.check(context, codes.contexts(), "context")
        codes.check(self.status, codes.STATUSES, "status")
        if self.quad not in (1, 2, 3, 4):
            raise RecordError(f"quad is 1 to 4, got {self.quad}")
        if not -10 <= self.score <= 10:
            raise RecordError(f"a PLOVER score lies between -10 and 10, got {self.score}")
        identity = (self.type, self.mode, self.status, self.trigger.start, self.trigger.end)
        roles = (list(self.actors), list(self.recipients))
        object.__setattr__(self, "id", content_id("event", self.document, *identity, *roles))
