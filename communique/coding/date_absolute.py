"""The grammar of dates that name days and months: "14 May 2024", "3-5 June", "in September"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from communique.coding import date_calendar as calendar
from communique.coding.date_counts import Unit
from communique.coding.date_forms import DayIn, Exact, Form, Nothing, Yearless
from communique.coding.date_spans import Between
from communique.coding.date_words import Line, word_list, words

Found = tuple[int, Form] | None  # the position after the expression, and what it means
Reader = Callable[[Line, int], Found]


_AMBIGUOUS = "day and month could be either way round"


_NO_SUCH_DAY = "there is no such day"


def numeric(line: Line, at: int) -> Found:
    """ "2024-05-14" and "14/05/2024"; unresolved where day and month could be exchanged."""
    parts = line.low(at).replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        return at + 1, _exact_day(first, second, third)
    year = third if len(parts[2]) == 4 else None
    if max(first, second) > 31 or min(first, second) > 12 or 0 in (first, second):
        return None
    if year is None:  # 12.05.24: a version, a score, a date in one of three orders
        return (at + 1, Nothing(_AMBIGUOUS)) if "/" in line.low(at) else None
    if first > 12 or first == second:
        return at + 1, _exact_day(year, second, first)
    if second > 12:
        return at + 1, _exact_day(year, first, second)
    return at + 1, Nothing(_AMBIGUOUS)


def _exact_day(year: int, month: int, number: int) -> Form:
    try:
        return Exact(calendar.day(date(year, month, number)))
    except ValueError:
        return Nothing(_NO_SUCH_DAY)


def month_at(line: Line, at: int) -> tuple[int, int, bool] | None:
    """The position after a month's name, its number, and whether the name is written out."""
    low = line.low(at)
    if not line.capital(at):
        return None
    if low in words("months"):
        return at + 1, words("months")[low], True
    if low in words("month_abbreviations"):
        dotted = line.low(at + 1) == "." and line.glued(at + 1)
        return at + 1 + dotted, words("month_abbreviations")[low], False
    return None


def year_at(line: Line, at: int) -> tuple[int, int] | None:
    """The position after a year beside a month, and the year: "2024" or "'89"."""
    if line.low(at) == "'" and line.glued(at + 1) and len(line.low(at + 1)) == 2:
        short = line.number(at + 1, 0, 99)
        return (at + 2, short + (1900 if short > 40 else 2000)) if short is not None else None
    year = line.number(at, 1000, 2200)
    if year is None or (line.glued(at + 1) and line.low(at + 1).isalnum()):
        return None
    return at + 1, year


def day_number(line: Line, at: int) -> tuple[int, int] | None:
    """The position after the number of a day, and the number: "14", "14th", "first" before "of"."""
    low = line.low(at)
    if low in words("ordinals") and line.low(at + 1) == "of":
        return at + 1, words("ordinals")[low]
    number = line.number(at, 1, 31)
    if number is None or len(low) > 2:
        return None
    if line.glued(at + 1) and line.low(at + 1).isalpha():
        return (at + 2, number) if line.low(at + 1) in ("st", "nd", "rd", "th") else None
    return at + 1, number


def calendar_date(line: Line, at: int) -> Found:
    """A day of a month, with or without a weekday before and a year after it."""
    low = line.low(at)
    weekday = words("weekdays").get(low, words("weekday_abbreviations").get(low))
    if weekday is None or not line.capital(at):
        return _day_month(line, at) or _month_day(line, at)
    after = at + 1
    after += line.low(after) == "." and line.glued(after)
    after += line.low(after) == ","
    found = _day_month(line, after) or _month_day(line, after)
    if found and isinstance(found[1], Yearless):
        return found[0], replace(found[1], weekday=weekday)
    return found


def _day_month(line: Line, at: int) -> Found:
    at += line.low(at) == "the"
    first = day_number(line, at)
    if first is None or (line.glued(at) and line.low(at - 1) in ("$", "£", "€", "#", ":")):
        return None
    last = _second_day(line, *first)
    after = last[0] + (line.low(last[0]) in ("of", "-"))
    month = month_at(line, after)
    return _with_year(line, month[0], month[1], first[1], last[1]) if month else None


