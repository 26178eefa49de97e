"""From the corpus to what the coder learns: pairs of actors (in this sentence, what does the source do to the target?),
and whole sentences with the events they tell and who takes part.

One pair for every event, every source (`by`) and every target (`to`) that stand in the event's sentence; of an act
of several without a target, each to each. Pairs between which nothing happens are kept as such.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path

from communique.analysis.tokens import tokenize
from training.coder.kin import with_countries
from training.coder.words import Word
from training.corpus.check import problems
from training.corpus.marks import Mark, covered
from training.corpus.reports import CorpusActor, CorpusSentence, Note, Report, part, read

Range = tuple[int, int]
NOT_ACTORS = ("DATE", "TITLE", "WEAPON", "DOC", "EVENT", "none")
MOST = 4  # pairs of one event
NOTHING = 0.4  # share of the epochs in which a pair without an event is read
STATUSES = ("actual", "historical", "future", "hypothetical", "negated")


@dataclass(frozen=True)
class EventLabel:
    """An event of a sentence: the first word that tells it, its codes, all words of its parties' mentions."""

    word: int
    type: str
    mode: str
    status: str
    actors: tuple[int, ...]
    recipients: tuple[int, ...]


@dataclass(frozen=True)
class Pair:
    """Source and target in a sentence (word ranges, last not included) and what the one does to the other.

    `types` are of all events between the two, () where there is none; mode and status are of the first; `trigger` are
    the words that tell it. `share` is how often it is read, of all epochs; of one that is not `labelled` nothing is
    known. A whole sentence has nobody marked, and its `events`.
    """

    name: str
    words: tuple[Word, ...]
    source: Range
    target: Range
    types: tuple[str, ...]
    mode: str = ""
    status: str = ""
    trigger: tuple[int, ...] = ()
    share: float = 1.0
    labelled: bool = True
    events: tuple[EventLabel, ...] | None = None


def pairs(folder: Path, which: str = "train") -> list[Pair]:
    """All pairs of one part of the corpus, in a fixed order; reports that do not keep to the guide are left out."""
    reports = (report for report in read([folder]) if part(report) == which)
    return [pair for report in reports if not list(problems(report)) for pair in _of_report(report)]


def sentences(folder: Path, which: str = "train") -> list[Pair]:
    """All sentences of one part of the corpus with their events."""
    reports = (report for report in read([folder]) if part(report) == which)
    return [
        _whole(f"{report.name}:{number}", sentence, report.actors)
        for report in reports
        if not list(problems(report))
        for number, sentence in enumerate(report.sentences)
    ]


def _whole(name: str, sentence: CorpusSentence, known: Mapping[str, CorpusActor]) -> Pair:
    tokens = tokenize(sentence.text)
    marks = [(mark, covered(tokens, mark)) for mark in sentence.marks]
    places = _places(marks)
    found: dict[int, EventLabel] = {}
    for note in sentence.notes:
        trigger = _trigger(note, marks)
        if note.number[0] == "e" and len(note.words) == 2 and trigger:
            actors, recipients = (
                tuple(t for key in note.keys(field) for span in places.get(key, ()) for t in range(*span))
                for field in ("by", "to")
            )
            kind = note.words[0].partition(".")[0]
            found.setdefault(trigger[0], EventLabel(trigger[0], kind, *note.words[:2], actors, recipients))
    words = with_countries(_words(sentence.text, tokens, marks), sentence.text, marks, known)
    return Pair(name, words, (0, 0), (0, 0), (), events=tuple(found.values()))


def _of_report(report: Report) -> Iterator[Pair]:
    for number, sentence in enumerate(report.sentences):
        yield from _of_sentence(f"{report.name}:{number}", sentence)


