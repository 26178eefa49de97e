"""Words of meetings and agreements (rules/dealings.toml), read once and checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from communique.codebook.loading import fail, load
from communique.records import codes


@cache
def meeting_form_words() -> dict[str, str]:
    """Trigger lemma → form of the meeting."""
    return _inverted("meeting_forms", codes.MEETING_FORMS)


@cache
def agreement_kind_words() -> dict[str, str]:
    """Noun lemma → kind of agreement."""
    return _inverted("agreement_kinds", codes.AGREEMENT_KINDS)


@cache
def stage_words() -> dict[str, str]:
    """Lemma of a verb or modifier → the stage it tells."""
    return _inverted("stages", codes.STAGES)


def _inverted(table: str, known: tuple[str, ...]) -> dict[str, str]:
    path = files("communique") / "coding" / "rules" / "dealings.toml"
    found = {}
    for name, words in load(path)[table].items():
        if name not in known:
            fail(path, name, f"unknown name {name!r} in [{table}]; known: {', '.join(known)}")
        found.update(dict.fromkeys(words, name))
    return found
