"""What a user may set, with its defaults: environment variables that begin with COMMUNIQUE_."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from communique.errors import UsageError

READERS = ("accurate", "fast")
Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Settings:
    """Limits for one run.

    `max_bytes` (COMMUNIQUE_MAX_BYTES): the largest report that is read, in bytes; one line of JSON Lines too.
    `html_seconds` (COMMUNIQUE_HTML_SECONDS): how long one web page may take to be read, in seconds.
    `workers` (COMMUNIQUE_WORKERS): how many processes code at once; None is one for each usable processor.
    `reader` (COMMUNIQUE_READER): the reading model, `accurate` or `fast`.
    `types` (COMMUNIQUE_TYPES): files of event types of the user's own, joined as in PATH.
    """

    max_bytes: int = 20_000_000
    html_seconds: float = 20.0
    workers: int | None = None
    reader: str = READERS[0]
    types: tuple[Path, ...] = ()


def current(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this moment. Raises UsageError naming a variable whose value cannot be used."""
    variables = os.environ if environment is None else environment
    return Settings(
        max_bytes=_number(variables, "COMMUNIQUE_MAX_BYTES", int) or Settings.max_bytes,
        html_seconds=_number(variables, "COMMUNIQUE_HTML_SECONDS", float) or Settings.html_seconds,
        workers=_number(variables, "COMMUNIQUE_WORKERS", int),
        reader=_one_of(variables, "COMMUNIQUE_READER", READERS),
        types=tuple(Path(p) for p in variables.get("COMMUNIQUE_TYPES", "").split(os.pathsep) if p.strip()),
    )


def _one_of(variables: Mapping[str, str], name: str, known: Sequence[str]) -> str:
    """The value of one variable, the first of those known where it is not set or empty."""
    given = variables.get(name, "").strip() or known[0]
    if given not in known:
        raise UsageError(f"{name}={given!r} is not one of {', '.join(known)}")
    return given


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _number(variables: Mapping[str, str], name: str, kind: Callable[[str], Number]) -> Number | None:
    """The value of one variable, or None where it is not set or empty."""
    given = variables.get(name, "").strip()
    if not given:
        return None
    what = "whole number" if kind is int else "number"
    try:
        value = kind(given)
    except ValueError as error:
        raise UsageError(f"{name}={given!r} is not a {what} above 0") from error
    if not math.isfinite(value) or value <= 0:
        raise UsageError(f"{name}={given!r} is not a {what} above 0")
    return value
