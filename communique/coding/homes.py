"""Where actors are at home whose country is not stated: told by what the report says of countries around them.

"The governor of Rio de Janeiro" is of Brazil by a place, the Zambia Revenue Authority of Zambia by its name; "the army"
is of Mali where the report speaks of Mali more than of others, or where a town of Mali stands in its clause. Every
country that the report names or has a place of is weighed against the others and against none, by the weights of
homes.toml, which `python -m training.homes` fits (a conditional logit, McFadden 1974). Whom the codebook knows to be of
no country stays so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from communique import codebook
from communique.codebook.loading import load
from communique.coding.actors import Actors
from communique.coding.places import PlaceMention
from communique.coding.reading import DASHES, Reading
from communique.records import Actor

LEAST = 0.3  # share of the weight from which a country is told; tried on the corpus' dev part
START_WORDS, HEAD_SENTENCES = 3, 4  # a dateline stands among the first sentences, behind headlines
LONGEST_DATELINE, SMALL_WORD = 14, 3  # words; letters of "al", "de", "and"
POSSESSIVES = ("'s", "’s", "'", "’")
LONGEST_NAME = 3  # words of a country's or people's name
LARGE = 100_000  # people of a town that tells the country of a body with its name
MOST_KIN = 5.0
AS_GIVEN = ("codebook:name",)  # origins of actors whose country is known, none included


# The words of the parties to one event, each with its role (0 actor, 1 recipient).
Dealing = Mapping[int, int]
Features = NDArray[np.float32]


class Feature(IntEnum):
    """What is asked of a country, for an actor. Clues are the places and other words that tell the country."""

    OWN = 0  # named in the actor's name
    DESCRIBED = 1  # a clue describes the actor
    CLAUSE_PLACE = 2  # a place of it in the same clause
    CLAUSE_OTHER = 3  # another clue in the same clause
    SENTENCE_PLACE = 4  # a place of it in the same sentence
    SENTENCE_OTHER = 5  # another clue in the same sentence
    BEFORE = 6  # the nearest clue before the actor in its sentence
    AFTER = 7  # the nearest after it
    LATEST = 8  # the last clue in the report before the actor is first met
    PREVIOUS = 9  # a clue in the sentence before
    OPENING = 10  # a clue in the first sentence, or in the one behind the dateline
    START = 11  # a clue in the first three words of these
    SHARE = 12  # its share of the report's clues
    MOST = 13  # no country has more clues
    ONLY = 14  # no other country has a clue
    OWNER = 15  # an actor of it owns the actor ("its embassy")
    ALLY = 16  # a clue stands where the learned coder sees the actor's role in one event
    OTHER_SIDE = 17  # a clue stands where it sees the other role
    KIN = 18  # log odds, -MOST_KIN to MOST_KIN, that the coder gives the likeliest clue in the actor's sentences
    DATELINE = 19  # a clue in the dateline


@dataclass(frozen=True)
class Hints:
    """What the learned coder tells of the countries of actors.

    `dealings`: who may deal with whom. `kin`: of two words, log odds that the actor whom the first one means is of the
    country that the second one tells; 0 where nothing is known.
    """

    dealings: Sequence[Dealing] = ()
    kin: Callable[[int, int], float] = lambda actor, name: 0.0


KINDS = ("any", "person", "body", "people", "unknown")
BODIES = frozenset({"organisation", "company", "media"})


@dataclass(frozen=True)
class Clue:
    """A word that tells a country: of a place, or another (its name, its people, an actor of it)."""

    token: int
    country: str
    place: bool


@dataclass(frozen=True)
class Weights:
    """Of every feature for each of KINDS [K, F], and of being of no country for kinds, origins and words of actors."""

    features: NDArray[np.float32]
    none: dict[str, float]


def at_home(
    reading: Reading, actors: Actors, places: Sequence[PlaceMention], told: Hints | None = None
) -> Actors:
    """The actors, those without a country given one where the text allows to tell it."""
    clues = Clues(reading, actors, places, told)
    found = {}
    for actor in actors.records:
        if is_open(actor):
            rows = clues.features(actor)
            country = _by_people(actor) or _likeliest(actor, rows, clues.none_features(actor))
            if country:
                near = country not in rows or rows[country][Feature.OWN] or rows[country][Feature.DESCRIBED]
                found[actor.id] = replace(actor, country=country, country_basis="place" if near else "report")
    return actors.exchanged(found)


def is_open(actor: Actor) -> bool:
    """Whether the actor's country is still to be told."""
    return actor.country is None and actor.origin.by not in AS_GIVEN


