"""The words of time expressions, and a sentence cut into the pieces the date grammar reads.

Tokenisers differ on "mid-March", "1990s" and "3-5"; the grammar therefore reads its own small pieces
("atoms": a run of letters, a number, a numeric date, a sign) and each knows the token it lies in.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from communique.coding.reading import Reading

# Every alternative is bounded or a single run, so matching is linear in the text.
_ATOM = re.compile(
    r"(?<![\d.,/-])(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))(?![\d/-]|[.,]\d)"
    r"|\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
    r"|[^\W\d_]+"
    r"|\S"
)
_APOSTROPHES = str.maketrans("’‘–—‑", "''---")


@cache
def words(table: str) -> dict[str, Any]:
    """One table of rules/dates.toml."""
    return _data()[table]  # type: ignore[no-any-return]


@cache
def word_list(table: str, key: str = "words") -> frozenset[str]:
    """One list of rules/dates.toml, as a set."""
    return frozenset(_data()[table][key])


@cache
def phrases(table: str, key: str = "phrases") -> tuple[tuple[str, ...], ...]:
    """Phrases of rules/dates.toml cut into atoms, the longest first.

    `key` may be empty: then the keys of the table are the phrases.
    """
    entries = _data()[table][key] if key else _data()[table]
    cut = [tuple(match.group() for match in _ATOM.finditer(entry)) for entry in entries]
    return tuple(sorted(cut, key=lambda parts: (-len(parts), parts)))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("communique") / "coding" / "rules" / "dates.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Atom:
    """A piece of the text: as written, in lower case with plain apostrophes and dashes, and where it is.

    `token` is where it starts, `last` the token it ends in; `glued`: no white space before it.
    """

    text: str
    low: str
    start: int
    end: int
    token: int
    last: int
    glued: bool


class Line:
    """The atoms of one sentence; past either end there are empty words."""

    def __init__(self, atoms: tuple[Atom, ...]) -> None:
        self.atoms = atoms

    def __len__(self) -> int:
        return len(self.atoms)

    def low(self, at: int) -> str:
        """The atom at `at` in lower case, or ""."""
        return self.atoms[at].low if 0 <= at < len(self.atoms) else ""

    def capital(self, at: int) -> bool:
        """Whether the atom at `at` is a word that starts with a capital letter."""
        return 0 <= at < len(self.atoms) and self.atoms[at].text[0].isupper()

    def glued(self, at: int) -> bool:
        """Whether the atom at `at` stands right after the one before it."""
        return 0 <= at < len(self.atoms) and self.atoms[at].glued

    def number(self, at: int, least: int, most: int) -> int | None:
        """The whole number at `at` where it lies within the limits."""
        low = self.low(at)
        if not low.isascii() or not low.isdigit() or len(low) > 4:
            return None
        return int(low) if least <= int(low) <= most else None

    def has(self, at: int, parts: tuple[str, ...]) -> bool:
        """Whether these atoms follow one another from `at`."""
        return all(self.low(at + step) == part for step, part in enumerate(parts))

    def hyphen(self, at: int) -> int:
        """The position after a hyphen at `at`, or `at`."""
        return at + 1 if self.low(at) == "-" else at


def line_of(reading: Reading, sentence: tuple[int, int]) -> Line:
    """The sentence, a token range of the reading, cut into atoms."""
    first, last = sentence
    starts, ends = reading.analysis.starts, reading.analysis.ends
    if first == last:
        return Line(())
    atoms, token, before = [], first, -1
    for match in _ATOM.finditer(reading.text, starts[first], ends[last - 1]):
        while token < last - 1 and ends[token] <= match.start():
            token += 1
        text = match.group()
        low = text.lower().translate(_APOSTROPHES)
        end = token
        while end < last - 1 and ends[end] < match.end():
            end += 1
        atoms.append(Atom(text, low, match.start(), match.end(), token, end, match.start() == before))
        before = match.end()
    return Line(tuple(atoms))
