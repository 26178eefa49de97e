"""Options that more than one verb takes, and how their values are checked."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from communique.errors import UsageError
from communique.export import EXPORTERS, exporter
from communique.settings import READERS


def day(value: str | None) -> str | None:
    """A day in the form YYYY-MM-DD; anything else is a usage error."""
    if value is None:
        return None
    hint = f"{value!r} is not a day in the form YYYY-MM-DD, such as 2024-05-31"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise typer.BadParameter(hint)
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(hint) from error
    return value


def format_name(value: str | None) -> str | None:
    """The name of an output format; a misspelt one is answered with the one that was meant."""
    if value is None:
        return None
    try:
        exporter(value)
    except UsageError as error:
        raise typer.BadParameter(str(error)) from error
    return value


def reader_name(value: str | None) -> str | None:
    """One of the readers."""
    if value is not None and value not in READERS:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(READERS)}")
    return value


def use_types(files: list[Path] | None) -> None:
    """Tell these own types from now on, in this process and those it starts."""
    if files:
        missing = [str(file) for file in files if not file.is_file()]
        if missing:
            raise UsageError(f"no such file: {', '.join(missing)}")
        os.environ["COMMUNIQUE_TYPES"] = os.pathsep.join(str(file.resolve()) for file in files)


def use_reader(name: str | None) -> None:
    """Read with this reader from now on, in this process and those it starts."""
    if name is not None:
        os.environ["COMMUNIQUE_READER"] = name


Paths = Annotated[
    list[Path],
    typer.Argument(
        help="Files and folders to read; - is the standard input.", show_default=False, metavar="PATH"
    ),
]
Date = Annotated[
    str | None,
    typer.Option(
        help="Day of publication for reports that give none; 'last Friday' is counted from it.",
        metavar="YYYY-MM-DD",
        callback=day,
        show_default=False,
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        help=f"Output format: {', '.join(EXPORTERS)}. Without it, by the ending of -o, else a page to read.",
        metavar="FORMAT",
        callback=format_name,
        autocompletion=lambda: list(EXPORTERS),
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="File to write; for csv and parquet the folder for all tables, or a file for one (events.csv).",
        metavar="FILE",
        show_default=False,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        help="How many code at once. Without it, one for each processor.",
        min=1,
        metavar="N",
        show_default=False,
    ),
]
Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", help="No progress and no closing line; errors are said.")
]
ReaderName = Annotated[
    str | None,
    typer.Option(
        "--reader",
        help="Reading model: accurate (the default), or fast.",
        metavar="NAME",
        callback=reader_name,
        show_default=False,
    ),
]
OwnTypes = Annotated[
    list[Path] | None,
    typer.Option(
        "--type",
        help="An event type of your own, to be told besides PLOVER's: a file as in docs/own-types.md. May be repeated.",
        metavar="FILE",
        show_default=False,
    ),
]
