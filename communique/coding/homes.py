"""Where actors are at home whose country is not stated: from a place in their description, else from the report.

"The governor of Rio de Janeiro" is of Brazil by a place, the Zambia Revenue Authority of Zambia by its name; "the army"
in a report that speaks of Mali more than of others is of Mali by the report, or of where the nearest place is.
International bodies, and whoever the codebook knows to be of no country, are left without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.codebook import country_named, country_of_demonym
from communique.coding.actors import Actors
from communique.coding.places import PlaceMention
from communique.coding.reading import Reading
from communique.records import Actor

SHARE = 0.5  # of what a report says of countries, for the one it mainly speaks of
AS_GIVEN = ("codebook:name",)  # origins of actors whose country is known, none included


def at_home(reading: Reading, actors: Actors, places: Sequence[PlaceMention]) -> Actors:
    """The actors, those without a country given one where the text allows to tell it."""
    main = _main_country(actors, places)
    found = {}
    for actor in actors.records:
        if actor.country is None and actor.origin.by not in AS_GIVEN:
            named = _named_in(reading, actor)
            if len(named) > 1:
                continue  # "Iranian and Iraqi officials" are of neither alone
            near = named[0] if named else next(_of_places(reading, actor, places), None)
            country = near or (None if _is_worldly(actor) else main or _nearest(reading, actor, places))
            if country:
                found[actor.id] = replace(actor, country=country, country_basis="place" if near else "report")
    return actors.exchanged(found)


def _is_worldly(actor: Actor) -> bool:
    """A named organisation or outlet may be of anywhere, whatever the report is about."""
    return actor.kind in ("organisation", "media") and actor.origin.by == "model:reader"


def _main_country(actors: Actors, places: Sequence[PlaceMention]) -> str | None:
    """The country that most names and places of the report are of, if they are more than SHARE of all."""
    told = Counter(mention.place.country for mention in places if mention.place.country)
    for actor in actors.records:
        if actor.country:
            told[actor.country] += len(actor.mentions)
    if not told:
        return None
    country, times = told.most_common(1)[0]
    return country if times > SHARE * told.total() or len(told) == 1 else None


def _named_in(reading: Reading, actor: Actor) -> tuple[str, ...]:
    """The countries that words of the name tell: one for the Zambia Revenue Authority."""
    first, last = reading.token_at(actor.name.start), reading.token_at(actor.name.end - 1)
    if first is None or last is None:
        return ()
    words = reading.words[first : last + 1]
    told = dict.fromkeys(country_named(word) or country_of_demonym(word) for word in words)
    return tuple(code for code in told if code)


def _nearest(reading: Reading, actor: Actor, places: Sequence[PlaceMention]) -> str | None:
    """The country of the place nearest to a mention of the actor in the same sentence."""
    far = []
    for mention in actor.mentions:
        token = reading.token_at(mention.start)
        for place in places:
            if token is not None and reading.sentence_of(token) == reading.sentence_of(place.head):
                far.append((abs(token - place.head), place.place.country or ""))
    return (min(far)[1] or None) if far else None


def _of_places(reading: Reading, actor: Actor, places: Sequence[PlaceMention]) -> Iterator[str]:
    """The countries of places that stand in a mention of the actor or hang on it."""
    for mention in actor.mentions:
        token = reading.token_at(mention.end - 1)
        if mention.form == "pronoun" or token is None:
            continue
        below = _described_by(reading, _head(reading, token, mention.start))
        yield from (
            place.place.country
            for place in places
            if place.place.country
            and (place.head in below or mention.start <= place.place.span.start < mention.end)
        )


def _described_by(reading: Reading, head: int) -> set[int]:
    """A word and the nouns that describe it, and those that describe them; no clauses."""
    found, waiting = set(), [head]
    while waiting:
        token = waiting.pop()
        found.add(token)
        waiting += reading.children(token, "nmod", "compound", "flat")
    return found


def _head(reading: Reading, token: int, start: int) -> int:
    """The word of a mention that the others hang on."""
    head = reading.heads[token]
    while head >= 0 and start <= reading.analysis.starts[head] <= reading.analysis.starts[token]:
        token, head = head, reading.heads[head]
    return token
