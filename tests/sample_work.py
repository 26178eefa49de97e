"""Functions that tests run in other processes."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time


class OddError(Exception):
    """An exception that can be packed and not unpacked."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)
        self.second = second


def double(number: int) -> int:
    """Twice the number; prints, which must not disturb the answer."""
    print("a library's own print", number)
    return 2 * number


def slow_when_even(number: int) -> int:
    """The number itself, the even ones later."""
    time.sleep(0.05 if number % 2 == 0 else 0)
    return number


def crash_on_three(number: int) -> int:
    """The number itself, but for 3 the process is gone."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGSEGV)
    return number


def refuse(kind: str) -> None:
    """Raise, hang or exit, as told."""
    match kind:
        case "value":
            raise ValueError("not this one")
        case "odd":
            raise OddError("one", "two")
        case "unpickled":
            raise RuntimeError(threading.Lock())
        case "memory":
            raise MemoryError
        case "exit":
            sys.exit(5)
        case "hang":
            time.sleep(60)
        case "grow":
            _ = bytearray(1 << 40)


def identity(value: object) -> tuple[int, object]:
    """The process that answered, and the value."""
    return os.getpid(), value
