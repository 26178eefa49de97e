"""Coding: what a report says, from its analysis, as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.records import Analysis, CodedDocument, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communique.coding.events import Surroundings
    from communique.coding.homes import Hints
    from communique.coding.own_types import Head
    from communique.coding.reading import Reading


def code(document: Document, analysis: Analysis, own: Sequence[Head] = ()) -> CodedDocument:
    """All records of one document: actors, then statements, events, meetings and agreements.

    `own` tell the event types of the user's own.
    """
    from communique.coding.agreements import find_agreements
    from communique.coding.events import find_events, meant_by
    from communique.coding.learned import hints, learned_events, party_words, sentence_scores
    from communique.coding.meetings import find_meetings
    from communique.coding.own_types import with_own_types
    from communique.coding.reading import Reading

    told = sentence_scores(Reading(document, analysis))
    known = around(Reading(document, analysis, parties=party_words(told, len(analysis))), hints(told))
    learned = learned_events(told, len(analysis), lambda token, trigger: meant_by(known, token, trigger))
    found = with_own_types(known.reading, known.actors, find_events(known, learned), own)
    return CodedDocument(
        document=document,
        actors=known.actors.records,
        events=tuple(one.event for one in found),
        statements=known.statements,
        meetings=find_meetings(known, found),
        agreements=find_agreements(known, found),
    )


def around(reading: Reading, told: Hints | None = None) -> Surroundings:
    """What is known of a document before its events are sought: actors, statements, dates, places.

    `told` is what the learned coder tells of the countries of actors.
    """
    from communique.coding.actors import find_actors
    from communique.coding.dates import find_dates
    from communique.coding.events import Surroundings
    from communique.coding.homes import at_home
    from communique.coding.places import find_places
    from communique.coding.statements import find_statements

    places = find_places(reading)
    actors = at_home(reading, find_actors(reading), places, told)
    statements = find_statements(reading, actors)
    return Surroundings(reading, actors, statements, find_dates(reading), places)
