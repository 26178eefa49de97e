"""Pairs of actors in news that nobody coded, for teachers to teach on: ECB+ (CC BY 3.0), MEANTIME (CC BY 4.0), re3d.

The reader finds the names; two names of actors in one sentence are a pair. The sentences are there whole as well.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from communique.analysis import parse
from communique.models import reader_session
from communique.records.analysis import BODIES
from training.coder.pairs import Pair
from training.coder.words import Word
from training.reader.corpora import TrainingDocument, re3d, unlabelled

ACTORS = BODIES | {"PERSON", "COUNTRY", "PEOPLE", "PLACE"}
EXCHANGED = ("COUNTRY", "PEOPLE", "PERSON", "PLACE")
A_SENTENCE = 2  # pairs
SHARE = 0.35  # of the epochs in which a pair is read
LONGEST = 60  # words


def write_unlabelled(data: Path, target: Path) -> None:
    """Find the pairs of the unpacked archives cdec, text and ner, the same each time, and keep them as JSON Lines."""
    documents = (*unlabelled(data), *re3d(data))
    rows = (pair for document in documents for pair in _of_document(document))
    part = target.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        for pair in rows:
            words = [(word.text, word.kind) for word in pair.words]
            file.write(json.dumps((pair.name, words, pair.source, pair.target), ensure_ascii=False) + "\n")
    part.replace(target)


def read_unlabelled(path: Path) -> list[Pair]:
    """The pairs that were found."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [
        Pair(
            name,
            tuple(Word(*w) for w in words),
            tuple(source),
            tuple(target),
            (),
            share=SHARE,
            labelled=False,
        )
        for name, words, source, target in rows
    ]


def _of_document(document: TrainingDocument) -> Iterator[Pair]:
    sentences = [s.words for s in document.sentences if 5 <= len(s.words) <= LONGEST]
    for number, (words, parsed) in enumerate(
        zip(sentences, parse(sentences, reader_session("accurate")), strict=True)
    ):
        named = [Word(word) for word in words]
        for first, last, kind, _ in parsed.mentions:
            if kind in EXCHANGED:
                named[first:last] = [Word(word, kind) for word in words[first:last]]
        spans = [(first, last) for first, last, kind, _ in parsed.mentions if kind in ACTORS]
        both = list(permutations(spans, 2))
        name = f"{document.name}:{number}"
        yield Pair(name, tuple(named), (0, 0), (0, 0), (), labelled=False)
        for source, target in random.Random(name).sample(both, min(A_SENTENCE, len(both))):
            yield Pair(name, tuple(named), source, target, (), labelled=False)
