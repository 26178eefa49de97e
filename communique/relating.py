"""The way of a pair: a text with two marked actors is cut into words, and the learned coder says what the one does
to the other.

Pairs are shared out among threads, not processes as reports are: nearly all the work is the network's, during which
Python's lock is free, a pair cannot hang, and starting processes cost more (docs/performance.md).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from communique import settings
from communique.marking import MarkedText, Range, marked_words
from communique.own_types import heads
from communique.records import Relation

AT_ONCE = 20  # pairs a worker takes together
LOOK_AHEAD = 2  # such parts under way for each worker, so that `pairs` may be endless


def relate(text: str, *, source: Range | None, target: Range | None) -> Relation:
    """What the source does to the target in a text: type, mode, status, scores.

    `source` and `target` are character offsets, last not included; one of them may be None where the text does not
    name it. Raises UsageError for offsets outside the text and for marks without a word.
    """
    return relate_some([MarkedText(text, source, target)])[0]


def relate_all(pairs: Iterable[MarkedText], *, workers: int | None = None) -> Iterator[Relation]:
    """One relation for every pair, in order; `workers` threads work at once, by default one a processor."""
    count = settings.current().workers or settings.processors() if workers is None else workers
    chunks = _chunks(pairs)
    yield from relate_some(next(chunks, []))  # loads the model once, before there are threads
    waiting: deque[Future[list[Relation]]] = deque()
    with ThreadPoolExecutor(count, thread_name_prefix="relate") as pool:
        try:
            for chunk in chunks:
                waiting.append(pool.submit(relate_some, chunk))
                if len(waiting) > count * LOOK_AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:  # an error, or nobody wants the rest
            for one in waiting:
                one.cancel()


def _chunks(pairs: Iterable[MarkedText]) -> Iterator[list[MarkedText]]:
    waiting = iter(pairs)
    while chunk := list(islice(waiting, AT_ONCE)):
        yield chunk


def relate_some(pairs: Sequence[MarkedText]) -> list[Relation]:
    """Some pairs in this process."""
    from communique.coding.relations import relations

    return relations([marked_words(pair) for pair in pairs], heads())
