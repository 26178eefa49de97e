"""What we code, as data: event types, contexts, sectors, CAMEO, countries, organisations, offices."""

from __future__ import annotations

from communique.codebook.cameo import CameoCode, cameo_table, from_cameo, to_cameo
from communique.codebook.countries import (
    Country,
    Seat,
    countries,
    country_named,
    country_of_capital,
    country_of_demonym,
    country_word,
    seats,
)
from communique.codebook.gazetteer import GazetteerPlace, lookup
from communique.codebook.offices import (
    BodyWord,
    OfficeMatch,
    body_word,
    match_office,
    office_level,
    pair_word,
    people_word,
)
from communique.codebook.organisations import Named, label_of, named, organisations
from communique.codebook.own import Example, OwnEntry, own_entry
from communique.codebook.peoples import states_of_people
from communique.codebook.plover import (
    QUADS,
    Context,
    EventType,
    Mode,
    Sector,
    Status,
    contexts,
    event_type,
    event_types,
    quad,
    score,
    sectors,
    statuses,
)
from communique.codebook.show import Section, page

__all__ = [
    "QUADS",
    "BodyWord",
    "CameoCode",
    "Context",
    "Country",
    "EventType",
    "Example",
    "GazetteerPlace",
    "Mode",
    "Named",
    "OfficeMatch",
    "OwnEntry",
    "Seat",
    "Section",
    "Sector",
    "Status",
    "body_word",
    "cameo_table",
    "contexts",
    "countries",
    "country_named",
    "country_of_capital",
    "country_of_demonym",
    "country_word",
    "event_type",
    "event_types",
    "from_cameo",
    "label_of",
    "lookup",
    "match_office",
    "named",
    "office_level",
    "organisations",
    "own_entry",
    "page",
    "pair_word",
    "people_word",
    "quad",
    "score",
    "seats",
    "sectors",
    "states_of_people",
    "statuses",
    "to_cameo",
]
