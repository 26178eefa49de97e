"""Dates as files give them, to ISO 8601; what can be read two ways is not read."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ")
_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}([T ]\d{2}.*)?")


def read_moment(given: str) -> str | None:
    """A day (YYYY-MM-DD), or a date and time with its zone, as ISO 8601; None where it is not clear which.

    Reads ISO 8601, the dates of e-mails and feeds (RFC 5322), year-first dates, and English dates with the
    month in letters. "05/06/2024" is two days in two countries, and a number of seconds could be of
    milliseconds: these are not read. Of a time without its zone only the day is kept.
    """
    text = " ".join(given.split())
    for read in (_iso, _mail, _in_words):
        try:
            found = read(text)
        except (ValueError, OverflowError):
            continue
        if found:
            return found
    return None


def _iso(text: str) -> str | None:
    if not (match := _ISO.fullmatch(text)):
        return None
    return _moment(datetime.fromisoformat(text)) if match[1] else date.fromisoformat(text).isoformat()


def _mail(text: str) -> str | None:
    if not re.search(r"\d:\d", text):
        return None  # without a time of day the parser invents midnight
    return _moment(parsedate_to_datetime(text))


def _moment(moment: datetime) -> str:
    return moment.isoformat() if moment.tzinfo else moment.date().isoformat()


def _in_words(text: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    rest = _WEEKDAY.sub("", text.lower(), count=1)
    if match := _DAY_FIRST.fullmatch(rest):
        return date(int(match[3]), _month(match[2]), int(match[1])).isoformat()
    if match := _MONTH_FIRST.fullmatch(rest):
        return date(int(match[3]), _month(match[1]), int(match[2])).isoformat()
    return None


def _month(name: str) -> int:
    name = "sep" if name == "sept" else name
    for number, month in enumerate(_MONTHS, start=1):
        if name in (month, month[:3]):
            return number
    raise ValueError(f"{name!r} is no month")
