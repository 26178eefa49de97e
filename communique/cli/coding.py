"""`communique code`: reports in, records out."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import TextIO

import typer

from communique.cli.options import (
    Date,
    Output,
    OwnTypes,
    Paths,
    Quiet,
    ReaderName,
    To,
    Workers,
    use_reader,
    use_types,
)
from communique.cli.progress import shown
from communique.cli.tally import Tally
from communique.cli.verbs import NOTHING_MATCHED, say, standard_output
from communique.export import Exporter, exporter, exporter_for
from communique.export.words import counted
from communique.own_types import heads
from communique.records import CodedDocument

FOLDER = Path("communique-out")
STANDARD_OUTPUT = Path("-")


def code(
    paths: Paths,
    date: Date = None,
    to: To = None,
    output: Output = None,
    workers: Workers = None,
    reader: ReaderName = None,
    own: OwnTypes = None,
    quiet: Quiet = False,
) -> None:
    """Code reports: read files, folders or the standard input, and print or write what they record.

    Nothing leaves this machine, and nothing is stored.

    [bold]Examples[/bold]

    \b
    communique code report.txt --date 2024-05-31
        a page to read, on the terminal
    communique code reports/ --to parquet -o out
        every table as Parquet in the folder out, for R, pandas, DuckDB
    communique code reports/ -o events.csv
        the events alone as CSV
    curl -s https://example.org/a.html | communique code - --to jsonl
        one line of JSON a report, for other programs

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some reports could not be coded, 4 nothing to read.
    """
    use_reader(reader)
    use_types(own)
    if own:
        heads()  # what is wrong with a type's file is said before the first report is read
    files = _files(paths, quiet=quiet)
    chosen = exporter(to or (exporter_for(output) if output else None) or "table")
    target = _target(chosen, output)
    on_terminal = not isinstance(target, Path) and target.isatty()
    tally = Tally()
    with closing(_coded(files, date=date, workers=workers)) as documents:
        watched = tally.watch(documents)
        if not (quiet or on_terminal):
            watched = shown(watched, total=_total(files))
        chosen.write(watched, target)
    has_totals = chosen is exporter("table") and not isinstance(target, Path)
    tally.say_end(quiet=quiet or has_totals, where=str(target) if isinstance(target, Path) else None)
    raise typer.Exit(tally.exit_code)


def _files(paths: list[Path], *, quiet: bool) -> list[Path]:
    from communique import documents

    found = documents.search(paths)
    if found.skipped and not quiet:
        left = counted(len(found.skipped), "file")
        say(f"Left out {left} of formats that are not read: {found.skipped_endings()}")
    if not found.files:
        say(f"Nothing to read in {', '.join(str(path) for path in paths)}; known are {known_formats()}")
        raise typer.Exit(NOTHING_MATCHED)
    return list(found.files)


def known_formats() -> str:
    """The endings of the files that are read."""
    from communique import documents

    return ", ".join(documents.READERS)


def _coded(files: list[Path], *, date: str | None, workers: int | None) -> Generator[CodedDocument]:
    from communique import pipeline

    yield from pipeline.code_all(files, date=date, workers=workers)


def _total(files: list[Path]) -> int | None:
    from communique import documents

    return None if any(documents.holds_many(file) for file in files) else len(files)


def _target(chosen: Exporter, output: Path | None) -> TextIO | Path:
    if output is None and chosen.folder:
        say(f"Writing to the folder {FOLDER}; -o FOLDER chooses another")
        return FOLDER
    if output is None or output == STANDARD_OUTPUT:
        return standard_output()
    return output
