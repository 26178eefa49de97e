"""Forms made of other forms: parts, ranges, and stretches open at one end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from communique.coding import date_calendar as calendar
from communique.coding.date_calendar import Stretch
from communique.coding.date_counts import Unit
from communique.coding.date_forms import Context, Form, UnresolvedError


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
            raise UnresolvedError("months of something other than a year")
        return calendar.months(year.first.year, 1, self.count, "interval")


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
            last = self.end.resolve(Context(first.first, "future", context.previous, True))
        else:
            last = self.end.resolve(context)
            near = context.published if self.start.stated or isinstance(self.start, Unit) else last.last
            first = self.start.resolve(Context(near, "past", context.previous, True))
        if first.first and last.last and first.first > last.last:
            raise UnresolvedError("it would end before it begins")
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
            return Context(context.published, "past", context.previous, True)
        if self.relation in ("until", "by") and not (context.direction == "past" and context.firm):
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
