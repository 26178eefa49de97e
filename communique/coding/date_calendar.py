"""Stretches of the calendar and the arithmetic on them: what lies between a day and a decade."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
PRECISION = {
    "hour": "day",
    "day": "day",
    "week": "week",
    "fortnight": "week",
    "month": "month",
    "quarter": "season",
    "year": "year",
    "decade": "decade",
    "century": "interval",
}
_FINENESS = ("day", "week", "month", "season", "year", "decade")


@dataclass(frozen=True)
class Stretch:
    """Days from `first` to `last`, both included, None an open end; `precision` as in `When`."""

    first: date | None
    last: date | None
    precision: str

    def fits_within(self, unit: str) -> bool:
        """Whether this stretch is no coarser than `unit`, so that the unit around it is one."""
        if self.precision not in _FINENESS or unit not in PRECISION:
            return False
        target = PRECISION[unit]
        return target not in _FINENESS or _FINENESS.index(self.precision) <= _FINENESS.index(target)


def day(when: date) -> Stretch:
    """That one day."""
    return Stretch(when, when, "day")


def months(year: int, month: int, count: int, precision: str) -> Stretch:
    """`count` months from the first of `month`; raises ValueError outside the calendar."""
    end_year, end_month = _month_after(year, month, count - 1)
    return Stretch(date(year, month, 1), date(end_year, end_month, _length(end_year, end_month)), precision)


def years(first: int, last: int, precision: str) -> Stretch:
    """All days of the years `first` to `last`."""
    return Stretch(date(first, 1, 1), date(last, 12, 31), precision)


def around(when: date, unit: str) -> Stretch:
    """The calendar unit that holds the day; weeks run from Monday to Sunday (ISO 8601)."""
    if unit in ("hour", "day"):
        return day(when)
    if unit in ("week", "fortnight"):
        monday = when - timedelta(days=when.weekday())
        return Stretch(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        return months(when.year, when.month, 1, "month")
    if unit == "quarter":
        return months(when.year, when.month - (when.month - 1) % 3, 3, "season")
    if unit == "year":
        return years(when.year, when.year, "year")
    if unit == "decade":
        return years(when.year // 10 * 10, when.year // 10 * 10 + 9, "decade")
    start = (when.year - 1) // 100 * 100 + 1
    return years(start, start + 99, "interval")


def shifted(when: date, unit: str, count: int) -> date:
    """The day `count` units on (or back); the last of the month where the month is shorter.

    Raises ValueError where that lies outside the calendar.
    """
    if unit == "hour":
        return when
    try:
        if unit in _DAYS:
            return when + timedelta(days=_DAYS[unit] * count)
    except OverflowError as error:
        raise ValueError("outside the calendar") from error
    year, month = _month_after(when.year, when.month, _MONTHS[unit] * count)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("outside the calendar")
    return date(year, month, min(when.day, _length(year, month)))


def third(whole: Stretch, part: str) -> Stretch:
    """The `early`, `mid` or `late` third of a stretch; a single day stays whole.

    Years go by four months, decades by years (0-3, 4-6, 7-9), months by ten days, the rest by days.
    """
    if whole.first is None or whole.last is None or whole.precision == "day":
        return whole
    number = ("early", "mid", "late").index(part)
    if whole.precision == "year" and whole.first.year == whole.last.year:
        return months(whole.first.year, 1 + 4 * number, 4, "interval")
    if whole.precision == "decade":
        begin, end = ((0, 3), (4, 6), (7, 9))[number]
        return years(whole.first.year + begin, whole.first.year + end, "interval")
    days = (whole.last - whole.first).days + 1
    size = 10 if whole.precision == "month" else max(1, days // 3)
    first = whole.first + timedelta(days=size * number)
    last = whole.last if number == 2 else first + timedelta(days=size - 1)
    return Stretch(first, last, "interval")


def half(whole: Stretch, number: int) -> Stretch:
    """The first (1) or second (2) half of a stretch; of years by six months, else by days."""
    if whole.first is None or whole.last is None:
        return whole
    if whole.precision == "year" and whole.first.year == whole.last.year:
        return months(whole.first.year, 1 + 6 * (number - 1), 6, "interval")
    middle = whole.first + timedelta(days=((whole.last - whole.first).days + 1) // 2)
    if number == 1:
        return Stretch(whole.first, max(whole.first, middle - timedelta(days=1)), "interval")
    return Stretch(middle, whole.last, "interval")


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _month_after(year: int, month: int, count: int) -> tuple[int, int]:
    years_on, months_on = divmod(month - 1 + count, 12)
    return year + years_on, months_on + 1
