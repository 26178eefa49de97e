"""Names hidden behind pronouns: a name told again becomes "he" or "him", so that what is said must tell whom it means.

After MaskedWiki (Kocijan et al. 2019), where a name that occurs twice is masked and has to be found again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.analysis.links import PREPOSITIONS
from training.reader.corpora import Choice, Sentence

POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
OPENING = frozenset(
    [
        ",",
        ";",
        ":",
        "and",
        "but",
        "or",
        "that",
        "when",
        "while",
        "as",
        "where",
        "after",
        "before",
        "because",
        "if",
    ]
)
TAKE_OBJECT = PREPOSITIONS | {"by", "against", "about", "between", "over", "than", "like", "into", "after"}


def hide_choice(
    sentences: Sequence[Sentence], choice: Choice, chance: random.Random, *, woman: bool
) -> tuple[list[Sentence], Choice] | None:
    """A text with one of its two names told again, that one hidden: the sentences and the new choice."""
    names = list(choice.names)
    chance.shuffle(names)
    for (place, head, _), (other_place, other_head, _) in (names, names[::-1]):
        word, other = sentences[place].words[head], sentences[other_place].words[other_head]
        again = [spot for spot in _alone(sentences, word) if spot > (place, head)]
        if word == other or not again or len(word) < 3:
            continue
        number, token = chance.choice(again)
        changed = list(sentences)
        changed[number] = _with_pronoun(sentences[number], token, woman=woman)
        return changed, Choice((number, token), ((place, head, True), (other_place, other_head, False)))
    return None


def hide_some(
    sentence: Sentence, seen: set[str], share: float, chance: random.Random, women: dict[str, bool]
) -> Sentence:
    """A sentence with chains, some of the persons that `seen` tells were there before now a pronoun."""
    if sentence.heads is not None:
        return sentence
    chains = dict(sentence.links or ())
    for first, last in sentence.people:
        chain = chains.get(first, "")
        if last - first == 1 and chain in seen and chance.random() < share and not _owns(sentence, first):
            sentence = _with_pronoun(sentence, first, woman=women.get(chain, False))
    return sentence


def _alone(sentences: Sequence[Sentence], word: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as one word that owns nothing."""
    for number, sentence in enumerate(sentences):
        for token, found in enumerate(sentence.words):
            before = sentence.words[token - 1] if token else ""
            after = sentence.words[token + 1] if token + 1 < len(sentence.words) else ""
            named = any(
                part[:1].isupper() or part in ("-", "&") for part in (after, before if token > 1 else "")
            )
            if found == word and not named and not _owns(sentence, token):
                yield number, token


def _owns(sentence: Sentence, token: int) -> bool:
    return token + 1 < len(sentence.words) and sentence.words[token + 1] in POSSESSIVE


def _with_pronoun(sentence: Sentence, token: int, *, woman: bool) -> Sentence:
    words = list(sentence.words)
    before = words[token - 1].lower() if token else ","
    after = words[token + 1] if token + 1 < len(words) else "."
    subject = before in OPENING or not (before in TAKE_OBJECT or not after[0].isalpha())
    words[token] = ("she" if woman else "he") if subject else ("her" if woman else "him")
    if not token:
        words[token] = words[token].capitalize()
    labels = sentence.labels and [
        frozenset({"O"}) if place == token else label for place, label in enumerate(sentence.labels)
    ]
    people = [span for span in sentence.people if span != (token, token + 1)]
    return replace(sentence, words=words, labels=labels, people=people)
