"""Events as the learned coder tells them: word, type, mode, status and parties, from one pass over each sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from communique.coding.homes import Hints
from communique.coding.neutral import neutral
from communique.coding.reading import Reading
from communique.models import EventScores, coder_session
from communique.models.inputs import LONGEST

# Probability of an event at a word; on the corpus' dev part 0.5, 0.58, 0.65, 0.75 gave F1 73.1, 73.3, 73.2, 72.7,
# with countries 49.4, 49.6, 49.7, 49.6.
LEAST = 0.65
PARTY = 0.5  # probability that a word is of a party
# Probability of a role below which nobody fills it; the likeliest above fills a role nobody else does. On the dev part
# 0.4, 0.3, 0.2, 0.1, 0.05 gave, with countries, F1 44.6, 45.0, 45.2, 45.0, 45.0.
DOUBTFUL = 0.2
POSSIBLE = 0.3  # probability of a role from which a word's country speaks for or against that of the others
MODE = 0.5  # probability among the modes of a type
Meaning = Callable[
    [int, int], tuple[str, ...]
]  # the actors that a word means, to the event told by another word


@dataclass(frozen=True)
class LearnedEvent:
    """An event at a word (of the document), with the probability of its type and whom it is between (actor ids)."""

    token: int
    type: str
    mode: str | None
    status: str
    score: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Learned:
    """What the coder says of a document: its events by their word, and how likely each word tells any."""

    events: dict[int, LearnedEvent]
    likely: NDArray[np.float32]


@dataclass(frozen=True)
class SentenceScores:
    """The coder's scores of one sentence, or of its first LONGEST words: tokens `first` to `last` (not included)."""

    first: int
    last: int
    scores: EventScores


def sentence_scores(reading: Reading) -> list[SentenceScores]:
    """The scores of every sentence, before anybody is known."""
    ranges = [(first, min(last, first + LONGEST)) for first, last in reading.sentences]
    found = coder_session().events([neutral(reading.words[first:last]) for first, last in ranges])
    return [SentenceScores(*span, scores) for span, scores in zip(ranges, found, strict=True)]


def party_words(told: Sequence[SentenceScores], tokens: int) -> NDArray[np.float32]:
    """How likely each word is of a party to some event, [tokens]: what tells a capital that acts from a place."""
    found = np.zeros(tokens, np.float32)
    for one in told:
        events = 1 - one.scores.types[:, 0] >= LEAST
        if events.any():
            found[one.first : one.last] = one.scores.parties[:, events].max((0, 1))
    return found


def dealings(told: Sequence[SentenceScores]) -> list[dict[int, int]]:
    """For every event, the words that may be of its parties, each with its likelier role (0 actor, 1 recipient)."""
    found = []
    for one in told:
        for word in np.flatnonzero(1 - one.scores.types[:, 0] >= LEAST).tolist():
            shares = one.scores.parties[:, word]
            likely = np.flatnonzero(shares.max(0) >= POSSIBLE).tolist()
            found.append({one.first + place: int(shares[:, place].argmax()) for place in likely})
    return found


def hints(told: Sequence[SentenceScores]) -> Hints:
    """What the scores tell of the countries of actors."""
    return Hints(
        dealings(told), partial(_kin, {token: one for one in told for token in range(one.first, one.last)})
    )


def _kin(sentences: Mapping[int, SentenceScores], actor: int, name: int) -> float:
    one = sentences.get(actor)
    if one is None or not one.first <= name < one.last:
        return 0.0
    return float(one.scores.kin[actor - one.first, name - one.first])


def learned_events(told: Sequence[SentenceScores], tokens: int, meaning: Meaning) -> Learned:
    """The events of every sentence, their parties by what the words mean."""
    likely = np.zeros(tokens, np.float32)
    found: dict[int, LearnedEvent] = {}
    for one in told:
        likely[one.first : one.last] = 1 - one.scores.types[:, 0]
        for event in _of_sentence(one.scores, one.first, coder_session().card.labels, meaning):
            found[event.token] = event
    return Learned(found, likely)


def _of_sentence(
    scores: EventScores, first: int, labels: dict[str, list[str]], meaning: Meaning
) -> Iterator[LearnedEvent]:
    for word in np.flatnonzero(1 - scores.types[:, 0] >= LEAST).tolist():
        best = int(scores.types[word, 1:].argmax())
        kind = labels["types"][best]
        meant = partial(_meant, meaning, first, word)
        actors = _members(scores.parties[0, word], scores.parties[1, word], meant)
        recipients = _members(scores.parties[1, word], scores.parties[0, word], meant, actors)
        yield LearnedEvent(
            token=first + word,
            type=kind,
            mode=_mode(kind, scores.modes[word], labels["modes"]),
            status=labels["statuses"][int(scores.statuses[word].argmax())],
            score=float(scores.types[word, 1 + best]),
            actors=actors,
            recipients=recipients,
        )


def _meant(meaning: Meaning, first: int, word: int, place: int) -> tuple[str, ...]:
    return meaning(first + place, first + word)


def _members(
    own: NDArray[np.float32],
    other: NDArray[np.float32],
    meant: Callable[[int], tuple[str, ...]],
    taken: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """The actors whose words are likely of a role, and likelier than of the other one, in the order of the text; else
    the likeliest that is not taken and not out of the question.
    """
    chosen = np.flatnonzero((own >= PARTY) & (own >= other)).tolist()
    found = tuple(dict.fromkeys(actor for place in chosen for actor in meant(place) if actor not in taken))
    if found:
        return found
    for place in np.argsort(-own).tolist():
        if own[place] < DOUBTFUL:
            break
        named = tuple(actor for actor in meant(place) if actor not in taken)
        if named and own[place] >= other[place]:
            return named
    return ()


def _mode(kind: str, scores: NDArray[np.float32], names: list[str]) -> str | None:
    own = [number for number, name in enumerate(names) if name.startswith(f"{kind}.")]
    if not own:
        return None
    shares = np.exp(scores[own] - scores[own].max())
    best = int(shares.argmax())
    return names[own[best]].partition(".")[2] if shares[best] / shares.sum() >= MODE else None
