"""Organisations, armed groups, parties and media by name, and one way to ask for anything that has a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.codebook.countries import (
    ACTORS,
    countries,
    country_named,
    country_of_demonym,
    seats,
)
from communique.codebook.loading import check_keys, fail, load
from communique.records import codes


@dataclass(frozen=True)
class Named:
    """What the codebook knows by a name: `key` is the same for all names of one thing.

    `demonym` is true where the name is that of a people or an adjective ("Iraqi").
    """

    key: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    demonym: bool = False


@cache
def organisations() -> Mapping[str, Named]:
    """All names of organisations, each with its entry. Raises CodebookError naming file and line."""
    path = ACTORS / "organisations.toml"
    found: dict[str, Named] = {}
    for number, entry in enumerate(load(path)["organisation"]):
        place = ("organisation", number)
        check_keys(
            path,
            place,
            entry,
            required=("name", "kind", "sectors"),
            optional=("names", "country", "from", "to"),
        )
        named = _organisation(entry)
        _check(path, place, named)
        for name in (named.name, *entry.get("names", ())):
            if name in found:
                fail(path, place, f"the name {name!r} stands twice")
            found[name] = named
    return found


def _organisation(entry: Mapping[str, Any]) -> Named:
    name = entry["name"]
    return Named(f"organisation:{name}", name, entry["kind"], entry.get("country"), tuple(entry["sectors"]))


def _check(path: Any, place: tuple[str | int, ...], named: Named) -> None:
    if named.kind not in codes.ACTOR_KINDS:
        fail(path, place, f"unknown kind of actor {named.kind!r}")
    if named.country is not None and named.country not in countries():
        fail(path, place, f"unknown country {named.country!r}")
    for sector in named.sectors:
        if sector not in codes.sectors():
            fail(path, place, f"unknown sector {sector!r}")


def named(name: str) -> Named | None:
    """What the codebook knows by just this name: a state, a seat of power, an organisation; None for others."""
    iso3 = country_named(name)
    if iso3 is not None:
        return _state(iso3, demonym=False)
    found = organisations().get(name)
    if found is not None:
        return found
    seat = seats().get(name)
    if seat is not None:
        return Named(f"seat:{name}", name, "government", seat.country, (seat.sector,))
    iso3 = country_of_demonym(name)
    return None if iso3 is None else _state(iso3, demonym=True)


def _state(iso3: str, *, demonym: bool) -> Named:
    return Named(f"state:{iso3}", countries()[iso3].name, "state", iso3, (), demonym)


def label_of(key: str) -> str:
    """The name, as people would write it in a list, of what has that key."""
    kind, _, rest = key.partition(":")
    return countries()[rest].name if kind == "state" else rest
