"""Lemmas as edits: what to cut from the end of a word and what to put there."""

from __future__ import annotations


def edit_of(word: str, lemma: str) -> str:
    """The edit that makes `lemma` of `word`: "l-2+y": lower case, cut two, add y; "k" keeps the case."""
    for case, base in (("l", word.lower()), ("k", word)):
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        if shared >= 1 or not base:
            return f"{case}-{len(base) - shared}+{lemma[shared:]}"
    return f"l-{len(word)}+{lemma}"
