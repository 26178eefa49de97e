"""How far two who annotated the same reports agree: Krippendorff's alpha a field, with bootstrap intervals.

The second annotation is made from the bare text, without sight of the first (`corpus/second/`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.analysis.tokens import tokenize
from training.corpus.marks import Mark
from training.corpus.reports import CorpusSentence, Note, Report

RESAMPLED = 500  # bootstrap samples, over reports
Units = dict[str, list[tuple[str, str]]]
NONE = "-"


@dataclass(frozen=True)
class Agreement:
    """Alpha of one field with its 95 % interval, over `units`; `same` is the share of units told alike."""

    field: str
    units: int
    alpha: float
    low: float
    high: float
    same: float


def alpha(pairs: Sequence[tuple[str, str]]) -> float:
    """Krippendorff's alpha (nominal) of two coders without gaps; 1 where nothing varies."""
    values = Counter(value for pair in pairs for value in pair)
    total = sum(values.values())
    observed = sum(a != b for a, b in pairs) / max(1, len(pairs))
    expected = 1 - sum(n * (n - 1) for n in values.values()) / max(1, total * (total - 1))
    return 1.0 if not expected else 1 - observed / expected


def agreement(first: Sequence[Report], second: Sequence[Report]) -> list[Agreement]:
    """The fields' agreement over the reports that both hold, in the same sentences."""
    others = {report.name: report for report in second}
    both = [(report, others[report.name]) for report in first if report.name in others]
    units = [dict(_units(one, other)) for one, other in both]
    fields = dict.fromkeys(field for found in units for field in found)
    return [_of_field(field, [found.get(field, []) for found in units]) for field in fields]


def _of_field(field: str, reports: Sequence[list[tuple[str, str]]]) -> Agreement:
    every = [pair for pairs in reports for pair in pairs]
    chance = random.Random(1)
    sampled = sorted(
        alpha([pair for pairs in chance.choices(reports, k=len(reports)) for pair in pairs])
        for _ in range(RESAMPLED)
    )
    low, high = sampled[int(0.025 * RESAMPLED)], sampled[int(0.975 * RESAMPLED) - 1]
    same = sum(a == b for a, b in every) / max(1, len(every))
    return Agreement(field, len(every), alpha(every), low, high, same)


def _units(first: Report, second: Report) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    found: Units = {}
    texts = {sentence.text: sentence for sentence in second.sentences}
    for sentence in first.sentences:
        other = texts.get(sentence.text)
        if other is not None:
            _compare(sentence, other, found)
    yield from found.items()


def _compare(one: CorpusSentence, other: CorpusSentence, found: Units) -> None:
    tokens = tokenize(one.text)
    for field, labelled in (("mention type, a word", _types), ("event word or not, a word", _triggers)):
        pairs = zip(labelled(one, tokens), labelled(other, tokens), strict=True)
        found.setdefault(field, []).extend(pairs)
    for note, same in _matched(one, other):
        rows = {
            "event type": (note.words[0].partition(".")[0], same.words[0].partition(".")[0]),
            "event mode": (note.words[0], same.words[0]),
            "event status": (note.words[-1], same.words[-1]),
            "event actor": (_party(one, note, "by"), _party(other, same, "by")),
            "event recipient": (_party(one, note, "to"), _party(other, same, "to")),
            "event told through a statement": (str("says" in note.fields), str("says" in same.fields)),
        }
        for field, pair in rows.items():
            found.setdefault(field, []).append(pair)


def _types(sentence: CorpusSentence, tokens: Sequence[tuple[int, int]]) -> list[str]:
    """Of each word the type of the outermost mention over it."""
    labels = [NONE] * len(tokens)
    for mark in reversed(list(sentence.marked("["))):
        for number, (start, end) in enumerate(tokens):
            if mark.start <= start and end <= mark.end:
                labels[number] = mark.label.split()[0]
    return labels


def _triggers(sentence: CorpusSentence, tokens: Sequence[tuple[int, int]]) -> list[str]:
    marks = [mark for mark in sentence.marked("<") if any(part[0] == "e" for part in mark.label.split())]
    return [str(any(m.start <= start and end <= m.end for m in marks)) for start, end in tokens]


def _matched(one: CorpusSentence, other: CorpusSentence) -> Iterator[tuple[Note, Note]]:
    """Events of both whose words overlap, each once."""
    left = list(_events(other))
    for mark, note in _events(one):
        place = next((i for i, (m, _) in enumerate(left) if m.start < mark.end and mark.start < m.end), None)
        if place is not None:
            yield note, left.pop(place)[1]


def _events(sentence: CorpusSentence) -> Iterator[tuple[Mark, Note]]:
    for note in sentence.notes:
        mark = next((m for m in sentence.marked("<") if note.number in m.label.split()), None)
        if note.number[0] == "e" and len(note.words) == 2 and mark is not None:
            yield mark, note


def _party(sentence: CorpusSentence, note: Note, field: str) -> str:
    """Where the first mention of each party stands, as keys are each annotator's own."""
    places = []
    for key in note.keys(field):
        spans = [m.end for m in sentence.marked("[") if m.label.split()[1:] == [key]]
        places.append(str(min(spans)) if spans else "elsewhere")
    return ",".join(sorted(places)) or NONE
