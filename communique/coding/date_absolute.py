"""The grammar of dates that name days, months, seasons and years: "14 May 2024", "the 1990s", "Q3"."""

from __future__ import annotations

from datetime import date

from communique.coding import date_calendar as calendar
from communique.coding.date_forms import Between, DayIn, DecadeOf, Exact, Form, Nothing, Unit, Yearless
from communique.coding.date_words import Line, phrases, word_list, words

Found = tuple[int, Form] | None  # the position after the expression, and what it means
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
    start = _past_weekday(line, at)
    for begin in sorted({start, at}, reverse=True):
        found = _day_month(line, begin) or _month_day(line, begin)
        if found:
            return found
    return None


def _past_weekday(line: Line, at: int) -> int:
    low = line.low(at)
    if not line.capital(at) or low not in {**words("weekdays"), **words("weekday_abbreviations")}:
        return at
    after = at + 1
    after += line.low(after) == "." and line.glued(after)
    after += line.low(after) == ","
    return after


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
    if first is None or line.low(first[0]) in ("%", "percent") or line.low(first[0]) == ":":
        return None
    last = _second_day(line, *first)
    if line.low(last[0]) in word_list("named_days", "after"):
        return None
    return _with_year(line, last[0], month[1], first[1], last[1])


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
    after, year = _year_after(line, at)
    forms = tuple(_day_of(year, month, number) for number in (first, last))
    if first == last or isinstance(forms[0], Nothing) or isinstance(forms[1], Nothing):
        return after, forms[0]
    return after, Between(forms[0], forms[1])


def _day_of(year: int | Form | None, month: int, number: int) -> Form:
    if number > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return Nothing(_NO_SUCH_DAY)
    if year is None:
        return Yearless(month, number)
    return _exact_day(year, month, number) if isinstance(year, int) else DayIn(month, number, year)


def _year_after(line: Line, at: int) -> tuple[int, int | Form | None]:
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
    after, year = _year_after(line, month[0])
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
    if low == "march" and follows in needs["not_after_march"]:
        return False
    return introduced and not _full_name(line, at, after) and not (low == "may" and follows == "'")


def _full_name(line: Line, at: int, after: int) -> bool:
    """A capitalised word on either side makes it a name: "Theresa May", "April Jones", "Black September"."""
    before = at > 1 and line.capital(at - 1) and line.low(at - 1) not in words("month_needs")["before"]
    if line.low(at) not in words("month_needs")["ambiguous"]:
        return line.low(at - 1) == "black"
    return before or line.capital(after)


def bare_year(line: Line, at: int) -> Found:
    """A year on its own: after a preposition or determiner, in brackets; not a count or a number."""
    found = year_at(line, at)
    if found is None or line.low(at) == "'":
        return None
    after, year = found
    needs, before = words("year_needs"), line.low(at - 1)
    if before in needs["never"] or line.low(after) in word_list("counted") or line.low(after) == "%":
        return None
    if line.low(after) in ("gmt", "utc", "hrs", "edt", "est", "local") or not _plausible(line, at, year):
        return None
    form = Exact(calendar.years(year, year, "year"))
    if before == "(":
        return (after, form) if line.low(after) in (")", ",", "-", ";") else None
    if before == "s" and line.low(at - 2) == "'":
        return after, form
    if before == "-" and line.low(at - 2) in ("mid", "early", "late", "post", "pre"):
        return after, form
    return (after, form) if before in needs["before"] else None


def _plausible(line: Line, at: int, year: int) -> bool:
    certain = line.low(at - 1) in words("year_needs")["certain"]
    return (1500 if certain else 1900) <= year <= 2100


def year_range(line: Line, at: int) -> Found:
    """ "2011-2014" and "2011-14"."""
    first = year_at(line, at)
    if first is None or line.low(at) == "'" or line.low(first[0]) != "-" or not line.glued(first[0]):
        return None
    low = line.low(first[0] + 1)
    last = line.number(first[0] + 1, 0, 2200)
    if last is None or len(low) not in (2, 4) or line.low(at - 1) in ("-", "/", "+"):
        return None
    last += first[1] // 100 * 100 if len(low) == 2 else 0
    if not 1500 <= first[1] < last <= min(2100, first[1] + 100) or line.low(first[0] + 2) in ("-", "/"):
        return None
    return first[0] + 2, Exact(calendar.years(first[1], last, "interval"))


