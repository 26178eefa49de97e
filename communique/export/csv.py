"""CSV: one file a table, with a header, in UTF-8; or one table alone to a stream or a file.

A spreadsheet runs a cell that begins with =, +, - or @ as a formula, and texts from the web can be written
for that. Such text cells get a leading apostrophe, which spreadsheets do not show. `raw` leaves them as they
are, for programs that do not run formulas.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from communique.errors import UsageError
from communique.export.files import ERRORS, whole_file, whole_folder
from communique.export.rows import Row
from communique.export.schema import EVENTS, TABLES, Column, Table
from communique.records import CodedDocument

if TYPE_CHECKING:
    from _csv import Writer

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(documents: Iterable[CodedDocument], target: TextIO | Path, *, raw: bool = False) -> None:
    """Write every table into the folder `target`, or one table to a stream or to a file that ends in .csv.

    A file named after a table (`statements.csv`) gets that table; another file, and a stream, get `events`.
    """
    if not isinstance(target, Path):
        _write_table(documents, target, table=EVENTS, raw=raw)
    elif target.suffix.lower() == ".csv":
        with whole_file(target) as stream:
            _write_table(documents, stream, table=table_for(target), raw=raw)
    else:
        with whole_folder(target) as folder:
            _write_tables(documents, folder, raw=raw)


def write_raw(documents: Iterable[CodedDocument], target: TextIO | Path) -> None:
    """As `write`, without the guard against formulas."""
    write(documents, target, raw=True)


def table_for(path: Path) -> Table:
    """The table that a single file of that name gets."""
    return next((table for table in TABLES if table.name == path.stem), EVENTS)


def cells(row: Row, columns: tuple[Column, ...], *, raw: bool = False) -> list[str]:
    """The cells of a row as text; raises UsageError where a row does not fit its columns."""
    if len(row) != len(columns):
        raise UsageError(f"a row of {len(row)} cells for {len(columns)} columns")
    return [_cell(value, column, raw=raw) for value, column in zip(row, columns, strict=True)]


def _cell(value: object, column: Column, *, raw: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value).replace("\x00", "�")
    if column.type == "text" and not raw and text.startswith(FORMULA):
        return "'" + text
    return text


def _write_table(documents: Iterable[CodedDocument], stream: TextIO, *, table: Table, raw: bool) -> None:
    out = _headed(stream, table)
    for coded in documents:
        out.writerows(cells(row, table.columns, raw=raw) for row in table.rows(coded))
        stream.flush()


def _write_tables(documents: Iterable[CodedDocument], folder: Path, *, raw: bool) -> None:
    with ExitStack() as stack:
        outs = []
        for table in TABLES:
            path = folder / f"{table.name}.csv"
            stream = stack.enter_context(open(path, "w", encoding="utf-8", errors=ERRORS, newline=""))
            outs.append((table, _headed(stream, table)))
        for coded in documents:
            for table, out in outs:
                out.writerows(cells(row, table.columns, raw=raw) for row in table.rows(coded))


def _headed(stream: TextIO, table: Table) -> Writer:
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(table.header)
    return out
