"""Short phrases for records, shared by the page and the notebook view: who, when, where, how many."""

from __future__ import annotations

import re
from datetime import date

from communique.export.sentences import sentences
from communique.records import Actor, CodedDocument, Event, Meeting, Place, Span, When
from communique.records.document import Document

# Control characters could move a terminal's cursor or colour it; bidirectional overrides could make a
# sentence read as another one. Neither belongs to what the report says.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 60

STATUS_MEANS = {
    "actual": "it happened",
    "historical": "past background",
    "future": "planned or announced",
    "hypothetical": "only supposed",
    "negated": "said not to be so",
}


def clean(text: str) -> str:
    """Text on one line, safe to print."""
    return " ".join(_UNSAFE.sub("�", text).split())


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 event`, `2 events`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spoken(code: str) -> str:
    """A code as people say it: `in force` for in_force."""
    return code.replace("_", " ")


def heading(document: Document) -> str:
    """What to call a report: its title, else the file it came from, else its first words."""
    if document.title:
        return clean(document.title)
    if document.file:
        return clean(document.file)
    first = clean(document.text[:200])
    return (first[:70] + "…" if len(first) > 70 else first) or "(empty report)"


def provenance(document: Document) -> str:
    """Outlet, date, and file or address, as far as they are known."""
    day = document.published or "date not known"
    where = document.url or (document.file if document.title else None)
    return " · ".join(clean(part) for part in (document.source, day, where) if part)


def who(actor: Actor) -> str:
    """A name with its country: `Hulusi Akar (TUR)`."""
    label = clean(actor.label)
    label = label if len(label) <= LONGEST_NAME else label[: LONGEST_NAME - 1] + "…"
    return f"{label} ({actor.country})" if actor.country else label


def names(coded: CodedDocument, ids: tuple[str, ...]) -> str:
    """The names of the actors with these ids, joined with commas."""
    return ", ".join(who(coded.actor(actor_id)) for actor_id in ids)


def who_whom(coded: CodedDocument, event: Event) -> str:
    """`A → B`, or `A ↔ B` where the parties do it with each other."""
    if event.recipients:
        return f"{names(coded, event.actors) or 'not said'} → {names(coded, event.recipients)}"
    if len(event.actors) > 1:
        return " ↔ ".join(who(coded.actor(actor_id)) for actor_id in event.actors)
    return names(coded, event.actors) or "nobody named"


def days(when: When) -> str:
    """The interval in words and ISO days, without its basis."""
    if when.earliest is None and when.latest is None:
        return "date not known"
    if "/" not in when.edtf:  # a day, or a whole month or year
        return when.edtf
    if when.earliest is None:
        return f"by {when.latest}"
    if when.latest is None:
        return f"from {when.earliest}"
    return f"{when.earliest} to {when.latest}"


def dated(coded: CodedDocument, when: When) -> str:
    """The interval and why: `2021-11-13 (relative: “on Saturday”)`."""
    if when.basis == "unknown":
        return days(when)
    words = f": “{clean(coded.cut(when.span))}”" if when.span else ""
    basis = "from the publication date" if when.basis == "publication" else when.basis
    return f"{days(when)} ({basis}{words})"


def when_of(coded: CodedDocument, meeting: Meeting) -> When | None:
    """When a meeting took place: the narrowest interval among its events, None where none has a date."""
    dates = [event.when for event in coded.events if event.id in meeting.events]
    known = [when for when in dates if when.earliest and when.latest] or [when for when in dates if when.edtf]
    return min(known, key=_length, default=None)


def _length(when: When) -> int:
    if not (when.earliest and when.latest):
        return 0
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days


def located(place: Place) -> str:
    """`Ankara, TUR`."""
    return ", ".join(clean(part) for part in (place.name, place.country) if part)


def said_by(coded: CodedDocument, event: Event) -> str | None:
    """Who says that the event took place, where the report only passes it on."""
    for statement in coded.statements:
        if statement.id == event.said_by:
            speaker = who(coded.actor(statement.speaker)) if statement.speaker else "somebody not named"
            return f"according to {speaker}"
    return None


def code_of(event: Event) -> str:
    """Type and mode, and the user's own types: `CONSULT visit`, `COERCE deport + EVICTION`."""
    code = f"{event.type} {spoken(event.mode)}" if event.mode else event.type
    return " + ".join((code, *(own.name for own in event.own_types)))


def quoted(coded: CodedDocument, spans: tuple[Span, ...]) -> str:
    """The words of these spans, an ellipsis between them."""
    return " … ".join(clean(coded.cut(span)) for span in spans)


def nothing(coded: CodedDocument) -> str:
    """What to say of a report without events: what was looked at, or that it could not be."""
    if any(problem.fatal for problem in coded.problems):
        return "Could not be coded; see the problem."
    if not coded.document.text.strip():
        return "The report is empty."
    return f"No codable event found in {counted(len(sentences(coded.document.text)), 'sentence')}."
