"""Event rules: what a word and its surroundings are coded as. Data in rules/*.toml, one file an event type.

A rule names its trigger (lemmas and part of speech), what must stand beside it, and where its actors and
recipients are found. Every rule carries sentences it must match and near misses it must not; these run as tests.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from communique.codebook.loading import fail, load
from communique.records import codes

REQUIREMENTS = frozenset({"none", "any", "actor", "recipient", "both"})
NOT_RULE_FILES = frozenset({"status.toml", "contexts.toml", "statements.toml", "dates.toml", "dealings.toml"})


@dataclass(frozen=True)
class Rule:
    """One way an event type is put into words.

    `actors` and `recipients` name roles: `subject`, `object`, `owner` ("Iran's visit"),
    `complement` (who is asked to act: "demanded that *the army* leave"), or a preposition.
    `object` and `to_do` are lemmas one of which must be the head of the object, or the infinitive below.
    `reciprocal` makes the fillers of `with` and of a plural subject actors, not recipients. `needs` says which
    role must be filled for the rule to fire. `*_kinds` restrict who may fill a role (records.codes).
    """

    name: str
    type: str
    lemmas: tuple[str, ...]
    mode: str | None = None
    upos: tuple[str, ...] = ("VERB",)
    particle: str | None = None
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    to_do: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()
    actors: tuple[str, ...] = ("subject",)
    recipients: tuple[str, ...] = ("object",)
    reciprocal: bool = False
    needs: str = "any"
    actor_kinds: tuple[str, ...] = ()
    recipient_kinds: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    score: float = 1.0
    matches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

    @property
    def strictness(self) -> int:
        """How many conditions the rule sets: of several that fit a word the strictest is taken."""
        conditions = (self.particle, self.object, self.to_do, self.beside, self.actor_kinds)
        return sum(bool(condition) for condition in conditions) * 2 + (self.mode is not None)


@cache
def event_rules() -> tuple[Rule, ...]:
    """All shipped rules, the strictest first, checked.

    Raises CodebookError naming file and line of an entry that is wrong.
    """
    found: list[Rule] = []
    for path in sorted((files("communique") / "coding" / "rules").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml") and path.name not in NOT_RULE_FILES:
            found.extend(read_rules(path))
    return tuple(sorted(found, key=lambda rule: (-rule.strictness, rule.name)))


@cache
def rules_by_lemma() -> dict[str, tuple[Rule, ...]]:
    """Trigger lemma → the rules it may start, the strictest first."""
    table: dict[str, list[Rule]] = {}
    for rule in event_rules():
        for lemma in rule.lemmas:
            table.setdefault(lemma, []).append(rule)
    return {lemma: tuple(rules) for lemma, rules in table.items()}


def read_rules(path: Traversable) -> list[Rule]:
    """The rules of one file, checked. Raises CodebookError naming file and line."""
    table = load(path)
    return [_rule(path, entry, table.get("type")) for entry in table.get("rule", [])]


def _rule(path: Traversable, entry: dict[str, Any], event_type: str | None) -> Rule:
    entry = {"type": event_type, **entry}
    name = str(entry.get("name", ""))
    known = {field.name for field in fields(Rule)}
    for key in entry:
        if key not in known:
            fail(path, name, f"unknown key {key!r} in rule {name!r}; known: {', '.join(sorted(known))}")
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    rule = Rule(**values)
    _check(path, rule)
    return rule


def _check(path: Traversable, rule: Rule) -> None:
    modes = codes.event_modes()
    if rule.type not in modes:
        fail(path, rule.name, f"unknown event type {rule.type!r}")
    if rule.mode is not None and rule.mode not in modes[rule.type]:
        fail(path, rule.name, f"{rule.type} has no mode {rule.mode!r}")
    if rule.needs not in REQUIREMENTS:
        fail(path, rule.name, f"needs is one of {', '.join(sorted(REQUIREMENTS))}, not {rule.needs!r}")
    for kind in (*rule.actor_kinds, *rule.recipient_kinds):
        if kind not in codes.ACTOR_KINDS:
            fail(path, rule.name, f"unknown kind of actor {kind!r}")
    for context in rule.contexts:
        if context not in codes.contexts():
            fail(path, rule.name, f"unknown context {context!r}")
    if not rule.matches:
        fail(path, rule.name, "a rule needs at least one sentence in `matches`")
