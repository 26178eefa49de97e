"""What a time expression means, before it is known when the report appeared: dates of the calendar.

The grammar turns words into a form; `resolve` turns a form into days, given the day of publication, the
direction the clause looks (past or future) and the date before it in the text. Nothing is guessed: what is
missing raises UnresolvedError, with the reason. Forms counted from publication or from another date are in
date_counts.py, those made of other forms in date_spans.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from communique.coding import date_calendar as calendar
from communique.coding.date_calendar import Stretch

NO_PUBLICATION = "no publication date"


NO_PREVIOUS = "relative to another date that the text does not give"


class UnresolvedError(Exception):
    """A form that comes to no days; the message is the note of its When."""


@dataclass(frozen=True)
class Context:
    """What a form is resolved against.

    `direction` is `past`, `future` or None; `firm` where the verb that the date hangs on says so, not one
    somewhere above it.
    """

    published: date | None
    direction: str | None = None
    previous: Stretch | None = None
    firm: bool = False

    @property
    def day(self) -> date:
        """The day of publication; raises UnresolvedError where there is none."""
        if self.published is None:
            raise UnresolvedError(NO_PUBLICATION)
        return self.published

    @property
    def ahead(self) -> bool:
        """Whether the clause looks to the future."""
        return self.direction == "future"


class Form(Protocol):
    """The meaning of an expression."""

    @property
    def stated(self) -> bool:
        """Whether the text alone says when it is."""

    def resolve(self, context: Context) -> Stretch:
        """The days; raises UnresolvedError, ValueError or OverflowError outside the calendar."""


@dataclass(frozen=True)
class Exact:
    """A day, month, year or decade the text states in full."""

    stretch: Stretch
    stated: bool = True

    def resolve(self, context: Context) -> Stretch:
        return self.stretch


@dataclass(frozen=True)
class Nothing:
    """A time expression that comes to no one date: ambiguous, recurring, or counted from an event."""

    note: str
    stated: bool = True

    def resolve(self, context: Context) -> Stretch:
        raise UnresolvedError(self.note)


@dataclass(frozen=True)
class Yearless:
    """Stretches that come round each year: a month, a day of it, a season, a quarter.

    `day` is None for whole months, of which there are `count`. `which` is -1 (last), 0 (this), 1 (next) or
    None, where the tense decides: the latest that has begun, or the first that has not ended. A `weekday`
    given with the day leaves only the years it fits, where one near does.
    """

    month: int
    day: int | None = None
    count: int = 1
    which: int | None = None
    weekday: int | None = None
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        published = context.day
        found = [f for f in (self._in(published.year + step) for step in range(-8, 9)) if f]
        fitting = [f for f in found if f.first and f.first.weekday() == self.weekday]
        near = [f for f in fitting if f.first and abs(f.first.year - published.year) <= 1]
        if self.count == 1 and self.which is None and not near:
            return _unmarked(found, context)
        return _unmarked(near, context) if near else _choose(found, published, self.which, context.ahead)

    def _in(self, year: int) -> Stretch | None:
        try:
            if self.day is not None:
                return calendar.day(date(year, self.month, self.day))
            return calendar.months(year, self.month, self.count, "month" if self.count == 1 else "season")
        except ValueError:  # 29 February, or the ends of the calendar
            return None


def _unmarked(found: list[Stretch], context: Context) -> Stretch:
    """The one the tense points to; where no verb of its own says past, a much nearer one to come.

    A report leaves the year out of dates near it: "the 14 January deadline" in a report of 5 January is
    nine days off, not a year back. The one to come is taken where it is three times as near, about three
    months: a round figure, not tuned.
    """
    back = [f for f in found if f.first and f.first <= context.day]
    on = [f for f in found if f.last and f.last >= context.day]
    if context.ahead or not back or not on or context.firm:
        wanted = on[:1] if (context.ahead and on) or not back else back[-1:]
        return wanted[0] if wanted else _choose(found, context.day, None, context.ahead)
    since, to = (
        (context.day - (back[-1].last or context.day)).days,
        ((on[0].first or context.day) - context.day).days,
    )
    return on[0] if 0 <= to * 3 < since else back[-1]


def _choose(found: list[Stretch], published: date, which: int | None, ahead: bool) -> Stretch:
    """The last, this or next of stretches in the order of time."""
    begun = [f for f in found if f.first and f.first <= published]
    ended = [f for f in found if f.last and f.last < published]
    to_come = [f for f in found if f.first and f.first > published]
    unfinished = [f for f in found if f.last and f.last >= published]
    if which == 0:
        wanted = [f for f in found if f.first and f.first.year == published.year]
    elif which is not None:
        wanted = ended[-1:] if which < 0 else to_come[:1]
    else:
        wanted = unfinished[:1] if ahead else begun[-1:]
    if not wanted:
        raise UnresolvedError("outside the calendar")
    return wanted[0]


@dataclass(frozen=True)
class Weekday:
    """A day of the week; `which` as in Yearless, with the tense choosing for "this Tuesday" too."""

    number: int
    which: int | None = None
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        return calendar.day(_weekday(context.day, self.number, self.which, context.ahead))


def _weekday(published: date, number: int, which: int | None, ahead: bool) -> date:
    back = (published.weekday() - number) % 7
    if which == -1:
        return published - timedelta(days=back or 7)
    if which == 1 or (ahead and back):
        return published + timedelta(days=7 - back)
    return published - timedelta(days=back)


@dataclass(frozen=True)
class WeekdayIn:
    """A day of a given week: "Tuesday last week"."""

    number: int
    week: Form
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        week = self.week.resolve(context)
        if week.first is None:
            raise UnresolvedError("a week without a beginning")
        return calendar.day(week.first + timedelta(days=self.number))


@dataclass(frozen=True)
class DayIn:
    """Months, or a day, of a year given beside it: "14 May last year", "last year's third quarter"."""

    month: int
    day: int | None
    year: Form
    count: int = 1
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        year = self.year.resolve(context)
        if year.first is None:
            raise UnresolvedError("a year without a beginning")
        if self.day is None:
            precision = "month" if self.count == 1 else "season"
            return calendar.months(year.first.year, self.month, self.count, precision)
        return calendar.day(date(year.first.year, self.month, self.day))


@dataclass(frozen=True)
class Weekend:
    """Saturday and Sunday; seen from a weekend day, "this" one."""

    which: int | None = None
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        published = context.day
        saturday = _weekday(published, 5, None, False)
        inside = published <= saturday + timedelta(days=1)
        if self.which == -1 and inside:
            saturday -= timedelta(days=7)
        elif self.which == 1 or (
            not inside and (context.ahead or self.which == 0) and not self._was(context)
        ):
            saturday += timedelta(days=7)
        return Stretch(saturday, saturday + timedelta(days=1), "interval")

    def _was(self, context: Context) -> bool:
        return context.direction == "past" and context.day.weekday() < 3


@dataclass(frozen=True)
class DecadeOf:
    """ "The nineties": the latest such decade that has begun."""

    tens: int
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        year = context.day.year
        start = year - (year - self.tens) % 100
        return calendar.years(start, start + 9, "decade")
