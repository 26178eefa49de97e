"""The grammar of counted units: "three days ago", "the past two weeks", "every month"."""

from __future__ import annotations

from communique.coding.date_absolute import Found, Reader
from communique.coding.date_counts import Lasting, MoreThan, Step, Unit, Vague
from communique.coding.date_forms import NO_PREVIOUS, Nothing
from communique.coding.date_words import Line, word_list, words

EVENT = "counted from something the text does not date"


RECURRING = "recurring"


def closes(line: Line, at: int) -> bool:
    """Whether nothing at `at` goes on the noun phrase: the end, a sign, or a function word."""
    low = line.low(at)
    return not low[:1].isalnum() or low in word_list("closing")


def count_at(line: Line, at: int) -> tuple[int, int | None] | None:
    """The position after a count and the count, None where it is vague: "a few", "dozens of"."""
    article = at + (line.low(at) in ("a", "an", "the"))
    if line.low(article) in word_list("vague_counts"):
        return article + 1 + (line.low(article + 1) == "of"), None
    number = words("numbers").get(line.low(at))
    if number is not None:
        ones = words("numbers").get(line.low(at + 2), 0)
        if number >= 20 and line.low(at + 1) == "-" and 0 < ones < 10:
            return at + 3, number + ones
        return at + 1, number
    digits = line.number(at, 1, 9999)
    return (at + 1, digits) if digits is not None else None


def several_units(line: Line, at: int) -> Found:
    """ "the past two weeks", "recent days", "the coming months": up to publication or on from it."""
    article = line.low(at) in ("the", "these", "this")
    begin = at + article
    side = {"recent": -1, "past": -1, "last": -1, "coming": 1, "next": 1, "upcoming": 1, "previous": 0}
    word = line.low(begin)
    introduced = article or line.low(at - 1) in ("in", "over", "during", "within", "of", "for", "throughout")
    if word not in side or not (introduced or word in ("recent", "coming")):
        return None
    count = count_at(line, begin + 1) or (begin + 1, None)
    after = line.hyphen(count[0])
    unit = words("units").get(line.low(after))
    if unit is None or not line.low(after).endswith("s") or line.low(after + 1) == "of":
        return None
    if side[word] == 0:
        return after + 1, Nothing(NO_PREVIOUS, stated=False)
    if count[1] is None:
        return after + 1, Vague(side[word])
    return after + 1, Lasting(unit, count[1], side[word])


def counted(line: Line, at: int, date_at: Reader) -> Found:
    """ "three days ago", "a week later", "the day before", "two days after 14 May".

    `date_at` reads the date an expression may count from.
    """
    begin, more = _approximate(line, at)
    count = count_at(line, begin)
    if count is None:
        article = line.low(begin) == "the"
        hyphened = line.low(begin + 1) == "-" and line.low(begin).isalpha()
        plural = line.low(begin) in words("units") and line.low(begin).endswith("s")
        if not (article or hyphened or plural):
            return None
        count = (begin + article, None if plural else 1)
    unit = words("units").get(line.low(line.hyphen(count[0])))
    if unit is None:
        return None
    found = _turned(line, line.hyphen(count[0]) + 1, unit, count[1], date_at)
    if found and line.low(begin) == "the" and line.low(found[0] - 1) in ("ago", "earlier", "later"):
        return None
    return (found[0], MoreThan(found[1])) if found and more and isinstance(found[1], Unit) else found


def _approximate(line: Line, at: int) -> tuple[int, bool]:
    """Past "about", "more than" and the like, and whether the count is only the least."""
    if line.low(at) in ("more", "over") and line.low(at + 1) == "than":
        return at + 2, True
    if line.low(at) == "over":
        return at + 1, True
    if line.low(at) == "at" and line.low(at + 1) == "least":
        return at + 2, True
    if line.low(at) == "less" and line.low(at + 1) == "than":
        return at + 2, False
    exact = line.low(at) in word_list("approximate") and line.low(at) not in ("some",)
    return at + exact, False


def _turned(line: Line, at: int, unit: str, count: int | None, date_at: Reader) -> Found:
    """The word after the units says from where they count."""
    at = line.hyphen(at)
    word = line.low(at)
    if word == "ago":
        return at + 1, Vague(-1, unit, 1) if count is None else Unit(unit, -count)
    if word == "hence" or (word == "from" and line.low(at + 1) in ("now", "today")):
        return at + (1 if word == "hence" else 2), Vague(1, unit, 1) if count is None else Unit(unit, count)
    sign = {"earlier": -1, "before": -1, "later": 1, "after": 1}.get(word)
    if sign is None:
        return None
    if word in ("earlier", "later"):
        return at + 1, Nothing(NO_PREVIOUS, stated=False) if count is None else Step(unit, sign * count)
    if line.low(at + 1) in ("last", "next") and closes(line, at + 2) and count == 1:
        return at + 2, Unit(unit, 2 * sign)
    anchor = date_at(line, at + 1)
    if anchor and count is not None:
        return anchor[0], Step(unit, sign * count, anchor[1])
    if closes(line, at + 1):
        return at + 1, Nothing(NO_PREVIOUS, stated=False) if count is None else Step(unit, sign * count)
    return at + 1, Nothing(EVENT, stated=False)


def recurring(line: Line, at: int) -> Found:
    """ "every Tuesday", "each year", "every two weeks"."""
    if line.low(at) not in word_list("recurring"):
        return None
    count = count_at(line, at + 1)
    begin = count[0] if count else at + 1 + (line.low(at + 1) == "other")
    known: set[str] = {*words("units"), *words("weekdays"), *words("months"), *words("seasons")}
    low = line.low(begin)
    return (begin + 1, Nothing(RECURRING)) if low in known or low in word_list("parts_of_day") else None
