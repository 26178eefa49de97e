"""Epochs prepared ahead of their use, in processes of their own."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
_make: Callable[[int], Any] | None = None


def ahead(make: Callable[[int], T], first: int, last: int, *, workers: int) -> Iterator[T]:
    """`make(number)` for the numbers from `first` to `last` (not included), in order.

    `workers` forked processes work ahead; what `make` needs they share with this one, what it gives must be picklable.
    """
    global _make
    _make = make  # forked processes find it here
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[Future[T]] = deque()
        for number in range(first, last):
            waiting.append(pool.submit(_made, number))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _made(number: int) -> Any:
    assert _make is not None
    return _make(number)
