"""Lemmas: the edits the reader predicts, mended for verbs and nouns by lists of them.

Whether "fired" comes of "fire" or "fir" cannot be seen from its letters, and the network learns it word by word. Where
the lemma it gives is not in the list and spelling leads to one that is, that one is taken.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

VOWELS = "aeiou"


LISTS = {"VERB": "verbs.txt", "NOUN": "nouns.txt"}


@lru_cache(maxsize=100_000)
def lemma_of(word: str, edit: str, upos: str) -> str:
    """The lemma that an edit ("l-2+y": lower case, cut two, add y; "k" keeps the case) makes of a word, mended."""
    lemma = _edited(word, edit)
    return mended(word.lower(), lemma.lower(), upos) if upos in LISTS else lemma


def _edited(word: str, edit: str) -> str:
    case, _, rest = edit.partition("-")
    cut, _, added = rest.partition("+")
    base = word.lower() if case == "l" else word
    keep = len(base) - int(cut)
    return base[:keep] + added if keep > 0 or (keep == 0 and added) else base


def mended(form: str, lemma: str, upos: str) -> str:
    """The verb or noun that a lower-case form comes of: `lemma` unless the lists know better.

    "found" may be a form of "find" or a verb itself: there the reader's own word stands.
    """
    known, irregular = _words(upos), _irregular(upos).get(form)
    if irregular is not None and not (lemma == form and form in known):
        return irregular
    if upos == "NOUN" and form in known and not form.endswith("s"):
        return form
    if lemma in known and lemma[:1] == form[:1] and lemma != form:
        return lemma
    if upos == "NOUN" and not form.endswith("s"):
        return lemma
    return next((word for word in regular_lemmas(form) if word in known), lemma)


def regular_lemmas(form: str) -> tuple[str, ...]:
    """The words that a form may come of by spelling alone, the likeliest first."""
    for ending in ("ing", "ed"):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            doubled = (
                (stem[:-1],) if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS else ()
            )
            ies = (stem[:-1] + "y",) if ending == "ed" and stem.endswith("i") else ()
            return (*ies, stem + "e", *doubled, stem, form)
    if form.endswith("ies"):
        return (form[:-3] + "y", form[:-1], form)
    if form.endswith("s") and not form.endswith("ss"):
        return (form[:-1], form[:-2], form) if form.endswith("es") else (form[:-1], form)
    return (form,)


@cache
def _lines(upos: str) -> tuple[tuple[str, ...], ...]:
    text = (files("communique") / "analysis" / LISTS[upos]).read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines())


@cache
def _words(upos: str) -> frozenset[str]:
    return frozenset(line[0] for line in _lines(upos))


@cache
def _irregular(upos: str) -> dict[str, str]:
    return {form: line[0] for line in _lines(upos) for form in line[1:]}
