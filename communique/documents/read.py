"""What every reader hands on: a document with its problems, made in one way."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import IO

from communique import settings
from communique.documents.moments import read_moment
from communique.errors import UnreadableError
from communique.records import Document, Problem

STEP = "documents"
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Read:
    """One report as it was read, and what was set aside on the way.

    A report that could not be read has an empty text and one fatal problem, so that the counts add up.
    """

    document: Document
    problems: tuple[Problem, ...] = ()

    @property
    def fatal(self) -> bool:
        """Whether the report could not be read."""
        return any(problem.fatal for problem in self.problems)


@dataclass(frozen=True)
class Place:
    """Where a report stands: the name of its file, with the line where it holds many, and its bytes' hash.

    The name is empty for a text that came from no file.
    """

    file: str
    sha256: str = ""

    @property
    def where(self) -> str:
        """The place as a problem names it."""
        return self.file or "the text given"


@dataclass(frozen=True)
class Said:
    """What a file says about its report, as written there."""

    title: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    licence: str | None = None


def report(
    text: str, said: Said, place: Place, *, date: str | None = None, remarks: tuple[str, ...] = ()
) -> Read:
    """The report with that text; `date` is used only where the file has none. Remarks become problems."""
    if not text.strip():
        return unreadable(place, "; ".join(("it holds no text", *remarks)))
    published, undated = _published(said.date, date)
    clean, unsound = sound(text)
    document = Document(
        text=clean,
        title=_line(said.title),
        source=_line(said.source),
        url=_line(said.url),
        language=_line(said.language),
        published=published,
        licence=_line(said.licence),
        file=place.file or None,
        sha256=place.sha256,
    )
    whys = (*remarks, *undated, *unsound)
    return Read(document, tuple(Problem(STEP, place.where, why) for why in whys))


def unreadable(place: Place, why: str) -> Read:
    """A report that could not be read, and why."""
    document = Document("", file=place.file or None, sha256=place.sha256)
    return Read(document, (Problem(STEP, place.where, why, fatal=True),))


def whole(stream: IO[bytes], name: str) -> tuple[bytes, Place]:
    """All bytes of one report. Raises UnreadableError where they are more than the settings allow."""
    limit = settings.current().max_bytes
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise UnreadableError(f"it is larger than {limit:,} bytes; COMMUNIQUE_MAX_BYTES sets the limit")
    return raw, Place(name, hashlib.sha256(raw).hexdigest())


def sound(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without NUL and lone surrogates, which files and databases cannot hold; offsets stay."""
    clean, count = _NOT_TEXT.subn("\ufffd", text)
    return clean, (f"characters that are not text and stand as U+FFFD: {count}",) if count else ()


def _published(said: str | None, date: str | None) -> tuple[str | None, tuple[str, ...]]:
    if not said or not said.strip():
        return date, ()
    found = read_moment(said)
    return found, () if found else (f"the date {said[:80]!r} is not clear; the report is left undated",)


def _line(value: str | None) -> str | None:
    """One line of sound text, or None where there is nothing in it."""
    return _NOT_TEXT.sub("\ufffd", " ".join(value.split())) or None if value else None
