"""The key of the sample reports (tests/samples/expected.toml): what a careful reader finds in them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.records import Span

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "communique" / "samples"
KEY = ROOT / "tests" / "samples" / "expected.toml"
KINDS = ("event", "statement", "agreement", "meeting")
_PLAIN = ("near", "when", "content_contains", "name_contains", "words")


@dataclass(frozen=True)
class Fact:
    """One fact of the key. Alternatives are tuples; an empty one says nothing about that field."""

    kind: str
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    trigger: tuple[str, ...] = ()
    near: str = ""
    actor: tuple[tuple[str, ...], ...] = ()
    recipient: tuple[tuple[str, ...], ...] = ()
    when: str = ""
    speaker: tuple[str, ...] = ()
    content_contains: str = ""
    directness: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()
    name_contains: str = ""
    stage: tuple[str, ...] = ()
    parties: tuple[tuple[str, ...], ...] = ()
    form: tuple[str, ...] = ()
    participants: tuple[tuple[str, ...], ...] = ()
    visitors: tuple[tuple[str, ...], ...] = ()
    hosts: tuple[tuple[str, ...], ...] = ()
    words: str = ""

    def __str__(self) -> str:
        what = " ".join("|".join(part) for part in (self.type, self.form, self.stage, self.status) if part)
        who = " + ".join("|".join(part) for part in self.actor + self.parties + self.participants)
        said = " ".join("|".join(part) for part in (self.speaker, self.stance) if part)
        words = self.near or self.words or self.content_contains or "|".join(self.trigger)
        return "  ".join(
            part for part in (what, who, said, self.name_contains, words and f"«{words}»") if part
        )


@dataclass(frozen=True)
class Expected:
    """What the key says of one report."""

    file: str
    facts: tuple[Fact, ...]
    none: tuple[Fact, ...]


def triggers(fact: Fact, text: str) -> tuple[Span, ...]:
    """Where the trigger words of a fact stand, within the words it is near to."""
    windows = places(text, fact.near) if fact.near else (Span(0, len(text)),)
    found = [place for word in fact.trigger for place in places(text, word)]
    return tuple(place for place in found if any(window.covers(place) for window in windows))


def places(text: str, words: str) -> tuple[Span, ...]:
    """Every place where the words stand as whole words."""
    return tuple(
        Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text) if words
    )


def read_key(path: Path) -> list[Expected]:
    """The key, in the order of its file. Raises TypeError for a field that it does not have."""
    plain = tomllib.loads(path.read_text("utf-8"))
    return [_expected(entry) for entry in plain["report"]]


def _expected(entry: dict[str, Any]) -> Expected:
    facts = tuple(_fact(kind, one) for kind in KINDS for one in entry.get(kind, ()))
    return Expected(entry["file"], facts, tuple(_fact("none", one) for one in entry.get("none", ())))


def _fact(kind: str, entry: dict[str, Any]) -> Fact:
    values: dict[str, Any] = {name: _value(name, value) for name, value in entry.items()}
    return Fact(kind, **values)


def _value(name: str, value: str | list[str]) -> object:
    if isinstance(value, list):
        return tuple(tuple(one.split("|")) for one in value)
    return value if name in _PLAIN else tuple(value.split("|"))
