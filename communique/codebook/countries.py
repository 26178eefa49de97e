"""States, past states and territories: names, demonyms, capitals, seats, and their dated codes.

Names are matched as written: "US" is the country and "us" is not, "Turkey" is and "turkey" is not. The article
("the UK") and the possessive ("Iran's") are no part of a name; a name in capitals throughout ("IRAN") is
known where it has four letters or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from communique.codebook.loading import check_keys, fail, load
from communique.codebook.periods import ALWAYS, Period, period_at
from communique.records import codes

ACTORS = files("communique") / "codebook" / "actors"
PATH = ACTORS / "countries.toml"
KINDS = ("state", "past", "territory")
LEAST_CAPITALS = 4  # letters of a name in capitals throughout; "CAR" or "MAN" would be anything


@dataclass(frozen=True)
class DatedName:
    """A name and when it meant the country; `stands` is false for a capital that does not stand for its state."""

    name: str
    period: Period
    stands: bool = True


@dataclass(frozen=True)
class StateNumber:
    """A state number of Correlates of War (with its letters) or of Gleditsch & Ward (without), and when it holds."""

    number: int
    letters: str | None
    period: Period


@dataclass(frozen=True)
class Country:
    """One state, past state or territory (`kind`).

    `iso3` is ISO 3166-1 alpha-3, of past states as in ISO 3166-3, XKX for Kosovo. `of` is the state a territory
    belongs to, `successor` who answers today for a past state, both alpha-3 or None. `period` is when it was a
    state under that code.
    """

    iso3: str
    name: str
    kind: str
    of: str | None
    successor: str | None
    names: tuple[DatedName, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[DatedName, ...]
    period: Period
    cow: tuple[StateNumber, ...]
    gw: tuple[StateNumber, ...]

    def cow_on(self, on: date | None = None) -> StateNumber | None:
        """The Correlates of War number that holds on a day (today's where None); None where it was no member."""
        return _number_on(self.cow, on)

    def gw_on(self, on: date | None = None) -> StateNumber | None:
        """The Gleditsch & Ward number that holds on a day (today's where None); None where there is none."""
        return _number_on(self.gw, on)


@dataclass(frozen=True)
class Seat:
    """A building or place that stands for who sits there: country (alpha-3) and PLOVER sector."""

    name: str
    country: str
    sector: str


def _number_on(numbers: tuple[StateNumber, ...], on: date | None) -> StateNumber | None:
    return next((number for number in numbers if number.period.holds(on)), None)


@cache
def countries() -> Mapping[str, Country]:
    """All countries by alpha-3 code. Raises CodebookError naming file and line of a wrong entry."""
    found: dict[str, Country] = {}
    for number, entry in enumerate(load(PATH)["country"]):
        country = _country(("country", number), entry)
        if country.iso3 in found:
            fail(PATH, ("country", number), f"{country.iso3} stands twice")
        found[country.iso3] = country
    for number, country in enumerate(found.values()):
        for other in (country.of, country.successor):
            if other and other not in found:
                fail(PATH, ("country", number), f"unknown country {other!r}")
    return found


def _country(place: tuple[str, int], entry: Mapping[str, object]) -> Country:
    known = ("names", "demonyms", "capitals", "kind", "of", "successor", "from", "to", "gw", "cow")
    check_keys(PATH, place, entry, required=("iso3", "name"), optional=known)
    kind = str(entry.get("kind", "state"))
    if kind not in KINDS:
        fail(PATH, place, f"unknown kind of country {kind!r}; known: {', '.join(KINDS)}")
    return Country(
        iso3=str(entry["iso3"]),
        name=str(entry["name"]),
        kind=kind,
        of=_text(entry, "of"),
        successor=_text(entry, "successor"),
        names=tuple(_dated(place, entry, "names")),
        demonyms=tuple(name.name for name in _dated(place, entry, "demonyms")),
        capitals=tuple(_dated(place, entry, "capitals")),
        period=period_at(PATH, place, entry),
        cow=tuple(_numbers(place, entry, "cow")),
        gw=tuple(_numbers(place, entry, "gw")),
    )


def _text(entry: Mapping[str, object], key: str) -> str | None:
    return str(entry[key]) if entry.get(key) else None


def _items(place: tuple[str, int], entry: Mapping[str, object], key: str) -> list[object]:
    value = entry.get(key, [])
    if not isinstance(value, list):
        fail(PATH, (*place, key), f"{key!r} is to be a list, not {value!r}")
    return value


def _dated(place: tuple[str, int], entry: Mapping[str, object], key: str) -> Iterable[DatedName]:
    for item in _items(place, entry, key):
        if isinstance(item, str):
            yield DatedName(item, ALWAYS)
        elif isinstance(item, dict):
            check_keys(PATH, (*place, key), item, required=("name",), optional=("from", "to", "stands"))
            yield DatedName(item["name"], period_at(PATH, (*place, key), item), item.get("stands", True))
        else:
            fail(PATH, (*place, key), f"{item!r} is neither a text nor a table with `name`")


def _numbers(place: tuple[str, int], entry: Mapping[str, object], key: str) -> Iterable[StateNumber]:
    for item in _items(place, entry, key):
        if not isinstance(item, dict):
            fail(PATH, (*place, key), f"{item!r} is no table with `number`")
        check_keys(PATH, (*place, key), item, required=("number",), optional=("letters", "from", "to"))
        yield StateNumber(item["number"], item.get("letters"), period_at(PATH, (*place, key), item))


@cache
def _ambiguous() -> Mapping[str, tuple[str, ...]]:
    found = {}
    for number, entry in enumerate(load(PATH).get("ambiguous", [])):
        place = ("ambiguous", number)
        check_keys(PATH, place, entry, required=("name", "may_be"))
        if any(code not in countries() for code in entry["may_be"]):
            fail(PATH, place, f"{entry['name']!r} may be an unknown country: {', '.join(entry['may_be'])}")
        found[entry["name"]] = tuple(entry["may_be"])
    return found


Index = Mapping[str, tuple[tuple[str, DatedName], ...]]


def _index(entries: Iterable[tuple[str, DatedName]]) -> Index:
    found: dict[str, tuple[tuple[str, DatedName], ...]] = {}
    for iso3, dated in entries:
        found[dated.name] = (*found.get(dated.name, ()), (iso3, dated))
        if len(dated.name) >= LEAST_CAPITALS and not dated.name.isupper():
            capitals = dated.name.upper()
            found[capitals] = (*found.get(capitals, ()), (iso3, dated))
    return found


@cache
def _names() -> Index:
    return _index(
        (c.iso3, dated) for c in countries().values() for dated in (DatedName(c.name, c.period), *c.names)
    )


@cache
def _demonyms() -> Index:
    return _index((c.iso3, DatedName(word, c.period)) for c in countries().values() for word in c.demonyms)


@cache
def _capitals() -> Index:
    return _index((c.iso3, dated) for c in countries().values() for dated in c.capitals)


def plain(name: str) -> str:
    """A name without article, possessive and typographic apostrophes, white space runs made one space."""
    name = name.replace("’", "'")
    if "  " in name or name[:1].isspace() or name[-1:].isspace() or "\n" in name:
        name = " ".join(name.split())
    if name[:4] in ("the ", "The ", "THE "):
        name = name[4:]
    if name.endswith("'s"):
        return name[:-2]
    return name[:-1] if name.endswith("s'") else name


def _reading(index: Index, name: str, on: date | None, *, strict: bool = False) -> Country | None:
    """What the name means: first what held on the day, then (unless strict) what holds now or ever held."""
    candidates = index.get(plain(name), ())
    found = [iso3 for iso3, dated in candidates if dated.period.holds(on)]
    if not found and not strict:
        found = [iso3 for iso3, dated in candidates if dated.period.holds(None)]
        found = found or [iso3 for iso3, _ in candidates]
    return countries()[found[0]] if found else None


def country(name: str, on: date | None = None) -> Country | None:
    """The country with this name on a day (today where None), or the only one that ever had it.

    "Russia" is SUN in 1970 and RUS in 1999; "Soviet Union" is SUN in any year. None where no country has it,
    or where it may mean several and none is usual ("Korea"): see `may_mean`.
    """
    return _reading(_names(), name, on)


def demonym(word: str, on: date | None = None) -> Country | None:
    """The country of an adjective or a word for its people ("Iraqi", "Iraqis"), as `country` reads names."""
    return _reading(_demonyms(), word, on)


def capital(name: str, on: date | None = None) -> Country | None:
    """The country whose capital or seat of government this is on a day (today where None): Bonn only till 1999."""
    return _reading(_capitals(), name, on, strict=True)


def metonym(name: str) -> Seat | None:
    """Who sits in a building or place that stands for them ("Kremlin"), or None."""
    return seats().get(plain(name))


def by_code(iso3: str) -> Country | None:
    """The country with this alpha-3 code, or None."""
    return countries().get(iso3)


def may_mean(name: str) -> tuple[str, ...]:
    """All countries (alpha-3) that an ambiguous name may mean ("Georgia", "Congo"); empty for other names."""
    return _ambiguous().get(plain(name), ())


@cache
def seats() -> Mapping[str, Seat]:
    """All seats by name. Raises CodebookError naming file and line of a wrong entry."""
    path = ACTORS / "seats.toml"
    found = {}
    for name, (country_code, sector) in load(path)["seats"].items():
        if country_code not in countries() or sector not in codes.sectors():
            fail(path, name, f"unknown country {country_code!r} or sector {sector!r}")
        found[name] = Seat(name, country_code, sector)
    return found


def country_named(name: str) -> str | None:
    """The alpha-3 code of the country with this name today, see `country`."""
    found = country(name)
    return found.iso3 if found else None


def country_of_demonym(word: str) -> str | None:
    """The alpha-3 code of the country of a demonym, adjective or people ("Iraqi", "Iraqis")."""
    found = demonym(word)
    return found.iso3 if found else None


def country_of_capital(name: str) -> str | None:
    """The alpha-3 code of the state that this capital stands for in news ("Tehran"; not "Brussels")."""
    found = capital(name)
    if found is None:
        return None
    wanted = plain(name)
    stands = any(seat.stands for seat in found.capitals if wanted in (seat.name, seat.name.upper()))
    return found.iso3 if stands else None


def country_word(word: str) -> str | None:
    """The country that a word names or is the demonym of; None for capitals."""
    return country_named(word) or country_of_demonym(word)
