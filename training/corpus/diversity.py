"""How alike the sentences of the corpus are, told in three ways."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence

from communique.analysis.tokens import tokenize
from training.corpus.reports import Report

SAMPLED = 1000  # sentences that are compared with all others, the same each time
Words = tuple[str, ...]


def sentences_of(reports: Sequence[Report]) -> list[tuple[str, Words]]:
    """Every sentence's plot and its words in small letters."""
    return [
        (report.plot, tuple(s.text[a:b].lower() for a, b in tokenize(s.text)))
        for report in reports
        for s in report.sentences
    ]


def distinct(sentences: Sequence[Words], size: int) -> float:
    """The share of n-grams that are different from each other (Li et al. 2016)."""
    grams = [gram for words in sentences for gram in _grams(words, size)]
    return len(set(grams)) / max(1, len(grams))


def nearest(sentences: Sequence[tuple[str, Words]]) -> list[float]:
    """For some sentences, the largest Jaccard likeness of word trigrams with a sentence of another plot, 0 to 1."""
    index: dict[Words, list[int]] = defaultdict(list)
    grams = [set(_grams(words, 3)) for _, words in sentences]
    for number, own in enumerate(grams):
        for gram in own:
            index[gram].append(number)
    found = []
    for number in _sample(len(sentences)):
        shared = Counter(other for gram in grams[number] for other in index[gram])
        others = ((o, n) for o, n in shared.items() if sentences[o][0] != sentences[number][0])
        found.append(max((n / len(grams[number] | grams[o]) for o, n in others), default=0.0))
    return found


def self_bleu(sentences: Sequence[Words]) -> float:
    """Mean BLEU-4 of some sentences against 500 others (Zhu et al. 2018), without smoothing above 1-grams of 1e-9."""
    chosen = [sentences[number] for number in _sample(len(sentences))]
    others = chosen[:500]
    counts = [_most(others, size) for size in (1, 2, 3, 4)]
    scores = [_bleu(words, counts, own=words in others) for words in chosen[500:]]
    return sum(scores) / max(1, len(scores))


def _bleu(words: Words, counts: Sequence[Counter[Words]], *, own: bool) -> float:
    logs = []
    for size, most in enumerate(counts, 1):
        grams = Counter(_grams(words, size))
        hit = sum(min(times, most[gram] - own) for gram, times in grams.items())
        logs.append(math.log(max(hit, 1e-9) / max(1, sum(grams.values()))))
    return math.exp(sum(logs) / len(logs))


def _most(sentences: Sequence[Words], size: int) -> Counter[Words]:
    """How often each n-gram stands at most in one of the sentences."""
    most: Counter[Words] = Counter()
    for words in sentences:
        most |= Counter(_grams(words, size))
    return most


def _grams(words: Words, size: int) -> list[Words]:
    return [words[start : start + size] for start in range(len(words) - size + 1)]


def _sample(count: int) -> list[int]:
    return random.Random(1).sample(range(count), min(count, SAMPLED))
