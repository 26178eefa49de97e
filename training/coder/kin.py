"""Whose country words tell, for the head that says of two words whether they are of one country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.codebook import country_named, country_of_demonym, lookup
from training.coder.words import Word
from training.corpus.marks import Mark
from training.corpus.reports import CorpusActor

NOBODY = "-"  # an actor of no country, or of one that the report does not tell
NOUNS = ("NOM", "PRON")


def with_countries(
    words: Sequence[Word],
    text: str,
    marks: Sequence[tuple[Mark, tuple[int, int]]],
    actors: Mapping[str, CorpusActor],
) -> tuple[Word, ...]:
    """The words with the country of the actor they mean (the innermost), and with the country they tell by name."""
    found = list(words)
    known = {actor.country for actor in actors.values()}
    for mark, (first, last) in sorted(marks, key=lambda one: one[1][0] - one[1][1]):
        label, _, key = mark.label.partition(" ")
        if mark.sign != "[":
            continue
        home = (actors[key].country or NOBODY) if key in actors else ""
        told = "" if label in NOUNS else _told(label, text[mark.start : mark.end], home, known)
        for place in range(first, last):
            word = found[place]
            found[place] = replace(word, home=home or word.home, tells=told or word.tells)
    return tuple(found)


def _told(label: str, name: str, home: str, known: set[str]) -> str:
    """The country that a name tells: its own, or that of the place."""
    if label in ("COUNTRY", "PEOPLE"):
        return country_named(name) or country_of_demonym(name) or ""
    if home not in ("", NOBODY):
        return home
    if label != "PLACE":
        return ""
    places = [place.country for place in lookup(name) if place.country]
    return next((country for country in places if country in known), places[0] if places else "") or ""
