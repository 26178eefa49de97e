"""Where quotation marks open and close: every outermost pair in a text, news style included.

Knows “…”, "…", «…», ``…'', and ‘…’ or '…' where they stand outside double marks. A quotation nested in
another is part of it. In news style every paragraph of a long quotation opens with a mark and only the last
one closes: the paragraphs before it are quotations `left_open`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.records import Span

CLOSERS = {
    "“": ("”", '"', "''", "“"),
    '"': ('"', "”"),
    "«": ("»",),
    "``": ("''", '"'),
    "''": ("''", '"'),
    "‘": ("’", "'"),
    "'": ("'", "’"),
}
SINGLE = ("‘", "'", "’")
MARK = re.compile(r"``|''|[“”\"«»‘’']")
ELISION = re.compile(r"(?:em|til|tis|twas|n|cause|round|bout|cos|cuz)\b", re.IGNORECASE)
PARAGRAPH_END = re.compile(r"\n[ \t]*\n\s*|(?<=[.?!:”\"'’»])[ \t\xa0]*\n\s*")
BEFORE_OPENING = ' \t\n\xa0([{—–-/…“"«'


@dataclass(frozen=True)
class Quotation:
    """One pair of quotation marks. `outer` includes the marks, `inner` is what lies between them.

    `left_open`: no closing mark stands at the end of its paragraph. `resumes`: it goes on with what the
    paragraph before left open.
    """

    outer: Span
    inner: Span
    left_open: bool = False
    resumes: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of `text`, in its order. Empty pairs are left out."""
    found: list[Quotation] = []
    ranges = tuple(paragraphs(text))
    resumes = False
    for number, (start, end) in enumerate(ranges):
        after = ranges[number + 1] if number + 1 < len(ranges) else None
        pairs, unclosed = _pairs(text, start, end)
        left_open = unclosed is not None and _runs_on(text, start, unclosed, after)
        if unclosed is not None and left_open:
            pairs.append((unclosed[0], unclosed[1], end, end))
        for index, pair in enumerate(pairs):
            last = left_open and index == len(pairs) - 1
            quotation = _quotation(text, pair, last, resumes and index == 0)
            if quotation is not None:
                found.append(quotation)
        resumes = left_open and unclosed is not None and _reopened(text, unclosed, after)
    return tuple(found)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every paragraph: parted by empty lines, or by a line end after a sentence's end."""
    start = 0
    for match in PARAGRAPH_END.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    end = len(text.rstrip())
    if end > start:
        yield start, end


# The places of one pair: opening mark, first and last character of what is quoted, end of the closing mark.
Pair = tuple[int, int, int, int]


def _pairs(text: str, start: int, end: int) -> tuple[list[Pair], tuple[int, int] | None]:
    """The pairs of one paragraph, and the opening mark that was never closed (start, end)."""
    pairs: list[Pair] = []
    opening: tuple[int, int] | None = None
    for match in MARK.finditer(text, start, end):
        mark, here, past = match.group(), match.start(), match.end()
        if opening is None:
            if _opens(text, mark, here, past, start, end):
                opening = (here, past)
            continue
        first = text[opening[0] : opening[1]]
        if mark in CLOSERS[first] and _closes(text, mark, here, past, end):
            pairs.append((opening[0], opening[1], here, past))
            opening = None
        elif _reopens(text, first, mark, here, past, start, end):
            opening = (here, past)
    return pairs, opening


def _opens(text: str, mark: str, here: int, past: int, start: int, end: int) -> bool:
    if mark not in CLOSERS or past >= end:
        return False
    if mark in ("“", "«", "``"):
        return True
    if text[past].isspace():
        return False
    clear = here == start or text[here - 1] in BEFORE_OPENING
    if mark in SINGLE:
        speech = text[past].isalpha() and not ELISION.match(text, past)
        return clear and speech and _single_closes(text, past, end)
    return clear


def _single_closes(text: str, past: int, end: int) -> bool:
    """Whether a closing single mark follows before any double one: an apostrophe opens nothing."""
    for match in MARK.finditer(text, past, end):
        if match.group() not in SINGLE:
            return False
        if match.group() != "‘" and _closes(text, match.group(), match.start(), match.end(), end):
            return True
    return False


def _closes(text: str, mark: str, here: int, past: int, end: int) -> bool:
    follows = text[past] if past < end else " "
    if mark in ("“", '"', "''") and text[here - 1].isspace() and not follows.isspace():
        return False
    if mark in SINGLE:
        # The plural's apostrophe ("the ministers' talks") closes nothing.
        plural = text[here - 1] == "s" and follows == " " and text[past + 1 : past + 2].islower()
        return not follows.isalnum() and not text[here - 1].isspace() and not plural
    return mark != "“" or not follows.isalnum()


def _reopens(text: str, first: str, mark: str, here: int, past: int, start: int, end: int) -> bool:
    """Whether a mark opens anew, so that the opening mark before it was a stray one."""
    if first in SINGLE:
        return mark not in SINGLE and _opens(text, mark, here, past, start, end)
    return mark == first and _opens(text, mark, here, past, start, end)


def _runs_on(text: str, start: int, opening: tuple[int, int], after: tuple[int, int] | None) -> bool:
    """Whether a mark that is not closed in its paragraph opens speech, and is not a stray mark."""
    mark = text[opening[0] : opening[1]]
    if mark in SINGLE:
        return False
    if _reopened(text, opening, after):
        return True
    before = text[start : opening[0]].rstrip()
    return not before or before[-1] in ":,"


def _reopened(text: str, opening: tuple[int, int], after: tuple[int, int] | None) -> bool:
    """Whether the next paragraph begins with the same mark."""
    return after is not None and text.startswith(text[opening[0] : opening[1]], after[0])


def _quotation(text: str, pair: Pair, left_open: bool, resumes: bool) -> Quotation | None:
    outer_start, start, end, outer_end = pair
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end = start + len(inner.strip())
    if start >= end:
        return None
    return Quotation(Span(outer_start, outer_end), Span(start, end), left_open, resumes)
