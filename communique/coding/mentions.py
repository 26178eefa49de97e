"""The same event told again in one report: "his visit" after "he arrived in Tehran" is no second visit.

Only nouns that point back (with an article or an owner) are taken for a mention of an event told before; two
clauses with verbs of their own stay two events, because a report may well tell of two attacks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.coding.found import FoundEvent
from communique.coding.reading import Reading
from communique.records import Evidence

POINTING = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})


def fold_mentions(reading: Reading, events: Iterable[FoundEvent]) -> tuple[FoundEvent, ...]:
    """The events with every mention of one told before folded into it, as evidence."""
    kept: list[FoundEvent] = []
    for one in events:
        place = _told_before(reading, one, kept)
        if place is None:
            kept.append(one)
        else:
            kept[place] = _with_mention(kept[place], one)
    return tuple({one.event.id: one for one in kept}.values())


def _told_before(reading: Reading, one: FoundEvent, kept: list[FoundEvent]) -> int | None:
    if not _points_back(reading, one.match.token):
        return None
    for place in range(len(kept) - 1, -1, -1):
        if _may_be_same(kept[place], one):
            return place
    return None


def _points_back(reading: Reading, token: int) -> bool:
    if reading.upos[token] != "NOUN" or (reading.xpos[token] == "NNS" and not reading.children(token, "det")):
        return False
    determiners = {reading.lower[t] for t in reading.children(token, "det", "nmod:poss")}
    return bool(determiners & POINTING) or bool(reading.children(token, "nmod:poss"))


def _may_be_same(before: FoundEvent, now: FoundEvent) -> bool:
    """Same rule type, and nobody new takes part."""
    first, second = before.event, now.event
    if before.match.rule.type != now.match.rule.type or before.status != now.status:
        return False
    if now.match.rule.mode is not None and before.match.rule.mode != now.match.rule.mode:
        return False
    parties = {*first.actors, *first.recipients}
    dated = second.when.basis in ("stated", "relative") and second.when != first.when
    return {*second.actors, *second.recipients} <= parties and not dated


def _with_mention(before: FoundEvent, now: FoundEvent) -> FoundEvent:
    spans = dict.fromkeys((*before.event.evidence.spans, *now.event.evidence.spans))
    return replace(before, event=replace(before.event, evidence=Evidence(tuple(spans))))
