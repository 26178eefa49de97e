"""The codes a record may carry.

Closed lists of the record's own stand here. Event types, modes, contexts and sectors are read from the
codebook's data files, so that a type is added there and nowhere else.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from communique.errors import RecordError

STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
ACTOR_KINDS = (
    "person",
    "state",
    "government",
    "military",
    "armed_group",
    "party",
    "international",  # intergovernmental organisations and alliances
    "organisation",
    "company",
    "media",
    "people",  # nations, ethnic and religious groups, crowds, unnamed groups
    "unknown",
)
MENTION_FORMS = ("name", "description", "pronoun", "metonym")
DIRECTNESS = ("direct", "indirect", "mixed")
STANCES = ("asserts", "denies", "doubts")
PRECISIONS = ("day", "week", "month", "season", "year", "decade", "interval", "unknown")
BASES = ("stated", "relative", "publication", "unknown")
MEETING_FORMS = ("visit", "talks", "call", "summit")
MEETING_LEVELS = ("head", "minister", "official", "military", "unknown")
STAGES = (
    "proposed",
    "negotiating",
    "finalising",
    "signed",
    "ratified",
    "in_force",
    "suspended",
    "ended",
)
AGREEMENT_KINDS = (
    "treaty",
    "agreement",
    "memorandum",
    "contract",
    "ceasefire",
    "declaration",
    "document",
)
VERDICTS = ("same", "different", "unsure")


def check(value: str, known: tuple[str, ...] | frozenset[str], what: str) -> None:
    """Raise RecordError, naming the known codes, unless `value` is one of them."""
    if value not in known:
        raise RecordError(f"unknown {what} {value!r}; known: {', '.join(sorted(known))}")


@cache
def event_modes() -> dict[str, frozenset[str]]:
    """PLOVER event type → the modes it may take, from codebook/events/*.toml."""
    found = {}
    for path in sorted((files("communique") / "codebook" / "events").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            entry = tomllib.loads(path.read_text("utf-8"))
            found[entry["type"]] = frozenset(entry.get("modes", {}))
    return found


@cache
def contexts() -> frozenset[str]:
    """PLOVER contexts, from codebook/contexts.toml."""
    return _names("contexts.toml", "contexts")


@cache
def sectors() -> frozenset[str]:
    """PLOVER sector codes, from codebook/sectors.toml."""
    return _names("sectors.toml", "sectors")


def _names(file: str, table: str) -> frozenset[str]:
    text = (files("communique") / "codebook" / file).read_text("utf-8")
    return frozenset(tomllib.loads(text)[table])
