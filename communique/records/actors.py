"""Who is spoken of: mentions, offices, actors."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.errors import RecordError
from communique.records import codes
from communique.records.ids import content_id
from communique.records.spans import Evidence, Origin, Span


@dataclass(frozen=True, order=True)
class Mention(Span):
    """A place where an actor is spoken of, and in what form: by name, description, pronoun or metonym."""

    form: str = "name"

    def __post_init__(self) -> None:
        super().__post_init__()
        codes.check(self.form, codes.MENTION_FORMS, "mention form")


@dataclass(frozen=True)
class Office:
    """A title an actor holds, as of the report.

    `title` is where it is written, `role` what it means in the codebook's words ("minister of defence"),
    `organisation` the body as written or None, `country` ISO 3166 alpha-3 or None, `sector` PLOVER,
    `former` true where the text says the office is past ("ex-president").
    """

    title: Span
    role: str
    organisation: str | None
    country: str | None
    sector: str | None
    former: bool
    evidence: Evidence
    origin: Origin

    def __post_init__(self) -> None:
        if self.sector is not None:
            codes.check(self.sector, codes.sectors(), "sector")
        check_country(self.country)


@dataclass(frozen=True)
class Actor:
    """Somebody who acts or is acted upon in one document.

    `name` is the fullest mention; `mentions` all of them in the order of the text; `label` the name as
    people would write it in a list. `country` is ISO 3166 alpha-3, or None where the text gives none;
    `country_basis` says whether it was `stated`, worked out from a `place` in the description, or only from the country
    that the whole `report` is about.
    """

    document: str
    name: Span
    label: str
    mentions: tuple[Mention, ...]
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    offices: tuple[Office, ...]
    evidence: Evidence
    origin: Origin
    country_basis: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        if self.country is not None and self.country_basis is None:
            object.__setattr__(self, "country_basis", "stated")
        codes.check(self.kind, codes.ACTOR_KINDS, "actor kind")
        for sector in self.sectors:
            codes.check(sector, codes.sectors(), "sector")
        check_country(self.country)
        if not self.mentions:
            raise RecordError(f"actor {self.label!r} has no mention")
        object.__setattr__(
            self, "id", content_id("actor", self.document, self.name.start, self.name.end, self.kind)
        )


def check_country(country: str | None) -> None:
    """Raise RecordError unless `country` is None or three capital letters."""
    if country is not None and not (len(country) == 3 and country.isascii() and country.isupper()):
        raise RecordError(f"a country is an ISO 3166 alpha-3 code or None, got {country!r}")
