"""Other countries, peoples and persons in the place of those of a sentence, so that no code hangs on a name.

Only names of one word are exchanged, a country's for a country's, its people's for that country's people's, its
capital's for that country's capital's, a personal name's for another from any part of the world.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from functools import cache

from communique.codebook import countries, country_named, country_of_capital, country_of_demonym
from communique.codebook.countries import Country
from training.coder.words import Word
from training.reader.names import FAMILY, FEMALE, MALE

NAME = {"COUNTRY": country_named, "PEOPLE": country_of_demonym, "PLACE": country_of_capital}


@cache
def exchangeable() -> tuple[Country, ...]:
    """Countries whose name, capital and demonyms (singular and plural) are single words."""
    found = []
    for country in countries().values():
        names = (country.name, *country.demonyms[:2], *(capital.name for capital in country.capitals[:1]))
        if country.kind == "state" and len(names) == 4 and all(" " not in name for name in names):
            found.append(country)
    return tuple(found)


def swapped(words: Sequence[Word], chance: random.Random, *, persons: float = 0.7) -> list[str]:
    """The sentence with all its countries exchanged, and a share of its personal names."""
    others: dict[str, Country] = {}
    names: dict[str, str] = {}
    found = []
    for word in words:
        code = NAME[word.kind](word.text) if word.kind in NAME else None
        if code is not None:
            country = others.get(code) or others.setdefault(code, _fresh(others.values(), chance))
            found.append(_form(word, country) or word.text)
        elif word.kind == "PERSON" and word.text[0].isupper() and len(word.text) > 2:
            if word.text not in names:
                new = chance.choice(chance.choice((FAMILY, FAMILY, MALE, FEMALE)))
                names[word.text] = new if chance.random() < persons else word.text
            found.append(names[word.text])
        else:
            found.append(word.text)
    return found


def _fresh(taken: Collection[Country], chance: random.Random) -> Country:
    """A country that stands for no other one yet: two countries of a sentence stay two."""
    while (country := chance.choice(exchangeable())) in taken:
        pass
    return country


def _form(word: Word, country: Country) -> str | None:
    """What takes the word's place; None where its form tells nothing known."""
    if word.kind == "COUNTRY":
        return country.name
    if word.kind == "PLACE":
        return country.capitals[0].name
    return country.demonyms[1 if word.text.endswith("s") and not word.text.endswith("ss") else 0]
