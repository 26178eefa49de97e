"""What we code, as data: event types, contexts, sectors, CAMEO, countries, organisations, offices."""

from __future__ import annotations

from communique.codebook.cameo import CameoCode, cameo_table, from_cameo, to_cameo
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
    "CameoCode",
    "Context",
    "EventType",
    "Mode",
    "Section",
    "Sector",
    "Status",
    "cameo_table",
    "contexts",
    "event_type",
    "event_types",
    "from_cameo",
    "page",
    "quad",
    "score",
    "sectors",
    "statuses",
    "to_cameo",
]
