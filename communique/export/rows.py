"""The rows of each table for one coded document, cell by cell in the order of the columns in `schema`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique import __version__
from communique.export.sentences import sentence_of
from communique.export.words import when_of
from communique.records import (
    Actor,
    CodedDocument,
    Event,
    Office,
    Origin,
    Place,
    Span,
)
from communique.records.ids import content_id

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

SEPARATOR = ";"
PART = " … "  # between the parts of one text, such as a quotation broken by its speaker


def joined(values: Iterable[str | None]) -> str | None:
    """The values as one cell, in their order, so that lists of one row line up; None where there are none."""
    cells = [(value or "").replace(SEPARATOR, ",") for value in values]
    return SEPARATOR.join(cells) if any(cells) else None


def office_id(actor: Actor, office: Office) -> str:
    """A key for an office, which as a record has none of its own."""
    return content_id("office", actor.id, office.title.start, office.title.end)


def documents(coded: CodedDocument) -> Iterator[Row]:
    """One row, whatever was found."""
    document = coded.document
    day = document.published_day
    lists = (coded.actors, coded.events, coded.statements, coded.meetings, coded.agreements, coded.problems)
    yield (
        document.id,
        document.title,
        document.source,
        document.url,
        document.language,
        document.published,
        day.isoformat() if day else None,
        document.retrieved,
        document.licence,
        document.file,
        document.sha256,
        len(document.text),
        *(len(records) for records in lists),
        __version__,
    )


def actors(coded: CodedDocument) -> Iterator[Row]:
    """One row an actor."""
    for actor in coded.actors:
        yield (
            coded.document.id,
            actor.id,
            actor.label,
            coded.cut(actor.name),
            actor.name.start,
            actor.name.end,
            actor.kind,
            actor.country,
            actor.country_basis,
            joined(actor.sectors),
            joined(coded.cut(office.title) for office in actor.offices),
            len(actor.mentions),
            *_origin(actor.origin),
        )


def mentions(coded: CodedDocument) -> Iterator[Row]:
    """One row a mention of an actor."""
    for actor in coded.actors:
        for mention in dict.fromkeys(actor.mentions):
            place = (mention.start, mention.end, coded.cut(mention))
            yield (coded.document.id, actor.id, *place, mention.form)


def offices(coded: CodedDocument) -> Iterator[Row]:
    """One row a title of an actor."""
    for actor in coded.actors:
        for office in actor.offices:
            yield (
                coded.document.id,
                office_id(actor, office),
                actor.id,
                coded.cut(office.title),
                office.title.start,
                office.title.end,
                office.role,
                office.organisation,
                office.country,
                office.sector,
                office.former,
                *_origin(office.origin),
            )


def events(coded: CodedDocument) -> Iterator[Row]:
    """One row an event."""
    day = coded.document.published_day
    for event in coded.events:
        when = event.when
        yield (
            coded.document.id,
            event.id,
            coded.document.source,
            day.isoformat() if day else None,
            event.type,
            event.mode,
            joined(event.contexts),
            joined(own.name for own in event.own_types),
            event.status,
            event.quad,
            event.score,
            event.cameo,
            *_parties(coded, event.actors),
            *_parties(coded, event.recipients),
            when.earliest,
            when.latest,
            when.precision,
            when.basis,
            coded.cut(when.span) if when.span else None,
            *_place(event.where),
            event.said_by,
            _said_by_label(coded, event),
            coded.cut(event.trigger),
            event.trigger.start,
            event.trigger.end,
            coded.cut(sentence_of(coded, event)),
            *_origin(event.origin),
        )


def event_participants(coded: CodedDocument) -> Iterator[Row]:
    """One row for each actor and each recipient of an event."""
    for event in coded.events:
        for role, ids in (("actor", event.actors), ("recipient", event.recipients)):
            for actor in _actors(coded, dict.fromkeys(ids)):
                yield (coded.document.id, event.id, role, actor.id, actor.label, actor.country)


def statements(coded: CodedDocument) -> Iterator[Row]:
    """One row a statement."""
    for statement in coded.statements:
        speaker = coded.actor(statement.speaker) if statement.speaker else None
        relayed_by = coded.actor(statement.relayed_by) if statement.relayed_by else None
        yield (
            coded.document.id,
            statement.id,
            statement.speaker,
            speaker.label if speaker else None,
            speaker.country if speaker else None,
            coded.cut(statement.cue) if statement.cue else None,
            statement.directness,
            statement.stance,
            _texts(coded, statement.content),
            min(span.start for span in statement.content),
            max(span.end for span in statement.content),
            _texts(coded, statement.disputes),
            statement.relayed_by,
            relayed_by.label if relayed_by else None,
            *_origin(statement.origin),
        )


def meetings(coded: CodedDocument) -> Iterator[Row]:
    """One row a meeting."""
    for meeting in coded.meetings:
        when = when_of(coded, meeting)
        yield (
            coded.document.id,
            meeting.id,
            joined(meeting.events),
            meeting.form,
            meeting.level,
            meeting.status,
            when.earliest if when else None,
            when.latest if when else None,
            *_parties(coded, meeting.participants)[1:],
            *_place(meeting.place),
            joined(coded.cut(span) for span in meeting.topics),
            *_origin(meeting.origin),
        )


def meeting_participants(coded: CodedDocument) -> Iterator[Row]:
    """One row for each participant of a meeting."""
    for meeting in coded.meetings:
        for actor in _actors(coded, dict.fromkeys(meeting.participants + meeting.visitors + meeting.hosts)):
            visitor, host = actor.id in meeting.visitors, actor.id in meeting.hosts
            role = "visitor" if visitor else "host" if host else "participant"
            yield (coded.document.id, meeting.id, role, actor.id, actor.label, actor.country)


def agreements(coded: CodedDocument) -> Iterator[Row]:
    """One row an agreement."""
    for agreement in coded.agreements:
        yield (
            coded.document.id,
            agreement.id,
            coded.cut(agreement.name),
            agreement.name.start,
            agreement.name.end,
            agreement.kind,
            agreement.stage,
            agreement.status,
            *_parties(coded, agreement.parties)[1:],
            coded.cut(agreement.subject) if agreement.subject else None,
            joined(agreement.events),
            *_origin(agreement.origin),
        )


def agreement_parties(coded: CodedDocument) -> Iterator[Row]:
    """One row for each party to an agreement."""
    for agreement in coded.agreements:
        for actor in _actors(coded, dict.fromkeys(agreement.parties)):
            yield (coded.document.id, agreement.id, actor.id, actor.label, actor.country)


def evidence(coded: CodedDocument) -> Iterator[Row]:
    """One row for each stretch of text an entry, or a part of it, rests on."""
    for record, record_id, part, spans in _parts(coded):
        for start, end in dict.fromkeys((span.start, span.end) for span in spans):
            yield (coded.document.id, record, record_id, part, start, end, coded.document.text[start:end])


def problems(coded: CodedDocument) -> Iterator[Row]:
    """One row a problem."""
    for number, problem in enumerate(coded.problems, start=1):
        yield (coded.document.id, number, problem.step, problem.where, problem.why, problem.fatal)


def _parts(coded: CodedDocument) -> Iterator[tuple[str, str, str, tuple[Span, ...]]]:
    for actor in coded.actors:
        yield "actor", actor.id, "evidence", actor.evidence.spans
        yield "actor", actor.id, "name", (actor.name,)
        for office in actor.offices:
            yield "office", office_id(actor, office), "evidence", office.evidence.spans
            yield "office", office_id(actor, office), "title", (office.title,)
    for event in coded.events:
        yield "event", event.id, "evidence", event.evidence.spans
        yield "event", event.id, "trigger", (event.trigger,)
        yield "event", event.id, "when", (event.when.span,) if event.when.span else ()
        yield "event", event.id, "where", (event.where.span,) if event.where else ()
    for statement in coded.statements:
        yield "statement", statement.id, "evidence", statement.evidence.spans
        yield "statement", statement.id, "cue", (statement.cue,) if statement.cue else ()
        yield "statement", statement.id, "content", statement.content
        yield "statement", statement.id, "disputes", statement.disputes
    for meeting in coded.meetings:
        yield "meeting", meeting.id, "evidence", meeting.evidence.spans
        yield "meeting", meeting.id, "topics", meeting.topics
        yield "meeting", meeting.id, "where", (meeting.place.span,) if meeting.place else ()
    for agreement in coded.agreements:
        yield "agreement", agreement.id, "evidence", agreement.evidence.spans
        yield "agreement", agreement.id, "name", (agreement.name,)
        yield "agreement", agreement.id, "subject", (agreement.subject,) if agreement.subject else ()


def _actors(coded: CodedDocument, ids: Iterable[str]) -> list[Actor]:
    return [coded.actor(actor_id) for actor_id in ids]


def _parties(coded: CodedDocument, ids: tuple[str, ...]) -> tuple[Cell, Cell, Cell]:
    found = _actors(coded, ids)
    labels, countries = (actor.label for actor in found), (actor.country for actor in found)
    return joined(ids), joined(labels), joined(countries)


def _said_by_label(coded: CodedDocument, event: Event) -> str | None:
    for statement in coded.statements:
        if statement.id == event.said_by and statement.speaker:
            return coded.actor(statement.speaker).label
    return None


def _texts(coded: CodedDocument, spans: tuple[Span, ...]) -> str | None:
    return PART.join(coded.cut(span) for span in spans) or None


def _place(place: Place | None) -> Row:
    if place is None:
        return (None,) * 5
    geonames = None if place.geonames is None else str(place.geonames)
    return (place.name, place.country, place.latitude, place.longitude, geonames)


def _origin(origin: Origin) -> Row:
    return (origin.by, origin.version, origin.score)
