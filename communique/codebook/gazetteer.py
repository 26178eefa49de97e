"""Places by name: towns and first regions of GeoNames (CC BY 4.0), and regions, waters, straits of our own list."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from communique.codebook.countries import ACTORS, countries
from communique.codebook.loading import fail_at, rows


@dataclass(frozen=True)
class GazetteerPlace:
    """One place: name, country (alpha-3 or None), degrees (WGS 84), people (0 for our own), GeoNames id (of towns)."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    population: int
    geonames: int | None


SMALL_WORDS = frozenset(
    (
        "al",
        "and",
        "au",
        "da",
        "das",
        "de",
        "del",
        "des",
        "do",
        "dos",
        "e",
        "el",
        "en",
        "es",
        "la",
        "le",
        "les",
        "of",
        "on",
        "sur",
        "the",
        "upon",
        "y",
    )
)
# Names of towns and regions that mean another thing nearly wherever they are printed.
GENERAL = frozenset(
    (
        *("North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western"),
        *("Central", "Center", "Centre", "Capital", "Upper", "Lower"),
    )
)
_LETTERS = re.compile(r"[^\W\d_]+")


def lookup(name: str) -> tuple[GazetteerPlace, ...]:
    """Places with just this name, the most populous first; our own list before all.

    A name in capitals, as datelines have it ("PHNOM PENH", "PORT-AU-PRINCE"), is looked up as it is else printed.
    """
    return _lookup(name) or (_lookup(_as_printed(name)) if name.isupper() else ())


def _as_printed(name: str) -> str:
    words = name.replace("’", "'").lower()
    return _LETTERS.sub(lambda found: _word_as_printed(found, words), words)


def _word_as_printed(found: re.Match[str], words: str) -> str:
    """Capitalised, but for small words inside the name and what follows an apostrophe ("Sana'a", "N'Djamena")."""
    start = found.start()
    inside = (start > 0 and found[0] in SMALL_WORDS) or (start > 2 and words[start - 1] == "'")
    return found[0] if inside else found[0].capitalize()


def _lookup(name: str) -> tuple[GazetteerPlace, ...]:
    own = _own_list().get(name)
    if name in GENERAL:
        return (own,) if own else ()
    rows = _rows("places.tsv.gz")
    found = [*(_place(rows[i]) for i in _index().get(name, ())), *_regions().get(name, ())]
    return ((own,) if own else ()) + tuple(sorted(found, key=lambda p: -p.population))


@cache
def _rows(file: str) -> tuple[str, ...]:
    packed = (files("communique") / "codebook" / "data" / file).read_bytes()
    return tuple(gzip.decompress(packed).decode("utf-8").splitlines())


@cache
def _index() -> Mapping[str, tuple[int, ...]]:
    """Name → rows. A name of a town's own counts before other towns' other names: those are left out."""
    own: dict[str, tuple[int, ...]] = {}
    other: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(_rows("places.tsv.gz")):
        _, name, names, _ = row.split("\t", 3)
        own[name] = (*own.get(name, ()), number)
        for alias in names.split("|"):
            if alias:
                other[alias] = (*other.get(alias, ()), number)
    return {**other, **own}


def _place(row: str) -> GazetteerPlace:
    key, name, _, country, latitude, longitude, population = row.split("\t")
    return GazetteerPlace(name, country, float(latitude), float(longitude), int(population), int(key))


@cache
def _regions() -> Mapping[str, tuple[GazetteerPlace, ...]]:
    found: dict[str, tuple[GazetteerPlace, ...]] = {}
    for row in _rows("regions.tsv.gz"):
        name, country, latitude, longitude, people = row.split("\t")
        region = GazetteerPlace(name, country, float(latitude), float(longitude), max(1, int(people)), None)
        found[name] = (*found.get(name, ()), region)
    return found


@cache
def _own_list() -> Mapping[str, GazetteerPlace]:
    path = ACTORS / "places.tsv"
    found: dict[str, GazetteerPlace] = {}
    for line, entry in rows(path, ("name", "country", "latitude", "longitude")):
        name, country = entry["name"], entry["country"]
        if country and country not in countries():
            fail_at(path, line, f"unknown country {country!r}")
        if name in found:
            fail_at(path, line, f"the place {name!r} stands twice")
        at = _degrees(path, line, entry["latitude"], 90), _degrees(path, line, entry["longitude"], 180)
        found[name] = GazetteerPlace(name, country or None, *at, 0, None)
    return found


def _degrees(path: Traversable, line: int, value: str, most: int) -> float:
    try:
        found = float(value)
    except ValueError:
        fail_at(path, line, f"{value!r} is no number of degrees")
    if abs(found) > most:
        fail_at(path, line, f"{value} degrees are more than {most}")
    return found
