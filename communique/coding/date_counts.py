"""Forms counted from the day of publication or from another date: "last week", "three days later"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from communique.coding import date_calendar as calendar
from communique.coding.date_calendar import Stretch
from communique.coding.date_forms import NO_PREVIOUS, Context, Form, UnresolvedError


@dataclass(frozen=True)
class Unit:
    """The calendar unit `count` units from publication: today, last week, three years ago.

    Coarse counts stay coarse: "two weeks ago" is a week, "ten years ago" a year.
    """

    unit: str
    count: int
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        return calendar.around(calendar.shifted(context.day, self.unit, self.count), self.unit)


@dataclass(frozen=True)
class Step:
    """`count` units from the date before it in the text, or from `anchor`: "the following day".

    A step of years from a month or quarter keeps month or quarter; otherwise the unit says how precise.
    """

    unit: str
    count: int
    anchor: Form | None = None
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        start = self.anchor.resolve(context) if self.anchor else context.previous
        if start is None or start.first is None or start.last is None:
            raise UnresolvedError(NO_PREVIOUS)
        if start.precision in ("month", "season") and self.unit in ("quarter", "year"):
            return self._keeping(start, start.first)
        if not start.fits_within(self.unit):
            raise UnresolvedError(f"counted in {self.unit}s from a date known only to the {start.precision}")
        return calendar.around(calendar.shifted(start.first, self.unit, self.count), self.unit)

    def _keeping(self, start: Stretch, first: date) -> Stretch:
        moved = calendar.shifted(first, self.unit, self.count)
        return calendar.months(
            moved.year, moved.month, 1 if start.precision == "month" else 3, start.precision
        )


@dataclass(frozen=True)
class Same:
    """The unit around the date before it: "the same day", "that year"."""

    unit: str
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        before = context.previous
        if before is None or before.first is None or not before.fits_within(self.unit):
            raise UnresolvedError(NO_PREVIOUS)
        return calendar.around(before.first, self.unit)


@dataclass(frozen=True)
class Lasting:
    """Units up to publication (-1) or on from it (1): "the past two weeks", "the next month"."""

    unit: str
    count: int
    side: int
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        published = context.day
        far = calendar.shifted(published, self.unit, self.count * self.side)
        if self.unit == "hour":
            far = published + timedelta(days=self.side * max(1, -(-self.count // 24)))
        return Stretch(min(far, published), max(far, published), "interval")


@dataclass(frozen=True)
class Vague:
    """Before or after publication by nobody says how much: "recently", "years ago", "in the coming days".

    `least` units lie between at the least (one year in "years ago").
    """

    side: int
    unit: str = "day"
    least: int = 0
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        limit = calendar.shifted(context.day, self.unit, self.least * self.side)
        return Stretch(None, limit, "unknown") if self.side < 0 else Stretch(limit, None, "unknown")


@dataclass(frozen=True)
class Present:
    """ "Now": the day of publication where the clause is not past, up to it where it is."""

    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        return Stretch(None if context.direction == "past" else context.day, context.day, "unknown")


@dataclass(frozen=True)
class Within:
    """The part of the current unit before or after publication: "earlier this month"."""

    unit: str
    side: str
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        published = context.day
        whole = calendar.around(published, self.unit)
        first, last = (whole.first, published) if self.side == "past" else (published, whole.last)
        return Stretch(first, last, whole.precision if whole.precision == "day" else "interval")


@dataclass(frozen=True)
class MoreThan:
    """ "More than two years ago": at the latest then."""

    form: Unit
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        return Stretch(None, calendar.shifted(context.day, self.form.unit, self.form.count), "unknown")
