"""PLOVER 2.0 as data: event types with their modes, contexts, sectors and statuses.

Source: the PLOVER 2.0 manual, Open Event Data Alliance, CC BY-SA 4.0, from which codes, names and scores are
taken; definitions are ours. Every file is read once, when first asked for, and checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from communique.codebook.loading import check_keys, did_you_mean, fail, load, take, take_texts
from communique.errors import UsageError
from communique.records import codes

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
SECTOR_GROUPS = ("frequent", "less_frequent", "international")
SCORE_LIMIT = 10.0
_T = TypeVar("_T")
FOLDER = files("communique") / "codebook"


@dataclass(frozen=True)
class Mode:
    """How an event was done. `score` is None where the manual gives none; `contexts` come with the mode."""

    name: str
    definition: str
    score: float | None
    cameo: str | None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventType:
    """What was done. `score` is the PLOVER conflict-cooperation score (-10 to 10) of the type without mode.

    `quad` is 1 to 4 (QUADS), `cameo` the nearest CAMEO code, `section` the place in the manual, `notes` the
    ambiguities of the manual and how we settle them.
    """

    type: str
    name: str
    definition: str
    section: str
    quad: int
    score: float
    requires_recipient: bool
    cameo: str
    notes: tuple[str, ...]
    modes: Mapping[str, Mode]


@dataclass(frozen=True)
class Context:
    """What an event is about."""

    name: str
    definition: str
    section: str


@dataclass(frozen=True)
class Sector:
    """What part of society an actor belongs to. `group` is one of SECTOR_GROUPS."""

    code: str
    name: str
    group: str
    definition: str
    section: str


@dataclass(frozen=True)
class Status:
    """How real an event is. `mark` is PLOVER's auxiliary mode, None for `actual`."""

    name: str
    mark: str | None
    definition: str
    section: str


@cache
def event_types() -> dict[str, EventType]:
    """Code → event type, ordered by quad and then as written in the manual. Raises CodebookError."""
    paths = [path for path in (FOLDER / "events").iterdir() if path.name.endswith(".toml")]
    found = [read_event_type(path) for path in paths]
    found.sort(key=lambda entry: (entry.quad, _order(entry.section), entry.type))
    return {entry.type: entry for entry in found}


@cache
def contexts() -> dict[str, Context]:
    """Name → context, in the manual's order. Raises CodebookError."""
    return read_contexts(FOLDER / "contexts.toml")


@cache
def sectors() -> dict[str, Sector]:
    """Code → sector, frequent ones first, international actors last. Raises CodebookError."""
    return read_sectors(FOLDER / "sectors.toml")


@cache
def statuses() -> dict[str, Status]:
    """Name → status, in the order of records.codes.STATUSES. Raises CodebookError."""
    return read_statuses(FOLDER / "statuses.toml")


def event_type(code: str) -> EventType:
    """The type with this code. Raises UsageError with the known ones."""
    return _known(event_types(), code, "event type")


def quad(type: str) -> int:
    """The quad class of an event type: 1 and 2 cooperation, 3 and 4 conflict, in words and in deeds."""
    return event_type(type).quad


def score(type: str, mode: str | None = None) -> float:
    """The PLOVER conflict-cooperation score, -10 to 10; a mode without one takes its type's."""
    entry = event_type(type)
    if mode is None:
        return entry.score
    own = _known(entry.modes, mode, f"mode of {type}").score
    return entry.score if own is None else own


def read_event_type(path: Traversable) -> EventType:
    """The event type in one file, checked. Raises CodebookError naming file and line."""
    table = load(path)
    required = ("type", "name", "definition", "section", "quad", "score", "requires_recipient", "cameo")
    check_keys(path, "", table, required=required, optional=("notes", "modes"))
    code = take(path, "", table, "type", str)
    if path.name != f"{code}.toml":
        fail(path, "type", f"the type {code!r} belongs in a file {code}.toml")
    if table["quad"] not in QUADS:
        fail(path, "quad", f"quad is 1 to 4, not {table['quad']!r}")
    return EventType(
        type=code,
        name=take(path, "", table, "name", str),
        definition=take(path, "", table, "definition", str),
        section=take(path, "", table, "section", str),
        quad=take(path, "", table, "quad", int),
        score=_score(path, (), table),
        requires_recipient=take(path, "", table, "requires_recipient", bool),
        cameo=take(path, "", table, "cameo", str),
        notes=take_texts(path, "", table, "notes"),
        modes={name: _mode(path, name, entry) for name, entry in _tables(path, table, "modes")},
    )


