"""What we code, as data: event types, contexts, sectors, CAMEO, countries, organisations, offices."""

from __future__ import annotations
