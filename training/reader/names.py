"""Names from every part of the world, to put in the place of those the training text happens to hold."""

from __future__ import annotations

import random

from training.reader.peoples import words

ARTICLE = 0.4  # share of longer names with the Arabic article
GIVEN, FAMILY, PLACES = words("given"), words("family"), words("places")
TWO_WORD_PLACES = [place.split("_") for place in words("two_word_places")]


def random_name(chance: random.Random, length: int) -> list[str]:
    """A made-up name of `length` words: given names, then family names; sometimes with the Arabic article."""
    if length == 1:
        return [chance.choice(FAMILY)]
    if length > 2 and chance.random() < ARTICLE:  # our tokenizer cuts al-Masri in three
        front = [chance.choice(GIVEN) for _ in range(length - 3)]
        return [*front, chance.choice(("al", "Al", "el")), "-", chance.choice(FAMILY)]
    return [*(chance.choice(GIVEN) for _ in range(length - 1)), chance.choice(FAMILY)]


def random_place(chance: random.Random, length: int) -> list[str]:
    """A place's name of one or two words."""
    return [chance.choice(PLACES)] if length == 1 else list(chance.choice(TWO_WORD_PLACES))
