"""`communique relate`: what one marked actor does to another."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Annotated, TextIO

import typer

from communique.cli.options import OwnTypes, Quiet, Workers, use_types
from communique.cli.progress import shown
from communique.cli.verbs import DONE, NOTHING_MATCHED, SOME_FAILED, say, standard_output
from communique.errors import UnreadableError, UsageError
from communique.marking import MarkedText, Range
from communique.own_types import heads
from communique.records import Relation
from communique.relating import relate_all

COLUMNS = ("id", "text", "source_start", "source_end", "target_start", "target_end")
FORMATS = ("tsv", "jsonl")
STDIN = Path("-")


def relate(
    pairs: Annotated[
        Path,
        typer.Argument(
            help=f"A TSV with a header and the columns {', '.join(COLUMNS)}; - is the standard input.",
            show_default=False,
            metavar="PAIRS",
        ),
    ],
    to: Annotated[
        str, typer.Option(help="Output format: tsv or jsonl.", metavar="FORMAT", show_default=False)
    ] = "tsv",
    workers: Workers = None,
    own: OwnTypes = None,
    quiet: Quiet = False,
) -> None:
    """Say what one marked actor does to another: PLOVER type, mode, status, and a score for every type.

    Offsets count characters of the text, the last not included; where an actor is not in the text, leave both of its
    columns empty. A row that cannot be read is named and left out.

    [bold]Example[/bold]

    \b
    communique relate pairs.tsv > coded.tsv
    """
    if to not in FORMATS:
        raise UsageError(f"There is no format {to!r}. Known: {', '.join(FORMATS)}.")
    use_types(own)
    if own:
        heads()  # what is wrong with a type's file is said before the first pair is read
    rows = list(_rows(pairs))
    ids, marked, failed = [], [], 0
    for place, row in rows:
        try:
            marked.append(_marked(row))
            ids.append(row["id"])
        except UsageError as error:
            failed += 1
            say(f"{place}: {error}")
    if not rows:
        say(f"No row in {pairs}")
        raise typer.Exit(NOTHING_MATCHED)
    found = relate_all(marked, workers=workers)
    out = standard_output()
    if not (quiet or out.isatty()):
        found = shown(found, total=len(ids), what="pair")
    _write(ids, found, to, out)
    if not quiet:
        say(f"{len(ids)} pairs coded, {failed} left out")
    raise typer.Exit(SOME_FAILED if failed else DONE)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows, each with its place in the file."""
    if path != STDIN and not path.exists():
        raise UsageError(f"no such file: {path}")
    content = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path} is not UTF-8 (byte {error.start})") from error
    lines = text.splitlines()
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.DictReader(StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if lines and missing:
        raise UnreadableError(f"{path}:1: the header lacks {', '.join(missing)}")
    for row in reader:
        yield f"{path}:{reader.line_num}", row


def _marked(row: dict[str, str]) -> MarkedText:
    if any(row[column] is None for column in COLUMNS):
        raise UsageError(f"the row has fewer than {len(COLUMNS)} columns")
    return MarkedText(row["text"], _range(row, "source"), _range(row, "target"))


def _range(row: dict[str, str], name: str) -> Range | None:
    given = [row[f"{name}_{end}"].strip() for end in ("start", "end")]
    if not any(given):
        return None
    try:
        return int(given[0]), int(given[1])
    except ValueError as error:
        raise UsageError(f"{name}_start and {name}_end are whole numbers, not {given}") from error


def _write(ids: list[str], found: Iterator[Relation], to: str, out: TextIO) -> None:
    head = True
    for name, relation in zip(ids, found, strict=True):
        row = _row(name, relation)
        if to == "jsonl":
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        if head:
            out.write("\t".join(row) + "\n")
            head = False
        out.write("\t".join("" if value is None else str(value) for value in row.values()) + "\n")


def _row(name: str, relation: Relation) -> dict[str, str | float | None]:
    return {
        "id": name,
        "type": relation.type,
        "mode": relation.mode,
        "status": relation.status,
        "score": round(relation.score, 4),
        "any": round(relation.any, 4),
        **{kind: round(score, 4) for kind, score in {**relation.scores, **relation.own_types}.items()},
    }
