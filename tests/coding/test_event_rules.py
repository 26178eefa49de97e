"""Every event rule finds the sentences it must match, and none of its near misses."""

from __future__ import annotations

from functools import cache

import pytest

from communique.analysis import analyse
from communique.coding import around
from communique.coding.events import find_events
from communique.coding.reading import Reading
from communique.coding.rules import Rule, event_rules
from communique.records import Document

RULES = event_rules()
EXAMPLES = [pytest.param(rule, text, id=f"{rule.name}: {text}") for rule in RULES for text in rule.matches]
NEAR_MISSES = [pytest.param(rule, text, id=f"{rule.name}: {text}") for rule in RULES for text in rule.misses]


@cache
def fired(text: str) -> set[str]:
    """The rules that fit, without what the learned coder makes of it."""
    document = Document(text=text)
    found = find_events(around(Reading(document, analyse(document))))
    return {one.match.rule.name for one in found}


@pytest.mark.parametrize(
    ("rule", "text"), [(r, t) for r in RULES for t in r.matches], ids=lambda v: str(getattr(v, "name", v))
)
def test_a_rule_matches_its_examples(rule: Rule, text: str) -> None:
    assert rule.name in fired(text)


@pytest.mark.parametrize(
    ("rule", "text"), [(r, t) for r in RULES for t in r.misses], ids=lambda v: str(getattr(v, "name", v))
)
def test_a_rule_leaves_its_near_misses(rule: Rule, text: str) -> None:
    assert rule.name not in fired(text)


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
