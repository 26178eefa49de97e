"""Which mention goes back to which: names in short, noun phrases and pronouns, in reach of REACH mentions.

The network gives every word two vectors; their product, with what the distance adds, is the score that a mention
headed by the one goes back to a mention headed by the other. The best earlier mention wins if it beats "none".
A name that stood before goes back to it without being scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from communique.records.analysis import BODIES, LOCATIONS, TextMention

if TYPE_CHECKING:
    from communique.analysis.reader import Marks

LINKED = BODIES | LOCATIONS | {"PERSON", "PEOPLE"}
STEPS = (4, 8, 12, 18, 26, 36, 50, 70, 100, 150)  # words between two mentions; as in training/reader/model.py
REACH = 80  # mentions before one that it may go back to
SURE = 0.5  # probability that a noun means an actor
GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
}
PRONOUNS = GENDERS.keys() | {"they", "them", "their", "theirs", "themselves", "who", "whom", "whose"}
PREPOSITIONS = frozenset(["of", "in", "from", "for", "at", "on", "near", "with", "to"])


class Linker:
    """Scores pairs of mentions; `distance` is what each of STEPS, and what lies beyond, adds to a score."""

    def __init__(self, distance: Sequence[float]) -> None:
        self._distance = np.array(distance, np.float32)

    def links(
        self,
        words: Sequence[str],
        xpos: Sequence[str],
        mentions: Sequence[TextMention],
        marks: Sequence[Marks],
    ) -> list[tuple[int, int, float]]:
        """(head word, head word of what it goes back to, probability), in order; words count from the text's start."""
        if not words:
            return []
        nominals = np.concatenate([mark.nominals for mark in marks])
        heads = mention_heads(words, xpos, mentions, nominals)
        anaphors = np.concatenate([mark.anaphors for mark in marks])[heads]
        antecedents = np.concatenate([mark.antecedents for mark in marks])[heads]
        genders = [GENDERS.get(words[head].lower(), "") for head in heads.tolist()]
        again = dict(names_again(words, mentions))
        return list(self._found(heads.tolist(), genders, anaphors, antecedents, again))

    def _found(
        self,
        heads: Sequence[int],
        genders: Sequence[str],
        anaphors: NDArray[np.float32],
        antecedents: NDArray[np.float32],
        again: dict[int, int],
    ) -> Iterator[tuple[int, int, float]]:
        """The links in order. A chain with "he" in it is not for "she", nor for "it"."""
        chains: dict[int, dict[str, str]] = {}
        places = np.array(heads)
        for place, head in enumerate(heads):
            chain = chains.setdefault(head, {"gender": genders[place]})
            low = max(0, place - REACH)
            found = again.get(head), 1.0
            if found[0] is None and place:
                scores = self.scores(
                    anaphors[place], antecedents[low:place], places[place] - places[low:place]
                )
                for other in range(low, place) if chain["gender"] else ():
                    if chains[heads[other]]["gender"] not in ("", chain["gender"]):
                        scores[other - low + 1] = -np.inf
                best = int(scores.argmax())
                found = (
                    heads[low + best - 1] if best else None,
                    float(1 / np.exp(scores - scores[best]).sum()),
                )
            if found[0] is not None and found[0] in chains:
                chains[head] = chains[found[0]]
                chains[head]["gender"] = chains[head]["gender"] or genders[place]
                yield head, found[0], found[1]

    def scores(
        self, anaphor: NDArray[np.float32], antecedents: NDArray[np.float32], apart: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Scores [K + 1] of going back to none (first) and to each of K mentions `apart` words away."""
        width = len(anaphor) - 1
        steps = self._distance[np.searchsorted(STEPS, np.abs(apart))]
        found = antecedents @ anaphor[:width] / np.float32(np.sqrt(width)) + steps
        return np.concatenate((anaphor[width:], found))


def names_again(words: Sequence[str], mentions: Sequence[TextMention]) -> Iterator[tuple[int, int]]:
    """Names that stood before, with the head of the latest: the same words, or for a person the last of them.

    Two persons of one family whose first names differ are two.
    """
    latest: dict[str, list[tuple[int, list[str]]]] = {}
    for mention in mentions:
        if mention.type not in LINKED:
            continue
        name = [word.lower() for word in words[mention.first : mention.last]]
        head = head_of(words, mention.first, mention.last, mention.type)
        person = mention.type == "PERSON"
        known = latest.setdefault(name[-1] if person else " ".join(name), [])
        same = next((old for old, before in reversed(known) if not person or _one_person(name, before)), None)
        if same is not None:
            yield head, same
        known.append((head, name))


def _one_person(name: Sequence[str], before: Sequence[str]) -> bool:
    return len(name) == 1 or len(before) == 1 or name[0][0] == before[0][0]


def mention_heads(
    words: Sequence[str], xpos: Sequence[str], mentions: Sequence[TextMention], nominals: NDArray[np.float32]
) -> NDArray[np.int64]:
    """The head words of all that may be linked, in order: names, pronouns, nouns that mean an actor."""
    named = {head_of(words, m.first, m.last, m.type) for m in mentions if m.type in LINKED}
    pronouns = {t for t, tag in enumerate(xpos) if tag[:2] in ("PR", "WP") and words[t].lower() in PRONOUNS}
    inside = {t for m in mentions for t in range(m.first, m.last)}
    nouns = {t for t in np.flatnonzero(nominals > SURE).tolist() if t not in inside}
    return np.array(sorted(named | pronouns | nouns), np.int64)


def head_of(words: Sequence[str], first: int, last: int, kind: str) -> int:
    """The head of a name: its last word; of bodies and places the last before a preposition."""
    if kind == "PERSON":
        return last - 1
    stop = next((t for t in range(first + 1, last) if words[t].lower() in PREPOSITIONS), last)
    return stop - 1
