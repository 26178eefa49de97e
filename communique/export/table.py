"""The page a person reads in a terminal: who is who, what happened, who said what; at the end the totals.

Up to five reports are shown in full, more of them a line an event. Colour only on a terminal, and not where
NO_COLOR is set.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from communique.export.files import whole_file
from communique.export.page import STATUS_STYLE, compact_page, full_page, legend
from communique.export.sentences import sentences
from communique.export.words import counted
from communique.records import CodedDocument

SHOWN_IN_FULL = 5
WIDTH = 100  # of a file, and of a pipe that does not say its width in COLUMNS
WIDEST = 140  # longer lines are hard to read


@dataclass
class Totals:
    """Counts over all reports of a run."""

    reports: int = 0
    failed: int = 0
    sentences: int = 0
    records: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)

    def add(self, coded: CodedDocument) -> None:
        """Count one report."""
        self.reports += 1
        failed = any(problem.fatal for problem in coded.problems)
        self.failed += failed
        self.sentences += 0 if failed else len(sentences(coded.document.text))
        for noun in ("actor", "event", "statement", "meeting", "agreement", "problem"):
            self.records[noun] += len(getattr(coded, f"{noun}s"))
        self.statuses.update(event.status for event in coded.events)
        self.types.update(event.type for event in coded.events)


def write(documents: Iterable[CodedDocument], target: TextIO | Path) -> None:
    """Write a page for each document, then the totals."""
    if isinstance(target, Path):
        with whole_file(target) as stream:
            _write(documents, stream, console=console_for(stream, width=WIDTH))
    else:
        _write(documents, target, console=console_for(target))


def page(coded: CodedDocument, *, width: int = WIDTH) -> str:
    """The page of one document as plain text."""
    console = Console(width=width, no_color=True, force_terminal=False, highlight=False, markup=False)
    return rendered(console, full_page(coded))


def _write(documents: Iterable[CodedDocument], stream: TextIO, *, console: Console) -> None:
    totals, queue = Totals(), iter(documents)
    first = list(islice(queue, SHOWN_IN_FULL + 1))
    layout: Callable[[CodedDocument], Iterator[RenderableType]]
    layout = compact_page if len(first) > SHOWN_IN_FULL else full_page
    for coded in chain(first, queue):
        totals.add(coded)
        stream.write(rendered(console, chain(layout(coded), [Text()])))
        stream.flush()
    if totals.reports:
        stream.write(rendered(console, ending(totals)))


def ending(totals: Totals) -> Iterator[RenderableType]:
    """What stands below the last report: the legend and the totals."""
    yield Rule(style="dim", align="left")
    if totals.records["event"]:
        yield legend()
    read = f"{counted(totals.reports, 'report')}, {counted(totals.sentences, 'sentence')}: "
    found = ", ".join(counted(number, noun) for noun, number in totals.records.items() if number)
    yield Text().append(read, "bold").append(found or "nothing found")
    if totals.statuses:
        text = Text().append("Events: ", "bold")
        for number, status in enumerate(status for status in STATUS_STYLE if totals.statuses[status]):
            text.append(", " if number else "")
            text.append(f"{totals.statuses[status]} {status}", STATUS_STYLE[status])
        types = sorted(totals.types.items(), key=lambda item: (-item[1], item[0]))
        yield text.append("; " + ", ".join(f"{number} {name}" for name, number in types))
    if totals.failed:
        yield Text(f"{counted(totals.failed, 'report')} could not be coded", "bold red")


def console_for(stream: TextIO, *, width: int | None = None) -> Console:
    """A console that fits the stream: its width where it has one, colour only on a terminal."""
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    if width is None and not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH
    console.width = min(console.width, WIDEST)
    return console


def rendered(console: Console, parts: Iterable[RenderableType]) -> str:
    """The parts as text, one below the other, with the console's colours."""
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    # Padding to the full width is of no use in a file and would fill a pager with blanks.
    return "".join(line.rstrip(" ") + "\n" for line in capture.get().split("\n")[:-1])