def decade(line: Line, at: int) -> Found:
    """ "the 1990s", "the '90s", "the nineties"; "the 1800s" are a hundred years."""
    begin = at + (line.low(at) == "the")
    if line.low(begin) in words("decades") and line.low(begin - 1) in ("the", "early", "mid", "late", "-"):
        return begin + 1, DecadeOf(words("decades")[line.low(begin)])
    if line.low(begin) == "'" and line.glued(begin + 1):
        short = line.number(begin + 1, 10, 90)
        plural = line.low(begin + 2) == "s" and line.glued(begin + 2)
        return (begin + 3, DecadeOf(short)) if short and short % 10 == 0 and plural else None
    year = line.number(begin, 1500, 2100)
    after = begin + 1 + (line.low(begin + 1) == "'")
    if year is None or year % 10 or line.low(after) != "s" or not line.glued(after):
        return None
    if year % 100 == 0 and year < 2000:
        return after + 1, Exact(calendar.years(year, year + 99, "interval"))
    return after + 1, Exact(calendar.years(year, year + 9, "decade"))


def century(line: Line, at: int) -> Found:
    """ "the 19th century": 1801 to 1900."""
    begin = at + (line.low(at) == "the")
    ordinal = _ordinal(line, begin, 21)
    if ordinal is None:
        return None
    after = line.hyphen(ordinal[0])
    if line.low(after) != "century":
        return None
    return after + 1, Exact(calendar.years(ordinal[1] * 100 - 99, ordinal[1] * 100, "interval"))


def _ordinal(line: Line, at: int, most: int) -> tuple[int, int] | None:
    number = words("ordinals").get(line.low(at))
    if number is not None:
        return (at + 1, number) if number <= most else None
    counted = day_number(line, at)
    return counted if counted and counted[0] == at + 2 and counted[1] <= most else None


def quarter(line: Line, at: int) -> Found:
    """ "the third quarter", "third-quarter", "Q3 2024", with or without a year."""
    begin = at + (line.low(at) == "the")
    if line.low(begin) == "q" and line.capital(begin) and line.glued(begin + 1):
        number, after = line.number(begin + 1, 1, 4), begin + 2
    else:
        ordinal = _ordinal(line, begin, 4)
        after = line.hyphen(ordinal[0]) if ordinal else at
        number = ordinal[1] if ordinal and line.low(after) == "quarter" else None
        after += 1
    return _of_year(line, after, number * 3 - 2) if number else None


def season(line: Line, at: int) -> Found:
    """ "spring 2022", "last summer", "in the autumn"; not "the fall of the government"."""
    which = words("which").get(line.low(at))
    begin = at + (which is not None or line.low(at) == "the")
    month = words("seasons").get(line.low(begin))
    if month is None or (which is not None and line.low(begin + 1) in ("in", "of", "back")):
        return None
    if which is not None:
        return begin + 1, Yearless(month, count=3, which=which)
    dated = _of_year(line, begin + 1, month)
    if dated and dated[0] > begin + 1:
        return dated
    introduced = line.low(at - 1) in ("in", "during", "by", "since", "until", "early", "late", "mid")
    closed = not line.low(begin + 1).isalpha() or line.low(begin + 1) in ("and", "when", "after", "but", "as")
    bare_fall = line.low(begin) == "fall" and begin == at
    return dated if introduced and closed and not bare_fall and not line.capital(begin) else None


def _of_year(line: Line, after: int, month: int) -> Found:
    """Three months from `month`, of the year that follows if one does."""
    end, year = _year_after(line, after)
    if isinstance(year, int):
        return end, Exact(calendar.months(year, month, 3, "season"))
    return after, Yearless(month, count=3)


def holiday(line: Line, at: int) -> Found:
    """Feasts on a fixed day: "Christmas Eve", "May Day"."""
    if not line.capital(at):
        return None
    for parts in phrases("holidays", ""):
        if line.has(at, parts):
            month, number = words("holidays")[_phrase(parts)]
            after, year = _year_after(line, at + len(parts))
            named = after == at + len(parts) and line.capital(after)
            return None if named else (after, _day_of(year, month, number))
    return None


def _phrase(parts: tuple[str, ...]) -> str:
    return " ".join(parts).replace(" ' ", "'")


ABSOLUTE = (
    numeric,
    calendar_date,
    whole_month,
    year_range,
    decade,
    century,
    quarter,
    season,
    holiday,
    bare_year,
)
