"""Peoples and adjectives of regions that tell a country: "Chechen", "Catalans", "Bosnian Serb"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from communique.codebook.countries import ACTORS, countries, plain
from communique.codebook.loading import fail_at, rows


@cache
def peoples() -> Mapping[str, tuple[str, ...]]:
    """The states (alpha-3, the likeliest first) of every people. Raises CodebookError naming file and line."""
    path = ACTORS / "peoples.tsv"
    found: dict[str, tuple[str, ...]] = {}
    for line, entry in rows(path, ("name", "countries")):
        name, codes = entry["name"], tuple(entry["countries"].split("|"))
        for code in codes:
            if code not in countries():
                fail_at(path, line, f"unknown country {code!r}")
        if name in found:
            fail_at(path, line, f"the people {name!r} stands twice")
        found[name] = codes
    return found


def states_of_people(name: str) -> tuple[str, ...]:
    """The states in which a people lives, the likeliest first; empty for other words."""
    return peoples().get(plain(name), ())
