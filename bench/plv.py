"""PLV_train as pairs to measure on: never trained on (its text is not openly licensed)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from communique.analysis.tokens import tokenize
from communique.codebook import event_types
from training.coder.pairs import Pair, Range
from training.coder.words import Word

QUADS = {**{name: entry.quad for name, entry in event_types().items()}, "YIELD": 2}
_TAG = re.compile(r"</?([st])>")


def plv(path: Path) -> list[tuple[Pair, str]]:
    """Pairs with their gold root; of several marked places of an actor the first counts."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(_pair(row["sentence_id"], row["marked_sentence"]), row["gold_root"]) for row in rows]


def _pair(name: str, text: str) -> Pair:
    plain, spans = unmarked(text)
    tokens = tokenize(plain)
    words = tuple(Word(plain[a:b]) for a, b in tokens)
    return Pair(name, words, *(_covered(tokens, spans.get(role, (0, 0))) for role in "st"), types=())


def unmarked(text: str) -> tuple[str, dict[str, Range]]:
    """The text without <s> and <t>, and the characters that the first of each held."""
    plain, spans, open_now = "", dict[str, Range](), dict[str, int]()
    place = 0
    for match in _TAG.finditer(text):
        plain += text[place : match.start()]
        place = match.end()
        if match[0][1] != "/":
            open_now[match[1]] = len(plain)
        else:
            spans.setdefault(match[1], (open_now[match[1]], len(plain)))
    return plain + text[place:], spans


def _covered(tokens: list[Range], span: Range) -> Range:
    """Words that a range of characters touches; (0, 0), nobody, where it is empty."""
    inside = [number for number, (start, end) in enumerate(tokens) if start < span[1] and end > span[0]]
    return (inside[0], inside[-1] + 1) if inside and span[1] else (0, 0)


def scores(gold: list[str], ours: list[str], quads: dict[str, int]) -> Iterator[tuple[str, float]]:
    """Macro-F1 over roots and over quads, and accuracy."""
    yield "root", macro_f1(gold, ours)
    yield "quad", macro_f1([str(quads[g]) for g in gold], [str(quads[o]) for o in ours])
    yield "accuracy", sum(g == o for g, o in zip(gold, ours, strict=True)) / len(gold)


def macro_f1(gold: list[str], ours: list[str]) -> float:
    """The mean over the gold's labels of F1, 0 to 1."""
    found = []
    for label in sorted(set(gold)):
        both = sum(g == o == label for g, o in zip(gold, ours, strict=True))
        found.append(2 * both / (gold.count(label) + ours.count(label)) if both else 0.0)
    return sum(found) / len(found)
