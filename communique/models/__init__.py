"""The weights communique ships, their cards, and the session that runs them."""

from __future__ import annotations

from communique.models.coder import CoderSession, EventScores, PairScores, around, coder_session
from communique.models.session import Card, ReaderSession, card, reader_session

__all__ = [
    "Card",
    "CoderSession",
    "EventScores",
    "PairScores",
    "ReaderSession",
    "around",
    "card",
    "coder_session",
    "reader_session",
]