def _by_people(actor: Actor) -> str | None:
    """The state of a people that the actor is itself ("Chechens")."""
    states = codebook.states_of_people(actor.label)
    return states[0] if len(states) == 1 else None


def _likeliest(actor: Actor, rows: dict[str, Features], none: Sequence[str]) -> str | None:
    """The country with most weight; None where being of none weighs more, or no country is likely enough."""
    if not rows or sum(row[Feature.OWN] > 0 for row in rows.values()) > 1:
        return None  # "Iranian and Iraqi officials" are of neither alone
    own = weights()
    scores = np.array([0.0, *(weighed(actor, row) @ own.features.ravel() for row in rows.values())])
    scores[0] = sum(own.none.get(name, 0.0) for name in none)
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    best = int(shares.argmax())
    return list(rows)[best - 1] if best and shares[best] >= LEAST else None


def weighed(actor: Actor, row: Features) -> Features:
    """The features once for any kind of actor, and again for the actor's own, [K * F]."""
    kind = actor.kind
    kinds = (True, kind == "person", kind in BODIES, kind == "people", kind == "unknown")  # as KINDS
    found: Features = np.outer(kinds, row).astype(np.float32).ravel()
    return found


@cache
def weights() -> Weights:
    """The fitted weights, from homes.toml."""
    table = load(Path(__file__).parent / "homes.toml")
    rows = [[table["features"][feature.name][kind] for feature in Feature] for kind in KINDS]
    return Weights(np.array(rows, np.float32), table["none"])


