"""Places: which words name one, which place is meant, and which of them an act is located at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from communique import codebook
from communique.coding import clauses
from communique.coding.reading import Reading
from communique.records import Place
from communique.records.analysis import BODIES, LOCATIONS

LONGEST_PLACE = 4  # tokens
LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "off", "along", "across", "within", "on", "over"}
)
DESTINATION = frozenset({"to", "into", "in", "at"})
MOTION = frozenset(
    {"arrive", "travel", "fly", "visit", "go", "come", "return", "land", "trip", "tour", "send", "deploy"}
)
CAPITAL_BONUS, COUNTRY_BONUS = 5_000_000, 20_000_000


@dataclass(frozen=True)
class PlaceMention:
    """A place name in the text: token range (last not included), the head token, and the place meant."""

    first: int
    last: int
    head: int
    place: Place


def find_places(reading: Reading) -> tuple[PlaceMention, ...]:
    """Place names in text order, each with the place that fits best the countries the report speaks of."""
    spoken = _countries_spoken_of(reading)
    found = []
    token = 0
    while token < len(reading):
        mention = _place_at(reading, token, spoken)
        token = mention.last if mention else token + 1
        if mention:
            found.append(mention)
    return tuple(found)


def _countries_spoken_of(reading: Reading) -> Counter[str]:
    """Countries by how often the report names them or their people."""
    words = (codebook.country_word(word) for word in reading.words if word[:1].isupper())
    return Counter(word for word in words if word)


def _place_at(reading: Reading, first: int, spoken: Counter[str]) -> PlaceMention | None:
    if not reading.words[first][:1].isupper() or reading.upos[first] not in ("PROPN", "NOUN", "ADJ"):
        return None
    person = _in_other_name(reading, first)
    last = max(first + LONGEST_PLACE, reading.mention_ends.get(first, 0))  # "Port-au-Prince" is five tokens
    limit = min(reading.sentences[reading.sentence_of(first)][1], last)
    for last in range(limit, first, -1):
        name = " ".join(reading.span(first, last).cut(reading.text).split())
        if last - first == 1 and (person or codebook.country_of_demonym(name)):
            return None
        place = _place_named(reading, first, last, name, spoken)
        if place is not None:
            return PlaceMention(first, last, _head(reading, first, last), place)
    return None


def _in_other_name(reading: Reading, token: int) -> bool:
    """Whether the reader took the word for part of the name of a person or an organisation."""
    return not reading.named_as[token].isdisjoint({"PERSON", "PEOPLE"} | BODIES)


def _seen_as_place(reading: Reading, first: int, last: int) -> bool:
    return any(not reading.named_as[token].isdisjoint(LOCATIONS) for token in range(first, last))


def _place_named(reading: Reading, first: int, last: int, name: str, spoken: Counter[str]) -> Place | None:
    span = reading.span(first, last)
    country = codebook.country_named(name)
    if country is not None:
        return Place(span, codebook.countries()[country].name, country, None, None, None)
    if not _seen_as_place(reading, first, last) and codebook.country_of_capital(name) is None:
        return None
    candidates = codebook.lookup(name)
    if not candidates:
        return Place(span, name, None, None, None, None) if _whole_mention(reading, first, last) else None
    beside = _country_beside(reading, last)
    best = max(candidates, key=lambda place: _fit(place, beside, spoken, name))
    return Place(span, best.name, best.country, best.latitude, best.longitude, best.geonames)


def _whole_mention(reading: Reading, first: int, last: int) -> bool:
    return any(
        (m.first, m.last) == (first, last) and m.type in ("PLACE", "COUNTRY")
        for m in reading.analysis.mentions
    )


def _country_beside(reading: Reading, last: int) -> str | None:
    """The country in "Cairo, Egypt"."""
    if last + 1 < len(reading) and reading.words[last] == ",":
        return codebook.country_named(reading.words[last + 1])
    return None


def _fit(
    place: codebook.GazetteerPlace, beside: str | None, spoken: Counter[str], name: str
) -> tuple[bool, int, str]:
    weight = place.population
    if codebook.country_of_capital(name) == place.country:
        weight += CAPITAL_BONUS
    if place.country in spoken:
        weight += COUNTRY_BONUS
    if not place.population:
        weight += COUNTRY_BONUS * 2
    return (place.country == beside and beside is not None, weight, place.name)


def _head(reading: Reading, first: int, last: int) -> int:
    for token in range(first, last):
        if not first <= reading.heads[token] < last:
            return token
    return last - 1


def where_of(reading: Reading, token: int, places: tuple[PlaceMention, ...]) -> Place | None:
    """The place an act happens at, as its clause says; None where it says none.

    A town is preferred to a country. Where an act is only said to be done *to* a country, that is no place.
    """
    by_head = {mention.head: mention.place for mention in places}
    carriers = [token]
    head = reading.heads[token]
    if head >= 0 and reading.upos[token] not in clauses.VERBAL and reading.base(token) in ("obj", "nsubj"):
        carriers.append(head)
    found = [by_head[t] for carrier in carriers for t in _locations(reading, carrier) if t in by_head]
    return next((place for place in found if place.latitude is not None), found[0] if found else None)


def _locations(reading: Reading, token: int) -> list[int]:
    moving = reading.lemmas[token].lower() in MOTION
    wanted = LOCATIVE | DESTINATION if moving else LOCATIVE
    found = []
    for child in reading.children(token, "obl", "nmod", "advmod"):
        if set(clauses.cases(reading, child)) & wanted:
            found.append(child)
            found.extend(_inside(reading, child))
    if moving:
        found.extend(reading.children(token, "obj"))
    return found


def _inside(reading: Reading, phrase: int) -> list[int]:
    """Places named inside a locative phrase: "in the town of X", "at the airport in X", "in X, Y"."""
    found = []
    for child in reading.children(phrase, "nmod", "appos", "compound", "flat"):
        if {"of", "in", "near", "at"} & set(clauses.cases(reading, child)) or reading.base(child) != "nmod":
            found.append(child)
            found.extend(_inside(reading, child))
    return found
