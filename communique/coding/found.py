"""An event while it is being made: the rule that found it and who fills its roles."""

from __future__ import annotations

from dataclasses import dataclass

from communique.coding.rules import Rule
from communique.records import Event


@dataclass(frozen=True)
class Match:
    """A rule that fits a word, and who fills its roles (actor ids)."""

    rule: Rule
    token: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class FoundEvent:
    """An event with the match it came from and the status before types and marks were settled."""

    event: Event
    match: Match
    status: str
