"""The weights communique ships, their cards, and the session that runs them."""

from __future__ import annotations

from communique.models.coder import (
    Background,
    CoderSession,
    EventScores,
    PairScores,
    around,
    background,
    coder_session,
)
from communique.models.session import Card, ReaderSession, card, reader_session

__all__ = [
    "Background",
    "Card",
    "CoderSession",
    "EventScores",
    "PairScores",
    "ReaderSession",
    "around",
    "background",
    "card",
    "coder_session",
    "reader_session",
]
