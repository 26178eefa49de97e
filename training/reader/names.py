"""Names from every part of the world, to put in the place of those the training text happens to hold."""

from __future__ import annotations

from training.reader.peoples import words

MALE, FEMALE, FAMILY, PLACES = words("male"), words("female"), words("family"), words("places")
