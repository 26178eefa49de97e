"""Events: predicates that a rule knows, with who takes part, their status, date and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique import codebook
from communique.coding import clauses
from communique.coding.actors import Actors
from communique.coding.contexts import contexts_of
from communique.coding.dates import DateExpression, when_of
from communique.coding.found import FoundEvent, Match
from communique.coding.learned import Learned, LearnedEvent
from communique.coding.mentions import fold_mentions
from communique.coding.places import PlaceMention, where_of
from communique.coding.reading import Reading
from communique.coding.rules import Rule, rules_by_lemma
from communique.coding.statements import statement_of
from communique.coding.status import status_of, status_words
from communique.records import Event, Evidence, Origin, Statement, When

RULES_VERSION, CODER_VERSION = "1", "1"
NO_CHANCE = 0.1  # probability of an event under which a rule is not believed; tried on the corpus' dev part
# A type with a mark that equals another type is that other type, without the mark (PLOVER manual,
# "Auxiliary modes" and AGREE, CONCEDE; docs/codebook.md).
MARKED_AS = {
    ("CONSULT", "future"): "AGREE",
    ("SUPPORT", "future"): "AGREE",
    ("COOPERATE", "future"): "AGREE",
    ("AID", "future"): "AGREE",
    ("RETREAT", "future"): "CONCEDE",
}
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ours", "mine"})


@dataclass(frozen=True)
class Surroundings:
    """What is known of a document when its events are sought."""

    reading: Reading
    actors: Actors
    statements: tuple[Statement, ...]
    dates: tuple[DateExpression, ...]
    places: tuple[PlaceMention, ...]


def find_events(around: Surroundings, learned: Learned | None = None) -> tuple[FoundEvent, ...]:
    """The events of a document in text order: those of the rules, those of the learned coder, and what both tell.

    Where both tell an event, the coder decides type, mode, status and parties; the origin says what each thought. A
    rule that the coder gives no chance is dropped. Without `learned`, the rules' alone.
    """
    found, consumed = _matches(around)
    events = []
    left = dict(learned.events) if learned is not None else {}
    for match in found:
        told = _told_by(left, around.reading, consumed[match.token])
        if told is not None:
            del left[told.token]
            events.append(_decided(around, match, told))
        elif learned is None or _has_chance(match, learned.likely[list(consumed[match.token])]):
            events.append(_event(around, match))
    events.extend(_decided(around, None, told) for told in left.values() if told.actors or told.recipients)
    events.sort(key=lambda one: one.match.token)
    return fold_mentions(around.reading, events)


def _has_chance(match: Match, likely: NDArray[np.float32]) -> bool:
    """Whether the coder gives a rule's words a chance; of a planned or refused meeting it knows only the plan."""
    return match.rule.type == "CONSULT" or float(likely.max()) >= NO_CHANCE


def _matches(around: Surroundings) -> tuple[list[Match], dict[int, tuple[int, ...]]]:
    """The words that rules fit, in text order, and the words each of them takes up."""
    reading = around.reading
    found, consumed = [], {}
    used: set[int] = set()
    for token in sorted(range(len(reading)), key=lambda t: (reading.upos[t] != "VERB", t)):
        if token in used:
            continue
        match = best_match(around, token)
        if match is not None:
            consumed[token] = tuple(_consumed(reading, match))
            used.update(consumed[token])
            found.append(match)
    return sorted(found, key=lambda m: m.token), consumed


def _told_by(left: dict[int, LearnedEvent], reading: Reading, tokens: tuple[int, ...]) -> LearnedEvent | None:
    """The coder's event at the words of a rule, at the verb that carries its noun, or at the noun it carries."""
    near = [*tokens]
    for token in tokens:
        carrier = light_verb(reading, token)
        near += [carrier] if carrier is not None else []
        near += [t for t in reading.children(token, "obj", "nsubj:pass") if light_verb(reading, t) == token]
    return next((left[token] for token in near if token in left), None)


def _decided(around: Surroundings, match: Match | None, told: LearnedEvent) -> FoundEvent:
    """An event of the learned coder, alone or together with a rule."""
    if match is None:
        rule = Rule("coder", told.type, (), mode=told.mode)
        match = Match(rule, told.token, told.actors, told.recipients)
        by = "coder"
    elif match.rule.type == told.type:
        by = f"coder and rule:{match.rule.name}"
    else:
        by = f"coder, against rule:{match.rule.name} ({match.rule.type})"
    actors = told.actors or tuple(actor for actor in match.actors if actor not in told.recipients)
    recipients = told.recipients or tuple(actor for actor in match.recipients if actor not in actors)
    said_by = statement_of(around.reading, around.statements, match.token)
    status = told.status if by == "coder" else _status(around, match.token, said_by)
    when = when_of(around.reading, match.token, around.dates, status=told.status)
    coded = Coded(
        told.type, told.mode, told.status, actors, recipients, Origin(by, CODER_VERSION, told.score)
    )
    return FoundEvent(_record(around, match, coded, when, said_by), match, status)


