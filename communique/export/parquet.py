"""Parquet: one file a table, zstd, with typed columns; what R, pandas, polars and DuckDB read at once.

Rows are first written as JSON lines, then turned into Parquet by DuckDB in one pass: on 200,000 rows of
events on two cores that made 160,000 rows a second, against 12,000 for INSERTs of 500 rows and 1,700 for
`executemany`, and unlike CSV it tells an empty text from an absent one. One thread, because the bytes of the
file depend on the number of threads and so does the memory: 1.5 million rows took 1.8 s and 190 MB, against
2.0 s and 400 MB with two; 4.5 million took 210 MB.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TextIO

import duckdb

from communique.errors import UsageError
from communique.export.csv import table_for
from communique.export.files import whole_folder
from communique.export.schema import TABLES, Table
from communique.records import CodedDocument

SQL_TYPES = {
    "text": "VARCHAR",
    "integer": "INTEGER",
    "number": "DOUBLE",
    "day": "DATE",
    "boolean": "BOOLEAN",
}
SMALLEST_BUFFER = 2**20  # bytes


def write(documents: Iterable[CodedDocument], target: TextIO | Path) -> None:
    """Write every table into the folder `target`, or the table a file `events.parquet` is named after.

    Raises UsageError for a stream: Parquet is not text.
    """
    if not isinstance(target, Path):
        raise UsageError("parquet is not text and cannot go to a stream; give a folder")
    if target.suffix.lower() == ".parquet":
        _write_files(documents, target.parent, {target.name: table_for(target)})
    else:
        _write_files(documents, target, {f"{table.name}.parquet": table for table in TABLES})


def _write_files(documents: Iterable[CodedDocument], folder: Path, tables: dict[str, Table]) -> None:
    with whole_folder(folder) as partial:
        with ExitStack() as stack:
            sources = {
                name: stack.enter_context(closing(_Lines(partial / f"{table.name}.jsonl", table)))
                for name, table in tables.items()
            }
            for coded in documents:
                for source in sources.values():
                    source.add(coded)
        for name, source in sources.items():
            _convert(source, partial / name)
            source.path.unlink()


class _Lines:
    """The rows of one table as JSON lines in a file."""

    def __init__(self, path: Path, table: Table) -> None:
        self.path = path
        self.table = table
        self.longest = SMALLEST_BUFFER
        self._stream = open(path, "wb")  # noqa: SIM115  # closed by `close`, which an ExitStack calls

    def add(self, coded: CodedDocument) -> None:
        for row in self.table.rows(coded):
            cells = dict(zip(self.table.header, row, strict=True))
            # A lone surrogate has no place in Parquet, and DuckDB refuses it in JSON, hence "replace".
            line = json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
            self.longest = max(self.longest, len(line) + 1)
            self._stream.write(line + b"\n")

    def close(self) -> None:
        self._stream.close()


def _convert(source: _Lines, target: Path) -> None:
    columns = ", ".join(f"{_quoted(c.name)}: {_quoted(SQL_TYPES[c.type])}" for c in source.table.columns)
    options = f"format = 'newline_delimited', maximum_object_size = {source.longest}, columns = {{{columns}}}"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "autoinstall_known_extensions": "false",
        "temp_directory": str(target.parent),
    }
    with duckdb.connect(":memory:", config=settings) as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_json({_quoted(str(source.path))}, {options})) "
            f"TO {_quoted(str(target))} (FORMAT parquet, COMPRESSION zstd)"
        )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