class Clues:
    """Everything in a report that tells a country, and the features of its countries for an actor."""

    def __init__(
        self,
        reading: Reading,
        actors: Actors,
        places: Sequence[PlaceMention],
        told: Hints | None = None,
    ) -> None:
        self._reading, self._actors, self._told = reading, actors, told or Hints()
        self._dealings: dict[int, list[Dealing]] = {}
        for dealing in self._told.dealings:
            for token in dealing:
                self._dealings.setdefault(token, []).append(dealing)
        found = {p.head: Clue(p.head, p.place.country, True) for p in places if p.place.country}
        self._spoken = frozenset(
            {clue.country for clue in (*found.values(), *_words(reading, frozenset()))} | actors.countries
        )
        for clue in (*_words(reading, self._spoken), *_actors(reading, actors, self._spoken)):
            found.setdefault(clue.token, clue)
        self._clues = tuple(sorted(found.values(), key=lambda clue: clue.token))
        self._tokens = tuple(clue.token for clue in self._clues)
        self._countries = {clue.token: clue.country for clue in self._clues}
        self._by_sentence: dict[int, list[Clue]] = {}
        for clue in self._clues:
            self._by_sentence.setdefault(reading.sentence_of(clue.token), []).append(clue)
        self._dateline = _dateline(reading)
        self._general = self._of_report()
        self._international = _international(reading, actors)

    def none_features(self, actor: Actor) -> tuple[str, ...]:
        """What speaks for being of no country, by name; words of the actor's own name among it."""
        _, below = _mentioned(self._reading, actor)
        given = {"office": bool(actor.offices), "of-international": not below.isdisjoint(self._international)}
        words = dict.fromkeys(f"word:{word}" for word in actor.label.lower().split() if word.isalpha())
        return (
            "always",
            actor.kind,
            actor.origin.by,
            *(name for name, holds in given.items() if holds),
            *words,
        )

    def features(self, actor: Actor) -> dict[str, Features]:
        """A row of features [F] for every country that the report has a clue of."""
        rows = {country: row.copy() for country, row in self._general.items()}
        for country in _named_in(self._reading, actor, self._spoken):
            rows.setdefault(country, _blank())[Feature.OWN] = 1
        heads, below = _mentioned(self._reading, actor)
        predicates = {_predicate(self._reading, head) for head in heads}
        for sentence in {self._reading.sentence_of(head) for head in heads}:
            for clue in self._by_sentence.get(sentence, ()):
                near = _predicate(self._reading, clue.token) in predicates
                rows[clue.country][_in_sentence(clue, near=near, describes=clue.token in below)] = 1
            for clue in self._by_sentence.get(sentence - 1, ()):
                rows[clue.country][Feature.PREVIOUS] = 1
        self._nearest(heads, rows)
        self._likely_kin(heads, rows)
        for country in self._owners(heads):
            rows.setdefault(country, _blank())[Feature.OWNER] = 1
        for country, feature in self._partners(heads):
            rows[country][feature] = 1
        return rows

    def _likely_kin(self, heads: Sequence[int], rows: dict[str, Features]) -> None:
        """Of each country, the log odds of its likeliest clue in a sentence of the actor's."""
        best: dict[str, float] = {}
        for head in heads:
            for clue in self._by_sentence.get(self._reading.sentence_of(head), ()):
                if clue.token != head:
                    odds = self._told.kin(head, clue.token)
                    best[clue.country] = max(odds, best.get(clue.country, odds))
        for country, odds in best.items():
            rows[country][Feature.KIN] = min(MOST_KIN, max(-MOST_KIN, odds))

    def _partners(self, heads: Sequence[int]) -> Iterator[tuple[str, Feature]]:
        """The countries of clues that are of a role in one event with the actor."""
        for head in heads:
            for dealing in self._dealings.get(head, ()):
                for token, role in dealing.items():
                    country = self._countries.get(token)
                    if country and token not in heads:
                        yield country, Feature.ALLY if role == dealing[head] else Feature.OTHER_SIDE

    def _owners(self, heads: Sequence[int]) -> Iterator[str]:
        """The countries of those whom pronouns before the actor's words mean: "its embassy", "his army"."""
        for head in heads:
            for child in self._reading.children(head, "nmod:poss"):
                if self._reading.upos[child] == "PRON":
                    for owner in self._actors.all_at(child):
                        country = self._actors.get(owner).country
                        if country:
                            yield country

    def _of_report(self) -> dict[str, Features]:
        """What holds of the countries for every actor alike."""
        count = Counter(clue.country for clue in self._clues)
        rows = {country: _blank() for country in count}
        most = max(count.values(), default=0)
        for country, times in count.items():
            rows[country][Feature.SHARE : Feature.OWNER] = (
                times / len(self._clues),
                times == most,
                len(count) == 1,
            )
        for clue in self._clues:
            for feature in self._at_head(clue.token):
                rows[clue.country][feature] = 1
        return rows

    def _at_head(self, token: int) -> Iterator[Feature]:
        """The features of a clue in the dateline or in the first sentences."""
        first, behind = self._dateline
        if first <= token < behind:
            yield Feature.DATELINE
            return
        for start in {0, min(behind, len(self._reading) - 1)}:
            end = self._reading.sentences[self._reading.sentence_of(start)][1]
            if start <= token < end:
                yield Feature.OPENING
            if start <= token < min(end, start + START_WORDS):
                yield Feature.START

    def _nearest(self, heads: Sequence[int], rows: dict[str, Features]) -> None:
        for head in heads:
            same = self._by_sentence.get(self._reading.sentence_of(head), ())
            before, after = ([c for c in same if c.token < head], [c for c in same if c.token > head])
            if before:
                rows[before[-1].country][Feature.BEFORE] = 1
            if after:
                rows[after[0].country][Feature.AFTER] = 1
        earlier = bisect_left(self._tokens, min(heads, default=0))
        if earlier:
            rows[self._clues[earlier - 1].country][Feature.LATEST] = 1


def _in_sentence(clue: Clue, *, near: bool, describes: bool) -> list[Feature]:
    """The features of a clue in a sentence of the actor's."""
    found = [Feature.SENTENCE_PLACE if clue.place else Feature.SENTENCE_OTHER]
    if near:
        found.append(Feature.CLAUSE_PLACE if clue.place else Feature.CLAUSE_OTHER)
    return [*found, Feature.DESCRIBED] if describes else found


def _blank() -> Features:
    return np.zeros(len(Feature), np.float32)


