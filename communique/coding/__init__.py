"""Coding: what a report says, from its analysis, as records."""

from __future__ import annotations

from communique.records import Analysis, CodedDocument, Document


def code(document: Document, analysis: Analysis) -> CodedDocument:
    """All records of one document: actors, then statements, events, meetings and agreements."""
    from communique.coding.actors import find_actors
    from communique.coding.agreements import find_agreements
    from communique.coding.dates import find_dates
    from communique.coding.events import Surroundings, find_events, meant_by
    from communique.coding.learned import learned_events
    from communique.coding.meetings import find_meetings
    from communique.coding.places import find_places
    from communique.coding.reading import Reading
    from communique.coding.statements import find_statements

    reading = Reading(document, analysis)
    actors = find_actors(reading)
    statements = find_statements(reading, actors)
    around = Surroundings(reading, actors, statements, find_dates(reading), find_places(reading))
    learned = learned_events(reading, lambda token, trigger: meant_by(around, token, trigger))
    found = find_events(around, learned)
    return CodedDocument(
        document=document,
        actors=actors.records,
        events=tuple(one.event for one in found),
        statements=statements,
        meetings=find_meetings(around, found),
        agreements=find_agreements(around, found),
    )
