"""GAP (Webster et al. 2018, Apache-2.0): a pronoun, two names, which of them it means. Read for its choices only."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from communique.analysis.sentences import sentence_ends
from communique.analysis.tokens import tokenize
from training.reader.corpora import Choice, Sentence, TrainingDocument

SHARE = 0.6  # of the epochs in which each text is read


def gap(data: Path, part: str) -> list[TrainingDocument]:
    """`development` or `validation`; of development every second text is kept from training, to measure on it."""
    rows = list(gap_rows(data, part))
    documents = [
        document(row) for number, row in enumerate(rows) if part != "development" or not is_kept(number)
    ]
    return [one for one in documents if one.choice is not None]


def is_kept(number: int) -> bool:
    """Whether a row of GAP development, counted from 0, is kept from training."""
    return number % 2 == 0


def gap_rows(data: Path, part: str) -> Iterator[dict[str, str]]:
    """The rows of a GAP file, with its own column names."""
    with (data / "coref" / "gap" / f"gap-{part}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def document(row: dict[str, str]) -> TrainingDocument:
    """One text, cut into sentences by rule, with the heads (last words) of the two names."""
    text = row["Text"]
    tokens = tokenize(text)
    ends = [end for end, _ in sentence_ends(text, tokens)]
    starts = [0, *ends[:-1]]
    sentences = []
    people: list[list[tuple[int, int]]] = [[] for _ in ends]

    def place(start: int, end: int) -> tuple[int, int, int]:
        first = next(t for t, (_, stop) in enumerate(tokens) if stop > start)
        last = max(t for t, (begin, _) in enumerate(tokens) if begin < end)
        number = bisect_right(starts, last) - 1
        return number, max(first - starts[number], 0), last - starts[number]

    for first, last in zip(starts, ends, strict=True):
        sentences.append(Sentence([text[a:b] for a, b in tokens[first:last]]))
    names = []
    for name in "AB":
        start = int(row[f"{name}-offset"])
        number, low, head = place(start, start + len(row[name]))
        people[number].append((low, head + 1))
        names.append((number, head, row.get(f"{name}-coref", "").upper() == "TRUE"))
    for sentence, spans in zip(sentences, people, strict=True):
        sentence.people = spans
    start = int(row["Pronoun-offset"])
    number, _, word = place(start, start + len(row["Pronoun"]))
    choice = Choice((number, word), tuple(names))
    return TrainingDocument(f"gap-{row['ID']}", sentences, cut=False, share=SHARE, choice=choice)
