"""Mentions against gold that tells some types and not others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from communique.analysis.reader import Parsed
from communique.records.analysis import BODIES, MENTION_TYPES
from training.reader.corpora import Sentence, TrainingDocument, iob_spans
from training.reader.labels import LabelSet

COARSE = {**dict.fromkeys(BODIES, "ORG"), "COUNTRY": "PLACE"}  # what others' annotations do not tell apart
FOUR = ("PERSON", "ORG", "PLACE", "PEOPLE")

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
    """F1 in percent: `mentions` over all types, `mentions_PERSON` … of each the gold has at least 20 of.

    Bodies of every kind count as ORG and countries as PLACE; `four` is over persons, organisations, places, peoples.
    """
    gold, ours, both = Counter[str](), Counter[str](), Counter[str]()
    for sentence, one in zip(sentences, parsed, strict=True):
        if sentence.labels is not None:
            _count(sentence.labels, one, gold, ours, both)
    kinds = [kind for kind in MENTION_TYPES if gold[kind] >= 20]
    found = {f"mentions_{kind}": 200 * both[kind] / (gold[kind] + ours[kind]) for kind in kinds}
    if not kinds:
        return {}
    return {
        "mentions": _over(kinds, gold, ours, both),
        "mentions_four": _over(FOUR, gold, ours, both),
        **found,
    }


def _over(kinds: Sequence[str], gold: Counter[str], ours: Counter[str], both: Counter[str]) -> float:
    total = sum(gold[kind] + ours[kind] for kind in kinds)
    return 200 * sum(both[kind] for kind in kinds) / max(1, total)


def _count(
    labels: Sequence[LabelSet], parsed: Parsed, gold: Counter[str], ours: Counter[str], both: Counter[str]
) -> None:
    """Where the gold allows several types, it is ours if that is among them, else the first."""
    spans = {(first, last): COARSE.get(kind, kind) for first, last, kind, _ in parsed.mentions}
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
            yield first, last, list(dict.fromkeys(COARSE.get(kind, kind) for kind in kinds))
        first = last


def _is_wrong(labels: Sequence[LabelSet], kind: str) -> bool:
    """Whether the gold rules a mention out; it does not where it tells nothing, or allows the type here."""
    fine = [kind, *(name for name, coarse in COARSE.items() if coarse == kind)]
    likely = {f"{position}-{name}" for position in "BI" for name in fine}
    return any(label and not likely & label for label in labels)


def uner(data: Path) -> list[TrainingDocument]:
    """UNER EWT dev: persons, organisations, places. Never trained on."""
    path = data / "ner" / "uner_ewt" / "en_ewt-ud-dev.iob2"
    return [TrainingDocument("uner", _iob_file(path, UNER_TYPES, word=1, tag=2))]


def newswire(data: Path) -> list[TrainingDocument]:
    """Worldwide newswire, dev; only measured, never trained on."""
    paths = sorted((data / "ner" / "eww" / "dev").glob("*.tsv"))
    return [TrainingDocument(path.stem, _iob_file(path, NEWSWIRE_TYPES, word=0, tag=1)) for path in paths]


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
    told = set(types.values())
    others = frozenset(f"{p}-{k}" for k in MENTION_TYPES if COARSE.get(k, k) not in told for p in "BI")
    labels: list[LabelSet] = [frozenset({"O"}) | others] * len(words)
    for first, last, name in iob_spans(tags):
        kind = types.get(name)
        for token in range(first, last):
            position = "B" if token == first else "I"
            labels[token] = frozenset({f"{position}-{kind}"}) if kind else frozenset()
    return Sentence(words, labels=labels)
