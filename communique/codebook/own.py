"""Event types of a user's own: one TOML file a type, with the entry of a codebook and example sentences.

    name = "EVICTION"
    definition = "People are made to leave the houses or the land they live on."
    examples = [
      "[Police] cleared [forty families] from a camp outside Lyon on Monday.",
      "[Villagers|to] were driven from their fields by [soldiers|by].",
    ]
    misses = ["[The court] heard [the tenants] on Friday."]

In an example the two parties stand in brackets: the first acts on the second, unless `|by` and `|to` say otherwise. One
of them may be left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from communique.codebook.loading import check_keys, fail, load, take, take_texts
from communique.codebook.plover import event_types

Range = tuple[int, int]
LEAST, ADVISED = 5, 10  # examples
_NAME = re.compile(r"[A-Z][A-Z0-9_-]*")
_PARTY = re.compile(r"\[([^][|]+)(?:\|(by|to))?\]")


@dataclass(frozen=True)
class Example:
    """A sentence without its brackets, and the characters of who acts and of whom it is done to (None: not named)."""

    text: str
    by: Range | None
    to: Range | None


@dataclass(frozen=True)
class OwnEntry:
    """The codebook entry of a user's own type."""

    name: str
    definition: str
    examples: tuple[Example, ...]
    misses: tuple[Example, ...]


def own_entry(path: Traversable) -> OwnEntry:
    """The entry in a file. Raises CodebookError naming file and line where it is not as it should be."""
    table = load(path)
    check_keys(path, "", table, required=("name", "definition", "examples"), optional=("misses",))
    name = take(path, "", table, "name", str)
    if not _NAME.fullmatch(name):
        fail(path, "name", f"a type is named in capitals, digits, _ and -, not {name!r}")
    if name in event_types():
        fail(path, "name", f"{name} is a type of PLOVER's; choose another name")
    examples, misses = (
        tuple(_example(path, key, text) for text in take_texts(path, "", table, key))
        for key in ("examples", "misses")
    )
    if len(examples) < LEAST:
        fail(
            path,
            "examples",
            f"{len(examples)} examples are too few: give {ADVISED} to 30, {LEAST} at the least",
        )
    return OwnEntry(name, take(path, "", table, "definition", str), examples, misses)


def _example(path: Traversable, key: str, text: str) -> Example:
    plain, parties, last = "", [], 0
    for match in _PARTY.finditer(text):
        plain += text[last : match.start()]
        parties.append((match[2], (len(plain), len(plain) + len(match[1]))))
        plain, last = plain + match[1], match.end()
    plain += text[last:]
    roles = [role or ("by", "to")[number] for number, (role, _) in enumerate(parties[:2])]
    if not 1 <= len(parties) <= 2 or len(set(roles)) < len(roles) or "[" in plain or "]" in plain:
        how = "“[Police] cleared [a camp]” or “[A camp|to] was cleared by [police|by]”"
        fail(path, key, f"mark who acts and whom it is done to, {how}, in “{text}”")
    named = dict(zip(roles, (span for _, span in parties), strict=True))
    return Example(plain, named.get("by"), named.get("to"))
