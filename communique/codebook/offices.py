"""Offices, bodies and groups of people by their words (actors/offices.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.codebook.countries import ACTORS
from communique.codebook.loading import check_keys, fail, load
from communique.records import codes

LONGEST_OFFICE = 5  # words
SPELLINGS = {"defence": "defense", "labour": "labor", "organiser": "organizer"}


@dataclass(frozen=True)
class OfficeWord:
    """One office: its role in our words, PLOVER sector, level for meetings, whether a domain stands before it."""

    role: str
    sector: str | None
    level: str | None
    domains: bool


@dataclass(frozen=True)
class OfficeMatch:
    """An office found in a list of words: how many it takes, its role with the domain, its sector and level."""

    length: int
    role: str
    sector: str | None
    level: str | None


@dataclass(frozen=True)
class BodyWord:
    """A common name of a body or group: kind of actor and PLOVER sector."""

    kind: str
    sector: str | None


@cache
def offices() -> Mapping[tuple[str, ...], OfficeWord]:
    """Words of an office → the office. Raises CodebookError naming file and line of a wrong entry."""
    path = ACTORS / "offices.toml"
    found: dict[tuple[str, ...], OfficeWord] = {}
    for number, entry in enumerate(load(path)["office"]):
        place = ("office", number)
        check_keys(path, place, entry, required=("words", "role"), optional=("sector", "level", "domains"))
        word = OfficeWord(
            entry["role"], entry.get("sector"), entry.get("level"), bool(entry.get("domains", False))
        )
        if word.sector is not None and word.sector not in codes.sectors():
            fail(path, place, f"unknown sector {word.sector!r}")
        if word.level is not None and word.level not in codes.MEETING_LEVELS:
            fail(path, place, f"unknown level {word.level!r}")
        for form in entry["words"]:
            found.setdefault(tuple(form.split()), word)
    return found


@cache
def _domains() -> frozenset[str]:
    return frozenset(load(ACTORS / "offices.toml")["domains"])


def match_office(words: Sequence[str], start: int) -> OfficeMatch | None:
    """The office that begins at `start` in lower-cased words: with its domain, the longest; None for none.

    "defense minister", "minister of defense", "chief of staff", "ministers" (plural).
    """
    place = start
    while place < len(words) and place - start < 3 and words[place] in _domains():
        found = _office_at(words, place)
        if found is not None and found[0] > 1:
            break
        if found is not None and (place + 1 >= len(words) or not _leads_on(words, place + 1)):
            break
        place += 1
    found = _office_at(words, place)
    if found is None:
        return None
    length, office = found
    domain = list(words[start:place]) if office.domains else []
    if place > start and not office.domains:
        return None
    length += place - start
    if office.domains and not domain:
        after = _domain_after(words, start + length)
        length, domain = length + (len(after) + 1 if after else 0), after
    role = " ".join((*(SPELLINGS.get(word, word) for word in domain), office.role))
    return OfficeMatch(length, role, office.sector, office.level)


def _leads_on(words: Sequence[str], place: int) -> bool:
    """Whether an office, or more domain words and then one, follow."""
    while place < len(words) and words[place] in _domains():
        if _office_at(words, place) is not None:
            return True
        place += 1
    return _office_at(words, place) is not None


def _office_at(words: Sequence[str], place: int) -> tuple[int, OfficeWord] | None:
    for length in range(min(LONGEST_OFFICE, len(words) - place), 0, -1):
        form = tuple(words[place : place + length])
        for candidate in (form, (*form[:-1], form[-1].removesuffix("s"))):
            office = offices().get(candidate)
            if office is not None:
                return length, office
    return None


def _domain_after(words: Sequence[str], place: int) -> list[str]:
    """`of defense`, `of foreign affairs` after "minister": the domain words."""
    if place >= len(words) or words[place] != "of":
        return []
    found = []
    for word in words[place + 1 : place + 3]:
        if word not in _domains() or word in (
            "state",
            "national",
            "army",
            "police",
            "government",
            "union",
            "party",
        ):
            break
        found.append(word)
    return found


@cache
def _levels() -> Mapping[str, str | None]:
    return {office.role: office.level for office in offices().values()}


def office_level(role: str) -> str:
    """The level of a meeting that a holder of the role gives it: one of `codes.MEETING_LEVELS`."""
    words = role.split()
    for first in range(len(words)):
        level = _levels().get(" ".join(words[first:]))
        if level is not None:
            return level
    return "unknown"


def body_word(lemma: str) -> BodyWord | None:
    """The body that a common noun names ("army", "ministry"), by lemma in lower case."""
    return _words("bodies").get(lemma)


def people_word(lemma: str) -> BodyWord | None:
    """The people that a common noun names ("protester", "refugee"), by lemma in lower case."""
    return _words("people").get(lemma)


def pair_word(lemma: str) -> str | None:
    """The kind of actor that "the two …" means, by lemma: state for "country", person for "man"."""
    pairs: dict[str, str] = load(ACTORS / "offices.toml")["pairs"]
    return pairs.get(lemma)


@cache
def _words(table: str) -> Mapping[str, BodyWord]:
    path = ACTORS / "offices.toml"
    found: dict[str, BodyWord] = {}
    entries: dict[str, Any] = load(path)[table]
    for lemma, (kind, sector) in entries.items():
        if kind not in codes.ACTOR_KINDS or sector not in codes.sectors():
            fail(path, lemma, f"unknown kind {kind!r} or sector {sector!r}")
        found[lemma] = BodyWord(kind, sector)
    return found
