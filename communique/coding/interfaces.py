"""What the coders of one report ask of each other, so that each can be tested with a small stand-in."""

from __future__ import annotations

from typing import Protocol

from communique.records import Span


class ActorIndex(Protocol):
    """Whom each word of a report means, pronouns resolved. Actors are named by their id."""

    def at(self, token: int) -> str | None:
        """The actor whose mention covers `token`, or has it as its head; None where there is none."""

    def mention_span(self, token: int) -> Span | None:
        """The characters of the mention at `token`."""

    def kind(self, actor_id: str) -> str:
        """The actor's kind, one of `codes.ACTOR_KINDS`."""

    def label(self, actor_id: str) -> str:
        """The name as people would write it in a list."""
