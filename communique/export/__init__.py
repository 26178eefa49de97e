"""Out: coded documents as a page to read, JSON lines, CSV or Parquet.

An exporter takes an iterator of coded documents, which it never holds all at once, and a target: a text
stream or a path. To add one, write a module with a `write` function and a line in EXPORTERS.
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from communique.errors import UsageError
from communique.records import CodedDocument

Write = Callable[[Iterable[CodedDocument], TextIO | Path], None]


@dataclass(frozen=True)
class Exporter:
    """One output format.

    `module` is the module of this package whose `function` writes it, imported when it is first used: DuckDB
    and rich take longer to load than the rest of the program. `folder`: without a target it writes many
    files into a folder, not text to the standard output.
    """

    what: str
    module: str
    function: str = "write"
    folder: bool = False
    suffixes: tuple[str, ...] = ()

    def write(self, documents: Iterable[CodedDocument], target: TextIO | Path) -> None:
        """Write the documents, one after the other."""
        write: Write = getattr(importlib.import_module(f"communique.export.{self.module}"), self.function)
        write(documents, target)


EXPORTERS = {
    "table": Exporter("a page to read", "table", suffixes=(".txt",)),
    "jsonl": Exporter("one coded report a line, without loss", "jsonl", suffixes=(".jsonl", ".ndjson")),
    "csv": Exporter("the events; with -o FOLDER every table", "csv", suffixes=(".csv",)),
    "csv-raw": Exporter("csv without the guard against formulas", "csv", function="write_raw"),
    "parquet": Exporter("every table into a folder", "parquet", folder=True, suffixes=(".parquet",)),
}


def exporter(name: str) -> Exporter:
    """The exporter of that name. Raises UsageError, naming the known ones, where there is none."""
    if name in EXPORTERS:
        return EXPORTERS[name]
    close = difflib.get_close_matches(name.lower(), EXPORTERS, n=1, cutoff=0.5)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    raise UsageError(f"There is no output format {name!r}. {hint}Known: {', '.join(EXPORTERS)}.")


def exporter_for(path: Path) -> str | None:
    """The name of the exporter that a file's suffix calls for, or None."""
    return next((name for name, known in EXPORTERS.items() if path.suffix.lower() in known.suffixes), None)
