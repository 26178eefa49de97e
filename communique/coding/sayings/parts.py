"""Small questions to the parse that the finders of statements share."""

from __future__ import annotations

from communique.coding.clauses import cases
from communique.coding.reading import Reading

Tokens = tuple[int, ...]


def is_finite(reading: Reading, token: int) -> bool:
    """Whether the token is a finite verb."""
    if reading.upos[token] not in ("VERB", "AUX"):
        return False
    return reading.feat(token, "VerbForm") == "Fin" or reading.xpos[token] in ("VBZ", "VBP", "VBD", "MD")


def has_subject(reading: Reading, token: int) -> bool:
    return bool(reading.children(token, "nsubj", "csubj", "expl"))


def has_to(reading: Reading, verb: int) -> bool:
    return any(reading.lower[mark] == "to" for mark in reading.children(verb, "mark"))


def is_gerund(reading: Reading, token: int) -> bool:
    return reading.xpos[token] == "VBG" or (
        reading.feat(token, "VerbForm") in ("Ger", "Part") and reading.lower[token].endswith("ing")
    )


def marks(reading: Reading, token: int) -> set[str]:
    words = {reading.lower[c] for c in reading.children(token, "mark", "advmod", "case")}
    return words | set(cases(reading, token))


def merge(*parts: Tokens) -> Tokens:
    return tuple(sorted({token for part in parts for token in part}))


def is_relative(reading: Reading, token: int, head: int) -> bool:
    """Part of a relative clause set off by a comma after `head` ("a move, which was …")."""
    for child in reading.children(head, "acl:relcl", "parataxis"):
        first = reading.subtree(child)[0]
        comma = reading.lower[first] == "," or (first > 0 and reading.lower[first - 1] == ",")
        if comma and token in reading.subtree(child):
            return True
    return False
