"""CAMEO codes to PLOVER 2.0 and back, for joining our events to data sets that were coded earlier.

Source: the table CAMEO2PLOVER, Open Event Data Alliance, 17 September 2021, brought from draft 0.8 to PLOVER
2.0 in cameo.toml, where notes say what we changed and why. CAMEO 01 and 02 (statements, appeals) have no
PLOVER type.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from communique.codebook.loading import check_keys, did_you_mean, fail, load, take, take_texts
from communique.codebook.plover import FOLDER, contexts, event_type, event_types
from communique.errors import UsageError

NO_PLOVER = ("01", "02")
NO_MODE = "none"


@dataclass(frozen=True)
class CameoCode:
    """A CAMEO code and what it is in PLOVER. `note` says where we differ from CAMEO2PLOVER, if we do."""

    code: str
    name: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    note: str | None


Nearest = dict[tuple[str, str | None], dict[str, str]]


@dataclass(frozen=True)
class CameoTable:
    """Both ways: code → PLOVER, and (type, mode) → context → code, the context that counts most first."""

    codes: dict[str, CameoCode]
    nearest: Nearest


def from_cameo(code: str) -> tuple[str, str | None, tuple[str, ...]]:
    """PLOVER type, mode (None if the code does not say) and contexts of a CAMEO code ("042", "0311", "19").

    Raises UsageError for a code that CAMEO does not have or that PLOVER dropped.
    """
    known = cameo_table().codes
    if code in known:
        return known[code].type, known[code].mode, known[code].contexts
    if code.startswith(NO_PLOVER) and code.isdigit():
        raise UsageError(f"CAMEO {code} (statements and appeals) has no PLOVER type")
    near = [other for other in known if other.startswith(code[:2]) and len(other) > 2]
    hint = f"codes under {code[:2]}: {', '.join(near)}" if near else "codes run from 03 to 2042"
    raise UsageError(f"unknown CAMEO code {code!r}; {hint}")


def to_cameo(type: str, mode: str | None = None, contexts: Collection[str] = ()) -> str:
    """The nearest CAMEO code of a PLOVER event; contexts refine it. It converts back to the same type.

    Raises UsageError for an unknown type or mode.
    """
    entry = event_type(type)
    if mode is not None and mode not in entry.modes:
        raise UsageError(f"unknown mode of {type} {mode!r}{did_you_mean(mode, entry.modes)}")
    for context, code in cameo_table().nearest.get((type, mode), {}).items():
        if context in contexts:
            return code
    own = entry.modes[mode].cameo if mode is not None else None
    return own or entry.cameo


@cache
def cameo_table() -> CameoTable:
    """The conversion table with every `cameo` of the event types checked against it. Raises CodebookError."""
    table = read_cameo(FOLDER / "cameo.toml")
    for entry in event_types().values():
        path = FOLDER / "events" / f"{entry.type}.toml"
        _check_code(path, ("cameo",), entry.cameo, entry.type, table.codes)
        for mode in entry.modes.values():
            if mode.cameo is not None:
                _check_code(path, ("modes", mode.name, "cameo"), mode.cameo, entry.type, table.codes)
    return table


def read_cameo(path: Traversable) -> CameoTable:
    """A conversion table, checked. Raises CodebookError naming file and line."""
    table = load(path)
    check_keys(path, "", table, required=("codes", "nearest"))
    known = {}
    entries = take(path, "", table, "codes", dict)
    for code in entries:
        known[code] = _code(path, code, take(path, "codes", entries, code, dict))
    return CameoTable(known, _nearest(path, take(path, "", table, "nearest", dict), known))


def _code(path: Traversable, code: str, entry: dict[str, Any]) -> CameoCode:
    key = ("codes", code)
    check_keys(path, key, entry, required=("name", "type"), optional=("mode", "contexts", "note"))
    found = CameoCode(
        code=code,
        name=take(path, key, entry, "name", str),
        type=take(path, key, entry, "type", str),
        mode=take(path, key, entry, "mode", str) if "mode" in entry else None,
        contexts=take_texts(path, key, entry, "contexts"),
        note=take(path, key, entry, "note", str) if "note" in entry else None,
    )
    if not code.isdigit() or not 2 <= len(code) <= 4:
        fail(path, key, f"a CAMEO code has two to four digits, not {code!r}")
    _check_type(path, key, found.type, found.mode)
    for context in found.contexts:
        _check_context(path, key, context)
    return found


def _nearest(path: Traversable, types: dict[str, Any], known: dict[str, CameoCode]) -> Nearest:
    found: Nearest = {}
    for type in types:
        modes = take(path, "nearest", types, type, dict)
        for name in modes:
            key = ("nearest", type, name)
            mode = None if name == NO_MODE else name
            _check_type(path, key, type, mode)
            codes = take(path, ("nearest", type), modes, name, dict)
            for context in codes:
                _check_context(path, (*key, context), context)
                _check_code(path, (*key, context), take(path, key, codes, context, str), type, known)
            found[type, mode] = codes
    return found


def _check_type(path: Traversable, key: tuple[str, ...], type: str, mode: str | None) -> None:
    types = event_types()
    if type not in types:
        fail(path, key, f"unknown event type {type!r}{did_you_mean(type, types)}")
    if mode is not None and mode not in types[type].modes:
        fail(path, key, f"{type} has no mode {mode!r}{did_you_mean(mode, types[type].modes)}")


def _check_context(path: Traversable, key: tuple[str, ...], context: str) -> None:
    if context not in contexts():
        fail(path, key, f"unknown context {context!r}{did_you_mean(context, contexts())}")


def _check_code(
    path: Traversable, key: tuple[str, ...], code: str, type: str, known: dict[str, CameoCode]
) -> None:
    if code not in known:
        fail(path, key, f"there is no CAMEO code {code!r} in cameo.toml")
    if known[code].type != type:
        fail(path, key, f"CAMEO {code} is {known[code].type} in cameo.toml, not {type}")
