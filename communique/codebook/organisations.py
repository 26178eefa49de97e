"""Organisations, armed groups, parties and media by name, and one way to ask for anything that has a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from communique.codebook.countries import (
    ACTORS,
    countries,
    country_named,
    country_of_demonym,
    seats,
)
from communique.codebook.loading import did_you_mean, fail_at, rows
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


COLUMNS = ("name", "names", "kind", "country", "sectors", "from", "to")


@cache
def organisations() -> Mapping[str, Named]:
    """All names of organisations, each with its entry. Raises CodebookError naming file and line."""
    path = ACTORS / "organisations.tsv"
    found: dict[str, Named] = {}
    for line, entry in rows(path, COLUMNS):
        named = _organisation(path, line, entry)
        for name in (named.name, *filter(None, entry["names"].split("|"))):
            if name in found:
                fail_at(path, line, f"the name {name!r} stands twice")
            found[name] = named
    return found


def _organisation(path: Traversable, line: int, entry: Mapping[str, str]) -> Named:
    name, kind, country = entry["name"], entry["kind"], entry["country"] or None
    sectors = tuple(filter(None, entry["sectors"].split(",")))
    if kind not in codes.ACTOR_KINDS:
        fail_at(path, line, f"unknown kind of actor {kind!r}{did_you_mean(kind, codes.ACTOR_KINDS)}")
    if country is not None and country not in countries():
        fail_at(path, line, f"unknown country {country!r}")
    for sector in sectors:
        if sector not in codes.sectors():
            fail_at(path, line, f"unknown sector {sector!r}{did_you_mean(sector, codes.sectors())}")
    for year in (entry["from"], entry["to"]):
        if year and not year.isdigit():
            fail_at(path, line, f"{year!r} is no year")
    return Named(f"organisation:{name}", name, kind, country, sectors)


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
