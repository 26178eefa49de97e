"""Events end to end on our own corpus: `python -m bench.events [--part test] [--rules] [--second] [--misses]`.

Every report is read and coded from its bare text. An event is right where one of the gold's stands in the same sentence
with the same type, and its actors and its recipients are of the gold's countries (none where the gold names nobody, or
one of no country); each counts once. F1 is told without and with the status, and for the types alone. `--second` scores
the second annotation of the corpus in the place of the program: how far two annotators agree is what a program
can be measured against.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.analysis import analyse
from communique.coding import around
from communique.coding.events import find_events
from communique.coding.reading import Reading
from communique.documents import check_date
from communique.pipeline import code
from communique.records import CodedDocument, Document
from training.corpus.check import problems
from training.corpus.reports import Report, part, read

CORPUS = Path(__file__).parents[1] / "corpus" / "reports"
SECOND = CORPUS.with_name("second")
Countries = frozenset[str]


@dataclass(frozen=True)
class Told:
    """An event as it is compared: the sentences it stands in, type, countries of its parties, status."""

    sentences: frozenset[int]
    type: str
    actors: Countries
    recipients: Countries
    status: str


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(prog="python -m bench.events", description=__doc__)
    options.add_argument("--part", default="test", choices=("train", "dev", "test"))
    options.add_argument("--limit", type=int, default=10_000, help="reports at most")
    options.add_argument("--rules", action="store_true", help="the rules alone, without the learned coder")
    options.add_argument(
        "--second",
        nargs="*",
        type=Path,
        metavar="FOLDER",
        help="score the second annotation (of these folders)",
    )
    options.add_argument("--misses", action="store_true", help="print recall a type")
    given = options.parse_args()
    every = [r for r in read(given.second or [CORPUS]) if not list(problems(r))]
    if given.second is not None:
        both = annotated_twice(every)
    else:
        coder = by_rules if given.rules else code
        reports = [r for r in every if part(r) == given.part][: given.limit]
        both = [(list(gold(r)), list(ours(r, coder(r.text, date=r.heads["date"])))) for r in reports]
    for name, same in LEVELS.items():
        print("".join(f"{key:>14}{value:8.2f}" for key, value in f1(both, same).items()) + f"   {name}")
    if given.misses:
        _print_types(both)


def annotated_twice(reports: Sequence[Report]) -> list[tuple[list[Told], list[Told]]]:
    """The events of both annotations, of all reports that have two."""
    second = {report.name: report for report in read([SECOND])}
    return [(list(gold(r)), list(gold(second[r.name]))) for r in reports if r.name in second]


def by_rules(text: str, *, date: str) -> CodedDocument:
    """Actors and events of a text as the rules alone have them."""
    document = Document(text, published=check_date(date))
    known = around(Reading(document, analyse(document)))
    events = tuple(one.event for one in find_events(known))
    return CodedDocument(document, known.actors.records, events, known.statements)


def f1(both: Sequence[tuple[list[Told], list[Told]]], same: Callable[[Told, Told], bool]) -> dict[str, float]:
    """Precision, recall and F1 in percent."""
    right = sum(len(matched(golds, found, same)) for golds, found in both)
    golds, found = sum(len(g) for g, _ in both), sum(len(o) for _, o in both)
    return {
        "precision": 100 * right / max(1, found),
        "recall": 100 * right / max(1, golds),
        "f1": 200 * right / max(1, golds + found),
    }


def matched(golds: list[Told], found: list[Told], same: Callable[[Told, Told], bool]) -> list[Told]:
    """The gold events that one of ours is the same as, each of ours used once."""
    left = list(found)
    right = []
    for one in golds:
        place = next((i for i, other in enumerate(left) if same(one, other)), None)
        if place is not None:
            right.append(one)
            left.pop(place)
    return right


def _type(one: Told, other: Told) -> bool:
    return one.type == other.type and bool(one.sentences & other.sentences)


def _parties(one: Told, other: Told) -> bool:
    return _type(one, other) and all(
        _meet(a, b) for a, b in ((one.actors, other.actors), (one.recipients, other.recipients))
    )


def _meet(one: Countries, other: Countries) -> bool:
    return bool(one & other) or not (one or other)


LEVELS: dict[str, Callable[[Told, Told], bool]] = {
    "type": _type,
    "type and both parties' countries": _parties,
    "type, countries and status": lambda one, other: _parties(one, other) and one.status == other.status,
}


def gold(report: Report) -> Iterator[Told]:
    """The corpus' events, one for every number."""
    found: dict[str, list[tuple[int, tuple[str, str], Countries, Countries]]] = {}
    for number, sentence in enumerate(report.sentences):
        for note in sentence.notes:
            if note.number[0] == "e" and len(note.words) == 2:
                kind = note.words[0].partition(".")[0], note.words[1]
                parties = (_countries(report, note.keys(field)) for field in ("by", "to"))
                found.setdefault(note.number, []).append((number, kind, *parties))
    for rows in found.values():
        sentences = frozenset(row[0] for row in rows)
        _, (kind, status), actors, recipients = rows[0]
        yield Told(sentences, kind, actors, recipients, status)


def _countries(report: Report, keys: Sequence[str]) -> Countries:
    known = (report.actors[key].country for key in keys if key in report.actors)
    return frozenset(country for country in known if country)


def ours(report: Report, coded: CodedDocument) -> Iterator[Told]:
    """What the program makes of the report."""
    starts = [sentence.start for sentence in report.sentences]
    country = {actor.id: actor.country for actor in coded.actors}
    for event in coded.events:
        places = {bisect_right(starts, span.start) - 1 for span in (event.trigger, *event.evidence.spans)}
        parties = (
            frozenset(c for c in (country.get(key) for key in keys) if c)
            for keys in (event.actors, event.recipients)
        )
        yield Told(frozenset(places), event.type, *parties, event.status)


def _print_types(both: Sequence[tuple[list[Told], list[Told]]]) -> None:
    golds = Counter(one.type for g, _ in both for one in g)
    right = Counter(one.type for g, o in both for one in matched(g, o, _type))
    for kind, times in golds.most_common():
        print(f"{kind:12}{right[kind]:6} of {times:5}")


if __name__ == "__main__":
    main()
