"""The tables that leave the program, as data: their columns, what each one means, and how a row is made.

The CSV and the Parquet exporter and the documentation all read `TABLES`, so they cannot disagree. Lists are
joined with `;` (plain text columns are what R, Stata and spreadsheets read without help), codes are text,
days are ISO 8601, and an absent value is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.export import rows
from communique.records import CodedDocument, codes

TYPES = ("text", "integer", "number", "day", "boolean")


@dataclass(frozen=True)
class Column:
    """One column: its name, its type (one of TYPES), and what it holds, for the codebook of the export."""

    name: str
    type: str
    what: str


@dataclass(frozen=True)
class Table:
    """One table: `rows` gives its rows for one coded document, each with a cell for every column."""

    name: str
    what: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[CodedDocument], Iterator[rows.Row]]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


def _columns(*entries: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*entry) for entry in entries)


def _one_of(known: tuple[str, ...]) -> str:
    return f"One of: {', '.join(known)}."


DOCUMENT = ("document_id", "text", "The report the row comes from; key of `documents`.")
ORIGIN = (
    ("origin", "text", "The rule or model that made the entry."),
    ("origin_version", "text", "The version of that rule or model."),
    ("confidence", "number", "How sure it is, 0 to 1."),
)
PLACE = (
    ("place", "text", "Where, as the gazetteer names it."),
    ("place_country", "text", "Country of the place, ISO 3166-1 alpha-3."),
    ("latitude", "number", "Degrees north (WGS 84); empty for what has no point."),
    ("longitude", "number", "Degrees east (WGS 84); empty for what has no point."),
    ("geonames", "text", "GeoNames id of the place."),
)

DOCUMENTS = Table(
    "documents",
    "One row a report, also for reports in which nothing was found, so that zeros can be told from gaps.",
    ("document_id",),
    _columns(
        ("document_id", "text", "Hash of text, title, source and address: the same report has the same id."),
        ("title", "text", "Headline."),
        ("source", "text", "The outlet."),
        ("url", "text", "Address the report was read from."),
        ("language", "text", "Language code (ISO 639)."),
        ("published", "text", "Publication as the report gives it: a day, or day and time with its zone."),
        ("published_day", "day", "Calendar day of publication in that zone; empty where it is not known."),
        ("retrieved", "text", "When the report was retrieved."),
        ("licence", "text", "Licence of the text."),
        ("file", "text", "File the report was read from, with the line where a file holds many."),
        ("sha256", "text", "Hash of the raw bytes."),
        ("characters", "integer", "Length of the text; all offsets count these characters from 0."),
        ("n_actors", "integer", "Actors found."),
        ("n_events", "integer", "Events coded."),
        ("n_statements", "integer", "Statements found."),
        ("n_meetings", "integer", "Meetings found."),
        ("n_agreements", "integer", "Agreements found."),
        ("n_problems", "integer", "Problems met: above 0, part of the report may be missing here."),
        ("communique_version", "text", "Version of the program that wrote the row."),
    ),
    rows.documents,
)

ACTORS = Table(
    "actors",
    "One row an actor of one report. The same person in two reports is two rows.",
    ("actor_id",),
    _columns(
        DOCUMENT,
        ("actor_id", "text", "Key of the actor."),
        ("label", "text", "The name as people would write it in a list."),
        ("name", "text", "The fullest mention, as written."),
        ("name_start", "integer", "Offset of its first character."),
        ("name_end", "integer", "Offset after its last character."),
        ("kind", "text", _one_of(codes.ACTOR_KINDS)),
        ("country", "text", "ISO 3166-1 alpha-3; empty where the text gives none."),
        (
            "country_basis",
            "text",
            "`stated`; worked out from a `place` or name; or only from what the `report` is about.",
        ),
        ("sectors", "text", "PLOVER sectors, joined with `;`."),
        ("offices", "text", "Titles held, as written, joined with `;`."),
        ("n_mentions", "integer", "How often the report speaks of the actor."),
        *ORIGIN,
    ),
    rows.actors,
)

MENTIONS = Table(
    "mentions",
    "One row for each place where an actor is spoken of.",
    ("actor_id", "start", "end"),
    _columns(
        DOCUMENT,
        ("actor_id", "text", "Who is meant; key of `actors`."),
        ("start", "integer", "Offset of the first character."),
        ("end", "integer", "Offset after the last character."),
        ("text", "text", "The words."),
        ("form", "text", _one_of(codes.MENTION_FORMS)),
    ),
    rows.mentions,
)

OFFICES = Table(
    "offices",
    "One row a title held by an actor, as of the report.",
    ("office_id",),
    _columns(
        DOCUMENT,
        ("office_id", "text", "Key of the office."),
        ("actor_id", "text", "Who holds it; key of `actors`."),
        ("title", "text", "The title as written."),
        ("title_start", "integer", "Offset of its first character."),
        ("title_end", "integer", "Offset after its last character."),
        ("role", "text", "What the title means, in the codebook's words."),
        ("organisation", "text", "The body, as written."),
        ("country", "text", "ISO 3166-1 alpha-3."),
        ("sector", "text", "PLOVER sector."),
        ("former", "boolean", "True where the report says the office is past."),
        *ORIGIN,
    ),
    rows.offices,
)

EVENTS = Table(
    "events",
    "One row an event. Actors and recipients are lists; `event_participants` has one row for each of them.",
    ("event_id",),
    _columns(
        DOCUMENT,
        ("event_id", "text", "Key of the event."),
        ("source", "text", "The outlet, from `documents`."),
        ("published_day", "day", "Day of publication, from `documents`. Not the day of the event."),
        ("type", "text", "PLOVER event type."),
        ("mode", "text", "PLOVER mode; empty where the type has none or none fits."),
        ("contexts", "text", "PLOVER contexts, joined with `;`."),
        ("own_types", "text", "Types of your own (`--type`) that it is of besides, joined with `;`."),
        ("status", "text", _one_of(codes.STATUSES) + " Count only what you mean."),
        ("quad", "integer", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."),
        ("score", "number", "PLOVER conflict-cooperation score, -10 to 10."),
        ("cameo", "text", "Nearest CAMEO code. Text: 010 is not 10."),
        ("actor_ids", "text", "Who did it, joined with `;`; keys of `actors`."),
        ("actor_labels", "text", "Their names, in the same order."),
        ("actor_countries", "text", "Their countries, in the same order; an empty place where one has none."),
        ("recipient_ids", "text", "To whom, joined with `;`; keys of `actors`."),
        ("recipient_labels", "text", "Their names, in the same order."),
        ("recipient_countries", "text", "Their countries, in the same order."),
        ("date_low", "day", "Earliest day on which it can have happened; empty for an open end."),
        ("date_high", "day", "Latest day on which it can have happened; empty for an open end."),
        ("date_precision", "text", _one_of(codes.PRECISIONS)),
        ("date_basis", "text", "stated in the text, relative to another date, publication alone, unknown."),
        ("date_text", "text", "The words the date comes from."),
        *PLACE,
        ("said_by", "text", "The statement through which alone we know of it; key of `statements`."),
        ("said_by_label", "text", "Who made that statement."),
        ("trigger", "text", "The word the event rests on."),
        ("trigger_start", "integer", "Offset of its first character."),
        ("trigger_end", "integer", "Offset after its last character."),
        ("sentence", "text", "The sentence it stands in."),
        *ORIGIN,
    ),
    rows.events,
)

EVENT_PARTICIPANTS = Table(
    "event_participants",
    "One row for each actor or recipient of an event.",
    ("event_id", "role", "actor_id"),
    _columns(
        DOCUMENT,
        ("event_id", "text", "Key of `events`."),
        ("role", "text", "actor or recipient."),
        ("actor_id", "text", "Key of `actors`."),
        ("label", "text", "Name, from `actors`."),
        ("country", "text", "Country, from `actors`."),
    ),
    rows.event_participants,
)

STATEMENTS = Table(
    "statements",
    "One row a statement: words or a claim that the report gives to somebody.",
    ("statement_id",),
    _columns(
        DOCUMENT,
        ("statement_id", "text", "Key of the statement."),
        ("speaker_id", "text", "Who said it; key of `actors`; empty where the report names nobody."),
        ("speaker_label", "text", "Name of the speaker."),
        ("speaker_country", "text", "Country of the speaker."),
        ("cue", "text", "The word of saying."),
        ("directness", "text", "direct (quoted), indirect or mixed."),
        ("stance", "text", _one_of(codes.STANCES)),
        ("content", "text", "What was said; parts joined with ` … `."),
        ("content_start", "integer", "Offset of the first character of the first part."),
        ("content_end", "integer", "Offset after the last character of the last part."),
        ("disputes", "text", "The claim that is denied or doubted."),
        ("relayed_by_id", "text", "The outlet quoted for it; key of `actors`."),
        ("relayed_by_label", "text", "Name of that outlet."),
        *ORIGIN,
    ),
    rows.statements,
)

MEETINGS = Table(
    "meetings",
    "One row a meeting, visit, call or summit: planned, held or called off.",
    ("meeting_id",),
    _columns(
        DOCUMENT,
        ("meeting_id", "text", "Key of the meeting."),
        ("event_ids", "text", "The events that report it, joined with `;`; keys of `events`."),
        ("form", "text", _one_of(codes.MEETING_FORMS)),
        ("level", "text", _one_of(codes.MEETING_LEVELS)),
        ("status", "text", "As for events: a planned meeting is future, one that was called off negated."),
        ("date_low", "day", "Earliest day, from the event among them that is dated best."),
        ("date_high", "day", "Latest day, from that event."),
        ("participant_labels", "text", "Who took part, joined with `;`."),
        ("participant_countries", "text", "Their countries, in the same order."),
        *PLACE,
        ("topics", "text", "What was talked about, as written, joined with `;`."),
        *ORIGIN,
    ),
    rows.meetings,
)

MEETING_PARTICIPANTS = Table(
    "meeting_participants",
    "One row for each participant of a meeting.",
    ("meeting_id", "actor_id"),
    _columns(
        DOCUMENT,
        ("meeting_id", "text", "Key of `meetings`."),
        ("role", "text", "visitor, host or participant."),
        ("actor_id", "text", "Key of `actors`."),
        ("label", "text", "Name, from `actors`."),
        ("country", "text", "Country, from `actors`."),
    ),
    rows.meeting_participants,
)

AGREEMENTS = Table(
    "agreements",
    "One row an agreement at the stage the report gives it.",
    ("agreement_id",),
    _columns(
        DOCUMENT,
        ("agreement_id", "text", "Key of the agreement."),
        ("name", "text", "Its name, as written."),
        ("name_start", "integer", "Offset of the first character."),
        ("name_end", "integer", "Offset after the last character."),
        ("kind", "text", _one_of(codes.AGREEMENT_KINDS)),
        ("stage", "text", _one_of(codes.STAGES)),
        ("status", "text", "As for events: a past signing is historical."),
        ("party_labels", "text", "The parties, joined with `;`."),
        ("party_countries", "text", "Their countries, in the same order."),
        ("subject", "text", "What it is about, as written."),
        ("event_ids", "text", "The events in which it moves, joined with `;`; keys of `events`."),
        *ORIGIN,
    ),
    rows.agreements,
)

AGREEMENT_PARTIES = Table(
    "agreement_parties",
    "One row for each party to an agreement.",
    ("agreement_id", "actor_id"),
    _columns(
        DOCUMENT,
        ("agreement_id", "text", "Key of `agreements`."),
        ("actor_id", "text", "Key of `actors`."),
        ("label", "text", "Name, from `actors`."),
        ("country", "text", "Country, from `actors`."),
    ),
    rows.agreement_parties,
)

EVIDENCE = Table(
    "evidence",
    "The characters each entry rests on: from any row to the words, text[start:end] of the report.",
    ("record_id", "part", "start", "end"),
    _columns(
        DOCUMENT,
        ("record", "text", "What the entry is: actor, office, event, statement, meeting or agreement."),
        ("record_id", "text", "Key of the entry in its own table."),
        ("part", "text", "evidence for the entry as a whole, or the part of it these words give."),
        ("start", "integer", "Offset of the first character, counted from 0."),
        ("end", "integer", "Offset after the last character."),
        ("text", "text", "The words."),
    ),
    rows.evidence,
)

PROBLEMS = Table(
    "problems",
    "What was set aside: nothing found and could not read are different answers.",
    ("document_id", "number"),
    _columns(
        DOCUMENT,
        ("number", "integer", "Running number within the report, from 1."),
        ("step", "text", "The step that met it."),
        ("location", "text", "File, line or offset."),
        ("why", "text", "What was wrong, and what to do."),
        ("fatal", "boolean", "True where the report could not be coded at all."),
    ),
    rows.problems,
)

TABLES = (
    DOCUMENTS,
    ACTORS,
    MENTIONS,
    OFFICES,
    EVENTS,
    EVENT_PARTICIPANTS,
    STATEMENTS,
    MEETINGS,
    MEETING_PARTICIPANTS,
    AGREEMENTS,
    AGREEMENT_PARTIES,
    EVIDENCE,
    PROBLEMS,
)
