"""Step 1, in: files become documents.

A reader is a function from an open file, its name and a date to what it holds. A new format is one
file here and one line in READERS.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from communique.documents.find import STDIN, Found, find_files
from communique.documents.html import read_html
from communique.documents.jsonl import read_jsonl
from communique.documents.moments import read_moment
from communique.documents.peek import peek
from communique.documents.read import Place, Read, Said, report, unreadable
from communique.documents.text import read_text
from communique.errors import UsageError
from communique.records import Document

__all__ = [
    "MANY",
    "READERS",
    "STDIN",
    "Found",
    "Read",
    "Unread",
    "check_date",
    "find",
    "holds_many",
    "meant",
    "read",
    "read_string",
    "reports",
    "search",
]


class Reader(Protocol):
    """Yields a Read for every report in an open file; `date` is for those that carry none."""

    def __call__(self, stream: IO[bytes], name: str, *, date: str | None = None) -> Iterator[Read]: ...


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
}
MANY = frozenset({".jsonl"})  # the formats that may hold more than one report
_LONGEST_NAME = 1000


@dataclass(frozen=True)
class Unread:
    """A file with one report, to be read where there is time for it: reading a web page is slow."""

    path: Path
    date: str | None = None

    @property
    def document(self) -> Document:
        """What is known before it is read: the file's name."""
        return Document("", file=self.path.name)

    def read(self) -> Read:
        return next(read(self.path, date=self.date))


def search(paths: Iterable[str | Path]) -> Found:
    """The files to read under `paths`, and those in folders that are of no format we read.

    Raises UsageError for a path that is not there.
    """
    return find_files(paths, READERS)


def find(paths: Iterable[str | Path]) -> list[Path]:
    """The files to read under `paths`: folders searched, each file once, in one order however named."""
    return list(search(paths).files)


def holds_many(path: Path) -> bool:
    """Whether the file may hold more than one report, by its ending; standard input may."""
    return path == STDIN or path.suffix.lower() in MANY


def reports(paths: Iterable[str | Path], *, date: str | None = None) -> Iterator[Read | Unread]:
    """Every report under `paths`; those that stand alone in a file are left to be read.

    Raises UsageError, before anything is read, for a path that is not there and a `date` that is none.
    """
    return _reports(find(paths), check_date(date))


def _reports(files: list[Path], date: str | None) -> Iterator[Read | Unread]:
    for file in files:
        if holds_many(file):
            yield from read(file, date=date)
        else:
            yield Unread(file, date)


def meant(text_or_path: str | Path) -> Path | None:
    """The file that is meant, or None for a text: a string is a file only where it names one.

    Raises UsageError for a folder, and for a file that is not there.
    """
    if isinstance(text_or_path, str) and not text_or_path.strip():
        return None
    path, is_path = Path(text_or_path), isinstance(text_or_path, Path)
    if os.path.isdir(path):
        raise UsageError(f"{path} is a folder; code_all codes all that is in it")
    if (is_path and path == STDIN) or os.path.isfile(path) or (is_path and os.path.exists(path)):
        return path
    if is_path or _looks_like_a_file(str(text_or_path)):  # a mistyped name is not a report of one word
        raise UsageError(f"no such file: {path}")
    return None


def _looks_like_a_file(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NAME and len(text.split()) == 1 and os.path.splitext(text)[1].lower() in READERS
    )


def read(path: Path, *, date: str | None = None) -> Iterator[Read]:
    """Every report in one file, or on standard input where `path` is "-".

    `date` (a day, or a moment with its zone) is taken for reports that carry none. What cannot be read
    comes as a Read with a fatal problem. Raises UsageError for a `date` that is no date.
    """
    return _read(Path(path), check_date(date))


def read_string(text: str, *, date: str | None = None) -> Read:
    """A text in hand as a report; the text is kept as it is, but for what is not text."""
    return report(text, Said(), Place(""), date=check_date(date))


def check_date(date: str | None) -> str | None:
    """The date in ISO 8601, or None. Raises UsageError where it is none, or not clear."""
    if date is None:
        return None
    if found := read_moment(date):
        return found
    raise UsageError(f"{date!r} is not a date; write it as YYYY-MM-DD")


def _read(path: Path, date: str | None) -> Iterator[Read]:
    if path == STDIN:
        stream, head = peek(sys.stdin.buffer)
        yield from _stdin_reader(head)(stream, "-", date=date)
        return
    reader = READERS.get(path.suffix.lower())
    if reader is None and not path.is_dir():
        yield unreadable(Place(path.name), f"not a format I read; known are {', '.join(READERS)}")
        return
    try:
        with path.open("rb") as file:
            yield from (reader or read_text)(file, path.name, date=date)
    except OSError as error:
        yield unreadable(Place(path.name), f"it cannot be read: {error.strerror}")


def _stdin_reader(head: bytes) -> Reader:
    """The reader for what comes in, by how it begins."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{"):
        return read_jsonl
    return read_html if start.startswith((b"<!doctype html", b"<html")) else read_text
