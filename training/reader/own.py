"""The corpus of our own reports (`corpus/`) as documents for the reader: mentions, chains, nominals; no trees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.analysis.links import head_of
from communique.analysis.tokens import tokenize
from training.corpus.check import problems
from training.corpus.marks import Mark, covered
from training.corpus.reports import CorpusSentence, Report, part, read
from training.reader.corpora import Sentence, TrainingDocument, rule_ends
from training.reader.labels import LabelSet

TYPES = {"GOV": "GOVERNMENT", "MIL": "MILITARY", "ARMED": "ARMED_GROUP", "DOC": "DOCUMENT"}
PHRASES = ("NOM", "PRON")
UNLINKED = ("DATE", "TITLE", "WEAPON", "PEOPLE", "DOC", "EVENT")  # types whose keys do not make chains


def own(folder: Path, which: str = "train") -> list[TrainingDocument]:
    """Every report of one part (train, dev, test) that keeps to the guide."""
    reports = (report for report in read([folder]) if part(report) == which)
    return [_document(report) for report in reports if not list(problems(report))]


def _document(report: Report) -> TrainingDocument:
    ends = rule_ends(report.text)
    return TrainingDocument(
        f"own-{report.name}", [_sentence(sentence, ends) for sentence in report.sentences]
    )


def _sentence(sentence: CorpusSentence, ends: set[int]) -> Sentence:
    tokens = tokenize(sentence.text)
    found = Sentence([sentence.text[start:end] for start, end in tokens])
    found.ruled = [sentence.start + end in ends for _, end in tokens]
    spans = [(mark, *covered(tokens, mark)) for mark in sentence.marked("[")]
    whole = [(mark, first, last) for mark, first, last in spans if first < last]
    found.labels = _labels(len(tokens), whole)
    found.people = [(a, b) for mark, a, b in whole if mark.label.startswith("PERSON")]
    found.places = [(a, b) for mark, a, b in whole if mark.label.startswith("PLACE")]
    found.links = sorted(set(_links(found.words, whole)))
    found.nominals = sorted(
        {head_of(found.words, a, b, "NOM") for mark, a, b in whole if mark.label.startswith("NOM")}
    )
    return found


def _labels(length: int, spans: list[tuple[Mark, int, int]]) -> list[LabelSet]:
    """One label a word; of names inside names the outer one."""
    labels: list[LabelSet] = [frozenset({"O"})] * length
    for mark, first, last in sorted(spans, key=lambda span: span[1] - span[2]):
        kind = mark.label.split()[0]
        if kind in PHRASES or any(labels[t] != {"O"} for t in range(first, last)):
            continue
        kind = TYPES.get(kind, kind)
        labels[first:last] = [frozenset({f"{'B' if t == first else 'I'}-{kind}"}) for t in range(first, last)]
    return labels


def _links(words: list[str], spans: list[tuple[Mark, int, int]]) -> Iterator[tuple[int, str]]:
    for mark, first, last in spans:
        kind, _, key = mark.label.partition(" ")
        if kind not in UNLINKED:
            head = head_of(words, first, last, "PERSON" if kind in ("PERSON", "PRON") else kind)
            yield head, key or f"{first}-{last}-{mark.start}"
