"""A text in which two actors are marked, and the words of the sentences they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.errors import UsageError

Range = tuple[int, int]


@dataclass(frozen=True)
class MarkedText:
    """A text and the characters, last not included, of its two actors; None for one that is not in it."""

    text: str
    source: Range | None
    target: Range | None

    def __post_init__(self) -> None:
        from communique.analysis.tokens import tokenize

        if self.source is None and self.target is None:
            raise UsageError("neither source nor target is marked")
        tokens = tokenize(self.text)
        for name, span in (("source", self.source), ("target", self.target)):
            if span is not None and not 0 <= span[0] < span[1] <= len(self.text):
                raise UsageError(f"{name} {span[0]}:{span[1]} lies outside the text (0:{len(self.text)})")
            if span is not None and _covered(tokens, span) == (0, 0):
                raise UsageError(f"{name} {span[0]}:{span[1]} holds no word")


def marked_words(pair: MarkedText) -> tuple[list[str], Range, Range]:
    """The words of the sentences from the one to the other actor, and their word ranges."""
    from communique.analysis.sentences import sentence_ends
    from communique.analysis.tokens import tokenize

    tokens = tokenize(pair.text)
    spans = [_covered(tokens, span) for span in (pair.source, pair.target)]
    marked = [span for span in spans if span[0] < span[1]]
    ends = [0, *(end for end, _ in sentence_ends(pair.text, tokens))]
    first = max(end for end in ends if end <= min(a for a, _ in marked))
    last = min(end for end in ends if end >= max(b for _, b in marked))
    words = [pair.text[start:end] for start, end in tokens[first:last]]
    source, target = ((a - first, b - first) if a < b else (0, 0) for a, b in spans)
    return words, source, target


def _covered(tokens: Sequence[Range], span: Range | None) -> Range:
    """The words that a range of characters touches; (0, 0) where it is None."""
    if span is None:
        return 0, 0
    inside = [number for number, (start, end) in enumerate(tokens) if start < span[1] and end > span[0]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
