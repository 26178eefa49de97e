"""The grammar of dates seen from publication or from the date before: "last week", "the same day"."""

from __future__ import annotations

from communique.coding.date_absolute import Found, Reader, month_at
from communique.coding.date_counted import EVENT, RECURRING, closes
from communique.coding.date_counts import Lasting, Present, Same, Step, Unit, Vague, Within
from communique.coding.date_forms import NO_PREVIOUS, Nothing, Weekday, WeekdayIn, Weekend, Yearless
from communique.coding.date_words import Line, phrases, word_list, words


def weekday(line: Line, at: int) -> Found:
    """ "Tuesday", "last Tuesday", "Tuesday last week", "Tuesday morning"; "Tuesdays" recur."""
    begin = at + (line.low(at) == "the" and line.low(at + 1) in words("which"))
    which = words("which").get(line.low(begin))
    begin += which is not None
    low = line.low(begin)
    if not line.capital(begin) or low.removesuffix("s") not in words("weekdays"):
        return None
    mastheads = words("not_weekdays")
    if line.low(begin - 1) in mastheads["after"]:
        return None
    if line.capital(begin + 1) and line.low(begin + 1) in mastheads["before"]:
        return None
    if low.endswith("s"):
        return begin + 1, Nothing(RECURRING)
    number = words("weekdays")[low]
    return _in_week(line, begin + 1, number) or (_past_hours(line, begin + 1), Weekday(number, which))


def _in_week(line: Line, after: int, number: int) -> Found:
    after += line.low(after) == "of"
    which = words("which").get(line.low(after))
    if which is None or line.low(after + 1) != "week":
        return None
    return after + 2, WeekdayIn(number, Unit("week", which))


def _past_hours(line: Line, after: int) -> int:
    return after + (line.low(after) in word_list("parts_of_day"))


def day_word(line: Line, at: int) -> Found:
    """ "today", "yesterday", "this morning", "last night", "that evening", "overnight"."""
    low, follows = line.low(at), line.low(at + 1)
    if low in words("day_words"):
        return _past_hours(line, at + 1), Unit("day", words("day_words")[low])
    if low == "overnight":
        return at + 1, Lasting("day", 1, -1)
    if follows in ("morning", "afternoon", "evening", "night"):
        if low == "this":
            return at + 2, Unit("day", 0)
        if low == "that":
            return at + 2, Same("day")
        if low == "last":
            return at + 2, Unit("day", -1)
    return None


def weekend(line: Line, at: int) -> Found:
    """ "the weekend", "last weekend", "this past weekend"."""
    which = words("which").get(line.low(at))
    if which is None and line.low(at) != "the":
        return None
    after = at + 1
    if line.low(after) in ("past", "coming"):
        which, after = words("which")[line.low(after)], after + 1
    return (after + 1, Weekend(which)) if line.low(after) == "weekend" else None


def which_unit(line: Line, at: int) -> Found:
    """ "last week", "this year", "next month"; "the past week" is seven days."""
    low = line.low(at)
    article = low in ("the", "this") and line.low(at + 1) in words("which")
    begin = at + article
    word, unit = line.low(begin), words("units").get(line.low(begin + 1))
    which = words("which").get(word)
    if which is None or unit in (None, "day", "hour") or line.low(begin + 1).endswith("s"):
        return None
    if word == "next" and article:  # "the next week": from the date before it
        return begin + 2, Step(unit, 1)
    if word == "last" and article and low == "the" and line.low(begin + 2) == "of":
        return None
    if which and (article or word in ("past", "coming")):
        return begin + 2, Lasting(unit, 1, which)
    return begin + 2, Unit(unit, which)


def which_name(line: Line, at: int) -> Found:
    """ "last May", "next September"."""
    which = words("which").get(line.low(at))
    month = month_at(line, at + 1) if which is not None else None
    return (month[0], Yearless(month[1], which=which)) if month and month[2] else None


def stepped_unit(line: Line, at: int) -> Found:
    """ "the following day", "the previous week", "the next morning", "the same day", "that year"."""
    low = line.low(at)
    if low not in ("the", "that") or (low == "that" and line.low(at - 1) in ("said", "so")):
        return None
    same = low == "that" or line.low(at + 1) == "same"
    begin = at + 1 + (line.low(at + 1) == "same")
    step = words("steps").get(line.low(begin))
    begin += step is not None
    unit_word = line.low(begin)
    unit = "day" if unit_word in ("morning", "afternoon", "evening") else words("units").get(unit_word)
    if step is not None and unit_word in words("weekdays"):
        return begin + 1, Nothing(NO_PREVIOUS, stated=False)
    if unit in (None, "hour") or unit_word.endswith("s") or (step is None and not same):
        return None
    if step is not None and line.low(begin + 1) == "of":
        return begin + 1, Nothing(EVENT, stated=False)
    return begin + 1, Same(unit) if step is None else Step(unit, step)


def nth_day(line: Line, at: int) -> Found:
    """ "the second day of the visit": the text dates no visit."""
    ordinal = line.low(at + 1) in words("ordinals") or line.low(at + 1) in ("last", "final", "opening")
    if line.low(at) not in ("the", "a", "his", "her", "their", "its") or not ordinal:
        return None
    straight = line.low(at + 2) in ("day", "week", "month", "year")
    consecutive = line.low(at + 2) in ("straight", "consecutive", "successive")
    if straight and line.low(at + 3) == "of" and line.low(at) == "the":
        return at + 3, Nothing(EVENT, stated=False)
    return (
        (at + 4, Nothing(EVENT, stated=False)) if consecutive and line.low(at + 3) in words("units") else None
    )


def within(line: Line, at: int, date_at: Reader) -> Found:
    """ "earlier this month", "later in the year", "later on Tuesday"."""
    side = words("side").get(line.low(at))
    if side is None:
        return None
    begin = at + 1 + (line.low(at + 1) in ("in", "on"))
    found = current_unit(line, begin) or date_at(line, begin)
    if found is None:
        return None
    if isinstance(found[1], Unit) and found[1].count == 0 and found[1].unit != "day":
        return found[0], Within(found[1].unit, side)
    return found


def current_unit(line: Line, at: int) -> Found:
    """ "the year" in "the end of the year": the current one."""
    unit = words("units").get(line.low(at + 1))
    if line.low(at) != "the" or unit in (None, "hour", "fortnight") or line.low(at + 1).endswith("s"):
        return None
    return at + 2, Unit(unit, 0)


def vague(line: Line, at: int) -> Found:
    """ "recently", "in the past", "soon", "in the near future", "now"."""
    low = line.low(at)
    if low in word_list("vague_past"):
        return at + 1, Vague(-1)
    if low in word_list("vague_future") and line.low(at + 1) not in ("after", "before", "afterwards", "as"):
        return at + 1, Vague(1)
    present = words("present")
    if low in present["words"] and line.low(at - 1) not in ("until", "by", "from"):
        return (at + 1, Present()) if line.low(at + 1) not in present["not_before"] else None
    for table, form in (("vague_past", Vague(-1)), ("vague_future", Vague(1)), ("present", Present())):
        for parts in phrases(table):
            if line.has(at, parts) and _phrase_stands(line, at, at + len(parts)):
                return at + len(parts), form
    return None


def _phrase_stands(line: Line, at: int, after: int) -> bool:
    return (line.low(at - 1) in ("in", "for") or line.low(at) == "at") and closes(line, after)