def best_match(around: Surroundings, token: int) -> Match | None:
    """The strictest rule that fits the word, with its roles filled; None where none does."""
    for rule in rules_by_lemma().get(around.reading.lemmas[token].lower(), ()):
        if not _fits(around.reading, token, rule):
            continue
        match = _fill(around, token, rule)
        if match is not None:
            return match
    return None


def _fits(reading: Reading, token: int, rule: Rule) -> bool:
    if reading.upos[token] not in rule.upos:
        return False
    if rule.particle and rule.particle not in _particles(reading, token):
        return False
    if not rule.particle and _particles(reading, token) - {"up", "out", "off", "down", "back", "away"}:
        return False
    objects = {reading.lemmas[t].lower() for t in clauses.logical_object(reading, token)}
    if rule.object and not objects & set(rule.object):
        return False
    if objects & set(rule.not_object):
        return False
    if rule.to_do and not _infinitives(reading, token) & set(rule.to_do):
        return False
    near = _near(reading, token) if rule.beside or rule.not_beside else set()
    return (not rule.beside or bool(near & set(rule.beside))) and not near & set(rule.not_beside)


def _particles(reading: Reading, token: int) -> set[str]:
    return {reading.lower[t] for t in reading.children(token, "compound:prt")}


def _infinitives(reading: Reading, token: int) -> set[str]:
    return {reading.lemmas[t].lower() for t in reading.children(token, "xcomp", "ccomp", "acl", "advcl")}


def _near(reading: Reading, token: int) -> set[str]:
    """Lemmas of the words that hang on the trigger or on what hangs on it, clauses left out."""
    found = set()
    for child in reading.children(token):
        if reading.base(child) in ("conj", "ccomp", "xcomp", "advcl", "parataxis", "acl"):
            continue
        found.add(reading.lemmas[child].lower())
        for below in reading.children(child, "amod", "compound", "nmod", "case", "fixed"):
            found.add(reading.lemmas[below].lower())
    return found


def _fill(around: Surroundings, token: int, rule: Rule) -> Match | None:
    actors = _fillers(around, token, rule.actors, rule.actor_kinds, rule)
    recipients = _fillers(around, token, rule.recipients, rule.recipient_kinds, rule)
    if rule.reciprocal:
        actors, recipients = _merged(actors, recipients), ()
    recipients = tuple(r for r in recipients if r not in actors)
    if (
        not recipients
        and not rule.reciprocal
        and rule.needs != "none"
        and _is_private_violence(around, rule, actors)
    ):
        return None
    many = any(around.actors.is_plural(actor) for actor in actors)
    enough = {
        "none": bool(actors or recipients) or not role_tokens(around.reading, token, "subject"),
        "any": bool(actors or recipients),
        "actor": bool(actors),
        "recipient": bool(recipients),
        "both": bool(actors and (recipients or (rule.reciprocal and (len(actors) > 1 or many)))),
    }[rule.needs]
    return Match(rule, token, actors, recipients) if enough else None


def _is_private_violence(around: Surroundings, rule: Rule, actors: tuple[str, ...]) -> bool:
    """Somebody without office who "attacks", nobody said whom: as a rule sport or a figure of speech."""
    violent = codebook.quad(rule.type) == 4 and bool(actors)
    return violent and all(
        around.actors.kind(actor) == "person" and not around.actors.get(actor).sectors for actor in actors
    )


def _merged(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))