def _of_sentence(name: str, sentence: CorpusSentence) -> Iterator[Pair]:
    tokens = tokenize(sentence.text)
    marks = [(mark, covered(tokens, mark)) for mark in sentence.marks]
    words = _words(sentence.text, tokens, marks)
    places = _places(marks)
    chance = random.Random(name)
    found: dict[tuple[str, str], list[tuple[Note, tuple[int, ...]]]] = {}
    for note in sentence.notes:
        trigger = _trigger(note, marks)
        if note.number[0] == "e" and len(note.words) == 2 and trigger:
            for source, target in _parties(note, places, chance):
                found.setdefault((source, target), []).append((note, trigger))
    for (source, target), notes in found.items():
        first, trigger = notes[0]
        spans = _nearest(places[source], places[target], trigger)
        if spans is not None:
            types = tuple(dict.fromkeys(note.words[0].partition(".")[0] for note, _ in notes))
            yield Pair(name, words, *spans, types, first.words[0], first.words[1], trigger)
    yield from _alone(
        name, words, places, sentence, marks, {note.number for n in found.values() for note, _ in n}
    )
    yield from _nothing(name, words, places, found.keys(), chance)


def _places(marks: Sequence[tuple[Mark, Range]]) -> dict[str, list[Range]]:
    """Where the mentions of each actor stand."""
    places: dict[str, list[Range]] = {}
    for mark, span in marks:
        label, _, key = mark.label.partition(" ")
        if mark.sign == "[" and key and label not in NOT_ACTORS and span[0] < span[1]:
            places.setdefault(key, []).append(span)
    return places


def _alone(
    name: str,
    words: tuple[Word, ...],
    places: dict[str, list[Range]],
    sentence: CorpusSentence,
    marks: Sequence[tuple[Mark, Range]],
    done: set[str],
) -> Iterator[Pair]:
    """Events of which only one party stands in the sentence: the other's range is empty."""
    for note in sentence.notes:
        trigger = _trigger(note, marks)
        if note.number[0] != "e" or len(note.words) != 2 or not trigger or note.number in done:
            continue
        spans = [
            next((places[key] for key in note.keys(field) if key in places), None) for field in ("by", "to")
        ]
        near = [min(s, key=lambda span: abs(span[0] - trigger[0])) if s else (0, 0) for s in spans]
        if any(spans) and near[0] != near[1]:
            kind = note.words[0].partition(".")[0]
            yield Pair(name, words, near[0], near[1], (kind,), note.words[0], note.words[1], trigger)


def _nothing(
    name: str,
    words: tuple[Word, ...],
    places: dict[str, list[Range]],
    found: Iterable[tuple[str, str]],
    chance: random.Random,
) -> Iterator[Pair]:
    """One pair of the sentence between which nothing is told, where there is one."""
    done = set(found)
    left = [both for both in permutations(places, 2) if both not in done]
    if left:
        source, target = chance.choice(left)
        spans = _nearest(places[source], places[target], ())
        if spans is not None:
            yield Pair(name, words, *spans, (), share=NOTHING)


def _parties(note: Note, places: dict[str, list[Range]], chance: random.Random) -> list[tuple[str, str]]:
    by, to = ([key for key in note.keys(field) if key in places] for field in ("by", "to"))
    both = list(product(by, to)) if note.keys("to") else list(permutations(by, 2))
    both = [(source, target) for source, target in both if source != target]
    return both if len(both) <= MOST else chance.sample(both, MOST)


def _trigger(note: Note, marks: Sequence[tuple[Mark, Range]]) -> tuple[int, ...]:
    spans = [span for mark, span in marks if mark.sign == "<" and note.number in mark.label.split()]
    return tuple(token for first, last in spans for token in range(first, last))


def _nearest(
    sources: Sequence[Range], targets: Sequence[Range], trigger: Sequence[int]
) -> tuple[Range, Range] | None:
    """A place of each that do not overlap, nearest to the trigger, or to each other."""
    apart = [(s, t) for s, t in product(sources, targets) if s[1] <= t[0] or t[1] <= s[0]]

    def far(both: tuple[Range, Range]) -> int:
        if not trigger:
            return abs(both[0][0] - both[1][0])
        return sum(abs(trigger[0] - span[0]) for span in both)

    return min(apart, key=far, default=None)


def _words(text: str, tokens: Sequence[Range], marks: Sequence[tuple[Mark, Range]]) -> tuple[Word, ...]:
    words = [Word(text[start:end]) for start, end in tokens]
    for mark, (first, last) in marks:
        label, _, key = mark.label.partition(" ")
        if mark.sign == "[" and label in ("COUNTRY", "PEOPLE", "PERSON", "PLACE"):
            words[first:last] = [Word(word.text, label, key) for word in words[first:last]]
    return tuple(words)
