"""From what a source annotates to the mention labels each word may have.

No source annotates every type, and none quite as we want it: some include titles and pronouns in persons,
some call peoples organisations. A word therefore carries the *set* of labels it may have; the empty set says
that the source does not tell, and teaches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from communique.codebook import country_named
from communique.records.analysis import MENTION_TYPES
from training.reader.peoples import FIRST_TITLES, PEOPLES, TITLES, words

ORGANISATIONS = ("ORG", "GOVERNMENT", "MILITARY", "ARMED_GROUP", "PARTY")
LABELS = ("O", *(f"{position}-{kind}" for kind in MENTION_TYPES for position in "BI"))
PARTICLES, PRONOUNS = frozenset(words("particles")), frozenset(words("pronouns"))
BUILT = frozenset(words("built"))
_TIME_WORD = re.compile(
    r"\d|^(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?$|"
    r"^(?:to|yester)?day$|^(?:tomorrow|tonight|weeks?|months?|years?|days?|decades?|century|centuries|morning|evening|"
    r"afternoon|night|noon|midnight|spring|summer|autumn|winter|weekend|hours?|minutes?)$",
    re.IGNORECASE,
)

LabelSet = frozenset[str]


class Name(NamedTuple):
    """A mention: token range (last not included) and the types it may be of; "O" among them: perhaps none."""

    first: int
    last: int
    kinds: tuple[str, ...]


UNSURE: tuple[str, ...] = ()  # the kinds of a span that teaches nothing


def person(words: Sequence[str], first: int, last: int) -> Name | None:
    """The personal name without what stands before it; None for a title alone; UNSURE where it is unclear."""
    if all(_is_people(word) for word in words[first:last]):
        return Name(first, last, ("PEOPLE",))
    place = first
    for token in range(first, last - 1):
        if words[token].lower() in TITLES or (token == first and words[token].lower() in FIRST_TITLES):
            place = token + 1
    rest = words[place:last]
    if all(word.lower() in TITLES | FIRST_TITLES | PRONOUNS for word in rest):
        return None
    capital = [word[0].isupper() or word.lower() in PARTICLES or not word[0].isalpha() for word in rest]
    if not all(capital) or rest[0].lower() in ("of", "for", "the"):
        return Name(first, last, UNSURE)
    return Name(place, last, ("PERSON",))


def named(words: Sequence[str], first: int, last: int, kinds: tuple[str, ...]) -> Name | None:
    """A mention of another kind: without article; None for pronouns; UNSURE for what only contains a name."""
    if kinds == ("DATE",):
        told = any(_TIME_WORD.search(word) for word in words[first:last])
        return Name(first, last, kinds if told else UNSURE)
    while first < last and not _opens_name(words[first]):
        first += 1
    if first < last - 1 and words[first].lower() == "the":
        first += 1
    if first == last or (last == first + 1 and words[first].lower() in PRONOUNS):
        return None
    if not any(character.isupper() for word in words[first:last] for character in word):
        return None
    if words[last - 1].lower() in ("'s", "’s", "'", "’"):
        last -= 1
    if "," in words[first:last] or (words[last - 1].islower() and kinds[0] not in ("EVENT", "DOCUMENT")):
        return Name(first, last, UNSURE)
    if all(_is_people(word) for word in words[first:last]):
        return Name(first, last, ("PEOPLE",))
    if kinds == ("PLACE",) and country_named(" ".join(words[first:last])):
        return Name(first, last, ("COUNTRY",))
    if kinds == ("PLACE",) and BUILT.intersection(word.lower() for word in words[first:last]):
        return Name(first, last, ("FACILITY",))
    return Name(first, last, kinds)


def allowed(
    words: Sequence[str], names: Iterable[Name], unknown: Iterable[str], xpos: Sequence[str] | None = None
) -> list[LabelSet]:
    """Allowed labels a word: of the longest name over it, else O or a type in `unknown`; peoples by list.

    What a source does not annotate is left open only where a name could be: at capitals (proper nouns where tags
    tell), for dates at figures and words of time. Were it open everywhere, nothing would teach the model not to
    say that type: so it was with facilities, and every second word became one.
    """
    labels = [_outside(word, unknown, xpos and xpos[token]) for token, word in enumerate(words)]
    outside = list(labels)
    taken = [False] * len(words)
    for name in sorted(names, key=lambda n: (not n.kinds, n.first - n.last, n.first)):
        if any(taken[name.first : name.last]):
            continue
        for token in range(name.first, name.last):
            taken[token] = True
            labels[token] = _of(name, token, words[token], outside[token])
    _add_peoples(words, labels, taken, xpos)
    return labels


def _outside(word: str, unknown: Iterable[str], tag: str | None) -> LabelSet:
    name = word[0].isupper() and tag in (None, "", "NNP", "NNPS")
    kinds = [kind for kind in unknown if (_TIME_WORD.search(word) if kind == "DATE" else name)]
    return frozenset({"O"}).union(*(_pair(kind) for kind in kinds))


def peoples_only(words: Sequence[str], xpos: Sequence[str]) -> list[LabelSet]:
    """Labels for a sentence without annotated mentions: only words that surely name a people are told."""
    labels: list[LabelSet] = [frozenset()] * len(words)
    _add_peoples(words, labels, [False] * len(words), xpos, strict=True)
    return labels


def _of(name: Name, token: int, word: str, outside: LabelSet) -> LabelSet:
    if not name.kinds:
        return frozenset() if word[0].isupper() or word[0].isdigit() else outside
    position = "B" if token == name.first else "I"
    return frozenset(kind if kind == "O" else f"{position}-{kind}" for kind in name.kinds)


def _add_peoples(
    words: Sequence[str],
    labels: list[LabelSet],
    taken: Sequence[bool],
    xpos: Sequence[str] | None,
    *,
    strict: bool = False,
) -> None:
    """Adjectives and plurals of our list, outside all names, name a people; before a capital only perhaps."""
    for token, word in enumerate(words):
        if taken[token] or not _is_people(word):
            continue
        following = words[token + 1] if token + 1 < len(words) else "."
        compound = following[0].isupper() and following.lower() not in TITLES and not _is_people(following)
        adjective = xpos is not None and xpos[token] in ("JJ", "NNPS")
        if compound and (strict or not adjective):
            labels[token] |= _pair("PEOPLE")
            continue
        again = token > 0 and labels[token - 1] == frozenset({"B-PEOPLE"})
        labels[token] = frozenset({"I-PEOPLE" if again else "B-PEOPLE"})


def _opens_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word in ("al", "el")


def _is_people(word: str) -> bool:
    return word in PEOPLES


def _pair(kind: str) -> LabelSet:
    return frozenset({f"B-{kind}", f"I-{kind}"})
