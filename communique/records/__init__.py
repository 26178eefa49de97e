"""The nouns of communique: small frozen records that need only the standard library."""

from __future__ import annotations

from communique.records.actors import Actor, Mention, Office
from communique.records.analysis import ROOT, Analysis, Link, TextMention
from communique.records.coded import CodedDocument, spans_of
from communique.records.dealings import Agreement, Meeting
from communique.records.document import Document
from communique.records.events import Event, OwnType, Place, When
from communique.records.judgements import Judgement, Problem
from communique.records.relations import Relation
from communique.records.spans import Evidence, Origin, Span
from communique.records.statements import Statement

__all__ = [
    "ROOT",
    "Actor",
    "Agreement",
    "Analysis",
    "CodedDocument",
    "Document",
    "Event",
    "Evidence",
    "Judgement",
    "Link",
    "Meeting",
    "Mention",
    "Office",
    "Origin",
    "OwnType",
    "Place",
    "Problem",
    "Relation",
    "Span",
    "Statement",
    "TextMention",
    "When",
    "spans_of",
]
