"""Countries as the learned coder sees them: always the same few, whichever a sentence names.

What one country does to another must not hang on which they are. So names, peoples and capitals of one word are
exchanged before the coder reads: the first country of a sentence for the first of STANDING, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from communique.codebook import countries, country_named, country_of_capital, country_of_demonym
from communique.codebook.countries import Country

# Countries whose name, capital and demonyms are single words, from every part of the world.
STANDING = ("PER", "NOR", "KEN", "VNM", "JOR", "CHL", "GHA", "NPL", "POL", "CUB", "AGO", "FJI")
FORMS: dict[str, Callable[[str], str | None]] = {
    "name": country_named,
    "people": country_of_demonym,
    "capital": country_of_capital,
}


def neutral(words: Sequence[str]) -> list[str]:
    """The words, as many as before, with every country they name in one word exchanged for a standing one."""
    others: dict[str, Country] = {}
    found = []
    for word in words:
        form, code = _known(word)
        if code is None:
            found.append(word)
        else:
            standing = others.setdefault(code, _standing(len(others)))
            found.append(_written(standing, form, word))
    return found


@cache
def _known(word: str) -> tuple[str, str | None]:
    """How a word names a country, and which; None where it names none."""
    if word[:1].isupper():
        for form, known in FORMS.items():
            code = known(word)
            if code is not None:
                return form, code
    return "", None


def _standing(number: int) -> Country:
    return countries()[STANDING[number % len(STANDING)]]


def _written(country: Country, form: str, word: str) -> str:
    if form == "name":
        return country.name
    if form == "capital":
        return country.capitals[0].name
    plural = word.endswith("s") and not word.endswith("ss")
    return country.demonyms[1 if plural and len(country.demonyms) > 1 else 0]
