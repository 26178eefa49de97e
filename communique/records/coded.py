"""One document with all that was coded from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from communique.errors import RecordError
from communique.records.actors import Actor
from communique.records.dealings import Agreement, Meeting
from communique.records.document import Document
from communique.records.events import Event
from communique.records.judgements import Problem
from communique.records.spans import Span
from communique.records.statements import Statement


@dataclass(frozen=True)
class CodedDocument:
    """The unit of work: a pure function of one document.

    Raises RecordError where a span lies outside the text, or a record points to one that is not here.
    """

    document: Document
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        length = len(self.document.text)
        for span in spans_of(self):
            if span.end > length:
                raise RecordError(f"span {span.start}:{span.end} lies outside a text of {length} characters")
        self._check_references()

    def _check_references(self) -> None:
        actors = {actor.id for actor in self.actors}
        events = {event.id for event in self.events}
        statements = {statement.id for statement in self.statements}
        for event in self.events:
            _check(event.actors + event.recipients, actors, "actor")
            _check((event.said_by,), statements, "statement")
        for statement in self.statements:
            _check((statement.speaker, statement.relayed_by), actors, "actor")
        for meeting in self.meetings:
            _check(meeting.participants + meeting.visitors + meeting.hosts, actors, "actor")
            _check(meeting.events, events, "event")
        for agreement in self.agreements:
            _check(agreement.parties, actors, "actor")
            _check(agreement.events, events, "event")

    def actor(self, actor_id: str) -> Actor:
        """The actor with that id; raises RecordError where there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise RecordError(f"no actor {actor_id!r} in document {self.document.id}")

    def cut(self, span: Span) -> str:
        """The characters of the document's text that `span` encloses."""
        return span.cut(self.document.text)

    def show(self) -> None:
        """Show the report with what was coded from it: marked text in a notebook, the page elsewhere."""
        # The one import against the direction of the house, listed in pyproject.toml: people ask the
        # record itself to show, and only the exporter knows how. It is loaded when somebody asks.
        from communique.export import html

        html.show(self)

    def _repr_html_(self) -> str:
        """What a notebook shows for a coded document that ends a cell."""
        from communique.export import html

        return html.to_html(self)


def spans_of(value: object) -> Iterator[Span]:
    """Every span inside a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name))


def _check(references: tuple[str | None, ...], known: set[str], what: str) -> None:
    missing = [reference for reference in references if reference is not None and reference not in known]
    if missing:
        raise RecordError(f"no {what} with id {', '.join(missing)} in this document")
