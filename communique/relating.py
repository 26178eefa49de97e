"""The way of a pair: a text with two marked actors is cut into words, and the learned coder says what the one does
to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from communique import settings
from communique.marking import MarkedText, Range, marked_words
from communique.own_types import heads
from communique.processes import ChildLostError, in_order
from communique.records import Relation

AT_ONCE = 20  # pairs a worker takes together


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

    return relations([marked_words(pair) for pair in pairs], heads())
