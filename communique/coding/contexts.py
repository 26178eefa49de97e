"""PLOVER contexts: what field an event lies in, from the words of its sentence and its rule."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from communique.codebook.loading import fail, load
from communique.coding.reading import Reading
from communique.records import codes


def contexts_of(reading: Reading, token: int, given: tuple[str, ...]) -> tuple[str, ...]:
    """The contexts of an event at `token`: those its rule gives, and those its sentence speaks of, sorted."""
    words = context_words()
    first, last = reading.sentences[reading.sentence_of(token)]
    spoken = (words.get(lemma.lower()) for lemma in reading.lemmas[first:last])
    return tuple(sorted({context for context in spoken if context} | set(given)))


@cache
def context_words() -> dict[str, str]:
    """Lemma → the context it speaks of, from rules/contexts.toml. Raises CodebookError on an unknown context."""
    path = files("communique") / "coding" / "rules" / "contexts.toml"
    table = {}
    for context, words in load(path)["words"].items():
        if context not in codes.contexts():
            fail(path, context, f"unknown context {context!r}")
        table.update(dict.fromkeys(words, context))
    return table
