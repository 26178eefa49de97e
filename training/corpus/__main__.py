"""`python -m training.corpus check|show|count|diversity|bare|agreement [FILE…]`: the corpus looked at in many ways."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.corpus.agreement import agreement as compared
from training.corpus.check import problems
from training.corpus.diversity import distinct, nearest, self_bleu, sentences_of
from training.corpus.reports import CorpusError, Report, part, read

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
SECOND_CORPUS = CORPUS.with_name("second")
SECOND = 27  # of 256: the reports that are annotated a second time


def main() -> int:
    """Run one of the verbs; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description=__doc__)
    parser.add_argument("verb", choices=tuple(VERBS))
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS])
    options = parser.parse_args()
    try:
        reports = list(read(options.paths))
    except CorpusError as error:
        print(error)
        return 1
    return VERBS[options.verb](reports)


def check(reports: Sequence[Report]) -> int:
    """Print every problem."""
    found = [what for report in reports for what in problems(report)]
    names = Counter(report.name for report in reports)
    found += [f"two reports are called {name}" for name, times in names.items() if times > 1]
    for what in found:
        print(what)
    sentences = sum(len(report.sentences) for report in reports)
    print(f"{len(reports)} reports, {sentences} sentences, {len(found)} problems", file=sys.stderr)
    return 1 if found else 0


def show(reports: Sequence[Report]) -> int:
    """Print text, mentions and notes as the program reads them."""
    for report in reports:
        print(f"=== {report.name}\n{report.text}\n")
        for sentence in report.sentences:
            for mark in sentence.marks:
                print(
                    f"  {sentence.start + mark.start:5} {mark.sign}{sentence.text[mark.start : mark.end]}  {mark.label}"
                )
            for note in sentence.notes:
                print(f"        @ {note.number} {' '.join(note.words)} {note.fields}")
    return 0


def count(reports: Sequence[Report]) -> int:
    """Print how often each type, mode, status, mention type, register, region and kind of note occurs."""
    tables: dict[str, Counter[str]] = {
        name: Counter() for name in ("type", "mode", "status", "mention", "register", "region", "note")
    }
    empty = total = 0
    for report in reports:
        tables["register"][report.heads.get("register", "")] += 1
        tables["region"][report.heads.get("region", "")] += 1
        for sentence in report.sentences:
            events = [note for note in sentence.notes if note.number[0] == "e" and note.words]
            empty, total = empty + (not events), total + 1
            tables["mention"].update(mark.label.split()[0] for mark in sentence.marked("["))
            tables["note"].update(note.number[0] for note in sentence.notes)
            for note in events:
                tables["type"][note.words[0].split(".")[0]] += 1
                tables["mode"][note.words[0]] += 1
                tables["status"][note.words[-1]] += 1
    print(f"{len(reports)} reports, {total} sentences, {empty / max(1, total):.0%} without an event")
    for name, table in tables.items():
        print(f"\n{name}: " + ", ".join(f"{key} {times}" for key, times in table.most_common()))
    return 0


def diversity(reports: Sequence[Report]) -> int:
    """Print how alike the sentences are."""
    sentences = sentences_of(reports)
    words = [found for _, found in sentences]
    for size in (1, 2, 3):
        print(f"distinct-{size:<26}{distinct(words, size):8.3f}")
    print(f"{'self-BLEU-4':35}{self_bleu(words):8.3f}")
    likeness = sorted(nearest(sentences))
    for name, place in (("median", 0.5), ("95 of 100", 0.95), ("99 of 100", 0.99)):
        print(f"{'nearest sentence of another plot, ' + name:45}{likeness[int(place * len(likeness))]:8.3f}")
    parts = Counter(part(report) for report in reports)
    print("reports: " + ", ".join(f"{name} {parts[name]}" for name in ("train", "dev", "test")))
    return 0


def bare(reports: Sequence[Report]) -> int:
    """Print a tenth of the reports without their annotation, to be annotated by somebody else."""
    for report in reports:
        if hashlib.sha256(f"second {report.name}".encode()).digest()[0] < SECOND:
            print(f"=== {report.name}")
            for name, value in report.heads.items():
                print(f"{name}: {value}")
            print()
            for number, sentence in enumerate(report.sentences):
                fresh = number and report.text[: sentence.start].endswith("\n\n")
                print(("\n" if fresh else "") + ("# " if sentence.headline else "") + sentence.text)
            print()
    return 0


def agreement(reports: Sequence[Report]) -> int:
    """Print how far the second annotation agrees with the first."""
    print(f"{'field':34}{'units':>8}{'alpha':>8}{'95 % interval':>17}{'same':>8}")
    for one in compared(reports, list(read([SECOND_CORPUS]))):
        interval = f"{one.low:.2f} to {one.high:.2f}"
        print(f"{one.field:34}{one.units:8}{one.alpha:8.2f}{interval:>17}{one.same:8.0%}")
    return 0


VERBS = {
    "check": check,
    "show": show,
    "count": count,
    "diversity": diversity,
    "bare": bare,
    "agreement": agreement,
}

if __name__ == "__main__":
    sys.exit(main())
