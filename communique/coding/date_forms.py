"""What a time expression means, before it is known when the report appeared.

The grammar turns words into one of these forms; `resolve` turns a form into days, given the day of
publication, the direction the clause looks (past or future) and the date before it in the text. Nothing is
guessed: what is missing makes the form Unresolved, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from communique.coding import date_calendar as calendar
from communique.coding.date_calendar import Stretch

NO_PUBLICATION = "no publication date"
NO_PREVIOUS = "relative to another date that the text does not give"


class Unresolved(Exception):
    """A form that comes to no days; the message is the note of its When."""


@dataclass(frozen=True)
class Context:
    """What a form is resolved against; `direction` is `past`, `future` or None."""

    published: date | None
    direction: str | None = None
    previous: Stretch | None = None

    @property
    def day(self) -> date:
        """The day of publication; raises Unresolved where there is none."""
        if self.published is None:
            raise Unresolved(NO_PUBLICATION)
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
        """The days; raises Unresolved, or ValueError outside the calendar."""


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
        raise Unresolved(self.note)


@dataclass(frozen=True)
class Yearless:
    """Stretches that come round each year: a month, a day of it, a season, a quarter.

    `day` is None for whole months, of which there are `count`. `which` is -1 (last), 0 (this), 1 (next) or
    None, where the tense decides: the latest that has begun, or the first that has not ended.
    """

    month: int
    day: int | None = None
    count: int = 1
    which: int | None = None
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        published = context.day
        found = [self._in(published.year + step) for step in range(-8, 9)]
        return _choose([f for f in found if f], published, self.which, context.ahead)

    def _in(self, year: int) -> Stretch | None:
        try:
            if self.day is not None:
                return calendar.day(date(year, self.month, self.day))
            return calendar.months(year, self.month, self.count, "month" if self.count == 1 else "season")
        except ValueError:  # 29 February, or the ends of the calendar
            return None


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
        raise Unresolved("outside the calendar")
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
            raise Unresolved("a week without a beginning")
        return calendar.day(week.first + timedelta(days=self.number))


@dataclass(frozen=True)
class DayIn:
    """A month, or a day of it, of a year given beside it: "14 May last year"."""

    month: int
    day: int | None
    year: Form
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        year = self.year.resolve(context)
        if year.first is None:
            raise Unresolved("a year without a beginning")
        if self.day is None:
            return calendar.months(year.first.year, self.month, 1, "month")
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
            raise Unresolved(NO_PREVIOUS)
        if start.precision in ("month", "season") and self.unit in ("quarter", "year"):
            return self._keeping(start, start.first)
        if not start.fits_within(self.unit):
            raise Unresolved(f"counted in {self.unit}s from a date known only to the {start.precision}")
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
        return Step(self.unit, 0).resolve(context)


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
class Part:
    """The early, mid or late third of another form."""

    part: str
    whole: Form

    @property
    def stated(self) -> bool:
        return self.whole.stated

    def resolve(self, context: Context) -> Stretch:
        return calendar.third(self.whole.resolve(context), self.part)


@dataclass(frozen=True)
class Half:
    """The first or second half of another form."""

    number: int
    whole: Form

    @property
    def stated(self) -> bool:
        return self.whole.stated

    def resolve(self, context: Context) -> Stretch:
        return calendar.half(self.whole.resolve(context), self.number)


@dataclass(frozen=True)
class FirstMonths:
    """The first months of a year."""

    count: int
    whole: Form

    @property
    def stated(self) -> bool:
        return self.whole.stated

    def resolve(self, context: Context) -> Stretch:
        year = self.whole.resolve(context)
        if year.first is None or year.precision != "year":
            raise Unresolved("months of something other than a year")
        return calendar.months(year.first.year, 1, self.count, "interval")


@dataclass(frozen=True)
class DecadeOf:
    """ "The nineties": the latest such decade that has begun."""

    tens: int
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        year = context.day.year
        start = year - (year - self.tens) % 100
        return calendar.years(start, start + 9, "decade")


@dataclass(frozen=True)
class Between:
    """From one date to another, both included; a missing year or week is taken from the other end."""

    start: Form
    end: Form

    @property
    def stated(self) -> bool:
        return self.start.stated and self.end.stated

    def resolve(self, context: Context) -> Stretch:
        if context.ahead and not self.end.stated:
            first = self.start.resolve(context)
            last = self.end.resolve(Context(first.first, "future", context.previous))
        else:
            last = self.end.resolve(context)
            near = context.published if self.start.stated or isinstance(self.start, Unit) else last.last
            first = self.start.resolve(Context(near, "past", context.previous))
        if first.first and last.last and first.first > last.last:
            raise Unresolved("it would end before it begins")
        return Stretch(first.first, last.last, "interval")


@dataclass(frozen=True)
class Bound:
    """An open stretch: since, until, by, before or after a date.

    "Since" ends with publication, "by" and "until" begin with it where the clause looks ahead.
    """

    relation: str
    limit: Form

    @property
    def stated(self) -> bool:
        return self.limit.stated

    def resolve(self, context: Context) -> Stretch:
        limit = self.limit.resolve(self._aimed(context))
        if self.relation in ("since", "after"):
            return self._from(limit, context)
        last = limit.last
        if self.relation == "before" and limit.first:
            last = limit.first - timedelta(days=1)
        begins = context.published if context.ahead and self.relation != "before" else None
        if begins and last and begins > last:
            begins = None
        return Stretch(begins, last, "interval")

    def _aimed(self, context: Context) -> Context:
        if self.relation == "since":
            return Context(context.published, "past", context.previous)
        if self.relation in ("until", "by") and context.direction is None:
            return Context(context.published, "future", context.previous)
        return context

    def _from(self, limit: Stretch, context: Context) -> Stretch:
        first = limit.first
        if self.relation == "after" and limit.last:
            first = limit.last + timedelta(days=1)
        past = self.relation == "since" or not context.ahead
        last = context.published if past else None
        if first and last and first > last:
            last = None
        return Stretch(first, last, "interval")


@dataclass(frozen=True)
class MoreThan:
    """ "More than two years ago": at the latest then."""

    form: Unit
    stated: bool = False

    def resolve(self, context: Context) -> Stretch:
        return Stretch(None, calendar.shifted(context.day, self.form.unit, self.form.count), "unknown")
