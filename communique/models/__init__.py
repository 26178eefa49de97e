"""The weights communique ships, their cards, and the session that runs them."""

from __future__ import annotations

from communique.models.session import Card, ReaderSession, card, reader_session

__all__ = ["Card", "ReaderSession", "card", "reader_session"]
