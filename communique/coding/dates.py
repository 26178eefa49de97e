"""When: the time expressions of a report as intervals, and the date of each predicate.

`find_dates` reads the expressions with an own grammar (date_grammar.py) and resolves them against the day
of publication, the tense of their clause and the dates before them. `when_of` says which of them dates a
predicate. A date nobody stated is never made up: it is bounded by publication, or unknown.

Conventions: weeks run from Monday to Sunday; seasons are those of the northern hemisphere; "early", "mid"
and "late" are thirds; quarters have the precision `season`, slices of a unit and ranges `interval`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from communique.coding.date_attachment import attached, direction_of
from communique.coding.date_calendar import Stretch
from communique.coding.date_counts import Present, Vague
from communique.coding.date_forms import Context, Form, UnresolvedError
from communique.coding.date_grammar import Match, expressions
from communique.coding.date_tense import direction_at, is_parsed
from communique.coding.date_words import Line, line_of
from communique.coding.reading import Reading
from communique.records import Span, When

_REMEMBERED = 3  # sentences after which a date no longer anchors "the following day"


@dataclass(frozen=True)
class DateExpression:
    """A time expression: its tokens `first` to `last` (not included) and the days it comes to."""

    first: int
    last: int
    when: When


def find_dates(reading: Reading) -> tuple[DateExpression, ...]:
    """The time expressions of a report in the order of the text, without overlap.

    An expression that comes to no days (ambiguous, recurring, relative to nothing known) is there too, with
    open ends and the reason in its note.
    """
    found: list[DateExpression] = []
    previous: Stretch | None = None
    remembered = -1
    for number, sentence in enumerate(reading.sentences):
        line = line_of(reading, sentence)
        parsed = sentence[0] < sentence[1] and is_parsed(reading, sentence[0])
        for match in expressions(line):
            if number > remembered:
                previous = None
            expression, stretch = _resolved(reading, line, match, previous, parsed)
            found.append(expression)
            if stretch and not isinstance(match.form, Vague | Present):
                previous, remembered = stretch, number + _REMEMBERED
    return tuple(found)


def _resolved(
    reading: Reading, line: Line, match: Match, previous: Stretch | None, parsed: bool
) -> tuple[DateExpression, Stretch | None]:
    first, last = line.atoms[match.first], line.atoms[match.last - 1]
    tokens = (first.token, last.last + 1)
    span = Span(first.start, last.end)
    direction, firm = direction_at(reading, *tokens, parsed=parsed)
    context = Context(reading.document.published_day, direction, previous, firm)
    stretch, note = _stretch(match.form, context)
    return DateExpression(*tokens, _when(match.form, stretch, span, note)), stretch


def _stretch(form: Form, context: Context) -> tuple[Stretch | None, str | None]:
    try:
        return form.resolve(context), None
    except UnresolvedError as reason:
        return None, str(reason)
    except (ValueError, OverflowError):
        return None, "outside the calendar"


def _when(form: Form, stretch: Stretch | None, span: Span, note: str | None) -> When:
    basis = "stated" if form.stated else "relative"
    if stretch is None:
        return When(None, None, "unknown", basis, span, note)
    return When(_iso(stretch.first), _iso(stretch.last), stretch.precision, basis, span)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def when_of(
    reading: Reading, token: int, dates: tuple[DateExpression, ...], *, status: str | None = None
) -> When:
    """When the thing that the predicate `token` tells of took or takes place.

    The expression attached to the predicate in its own clause, or shared with it (see date_attachment);
    otherwise bounded by publication: up to it for what is past, from it for what is to come. `status` is
    the event's, where already coded; a `future` or `historical` one overrides the tense.
    """
    ranges = tuple((d.first, d.last, d.when) for d in dates)
    chosen = attached(reading, token, ranges)
    if chosen is None:
        return _bounded(reading, token, status)
    if chosen.earliest is None and chosen.latest is None:  # its words and note, bounded all the same
        bound = _bounded(reading, token, status)
        return replace(bound if bound.basis == "publication" else chosen, span=chosen.span, note=chosen.note)
    return chosen


def _bounded(reading: Reading, token: int, status: str | None) -> When:
    published = _iso(reading.document.published_day)
    direction = {"future": "future", "historical": "past", "actual": "past"}.get(status or "")
    direction = direction or direction_of(reading, token) or "past"
    if published is None or (status == "hypothetical" and direction != "past"):
        return When(None, None, "unknown", "unknown")
    if direction == "future":
        return When(published, None, "unknown", "publication")
    return When(None, published, "unknown", "publication")
