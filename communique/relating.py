"""The way of a pair: a text with two marked actors is cut into words, and the learned coder says what the one does
to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from communique import settings
from communique.errors import UsageError
from communique.processes import ChildLostError, in_order
from communique.records import Relation

AT_ONCE = 200  # pairs a worker takes together
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
        for name, span in (("source", self.source), ("target", self.target)):
            if span is not None and not 0 <= span[0] < span[1] <= len(self.text):
                raise UsageError(f"{name} {span[0]}:{span[1]} lies outside the text (0:{len(self.text)})")
            if span is not None and _covered(tokenize(self.text), span) == (0, 0):
                raise UsageError(f"{name} {span[0]}:{span[1]} holds no word")


def relate(text: str, *, source: Range | None, target: Range | None) -> Relation:
    """What the source does to the target in a text: type, mode, status, scores.

    `source` and `target` are character offsets, last not included; one of them may be None where the text does not
    name it. Raises UsageError for offsets outside the text and for marks without a word.
    """
    return relate_some([MarkedText(text, source, target)])[0]


def relate_all(pairs: Iterable[MarkedText], *, workers: int | None = None) -> Iterator[Relation]:
    """One relation for every pair, in order; `workers` processes work at once (as in code_all)."""
    count = settings.current().workers or settings.processors() if workers is None else workers
    chunks = _chunks(pairs)
    first = list(islice(chunks, 2))
    if count == 1 or len(first) < 2:  # starting processes would take longer than the work
        for chunk in (*first, *chunks):
            yield from relate_some(chunk)
        return
    rest = (chunk for part in (first, chunks) for chunk in part)
    for _, found in in_order("communique.relating:relate_some", rest, workers=count):
        if isinstance(found, ChildLostError):
            raise found
        yield from found


def _chunks(pairs: Iterable[MarkedText]) -> Iterator[list[MarkedText]]:
    waiting = iter(pairs)
    while chunk := list(islice(waiting, AT_ONCE)):
        yield chunk


def relate_some(pairs: Sequence[MarkedText]) -> list[Relation]:
    """Some pairs in this process."""
    from communique.coding.relations import relations

    return relations([_sentence(pair) for pair in pairs])


def _sentence(pair: MarkedText) -> tuple[list[str], Range, Range]:
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
