"""The codebook as pages to read: sections of rows, for the command line and the documentation."""

from __future__ import annotations

from collections.abc import Callable

from communique.codebook.cameo import CameoCode, cameo_table
from communique.codebook.loading import did_you_mean
from communique.codebook.plover import (
    QUADS,
    EventType,
    Mode,
    Sector,
    contexts,
    event_types,
    sectors,
    statuses,
)
from communique.errors import UsageError

Row = tuple[str, str]
Section = tuple[str, list[Row]]


def page(name: str | None = None) -> list[Section]:
    """What the codebook says of a name, as sections of (name, text) rows; without one, the table of types.

    A name is an event type, mode, context, sector, status or CAMEO code, or one of `types`, `contexts`,
    `sectors`, `statuses`, `cameo`; case does not matter. Raises UsageError with the known types and lists.
    """
    if name is None:
        return [*_types(), *_guide()]
    wanted = name.strip().casefold()
    if wanted in LISTS:
        return LISTS[wanted]()
    found = [section for look in LOOKS for section in look(wanted)]
    if not found:
        listed = [*event_types(), *LISTS]
        raise UsageError(f"the codebook has no {name!r}{did_you_mean(name, _names(), listed=listed)}")
    return found


def _guide() -> list[Section]:
    told = {"contexts": "what events are about", "sectors": "what part of society actors belong to"}
    told |= {"statuses": "how real an event is", "cameo": "CAMEO codes to PLOVER"}
    rows = list(told.items())
    return [("More", [*rows, ("NAME", "one type, mode, context, sector, status or CAMEO code")])]


def _types() -> list[Section]:
    sections = []
    for quad, words in QUADS.items():
        rows = [(entry.type, _type_line(entry)) for entry in event_types().values() if entry.quad == quad]
        sections.append((f"Quad {quad}, {words}", rows))
    return sections


def _type_line(entry: EventType) -> str:
    return f"{_signed(entry.score)} · {entry.definition}"


def _contexts() -> list[Section]:
    return [("Contexts", [(entry.name, entry.definition) for entry in contexts().values()])]


def _sectors() -> list[Section]:
    titles = {
        "frequent": "Sectors",
        "less_frequent": "Sectors, less frequent",
        "international": "International actors",
    }
    return [
        (title, [(entry.code, _sector_line(entry)) for entry in sectors().values() if entry.group == group])
        for group, title in titles.items()
    ]


def _sector_line(entry: Sector) -> str:
    return f"{entry.name}. {entry.definition}"


def _statuses() -> list[Section]:
    return [("Statuses", [(entry.name, entry.definition) for entry in statuses().values()])]


def _cameo() -> list[Section]:
    return [("CAMEO to PLOVER", [_cameo_row(entry) for entry in cameo_table().codes.values()])]


def _cameo_row(entry: CameoCode) -> Row:
    plover = " ".join(filter(None, (entry.type, entry.mode, *(f"+{context}" for context in entry.contexts))))
    return entry.code, f"{entry.name} → {plover}" + (f" ({entry.note})" if entry.note else "")


def _one_type(wanted: str) -> list[Section]:
    entry = {code.casefold(): entry for code, entry in event_types().items()}.get(wanted)
    if entry is None:
        return []
    modes = [(mode.name, _mode_line(mode, entry)) for mode in entry.modes.values()]
    sections = [
        (f"{entry.type}, {entry.name.lower()}", _facts(entry)),
        ("Modes", modes),
        ("How we decide", [(str(number), note) for number, note in enumerate(entry.notes, 1)]),
        ("To CAMEO", _to_cameo(entry)),
        (
            "From CAMEO",
            [_cameo_row(code) for code in cameo_table().codes.values() if code.type == entry.type],
        ),
    ]
    return [section for section in sections if section[1]]


def _facts(entry: EventType) -> list[Row]:
    return [
        ("definition", entry.definition),
        ("quad", f"{entry.quad}, {QUADS[entry.quad]}"),
        ("score", _signed(entry.score)),
        ("recipient", "required" if entry.requires_recipient else "optional"),
        ("CAMEO", _named_code(entry.cameo)),
        ("manual", f"PLOVER 2.0, section {entry.section}"),
    ]


def _mode_line(mode: Mode, entry: EventType) -> str:
    score = f"{_signed(entry.score)} (as the type)" if mode.score is None else _signed(mode.score)
    parts = [score, mode.definition, f"CAMEO {mode.cameo or entry.cameo}."]
    if mode.contexts:
        parts.append(f"Adds context {', '.join(mode.contexts)}.")
    return f"{parts[0]} · {' '.join(parts[1:])}"


def _to_cameo(entry: EventType) -> list[Row]:
    rows = [(entry.type, _named_code(entry.cameo))]
    rows += [(mode.name, _named_code(mode.cameo or entry.cameo)) for mode in entry.modes.values()]
    for (type, mode), codes in cameo_table().nearest.items():
        if type == entry.type:
            rows += [(f"{mode or type} +{context}", _named_code(code)) for context, code in codes.items()]
    return rows


def _modes_named(wanted: str) -> list[Section]:
    rows = [
        (f"{entry.type} {mode.name}", _mode_line(mode, entry))
        for entry in event_types().values()
        for mode in entry.modes.values()
        if mode.name == wanted
    ]
    return [(f"Mode {wanted}", rows)] if rows else []


def _one_context(wanted: str) -> list[Section]:
    entry = contexts().get(wanted.replace("-", "_").replace(" ", "_"))
    if entry is None:
        return []
    rows = [("definition", entry.definition), ("manual", f"PLOVER 2.0, section {entry.section}")]
    return [(f"Context {entry.name}", rows)]


def _one_sector(wanted: str) -> list[Section]:
    entry = sectors().get(wanted.upper())
    if entry is None:
        return []
    rows = [("definition", entry.definition), ("manual", f"PLOVER 2.0, section {entry.section}")]
    return [(f"Sector {entry.code}, {entry.name}", rows)]


def _one_status(wanted: str) -> list[Section]:
    entry = statuses().get(wanted)
    if entry is None:
        return []
    rows = [("definition", entry.definition), ("PLOVER mark", entry.mark or "none")]
    return [(f"Status {entry.name}", [*rows, ("manual", f"PLOVER 2.0, section {entry.section}")])]


def _one_code(wanted: str) -> list[Section]:
    entry = cameo_table().codes.get(wanted)
    return [(f"CAMEO {entry.code}", [_cameo_row(entry)])] if entry else []


def _named_code(code: str) -> str:
    return f"{code} {cameo_table().codes[code].name}"


def _signed(score: float) -> str:
    return f"{score:+.1f}" if score else "0.0"


def _names() -> list[str]:
    modes = {mode for entry in event_types().values() for mode in entry.modes}
    return [*event_types(), *LISTS, *contexts(), *sectors(), *statuses(), *sorted(modes)]


LISTS: dict[str, Callable[[], list[Section]]] = {
    "types": _types,
    "contexts": _contexts,
    "sectors": _sectors,
    "statuses": _statuses,
    "cameo": _cameo,
}
LOOKS = (_one_type, _one_context, _modes_named, _one_sector, _one_status, _one_code)
