"""The marks inside one sentence: `[text|TYPE key]`, `<text|e1>`, `{text|s1}`, nested as need be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLOSES = {"[": "]", "<": ">", "{": "}"}
SIGNS = frozenset("[]<>{}|")


class MarkError(ValueError):
    """A mark that cannot be read; the message says which and where."""


@dataclass(frozen=True)
class Mark:
    """Characters `start` to `end` (not included) of the plain text, the sign that opened it, its label."""

    start: int
    end: int
    sign: str
    label: str


def plain(marked: str) -> tuple[str, list[Mark]]:
    """The text without its marks, and the marks with offsets into it, outer ones first.

    Raises MarkError for a mark that is not closed, closed by the wrong sign, empty or without label.
    """
    text: list[str] = []
    found: list[Mark] = []
    open_now: list[tuple[str, int]] = []
    place = 0
    while place < len(marked):
        sign = marked[place]
        if sign in CLOSES:
            open_now.append((sign, len(text)))
        elif sign == "|":
            place = _close(marked, place, open_now, text, found)
        elif sign in SIGNS:
            raise MarkError(
                f"“{sign}” closes a mark without a label: …{marked[max(0, place - 25) : place + 1]}"
            )
        else:
            text.append(sign)
        place += 1
    if open_now:
        sign, start = open_now[-1]
        raise MarkError(f"“{sign}” is never closed: {sign}{''.join(text[start : start + 30])}…")
    return "".join(text), sorted(found, key=lambda mark: (mark.start, -mark.end))


def covered(tokens: Sequence[tuple[int, int]], mark: Mark) -> tuple[int, int]:
    """The range of tokens (last not included) of a mark; empty where it begins or ends inside a token."""
    first = next((t for t, (start, _) in enumerate(tokens) if start == mark.start), None)
    last = next((t for t, (_, end) in enumerate(tokens) if end == mark.end), None)
    return (0, 0) if first is None or last is None else (first, last + 1)


def _close(
    marked: str, place: int, open_now: list[tuple[str, int]], text: list[str], found: list[Mark]
) -> int:
    """Read the label after the bar at `place`; the place of the closing sign comes back."""
    near = marked[max(0, place - 25) : place + 15]
    if not open_now:
        raise MarkError(f"“|” stands outside a mark: …{near}")
    sign, start = open_now.pop()
    end = marked.find(CLOSES[sign], place)
    label = marked[place + 1 : end].strip()
    if end < 0 or SIGNS & set(label):
        raise MarkError(f"the mark “{sign}” before the bar is not closed by “{CLOSES[sign]}”: …{near}")
    if start == len(text) or not label:
        raise MarkError(f"a mark is empty or has no label: …{near}")
    found.append(Mark(start, len(text), sign, label))
    return end
