"""English time expressions put together: parts of, ranges between, and bounds on simple dates.

The line is read once from left to right. At each place the longest expression wins and reading goes on
behind it; every reader looks at a bounded number of atoms, so the whole is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.coding import date_absolute as absolute
from communique.coding import date_counted as counted
from communique.coding import date_periods as periods
from communique.coding import date_relative as relative
from communique.coding.date_absolute import Found, Reader
from communique.coding.date_counted import closes, count_at
from communique.coding.date_counts import Unit
from communique.coding.date_forms import Exact, Form, Nothing, Yearless
from communique.coding.date_relative import current_unit
from communique.coding.date_spans import Between, Bound, FirstMonths, Half, Part
from communique.coding.date_words import Line, words

READERS: tuple[Reader, ...] = (
    absolute.numeric,
    absolute.calendar_date,
    absolute.whole_month,
    periods.year_range,
    periods.decade,
    periods.century,
    periods.quarter,
    periods.season,
    periods.of_that_year,
    periods.holiday,
    periods.bare_year,
    relative.weekday,
    relative.day_word,
    relative.weekend,
    relative.which_unit,
    relative.which_name,
    relative.stepped_unit,
    relative.nth_day,
    relative.vague,
    counted.several_units,
    counted.recurring,
)
_DEPTH = 3  # "the end of the first half of last year" nests three


@dataclass(frozen=True)
class Match:
    """An expression on a line: atoms `first` to `last` (not included) and the meaning.

    `limit` is where the date itself starts behind a word such as "since"; else it equals `first`.
    """

    first: int
    last: int
    form: Form
    limit: int


def expressions(line: Line) -> Iterator[Match]:
    """The time expressions of a sentence, in order, without overlap."""
    at = 0
    while at < len(line):
        found = _bound(line, at) or _plain(line, at)
        if found:
            yield found
            at = found.last
        else:
            at += 1


def _plain(line: Line, at: int) -> Match | None:
    found = _range(line, at)
    return Match(at, found[0], found[1], at) if found else None


def _bound(line: Line, at: int) -> Match | None:
    relation = words("bounds").get(line.low(at))
    if relation is None:
        return None
    found = _range(line, at + 1)
    if found is None and relation in ("by", "until", "before"):
        found = _of_part(line, at + 1, 1)
    if found is None or isinstance(found[1], Nothing | Between):
        return None
    event_follows = line.low(found[0]) == "'" or (
        relation in ("after", "before") and not closes(line, found[0])
    )
    if event_follows:  # "after Tuesday's attack" bounds by the attack, not by Tuesday
        return None
    return Match(at, found[0], Bound(relation, found[1]), at + 1)


def _range(line: Line, at: int) -> Found:
    first = date_at(line, at)
    if first is None or isinstance(first[1], Nothing):
        return first
    before, joint = line.low(at - 1), line.low(first[0])
    joined = joint in ("-", "through") or (joint in ("to", "until", "till") and before == "from")
    paired = joint == "and" and before == "between"
    if not joined and not paired and joint != "to":
        return first
    last = date_at(line, first[0] + 1)
    if last is None or isinstance(last[1], Nothing):
        return first
    if joint in ("to", "-") and before != "from" and not _alike(first[1], last[1]):
        return first
    return last[0], Between(first[1], last[1])


def _alike(first: Form, last: Form) -> bool:
    calendar_forms = (Exact, Yearless)
    return type(first) is type(last) or (
        isinstance(first, calendar_forms) and isinstance(last, calendar_forms)
    )


def date_at(line: Line, at: int, depth: int = 0) -> Found:
    """The longest simple date that starts at `at`."""
    low = line.low(at)
    if not low or depth > _DEPTH or not (low[0].isalnum() or low == "'"):
        return None
    best: Found = None
    for reader in READERS:
        best = _longer(best, reader(line, at))
    for composed in (counted.counted, relative.within):
        best = _longer(best, composed(line, at, lambda on, begin: date_at(on, begin, depth + 1)))
    for nested in (_of_part, _of_half, _first_months):
        best = _longer(best, nested(line, at, depth + 1))
    return best


def _longer(best: Found, found: Found) -> Found:
    return found if found and (best is None or found[0] > best[0]) else best


def _of_part(line: Line, at: int, depth: int) -> Found:
    """ "early 2023", "mid-March", "late last year", "the end of the week", "year-end"."""
    begin = at + (line.low(at) == "the")
    if line.low(begin) == "year" and line.low(begin + 1) == "-" and line.low(begin + 2) == "end":
        return begin + 3, Part("late", Unit("year", 0))
    part = words("part_of").get(line.low(begin))
    if part is None:
        return None
    if line.low(begin) in ("early", "mid", "late"):
        whole = line.hyphen(begin + 1)
        whole += line.low(whole) in ("in", "on")
    elif line.low(begin + 1) == "of":
        whole = begin + 2
    else:
        return None
    found = current_unit(line, whole) or date_at(line, whole, depth)
    if found is None or isinstance(found[1], Nothing):
        return found
    if current_unit(line, whole) and line.low(found[0]) == "of":
        return None
    return found[0], Part(part, found[1])


def _of_half(line: Line, at: int, depth: int) -> Found:
    """ "the first half of 2024"."""
    begin = at + (line.low(at) == "the")
    number = {"first": 1, "second": 2}.get(line.low(begin))
    if number is None or line.low(line.hyphen(begin + 1)) != "half":
        return None
    after = line.hyphen(begin + 1) + 1
    if line.low(after) != "of":
        return None
    found = current_unit(line, after + 1) or date_at(line, after + 1, depth)
    return (found[0], Half(number, found[1])) if found and not isinstance(found[1], Nothing) else None


def _first_months(line: Line, at: int, depth: int) -> Found:
    """ "the first nine months of 2024"."""
    begin = at + (line.low(at) == "the")
    if line.low(begin) != "first":
        return None
    count = count_at(line, begin + 1)
    if count is None or not count[1] or count[1] > 11 or line.low(count[0]) != "months":
        return None
    if line.low(count[0] + 1) != "of":
        return None
    year = current_unit(line, count[0] + 2) or date_at(line, count[0] + 2, depth)
    if year is None or isinstance(year[1], Nothing):
        return None
    return year[0], FirstMonths(count[1], year[1])
