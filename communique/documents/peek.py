"""The beginning of a stream, looked at without being taken away."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, Any

_HEAD = 1 << 16


def peek(stream: IO[bytes]) -> tuple[IO[bytes], bytes]:
    """The stream as if untouched, and what it begins with: up to the first bytes that are not space."""
    rejoined = _Rejoined(stream)
    return io.BufferedReader(rejoined), rejoined.head


class _Rejoined(io.RawIOBase):
    """A stream whose beginning was looked at."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.head = b""
        while not self.head.strip() and len(self.head) < _HEAD:
            chunk = self._next(_HEAD)
            if not chunk:
                break
            self.head += chunk
        self._left = self.head

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._left[: len(buffer)] or self._next(len(buffer))
        self._left = self._left[len(chunk) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def _next(self, size: int) -> bytes:
        """What has come in, without waiting for more than something."""
        read: Callable[[int], bytes] = getattr(self._stream, "read1", self._stream.read)
        return read(size)
