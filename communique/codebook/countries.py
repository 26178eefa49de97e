"""States and territories: names, demonyms, capitals, seats, and their codes in ISO 3166, COW and GW."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from communique.codebook.loading import check_keys, fail, load
from communique.records import codes

ACTORS = files("communique") / "codebook" / "actors"


@dataclass(frozen=True)
class Country:
    """One state or territory.

    `iso3` is ISO 3166-1 alpha-3 (past states as in ISO 3166-3, XKX for Kosovo); `gw` and `cow` are state numbers of
    Gleditsch & Ward and of the Correlates of War; `first` and `last` the years it was a state under that code,
    where users trip over them.
    """

    iso3: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    gw: int | None
    cow: int | None
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Seat:
    """A building or place that stands for who sits there: country (alpha-3) and PLOVER sector."""

    name: str
    country: str
    sector: str


@cache
def countries() -> Mapping[str, Country]:
    """All countries by alpha-3 code. Raises CodebookError naming file and line of a wrong entry."""
    path = ACTORS / "countries.toml"
    found: dict[str, Country] = {}
    for number, entry in enumerate(load(path)["country"]):
        check_keys(
            path,
            ("country", number),
            entry,
            required=("iso3", "name"),
            optional=("names", "demonyms", "capitals", "gw", "cow", "from", "to"),
        )
        country = _country(entry)
        if country.iso3 in found:
            fail(path, ("country", number), f"{country.iso3} stands twice")
        found[country.iso3] = country
    return found


def _country(entry: Mapping[str, Any]) -> Country:
    return Country(
        iso3=entry["iso3"],
        name=entry["name"],
        names=tuple(entry.get("names", ())),
        demonyms=tuple(entry.get("demonyms", ())),
        capitals=tuple(entry.get("capitals", ())),
        gw=entry.get("gw"),
        cow=entry.get("cow", entry.get("gw")),
        first=entry.get("from"),
        last=entry.get("to"),
    )


@cache
def _by_name() -> Mapping[str, str]:
    return {name: c.iso3 for c in countries().values() for name in (c.name, *c.names)}


@cache
def _by_demonym() -> Mapping[str, str]:
    return {word: c.iso3 for c in countries().values() for word in c.demonyms}


@cache
def _by_capital() -> Mapping[str, str]:
    return {name: c.iso3 for c in countries().values() for name in c.capitals}


@cache
def seats() -> Mapping[str, Seat]:
    """All seats by name. Raises CodebookError naming file and line of a wrong entry."""
    path = ACTORS / "seats.toml"
    found = {}
    for name, (country, sector) in load(path)["seats"].items():
        if country not in countries() or sector not in codes.sectors():
            fail(path, name, f"unknown country {country!r} or sector {sector!r}")
        found[name] = Seat(name, country, sector)
    return found


def country_named(name: str) -> str | None:
    """The alpha-3 code of the country with just this name ("US" is one, "us" is none)."""
    return _by_name().get(name)


def country_of_demonym(word: str) -> str | None:
    """The alpha-3 code of the country of a demonym, adjective or people ("Iraqi", "Iraqis")."""
    return _by_demonym().get(word)


def country_of_capital(name: str) -> str | None:
    """The alpha-3 code of the country whose capital, or seat of government, this is."""
    return _by_capital().get(name)


def country_word(word: str) -> str | None:
    """The country that a word names or is the demonym of; None for capitals."""
    return country_named(word) or country_of_demonym(word)
