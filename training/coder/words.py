"""A word of a sentence that the coder learns from, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word and what it names, so that it can be exchanged: "COUNTRY", "PEOPLE", "PERSON", "PLACE" or "".

    `home` is the country of the actor it means (ISO 3166 alpha-3, "-" for none, "" where it means no actor), `tells`
    the country that its name tells ("" for none).
    """

    text: str
    kind: str = ""
    key: str = ""
    home: str = ""
    tells: str = ""
