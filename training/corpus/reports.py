"""A corpus file as reports: heads, actors, sentences with their marks and annotation lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.corpus.marks import Mark, MarkError, plain

HEADS = ("plot", "date", "register", "region")
_LINE = re.compile(r"([esma]\d+)\s+(.*)")


class CorpusError(ValueError):
    """What is wrong, with file and line."""


@dataclass(frozen=True)
class CorpusActor:
    """An actor of a report: kind, ISO alpha-3 country or "", PLOVER sectors, office or ""."""

    key: str
    kind: str
    country: str
    sectors: tuple[str, ...]
    office: str


@dataclass(frozen=True)
class Note:
    """An annotation line: number (e1, s1, m1, a1), words before the first field, fields, line in the file."""

    number: str
    words: tuple[str, ...]
    fields: dict[str, str]
    line: int

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys in a field, () where it is absent."""
        return tuple(key.strip() for key in self.fields.get(name, "").split(",") if key.strip())


@dataclass
class CorpusSentence:
    """One sentence: its text, marks with offsets into it, notes, and where it begins in the report's text."""

    text: str
    marks: list[Mark]
    line: int
    start: int
    headline: bool = False
    notes: list[Note] = field(default_factory=list)

    def marked(self, sign: str) -> Iterator[Mark]:
        """The marks one sign opened."""
        return (mark for mark in self.marks if mark.sign == sign)


@dataclass
class Report:
    """One report: `text` is what a reader would see; paragraphs are parted by a blank line."""

    name: str
    path: Path
    line: int
    heads: dict[str, str] = field(default_factory=dict)
    actors: dict[str, CorpusActor] = field(default_factory=dict)
    sentences: list[CorpusSentence] = field(default_factory=list)
    text: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def plot(self) -> str:
        """The happening it tells; reports of one plot stay in one part of the corpus."""
        return self.heads.get("plot", self.name)


def read(paths: Iterable[Path]) -> Iterator[Report]:
    """The reports of files, or of folders with files, in order of their names."""
    for path in paths:
        files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        for file in files:
            yield from read_file(file)


def read_file(path: Path) -> Iterator[Report]:
    """The reports of one file; what is wrong is told in each report's `problems`.

    Raises CorpusError where the file does not begin with a report.
    """
    report: Report | None = None
    reader = _Lines()
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line.startswith("==="):
            if report is not None:
                yield report
            report = Report(line.strip("= \t"), path, number)
            reader = _Lines()
        elif report is None:
            if line.strip():
                raise CorpusError(f"{path}:{number}: a file begins with “=== name of the report”")
        else:
            try:
                reader.take(report, number, line.rstrip())
            except (MarkError, CorpusError) as error:
                report.problems.append(f"{path}:{number}: {error}")
    if report is not None:
        yield report


class _Lines:
    """Where in a report the reading stands."""

    def __init__(self) -> None:
        self.in_heads = True
        self.fresh = False

    def take(self, report: Report, number: int, line: str) -> None:
        if not line:
            self.in_heads = self.in_heads and not report.heads
            self.fresh = True
        elif self.in_heads and line.startswith("& "):
            actor = _actor(line[2:])
            report.actors[actor.key] = actor
        elif self.in_heads and re.match(r"[a-z]+:", line):
            name, _, value = line.partition(":")
            report.heads[name] = value.strip()
        elif line.startswith("@ "):
            _note(report, number, line[2:])
        else:
            self.in_heads = False
            self._sentence(report, number, line)

    def _sentence(self, report: Report, number: int, line: str) -> None:
        headline = line.startswith("# ")
        text, marks = plain(line.removeprefix("# ").strip())
        between = "" if not report.text else "\n\n" if self.fresh or headline else " "
        start = len(report.text) + len(between)
        report.text += between + text
        report.sentences.append(CorpusSentence(text, marks, number, start, headline))
        self.fresh = headline


def _actor(line: str) -> CorpusActor:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) < 4:
        raise CorpusError(
            "an actor is “& key | kind | country | sectors | office”, the office may be left out"
        )
    country, sectors = ("" if part == "-" else part for part in parts[2:4])
    return CorpusActor(
        parts[0],
        parts[1],
        country,
        tuple(s.strip() for s in sectors.split(",") if s.strip()),
        "".join(parts[4:5]),
    )


def _note(report: Report, number: int, line: str) -> None:
    match = _LINE.match(line)
    if match is None:
        raise CorpusError(f"an annotation is “@ e1 TYPE.mode status; by=…”, not “@ {line}”")
    if not report.sentences:
        raise CorpusError("an annotation stands below the sentence it belongs to")
    words: list[str] = []
    fields: dict[str, str] = {}
    for part in match[2].split(";"):
        name, sign, value = part.strip().partition("=")
        if sign:
            fields[name.strip()] = value.strip().strip('"“”')
        else:
            words.extend(name.split())
    report.sentences[-1].notes.append(Note(match[1], tuple(words), fields, number))


def part(report: Report) -> str:
    """`train`, `dev` or `test`: by a hash of the plot, so that a happening is never in two parts."""
    number = hashlib.sha256(report.plot.encode("utf-8")).digest()[0]
    return "test" if number < 26 else "dev" if number < 52 else "train"