def _month_day(line: Line, at: int) -> Found:
    month = month_at(line, at)
    if month is None:
        return None
    first = day_number(line, month[0] + (line.low(month[0]) == "the"))
    if first is None or line.low(first[0]) in ("%", "percent") or _clock(line, first[0]):
        return None
    last = _second_day(line, *first)
    if line.low(last[0]) in word_list("named_days", "after"):
        return None
    return _with_year(line, last[0], month[1], first[1], last[1])


def _clock(line: Line, at: int) -> bool:
    return line.low(at) == ":" and line.glued(at) and line.glued(at + 1)


def _second_day(line: Line, at: int, first: int) -> tuple[int, int]:
    """Where the days go on ("3-5 June", "May 3 and 4"), else the first day again."""
    if line.low(at) in ("-", "to", "and", "&", "through", "until"):
        second = day_number(line, at + 1)
        unit_follows = second and line.low(second[0]) in {**words("units"), **_counted()}
        if second and second[1] > first and not unit_follows:
            return second
    return at, first


def _counted() -> dict[str, int]:
    return dict.fromkeys(word_list("counted"), 0)


def _with_year(line: Line, at: int, month: int, first: int, last: int) -> Found:
    after, year = year_after(line, at)
    forms = tuple(day_of(year, month, number) for number in (first, last))
    if first == last or isinstance(forms[0], Nothing) or isinstance(forms[1], Nothing):
        return after, forms[0]
    return after, Between(forms[0], forms[1])


def day_of(year: int | Form | None, month: int, number: int) -> Form:
    """A day of a month of that year, of a year given by another form, or of one still to be found."""
    if number > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return Nothing(_NO_SUCH_DAY)
    if year is None:
        return Yearless(month, number)
    return _exact_day(year, month, number) if isinstance(year, int) else DayIn(month, number, year)


def year_after(line: Line, at: int) -> tuple[int, int | Form | None]:
    """The year that goes with a month or day: a number, "last year", or None."""
    after = at + (line.low(at) in (",", "of"))
    year = year_at(line, after)
    if year and line.low(year[0]) not in word_list("counted"):
        return year
    which = words("which").get(line.low(after))
    if which is not None and line.low(after + 1) == "year" and line.low(at) != ",":
        return after + 2, Unit("year", which)
    return at, None


def whole_month(line: Line, at: int) -> Found:
    """A month with its year, or alone where the words around it leave no doubt that it is one."""
    month = month_at(line, at)
    if month is None:
        return None
    after, year = year_after(line, month[0])
    if isinstance(year, int):
        return after, Exact(calendar.months(year, month[1], 1, "month"))
    if year is not None:
        return after, DayIn(month[1], None, year)
    return (month[0], Yearless(month[1])) if _is_month(line, at, *month) else None


def _is_month(line: Line, at: int, after: int, month: int, in_full: bool) -> bool:
    needs = words("month_needs")
    before, follows = line.low(at - 1), line.low(after)
    introduced = before in needs["before"] or (before == "-" and line.glued(at))
    if not in_full:
        return introduced and line.low(after - 1) == "." and line.low(at) != "jan"
    low = line.low(at)
    if low not in needs["ambiguous"]:
        return not _full_name(line, at, after)
    noun_follows = follows.isalpha() and not line.capital(after)
    if line.low(at - 1) in ("the", "a") and noun_follows and follows not in needs["not_after_march"]:
        return True
    return introduced and not _full_name(line, at, after) and not (low == "may" and follows == "'")


def _full_name(line: Line, at: int, after: int) -> bool:
    """A capitalised word on either side makes it a name: "Theresa May", "April Jones", "Black September"."""
    before = at > 1 and line.capital(at - 1) and line.low(at - 1) not in words("month_needs")["before"]
    if line.low(at) not in words("month_needs")["ambiguous"]:
        return line.low(at - 1) == "black"
    return before or line.capital(after)
