"""Actors: who is spoken of in a report, under all their names, with office, country and sector."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cached_property

from communique import codebook
from communique.coding.coreference import Coreference, Group, join_phrases
from communique.coding.phrases import OfficeMention, Phrase, find_phrases
from communique.coding.reading import Reading
from communique.records import Actor, Evidence, Mention, Office, Origin, Span

VERSION = "1"


class Actors:
    """The actors of one report, and whom each of its words means."""

    def __init__(self, reading: Reading, joined: Coreference) -> None:
        self._reading = reading
        self.records = tuple(_actor(reading, group) for group in joined.groups)
        self._plural = frozenset(
            record.id for record, group in zip(self.records, joined.groups, strict=True) if group.is_plural
        )
        self._by_id = {actor.id: actor for actor in self.records}
        self._phrases: dict[int, Phrase] = {}
        self._meaning: dict[int, tuple[str, ...]] = {}
        self._place(joined)

    def _place(self, joined: Coreference) -> None:
        """Note for every token the innermost phrase that covers it, and for heads the phrase they head."""
        for phrase in sorted(joined.meaning, key=lambda p: p.first - p.last):
            ids = tuple(self.records[number].id for number in joined.meaning[phrase])
            for token in range(phrase.first, phrase.last):
                self._phrases[token], self._meaning[token] = phrase, ids
        for phrase in sorted(joined.meaning, key=lambda p: p.last - p.first):
            ids = tuple(self.records[number].id for number in joined.meaning[phrase])
            self._phrases[phrase.head], self._meaning[phrase.head] = phrase, ids

    def exchanged(self, others: Mapping[str, Actor]) -> Actors:
        """The same actors with some of the records exchanged, by their ids."""
        changed = copy(self)
        changed.records = tuple(others.get(record.id, record) for record in self.records)
        changed._by_id = {actor.id: actor for actor in changed.records}
        return changed

    def at(self, token: int) -> str | None:
        """The one actor that the word at `token` means, or None."""
        ids = self.all_at(token)
        return ids[0] if len(ids) == 1 else None

    def all_at(self, token: int) -> tuple[str, ...]:
        """All actors that the word at `token` means: several for "the two ministers"."""
        return self._meaning.get(token, ())

    def mention_span(self, token: int) -> Span | None:
        """The characters of the mention at `token`."""
        phrase = self._phrases.get(token)
        return phrase.span(self._reading) if phrase else None

    def get(self, actor_id: str) -> Actor:
        """The record of an actor."""
        return self._by_id[actor_id]

    def kind(self, actor_id: str) -> str:
        """The actor's kind, one of `codes.ACTOR_KINDS`."""
        return self._by_id[actor_id].kind

    def is_plural(self, actor_id: str) -> bool:
        """Whether the actor is several under one description ("the ministers of the two countries")."""
        return actor_id in self._plural

    def acts_as(self, actor_id: str) -> str:
        """The kind that counts for who may fill a role: somebody who holds no office acts as people do."""
        actor = self._by_id[actor_id]
        private = actor.kind == "person" and {office.role for office in actor.offices} == {"civilian"}
        return "people" if private else actor.kind

    def label(self, actor_id: str) -> str:
        """The name as people would write it in a list."""
        return self._by_id[actor_id].label

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries (alpha-3) of all actors."""
        return frozenset(actor.country for actor in self.records if actor.country)


def find_actors(reading: Reading) -> Actors:
    """Everybody spoken of in a report, each once, with all their mentions."""
    return Actors(reading, join_phrases(reading, find_phrases(reading)))


def _actor(reading: Reading, group: Group) -> Actor:
    name = _fullest(group)
    mentions = sorted({Mention(*_ends(phrase.span(reading)), phrase.form) for phrase in group.phrases})
    spans = tuple(Span(mention.start, mention.end) for mention in mentions if mention.form != "pronoun")
    offices = _offices(reading, group)
    return Actor(
        document=reading.document.id,
        name=name.span(reading),
        label=_label(name),
        mentions=tuple(mentions),
        kind=group.kind,
        country=group.country,
        sectors=tuple(dict.fromkeys(s for phrase in group.phrases for s in phrase.sectors)),
        offices=offices,
        evidence=Evidence(tuple(dict.fromkeys(spans + tuple(office.title for office in offices)))),
        origin=Origin(_origin(name), VERSION, 1.0),
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _fullest(group: Group) -> Phrase:
    """The longest name, else the first description."""
    named = [phrase for phrase in group.phrases if phrase.form in ("name", "metonym")]
    if named:
        return max(named, key=lambda p: (p.form == "name", p.last - p.first, -p.first))
    return next(phrase for phrase in group.phrases if phrase.form != "pronoun")


def _label(name: Phrase) -> str:
    if name.key:
        return codebook.label_of(name.key)
    words = " ".join(name.label.split())
    return words[4:] if words[:4] in ("the ", "The ") else words


def _origin(name: Phrase) -> str:
    if name.key:
        return "codebook:name"
    return "model:reader" if name.form == "name" else "rule:description"


def _offices(reading: Reading, group: Group) -> tuple[Office, ...]:
    """Each office once, where it is written first."""
    found: dict[tuple[str, str | None], Office] = {}
    for mention in group.offices:
        if not _is_general_form(mention, group):
            found.setdefault((mention.role, mention.country), _office(reading, mention))
    return tuple(found.values())


def _is_general_form(mention: OfficeMention, group: Group) -> bool:
    """`the minister` beside `Iraqi defence minister` adds no office of its own."""
    words = set(mention.role.split())
    return any(words < set(other.role.split()) for other in group.offices)


def _office(reading: Reading, mention: OfficeMention) -> Office:
    title = reading.span(mention.first, mention.last)
    return Office(
        title=title,
        role=mention.role,
        organisation=mention.organisation,
        country=mention.country,
        sector=mention.sector,
        former=mention.former,
        evidence=Evidence((title,)),
        origin=Origin("codebook:office", VERSION, 1.0),
    )
