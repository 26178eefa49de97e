"""Mentions against gold that tells some types and not others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from communique.analysis.reader import Parsed
from training.reader.corpora import Sentence, iob_spans
from training.reader.labels import MENTION_TYPES, LabelSet

UNER_TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
NEWSWIRE_TYPES = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "PLACE",
    "NORP": "PEOPLE",
    "Facility": "FACILITY",
    "Date": "DATE",
}


def mention_scores(sentences: Sequence[Sentence], parsed: Sequence[Parsed]) -> dict[str, float]:
    """F1 in percent: `mentions` over all types, `mentions_PERSON` … of each the gold has at least 20 of."""
    gold, ours, both = Counter[str](), Counter[str](), Counter[str]()
    for sentence, one in zip(sentences, parsed, strict=True):
        if sentence.labels is not None:
            _count(sentence.labels, one, gold, ours, both)
    kinds = [kind for kind in MENTION_TYPES if gold[kind] >= 20]
    found = {f"mentions_{kind}": 200 * both[kind] / (gold[kind] + ours[kind]) for kind in kinds}
    total = sum(gold[kind] + ours[kind] for kind in kinds)
    return {"mentions": 200 * sum(both[kind] for kind in kinds) / total, **found} if kinds else {}


def _count(
    labels: Sequence[LabelSet], parsed: Parsed, gold: Counter[str], ours: Counter[str], both: Counter[str]
) -> None:
    """Where the gold allows several types, it is ours if that is among them, else the first."""
    spans = {(first, last): kind for first, last, kind, _ in parsed.mentions}
    told: set[tuple[int, int]] = set()
    for first, last, kinds in _gold_spans(labels):
        told.add((first, last))
        kind = spans.get((first, last), "")
        gold[kind if kind in kinds else kinds[0]] += 1
        if kind in kinds:
            ours[kind] += 1
            both[kind] += 1
        elif kind:
            ours[kind] += 1
    for (first, last), kind in spans.items():
        if (first, last) not in told and _is_wrong(labels[first:last], kind):
            ours[kind] += 1


def _gold_spans(labels: Sequence[LabelSet]) -> Iterator[tuple[int, int, list[str]]]:
    """Token ranges the gold says are mentions, with their possible types."""
    first = 0
    while first < len(labels):
        kinds = [kind for kind in MENTION_TYPES if f"B-{kind}" in labels[first]]
        last = first + 1
        if kinds and "O" not in labels[first]:
            inside = {f"I-{kind}" for kind in kinds}
            while last < len(labels) and labels[last] and labels[last] <= inside:
                last += 1
            yield first, last, kinds
        first = last


def _is_wrong(labels: Sequence[LabelSet], kind: str) -> bool:
    """Whether the gold rules a mention out; it does not where it tells nothing, or allows the type here."""
    return any(label and not {f"B-{kind}", f"I-{kind}"} & label for label in labels)


def uner(data: Path) -> list[Sentence]:
    """UNER EWT dev: persons, organisations, places. Never trained on."""
    path = data / "ner" / "uner_ewt" / "en_ewt-ud-dev.iob2"
    return _iob_file(path, UNER_TYPES, word=1, tag=2)


def newswire(data: Path) -> list[Sentence]:
    """Worldwide newswire, dev; only measured, never trained on."""
    paths = sorted((data / "ner" / "eww" / "dev").glob("*.tsv"))
    return [sentence for path in paths for sentence in _iob_file(path, NEWSWIRE_TYPES, word=0, tag=1)]


def _iob_file(path: Path, types: dict[str, str], *, word: int, tag: int) -> list[Sentence]:
    found = []
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        cells = [line.split("\t") for line in block.split("\n")]
        rows = [row for row in cells if len(row) > max(word, tag) and row[word].strip()]
        if rows:
            words, tags = [row[word].strip() for row in rows], [row[tag].strip() for row in rows]
            found.append(_sentence(words, tags, types))
    return found


def _sentence(words: list[str], tags: list[str], types: dict[str, str]) -> Sentence:
    """What the file tells of its types; of the types it does not know, nothing."""
    others = frozenset(f"{p}-{kind}" for kind in MENTION_TYPES if kind not in types.values() for p in "BI")
    labels: list[LabelSet] = [frozenset({"O"}) | others] * len(words)
    for first, last, name in iob_spans(tags):
        kind = types.get(name)
        for token in range(first, last):
            position = "B" if token == first else "I"
            labels[token] = frozenset({f"{position}-{kind}"}) if kind else frozenset()
    return Sentence(words, labels=labels)
