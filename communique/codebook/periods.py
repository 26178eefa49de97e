"""When an entry of the codebook holds: from a day to a day, both included, open where nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from communique.codebook.loading import KeyPath, fail


@dataclass(frozen=True)
class Period:
    """The first and the last day, both included; None is an open end."""

    first: date | None = None
    last: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether it holds on a day; for None, whether it has not ended."""
        if on is None:
            return self.last is None
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


ALWAYS = Period()


def period_at(path: Traversable, key: KeyPath, entry: Mapping[str, object]) -> Period:
    """The period in `from` and `to` of an entry: years, or days in TOML's own form (1990-10-03).

    Raises CodebookError naming file and line where they are neither, or out of order.
    """
    first = _day(path, key, entry.get("from"), (1, 1))
    last = _day(path, key, entry.get("to"), (12, 31))
    if first and last and last < first:
        fail(path, key, f"`to` ({last}) lies before `from` ({first})")
    return Period(first, last) if first or last else ALWAYS


def _day(path: Traversable, key: KeyPath, value: object, of_year: tuple[int, int]) -> date | None:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return date(value, *of_year)
    if type(value) is not date:
        fail(path, key, f"{value!r} is neither a year nor a day such as 1990-10-03")
    return value