def read_contexts(path: Traversable) -> dict[str, Context]:
    """The contexts in a file, checked. Raises CodebookError naming file and line."""
    found = {}
    for name, entry in _entries(path, "contexts", required=("definition", "section")):
        found[name] = Context(name, **_texts(path, ("contexts", name), entry))
    return found


def read_sectors(path: Traversable) -> dict[str, Sector]:
    """The sectors in a file, checked. Raises CodebookError naming file and line."""
    found = {}
    for code, entry in _entries(path, "sectors", required=("name", "group", "definition", "section")):
        sector = Sector(code, **_texts(path, ("sectors", code), entry))
        if sector.group not in SECTOR_GROUPS:
            why = f"unknown group {sector.group!r}{did_you_mean(sector.group, SECTOR_GROUPS)}"
            fail(path, ("sectors", code, "group"), why)
        found[code] = sector
    return found


def read_statuses(path: Traversable) -> dict[str, Status]:
    """The statuses in a file: those of records.codes and no others. Raises CodebookError."""
    found = {}
    for name, entry in _entries(path, "statuses", required=("definition", "section"), optional=("mark",)):
        if name not in codes.STATUSES:
            fail(path, ("statuses", name), f"unknown status {name!r}{did_you_mean(name, codes.STATUSES)}")
        texts = _texts(path, ("statuses", name), entry)
        found[name] = Status(name, texts.get("mark"), texts["definition"], texts["section"])
    for name in codes.STATUSES:
        if name not in found:
            fail(path, "statuses", f"status {name!r} is missing")
    return {name: found[name] for name in codes.STATUSES}


def _mode(path: Traversable, name: str, entry: dict[str, Any]) -> Mode:
    key = ("modes", name)
    check_keys(path, key, entry, required=("definition",), optional=("score", "cameo", "contexts"))
    added = take_texts(path, key, entry, "contexts")
    for context in added:
        if context not in contexts():
            why = f"unknown context {context!r}{did_you_mean(context, contexts())}"
            fail(path, (*key, "contexts"), why)
    return Mode(
        name=name,
        definition=take(path, key, entry, "definition", str),
        score=_score(path, key, entry) if "score" in entry else None,
        cameo=take(path, key, entry, "cameo", str) if "cameo" in entry else None,
        contexts=added,
    )


def _score(path: Traversable, key: tuple[str, ...], entry: dict[str, Any]) -> float:
    value = take(path, key, entry, "score", float)
    if not -SCORE_LIMIT <= value <= SCORE_LIMIT:
        fail(path, (*key, "score"), f"a score lies between -10 and 10, not {value:g}")
    return value


def _entries(
    path: Traversable, name: str, *, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> list[tuple[str, dict[str, Any]]]:
    """The tables of a file that holds nothing but [name.*], their keys checked."""
    table = load(path)
    check_keys(path, "", table, required=(name,))
    found = _tables(path, table, name)
    for key, entry in found:
        check_keys(path, (name, key), entry, required=required, optional=optional)
    return found


def _tables(path: Traversable, table: dict[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
    if name not in table:
        return []
    inside = take(path, "", table, name, dict)
    return [(key, take(path, (name,), inside, key, dict)) for key in inside]


def _texts(path: Traversable, key: tuple[str, ...], entry: dict[str, Any]) -> dict[str, str]:
    return {name: take(path, key, entry, name, str) for name in entry}


def _known(table: Mapping[str, _T], name: str, what: str) -> _T:
    if name in table:
        return table[name]
    raise UsageError(f"unknown {what} {name!r}{did_you_mean(name, table)}")


def _order(section: str) -> tuple[int, ...]:
    """The number of a section as it sorts: "3.10 REJECT" after "3.9 ACCUSE"."""
    number = section.split(" ", 1)[0]
    return tuple(int(part) for part in number.split(".") if part.isdigit())
