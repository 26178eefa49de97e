"""From the words that are said to their characters: stretches, quotation marks, how direct they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from communique.coding.quotations import Quotation, find_quotations
from communique.coding.reading import Reading
from communique.records import Span

# A stretch of nothing but such words says nothing: the parse has torn it off.
EMPTY = ("CCONJ", "SCONJ", "ADP", "DET", "PART", "PUNCT")


@dataclass(frozen=True)
class Quoted:
    """A reading with its quotations, and which token lies in which."""

    reading: Reading

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The outermost quotations in text order."""
        return find_quotations(self.reading.text)

    @cached_property
    def _number_of(self) -> tuple[int, ...]:
        numbers, current = [], 0
        starts, ends = self.reading.analysis.starts, self.reading.analysis.ends
        for start, end in zip(starts, ends, strict=True):
            while current < len(self.quotations) and self.quotations[current].outer.end <= start:
                current += 1
            inside = current < len(self.quotations) and self.quotations[current].inner.start < end
            inside = inside and start < self.quotations[current].inner.end
            numbers.append(current if inside else -1)
        return tuple(numbers)

    def number(self, token: int) -> int:
        """The number of the quotation that holds `token`, -1 outside."""
        return self._number_of[token]

    def opens(self, token: int) -> bool:
        """Whether a quotation opens with this mark."""
        start = self.reading.analysis.starts[token]
        return any(quotation.outer.start == start for quotation in self.quotations)


def content_spans(quoted: Quoted, cue: int, tokens: tuple[int, ...]) -> tuple[tuple[Span, ...], str]:
    """The characters of the content tokens, marks at their ends left out, and how direct they are."""
    reading, inside = quoted.reading, quoted.number(cue)
    kept = [t for t in tokens if inside < 0 or quoted.number(t) == inside]
    spans = [span for run in _runs(reading, kept) if (span := trimmed(quoted, run, inside)) is not None]
    if inside >= 0:
        return tuple(spans), "indirect"
    numbers = [quoted.number(t) for t in kept if reading.upos[t] != "PUNCT"]
    if numbers and min(numbers) >= 0:
        return tuple(quoted.quotations[number].inner for number in sorted(set(numbers))), "direct"
    mixed = any(number >= 0 for number in numbers)
    return tuple(spans), "mixed" if mixed else "indirect"


def _runs(reading: Reading, tokens: list[int]) -> list[tuple[int, int]]:
    """First and last token of each unbroken stretch; marks between two tokens do not break it."""
    runs: list[tuple[int, int]] = []
    for token in tokens:
        gap = range(runs[-1][1] + 1, token) if runs else ()
        if runs and all(reading.upos[place] == "PUNCT" for place in gap):
            runs[-1] = (runs[-1][0], token)
        else:
            runs.append((token, token))
    return runs


def trimmed(quoted: Quoted, run: tuple[int, int], inside: int) -> Span | None:
    """The characters of a run, without marks, conjunctions and closing points at its ends.

    A quotation that begins in the run is kept to its end, marks included.
    """
    reading = quoted.reading
    first, last = run
    while first <= last and _is_edge(quoted, first) and not quoted.opens(first):
        first += 1
    while last >= first and reading.upos[last] == "PUNCT":
        last -= 1
    if first > last or all(reading.upos[t] in EMPTY for t in range(first, last + 1)):
        return None
    start, end = reading.span(first, last + 1).start, reading.span(first, last + 1).end
    numbers = (quoted.number(last), quoted.number(first)) if inside < 0 else ()
    for quotation in (quoted.quotations[number] for number in numbers if number >= 0):
        if start >= quotation.inner.start and end <= quotation.inner.end:
            return quotation.inner
        if start >= quotation.inner.start:
            start = quotation.outer.start
        elif end >= quotation.inner.start:
            end = max(end, quotation.outer.end)
    return Span(start, end)


def _is_edge(quoted: Quoted, token: int) -> bool:
    reading = quoted.reading
    return reading.upos[token] == "PUNCT" or reading.lower[token] in ("and", "but", "that")