def _fillers(
    around: Surroundings, token: int, roles: Sequence[str], kinds: Sequence[str], rule: Rule
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for role in roles:
        for filler in _tokens_of(around.reading, token, role, rule):
            for actor in _actors_named(around, filler, token, role):
                if not kinds or around.actors.acts_as(actor) in kinds:
                    found.setdefault(actor)
    return tuple(found)


def _tokens_of(reading: Reading, token: int, role: str, rule: Rule) -> tuple[int, ...]:
    """The fillers of a role; a preposition may also hang on the object ("imposed sanctions on Belarus")."""
    found = role_tokens(reading, token, role)
    if found or not rule.object or role in ("subject", "object", "owner"):
        return found
    objects = clauses.logical_object(reading, token)
    return tuple(t for thing in objects for t in clauses.oblique(reading, thing, role))


def role_tokens(reading: Reading, token: int, role: str) -> tuple[int, ...]:
    """The heads of the phrases that fill a role of the predicate, verb or noun."""
    carrier = light_verb(reading, token)
    if role == "subject":
        if reading.upos[token] in (*clauses.VERBAL, "ADJ"):
            return clauses.logical_subject(reading, token)
        return clauses.logical_subject(reading, carrier) if carrier is not None else ()
    if role == "object":
        return clauses.logical_object(reading, token) if reading.upos[token] in clauses.VERBAL else ()
    if role == "complement":
        return clauses.complement_subject(reading, token)
    if role == "owner":
        return clauses.possessors(reading, token) + _nation_of(reading, token)
    found = clauses.oblique(reading, token, role)
    if not found and reading.upos[token] == "NOUN":
        # "a delivery of grain from X to Y": which noun a phrase hangs on is the parser's commonest error
        found = tuple(
            t for below in reading.children(token, "nmod") for t in clauses.oblique(reading, below, role)
        )
    return found if found or carrier is None else clauses.oblique(reading, carrier, role)


def _nation_of(reading: Reading, token: int) -> tuple[int, ...]:
    """The adjective or noun before a nominal trigger ("Iranian air strikes", "army attack")."""
    return reading.children(token, "amod", "compound")


def light_verb(reading: Reading, token: int) -> int | None:
    """The verb that carries a nominal act ("held talks", "talks were held"), or None."""
    head = reading.heads[token]
    if head < 0 or reading.upos[token] in clauses.VERBAL:
        return None
    carried = reading.deprels[token] in ("obj", "nsubj:pass") or (
        reading.base(token) == "obl" and {"in", "into", "on"} & set(clauses.cases(reading, token))
    )
    light = reading.lemmas[head].lower() in status_words().transparent_governors
    return head if carried and light and reading.upos[head] == "VERB" else None


def meant_by(around: Surroundings, token: int, trigger: int) -> tuple[str, ...]:
    """Whom a word means to the event at `trigger`; "we" is who speaks, "who" whom the clause describes."""
    if around.reading.lower[token] in FIRST_PERSON:
        return _actors_named(around, token, trigger, "owner")
    return around.actors.all_at(clauses.antecedent(around.reading, token))


def _actors_named(around: Surroundings, filler: int, trigger: int, role: str) -> tuple[str, ...]:
    """Whom a phrase names: itself, or for a thing the one it belongs to ("destroyed Iraq's equipment")."""
    named = around.actors.all_at(filler)
    if named:
        return named
    if around.reading.lower[filler] in FIRST_PERSON:
        statement = statement_of(around.reading, around.statements, trigger)
        return (statement.speaker,) if statement is not None and statement.speaker else ()
    if around.reading.upos[filler] == "PRON" or role == "owner":
        return ()
    return _owners_named(around, filler)


def _owners_named(around: Surroundings, filler: int) -> tuple[str, ...]:
    reading = around.reading
    nearest = reading.children(filler, "nmod:poss", "amod", "compound", "nmod")
    for child in nearest:
        if reading.base(child) == "nmod" and not _belongs(reading, child):
            continue
        named = around.actors.all_at(child)
        if named:
            return named
    for child in nearest:
        if reading.base(child) == "nmod" and _belongs(reading, child):
            deeper = _owners_named(around, child)
            if deeper:
                return deeper
    return ()


def _belongs(reading: Reading, child: int) -> bool:
    return reading.deprels[child] == "nmod:poss" or bool(
        {"of", "in", "from", "against", "'s", "between"} & set(clauses.cases(reading, child))
    )


def _consumed(reading: Reading, match: Match) -> list[int]:
    """The trigger, and the object a rule was chosen by, which is then no event of its own."""
    consumed = [match.token]
    if match.rule.object:
        for token in clauses.logical_object(reading, match.token):
            if reading.lemmas[token].lower() in match.rule.object:
                consumed.append(token)
    if match.rule.to_do:
        for token in reading.children(match.token, "xcomp", "ccomp", "acl", "advcl"):
            if reading.lemmas[token].lower() in match.rule.to_do:
                consumed.append(token)
    return consumed


def _event(around: Surroundings, match: Match) -> FoundEvent:
    said_by = statement_of(around.reading, around.statements, match.token)
    status = _status(around, match.token, said_by)
    rule = match.rule
    event_type = MARKED_AS.get((rule.type, status), rule.type)
    coded = Coded(
        type=event_type,
        mode=rule.mode if event_type == rule.type else None,
        status=status if event_type == rule.type else "actual",
        actors=match.actors,
        recipients=match.recipients,
        origin=Origin(f"rule:{rule.name}", RULES_VERSION, rule.score),
    )
    when = when_of(around.reading, match.token, around.dates, status=status)
    return FoundEvent(_record(around, match, coded, when, said_by), match, status)


@dataclass(frozen=True)
class Coded:
    """What was decided of an event, and by what."""

    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    origin: Origin


def _record(around: Surroundings, match: Match, coded: Coded, when: When, said_by: Statement | None) -> Event:
    reading = around.reading
    contexts = contexts_of(reading, match.token, match.rule.contexts)
    return Event(
        document=reading.document.id,
        type=coded.type,
        mode=coded.mode,
        contexts=contexts,
        status=coded.status,
        trigger=reading.span(match.token),
        actors=coded.actors,
        recipients=coded.recipients,
        when=when,
        where=where_of(reading, match.token, around.places),
        said_by=said_by.id if said_by else None,
        quad=codebook.quad(coded.type),
        score=codebook.score(coded.type, coded.mode),
        cameo=codebook.to_cameo(coded.type, coded.mode, contexts),
        evidence=Evidence((reading.sentence_span(match.token),)),
        origin=coded.origin,
    )


def _status(around: Surroundings, token: int, said_by: Statement | None) -> str:
    when = when_of(around.reading, token, around.dates, status=None)
    status = status_of(around.reading, token, when)
    if said_by is not None and said_by.stance == "denies" and status == "actual":
        return "negated"
    if said_by is not None and said_by.stance == "doubts" and status == "actual":
        return "hypothetical"
    return status
