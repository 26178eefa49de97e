"""The grammar of years and their parts, decades and centuries: "in 2019", "the 1990s", "Q3 2024"."""

from __future__ import annotations

from communique.coding import date_calendar as calendar
from communique.coding.date_absolute import Found, day_number, day_of, year_after, year_at
from communique.coding.date_counts import Unit
from communique.coding.date_forms import DayIn, DecadeOf, Exact, Form, Yearless
from communique.coding.date_words import Line, phrases, word_list, words


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
        if begin > at and line.low(ordinal[0] if ordinal else at) == "-":
            return None  # "the third-quarter loss": the article is the noun's
        after = line.hyphen(ordinal[0]) if ordinal else at
        number = ordinal[1] if ordinal and line.low(after) == "quarter" else None
        after += 1
    return _of_year(line, after, number * 3 - 2) if number else None


def season(line: Line, at: int) -> Found:
    """ "spring 2022", "last summer", "in the autumn"; not "the fall of the government"."""
    which = words("which").get(line.low(at))
    begin = at + (which is not None or line.low(at) == "the")
    month = words("seasons").get(line.low(begin))
    if month is None or (which == 0 and line.low(begin + 1) in ("in", "of")):
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


def of_that_year(line: Line, at: int) -> Found:
    """ "last year's third quarter", "the 1988 third quarter"."""
    begin = at + (line.low(at) == "the")
    which = words("which").get(line.low(begin))
    year: tuple[int, Form] | None = None
    if which is not None and line.has(begin + 1, ("year", "'", "s")):
        year = begin + 4, Unit("year", which)
    elif (bare := year_at(line, begin)) and line.low(begin) != "'":
        year = bare[0], Exact(calendar.years(bare[1], bare[1], "year"))
    if year is None:
        return None
    part = quarter(line, year[0])
    if part is None or not isinstance(part[1], Yearless):
        return None
    return part[0], DayIn(part[1].month, None, year[1], 3, year[1].stated)


def _of_year(line: Line, after: int, month: int) -> Found:
    """Three months from `month`, of the year that follows if one does."""
    end, year = year_after(line, after)
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
            after, year = year_after(line, at + len(parts))
            named = after == at + len(parts) and line.capital(after)
            return None if named else (after, day_of(year, month, number))
    return None


def _phrase(parts: tuple[str, ...]) -> str:
    return " ".join(parts).replace(" ' ", "'")
