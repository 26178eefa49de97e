"""From label probabilities to mentions: token ranges with type and score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from communique.codebook import country_named

Found = tuple[int, int, str, float]


def text_mentions(
    words: Sequence[str], probabilities: NDArray[np.float32], sentence: NDArray[np.int64], names: list[str]
) -> list[Found]:
    """Mentions (first, last not included, type, score) of a window, from the best label a word.

    An I that continues nothing opens a mention of its own; none goes over a sentence's end.
    """
    best = probabilities.argmax(1)
    found: list[Found] = []
    for token in np.flatnonzero(best != names.index("O")).tolist():
        position, _, kind = names[best[token]].partition("-")
        score = float(probabilities[token, best[token]])
        goes_on = position == "I" and found and found[-1][1] == token and found[-1][2] == kind
        if goes_on and sentence[token] == sentence[token - 1]:
            first, _, _, lowest = found[-1]
            found[-1] = (first, token + 1, kind, min(lowest, score))
        else:
            found.append((token, token + 1, kind, score))
    return [part for mention in found for part in _parted(words, mention)]


def _parted(words: Sequence[str], mention: Found) -> Iterator[Found]:
    """`Amina Okoro of Mali` is a person and a country."""
    first, last, kind, score = mention
    of = next((t for t in range(first + 1, last - 1) if words[t] == "of"), None)
    if kind == "PERSON" and of is not None and country_named(" ".join(words[of + 1 : last])):
        yield first, of, kind, score
        yield of + 1, last, "COUNTRY", score
    else:
        yield mention
