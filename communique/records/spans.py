"""Where a record rests in the text, and what made it: Span, Evidence, Origin."""

from __future__ import annotations

from dataclasses import dataclass

from communique.errors import RecordError


@dataclass(frozen=True, order=True)
class Span:
    """Half-open character offsets into one document's text: first included, last not.

    Raises RecordError where the offsets are negative or enclose nothing.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise RecordError(f"a span needs 0 <= start < end, got {self.start}:{self.end}")

    def cut(self, text: str) -> str:
        """The characters of `text` that the span encloses."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Evidence:
    """The spans an entry rests on, in the order of the text; never empty."""

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise RecordError("evidence needs at least one span")


@dataclass(frozen=True)
class Origin:
    """What made an entry: the rule or model by name, its version, and how sure it is (0 to 1).

    Rules carry the share of their firings found right when last read by hand, or 1.0 where it was
    not measured; models a calibrated score.
    """

    by: str
    version: str
    score: float

    def __post_init__(self) -> None:
        if not self.by or not self.version:
            raise RecordError("an origin needs the name and the version of what made the entry")
        if not 0.0 <= self.score <= 1.0:
            raise RecordError(f"an origin's score lies between 0 and 1, got {self.score}")
