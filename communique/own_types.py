"""Event types of a user's own, from the files that the settings name to the heads that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from communique import settings
from communique.codebook import Example, OwnEntry, own_entry
from communique.errors import UsageError
from communique.marking import MarkedText, marked_words

if TYPE_CHECKING:
    from communique.coding.own_types import Head, Trial, Vectors


def heads() -> tuple[Head, ...]:
    """The heads of the own types in use. Raises CodebookError or UsageError where a file is not as it should be."""
    types = settings.current().types
    return _heads(types) if types else ()


@cache
def _heads(paths: tuple[Path, ...]) -> tuple[Head, ...]:
    from communique.coding.own_types import fitted
    from communique.models import background

    entries = [own_entry(path) for path in paths]
    names = [entry.name for entry in entries]
    if len(set(names)) < len(names):
        raise UsageError(f"two types have the same name among {', '.join(names)}")
    return tuple(
        fitted(entry.name, _vectors(entry.examples), _vectors(entry.misses), background().vectors)
        for entry in entries
    )


def tried(entry: OwnEntry) -> Trial:
    """How well the examples of a type are told apart from what is not of it."""
    from communique.coding.own_types import trial

    return trial(_vectors(entry.examples), _vectors(entry.misses))


def _vectors(examples: Sequence[Example]) -> Vectors:
    from communique.coding.own_types import vectors

    return vectors([marked_words(MarkedText(one.text, one.by, one.to)) for one in examples])
