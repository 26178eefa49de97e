"""How far a long run has got: a bar on a terminal, elsewhere a line every 30 s on the standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

from communique.cli.verbs import say
from communique.records import CodedDocument

EVERY = 30.0  # seconds


def shown(
    documents: Iterable[CodedDocument], *, total: int | None, bar: bool | None = None
) -> Iterator[CodedDocument]:
    """The same documents, their number shown as they pass; `total` is None where it is not known.

    `bar` None asks the terminal. A bar is no use where the documents themselves appear on the terminal.
    """
    if sys.stderr.isatty() if bar is None else bar:
        yield from _bar(documents, total)
    else:
        yield from _lines(documents, total)


def _bar(documents: Iterable[CodedDocument], total: int | None) -> Iterator[CodedDocument]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Coding reports", total=total)
        for coded in documents:
            yield coded
            progress.advance(task)


def _lines(documents: Iterable[CodedDocument], total: int | None) -> Iterator[CodedDocument]:
    started = said = time.monotonic()
    for number, coded in enumerate(documents, start=1):
        yield coded
        now = time.monotonic()
        if now - said >= EVERY:
            said = now
            of = f" of {total:,}" if total else ""
            noun = "report" if number == 1 and not total else "reports"
            say(f"{number:,}{of} {noun} coded, {number / (now - started):.1f} a second")
