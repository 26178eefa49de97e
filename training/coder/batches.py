"""What the heads should say of pairs, as arrays, and pairs in batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.models.inputs import buckets
from communique.models.marked import Marked, inputs
from training.coder.pairs import STATUSES, Pair, Range
from training.coder.words import Word

Array = NDArray[np.generic]
Batch = tuple[tuple[Array, ...], dict[str, Array]]
UNKNOWN = -100
NO_RANGE: Range = (0, 0)


@dataclass(frozen=True)
class Labels:
    """Names of the types and modes, in the order of the outputs."""

    types: tuple[str, ...]
    modes: tuple[str, ...]


def targets(rows: Sequence[Pair], words: int, labels: Labels) -> dict[str, Array]:
    """`types` [B, T] shares, `modes` and `statuses` [B], `any` [B], `trigger` [B, N]; UNKNOWN or 0 where not told."""
    types = np.zeros((len(rows), len(labels.types)), np.float32)
    trigger = np.zeros((len(rows), words), bool)
    modes, statuses = np.full(len(rows), UNKNOWN), np.full(len(rows), UNKNOWN)
    for number, pair in enumerate(rows):
        for name in pair.types:
            types[number, labels.types.index(name)] = 1 / len(pair.types)
        trigger[number, [token + 1 for token in pair.trigger]] = True
        if pair.mode in labels.modes:
            modes[number] = labels.modes.index(pair.mode)
        if pair.status in STATUSES:
            statuses[number] = STATUSES.index(pair.status)
    told = np.array([bool(pair.types) for pair in rows], np.float32)
    whole = np.array([pair.source != NO_RANGE and pair.target != NO_RANGE for pair in rows], np.float32)
    whole *= [pair.labelled for pair in rows]
    return {
        **_event_targets(rows, words, labels),
        "types": types,
        "trigger": trigger,
        "modes": modes,
        "statuses": statuses,
        "any": told,
        "whole": whole,
    }


def _event_targets(rows: Sequence[Pair], words: int, labels: Labels) -> dict[str, Array]:
    """`event_types`, `event_modes`, `event_statuses` [B, N] (UNKNOWN where not told), `parties` [B, 2, N, N].

    `kin` [B, N, N]: 1 where the actor that the row's word means is of the country that the column's word tells, 0
    where not, -1 where one of them is not known. `sentence` [B] tells the whole sentences, labelled or not.
    """
    shape = (len(rows), words)
    found = {
        name: np.full(shape, UNKNOWN, np.int64) for name in ("event_types", "event_modes", "event_statuses")
    }
    parties = np.zeros((len(rows), 2, words, words), bool)
    kin = np.full((len(rows), words, words), -1, np.int8)
    for number, row in enumerate(rows):
        if row.events is not None and row.labelled:
            found["event_types"][number, 1 : len(row.words) + 1] = 0
        for event in row.events or ():
            place = (number, event.word + 1)
            found["event_types"][place] = 1 + labels.types.index(event.type)
            found["event_statuses"][place] = (
                STATUSES.index(event.status) if event.status in STATUSES else UNKNOWN
            )
            if event.mode in labels.modes:
                found["event_modes"][place] = labels.modes.index(event.mode)
            for role, members in enumerate((event.actors, event.recipients)):
                parties[number, role, event.word + 1, [token + 1 for token in members]] = True
        if row.events is not None and row.labelled:
            last = len(row.words) + 1
            kin[number, 1:last, 1:last] = _kin(row.words)
    sentence = np.array([row.events is not None for row in rows], np.float32)
    return {**found, "parties": parties, "kin": kin, "sentence": sentence}


def _kin(words: Sequence[Word]) -> NDArray[np.int8]:
    homes, told = np.array([word.home for word in words]), np.array([word.tells for word in words])
    same = (homes[:, None] == told[None, :]).astype(np.int8)
    known = (homes != "")[:, None] & (told != "")[None, :]
    return np.where(known, same, np.int8(-1))


def batches(
    rows: Sequence[tuple[Pair, Marked]], most: int, order: np.random.Generator, labels: Labels
) -> Iterator[Batch]:
    """Batches of at most `most` pieces, of like length, in random order."""
    for chosen in buckets([len(one.encoded.pieces) for _, one in rows], most, order):
        given = inputs([rows[i][1] for i in chosen])
        yield given, targets([rows[i][0] for i in chosen], given[-1].shape[1], labels)


def random_state(*parts: object) -> random.Random:
    """A generator that is the same for the same parts."""
    return random.Random("-".join(map(str, parts)))