def _dateline(reading: Reading) -> tuple[int, int]:
    """The words of the dateline: the first one and the one behind the dash; (0, 0) where there is none."""
    for first, last in reading.sentences[:HEAD_SENTENCES]:
        for token in range(first + 1, min(first + LONGEST_DATELINE, last)):
            if reading.words[token] in DASHES:
                return first, token + 1
            if reading.words[token].islower() and len(reading.words[token]) > SMALL_WORD:
                break
    return 0, 0


def _words(reading: Reading, spoken: frozenset[str]) -> Iterator[Clue]:
    """Names of countries and peoples."""
    for last, country in _told_by_names(reading, 0, len(reading), partial(_of_name, spoken)):
        yield Clue(last, country, False)


def _told_by_names(
    reading: Reading, first: int, last: int, country_of: Callable[[str], str | None]
) -> Iterator[tuple[int, str]]:
    """The countries that names among words tell, each with the name's last word; of overlapping names the longest."""
    token = first
    while token < last:
        longest = min(LONGEST_NAME, last - token) if reading.words[token][:1].isupper() else 0
        for length in range(longest, 0, -1):
            country = country_of(" ".join(reading.words[token : token + length]))
            if country:
                token += length - 1
                yield token, country
                break
        token += 1


def _of_name(spoken: frozenset[str], name: str) -> str | None:
    """The country with this name or people; a people of several states is of the first that the report speaks of."""
    known = codebook.country_of_demonym(name) or codebook.country_named(name)
    states = codebook.states_of_people(name)
    return known or (states[0] if len(states) == 1 else next((s for s in states if s in spoken), None))


def _of_place(name: str) -> str | None:
    """The country of a large town, or of a place of our own list."""
    place = next(iter(codebook.lookup(name)), None)
    return place.country if place and (place.population >= LARGE or not place.population) else None


def _actors(reading: Reading, actors: Actors, spoken: frozenset[str]) -> Iterator[Clue]:
    """Mentions of actors whose country is known, or told by their name alone ("the University of Limpopo")."""
    for actor in actors.records:
        country = actor.country or _by_name(reading, actor, spoken)
        for mention in actor.mentions:
            token = reading.token_at(mention.end - 1)
            if country and mention.form != "pronoun" and token is not None:
                yield Clue(token - (reading.lower[token] in POSSESSIVES), country, False)


def _by_name(reading: Reading, actor: Actor, spoken: frozenset[str]) -> str | None:
    named = _named_in(reading, actor, spoken) if actor.kind != "person" and is_open(actor) else ()
    return named[0] if len(named) == 1 else None


def _international(reading: Reading, actors: Actors) -> frozenset[int]:
    """The words that name bodies which the codebook knows to be of no country."""
    found: set[int] = set()
    for actor in actors.records:
        if actor.country is None and not is_open(actor):
            for mention in actor.mentions:
                first, last = reading.token_at(mention.start), reading.token_at(mention.end - 1)
                if mention.form != "pronoun" and first is not None and last is not None:
                    found.update(range(first, last + 1))
    return frozenset(found)


def _mentioned(reading: Reading, actor: Actor) -> tuple[list[int], set[int]]:
    """The heads of the actor's mentions in text order, and all words of those that describe it."""
    heads, below = [], set()
    for mention in actor.mentions:
        first, last = reading.token_at(mention.start), reading.token_at(mention.end - 1)
        if first is None or last is None:
            continue
        head = _head(reading, last, mention.start)
        heads.append(head)
        if mention.form != "pronoun":
            below |= _described_by(reading, head) | set(range(first, last + 1))
    return heads, below


def _named_in(reading: Reading, actor: Actor, spoken: frozenset[str]) -> tuple[str, ...]:
    """The countries that words of the name tell: one for the Zambia Revenue Authority, the Orissa government."""
    first, last = reading.token_at(actor.name.start), reading.token_at(actor.name.end - 1)
    if first is None or last is None:
        return ()
    told = _told_by_names(reading, first, last + 1, partial(_of_name, spoken))
    known = tuple(dict.fromkeys(country for _, country in told))
    if known or actor.kind == "person":
        return known
    return tuple(country for _, country in _told_by_names(reading, first, last + 1, _of_place))[:1]


def _predicate(reading: Reading, token: int) -> int:
    """The verb of the clause that a word stands in, or what the sentence hangs on."""
    path = (token, *reading.ancestors(token))
    return next((above for above in path if reading.upos[above] == "VERB"), path[-1])


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
