"""How far a long run has got: a bar on a terminal, elsewhere a line every 30 s on the standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from communique.cli.verbs import say

T = TypeVar("T")
EVERY = 30.0  # seconds


def shown(
    items: Iterable[T], *, total: int | None, bar: bool | None = None, what: str = "report"
) -> Iterator[T]:
    """The same items, their number shown as they pass; `total` is None where it is not known.

    `bar` None asks the terminal. A bar is no use where the items themselves appear on the terminal. `what` is one of
    them in a word.
    """
    if sys.stderr.isatty() if bar is None else bar:
        yield from _bar(items, total, what)
    else:
        yield from _lines(items, total, what)


def _bar(items: Iterable[T], total: int | None, what: str) -> Iterator[T]:
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
        task = progress.add_task(f"Coding {what}s", total=total)
        for item in items:
            yield item
            progress.advance(task)


def _lines(items: Iterable[T], total: int | None, what: str) -> Iterator[T]:
    started = said = time.monotonic()
    for number, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - said >= EVERY:
            said = now
            of = f" of {total:,}" if total else ""
            noun = what if number == 1 and not total else f"{what}s"
            say(f"{number:,}{of} {noun} coded, {number / (now - started):.1f} a second")
